"""Question of "Break it yourself": which fault the guards do not see."""

import marimo as mo

from course import predict


def blind_spot(usual: tuple[float, float], asking: float) -> mo.ui.form:
    """Q1.8a: the fault that passes the four guards.

    `usual` is the lowest and highest level of a month against each card's own history, `asking` the level of the
    batch when asking prices stand in it.
    """
    low, high = usual
    return predict.choice(
        "Q1.8a",
        "Four guards look at the batch: repeated ids, spellings, the share of gaps, and the unit of each "
        "channel. Which of these faults gets past all four?",
        {
            "cents": (
                "A partner sends cents",
                "A whole channel a hundred times too dear is easy to see.",
            ),
            "gaps": (
                "Most dear prices are missing",
                "The share of gaps jumps. You only have to count before you drop.",
            ),
            "twice": (
                "A third of the batch comes twice, because a worker crashed",
                "Their ids repeat. Any check for a unique key sees it.",
            ),
            "asking": (
                "Asking prices stand where sold prices should be",
                "Each value is plausible. A fifth guard could compare every card with its own history: "
                f"the batch stands at {asking:.2f} times that, where months usually lie between {low:.2f} "
                f"and {high:.2f}. But a boom looks the same; only a data dictionary and lineage can say "
                "which it is.",
            ),
        },
        answer="asking",
    )

"""Questions of section 1.2: what a fault costs, where a limit comes from, what happens to rows without a price."""

import marimo as mo

from course import predict


def costly_fault() -> mo.ui.form:
    """Q1.2a: which fault in 5% of the training rows raises the RMSE most."""
    return predict.choice(
        "Q1.2a",
        "One row in twenty of the training data goes wrong. Which fault raises the model's RMSE most?",
        {
            "null": (
                "Rarity is empty",
                "It hurts, since rarity drives the price. But the other 95% of the rows still teach it.",
            ),
            "cents": (
                "Prices arrive in cents",
                "A factor of 100 in the label itself. A few rows outweigh all others, and every price tag "
                "rises.",
            ),
            "negative": (
                "HP is negative",
                "It looks absurd, so it feels dangerous. But the model hardly uses HP.",
            ),
            "type": (
                'HP arrives as text, "120 HP"',
                "This model puts the usual number in its place and goes on.",
            ),
            "pinned": (
                "Condition is always NM",
                "Every row looks fine, so no row check can see it. At 5% the model hardly feels it; the "
                "harm grows with the share.",
            ),
            "typo": (
                'Rarity is spelled "ultra-rare "',
                "In training it is one more category. It bites later, when the cards to be priced are "
                "spelled so.",
            ),
        },
        answer="cents",
    )


def upper_limit() -> mo.ui.form:
    """Q1.2b: where the upper limit of a price comes from."""
    return predict.choice(
        "Q1.2b",
        "You need an upper limit for a price. Where do you get it from?",
        {
            "max": (
                "The highest price of the last three months",
                "The next record sale is refused. Cheap cards a hundred times too dear still pass.",
            ),
            "sigma": (
                "The mean of the last three months plus three standard deviations",
                "That rule is for bell curves. It refuses honest dear cards in almost every month.",
            ),
            "meaning": (
                "What a price can mean, plus a unit check of the batch",
                "Wide for a row, since any single price may be real; tight for the batch, since not all of "
                "them can be.",
            ),
            "none": (
                "There is none: honest prices have a long tail, and the model averages",
                "It refuses no honest sale and lets every wrong one in.",
            ),
        },
        answer="meaning",
    )


def no_price() -> mo.ui.form:
    """Q1.2c: what the ingest step does with sales that have no price."""
    return predict.choice(
        "Q1.2c",
        "Some sales have no price. What does the ingest step do with them?",
        {
            "drop": (
                "Drop them: without a label they can't teach the model anything",
                "They vanish without a trace, and they are not like the others: dear cards lack a price "
                "more often.",
            ),
            "fill": (
                "Fill in the median price of the card's rarity, so that no sale is lost",
                "Now a made-up price looks like a sale. Nobody downstream can tell it from a real one.",
            ),
            "quarantine": (
                "Set them aside with a reason, and count them",
                "Nothing is lost, and someone can ask why there are so many.",
            ),
            "stop": (
                "Stop the whole batch until somebody has found the prices",
                "Right when their share jumps. As a rule for every gap it would stop every single month.",
            ),
        },
        answer="quarantine",
    )

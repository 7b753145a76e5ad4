"""Questions of section 1.6: what the label of a listing is."""

import marimo as mo

from course import predict


def money_in(percent_less: float) -> mo.ui.form:
    """Q1.6a: how many percent less a listing brings in than a card that sold; measured."""
    return predict.number(
        "Q1.6a",
        "Cards that sell bring in a certain average price. How many percent less does an average listing "
        "bring in, when you count those that never sell as $0?",
        0,
        60,
        1,
        answer=percent_less,
        tolerance=6,
        unit="%",
        explain=(
            "About one listing in five finds no buyer within 60 days. Whoever looks at sold cards only "
            "never meets them."
        ),
    )


def unsold() -> mo.ui.form:
    """Q1.6b: the label of a card that did not sell."""
    return predict.choice(
        "Q1.6b",
        "A card was listed at $40 and has not sold in 60 days. What is its label?",
        {
            "zero": (
                "$0, since it brought in nothing",
                "The card is not worthless. You taught the model that $40 cards are free.",
            ),
            "asking": (
                "$40, the asking price, since no other price is known",
                "Nobody paid that. You taught the model that every seller is right.",
            ),
            "drop": (
                "None: it is left out, and the model learns from the sales",
                "Now only cards that sold remain, and the model believes that everything sells.",
            ),
            "censored": (
                "Censored: no sale at $40 within 60 days",
                "That is all you know, and it is worth keeping: nobody who came by in 60 days paid $40.",
            ),
        },
        answer="censored",
    )

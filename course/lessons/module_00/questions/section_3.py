"""The questions of section 0.3, Success metrics and money."""

import marimo as mo

from course import predict


def from_which() -> mo.ui.form:
    """From which honest probability on an offer pays on average."""
    return predict.number(
        "Q0.3b",
        "A good buy earns $4. A bad one costs $8: the loss, and shelf space for months. If the probabilities are "
        "honest, from which one on does buying pay, on average?",
        0,
        100,
        1,
        answer=100 * 8 / (4 + 8),
        tolerance=5,
        unit="%",
        explain="Buying pays when p × gain > (1 - p) × loss, so from p = loss / (gain + loss) = 8 / 12 on. That holds "
        "for honest probabilities and in the long run. On the offers you have, measure it.",
    )


def dollar() -> mo.ui.form:
    """What one dollar of RMSE is worth."""
    return predict.choice(
        "Q0.3c",
        "A better model brings the RMSE of the price tags down by one dollar. What is that worth to the shop, a card?",
        {
            "dollar": (
                "One dollar on each card that is sold",
                "RMSE squares the misses, so a few chase cards make up most of it.",
            ),
            "depends": (
                "It depends on which errors shrink",
                "Off a few chase cards or off many everyday ones: the same dollar of RMSE is different money.",
            ),
            "fixed": (
                "Some fixed number of cents, measured once and then used",
                "Finance would like that. Each pair of models gives another rate.",
            ),
            "nothing": (
                "Nothing, since RMSE is a technical metric",
                "Wrong tags do cost money, just not in proportion to it.",
            ),
        },
        answer="depends",
    )


def band() -> mo.ui.form:
    """The price band with most of the error."""
    return predict.choice(
        "Q0.3d",
        "Add up how many dollars the model's price tags are off in a month. In which band is most of it?",
        {
            "under $5": (
                "Under $5: a great many cards",
                "Many cards, but each miss is a matter of cents.",
            ),
            "$5 to $20": (
                "$5 to $20: where about half of the sales are",
                "Half of the cards, and forty of them weigh less than one card over $100.",
            ),
            "$20 to $100": (
                "$20 to $100: fewer cards, larger misses",
                "Second: here a better model still earns something.",
            ),
            "over $100": (
                "Over $100: very few cards",
                "Fewer than one card in thirty, and more of the error than any other band.",
            ),
        },
        answer="over $100",
    )

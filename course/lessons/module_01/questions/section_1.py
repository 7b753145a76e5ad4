"""Questions of section 1.1: which unit a number is in, and when a field is known."""

import marimo as mo

from course import predict


def ratio(true_ratio: float) -> mo.ui.form:
    """Q1.1a: how far the auction feed is from the guide; `true_ratio` is the median of the measured ratios."""
    return predict.number(
        "Q1.1a",
        "Take the auction feed's number and divide it by the price guide's number for the same card. What "
        "is the middle (median) of these ratios?",
        0,
        120,
        1,
        answer=true_ratio,
        tolerance=25,
        explain=(
            "The feed is in cents. Its own column says so, `price_cents`; the shared column `price` no "
            "longer does. It is not 100, because the guide quotes near mint cards and many are played."
        ),
    )


def known() -> mo.ui.form:
    """Q1.1b: which column a model may use at listing."""
    return predict.choice(
        "Q1.1b",
        "The model prices a card at the moment it is listed. Which of these columns may it use?",
        {
            "views": (
                "views_total, the views of the listing",
                "It counts up to the sale. At listing it is 0 for every card.",
            ),
            "set": (
                "set_price_30d, the mean of the set's last two prices in 30 days",
                "It sounds like the past. But it is computed after the sale, and the price you want to "
                "predict is one of the two.",
            ),
            "grade": (
                "grade, given by a grading company",
                "The grade is printed on the card's case before the card is listed.",
            ),
            "days": (
                "days_to_sell, how long it was on the shelf",
                "You know it only when the card is gone.",
            ),
        },
        answer="grade",
    )

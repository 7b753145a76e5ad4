"""Questions of section 1.5: what can be undone, what a checksum notices, what depends on what."""

import marimo as mo

from course import predict


def not_undone() -> mo.ui.form:
    """Q1.5a: which transform has no way back."""
    return predict.choice(
        "Q1.5a",
        "Which of these steps can't be undone?",
        {
            "log": (
                "Take the logarithm of 1 + price",
                "`expm1` undoes it, for a price of 0 as well. That is what the 1 is for.",
            ),
            "scale": (
                "Subtract the mean, divide by the standard deviation",
                "It is undone, to within rounding, as long as you keep the two numbers.",
            ),
            "bands": (
                "Put the price into bands of $10",
                "All prices of a band become one. The way back can only guess the middle.",
            ),
            "onehot": (
                "Make one column of each rarity (one-hot)",
                "The column that holds the 1 says which it was. Only a rarity you never saw is lost.",
            ),
        },
        answer="bands",
    )


def digits(changed: int) -> mo.ui.form:
    """Q1.5b: how many of the 64 digits of a SHA-256 change with one bit; `changed` was counted."""
    return predict.number(
        "Q1.5b",
        "You turn over one single bit of a file. How many of the 64 digits of its SHA-256 change?",
        0,
        64,
        1,
        answer=float(changed),
        tolerance=6,
        unit="digits",
        explain=(
            "Each digit becomes a random one, so about 15 in 16 change. A tiny change is as visible as a "
            "big one."
        ),
    )


def untouched() -> mo.ui.form:
    """Q1.5c: what need not be rebuilt when the price guide is corrected."""
    return predict.choice(
        "Q1.5c",
        "The price guide was wrong and is corrected. Which of these may stay as it is?",
        {
            "tags": (
                "The price tags",
                "They come from the model, the model from the training set, and that from the guide ratio.",
            ),
            "training": ("The training set", "It contains the ratio of each price to the guide."),
            "report": (
                "The monthly report",
                "It is made from the clean sales only. Rebuilding it costs time and changes nothing.",
            ),
            "model": (
                "The price model",
                "It never read the guide itself, but its training set did. Effects travel.",
            ),
        },
        answer="report",
    )

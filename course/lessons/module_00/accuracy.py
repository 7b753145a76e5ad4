"""Section 0.2: what an accuracy says about 10,000 cards, and what it does not say about one."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

CARDS = 10_000
SPREADS = {
    "evenly": "evenly over all cards",
    "missed": "on the dear cards first",
    "alarms": "on the cheap cards first",
}
"""Where a model makes its mistakes."""


def confusion(
    dear_share: float, accuracy: float, spread: str = "evenly", cards: int = CARDS
) -> dict[str, int]:
    """How many of `cards` are found, missed, false alarms and rightly left, for a model of the given accuracy.

    `dear_share` and `accuracy` are shares (0 to 1); `spread` is a key of SPREADS.
    Raises ValueError for an unknown spread.
    """
    dear = round(cards * dear_share)
    wrong = round(cards * (1 - accuracy))
    if spread == "evenly":
        missed = round(dear * (1 - accuracy))
    elif spread == "missed":
        missed = min(dear, wrong)
    elif spread == "alarms":
        missed = max(0, wrong - (cards - dear))
    else:
        raise ValueError(f"unknown spread {spread!r}; one of {', '.join(SPREADS)}")
    alarms = wrong - missed
    return {"found": dear - missed, "missed": missed, "alarms": alarms, "left": cards - dear - alarms}


def found_share(counts: Mapping[str, int]) -> float:
    """The share of the dear cards that were found (recall); NaN without dear cards."""
    dear = counts["found"] + counts["missed"]
    return counts["found"] / dear if dear else float("nan")


def true_share(counts: Mapping[str, int]) -> float:
    """The share of the cards called dear that are dear (precision); NaN when none is called so."""
    called = counts["found"] + counts["alarms"]
    return counts["found"] / called if called else float("nan")


def by_group(later: pd.DataFrame, predicted: np.ndarray, dear: float, column: str) -> pd.DataFrame:
    """How often "costs at least `dear` USD" is said rightly, by the values of `column` ("unknown"
    where it is empty): group, right, cards. Groups of fewer than 20 cards are left out."""
    right = (predicted >= dear) == (later["price_usd"] >= dear)
    table = right.groupby(later[column].fillna("unknown").astype(str)).agg(["mean", "size"])
    table.columns = ["right", "cards"]
    return table[table["cards"] >= 20].sort_values("right").rename_axis("group").reset_index()

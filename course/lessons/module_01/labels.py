"""Section 1.6: what the label of a listing is, how long it takes to come, and whom it leaves out."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pandas as pd

from course.market.demand import worth_of

FULL_TIME = 60
"""Days after which a listing has expired: it did not sell."""


def finished(listings: pd.DataFrame, as_of: str = "2026-06-30") -> pd.DataFrame:
    """Single listings in USD that had their full time by `as_of`: each is sold or will not be.

    Leaves out bundles (one price for several cards) and returns (a price nobody paid in the end). Adds
    `days` until the sale, NaN where there was none.
    """
    old = listings["listed_at"] <= pd.Timestamp(as_of) - pd.Timedelta(days=FULL_TIME)
    single = listings["bundle_id"].isna() & ~listings["returned"]
    kept = listings[old & single & (listings["currency"] == "USD")]
    return kept.assign(days=(kept["sold_at"] - kept["listed_at"]).dt.days)


def averages(done: pd.DataFrame) -> dict[str, float]:
    """Three answers, in USD, to "what does a listing bring in?"."""
    sold = done["sold_price"].notna()
    return {
        "asking price, all listings": float(done["asking_price"].mean()),
        "sold price, sold listings": float(done.loc[sold, "sold_price"].mean()),
        "money in, all listings": float(done["sold_price"].fillna(0.0).mean()),
    }


def arrival(
    done: pd.DataFrame, known_after: Callable[[pd.DataFrame, int], tuple[float, float]]
) -> pd.DataFrame:
    """How the labels come in: a row for each day after listing, with the share of listings that have a sold price
    (`labelled`) and the mean of the sold prices known by then (`mean_price`, USD), as `known_after` tells them.
    """
    rows = [(day, *known_after(done, day)) for day in range(FULL_TIME + 1)]
    return pd.DataFrame(rows, columns=["day", "labelled", "mean_price"])


def asked(done: pd.DataFrame) -> pd.Series:
    """What each listing asked, as a multiple of what its card is worth; only the maker of the market knows that."""
    return pd.Series(done["asking_price"].to_numpy() / worth_of(done), index=done.index)


def sold_by_asked(done: pd.DataFrame) -> pd.DataFrame:
    """How many listings found a buyer, by what they asked: rows of asked (a band of multiples), sold (a share)
    and listings."""
    edges = [0.0, 0.9, 1.0, 1.1, 1.2, 1.35, 1.6, np.inf]
    names = ["below 0.9", *(f"{low:g} to {high:g}" for low, high in pairwise(edges[1:-1])), "above 1.6"]
    band = pd.cut(asked(done), edges, labels=names)
    table = done["sold_price"].notna().groupby(band, observed=True).agg(["mean", "size"])
    return table.set_axis(["sold", "listings"], axis=1).rename_axis("asked").reset_index()


def asked_by_fate(done: pd.DataFrame) -> dict[str, float]:
    """The mean of `asked` for listings that were "sold", and for those that were "unsold"."""
    sold = done["sold_price"].notna()
    return {"sold": float(asked(done)[sold].mean()), "unsold": float(asked(done)[~sold].mean())}


def four_listings() -> pd.DataFrame:
    """One card's way through the shop, and a card that went in a lot: what stands in the file, and what it tells."""
    return pd.DataFrame(
        {
            "listing": ["L1", "L2", "L3", "L4"],
            "what happened": [
                "card A, not sold, put up again as L2",
                "card A, sold for $9.00",
                "card B, sold for $30.00 in one lot with card C",
                "card D, sold for $8.00 and sent back",
            ],
            "relist_of": ["", "L1", "", ""],
            "bundle_id": ["", "", "B7", ""],
            "what it tells of the card's price": [
                "nothing of its own: L2 stands for the card now",
                "$9.00",
                "unknown: $30.00 is the price of the lot",
                "unknown: in the end nobody paid it",
            ],
        }
    )

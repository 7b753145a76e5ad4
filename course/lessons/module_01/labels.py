"""Section 1.6: what the label of a listing is, how long it takes to come, and whom it leaves out."""

import pandas as pd

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


def arrival(done: pd.DataFrame) -> pd.DataFrame:
    """How the labels come in: a row for each day after listing, with the share of listings that have a sold price
    (`labelled`) and the mean of the sold prices known by then (`mean_price`, USD).
    """
    rows = []
    for day in range(FULL_TIME + 1):
        known = done["days"] <= day
        rows.append((day, float(known.mean()), float(done.loc[known, "sold_price"].mean())))
    return pd.DataFrame(rows, columns=["day", "labelled", "mean_price"])


def asked_by_fate(done: pd.DataFrame) -> pd.DataFrame:
    """Mean asking price in USD and number of listings, for those that sold and those that did not."""
    fate = done["sold_price"].notna().map({True: "sold", False: "not sold"})
    table = done.groupby(fate)["asking_price"].agg(["mean", "size"])
    return table.rename_axis("fate").reset_index()

"""Right answers to E1.6, each written another way."""

import math
from datetime import date

import numpy as np
import pandas as pd


def right_loop(listings, cutoff):
    """Row by row, in plain Python."""
    last = date.fromisoformat(cutoff)

    def by_cutoff(day):
        return not pd.isna(day) and day.date() <= last

    rows = {row["listing_id"]: row for row in listings.to_dict("records") if by_cutoff(row["listed_at"])}
    replaced = {row["relist_of"] for row in rows.values()}
    result = []
    for listing_id, row in rows.items():
        if listing_id in replaced:
            continue
        known = by_cutoff(row["sold_at"]) and not row["returned"] and not isinstance(row["bundle_id"], str)
        price = row["sold_price"] / (0.92 if row["currency"] == "EUR" else 1) if known else math.nan
        result.append((listing_id, row["card_id"], price, not known))
    return pd.DataFrame(result, columns=["listing_id", "card_id", "label", "censored"])


def right_pandas(listings, cutoff):
    """Masks on dates, one column after the other, further columns kept."""
    end = pd.Timestamp(cutoff)
    table = listings.copy()
    table = table.loc[table["listed_at"] <= end].groupby("listing_id", as_index=False).head(1)
    table = table.loc[~table["listing_id"].isin(set(table["relist_of"].dropna()))]
    table["label"] = np.where(table["currency"] == "EUR", table["sold_price"] / 0.92, table["sold_price"])
    unknown = ~(table["sold_at"] <= end) | table["returned"] | table["bundle_id"].notna()
    table.loc[unknown, "label"] = np.nan
    table["censored"] = table["label"].isna()
    return table.sort_values("listing_id", ascending=False)


def right_join(listings, cutoff):
    """Labels in a table of their own, joined to the listings that count."""
    listed = listings.query("listed_at <= @cutoff").drop_duplicates(subset="listing_id", keep="last")
    listed = listed.drop(
        index=[n for n, one in listed["listing_id"].items() if one in set(listed["relist_of"])]
    )
    sales = listed.dropna(subset=["sold_at"])
    sales = sales[(sales["sold_at"] <= cutoff) & (sales["returned"] == False) & sales["bundle_id"].isna()]  # noqa: E712
    rates = {"EUR": 1 / 0.92, "USD": 1.0}
    label = pd.Series(
        [
            price * rates[currency]
            for price, currency in zip(sales["sold_price"], sales["currency"], strict=True)
        ],
        index=pd.Index(sales["listing_id"]),
        dtype=float,
    )
    result = listed[["listing_id", "card_id"]].set_index("listing_id")
    result["label"] = label.reindex(result.index)
    result["censored"] = ~result.index.isin(label.index)
    return result.reset_index()

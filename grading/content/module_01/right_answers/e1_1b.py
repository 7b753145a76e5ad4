"""Right answers to E1.1b, each written another way."""

import statistics
from datetime import date

import numpy as np
import pandas as pd


def right_plain(frames, today):
    """Plain Python over the rows; the index has no name."""
    prices = {}
    for row in frames["price_guide"].to_dict("records"):
        if not pd.isna(row["price"]):
            prices.setdefault(row["card_id"], []).append(row["price"])
    guide = {card: statistics.median(seen) for card, seen in prices.items()}
    lines = []
    for frame in frames.values():
        rows = frame.to_dict("records")
        ratios = [
            row["price"] / guide[row["card_id"]]
            for row in rows
            if row["card_id"] in guide and not pd.isna(row["price"])
        ]
        newest = max(date.fromisoformat(row["seen_at"]) for row in rows)
        lines.append(
            {
                "disagree_share": sum(r < 0.8 or r > 1.25 for r in ratios) / len(ratios) if ratios else None,
                "rows": len(rows),
                "null_share": sum(pd.isna(row["price"]) for row in rows) / len(rows),
                "duplicate_ids": len(rows) - len({row["record_id"] for row in rows}),
                "days_stale": (date.fromisoformat(today) - newest).days,
                "ratio_to_guide": statistics.median(ratios) if ratios else None,
            }
        )
    return pd.DataFrame(lines, index=list(frames))


def right_grouped(frames, today):
    """One long table, a merge with the guide, groupby."""
    table = pd.concat(frames, names=["source", "row"]).reset_index("source")
    guide = frames["price_guide"].groupby("card_id", as_index=False)["price"].median()
    table = table.merge(guide.rename(columns={"price": "guide"}), on="card_id", how="left")
    table["ratio"] = table["price"] / table["guide"]
    off = (table["ratio"] < 0.8) | (table["ratio"] > 1.25)
    table["off"] = np.where(table["ratio"].isna(), np.nan, off)
    table["copy"] = table.duplicated(["source", "record_id"])
    table["seen"] = pd.to_datetime(table["seen_at"])
    table["empty"] = table["price"].isna()
    grouped = table.groupby("source", sort=False)
    report = pd.DataFrame(
        {
            "rows": grouped.size().astype(float),
            "null_share": grouped["empty"].mean(),
            "duplicate_ids": grouped["copy"].sum(),
            "days_stale": (pd.Timestamp(today) - grouped["seen"].max()).dt.days,
            "ratio_to_guide": grouped["ratio"].median(),
            "disagree_share": grouped["off"].mean(),
        }
    )
    return report.loc[list(frames)]

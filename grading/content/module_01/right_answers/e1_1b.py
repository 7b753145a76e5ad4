"""Right answers to E1.1b, each written another way."""

import statistics
from datetime import date

import duckdb
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
            "null_share": grouped["empty"].mean(),
            "duplicate_ids": grouped["copy"].sum(),
            "days_stale": (pd.Timestamp(today) - grouped["seen"].max()).dt.days,
            "ratio_to_guide": grouped["ratio"].median(),
            "disagree_share": grouped["off"].mean(),
        }
    )
    return report.loc[list(frames)]


def right_sql(frames, today):
    """DuckDB, a query a source; the numbers are NumPy's, missing is None."""
    lines = {}
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        connection.register("guide_rows", frames["price_guide"])
        connection.execute(
            "CREATE TABLE guide AS SELECT card_id, median(price) AS usual FROM guide_rows GROUP BY ALL"
        )
        for source, frame in frames.items():
            connection.register("source_rows", frame)
            lines[source] = connection.execute(_QUERY, [today]).df().iloc[0]
    return pd.DataFrame(lines).T


_QUERY = """
    SELECT avg((price IS NULL)::INT) AS null_share, count(*) - count(DISTINCT record_id) AS duplicate_ids,
        date_diff('day', max(seen_at::DATE), ?::DATE) AS days_stale, median(price / usual) AS ratio_to_guide,
        avg((price / usual NOT BETWEEN 0.8 AND 1.25)::INT) AS disagree_share
    FROM source_rows LEFT JOIN guide USING (card_id)
"""

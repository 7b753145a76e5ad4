"""Right answers to E1.1c, each written another way."""

from datetime import datetime

import duckdb
import numpy as np
import pandas as pd


def right_loop(log):
    """Plain Python over the rows, with datetimes; a later moment takes the place of an earlier one."""
    order = {"listing": 0, "sale": 1, "after": 2}
    known = {}
    for row in log.to_dict("records"):
        written, listed, sold = (
            datetime.fromisoformat(row[name]) for name in ("written_at", "listed_at", "sold_at")
        )
        moment = "listing" if written <= listed else "sale" if written <= sold else "after"
        known[row["column"]] = max(known.get(row["column"], "listing"), moment, key=order.__getitem__)
    return known


def right_grouped(log):
    """The last writing of each field, then the worst of each column by NumPy; keys and values are NumPy's text."""
    if log.empty:
        return {}
    last = log.groupby(["column", "listing_id"]).max().apply(pd.to_datetime)
    late = (last["written_at"] > last["listed_at"]).astype(int) + (last["written_at"] > last["sold_at"])
    worst = late.groupby("column").max()
    names = np.array(["listing", "sale", "after"])
    return dict(zip(worst.index.to_numpy(), names[worst.to_numpy()], strict=True))


def right_sql(log):
    """DuckDB; a set for each moment."""
    query = (
        "SELECT \"column\", CASE WHEN bool_or(written_at > sold_at) THEN 'after' "
        "WHEN bool_or(written_at > listed_at) THEN 'sale' ELSE 'listing' END FROM log GROUP BY ALL"
    )
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        connection.register("log", log.astype("string"))
        return dict(connection.execute(query).fetchall())

"""Right answers to E1.3, each written another way."""

from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.dataset as ds
import pyarrow.parquet as pq


def right_pandas(path):
    """pandas, keys from groupby."""
    sales = pd.read_parquet(path, columns=["price", "rarity"])
    return sales.groupby("rarity")["price"].mean().dropna().to_dict()


def right_arrow(path):
    """pyarrow groups by itself; numbers stay Arrow's."""
    table = pq.read_table(path, columns=["rarity", "price"]).group_by("rarity").aggregate([("price", "mean")])
    pairs = zip(table["rarity"].to_pylist(), table["price_mean"].to_pylist(), strict=True)
    return {rarity: price for rarity, price in pairs if price is not None}


def right_duckdb(path):
    """SQL: DuckDB reads only the columns a query names."""
    source = Path(path) / "*.parquet" if Path(path).is_dir() else Path(path)
    query = "SELECT rarity, avg(price) FROM read_parquet(?) WHERE price IS NOT NULL GROUP BY ALL"
    with duckdb.connect() as connection:
        return dict(connection.execute(query, [str(source)]).fetchall())


def right_batches(path):
    """Sums and counts over batches, so that the table never has to fit into memory."""
    sums = {}
    for batch in ds.dataset(str(path), format="parquet").to_batches(columns=["rarity", "price"]):
        for rarity, price in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            if price is not None and price == price:
                total, count = sums.get(rarity, (0.0, 0))
                sums[rarity] = (total + price, count + 1)
    return {rarity: total / count for rarity, (total, count) in sums.items()}

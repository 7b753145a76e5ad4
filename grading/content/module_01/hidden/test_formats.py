"""Hidden checks of section 1.3: storage formats."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from grading.content.hidden_data import amounts, ids, mixed, pick
from grading.content.module_01.exercises import E1_3
from grading.content.module_01.public.helpers import read_averages, write_parquet

_RARITIES = ["Common", "Uncommon", "Rare", "Rare Holo", "Promo", "Secret Rare"]


def _sales(rng, count, rarities=_RARITIES):
    """Sales with the two columns that are needed in a place of chance."""
    columns = {
        "sale_id": ids(rng, count, "s"),
        "rarity": pick(rng, rarities, count),
        "finish": pick(rng, ["holo", "reverse", "normal"], count),
        "list_price": amounts(rng, count),
        "price": amounts(rng, count),
        "hp": rng.integers(3, 30, count) * 10.0,
    }
    return pd.DataFrame({name: columns[name] for name in mixed(rng, list(columns))})


def _averages(*tables):
    """Sum and number of the prices that there are, by rarity."""
    prices = {}
    for table in tables:
        for rarity, price in zip(table["rarity"].tolist(), table["price"].tolist(), strict=True):
            if not np.isnan(price):
                prices.setdefault(rarity, []).append(price)
    return {rarity: sum(paid) / len(paid) for rarity, paid in prices.items()}


@E1_3.hidden
def test_another_file(answer, check, tmp_path, rng):
    """Another file"""
    sales = _sales(rng, 30)
    check.close(answer(write_parquet(tmp_path / "other.parquet", sales)), _averages(sales), "a file")


@E1_3.hidden
def test_files_of_very_different_sizes(answer, check, tmp_path, rng):
    """A folder of files of very different sizes, with gaps in the prices"""
    big, small, gaps = _sales(rng, 40), _sales(rng, 1), _sales(rng, 8).assign(price=float("nan"))
    big.loc[mixed(rng, range(40))[:9], "price"] = None
    gaps.loc[0, "rarity"] = "Illustration Rare"  # a rarity that has no price anywhere
    for name, table in zip(mixed(rng, ["a", "b", "c"]), (big, small, gaps), strict=True):
        write_parquet(tmp_path / "all" / f"part-{name}.parquet", table[list(big.columns)])
    check.close(answer(str(tmp_path / "all")), _averages(big, small, gaps), "every sale counts once")


@E1_3.hidden
def test_coded_rarities(answer, check, tmp_path, rng):
    """A file whose rarities are coded, and one written in several parts"""
    sales = _sales(rng, 24, _RARITIES[:5])
    sales.loc[sales["rarity"] == "Promo", "price"] = None
    coded = sales.assign(rarity=pd.Categorical(sales["rarity"], categories=_RARITIES))  # some never occur
    check.close(answer(write_parquet(tmp_path / "coded.parquet", coded)), _averages(sales), "coded")
    table = pa.Table.from_pandas(sales, preserve_index=False)
    pq.write_table(table, tmp_path / "parts.parquet", row_group_size=int(rng.integers(3, 9)))
    check.close(answer(tmp_path / "parts.parquet"), _averages(sales), "in parts")


@E1_3.hidden
def test_other_damaged_files(answer, check, tmp_path, rng):
    """Other files in which only two columns can be read"""
    first, last = _sales(rng, 12), _sales(rng, 5)
    write_parquet(tmp_path / "year" / "1.parquet", first, damaged=True)
    write_parquet(tmp_path / "year" / "2.parquet", last[list(first.columns)], damaged=True)
    check.close(read_averages(answer, tmp_path / "year"), _averages(first, last), "two columns are enough")

"""Public checks of section 1.3: storage formats."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from grading.exercise import exercise

E1_3 = exercise(
    "E1.3",
    title="Two columns are enough",
    points=6,
    answer="avg_price_by_rarity",
    section="1.3",
    hints=(
        "A Parquet file keeps each column in a place of its own. Which two do you need? The reader can be told.",
        "pd.read_parquet, pyarrow.parquet.read_table and pyarrow.dataset all take columns=[…], and all of them "
        "take a folder as well as a file.",
        "Read rarity and price, drop the rows without a price, group by rarity, take the mean of price over the "
        "rows of all files together, and turn the result into a dict with to_dict().",
    ),
)


def _sales():
    return pd.DataFrame(
        {
            "sale_id": ["s1", "s2", "s3", "s4"],
            "name": ["Pikachu", "Charizard", "Pikachu", "Snorlax"],
            "rarity": ["Common", "Rare Holo", "Common", "Rare"],
            "hp": [60.0, 120.0, 60.0, 140.0],
            "price": [1.0, 300.0, 2.0, 8.0],
            "views_total": [10, 900, 12, 40],
        }
    )


def _more_sales():
    return _sales().assign(price=[6.0, 100.0, 3.0, 10.0]).iloc[:3]


def _write(path: Path, sales: pd.DataFrame, *, damaged: bool = False) -> Path:
    """Write a Parquet file; `damaged` makes every column but rarity and price unreadable, byte by byte."""
    path.parent.mkdir(exist_ok=True)
    pq.write_table(pa.Table.from_pandas(sales, preserve_index=False), path, compression="NONE")
    if damaged:
        group = pq.ParquetFile(path).metadata.row_group(0)
        content = bytearray(path.read_bytes())
        for number in range(group.num_columns):
            column = group.column(number)
            if column.path_in_schema not in ("rarity", "price"):
                # A dictionary page, where there is one, comes before the data pages; the size covers both.
                start, size = (
                    column.dictionary_page_offset or column.data_page_offset,
                    column.total_compressed_size,
                )
                content[start : start + size] = b"\xff" * size
        path.write_bytes(content)
    return path


def _read(answer, path):
    """The answer's result; an error while reading becomes a value, so that the learner gets a calm row."""
    try:
        return answer(path)
    except Exception as error:
        damaged = isinstance(error, OSError | pa.ArrowException) or type(error).__module__.endswith("duckdb")
        if damaged and not isinstance(error, FileNotFoundError):
            return "an error: it read a column it does not need"
        raise


@E1_3
def test_averages_of_a_file(answer, check, tmp_path):
    """The averages of a file are right"""
    check.close(
        answer(_write(tmp_path / "sales.parquet", _sales())),
        {"Common": 1.5, "Rare Holo": 300.0, "Rare": 8.0},
        "the average price of each rarity that was sold",
        given_as="one file of 4 sales",
    )


@E1_3
def test_missing_prices_are_left_out(answer, check, tmp_path):
    """Missing prices are left out"""
    check.close(
        answer(_write(tmp_path / "sales.parquet", _sales().assign(price=[None, 300.0, 2.0, None]))),
        {"Common": 2.0, "Rare Holo": 300.0},
        "a missing price is no price of 0, and a rarity without any price has no average to report",
        given_as="one file of 4 sales, 2 of them without a price",
    )


@E1_3(weight=2)
def test_reads_two_columns_of_a_file(answer, check, tmp_path):
    """Only two columns of a file are read"""
    check.close(
        _read(answer, _write(tmp_path / "sales.parquet", _sales(), damaged=True)),
        {"Common": 1.5, "Rare Holo": 300.0, "Rare": 8.0},
        "all columns but rarity and price are damaged in this file: who reads just the two never notices. On the "
        "shop's real files the columns you don't need are most of the bytes",
        given_as="a file in which only rarity and price can be read",
    )


@E1_3
def test_a_folder_is_one_table(answer, check, tmp_path):
    """A folder of files is one table"""
    _write(tmp_path / "sales" / "2026-05.parquet", _sales())
    _write(tmp_path / "sales" / "2026-06.parquet", _more_sales())
    check.close(
        answer(tmp_path / "sales"),
        {"Common": 3.0, "Rare Holo": 200.0, "Rare": 8.0},
        "every sale counts once, whichever file it is in",
        given_as="a folder of two months, both with 2 Common sales",
    )
    _write(tmp_path / "sales" / "2026-07.parquet", _sales().iloc[[0]].assign(price=[30.0]))
    check.close(
        answer(str(tmp_path / "sales")),
        {"Common": 8.4, "Rare Holo": 200.0, "Rare": 8.0},
        "a month with one sale weighs as much as one sale, not as much as a whole month",
        given_as="the folder with a third month of a single $30 Common, its path given as text",
    )


@E1_3
def test_reads_two_columns_of_a_folder(answer, check, tmp_path):
    """Only two columns of a folder are read"""
    _write(tmp_path / "sales" / "2026-05.parquet", _sales(), damaged=True)
    _write(
        tmp_path / "sales" / "2026-06.parquet", _more_sales().assign(price=[6.0, 100.0, None]), damaged=True
    )
    check.close(
        _read(answer, tmp_path / "sales"),
        {"Common": 3.0, "Rare Holo": 200.0, "Rare": 8.0},
        "the same for every file of a folder: ask for two columns and the rest stays on the disk",
        given_as="a folder of files in which only rarity and price can be read",
    )

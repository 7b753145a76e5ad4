"""Section 1.3: the same sales in three kinds of file, and how long it takes to read some of them."""

import atexit
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq


def scratch_folder() -> Path:
    """A new folder that is removed when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="course-formats-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def write_files(sales: pd.DataFrame, folder: Path) -> dict[str, Path]:
    """Write `sales` as CSV, as Parquet (one row group) and as an SQLite table with an index on sale_id."""
    files = {"CSV": folder / "sales.csv", "Parquet": folder / "sales.parquet", "SQLite": folder / "sales.db"}
    sales.to_csv(files["CSV"], index=False)
    sales.to_parquet(files["Parquet"], index=False)
    with closing(sqlite3.connect(files["SQLite"])) as store:
        sales.to_sql("sales", store, index=False, if_exists="replace")
        store.execute("CREATE INDEX sale ON sales (sale_id)")
        store.commit()
    return files


def timed(work: Callable[[], object], repeat: int = 3) -> tuple[float, float]:
    """Milliseconds of the first call and of the fastest of `repeat` calls after it."""
    took = []
    for _ in range(repeat + 1):
        start = time.perf_counter()
        work()
        took.append((time.perf_counter() - start) * 1000)
    return took[0], min(took[1:])


def column_bytes(file: Path, columns: Iterable[str]) -> int:
    """Bytes that the data of these columns takes in a Parquet file, compressed, as its own footer says."""
    wanted, total = set(columns), 0
    footer = pq.ParquetFile(file).metadata
    for group in range(footer.num_row_groups):
        for number in range(footer.num_columns):
            chunk = footer.row_group(group).column(number)
            if chunk.path_in_schema in wanted:
                total += chunk.total_compressed_size
    return total


def read_times(
    files: dict[str, Path],
    columns: list[str],
    counts: Iterable[int],
    read_some: Callable[[Path, list[str]], pd.DataFrame],
) -> pd.DataFrame:
    """Read the first k of `columns` for each k of `counts`, three ways; `read_some` reads Parquet with pandas.

    Rows of columns, reader, first_ms, warm_ms, megabytes (bytes of the file that hold what was asked for; a CSV
    has to be read whole).
    """
    rows = []
    for count in counts:
        some = columns[:count]
        listed = ", ".join(f'"{name}"' for name in some)
        sql = f"SELECT {listed} FROM read_parquet('{files['Parquet'].as_posix()}')"
        readers = {
            "CSV, pandas": (lambda some=some: pd.read_csv(files["CSV"], usecols=some), 1),
            "Parquet, pandas": (lambda some=some: read_some(files["Parquet"], some), 3),
            "Parquet, DuckDB": (lambda sql=sql: duckdb.sql(sql).arrow().read_all(), 3),
        }
        for reader, (work, repeat) in readers.items():
            first, warm = timed(work, repeat)
            size = files["CSV"].stat().st_size
            if reader != "CSV, pandas":
                size = column_bytes(files["Parquet"], some)
            rows.append((count, reader, first, warm, size / 1e6))
    return pd.DataFrame(rows, columns=["columns", "reader", "first_ms", "warm_ms", "megabytes"])


def lookup_times(files: dict[str, Path], sale_id: str) -> pd.DataFrame:
    """Fetch one whole sale by its id, three ways: rows of reader, first_ms, warm_ms."""

    def from_csv() -> object:
        sales = pd.read_csv(files["CSV"], low_memory=False)
        return sales[sales["sale_id"] == sale_id]

    def from_parquet() -> object:
        return pd.read_parquet(files["Parquet"], filters=[("sale_id", "==", sale_id)])

    def from_sqlite() -> object:
        with closing(sqlite3.connect(files["SQLite"])) as store:
            return store.execute("SELECT * FROM sales WHERE sale_id = ?", (sale_id,)).fetchone()

    ways = {"CSV": (from_csv, 1), "Parquet": (from_parquet, 3), "SQLite with an index": (from_sqlite, 5)}
    rows = [(reader, *timed(work, repeat)) for reader, (work, repeat) in ways.items()]
    return pd.DataFrame(rows, columns=["reader", "first_ms", "warm_ms"])

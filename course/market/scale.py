"""The same market at any size: sales written month by month in chunks, so memory stays bounded.

A chunk is at most `CHUNK` sales and nothing else grows with their number, so a process needs less than 0.5 GB
at any size (two million sales as Parquet: 0.43 GB at 50,000 rows a second on two cores; see
benchmarks/data_build.py).
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from course.market import draws
from course.market.catalogue import SEED
from course.market.issues import spoil
from course.market.sales import COLUMNS, add_market_columns, month_sizes, simulate_month
from course.market.sellers import SHOPS, people

CHUNK = 50_000
FORMATS = ("parquet", "csv")
_SCHEMA = pa.schema([(column, pa.string()) for column in COLUMNS])


def build(
    path: str | os.PathLike,
    sales: int,
    format: str = "parquet",
    progress: Callable[[int, int], None] | None = None,
    seed: int = SEED,
) -> int:
    """Write `sales` raw sales (and about 1% duplicates) of the 36 months to one file; return the rows
    written.

    The columns and planted issues are those of the course's CSV, every value text. The two leaking columns
    look at their own chunk of a month: a person sells in one chunk only and a window of two sales is as
    short as in the small file, so only a shop's index differs, which is that of the chunk. progress(rows_done,
    rows_total) is called after each chunk, rows without duplicates. The file appears under its name only when
    it is complete. Raises ValueError for an unknown format or less than one sale."""
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}; there are {', '.join(FORMATS)}")
    if sales < 1:
        raise ValueError(f"sales must be at least 1, not {sales}")
    path = Path(path)
    unfinished = path.with_name(path.name + ".part")
    write = _write_parquet if format == "parquet" else _write_csv
    try:
        rows = write(unfinished, _reported(chunks(sales, seed), sales, progress))
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return rows


def chunks(sales: int, seed: int = SEED) -> Iterator[tuple[int, pd.DataFrame]]:
    """Yield (number of sales, raw frame) in order of time; the frame is a little longer because of
    duplicates."""
    done, first_person = 0, SHOPS
    for month, size in enumerate(month_sizes(sales)):
        parts = -(-size // CHUNK)
        for part in range(parts):
            n = size * (part + 1) // parts - size * part // parts
            rng = draws.stream(seed, "scale", month, part)
            clean = add_market_columns(simulate_month(rng, month, n, first_person, people(n)))
            first_person += people(n)
            clean["sale_id"] = [f"S{k}" for k in range(done + 1, done + n + 1)]
            yield n, spoil(clean, seed, purpose=f"scale {month} {part}")
            done += n


def _reported(
    pieces: Iterator[tuple[int, pd.DataFrame]], total: int, progress: Callable[[int, int], None] | None
) -> Iterator[pd.DataFrame]:
    done = 0
    for n, frame in pieces:
        yield frame
        done += n
        if progress is not None:
            progress(done, total)


def _write_parquet(path: Path, frames: Iterator[pd.DataFrame]) -> int:
    rows = 0
    with pq.ParquetWriter(path, _SCHEMA, compression="zstd") as writer:
        for frame in frames:
            writer.write_table(pa.Table.from_pandas(frame, schema=_SCHEMA, preserve_index=False))
            rows += len(frame)
    return rows


def _write_csv(path: Path, frames: Iterator[pd.DataFrame]) -> int:
    rows = 0
    with open(path, "w", encoding="utf-8", newline="") as file:
        for frame in frames:
            frame.to_csv(file, index=False, header=rows == 0, lineterminator="\n")
            rows += len(frame)
    return rows

"""Read a table from the bytes of a file that somebody else wrote.

A small file can become a very large table, and readers of files have bugs: in `course grade` the source of this module
runs in a confined process of its own. It therefore imports nothing of ours.
"""

import io

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq


def read_table(data: bytes, kind: str) -> pd.DataFrame:
    """The table in the bytes of a file, every column as it stands there: no column becomes the index.

    Args:
        kind: "parquet" or "csv".

    Raises:
        ValueError: they are no such file, or the table is too large for the memory there is; one line.
    """
    if not isinstance(data, bytes):
        raise ValueError(f"the bytes of a {kind} file are needed, and this is a {type(data).__name__}")
    read = {"parquet": _parquet, "csv": _csv}[kind]
    try:
        return read(data)
    except MemoryError:
        raise ValueError(f"the table in this {kind} file is too large to be read") from None
    except Exception as error:
        first = (str(error).splitlines() or [""])[0][:200]
        raise ValueError(f"this is no {kind} file that can be read: {first}") from None


def _parquet(data: bytes) -> pd.DataFrame:
    # in one thread: this is run before a fork, too, which copies no other
    table: pa.Table = pq.ParquetFile(pa.BufferReader(data)).read(use_threads=False)
    return table.to_pandas(ignore_metadata=True, use_threads=False)


def _csv(data: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(data))

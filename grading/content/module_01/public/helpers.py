"""What public and hidden checks build inputs with, and how they read what came back."""

from __future__ import annotations

import io
import math
import re
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq


def sale_event(event_id, event_time, price, rarity="Common", arrival_time=None):
    """One event of the stream."""
    arrival_time = arrival_time or event_time
    return {
        "event_id": event_id,
        "card_id": f"card-{event_id}",
        "rarity": rarity,
        "event_time": event_time,
        "arrival_time": arrival_time,
        "price": price,
    }


def nightly_batch(events, t, window_days):
    """The nightly batch: the exact answer, from all events at once."""
    last = date.fromisoformat(t)
    days = {(last - timedelta(days=back)).isoformat() for back in range(window_days)}
    prices = {}
    for event in events:
        if event["event_time"] in days:
            prices.setdefault(event["rarity"], []).append(event["price"])
    return {rarity: sum(paid) / len(paid) for rarity, paid in prices.items()}


def fed_stream(answer, events, window_days=3, watermark_days=2):
    """A stream of the answer's that has seen the events."""
    stream = answer(window_days, watermark_days)
    for event in events:
        stream.update(event)
    return stream


def is_digest(text):
    """Whether a text is a hex digest of at least 128 bits."""
    return isinstance(text, str) and re.fullmatch(r"[0-9a-fA-F]{32,}", text) is not None


def distinct_digests(check, fingerprints, expected, why, given_as):
    """Compare how many different digests there are: digests themselves differ between right answers."""
    count = len(set(fingerprints)) if all(map(is_digest, fingerprints)) else "something that is no hex digest"
    check.equal(count, expected, why, given_as=given_as)


LISTING_COLUMNS = ["listing_id", "card_id", "listed_at", "asking_price", "currency", "sold_at", "sold_price"]


LISTING_EXTRAS = {"returned": False, "bundle_id": None, "relist_of": None}


def listing_table(*rows):
    """Rows of (listing_id, listed_at, asking_price, currency, sold_at, sold_price), then optional extras."""
    full = []
    for listing_id, listed_at, asking, currency, sold_at, sold_price, *extra in rows:
        more = LISTING_EXTRAS | (extra[0] if extra else {})
        card, paid = listing_id.replace("l", "c"), math.nan if sold_price is None else sold_price
        full.append([listing_id, card, listed_at, asking, currency, sold_at, paid, *more.values()])
    table = dict(zip([*LISTING_COLUMNS, *LISTING_EXTRAS], map(list, zip(*full, strict=True)), strict=True))
    days = {day: np.array(table[day], dtype="datetime64[us]") for day in ("listed_at", "sold_at")}
    return pd.DataFrame(table | days)


def label_table(*rows):
    """Rows of (listing_id, label, censored) as the table an answer gives back."""
    columns = ["listing_id", "card_id", "label", "censored"]
    return pd.DataFrame(
        [(one, one.replace("l", "c"), label, censored) for one, label, censored in rows], columns=columns
    )


GOOD_ROW = {
    "listed_at": "2025-04-01",
    "sold_at": "2025-04-03",
    "channel": "web",
    "seller_id": "seller-1",
    "card_id": "card-1",
    "rarity": "Common",
    "hp": "60",
    "price": "4.50",
    "currency": "USD",
    "is_test": "0",
    "n_bids": "3",
    "views_total": "40",
    "days_to_sell": "2",
    "set_price_30d": "5.10",
    "seller_price_index": "1.02",
}


def raw_delivery(**rows):
    """A raw delivery: one good row for each sale_id, with what differs in it."""
    return pd.DataFrame(
        [{"sale_id": sale_id} | GOOD_ROW | row for sale_id, row in rows.items()], dtype=object
    )


def clean_rows(given):
    """The rows in the bytes an answer returned, as column -> values; an error if there are none."""
    content, _ = given
    return pq.ParquetFile(io.BytesIO(content)).read().to_pydict()


def problem_cells(*cells):
    """Pairs of (row, column) as a table."""
    return pd.DataFrame(cells, columns=["row", "column"])


def sales_delivery(rows):
    """Rows of (sale_id, card_id, price) as a table."""
    columns = ["sale_id", "card_id", "price"]
    return pd.DataFrame({c: [row[i] for row in rows] for i, c in enumerate(columns)}, columns=columns)


def parts_of(result):
    """clean, quarantine and manifest, or three times None when the answer is not that."""
    return result if isinstance(result, tuple | list) and len(result) == 3 else (None, None, None)


def write_parquet(path: Path, sales: dict[str, list], *, damaged: bool = False) -> Path:
    """Write columns as a Parquet file; `damaged` makes all but rarity and price unreadable, byte by byte."""
    path.parent.mkdir(exist_ok=True)
    table = pa.table(sales)
    pq.write_table(table.set_column(*_as_prices(table)), path, compression="NONE")
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


def _as_prices(table: pa.Table) -> tuple[int, str, pa.ChunkedArray]:
    """Place, name and values of the column price as floats, also where no price is known."""
    place = table.column_names.index("price")
    return place, "price", table["price"].cast(pa.float64())


def read_averages(answer, path):
    """The answer's result; an error while reading becomes a value, which the check then compares."""
    try:
        return answer(path)
    except Exception as error:
        damaged = isinstance(error, OSError | pa.ArrowException) or type(error).__module__.endswith("duckdb")
        if damaged and not isinstance(error, FileNotFoundError):
            return "an error: it read a column it does not need"
        raise


def source_records(rows):
    """Rows of (record_id, card_id, price, seen_at) as a table."""
    return pd.DataFrame(rows, columns=["record_id", "card_id", "price", "seen_at"])


def by_source(report):
    """The report with its index as a column `source`, whatever the index was called."""
    if not isinstance(report, pd.DataFrame) or "source" in report.columns:
        return report
    return report.rename_axis("source").reset_index()

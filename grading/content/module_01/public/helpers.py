"""What public and hidden checks build inputs with, and how they read what came back."""

from __future__ import annotations

import hashlib
import json
import math
import re
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from grading.engine.compare.describe import describe
from grading.engine.compare.plain_data import TooLargeError, cells, is_plain, plain


def sale_event(event_id, event_time, price, rarity="Common", arrival_time=None, card_id=None):
    """One event of the stream."""
    arrival_time = arrival_time or event_time
    return {
        "event_id": event_id,
        "card_id": card_id or f"card-{event_id}",
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


def opened_stream(answer, window_days, watermark_days):
    """A stream of the answer's; what is plain data has nothing to update."""
    stream = answer(window_days, watermark_days)
    if is_plain(stream):
        raise TypeError(f"a stream is needed, and this is {describe(stream, 60)}")
    return stream


def fed_stream(answer, events, window_days=3, watermark_days=2):
    """A stream of the answer's that has seen the events."""
    stream = opened_stream(answer, window_days, watermark_days)
    for event in events:
        stream.update(event)
    return stream


def is_message(given):
    """Whether this is what a poll gives: an offset and a message."""
    return isinstance(given, tuple | list) and len(given) == 2 and isinstance(given[0], int | np.integer)


def recorded(ids, count):
    """The ids that recording a step gave, one for each of its outputs.

    Raises:
        ValueError: they are something else.
    """
    given = list(islice(ids, count + 1)) if isinstance(ids, list | tuple) or not is_plain(ids) else []
    if len(given) != count or not all(_is_id(one) for one in given):
        raise ValueError(
            f"record gives a list of {count}, an id for each output, and not {describe(ids, 60)}"
        )
    return given


def _is_id(one):
    return isinstance(one, str | bytes | int) and (isinstance(one, int) or len(one) <= 1_000)


def is_digest(text):
    """Whether a text is a sha256 hex digest, in small letters or in capitals."""
    return isinstance(text, str) and re.fullmatch(r"[0-9a-fA-F]{64}", text) is not None


def flaw_of_digest(given):
    """What of a thing is not as in a sha256 hex digest, in words."""
    if not isinstance(given, str):
        return f"a {type(given).__name__}, and no text"
    odd = len(re.sub("[0-9a-fA-F]", "", given))
    return (
        f"text of {len(given)} characters, {odd} of them no hex digits" if odd else f"{len(given)} hex digits"
    )


def agreed_fingerprint(df, ordered=False):
    """The fingerprint of a table, as the contract of E1.5 has it."""
    names = sorted(df.columns)
    rows = [
        [None if pd.isna(cell) else cell for cell in row]
        for row in zip(*map(cells, map(df.get, names)), strict=True)
    ]
    return _digest_of([names, rows if ordered else sorted(rows, key=json.dumps)])


def agreed_id(step, inputs, output, code_hash):
    """The id of an output, as the contract of E1.5b has it."""
    return _digest_of([step, code_hash, list(inputs), output])


def _digest_of(content):
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def is_agreed(check, given, expected, why, given_as):
    """Compare a digest with the one that follows from the contract, whichever letters it is written in."""
    other = "another digest" if is_digest(given) else flaw_of_digest(given)
    check.is_true(
        is_digest(given) and given.lower() == expected, why, given=other, expected=expected, given_as=given_as
    )


def distinct_texts(check, texts, expected, why, given_as):
    """Compare how many different texts there are, whatever they say."""
    different = len(set(texts)) if all(isinstance(one, str) for one in texts) else "something that is no text"
    check.equal(different, expected, why, given_as=given_as)


def same_groups(check, given, groups, why, given_as):
    """Whether texts are equal where their groups are: digests and ids themselves differ between right answers."""
    texts = [one if isinstance(one, str) else None for one in given]
    pattern = "something that is no text" if None in texts else [texts.index(one) for one in texts]
    check.equal(pattern, [groups.index(one) for one in groups], why, given_as=given_as)


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
    "listed_at": "2025-01-09",
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


MOST_ROWS = 100
"""Rows that a file of an answer may have: every delivery that is cleaned here is smaller."""


MOST_ENTRIES = 1_000
"""Values in a manifest: a right one has about ten."""


def file_and_manifest(given):
    """The bytes and the manifest that an answer gave.

    Raises:
        ValueError: it is something else.
    """
    pair = isinstance(given, tuple | list) and len(given) == 2
    if not pair or not isinstance(given[0], bytes) or not isinstance(given[1], dict):
        raise ValueError(
            f"a file's bytes and a manifest as a dict are needed, and not {describe(given, 100)}"
        )
    try:
        return given[0], plain(given[1], MOST_ENTRIES)  # without arrays, so that manifests can be compared
    except (TooLargeError, RecursionError):
        raise ValueError(f"the manifest has more than {MOST_ENTRIES:,} values") from None


def clean_rows(content, read_table):
    """The rows in the bytes of a file, as column -> values.

    Raises:
        ValueError: it can't be read, or is larger than what was delivered.
    """
    table = read_table(content, "parquet")
    if not isinstance(table, pd.DataFrame) or len(table) > MOST_ROWS or not table.columns.is_unique:
        raise ValueError("the file has more rows than came in, or one name for several columns")
    return {name: cells(table[name]) for name in table}


def problem_cells(*cells):
    """Pairs of (row, column) as a table."""
    return pd.DataFrame(cells, columns=["row", "column"])


def as_numbers(codes):
    """Exit codes with numbers for True and False, which are 1 and 0 to a system."""
    return [int(code) if isinstance(code, bool | np.bool_) else code for code in codes]


def exit_code(check, given, expected, why):
    """Compare one exit code."""
    check.equal(as_numbers([given])[0], expected, why)


MOST_CHARACTERS = 100
"""Characters of a text in a clean table whose digest is worked out."""


def csv_digest(clean):
    """The SHA-256 digest of a table as CSV; a sentence where there is no small table of texts and numbers."""
    if not isinstance(clean, pd.DataFrame) or clean.size > MOST_ROWS * 5 or not clean.columns.is_unique:
        return "there is no table clean"
    values = [one for name in clean for one in cells(clean[name])] + cells(clean.columns)
    if not all(
        isinstance(one, int | float) or (isinstance(one, str) and len(one) <= MOST_CHARACTERS)
        for one in values
    ):
        return "clean holds something else than texts and numbers"
    return hashlib.sha256(clean.to_csv(index=False).encode()).hexdigest()


def sales_delivery(rows):
    """Rows of (sale_id, card_id, price) as a table."""
    columns = ["sale_id", "card_id", "price"]
    return pd.DataFrame({c: [row[i] for row in rows] for i, c in enumerate(columns)}, columns=columns)


def parts_of(result):
    """clean, quarantine and manifest; None in the place of a part that is no table, or no dict."""
    clean, quarantine, manifest = (
        result if isinstance(result, tuple | list) and len(result) == 3 else (None, None, None)
    )
    tables = (one if isinstance(one, pd.DataFrame) else None for one in (clean, quarantine))
    return *tables, manifest if isinstance(manifest, dict) else {}


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


def writing_log(*writes, listed, sold):
    """Rows of (column, listing_id, written_at) as a log of listings that were all listed and sold at these times."""
    columns = ["column", "listing_id", "written_at", "listed_at", "sold_at"]
    return pd.DataFrame([(*write, listed, sold) for write in writes], columns=columns, dtype=object)


def column_names(table):
    """The first names of the columns, sorted; None where there is no table."""
    if table is None:
        return None
    return sorted(name if isinstance(name, str) else describe(name) for name in cells(table.columns, 9))


def by_source(report):
    """The report with its index as a column `source`, whatever the index was called."""
    if not isinstance(report, pd.DataFrame) or "source" in report.columns:
        return report
    if len(report) > MOST_ROWS or report.index.nlevels > 1:
        return report
    return report.rename_axis("source").reset_index()

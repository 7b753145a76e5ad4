"""Values as short texts for a learner."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from fractions import Fraction
from pathlib import PurePath
from typing import Any

import numpy as np
import pandas as pd

from grading.engine.compare.plain_data import _TABLES, cells, is_plain
from grading.engine.compare.table_text import table_text

MAX_TEXT, MAX_LINE, MAX_CALL = 1_000, 300, 1_900
"""Characters of an explanation, of a line of code, and of calls with their tables, that a learner is shown."""
MAX_SHOWN = 1_000
"""Characters of a given text that are looked at."""
MAX_BITS = 4_096
"""Python writes whole numbers with more in no text, or slowly."""
_ROWS, _COLUMNS, _CELL, _SHORT = 12, 10, 24, 50
"""Rows and columns of a table that are shown, characters of a cell, items of a short list."""


def cut(text: str, limit: int) -> str:
    """The text, or its beginning with a mark."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def outline(value: Any, limit: int = 160) -> str:
    """One line for a value in a call: tables by shape alone, which costs nothing."""
    if isinstance(value, pd.DataFrame):
        return f"<table of {_shape(value)}>"
    return describe(value, limit).partition("\n")[0]


def small_table(value: Any) -> str | None:
    """All of a small table, or of a short list of dicts with the same keys, as lines; None for anything else."""
    if isinstance(value, pd.DataFrame):
        return _head(value) if len(value) <= _ROWS and 0 < value.shape[1] <= _COLUMNS else None
    if _is_table(value) and len(value) <= _ROWS:
        return _records(value)
    return None


def describe(value: Any, limit: int = 400, *, exact: bool = False) -> str:
    """A short text of a value: tables by shape and first rows, the rest by repr, cut at ``limit``.

    Its cost does not depend on the size of the value.

    Args:
        exact: with all digits of a number.
    """
    if isinstance(value, pd.DataFrame):
        return f"a table of {_shape(value)}\n{_head(value)}"
    if isinstance(value, pd.Series | pd.Index | pd.api.extensions.ExtensionArray):
        kinds = {"a Series": pd.Series, "an Index": pd.Index}
        kind = next((name for name, known in kinds.items() if isinstance(value, known)), "a column")
        return f"{kind} of {_counted(len(value), 'value')}: {describe(cells(value, 8), limit, exact=exact)}"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}: {describe(value.flat[:8].tolist(), limit, exact=exact)}"
    if isinstance(value, list | tuple | set | frozenset | dict) and len(value) > _SHORT:
        return f"a {type(value).__name__} of {len(value):,} items"
    if _is_table(value):
        return f"a list of {_counted(len(value), 'dict')}\n{_records(value[:_ROWS])}"
    text = _repr(value, [limit], exact) if is_plain(value) else f"an object of type {type(value).__name__}"
    return cut(text, limit)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _shape(table: pd.DataFrame) -> str:
    return f"{_counted(len(table), 'row')} x {_counted(table.shape[1], 'column')}"


def _head(table: pd.DataFrame) -> str:
    """The first rows and columns."""
    names = cells(table.columns, _COLUMNS)
    columns = [(name, cells(table.iloc[:, place], _ROWS)) for place, name in enumerate(names)]
    return table_text(columns, cells(table.index, _ROWS), _other_cell)


def _is_table(value: Any) -> bool:
    """Whether this is a short list of dicts with the same few keys, and with atoms in them."""
    if not isinstance(value, list) or not 2 <= len(value) <= _SHORT:
        return False
    first = value[0]
    if not isinstance(first, dict) or not 1 < len(first) <= _COLUMNS:
        return False
    if not all(isinstance(key, str) for key in first):
        return False
    same_keys = all(isinstance(row, dict) and row.keys() == first.keys() for row in value)
    return same_keys and not any(_holds_items(item) for row in value for item in row.values())


def _holds_items(value: Any) -> bool:
    return isinstance(value, (list, tuple, set, frozenset, dict, *_TABLES))


def _records(rows: list[dict[str, Any]]) -> str:
    return table_text([(name, [row[name] for row in rows]) for name in rows[0]], None, _other_cell)


def _other_cell(value: Any) -> str:
    return describe(value, _CELL).partition("\n")[0]


def _repr(value: Any, rest: list[int], exact: bool, depth: int = 20) -> str:
    """The repr of a value, with tables inside it by their shape, and cut after ``rest`` items."""
    rest[0] -= 1
    if rest[0] < 0 or depth == 0:
        return "…"

    def inner(item: Any) -> str:
        return _repr(item, rest, exact, depth - 1)

    if isinstance(value, dict):
        pairs = (f"{inner(key)}: {inner(item)}" for key, item in _first(value.items(), rest))
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list | tuple | set | frozenset):
        if isinstance(value, set | frozenset):
            value = _in_order(value)
            return f"{{{', '.join(inner(item) for item in _first(value, rest))}}}" if value else "set()"
        items = ", ".join(inner(item) for item in _first(value, rest))
        if isinstance(value, list):
            return f"[{items}]"
        return f"({items},)" if len(value) == 1 else f"({items})"
    return _repr_of_one(value, exact)


def _in_order(items: set[Any] | frozenset[Any]) -> list[Any]:
    """The items of a short set in an order that does not depend on chance."""
    kinds = set(map(type, items))
    if len(items) > _SHORT:
        return list(items)
    return sorted(items, key=None if kinds <= {int, float} or kinds == {str} else _repr_of_one)


def _repr_of_one(value: Any, exact: bool = False) -> str:
    if isinstance(value, np.generic):  # learners know 4.5, and not np.float64(4.5)
        value = pd.Timestamp(value) if isinstance(value, np.datetime64) else value.item()
    if isinstance(value, float) and not exact and math.isfinite(value):
        return f"{value:.10g}"
    if isinstance(value, _TABLES):
        return f"<{type(value).__name__} of shape {value.shape}>"
    if isinstance(value, str):
        return repr(value[:MAX_SHOWN])
    if isinstance(value, bytes):
        return f"{len(value):,} bytes"
    if isinstance(value, int) and value.bit_length() > MAX_BITS:
        return f"a whole number of about {math.log10(2) * value.bit_length():,.0f} digits"
    if isinstance(value, Fraction):
        return f"Fraction({_repr_of_one(value.numerator)}, {_repr_of_one(value.denominator)})"
    if isinstance(value, PurePath):
        return f"{type(value).__name__}({str(value)[:MAX_SHOWN]!r})"
    return repr(value)


def _first(items: Iterable[Any], rest: list[int]) -> Iterable[Any]:
    return itertools.takewhile(lambda _: rest[0] >= 0, items)

"""Values as short texts for a learner."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Iterable
from fractions import Fraction
from pathlib import PurePath
from typing import Any

import numpy as np
import pandas as pd

from grading.engine.compare.plain_data import _TABLES, cells, is_missing, is_plain

MAX_TEXT, MAX_CALL = 1_000, 300
"""Characters of an explanation, and of a call or a line of code, that a learner is shown."""
MAX_SHOWN = 1_000
"""Characters of a given text that are looked at."""
MAX_BITS = 4_096
"""Python writes whole numbers with more in no text, or slowly."""
_ROWS, _COLUMNS, _CELL = 6, 8, 24


def cut(text: str, limit: int) -> str:
    """The text, or its beginning with a mark."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def outline(value: Any, limit: int = 60) -> str:
    """One line for a value in a call: tables by shape alone, which costs nothing."""
    if isinstance(value, pd.DataFrame):
        return f"<table of {len(value)} rows x {value.shape[1]} columns>"
    return describe(value, limit).partition("\n")[0]


def describe(value: Any, limit: int = 400) -> str:
    """A short text of a value: tables by shape and first rows, the rest by repr, cut at ``limit``.

    Its cost does not depend on the size of the value.
    """
    if isinstance(value, pd.DataFrame):
        return f"a table of {len(value)} rows x {value.shape[1]} columns\n{_head(value)}"
    if isinstance(value, pd.Series | pd.Index | pd.api.extensions.ExtensionArray):
        kinds = {"a Series": pd.Series, "an Index": pd.Index}
        kind = next((name for name, known in kinds.items() if isinstance(value, known)), "a column")
        return f"{kind} of {len(value)} values: {describe(cells(value, 8), limit)}"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}: {describe(value.flat[:8].tolist(), limit)}"
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return f"{value:.10g}" if math.isfinite(value) else str(value)
    if isinstance(value, list | tuple | set | frozenset | dict) and len(value) > 50:
        return f"a {type(value).__name__} of {len(value):,} items"
    text = _repr(value, [limit]) if is_plain(value) else f"an object of type {type(value).__name__}"
    return cut(text, limit)


def _head(table: pd.DataFrame) -> str:
    """The first rows and columns, each cell and each name cut before pandas prints it."""
    names = cells(table.columns, _COLUMNS)
    columns = {
        place: [_cell(cell) for cell in cells(table.iloc[:, place], _ROWS)] for place in range(len(names))
    }
    head = pd.DataFrame(columns, index=[_cell(label) for label in cells(table.index, _ROWS)])
    text = head.to_string(header=[str(_cell(name)) for name in names])
    return "\n".join(line[:200] for line in text.splitlines()[:12])


def _cell(value: Any) -> Any:
    """A number, a missing value or a date as it is, anything else as a short text."""
    if is_missing(value) or isinstance(value, bool | float | dt.date):
        return value
    if isinstance(value, int) and value.bit_length() < 64:
        return value
    return cut(value[:MAX_SHOWN], _CELL) if isinstance(value, str) else describe(value, _CELL)


def _repr(value: Any, rest: list[int], depth: int = 20) -> str:
    """The repr of a value, with tables inside it by their shape, and cut after ``rest`` items."""
    rest[0] -= 1
    if rest[0] < 0 or depth == 0:
        return "…"

    def inner(item: Any) -> str:
        return _repr(item, rest, depth - 1)

    if isinstance(value, dict):
        pairs = (f"{inner(key)}: {inner(item)}" for key, item in _first(value.items(), rest))
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list | tuple | set | frozenset):
        items = ", ".join(inner(item) for item in _first(value, rest))
        if isinstance(value, list):
            return f"[{items}]"
        if isinstance(value, tuple):
            return f"({items},)" if len(value) == 1 else f"({items})"
        return f"{{{items}}}" if value else "set()"
    return _repr_of_one(value)


def _repr_of_one(value: Any) -> str:
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

"""Plain data: what crosses from a learner's code to a check, how it is compared and how it is shown."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePath
from typing import Any

import numpy as np
import pandas as pd

MAX_ITEMS = 200_000
MAX_SHOWN = 1_000
_ATOMS = (bool, int, float, complex, str, bytes, Decimal, Fraction, PurePath)
_TIMES = (dt.datetime, dt.date, np.datetime64)
_TABLES = (pd.DataFrame, pd.Series, pd.Index, np.ndarray, pd.api.extensions.ExtensionArray)
_CONTAINERS = (list, tuple, dict, set, frozenset)


class TooLargeError(Exception):
    """A value with more items than any check needs."""


def is_missing(value: Any) -> bool:
    """None, NaN, NaT and pandas' NA all mean: no value."""
    return (
        value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value))
    )


def is_plain(value: Any) -> bool:
    """Whether a value is data (numbers, text, containers, arrays, tables) and not an object to be used."""
    kinds = (*_ATOMS, *_TIMES, *_TABLES, *_CONTAINERS, np.generic, dt.timedelta)
    return is_missing(value) or isinstance(value, kinds)


def plain(value: Any) -> Any:
    """Rebuild a value from numbers, text, lists, dicts and sets alone.

    Arrays, tuples, Series and Index become lists, a DataFrame a dict of columns, every missing value
    None, every date a ``pd.Timestamp``. What is not data becomes a text that names its type.

    Raises:
        TooLargeError: more than 200,000 items.
    """
    return _plain(value, [MAX_ITEMS])


def _plain(value: Any, budget: list[int]) -> Any:
    budget[0] -= 1
    if budget[0] < 0:
        raise TooLargeError
    if is_missing(value):
        return None
    if isinstance(value, np.datetime64 | dt.datetime | dt.date):
        return pd.Timestamp(value)
    if isinstance(value, np.generic):
        return _plain(value.item(), budget)
    if isinstance(value, dt.timedelta | complex | bytes):
        return value
    if isinstance(value, Decimal | Fraction):
        return float(value)
    if isinstance(value, PurePath):
        return value.as_posix()
    if type(value) in (bool, int, float, str):
        return value
    if isinstance(value, pd.DataFrame):
        _spend(value.size, budget)
        columns: dict[Any, Any] = {}
        for position, column in enumerate(value.columns):  # by position: two columns may share a name
            name = f"{column} (again)" if column in columns else column
            columns[name] = _plain(value.iloc[:, position].tolist(), budget)
        return columns
    if isinstance(value, _TABLES):
        _spend(math.prod(side or 1 for side in value.shape), budget)  # rows of nothing are rows as well
        return _plain(value.tolist(), budget)
    if isinstance(value, Mapping):
        _spend(len(value), budget)
        return {_key(key): _plain(item, budget) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        _spend(len(value), budget)
        return {_key(item) for item in value}
    if isinstance(value, list | tuple):
        _spend(len(value), budget)
        return [_plain(item, budget) for item in value]
    for base in (bool, int, float, str):  # str and int enums count as their value
        if isinstance(value, base):
            return base(value)
    return f"<{type(value).__name__} object>"


def _spend(size: int, budget: list[int]) -> None:
    if size > budget[0]:
        raise TooLargeError


def _key(key: Any) -> Any:
    found = _plain(key, [1_000])
    return tuple(found) if isinstance(found, list) else found


def same(given: Any, expected: Any, rel: float = 1e-9, abs: float = 1e-12) -> bool:
    """Compare two plain values: numbers within a tolerance, the rest exactly, containers item by item."""
    if given is None or expected is None:
        return given is None and expected is None
    if isinstance(given, bool) or isinstance(expected, bool):
        return given is expected
    if isinstance(given, int | float) and isinstance(expected, int | float):
        return math.isclose(given, expected, rel_tol=rel, abs_tol=abs)
    if isinstance(given, dict) and isinstance(expected, dict):
        same_keys = given.keys() == expected.keys()
        return same_keys and all(same(given[key], expected[key], rel, abs) for key in expected)
    if isinstance(given, list) and isinstance(expected, list):
        return len(given) == len(expected) and all(
            same(one, other, rel, abs) for one, other in zip(given, expected, strict=True)
        )
    return type(given) is type(expected) and given == expected


def records(table: dict[Any, list[Any]], order: bool) -> list[list[Any]]:
    """The rows of a plain table, sorted unless their order counts."""
    rows = [list(row) for row in zip(*table.values(), strict=True)]
    return rows if order else sorted(rows, key=sort_key)


def sort_key(value: Any) -> str:
    """Order plain values of mixed types; numbers that are equal within rounding get the same key."""
    if isinstance(value, list):
        return "|".join(sort_key(item) for item in value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:030.6f}"
    return repr(value)


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
        head = value.iloc[:6, :8].to_string(max_colwidth=24)[: 20 * MAX_SHOWN]
        rows = "\n".join(line[:200] for line in head.splitlines()[:12])
        return f"a table of {len(value)} rows x {value.shape[1]} columns\n{rows}"
    if isinstance(value, pd.Series | pd.Index | pd.api.extensions.ExtensionArray):
        kind = (
            "a Series"
            if isinstance(value, pd.Series)
            else "an Index"
            if isinstance(value, pd.Index)
            else "a column"
        )
        return f"{kind} of {len(value)} values: {describe(value[:8].tolist(), limit)}"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}: {describe(value.ravel()[:8].tolist(), limit)}"
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return f"{value:.10g}" if math.isfinite(value) else str(value)
    if isinstance(value, list | tuple | set | frozenset | dict) and len(value) > 50:
        return f"a {type(value).__name__} of {len(value):,} items"
    if isinstance(value, bytes):
        return f"{len(value):,} bytes"
    text = _repr(value, [limit]) if is_plain(value) else f"an object of type {type(value).__name__}"
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


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
    if isinstance(value, _TABLES):
        return f"<{type(value).__name__} of shape {value.shape}>"
    return repr(value[:MAX_SHOWN]) if isinstance(value, str | bytes) else repr(value)


def _first(items: Iterable[Any], rest: list[int]) -> Iterable[Any]:
    return itertools.takewhile(lambda _: rest[0] >= 0, items)

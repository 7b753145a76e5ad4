"""Plain data: what crosses from a learner's code to a check, how it is compared and how it is shown."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePath
from typing import Any

import numpy as np
import pandas as pd

MAX_ITEMS = 200_000
_CHARACTERS = 20
"""A text counts as one item for each so many of its characters."""
_ATOMS = (bool, int, float, complex, str, bytes, Decimal, Fraction, PurePath)
_TIMES = (dt.datetime, dt.date, np.datetime64)
_TABLES = (pd.DataFrame, pd.Series, pd.Index, np.ndarray, pd.api.extensions.ExtensionArray)
_CONTAINERS = (list, tuple, dict, set, frozenset)


class TooLargeError(Exception):
    """A value with more items, or longer texts, than any check needs."""


def is_missing(value: Any) -> bool:
    """None, NaN, NaT and pandas' NA all mean: no value."""
    return (
        value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value))
    )


def is_plain(value: Any) -> bool:
    """Whether a value is data (numbers, text, containers, arrays, tables) and not an object to be used."""
    kinds = (*_ATOMS, *_TIMES, *_TABLES, *_CONTAINERS, np.generic, dt.timedelta)
    return is_missing(value) or isinstance(value, kinds)


def plain(value: Any, most: int = MAX_ITEMS) -> Any:
    """Rebuild a value from numbers, text, lists, dicts and sets alone.

    Arrays, tuples, Series and Index become lists, a DataFrame a dict of columns, every missing value
    None, every date a ``pd.Timestamp``. What is not data becomes a text that names its type.

    Raises:
        TooLargeError: more than ``most`` items, where a long text counts as several.
    """
    return _plain(value, [most])


def cells(values: Any, most: int | None = None) -> list[Any]:
    """The first items of an array, a column or an index, as a list.

    Each category or level is taken once: `tolist` copies its text for every row that has it, so that a few megabytes
    become as many gigabytes.
    """
    if isinstance(values, pd.Series | pd.Index) and isinstance(values.dtype, pd.CategoricalDtype):
        values = values.array
    if isinstance(values, pd.MultiIndex):
        parts = zip(values.levels, values.codes, strict=True)
        columns = [_looked_up(level, codes[:most]) for level, codes in parts]
        return list(zip(*columns, strict=True))
    if isinstance(values, pd.Categorical):
        return _looked_up(values.categories, values.codes[:most])
    if isinstance(values, pd.Series):  # a slice of it goes by its index, which may hold anything
        values = values.iloc
    return values[:most].tolist() if values.ndim else values.tolist()


def _looked_up(values: pd.Index, codes: np.ndarray) -> list[Any]:
    known = [*cells(values), None]  # the code -1 means that there is none
    return [known[code] for code in codes.tolist()]


def _plain(value: Any, budget: list[int]) -> Any:
    budget[0] -= 1 + (len(value) // _CHARACTERS if isinstance(value, str | bytes) else 0)
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
        return _as_float(value)
    if isinstance(value, PurePath):
        return value.as_posix()
    if type(value) in (bool, int, float, str):
        return value
    if isinstance(value, pd.DataFrame):
        _spend(value.size, budget)
        columns: dict[Any, Any] = {}
        for position, column in enumerate(cells(value.columns)):  # by position: two columns may share a name
            name = f"{column} (again)" if column in columns else column
            columns[name] = _plain(cells(value.iloc[:, position]), budget)
        return columns
    if isinstance(value, _TABLES):
        _spend(math.prod(side or 1 for side in value.shape), budget)  # rows of nothing are rows as well
        return _plain(cells(value), budget)
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


def _as_float(value: Decimal | Fraction) -> float | None:
    try:
        return _plain(float(value), [1])
    except OverflowError:
        return math.inf if value > 0 else -math.inf
    except ValueError:  # a signalling NaN
        return None


def _spend(size: int, budget: list[int]) -> None:
    if size > budget[0]:
        raise TooLargeError


def _key(key: Any) -> Any:
    found = _plain(key, [1_000])
    return tuple(found) if isinstance(found, list) else found

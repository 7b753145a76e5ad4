"""What was given and what was expected, in the same order, so that a learner sees where they differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from grading.engine.compare.describe import describe
from grading.engine.compare.equality import sort_key
from grading.engine.compare.plain_data import TooLargeError, cells, plain

_MOST_ROWS, _MOST_KEYS = 1_000, 50
"""More than this stays as it is: nobody reads it."""

Order = Callable[[Any, Any], tuple[Any, Any]]
"""Brings a given and an expected value into the same order."""


def side_by_side(given: Any, expected: Any, order: Order | None = None) -> tuple[str, str]:
    """The texts of both. Where they would read the same, with every digit.

    Args:
        order: how to order both; by default dicts and columns follow what was expected.
    """
    given, expected = (order or keys_alike)(given, expected)
    texts = describe(given), describe(expected)
    if texts[0] == texts[1]:
        return describe(given, exact=True), describe(expected, exact=True)
    return texts


def keys_alike(given: Any, expected: Any) -> tuple[Any, Any]:
    """The keys of given dicts, and the columns of a given table, in the order of the expected ones."""
    return _like(given, expected), expected


def rows_alike(given: Any, expected: pd.DataFrame) -> tuple[Any, Any]:
    """Two tables with their columns in one order, and with their rows sorted by the columns they share."""
    given = _like(given, expected)
    shared = _names(given, expected)
    if not shared:
        return given, expected
    # what names a row comes before what was worked out for it: so the same rows stand at the same height
    shared.sort(key=lambda name: any(isinstance(cell, float) for cell in cells(expected[name])))
    return _sorted_rows(given, shared), _sorted_rows(expected, shared)


def items_alike(given: Any, expected: Any) -> tuple[Any, Any]:
    """Two rows of things, both sorted."""
    return _sorted_items(given), _sorted_items(expected)


def _like(given: Any, expected: Any) -> Any:
    if isinstance(given, pd.DataFrame) and isinstance(expected, pd.DataFrame):
        shared = _names(given, expected)
        names = cells(given.columns)
        return given[[*shared, *(name for name in names if name not in shared)]] if shared else given
    if isinstance(given, dict) and isinstance(expected, dict) and len(given) <= _MOST_KEYS:
        shared = [key for key in expected if key in given]
        rest = [key for key in given if key not in expected]
        return {key: _like(given[key], expected.get(key)) for key in [*shared, *rest]}
    if isinstance(given, list) and isinstance(expected, list) and len(given) == len(expected) <= _MOST_KEYS:
        return [_like(one, other) for one, other in zip(given, expected, strict=True)]
    return given


def _names(given: Any, expected: Any) -> list[Any]:
    """The columns that both tables have, once each; none where one of them is no small table."""
    if not isinstance(given, pd.DataFrame) or not isinstance(expected, pd.DataFrame):
        return []
    if max(len(given), len(expected)) > _MOST_ROWS or given.shape[1] > _MOST_KEYS:
        return []
    names = cells(given.columns)
    if not given.columns.is_unique or not expected.columns.is_unique:
        return []
    return [name for name in cells(expected.columns) if name in names]


def _sorted_rows(table: pd.DataFrame, by: list[Any]) -> pd.DataFrame:
    try:
        columns = [plain(cells(table[name])) for name in by]
    except (TooLargeError, RecursionError):
        return table
    rows = [sort_key(list(row)) for row in zip(*columns, strict=True)]
    return table.iloc[sorted(range(len(table)), key=rows.__getitem__)]


def _sorted_items(value: Any) -> Any:
    if not isinstance(value, list | tuple | set | frozenset) or len(value) > _MOST_KEYS:
        return value
    try:
        keys = [sort_key(plain(item)) for item in value]
    except (TooLargeError, RecursionError):
        return value
    items = list(value)
    return [items[place] for place in sorted(range(len(items)), key=keys.__getitem__)]

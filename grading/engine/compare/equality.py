"""Whether two plain values are the same."""

from __future__ import annotations

import math
from typing import Any

LONG = 200
"""Characters of a text that its place in an order depends on."""


def same(given: Any, expected: Any, rel: float = 1e-9, abs: float = 1e-12) -> bool:
    """Compare two plain values: numbers within a tolerance, the rest exactly, containers item by item."""
    if given is None or expected is None:
        return given is None and expected is None
    if isinstance(given, bool) or isinstance(expected, bool):
        return given is expected
    if isinstance(given, int | float) and isinstance(expected, int | float):
        return _close(given, expected, rel, abs)
    if isinstance(given, dict) and isinstance(expected, dict):
        same_keys = given.keys() == expected.keys()
        return same_keys and all(same(given[key], expected[key], rel, abs) for key in expected)
    if isinstance(given, list) and isinstance(expected, list):
        return len(given) == len(expected) and all(
            same(one, other, rel, abs) for one, other in zip(given, expected, strict=True)
        )
    return type(given) is type(expected) and given == expected


def _close(given: float, expected: float, rel: float, abs: float) -> bool:
    try:
        return math.isclose(given, expected, rel_tol=rel, abs_tol=abs)
    except OverflowError:  # an int that no float can hold
        return given == expected


def records(table: dict[Any, list[Any]], order: bool) -> list[list[Any]]:
    """The rows of a plain table, sorted unless their order counts."""
    rows = [list(row) for row in zip(*table.values(), strict=True)]
    return rows if order else sorted(rows, key=sort_key)


def sort_key(value: Any) -> str:
    """Order plain values of mixed types; numbers that are equal within rounding get the same key.

    A key is short, however long the text: a column of one category may hold the same huge text many times.
    """
    if isinstance(value, list):
        return "|".join(sort_key(item) for item in value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return f"{value:030.6f}"
        except OverflowError:
            return f"{value:#x}"
    if isinstance(value, str | bytes) and len(value) > LONG:
        return f"{value[:LONG]!r} {len(value)} {hash(value)}"
    return repr(value)

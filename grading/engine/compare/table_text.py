"""Tables as lines of text: numbers to the right, everything else to the left."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from typing import Any

import pandas as pd

from grading.engine.compare.plain_data import is_missing

_CELL, _LINE = 24, 200
"""Characters of a cell, and of a line."""
_LOOKED_AT = 1_000


def table_text(columns: list[tuple[Any, list[Any]]], labels: list[Any] | None, other: Callable) -> str:
    """The lines of a table: its names, then its rows.

    Args:
        columns: name and cells of each; all of the same length.
        labels: what stands before the rows.
        other: the text of a cell that is no text, number, date or missing value.
    """
    parts = [("", labels)] if labels is not None else []
    written = [_column(name, cells, other) for name, cells in [*parts, *columns]]
    return "\n".join("  ".join(row).rstrip()[:_LINE] for row in zip(*written, strict=True))


def _column(name: Any, cells: list[Any], other: Callable) -> list[str]:
    texts = [name[:_CELL] if isinstance(name, str) else _cell(name, other)]
    texts += [_cell(cell, other) for cell in cells]
    wide = max(map(len, texts))
    numbers = all(isinstance(cell, int | float) or is_missing(cell) for cell in cells)
    return [text.rjust(wide) if numbers and cells else text.ljust(wide) for text in texts]


def _cell(value: Any, other: Callable) -> str:
    if value is None or value is pd.NA or value is pd.NaT:
        return str(value)
    if isinstance(value, float):
        return f"{value:.10g}" if math.isfinite(value) else str(value).replace("nan", "NaN")
    if isinstance(value, dt.date | dt.timedelta):
        return str(value)
    text = _text(value[:_LOOKED_AT]) if isinstance(value, str) else other(value)
    return text if len(text) <= _CELL else f"{text[: _CELL - 1]}…"


def _text(text: str) -> str:
    """A text as it is; in quotes where it could be taken for a number, for nothing, or for another text."""
    if not text.isprintable():
        return repr(text)
    bare = text.strip()
    doubtful = bare != text or bare.casefold() in ("", "none", "nan", "nat", "<na>", "true", "false")
    return repr(text) if doubtful or _is_number(bare) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True

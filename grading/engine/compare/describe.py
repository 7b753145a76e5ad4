"""Values as short texts for a learner."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from grading.engine.compare.plain_data import _TABLES, is_plain

MAX_SHOWN = 1_000


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

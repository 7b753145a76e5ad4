"""What goes into an answer: a copy of it, and whether the answer changed that copy.

Both ends of the sandbox use this. In a submission's own process a dishonest answer could hide a change; the easiest way
to do so is to work on a copy, which is right.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

_CHANGEABLE = (pd.DataFrame, pd.Series, np.ndarray, list, dict, set)
_ATOMS = (bool, int, float, complex, str, bytes, type(None))


def copied(value: Any) -> Any:
    """A copy of what can be changed in place; anything else as it is."""
    return copy.deepcopy(value) if isinstance(value, _CHANGEABLE) else value


def has_changeable(values: list[Any]) -> bool:
    """Whether some of these arguments can be changed in place."""
    return any(isinstance(value, _CHANGEABLE) for value in values)


def is_changed(before: Any, after: Any, again: Callable[[], Any]) -> bool:
    """Whether data that was passed to a call is something else after it.

    Only data is compared: objects of other types count as the same, and nothing that a learner defined is asked.

    Args:
        before: the data as it was.
        again: makes a copy of it. Where that differs from the data too, nothing can be told.
    """
    try:
        return not _same(before, after) and _same(before, again())
    except (RecursionError, ValueError, TypeError):  # nested without end, or cells that can't be compared
        return False


def _same(before: Any, after: Any) -> bool:
    if before is after:
        return True
    kind = type(before)
    if kind in (list, tuple):
        return type(after) is kind and len(before) == len(after) and all(map(_same, before, after))
    if kind is dict:
        if type(after) is not dict or len(before) != len(after):
            return False
        return all(map(_same, before, after)) and all(map(_same, before.values(), after.values()))
    if kind in _ATOMS:
        return type(after) is kind and (before == after or _both_nan(before, after))
    if isinstance(before, pd.DataFrame):
        return isinstance(after, pd.DataFrame) and before.equals(after)  # labels and dtypes, too
    if isinstance(before, pd.Series):
        return isinstance(after, pd.Series) and before.name == after.name and before.equals(after)
    if isinstance(before, np.ndarray):
        return isinstance(after, np.ndarray) and _same_array(before, after)
    if isinstance(before, set):
        return isinstance(after, set) and before == after
    return True


def _both_nan(before: Any, after: Any) -> bool:
    return isinstance(before, float) and math.isnan(before) and math.isnan(after)


def _same_array(before: np.ndarray, after: np.ndarray) -> bool:
    if before.shape != after.shape or before.dtype != after.dtype:
        return False
    if before.dtype == object:
        return all(map(_same, before.ravel().tolist(), after.ravel().tolist()))
    return before.tobytes() == after.tobytes()

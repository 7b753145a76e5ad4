"""The worked solution below a pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grading.learner.worked_solution import worked_solution

_shown: dict[str, str] = {}


def shown_solution(exercise_id: str, lookup: Callable[[str], Any]) -> str | None:
    """The worked solution of an exercise that is passed; None where there is none to show. It is looked up once.

    Args:
        lookup: gives the answer that passed, by its name.
    """
    if exercise_id not in _shown:
        try:
            _shown[exercise_id] = worked_solution(exercise_id, lookup)
        except (LookupError, OSError):
            return None
    return _shown[exercise_id]

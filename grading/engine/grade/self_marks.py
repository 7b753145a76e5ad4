"""What no program can judge: the learner's own marks, read from their notebook, beside an instructor's."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

from grading.engine.compare.describe import describe
from grading.engine.compare.plain_data import TooLargeError, is_missing, plain
from grading.engine.declare.criterion import ANCHORS
from grading.engine.declare.exercise import Exercise
from grading.engine.outcome import MissingAnswerError, SelfMarks, StoppedError

SHOWN = 3
"""Unknown criteria that are named; a dict may hold any number."""


def is_unwritten(value: Any, depth: int = 8) -> bool:
    """Whether a text, or everything in a dict or list of texts, is still empty."""
    if is_missing(value) or value is ...:
        return True
    if isinstance(value, str):
        return not value.strip()
    if depth == 0 or not isinstance(value, dict | list | tuple | set):
        return False
    items = value.values() if isinstance(value, dict) else value
    return all(is_unwritten(item, depth - 1) for item in items)


def read_self_marks(exercise: Exercise, lookup: Callable[[str], Any]) -> SelfMarks:
    """The learner's own marks of an exercise. Whatever is wrong with them is a sentence, never an error.

    Args:
        lookup: returns the learner's object for a public name, or raises MissingAnswerError or StoppedError.
    """
    if exercise.self_marks is None:
        return SelfMarks({})
    name = exercise.self_marks
    example = "{" + ", ".join(f'"{one.id}": 50' for one in exercise.rubric) + "}"
    try:
        value = lookup(name)
        given = None if value is None or value is ... else plain(value)
    except (MissingAnswerError, StoppedError) as error:
        return SelfMarks({}, (f"{error.problem.message} Your own marks go there: `{name} = {example}`.",))
    except (TooLargeError, RecursionError):
        given = "too large"
    if given is None:
        return SelfMarks({}, (f"Mark your own work: `{name} = {example}`, with 0, 50 or 100 for each.",))
    if not isinstance(given, dict):
        return SelfMarks({}, (f"`{name}` must be a dict, such as `{name} = {example}`.",))
    return _read(name, given, exercise)


def _read(name: str, given: dict[Any, Any], exercise: Exercise) -> SelfMarks:
    percent: dict[str, int] = {}
    wrong: list[str] = []
    open_ones: list[str] = []
    for criterion in exercise.rubric:
        value = given.get(criterion.id)
        if value is None or value == "":
            open_ones.append(f"`{criterion.id}`")
        elif isinstance(value, int | float) and not isinstance(value, bool) and value in ANCHORS:
            percent[criterion.id] = int(value)
        else:
            wrong.append(
                f'`{name}["{criterion.id}"]` is {describe(value, 40)}: write 0, 50 or 100,'
                " whichever sentence is nearest."
            )
    if open_ones:
        wrong.append(f"Mark your own work in `{name}`: write 0, 50 or 100 for {', '.join(open_ones)}.")
    known = {criterion.id for criterion in exercise.rubric}
    unknown = [describe(key, 40) for key in islice((key for key in given if key not in known), SHOWN)]
    if unknown:
        ids = ", ".join(f"`{criterion.id}`" for criterion in exercise.rubric)
        wrong.append(f"`{name}` has {', '.join(unknown)}, which the rubric has not: its criteria are {ids}.")
    return SelfMarks(percent, tuple(wrong))

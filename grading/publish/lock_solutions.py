"""Lock the worked solutions for a learners' bundle."""

from __future__ import annotations

import importlib
import warnings
from typing import Any

from course.module_ids import exercise_stem, folder_name
from grading.engine.answer.notebook_file import Notebook
from grading.engine.declare.exercise import Exercise
from grading.engine.recognise.locked_solution import Transcripts, lock, transcripts_of
from grading.engine.run.place import UnlimitedInProcess
from grading.publish.paths import solution_file
from grading.publish.worked import worked


def locked_solution(exercise: Exercise) -> bytes:
    """The worked solution of an exercise, which opens to an answer that passes.

    Raises:
        ValueError: the solution, or a right answer beside it, fails a public check.
    """
    path = solution_file(exercise.module)
    solution = Notebook(path)
    answers: list[dict[str, Any]] = [{}, *_right_answers(exercise)]
    with warnings.catch_warnings(action="ignore"):
        right: list[Transcripts] = [
            transcripts_of(
                exercise,
                lambda name, given=given: given[name] if name in given else solution.lookup(name),
                UnlimitedInProcess(),
            )
            for given in answers
        ]
    return lock(exercise, worked(path.read_text(encoding="utf-8"), exercise.names), right)


def _right_answers(exercise: Exercise) -> list[dict[str, Any]]:
    """The differently written right answers, each as names with their values."""
    folder = f"grading.content.{folder_name(exercise.module)}.right_answers"
    try:
        values = vars(importlib.import_module(f"{folder}.{exercise_stem(exercise.id)}"))
    except ModuleNotFoundError:
        return []
    found = [value for name, value in values.items() if name.startswith("right_")]
    return [
        value if isinstance(value, dict) and set(value) <= set(exercise.names) else {exercise.answer: value}
        for value in found
    ]

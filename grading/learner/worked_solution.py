"""The worked solution of an exercise, for a learner who has passed it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from course import ROOT
from course.module_ids import exercises_name
from grading.engine.answer.notebook_file import Notebook
from grading.engine.declare.catalogue import find_declared, module_folder
from grading.engine.recognise.locked_solution import LockedError, locked_file, transcripts_of, unlock
from grading.publish.worked import worked


def has_solution(exercise_id: str) -> bool:
    """Whether this copy of the course has the solution, open or locked."""
    exercise = find_declared(exercise_id)
    return (module_folder(exercise.module) / "solution.py").exists() or locked_file(exercise).exists()


def worked_solution(exercise_id: str, lookup: Callable[[str], Any] | None = None) -> str:
    """The source code of the solution, without the markers.

    In a learners' bundle it is locked, and opens to an answer that passes.

    Args:
        lookup: gives the answer by its name; without it the learner's own notebook does.

    Raises:
        LookupError: there is no such exercise, no solution in this copy of the course, or it does not open.
    """
    exercise = find_declared(exercise_id)
    path = module_folder(exercise.module) / "solution.py"
    if path.exists():
        return worked(path.read_text(encoding="utf-8"), exercise.names)
    locked = locked_file(exercise)
    if not locked.exists():
        raise LookupError(f"the solutions of module {exercise.module} are not in this folder")
    try:
        lookup = lookup or Notebook(ROOT / "exercises" / exercises_name(exercise.module)).lookup
        return unlock(exercise, locked.read_bytes(), transcripts_of(exercise, lookup))
    except (LockedError, ValueError) as error:
        raise LookupError(str(error)) from None

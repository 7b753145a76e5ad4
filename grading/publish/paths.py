"""Where the exercises that learners get and the solutions they are made from are."""

from __future__ import annotations

from pathlib import Path

from course import ROOT
from course.module_ids import exercises_name, folder_name
from grading.engine.declare.catalogue import CONTENT, modules_in

EXERCISES = ROOT / "exercises"


def exercise_file(module: str | int) -> Path:
    """Where the learner's notebook of a module is."""
    return EXERCISES / exercises_name(module)


def solution_file(module: str | int) -> Path:
    """Where the solution of a module is; a learners' bundle has none."""
    return CONTENT / folder_name(module) / "solution.py"


def solution_files() -> dict[str, Path]:
    """The solutions of the course's own modules, by module; none in a learners' bundle."""
    found = {module: solution_file(module) for module in modules_in(CONTENT)}
    return {module: path for module, path in found.items() if path.is_file()}

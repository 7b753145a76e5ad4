"""The worked solution of an exercise, for a learner who has passed it."""

from __future__ import annotations

import re

from grading.engine.declare.catalogue import find_declared, module_folder
from grading.engine.marimo_adapter import cell_sources


def worked_solution(exercise_id: str) -> str:
    """The source code of the solution, without the markers.

    Raises:
        LookupError: there is no such exercise, or no solutions in this copy of the course.
    """
    exercise = find_declared(exercise_id)
    path = module_folder(exercise.module) / "solution.py"
    if not path.exists():
        raise LookupError(f"the solutions of module {exercise.module} are not in this folder")
    names = "|".join(exercise.names)
    defining = re.compile(rf"^(def|class) ({names})\b|^({names}) =", re.MULTILINE)
    found = [code for code in cell_sources(path.read_text(encoding="utf-8"), path) if defining.search(code)]
    lines = "\n\n\n".join(found).splitlines()
    return "\n".join(line for line in lines if not line.strip().startswith("### "))

"""Make the learners' exercises from the reference solutions."""

from __future__ import annotations

import re
from pathlib import Path

from grading.canonical import canonical
from grading.exercise import GRADING, file_stem, find

SOLUTIONS = GRADING / "solutions"
EXERCISES = GRADING.parent / "exercises"
TODO = ("# TODO: write your answer here", "return None")
_BLOCK = re.compile(
    r"^(?P<indent>[ ]*)### BEGIN SOLUTION[ ]*\n(?:(?!### BEGIN).)*?^[ ]*### END SOLUTION[ ]*\n"
    r"(?P<stub>(?:[ ]*### STUB: [^\n]*\n)*)",
    re.MULTILINE | re.DOTALL,
)


def strip_solutions(source: str) -> str:
    """Replace every marked block by its stub.

    A block between ``### BEGIN SOLUTION`` and ``### END SOLUTION`` becomes a TODO and ``return None``, or
    the lines that follow it as ``### STUB: …``.

    Raises:
        ValueError: a marker has no partner.
    """

    def stub(block: re.Match[str]) -> str:
        indent = block["indent"]
        given = [line.partition("### STUB: ")[2] for line in block["stub"].splitlines()]
        lines = [TODO[0], *given] if given else list(TODO)
        return "".join(f"{indent}{line}\n" for line in lines)

    stripped = _BLOCK.sub(stub, source)
    if "### BEGIN" in stripped or "### END" in stripped or "### STUB" in stripped:
        raise ValueError("a solution marker has no partner: each BEGIN SOLUTION needs its END SOLUTION")
    return canonical(stripped)


def release(check: bool = False) -> list[Path]:
    """Write ``exercises/`` anew; return the files that changed.

    Args:
        check: write nothing, only say which files are out of date.
    """
    changed = []
    for solution in sorted(SOLUTIONS.glob("exercises_*.py")):
        wanted = strip_solutions(solution.read_text(encoding="utf-8"))
        target = EXERCISES / solution.name
        if target.exists() and target.read_text(encoding="utf-8") == wanted:
            continue
        changed.append(target)
        if not check:
            target.parent.mkdir(exist_ok=True)
            target.write_text(wanted, encoding="utf-8", newline="\n")
    return changed


def solution_source(exercise_id: str) -> str:
    """The worked solution of an exercise as source code, without the markers."""
    from marimo._ast.parse import parse_notebook

    exercise = find(exercise_id)
    path = SOLUTIONS / f"{file_stem(exercise.module)}.py"
    if not path.exists():
        raise LookupError(f"the solutions of module {exercise.module} are not in this folder")
    cells = parse_notebook(path.read_text(encoding="utf-8"), filepath=str(path)).cells
    defining = re.compile(
        rf"^(def|class) ({'|'.join(exercise.names)})\b|^({'|'.join(exercise.names)}) =", re.M
    )
    found = [cell.code for cell in cells if defining.search(cell.code)]
    lines = "\n\n\n".join(found).splitlines()
    return "\n".join(line for line in lines if not line.strip().startswith("### "))


def exercise_file(module: str | int) -> Path:
    """Where the learner's notebook of a module is."""
    return EXERCISES / f"{file_stem(module)}.py"

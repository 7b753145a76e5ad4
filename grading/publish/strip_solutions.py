"""Make the learners' exercises from the reference solutions."""

from __future__ import annotations

import re
from pathlib import Path

from grading.engine.marimo_adapter import canonical
from grading.publish.paths import exercise_file, solution_files

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
    for module, solution in solution_files().items():
        wanted = strip_solutions(solution.read_text(encoding="utf-8"))
        target = exercise_file(module)
        if target.exists() and target.read_text(encoding="utf-8") == wanted:
            continue
        changed.append(target)
        if not check:
            target.parent.mkdir(exist_ok=True)
            target.write_text(wanted, encoding="utf-8", newline="\n")
    return changed

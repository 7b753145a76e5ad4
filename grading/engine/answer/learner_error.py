"""What an exception says to a learner."""

from __future__ import annotations

import linecache
import re
import sys
import sysconfig
import traceback
from functools import lru_cache
from pathlib import Path

from course import ROOT
from grading.engine.answer.remote_object import RemoteError
from grading.engine.compare.describe import MAX_LINE, MAX_TEXT, cut
from grading.engine.declare.catalogue import folders
from grading.engine.outcome import Problem

_GRADING = ROOT / "grading"

_PRIVATE = re.compile(r"\b_cell_\w+?(_[A-Za-z]\w*)")
"""How marimo writes a name with a leading underscore, which belongs to its cell alone."""
_LIBRARIES = tuple({str(ROOT / "course"), sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()})


def explain(error: BaseException) -> Problem:
    """What an exception says to the learner: its kind, its message, and the last line of their own code."""
    if isinstance(error, RemoteError):
        return error.problem
    kind, message = type(error).__name__, cut(str(error), MAX_TEXT)
    if isinstance(error, RecursionError):
        message = "your function calls itself without end"
    elif isinstance(error, MemoryError):
        message = "there is not enough memory for it"
    elif isinstance(error, NameError) and (private := _PRIVATE.search(message)):
        message = (
            f"name '{private[1]}' is not defined in this cell: marimo keeps a name that begins with _ to its own "
            "cell. Give your helper a name without it"
        )
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if _is_learners(frame.filename):
            line = linecache.getline(frame.filename, frame.lineno or 0) or frame.line or ""
            return Problem(kind, message, cut(line.strip(), MAX_LINE) or None, frame.lineno)
    return Problem(kind, f"What your code gave back could not be used here: {message}")


@lru_cache(maxsize=1000)
def _is_learners(filename: str) -> bool:
    if "__marimo__cell_" in filename:
        return True
    path = Path(filename)
    content = any(map(path.is_relative_to, folders()))
    ours = content or path.is_relative_to(_GRADING)
    return not (ours and path.name != "solution.py") and not filename.startswith(("<frozen", *_LIBRARIES))

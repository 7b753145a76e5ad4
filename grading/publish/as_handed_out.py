"""The notebooks as they were handed out, whatever has become of them since.

In the learners' bundle an archive holds them. In the whole course exercises are made from the solutions, and the
other notebooks come from git.
"""

from __future__ import annotations

import subprocess
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

from course import ROOT
from course.module_ids import exercises_name
from grading.engine.answer.handed_out import HandedOut
from grading.engine.declare.catalogue import CONTENT, declared, module_folder
from grading.publish.paths import solution_files
from grading.publish.strip_solutions import strip_solutions

ARCHIVE = "grading/publish/as_handed_out.zip"
"""Where a bundle has its notebooks, from the course's folder."""
_TIME = (1980, 1, 1, 0, 0, 0)


class NotHereError(Exception):
    """There is no such notebook as it was handed out; the message says why, and how to get it."""


def as_handed_out(name: str) -> str:
    """The source of a notebook as it was handed out.

    Args:
        name: its path from the course's folder, such as "exercises/exercises_01.py".

    Raises:
        NotHereError: it can't be had.
    """
    made_from = {f"exercises/{exercises_name(module)}": path for module, path in solution_files().items()}
    if name in made_from:
        return strip_solutions(made_from[name].read_text(encoding="utf-8"))
    archive = ROOT / ARCHIVE
    if archive.is_file():
        try:
            with zipfile.ZipFile(archive) as opened:
                return opened.read(name).decode()
        except (KeyError, OSError, zipfile.BadZipFile, UnicodeDecodeError):
            raise NotHereError(f"{ARCHIVE} has no {name}: get a complete copy of the course") from None
    try:
        shown = subprocess.run(["git", "show", f"HEAD:./{name}"], cwd=ROOT, capture_output=True)
    except OSError:
        shown = None
    if shown is None or shown.returncode:
        raise NotHereError(f"{name} as it was handed out is not in this folder: take it from a fresh copy")
    return shown.stdout.decode().replace("\r\n", "\n")


@cache
def handed_out(module: str) -> HandedOut | None:
    """What came with a module's exercise notebook; None where nobody knows.

    Worked out once in a process.
    """
    solution = module_folder(module) / "solution.py"
    answers = tuple(name for one in declared(module) for name in one.names)
    try:
        if solution.is_file():  # its setup cell is that of the exercises
            return HandedOut.of(solution.read_text(encoding="utf-8"), answers)
        if module_folder(module).parent != CONTENT:
            return None
        return HandedOut.of(as_handed_out(f"exercises/{exercises_name(module)}"), answers)
    except (NotHereError, ValueError, OSError):
        return None


def archive(notebooks: dict[str, bytes]) -> bytes:
    """The archive of a bundle: notebooks by their paths. The same notebooks give the same bytes."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in sorted(notebooks.items()):
            opened.writestr(zipfile.ZipInfo(Path(name).as_posix(), _TIME), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()

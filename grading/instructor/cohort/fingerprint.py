"""What the report of a submission depends on; the same fingerprint gives the same scores."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path

from course import ROOT
from grading.engine.declare.catalogue import module_folder
from grading.instructor.cohort.settings import Settings
from grading.instructor.intake.problems import UnreadableFileError
from grading.instructor.intake.submissions import SubmittedNotebook

_DECIDING = (
    "course", "grading/engine", "grading/wire", "grading/publish", "grading/sandbox", "grading/instructor/cohort",
)  # fmt: skip
"""Folders of code that takes part in every score: what submissions may import, and what grades them."""
_LOCK = "requirements.lock"
"""The libraries that submissions and checks run with."""


def fingerprint(entry: SubmittedNotebook, settings: Settings, confined: bool = True) -> str:
    """What the report of a submission depends on: its text, the graders, the seed and the limits."""
    about = (settings.seed, asdict(settings.limits), confined, entry.late, entry.problem)
    parts = hashlib.sha256(repr(about).encode())
    parts.update(graders_digest(entry.module).encode())
    try:
        parts.update(entry.read())
    except UnreadableFileError as error:
        parts.update(str(error).encode())
    return parts.hexdigest()


@cache
def graders_digest(module: str) -> str:
    """A digest of everything that decides the scores of a module, worked out once in a run."""
    found = hashlib.sha256()
    for path in deciding_files(module):
        found.update(f"{path.name}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return found.hexdigest()


def deciding_files(module: str) -> Iterator[Path]:
    """The files that decide the scores of a module: whole folders, so that a new file counts from its first day."""
    content = module_folder(module)
    folders = [ROOT / name for name in _DECIDING]
    folders += [content / kind for kind in ("public", "hidden", "misconceptions")]
    for folder in folders:
        yield from sorted(
            path for path in folder.rglob("*") if path.suffix in (".py", ".toml") and path.is_file()
        )
    # solution.py among them: what is put back in a broken notebook comes from there
    yield from sorted(path for place in (content, content.parent) for path in place.glob("*.py"))
    yield from (
        path for path in (ROOT / _LOCK, ROOT / "data" / "pokemon_cards_with_prices.csv") if path.is_file()
    )

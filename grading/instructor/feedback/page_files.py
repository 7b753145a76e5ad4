"""The pages of a cohort as files: one for each learner, replaced in one step, untouched where nothing changed."""

from __future__ import annotations

import hashlib
import os
import secrets
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from course.safe_text import for_database, for_file_name
from grading.instructor.gradebook.report import Report

if TYPE_CHECKING:
    from grading.instructor.gradebook.book import Gradebook
    from grading.instructor.gradebook.marks_file import Mark

Change = Literal["new", "changed", "same"]


def learners(book: Gradebook, module: str | None = None) -> Iterator[tuple[str, list[Report], list[Mark]]]:
    """Every learner with a report or a mark, in order, with their reports and marks in the module, or in all."""
    marks: dict[str, list[Mark]] = {}
    for mark in book.marks(module=module):
        marks.setdefault(mark.learner, []).append(mark)
    for learner, reports in groupby(book.reports(module), key=lambda report: for_database(report.learner)):
        yield learner, list(reports), marks.pop(learner, [])
    for learner, own in marks.items():
        yield learner, [], own


def names_in(book: Gradebook) -> list[str]:
    """Every learner of the book, whatever the module, in order."""
    return sorted({total.learner for total in book.totals()} | {mark.learner for mark in book.marks()})


def file_names(names: Iterable[str]) -> dict[str, str]:
    """The file of each learner. Names that would share one, on any file system, each get a code of their own."""
    stems = {name: for_file_name(name) for name in names}
    taken = Counter(_folded(stem) for stem in stems.values())
    return {
        name: f"{stem}.html" if taken[_folded(stem)] == 1 else f"{stem}-{_code(name)}.html"
        for name, stem in stems.items()
    }


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _code(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def write(path: Path, html: str) -> Change:
    """Put a page where it belongs, in one step: a reader sees the old page or the new one. Raises OSError."""
    content = html.encode("utf-8")
    there = path.is_file() and not path.is_symlink()
    if there and path.read_bytes() == content:
        return "same"
    half = path.with_name(f".feedback-{secrets.token_hex(8)}.tmp")
    try:
        # Only you can read it, as the gradebook: a page has grades in it.
        with os.fdopen(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
        os.replace(half, path)
    except BaseException:  # also Ctrl-C: no half-written file stays
        half.unlink(missing_ok=True)
        raise
    return "changed" if there else "new"

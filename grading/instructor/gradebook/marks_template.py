"""The file of marks that an instructor fills in: one row a learner and criterion of a rubric."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from grading.instructor.csv_cells import csv_text
from grading.instructor.gradebook.marks_file import COLUMNS, FOR_PEOPLE, MAX_BYTES, undoably_guarded
from grading.instructor.gradebook.report import Report
from grading.instructor.gradebook.rubric_marks import Line, lines

if TYPE_CHECKING:
    from grading.instructor.gradebook.book import Gradebook


class MarksTemplate(NamedTuple):
    """A CSV file, how many rows it has below its heading, and how many of them hold a mark already."""

    text: str
    rows: int
    marked: int


def marks_template(book: Gradebook, module: str | None = None, max_bytes: int = MAX_BYTES) -> MarksTemplate:
    """The file to fill in for every report with a rubric, or for those of one module.

    Points are empty where nobody has given a mark yet. Marks that were given are in it, so that reading the file back
    takes none away. The last columns are for whoever fills it in.

    Args:
        max_bytes: how large a file of marks may be when it is read back. Half of that is kept free for what
            people write: the descriptions of the marks are left out where they don't fit.
    """
    rows: list[dict[str, str]] = []
    marked = 0
    for learner, report, line in _lines(book, module):
        marked += line.mark is not None
        rows.append(_row(learner, report, line))
    text = _csv(rows)
    if len(text.encode("utf-8", "replace")) > max_bytes // 2:
        text = _csv([{**row, "anchors": ""} for row in rows])
    return MarksTemplate(text, len(rows), marked)


def _lines(book: Gradebook, module: str | None) -> Iterator[tuple[str, Report, Line]]:
    for total in book.totals():  # names as the columns hold them
        if not total.has_rubric or module not in (None, total.module):
            continue
        report = book.report(total.learner, total.module)
        if report is not None:
            for line in lines(report, book.marks(total.learner, total.module)):
                yield total.learner, report, line


def _row(learner: str, report: Report, line: Line) -> dict[str, str]:
    criterion, mark = line.criterion, line.mark
    own = criterion.self_percent
    written = {"passed": "", "not attempted": "not written"}.get(line.exercise.status, "something is missing")
    return {
        "learner": learner,
        "module": report.module,
        "exercise": line.exercise.id,
        "criterion": criterion.id,
        "points": f"{mark.points:g}" if mark else "",
        "max_points": f"{mark.max_points if mark else criterion.max_points:g}",
        "comment": mark.comment if mark else "",
        "marker": mark.marker if mark else "",
        "own_mark": "" if own is None else f"{own} %",
        "written": written if line.exercise.is_prose else "",
        "title": criterion.title,
        "anchors": " | ".join(f"{percent} %: {text}" for percent, text in sorted(criterion.anchors.items())),
        "notebook": report.notebook,
    }


def _csv(rows: list[dict[str, str]]) -> str:
    names = (*COLUMNS, *FOR_PEOPLE)
    return csv_text([names, *([undoably_guarded(row[name]) for name in names] for row in rows)])

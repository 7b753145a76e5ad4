"""Rubrics of reports beside the marks an instructor gave: what is marked, what waits, and the file to fill in."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grading.engine.declare.catalogue import find
from grading.instructor.csv_cells import csv_text
from grading.instructor.gradebook.marks_file import COLUMNS, FOR_PEOPLE, MAX_BYTES, Mark, guarded_twice
from grading.instructor.gradebook.report import CriterionReport, ExerciseReport, Report

if TYPE_CHECKING:
    from grading.instructor.gradebook.book import Gradebook, Total


@dataclass(frozen=True)
class Line:
    """One criterion of a learner's exercise, with the instructor's mark, or None while there is none."""

    exercise: ExerciseReport
    criterion: CriterionReport
    mark: Mark | None

    @property
    def anchor(self) -> int | None:
        """The percentage of the instructor's mark, where it is one that the rubric describes."""
        if self.mark is None or not self.mark.max_points:
            return None
        percent = 100 * self.mark.points / self.mark.max_points
        return next((one for one in self.criterion.anchors if math.isclose(one, percent, abs_tol=1e-6)), None)


def lines(report: Report, marks: Iterable[Mark]) -> list[Line]:
    """Every criterion of a report, in order.

    Args:
        marks: of this learner; those of other modules and for other things than its rubrics are left out.
    """
    given = {(mark.exercise, mark.criterion): mark for mark in marks if mark.module == report.module}
    return [
        Line(exercise, criterion, given.get((exercise.id, criterion.id)))
        for exercise in report.exercises
        for criterion in exercise.rubric
    ]


def merged(report: Report, marks: Iterable[Mark]) -> dict[str, Any]:
    """`report.as_dict()` with the instructor's mark in each line of a rubric: points, comment and marker.

    They are None where nobody gave a mark yet.
    """
    data = report.as_dict()
    found = iter(lines(report, marks))
    for exercise in data["exercises"]:
        for one in exercise["rubric"]:
            mark = next(found).mark
            one["points"] = mark.points if mark else None
            one["comment"], one["marker"] = (mark.comment, mark.marker) if mark else (None, None)
    return data


def words(total: Total) -> str:
    """What a table says of the points by hand: a rubric that waits is never shown as points that are missing."""
    given = f"{total.manual:g}/{total.manual_max:g}" if total.manual_max else ""
    if not total.unmarked:
        return given
    return f"{given}, {total.unmarked} not marked yet" if given else "not marked yet"


class Rubrics:
    """What each criterion of an exercise is worth: as the learner's report says, or else as it is declared."""

    def __init__(self, book: Gradebook) -> None:
        self._book = book
        self._known: dict[tuple[str, str], dict[str, dict[str, float]]] = {}

    def __call__(self, learner: str, module: str, exercise: str) -> dict[str, float]:
        """Most points by criterion id; empty where the exercise has no rubric."""
        if (learner, module) not in self._known:
            report = self._book.report(learner, module)
            exercises = report.exercises if report else []
            self._known[learner, module] = {
                one.id: {criterion.id: criterion.max_points for criterion in one.rubric} for one in exercises
            }
        return self._known[learner, module].get(exercise) or self._declared(exercise)

    @staticmethod
    def _declared(exercise: str) -> dict[str, float]:
        try:
            return {one.id: one.points for one in find(exercise).rubric}
        except LookupError:  # a word of the instructor's own, or an exercise of theirs
            return {}


def template(book: Gradebook, module: str | None = None) -> tuple[str, int, int]:
    """A CSV file of marks with one row a learner and criterion, and how many rows it has, and has marked.

    Points are empty where nobody gave a mark yet; marks that were given are in it, so that reading the file again
    takes none away. The last columns are for whoever fills it in.
    """
    rows: list[tuple[str, ...]] = []
    marked = 0
    for learner, report, marks in _learners(book, module):
        for line in lines(report, marks):
            marked += line.mark is not None
            rows.append(_row(learner, report, line))
    text = csv_text([(*COLUMNS, *FOR_PEOPLE), *rows])
    if (
        len(text.encode("utf-8", "replace")) > MAX_BYTES // 2
    ):  # what people write must fit into what is read again
        at = len(COLUMNS) + FOR_PEOPLE.index("anchors")
        text = csv_text([(*COLUMNS, *FOR_PEOPLE), *((*row[:at], "", *row[at + 1 :]) for row in rows)])
    return text, len(rows), marked


def _learners(book: Gradebook, module: str | None) -> Iterable[tuple[str, Report, list[Mark]]]:
    for total in book.totals():  # names as the columns hold them
        if total.has_rubric and module in (None, total.module):
            report = book.report(total.learner, total.module)
            if report is not None:
                yield total.learner, report, book.marks(total.learner, total.module)


def _row(learner: str, report: Report, line: Line) -> tuple[str, ...]:
    criterion, mark = line.criterion, line.mark
    own = "" if criterion.self_percent is None else f"{criterion.self_percent} %"
    anchors = " | ".join(f"{percent} %: {text}" for percent, text in sorted(criterion.anchors.items()))
    written = {"passed": "", "not attempted": "not written"}.get(line.exercise.status, "something is missing")
    return tuple(
        guarded_twice(text)
        for text in (
            learner,
            report.module,
            line.exercise.id,
            criterion.id,
            f"{mark.points:g}" if mark else "",
            f"{mark.max_points if mark else criterion.max_points:g}",
            mark.comment if mark else "",
            mark.marker if mark else "",
            own,
            written if line.exercise.is_prose else "",
            criterion.title,
            anchors,
            report.notebook,
        )
    )

"""Rubrics of reports beside the marks that an instructor gave: what is marked, and what each criterion is worth."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grading.engine.declare.catalogue import find_declared
from grading.instructor.gradebook.marks_file import Mark
from grading.instructor.gradebook.report import CriterionReport, ExerciseReport, Report

if TYPE_CHECKING:
    from grading.instructor.gradebook.book import Gradebook


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
        marks: of this learner. Those of other modules, and for what is in no rubric, are passed over.
    """
    given = {(mark.exercise, mark.criterion): mark for mark in marks if mark.module == report.module}
    return [
        Line(exercise, criterion, given.get((exercise.id, criterion.id)))
        for exercise in report.exercises
        for criterion in exercise.rubric
    ]


def with_marks(report: Report, marks: Iterable[Mark]) -> dict[str, Any]:
    """`report.as_dict()` with the instructor's mark in each line of a rubric: points, comment and marker.

    They are None where nobody has given a mark yet.
    """
    data = report.as_dict()
    found = iter(lines(report, marks))
    for exercise in data["exercises"]:
        for one in exercise["rubric"]:
            mark = next(found).mark
            one["points"] = mark.points if mark else None
            one["comment"], one["marker"] = (mark.comment, mark.marker) if mark else (None, None)
    return data


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
            return {one.id: one.points for one in find_declared(exercise).rubric}
        except LookupError:  # a word of the instructor's own, or an exercise of theirs
            return {}

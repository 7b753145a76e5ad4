"""What each learner has in each module: points from the checks and points by hand, and what waits to be marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from course.module_ids import in_order, module_id
from grading.instructor.gradebook.marks_file import Mark


@dataclass(frozen=True)
class Total:
    """What one learner has in one module; points are rounded to 2 decimals.

    `automatic` is the score of the report, `manual` the sum of the marks, `total` both together; each has the
    most one could have had beside it. `status` and `graded_at` (ISO 8601, UTC) are those of the report.

    `unmarked` criteria of its rubrics, worth `unmarked_max`, wait for an instructor: no other number counts them.
    """

    learner: str
    module: str
    automatic: float
    automatic_max: float
    manual: float
    manual_max: float
    total: float
    total_max: float
    late: bool
    lms: dict[str, str] = field(default_factory=dict)
    status: str = "graded"
    graded_at: str = ""
    has_rubric: bool = False
    unmarked: int = 0
    unmarked_max: float = 0.0

    @property
    def words_by_hand(self) -> str:
        """The points by hand as a table shows them: a rubric that waits never looks like points that were lost."""
        given = f"{self.manual:g}/{self.manual_max:g}" if self.manual_max else ""
        if not self.unmarked:
            return given
        return f"{given}, {self.unmarked} not marked yet" if given else "not marked yet"


def of_module(totals: list[Total], module: str) -> list[Total]:
    """The totals of one module, written in any way a person may.

    Raises:
        LookupError: it is no module, or there is no report of it.
    """
    wanted = module_id(module)
    found = [one for one in totals if one.module == wanted]
    if not found:
        there = ", ".join(in_order({one.module for one in totals})) or "none"
        raise LookupError(f"there is no report of module {wanted}; there are reports of: {there}")
    return found


def unmarked_words(totals: list[Total]) -> str | None:
    """One sentence on the criteria that nobody has marked yet; None where there are none."""
    count, submissions = sum(one.unmarked for one in totals), sum(one.unmarked > 0 for one in totals)
    if not count:
        return None
    return (
        f"Not marked yet: {count} {'criterion' if count == 1 else 'criteria'} in {submissions}"
        f" {'submission' if submissions == 1 else 'submissions'}; no total counts them."
    )


def marked_without_report(marks: Iterable[Mark], totals: Iterable[Total]) -> list[tuple[str, str]]:
    """Learner and module of marks that wait for a submission, in order."""
    reported = {(one.learner, one.module) for one in totals}
    return sorted({(mark.learner, mark.module) for mark in marks} - reported)

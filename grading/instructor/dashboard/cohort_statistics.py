"""The numbers of a cohort: what the dashboard shows, as plain functions on reports.

Every report counts, also one that could not be graded: its score is what the gradebook says, mostly 0.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from grading.instructor.gradebook.report import ExerciseReport, Report

if TYPE_CHECKING:
    from grading.instructor.gradebook.marks_file import Mark
    from grading.instructor.intake.problems import Notice

STATUSES = ("graded", "timeout", "crashed", "unreadable")


@dataclass(frozen=True)
class Summary:
    """The cohort in a few numbers. `mean` and `median` are points, None while there is no report."""

    count: int
    statuses: dict[str, int]
    late: int
    mean: float | None
    median: float | None
    worth: float


@dataclass(frozen=True)
class Bin:
    """Scores from `low` percent up to `high`; the last one holds 100 too."""

    low: int
    high: int
    count: int


@dataclass
class ExerciseStats:
    """How an exercise went. `shares` are the parts of its points that those who tried it earned, 0 to 1."""

    id: str
    title: str
    seen: int = 0
    attempted: int = 0
    passed: int = 0
    shares: list[float] = field(default_factory=list)

    @property
    def mean_share(self) -> float | None:
        """Mean part of the points of those who tried it, 0 to 1; None when nobody did."""
        return statistics.fmean(self.shares) if self.shares else None


@dataclass
class CheckStats:
    """How a check went, over those who tried its exercise and on whose answer it ran."""

    exercise: str
    name: str
    title: str
    hidden: bool
    ran: int = 0
    failed: int = 0

    @property
    def fail_rate(self) -> float:
        """Failed part of the runs, 0 to 1."""
        return self.failed / self.ran if self.ran else 0.0


@dataclass
class MisconceptionStats:
    """A mistake that was recognised, and who made it."""

    exercise: str
    title: str
    explanation: str
    section: str
    learners: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Trouble:
    """Something an instructor may have to look into."""

    kind: str
    who: str
    where: str
    detail: str


@dataclass(frozen=True)
class Snapshot:
    """A gradebook at one moment. `problem` is None, or one line on why it can't be read."""

    problem: str | None
    reports: list[Report] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def revision(path: Path) -> tuple[int, str]:
    """Something that differs whenever there is something new in a gradebook: cheap, and never an error."""
    from grading.instructor.gradebook.book import Gradebook, GradebookError

    if not path.exists():
        return -1, "missing"
    try:
        with Gradebook(path, readonly=True) as book:
            return book.revision(), str(path.stat().st_ino)
    except (GradebookError, OSError) as error:
        return -1, str(error)


def snapshot(path: Path) -> Snapshot:
    """All there is in a gradebook; a `problem` where it is missing or can't be read."""
    from grading.instructor.gradebook.book import Gradebook, GradebookError

    if not path.exists():
        return Snapshot(f"There is no gradebook {path} yet.")
    try:
        with Gradebook(path, readonly=True) as book:
            return Snapshot(None, list(book.reports()), book.marks(), book.notices())
    except (GradebookError, OSError) as error:
        return Snapshot(f"{error}.")


def modules(reports: Iterable[Report]) -> list[str]:
    """The modules of the reports, in the order of the course."""
    from grading.instructor.feedback.page import module_order

    return sorted({report.module for report in reports}, key=module_order)


def newest_module(reports: Iterable[Report]) -> str | None:
    """The module that was graded last."""
    newest = max(reports, key=lambda report: report.graded_at, default=None)
    return newest.module if newest else None


def share(score: float, worth: float) -> float:
    """The part of the points that was earned, kept between 0 and 1; 0 of nothing is 0."""
    return min(max(score / worth, 0.0), 1.0) if worth > 0 else 0.0


def summary(reports: list[Report]) -> Summary:
    """How many reports of which status, and what they scored."""
    counted = Counter(report.status for report in reports)
    scores = [report.score for report in reports]
    return Summary(
        len(reports),
        {status: counted[status] for status in dict.fromkeys((*STATUSES, *counted))},
        sum(report.late for report in reports),
        statistics.fmean(scores) if scores else None,
        statistics.median(scores) if scores else None,
        max((report.max_score for report in reports), default=0.0),
    )


def distribution(reports: list[Report], bins: int = 10) -> list[Bin]:
    """How many reports scored how many percent."""
    counted = Counter(
        min(int(share(report.score, report.max_score) * bins + 1e-9), bins - 1) for report in reports
    )
    return [Bin(100 * i // bins, 100 * (i + 1) // bins, counted[i]) for i in range(bins)]


def tried(exercise: ExerciseReport) -> bool:
    """Whether there was an answer to an exercise."""
    return exercise.status != "not attempted"


def exercises(reports: list[Report]) -> list[ExerciseStats]:
    """Every exercise, the hardest first; those that nobody tried come last."""
    found: dict[str, ExerciseStats] = {}
    for report in reports:
        for one in report.exercises:
            stats = found.setdefault(one.id, ExerciseStats(one.id, one.title))
            stats.seen += 1
            if tried(one):
                stats.attempted += 1
                stats.passed += one.status == "passed"
                if not one.is_prose:  # only a person gives points for it
                    stats.shares.append(share(one.score, one.max_score))
    return sorted(found.values(), key=lambda stats: 2.0 if stats.mean_share is None else stats.mean_share)


def checks(reports: list[Report]) -> list[CheckStats]:
    """Every check that ran, the one that fails most often first."""
    found: dict[tuple[str, bool, str], CheckStats] = {}
    for report in reports:
        for exercise in report.exercises:
            if not tried(exercise):
                continue
            for check in exercise.checks:
                if check.passed is None:
                    continue
                key = (exercise.id, check.hidden, check.name)
                stats = found.get(key)
                if stats is None:
                    stats = found[key] = CheckStats(exercise.id, check.name, check.title, check.hidden)
                stats.ran += 1
                stats.failed += not check.passed
    return sorted(found.values(), key=lambda stats: (-stats.fail_rate, -stats.failed))


def misconceptions(reports: list[Report]) -> list[MisconceptionStats]:
    """Every mistake that was recognised, the most frequent first."""
    found: dict[tuple[str, str], MisconceptionStats] = {}
    for report in reports:
        for one in report.exercises:
            if one.misconception:
                stats = found.setdefault(
                    (one.id, one.misconception),
                    MisconceptionStats(
                        one.id,
                        one.misconception,
                        one.explanation or "",
                        one.misconception_section or one.section,
                    ),
                )
                stats.learners.append(report.learner)
    return sorted(found.values(), key=lambda stats: -len(stats.learners))


def troubles(reports: list[Report], notices: Iterable[Notice] = ()) -> list[Trouble]:
    """What was not graded as usual: whole submissions, then exercises out of time, then files that were not graded."""
    whole = [
        Trouble(report.status, report.learner, report.notebook, report.detail)
        for report in reports
        if report.status != "graded"
    ]
    late = [
        Trouble("timeout", report.learner, exercise.id, exercise.problem or "")
        for report in reports
        for exercise in report.exercises
        if exercise.status == "timeout"
    ]
    left_out = [Trouble("not graded", "", str(notice.path), notice.reason) for notice in notices]
    return sorted(whole, key=lambda one: one.kind) + late + left_out


def by_name(reports: Iterable[Report]) -> list[Report]:
    """The reports by learner: "ada2" before "ada10"."""
    from grading.instructor.intake.file_names import natural

    return sorted(reports, key=lambda report: natural(report.learner))

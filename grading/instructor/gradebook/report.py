"""What grading one submission says. Data first: JSON, tables and pages are made from it.

A report is bounded, whatever a learner's code gave: each text that it may have brought is cut where a report is made.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import msgspec

from course.safe_text import shortened
from grading.engine.declare.exercise import Exercise
from grading.engine.grade.verdict import Verdict
from grading.engine.outcome import FINAL, CheckResult

LONGEST = 2_000
"""Characters of a text in a report: as many as a page of feedback shows of one."""

ExerciseStatus = Literal["passed", "failed", "not attempted", "error", "timeout"]
ReportStatus = Literal["graded", "timeout", "crashed", "unreadable"]
EXAMPLES_ONLY = "It passes the public examples and no hidden check: that earns no points."
_IN_HIDDEN = "{} in a hidden check"
STOPPED = {*FINAL, *map(_IN_HIDDEN.format, FINAL)}
"""What stands before the colon where the grader itself ended something: what follows is its own words."""


@dataclass(frozen=True)
class CheckReport:
    """One check. A hidden one says its category as title and nothing else."""

    name: str
    title: str
    passed: bool | None
    message: str = ""
    hidden: bool = False
    weight: float = 1.0
    call: str | None = None
    given: str | None = None
    expected: str | None = None

    def __post_init__(self) -> None:
        _cut(self, "name", "title", "message", "call", "given", "expected")


@dataclass(frozen=True)
class CriterionReport:
    """One line of a rubric, with the learner's own mark in percent, or None where they gave none."""

    id: str
    title: str
    max_points: float
    anchors: dict[int, str]
    self_percent: int | None = None


@dataclass(frozen=True)
class ExerciseReport:
    """One exercise of a submission.

    Where `max_score` is 0 only an instructor gives points; "passed" then means that nothing is missing.
    """

    id: str
    title: str
    section: str
    status: ExerciseStatus
    score: float
    max_score: float
    misconception: str | None = None
    explanation: str | None = None
    misconception_section: str | None = None
    problem: str | None = None
    checks: list[CheckReport] = field(default_factory=list)
    rubric: list[CriterionReport] = field(default_factory=list)

    def __post_init__(self) -> None:
        _cut(self, "title", "section", "misconception", "explanation", "misconception_section", "problem")

    @property
    def is_prose(self) -> bool:
        """Whether only a person can judge it."""
        return self.max_score == 0 and bool(self.rubric)

    @classmethod
    def of(cls, verdict: Verdict) -> ExerciseReport:
        """The part of a verdict that is reported."""
        exercise = verdict.exercise
        known = verdict.misconceptions[0] if verdict.misconceptions else None
        return cls(
            exercise.id,
            exercise.title,
            exercise.section,
            _status(verdict),
            verdict.score,
            verdict.max_score,
            known.title if known else None,
            known.explanation if known else None,
            known.section if known else None,
            _problem(verdict),
            [_check_report(check) for check in verdict.checks],
            rubric_of(exercise, verdict.self_marks.percent),
        )


@dataclass(frozen=True)
class Report:
    """One submission.

    Attributes:
        notebook: where the instructor finds it: a path, or "download.zip: name".
        module: "1", or "4b".
        detail: one line on anything but a plain "graded".
        seconds: wall time it took.
        graded_at: ISO 8601, UTC.
        seed: what the hidden data was made from.
        sandbox: how it was confined, "landlock+seccomp" or "none".
        lms: what the learning system called it.
    """

    learner: str
    notebook: str
    module: str
    status: ReportStatus
    detail: str
    score: float
    max_score: float
    seconds: float
    exercises: list[ExerciseReport]
    late: bool = False
    graded_at: str = ""
    seed: int = 0
    sandbox: str = ""
    lms: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _cut(self, "notebook", "detail")  # the rest is bounded by what finds submissions, or is ours

    @property
    def has_rubric(self) -> bool:
        """Whether an instructor has something to mark in it."""
        return any(one.rubric for one in self.exercises)

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON-ready data; the module is a number where it is one."""
        module = int(self.module) if self.module.isdecimal() else self.module
        data = msgspec.to_builtins(self, str_keys=True, enc_hook=_as_builtin)
        return {**data, "module": module}

    def without_checks(self, why: str) -> Report:
        """The same scores, without what each check says; `why` becomes the detail."""
        return replace(self, detail=why, exercises=[replace(one, checks=[]) for one in self.exercises])

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Report:
        """The report that `as_dict` made into data, also by an earlier course, which knew no rubrics.

        Raises:
            ValueError: it is no report; the message says where.
        """
        module = data.get("module") if isinstance(data, dict) else None
        if not isinstance(module, int | str):
            raise ValueError("a report is an object with a module")
        return msgspec.convert({**data, "module": str(module)}, cls, str_keys=True)


def read_report(text: str) -> Report:
    """The report in a text of JSON.

    Raises:
        ValueError: it is no report.
    """
    try:
        return Report.from_dict(json.loads(text, parse_float=_finite, parse_constant=_finite))
    except RecursionError:
        raise ValueError("a report is not nested so deeply") from None


def _finite(written: str) -> float:
    number = float(written)
    if not math.isfinite(number):
        raise ValueError(f"{written} is no number of points")
    return number


def rubric_of(exercise: Exercise, own: Mapping[str, int] | None = None) -> list[CriterionReport]:
    """The rubric of an exercise, with the learner's own marks: percent by criterion id."""
    own = own or {}
    return [
        CriterionReport(one.id, one.title, one.points, dict(one.anchors), own.get(one.id))
        for one in exercise.rubric
    ]


def _status(verdict: Verdict) -> ExerciseStatus:
    if verdict.status in ("passed", "not attempted"):
        return verdict.status
    problems = [verdict.problem, *(check.problem for check in verdict.checks)]
    kinds = {problem.kind for problem in problems if problem}
    if "time limit" in kinds:
        return "timeout"
    return "error" if verdict.problem or "stopped" in kinds else "failed"


def _problem(verdict: Verdict) -> str | None:
    problems = [verdict.problem, *(check.problem for check in verdict.checks if not check.hidden)]
    hidden = [check.problem for check in verdict.checks if check.hidden and check.problem]
    stopped = next((problem for problem in hidden if problem.kind in FINAL), None)
    if stopped:  # its text may hold what the hidden check passed in
        return f"{_IN_HIDDEN.format(stopped.kind)}: {stopped.message.partition(':')[0][:60]}"
    found = next((problem for problem in problems if problem), None)
    if found is None:
        if verdict.knows_examples_only and verdict.passed_count:
            return EXAMPLES_ONLY
        return None
    line = f" (at `{found.line}`)" if found.line else ""
    return f"{found.kind}: {found.message}{line}"


def _check_report(check: CheckResult) -> CheckReport:
    if check.hidden:
        return CheckReport(check.name, check.title, check.passed, hidden=True, weight=check.weight)
    first = check.messages[0] if check.messages else None
    if first:
        shown = (first.why, first.call, first.given, first.expected)
    else:
        shown = (f"{check.problem.kind}: {check.problem.message}" if check.problem else "", None, None, None)
    return CheckReport(check.name, check.title, check.passed, shown[0], False, check.weight, *shown[1:])


def _cut(report: CheckReport | ExerciseReport | Report, *names: str) -> None:
    for name in names:
        text = getattr(report, name)
        if text is not None and len(text) > LONGEST:
            object.__setattr__(report, name, shortened(text, LONGEST))  # it is frozen, and only now complete


def _as_builtin(value: Any) -> Any:
    """A number or text of NumPy, which a check may have worked out or quoted, as Python's own."""
    for builtin in (str, float, int):
        if isinstance(value, builtin):
            return builtin(value)
    raise NotImplementedError(f"a report can't hold {type(value).__name__}")

"""What checking one exercise says. Data first: the panel, the text and the JSON are made from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from grading.engine.declare.exercise import Exercise
from grading.engine.outcome import BeginWith, CheckResult, Problem, Recognised, SelfMarks

Status = Literal["not attempted", "failed", "nearly", "passed"]
NEARLY = 2 / 3
"""An answer that earns this share of the points, and not all of them, is nearly there."""


@dataclass
class Verdict:
    """What checking one exercise says."""

    exercise: Exercise
    checks: list[CheckResult]
    attempted: bool = True
    problem: Problem | None = None
    misconceptions: list[Recognised] = field(default_factory=list)
    begin_with: BeginWith | None = None
    prints: str = ""
    self_marks: SelfMarks = field(default_factory=lambda: SelfMarks({}))

    @property
    def knows_examples_only(self) -> bool:
        """Whether hidden checks ran and none passed: such an answer only knows the public examples."""
        hidden = [check for check in self.checks if check.hidden]
        return bool(hidden) and not any(check.passed for check in hidden)

    @property
    def score(self) -> float:
        """Points earned, see `earned`."""
        return earned(self.exercise.points, self.checks)

    @property
    def max_score(self) -> float:
        """Points the exercise is worth."""
        return self.exercise.points

    @property
    def passed_count(self) -> int:
        """Number of checks that passed."""
        return sum(check.passed is True for check in self.checks)

    @property
    def status(self) -> Status:
        """One of the four states a panel shows. Prose has passed when nothing is missing."""
        if not self.attempted:
            return "not attempted"
        if self.exercise.is_prose:
            return self._prose_status
        if self.checks and self.passed_count == len(self.checks):
            return "passed"
        return "nearly" if self.score >= NEARLY * self.max_score else "failed"

    @property
    def _prose_status(self) -> Status:
        if self.problem or self.passed_count < len(self.checks):
            return "failed"
        return "nearly" if self.self_marks.missing else "passed"

    def as_dict(self) -> dict[str, Any]:
        """The verdict as JSON-ready data."""
        return {
            "id": self.exercise.id,
            "title": self.exercise.title,
            "status": self.status,
            "score": self.score,
            "max_score": self.max_score,
            "misconceptions": [asdict(one) for one in self.misconceptions],
            "begin_with": asdict(self.begin_with) if self.begin_with else None,
            "problem": asdict(self.problem) if self.problem else None,
            "checks": [asdict(check) for check in self.checks],
            "rubric": [
                {
                    "id": one.id,
                    "title": one.title,
                    "max_points": one.points,
                    "anchors": {str(percent): text for percent, text in one.anchors.items()},
                    "self_percent": self.self_marks.percent.get(one.id),
                }
                for one in self.exercise.rubric
            ],
            "self_marks_missing": list(self.self_marks.missing),
        }


def earned(points: float, checks: Iterable[CheckResult]) -> float:
    """Points that checks earn, of so many: the share of those that passed, by weight.

    Where there are hidden checks, the public ones count no more than the share of hidden ones that passed: who passes
    three hidden checks of four keeps at most three quarters of the public weight. The public examples are in the
    hands of everybody, so an answer that only knows them earns nothing. A check that was not run has not passed.
    """
    weights, passed = {False: 0.0, True: 0.0}, {False: 0.0, True: 0.0}  # by whether a check is hidden
    for check in checks:
        weights[check.hidden] += check.weight
        passed[check.hidden] += check.weight if check.passed else 0.0
    public = passed[False]
    if weights[True]:
        public = min(public, weights[False] * passed[True] / weights[True])
    total = weights[False] + weights[True]
    return round(points * (public + passed[True]) / total, 2) if total else 0.0

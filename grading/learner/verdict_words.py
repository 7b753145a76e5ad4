"""The sentences about a verdict that the panel and the text in a terminal share."""

from __future__ import annotations

from course.states import State, of_exercise
from grading.engine.declare.exercise import Exercise
from grading.engine.grade.verdict import Verdict

HIDDEN_TOO = "Your instructor's grading adds hidden checks on other data."
PUBLIC_ONLY = f"A pass here is on the public checks only. {HIDDEN_TOO}"
"""What a pass means, wherever one is shown."""
RUN_THE_CELL = (
    "Run the cell of your answer with Ctrl+Enter (Cmd+Enter on a Mac): the verdict follows at once."
)
MARKED_BY_A_PERSON = "An instructor marks this too, with the same rubric. Only the instructor's marks count."


def state(verdict: Verdict) -> State:
    """The words, the mark and the tone of a verdict's state."""
    return of_exercise(verdict.status, verdict.exercise.is_prose)


def work(verdict: Verdict) -> str:
    """What the learner wrote: "text" or "code"."""
    return "text" if verdict.exercise.is_prose else "code"


def has_hidden_checks(exercise: Exercise) -> bool:
    """Whether an instructor's grading checks more than what is public; a learner's copy has no hidden checks."""
    return not exercise.is_prose and not exercise.only_public


def looks_as_if(verdict: Verdict) -> list[str]:
    """A sentence for each misconception; before the second, that it is a second slip."""
    beginnings = ["It looks as if", "It looks as if, besides,"]
    return [
        f"{beginnings[place > 0]} your {work(verdict)} {mistake.title}."
        for place, mistake in enumerate(verdict.misconceptions)
    ]


def points(verdict: Verdict) -> str:
    """What the checks gave, and what an instructor can give."""
    by_hand = f"up to {verdict.exercise.rubric_points:g} points by hand"
    if verdict.exercise.is_prose:
        return by_hand
    automatic = f"{verdict.score:g} of {verdict.max_score:g} points"
    return f"{automatic}, and {by_hand}" if verdict.exercise.rubric else automatic


def summary(verdict: Verdict) -> str:
    """One sentence: how many checks passed, and whether hidden ones exist; for prose, what checks are for."""
    total = len(verdict.checks)
    if verdict.exercise.is_prose:
        return _prose_summary(verdict)
    if verdict.status == "not attempted":
        return f"{total} checks are waiting for your answer."
    if not has_hidden_checks(verdict.exercise):
        return f"{verdict.passed_count} of {total} checks pass."
    counted = f"{verdict.passed_count} of {total} public checks pass."
    return f"{counted} {PUBLIC_ONLY if verdict.status == 'passed' else HIDDEN_TOO}"


def _prose_summary(verdict: Verdict) -> str:
    missing = len(verdict.checks) - verdict.passed_count
    if verdict.status == "not attempted":
        return "No program judges these words: the checks will only say what is missing."
    if verdict.problem:
        return "Your answer could not be read."
    if missing:
        things = "1 thing is" if missing == 1 else f"{missing} things are"
        return f"{things} missing. No program judges the words themselves."
    return "Nothing that a check can find is missing. No program judges the words themselves."

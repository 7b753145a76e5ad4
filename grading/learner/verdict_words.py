"""The sentences about a verdict that the panel and the text in a terminal share."""

from __future__ import annotations

from course.states import State, of_exercise
from grading.engine.grade.verdict import Verdict

MARKED_BY_A_PERSON = "An instructor marks this too, with the same rubric. Only the instructor's marks count."


def state(verdict: Verdict) -> State:
    """The words, the mark and the tone of a verdict's state."""
    return of_exercise(verdict.status, verdict.exercise.is_prose)


def work(verdict: Verdict) -> str:
    """What the learner wrote: "text" or "code"."""
    return "text" if verdict.exercise.is_prose else "code"


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
    counted = f"{verdict.passed_count} of {total} checks pass."
    if verdict.exercise.only_public:
        return counted
    return f"{counted} Your instructor's grading adds hidden checks on other data."


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

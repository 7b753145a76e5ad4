"""Run the checks of an exercise on an answer and say what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grading.engine.answer.stub import is_stub
from grading.engine.declare.exercise import Check, Exercise
from grading.engine.grade.self_marks import is_unwritten, read_self_marks
from grading.engine.grade.verdict import Verdict
from grading.engine.outcome import FINAL, CheckResult, MissingAnswerError, StoppedError
from grading.engine.recognise.known_mistakes import recognise
from grading.engine.recognise.telling_check import telling_check
from grading.engine.run.place import LimitedInProcess, Place
from grading.engine.run.run_check import Submission, Transcript, changed_input, run_check


def grade_exercise(
    exercise: Exercise,
    lookup: Callable[[str], Any],
    *,
    seed: int | None = None,
    place: Place | None = None,
) -> Verdict:
    """Check the answer to one exercise.

    Args:
        lookup: returns the learner's object for a public name, or raises MissingAnswerError.
        seed: also run the hidden checks, on data made from this seed.
        place: where the answer's code runs; this process by default.
    """
    place = place or LimitedInProcess()
    verdict = run_public(exercise, lookup, place)
    if seed is not None:
        run_hidden(verdict, lookup, seed, place)
    return verdict


def run_public(exercise: Exercise, lookup: Callable[[str], Any], place: Place) -> Verdict:
    """Run the public checks of one exercise, and recognise the mistake where one fails."""
    try:
        answers = [lookup(name) for name in (exercise.answer, *exercise.also)]
    except StoppedError as error:
        return Verdict(exercise, _not_run(exercise.checks), problem=error.problem)
    except MissingAnswerError as error:
        own = read_self_marks(exercise, lookup)
        return Verdict(exercise, _not_run(exercise.checks), problem=error.problem, self_marks=own)
    own = read_self_marks(exercise, lookup)
    if all(map(is_stub, answers)) or (exercise.rubric and all(map(is_unwritten, answers))):
        return Verdict(exercise, _not_run(exercise.checks), attempted=False, self_marks=own)
    results, transcripts = _run_checks(exercise.checks, exercise, lookup, place, 0)
    verdict = Verdict(exercise, results, prints=place.prints.getvalue(), self_marks=own)
    if verdict.passed_count < len(results):
        verdict.misconceptions = recognise(exercise, transcripts)
        if not verdict.misconceptions and not exercise.is_prose:
            verdict.begin_with = telling_check(exercise, results)
    return verdict


def run_hidden(verdict: Verdict, lookup: Callable[[str], Any], seed: int, place: Place) -> None:
    """Run the hidden checks of an exercise and add them to the verdict of its public ones.

    After this no public check of the same submission may run: it could give away what a hidden one passed in.
    """
    exercise = verdict.exercise
    ended = any(check.problem and check.problem.kind in FINAL for check in verdict.checks)
    if ended or verdict.problem or not verdict.attempted:
        verdict.checks += _not_run(exercise.hidden_checks)
    else:
        verdict.checks += _run_checks(exercise.hidden_checks, exercise, lookup, place, seed)[0]


def _run_checks(
    checks: list[Check], exercise: Exercise, lookup: Callable[[str], Any], place: Place, seed: int
) -> tuple[list[CheckResult], dict[str, Transcript]]:
    results: list[CheckResult] = []
    transcripts: dict[str, Transcript] = {}
    may_change_inputs = exercise.changes_inputs
    for check in checks:
        submission = Submission(lookup)
        result, transcripts[check.name] = run_check(
            check, submission, exercise.answer, place, seed, may_change_inputs=may_change_inputs
        )
        results.append(result)
        # it is one mistake, however many checks see it: it fails the first
        may_change_inputs = may_change_inputs or changed_input(submission.trace) is not None
        if result.problem and result.problem.kind in FINAL:
            results += _not_run(checks[len(results) :])
            break
    return results, transcripts


def _not_run(checks: list[Check]) -> list[CheckResult]:
    return [CheckResult(c.name, c.title, c.weight, None, hidden=c.hidden) for c in checks]

"""Run the checks of an exercise on an answer and say what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grading.answer import is_stub
from grading.checking import (
    Here,
    MissingAnswerError,
    Place,
    StoppedError,
    Submission,
    Transcript,
    run_check,
)
from grading.exercise import Exercise
from grading.mistakes import recognise
from grading.verdict import CheckResult, Verdict

FINAL = ("time limit", "stopped")
"""Problems after which the other checks of an exercise are not run: they would end the same way."""


def run(
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
    checks = exercise.checks if seed is None else [*exercise.checks, *exercise.hidden_checks]
    not_run = [CheckResult(c.name, c.title, c.weight, None, hidden=c.hidden) for c in checks]
    try:
        answers = {name: lookup(name) for name in exercise.names}
    except (MissingAnswerError, StoppedError) as error:
        return Verdict(exercise, not_run, problem=error.problem)
    if all(is_stub(answer) for answer in answers.values()):
        return Verdict(exercise, not_run, attempted=False)

    place = place or Here()
    results: list[CheckResult] = []
    transcripts: dict[str, Transcript] = {}
    for check in checks:
        result, transcripts[check.name] = run_check(
            check, Submission(lookup), exercise.answer, place, seed or 0
        )
        results.append(result)
        if result.problem and result.problem.kind in FINAL:
            results += not_run[len(results) :]
            break
    verdict = Verdict(exercise, results, prints=place.prints.getvalue())
    if any(check.passed is not True for check in results if not check.hidden):
        verdict.misconceptions = recognise(exercise, transcripts)
    return verdict

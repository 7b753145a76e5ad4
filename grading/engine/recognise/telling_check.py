"""Where to begin when no known mistake explains an answer: the failing check that says most."""

from __future__ import annotations

from grading.engine.declare.exercise import Exercise
from grading.engine.outcome import BeginWith, CheckResult
from grading.engine.recognise.known_mistakes import failing, known_mistakes


def telling_check(exercise: Exercise, results: list[CheckResult]) -> BeginWith | None:
    """The check to begin with, and why; None where none failed, or all at the same error, or not all were run.

    A check that few known mistakes fail says more about a mistake than one that nearly all fail. While no check
    passes, the first of them is the one to mend.
    """
    failed = [result for result in results if result.passed is False]
    not_run = any(result.passed is None for result in results)
    if not failed or not_run or (len(failed) > 1 and stopped_alike(failed)):
        return None
    if len(failed) == 1:
        return BeginWith(failed[0].title, "It is the only one that fails.")
    if len(failed) == len(results):
        return BeginWith(failed[0].title, "No check passes yet, and this is the first of them.")
    known = known_mistakes(exercise.id)
    counts = [sum(result.name in failing(theirs) for _, theirs in known) for result in failed]
    fewest = min(counts)
    if not known or counts.count(fewest) == len(counts):
        return BeginWith(failed[0].title, "It is the first one that fails.")
    of_all = f"{fewest or 'None'} of the {len(known)} known mistakes {'fails' if fewest < 2 else 'fail'} it"
    why = f"{of_all}, more of them fail the others: so it says most about yours."
    return BeginWith(failed[counts.index(fewest)].title, why)


def stopped_alike(results: list[CheckResult]) -> bool:
    """Whether all of them were stopped by the same error, and have nothing else to say."""
    problems = {result.problem and (result.problem.text, result.problem.line_number) for result in results}
    return len(problems) == 1 and None not in problems and not any(result.messages for result in results)

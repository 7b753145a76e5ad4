"""A report as its learner may see it: without anything that an answer gave.

A hidden check shows its input to the answer that it asks, and an answer can remember it in ways that nothing closes: by
when a file was last read, by which files are in memory. If its page then quoted what it gave to a public check,
learners could read hidden inputs there, and hand in an answer that is made for them. So a page says in the grader's own
words what failed and why. What their answer gave, learners see in their own notebook, where the same checks run.
"""

from __future__ import annotations

import builtins
from dataclasses import replace

from grading.instructor.gradebook.report import EXAMPLES_ONLY, STOPPED, CheckReport, ExerciseReport, Report

_OWN_WORDS = {
    "missing": "Something that it needs is not there.",
    "defined twice": "A name that it needs is defined in two cells: keep one of them.",
    "cycle": "Two of its cells need each other: give each name one place where it is made.",
    "SyntaxError": "Python can't read one of its cells.",
}


def without_quotes(report: Report) -> Report:
    """The report with the grader's own words alone."""
    return replace(report, exercises=[_exercise(one) for one in report.exercises])


def _exercise(one: ExerciseReport) -> ExerciseReport:
    problem = one.problem and _words(one.problem)
    checks = [_check(check) for check in one.checks]
    if checks != one.checks or problem != one.problem:
        look = f"Run `python -m course check {one.id}` to see what your answer gave."
        problem = f"{problem} {look}" if problem else look
    return replace(one, problem=problem, checks=checks)


def _check(check: CheckReport) -> CheckReport:
    if check.hidden or not check.message:
        return check
    words = check.message if check.given is not None else _words(check.message)
    return replace(check, message=words, call=None, given=None, expected=None)


def _words(problem: str) -> str:
    """What went wrong, without the text of an exception, which can say anything."""
    kind = problem.partition(": ")[0]
    if problem == EXAMPLES_ONLY or kind in STOPPED:
        return problem
    known = getattr(builtins, kind, None)
    if isinstance(known, type) and issubclass(known, Exception) and kind not in _OWN_WORDS:
        return f"It ends with {'an' if kind[0] in 'AEIOU' else 'a'} `{kind}`."
    return _OWN_WORDS.get(kind, "It ends with an error.")

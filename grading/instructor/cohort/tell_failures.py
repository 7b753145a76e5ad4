"""What a submission's failed public checks show its author, found out in a second round.

What an answer gave back is quoted under a failed public check. Submissions that run side by side could find a way to
speak to each other, for instance by how busy they keep a processor; then one that is asked a hidden question could
have it quoted on somebody else's page. So the first round, with the hidden checks, quotes nothing. When it is over,
and with it every process that saw a hidden input, the public checks that failed run once more to be quoted.
Scores come from the first round alone.
"""

from __future__ import annotations

from dataclasses import replace

from grading.engine.declare.catalogue import load_hidden
from grading.engine.declare.exercise import Exercise
from grading.engine.grade.grade_exercise import run_public
from grading.engine.grade.verdict import Verdict
from grading.engine.outcome import FINAL, CheckResult, Problem, StoppedError
from grading.instructor.cohort.settings import Settings
from grading.instructor.gradebook.report import CheckReport, ExerciseReport, Report
from grading.instructor.intake.submissions import SubmittedNotebook
from grading.sandbox.session import NotebookError, Session
from grading.sandbox.starters import Starter

_CHANGED = "It failed when it was graded, and not when it was run again: the answer is not always the same."


def without_quotes(verdict: Verdict) -> ExerciseReport:
    """The report of an exercise with nothing in it that an answer made; it `is_untold` where something was left out."""
    report = ExerciseReport.of(verdict)
    public = [verdict.problem, *(check.problem for check in verdict.checks if not check.hidden)]
    first = next(filter(None, public), None)
    stopped = any(_is_ours(check.problem) for check in verdict.checks if check.hidden)
    return replace(
        report,
        misconception=None,
        explanation=None,
        misconception_section=None,
        problem=report.problem if first is None or _is_ours(first) or stopped else None,
        checks=[_told(check, shown) for check, shown in zip(verdict.checks, report.checks, strict=True)],
    )


def _told(result: CheckResult, shown: CheckReport) -> CheckReport:
    if result.hidden or result.passed is not False or _is_ours(result.problem):
        return shown
    return replace(shown, message="", call=None, given=None, expected=None)


def _is_ours(problem: Problem | None) -> bool:
    """Whether the grader itself ended the process: its words quote nothing."""
    return problem is not None and problem.kind in FINAL


def tell(
    report: Report, entry: SubmittedNotebook, starter: Starter, folder: str, settings: Settings
) -> Report:
    """The report with what the failed public checks give when they are run once more.

    Raises:
        SandboxError: the sandbox does not work.
    """
    exercises = {one.id: one for one in load_hidden(entry.module)}
    source = entry.read().decode("utf-8-sig")
    with Session(starter, source, folder, settings.limits) as session:
        return replace(
            report,
            exercises=[
                _quoted(one, exercises[one.id], session) if one.is_untold else one for one in report.exercises
            ],
        )


def _quoted(one: ExerciseReport, exercise: Exercise, session: Session) -> ExerciseReport:
    names = {check.name for check in one.checks if check.is_untold}
    asked = replace(exercise, checks=[check for check in exercise.checks if check.name in names])
    try:
        now = ExerciseReport.of(run_public(asked, session.lookup, session))
    except (StoppedError, NotebookError):
        now = one
    found = {check.name: check for check in now.checks if check.message}
    return replace(
        one,
        misconception=now.misconception,
        explanation=now.explanation,
        misconception_section=now.misconception_section,
        problem=one.problem or now.problem or (_CHANGED if one.status == "error" else None),
        checks=[
            _with_words(check, found.get(check.name)) if check.name in names else check
            for check in one.checks
        ],
    )


def _with_words(check: CheckReport, now: CheckReport | None) -> CheckReport:
    if now is None:
        return replace(check, message=_CHANGED)
    return replace(check, message=now.message, call=now.call, given=now.given, expected=now.expected)

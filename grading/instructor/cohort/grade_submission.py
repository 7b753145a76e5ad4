"""Grade one submission: all exercises of its module, public and hidden checks, into a report.

The report is a grade, and so is one that says "crashed": it must be the submission's own doing. Where the sandbox or
the grader fails, an exception leaves this module, and there is no report.
"""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from grading.engine.declare.catalogue import load_hidden
from grading.engine.declare.exercise import Exercise
from grading.engine.grade.grade_exercise import run_hidden, run_public
from grading.engine.outcome import StoppedError
from grading.instructor.cohort.settings import Settings
from grading.instructor.gradebook.report import CheckReport, ExerciseReport, Report, rubric_of
from grading.instructor.intake.problems import UnreadableFileError
from grading.instructor.intake.submissions import SubmittedNotebook
from grading.publish.as_handed_out import handed_out
from grading.sandbox.session import FILENAME, NotebookError, Session
from grading.sandbox.starters import Starter

MENDED = "cells that came with the notebook were not whole, and were put back"
"""What a report says where the setup cell was not whole."""


def grade(entry: SubmittedNotebook, starter: Starter, folder: str, settings: Settings) -> Report:
    """Grade one submission. It never raises for what a submission does.

    Args:
        folder: where its scratch files may be.

    Raises:
        SandboxError: the sandbox does not work.
    """
    started = time.monotonic()
    exercises = load_hidden(entry.module)
    try:
        report = _graded(entry, exercises, starter, folder, settings)
    except (NotebookError, UnreadableFileError, UnicodeDecodeError) as error:
        report = _report(entry, exercises, "unreadable", _as_the_learner_knows_it(str(error), entry))
    except StoppedError as error:  # before its first exercise
        status = "timeout" if error.problem.kind == "time limit" else "crashed"
        report = _report(entry, exercises, status, error.problem.message)
    return replace(
        report,
        seconds=round(time.monotonic() - started, 3),
        graded_at=datetime.now(UTC).isoformat(timespec="seconds"),
        seed=settings.seed,
        sandbox=starter.name,
    )


def _graded(
    entry: SubmittedNotebook, exercises: list[Exercise], starter: Starter, folder: str, settings: Settings
) -> Report:
    if entry.problem:
        return _report(entry, exercises, "unreadable", entry.problem)
    source = entry.read().decode("utf-8-sig")
    with Session(starter, source, folder, settings.limits, handed_out(entry.module)) as session:
        session.open()
        verdicts = []
        # every public check before any hidden one: what a check shows can't tell what a hidden one passed in
        for exercise in exercises:
            if session.is_over:
                break
            verdicts.append(run_public(exercise, session.lookup, session))
        for verdict in verdicts:
            run_hidden(verdict, session.lookup, settings.seed, session)
        over, mended = session.is_over, session.was_mended
    reports = [ExerciseReport.of(verdict) for verdict in verdicts]
    reports += [_not_run(exercise, "timeout") for exercise in exercises[len(reports) :]]
    remarks = [MENDED] * mended + ["ran out of time: what came after that was not run"] * over
    return _report(entry, reports, "timeout" if over else "graded", "; ".join(remarks))


def _as_the_learner_knows_it(message: str, entry: SubmittedNotebook) -> str:
    """The message with the name of the file that was handed in."""
    return re.sub(rf"^{re.escape(FILENAME)}(?=:)", lambda _: Path(entry.notebook).name, message)


def _report(
    entry: SubmittedNotebook, exercises: list[Exercise] | list[ExerciseReport], status: str, detail: str
) -> Report:
    reports = [one if isinstance(one, ExerciseReport) else _not_run(one, "error") for one in exercises]
    return Report(
        entry.learner,
        entry.notebook,
        entry.module,
        status,
        detail,
        round(sum(one.score for one in reports), 2),
        sum(one.max_score for one in reports),
        0.0,
        reports,
        late=entry.late,
        lms=entry.lms,
    )


def _not_run(exercise: Exercise, status: str) -> ExerciseReport:
    checks = [
        CheckReport(check.name, check.title, None, hidden=check.hidden, weight=check.weight)
        for check in (*exercise.checks, *exercise.hidden_checks)
    ]
    return ExerciseReport(
        exercise.id,
        exercise.title,
        exercise.section,
        status,
        0.0,
        exercise.points,
        checks=checks,
        rubric=rubric_of(exercise),
    )

"""`course grade`: grade one submission or a whole cohort, confined, into a gradebook."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from course_app.console import FELL_SHORT, OK, CommandError, console, cores, one_line, stop

if TYPE_CHECKING:
    from grading.instructor.cohort.settings import Settings
    from grading.instructor.gradebook.book import Gradebook
    from grading.instructor.gradebook.report import Report
    from grading.instructor.intake.problems import Notice
    from grading.instructor.intake.submissions import SubmittedNotebook


class Format(StrEnum):
    """How the reports are printed."""

    table = "table"
    json = "json"
    csv = "csv"


def grade(
    paths: Annotated[
        list[Path], typer.Argument(help="Notebooks, folders, and bulk downloads of Canvas or Moodle.")
    ],
    module: Annotated[
        str | None, typer.Option(help="Module of every notebook; by default each says itself.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder of the gradebook.")] = Path("grades"),
    jobs: Annotated[
        int | None, typer.Option(min=1, max=64, help="Submissions graded at the same time; one a core.")
    ] = None,
    format: Annotated[Format, typer.Option(help="What is printed at the end.")] = Format.table,
    seed: Annotated[
        int | None, typer.Option(min=0, help="Makes the hidden data; the same seed gives the same scores.")
    ] = None,
    regrade: Annotated[bool, typer.Option("--regrade", help="Grade everything anew.")] = False,
    graders: Annotated[
        Path | None,
        typer.Option(help="Folder with exercises of your own: graders/, hidden/, misconceptions/."),
    ] = None,
    settings: Annotated[
        Path | None, typer.Option(help="TOML file with seed and [limits]; see SECURITY.md.")
    ] = None,
    without_isolation: Annotated[
        bool,
        typer.Option(
            "--without-isolation", help="Run submissions unconfined. Only for notebooks you wrote yourself."
        ),
    ] = False,
) -> None:
    """Grade submissions with public and hidden checks, each confined in a process of its own.

    Every report is in the gradebook before the next submission starts. Run it again after a stop and it goes
    on where it was; a submission that has not changed is not graded again.

    Exits 0 when every submission was graded, 1 when one could not be (unreadable, crashed, out of time), 2
    when the call is wrong.

    Examples:

        course grade submissions.zip

        course grade cohort/ --out grades/spring --seed 20261121

        course grade exercises_01.py --format json
    """
    _must_be_confined(without_isolation)
    # one thread a process: grading runs several side by side, and forks from a process with one thread
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    from course_app.commands.instructor.screen import say
    from grading.engine.declare.catalogue import add_folder
    from grading.instructor.cohort.fingerprint import fingerprint
    from grading.instructor.cohort.run_folder import RunFolderError, only_one_run_in
    from grading.instructor.cohort.settings_file import read_settings
    from grading.instructor.gradebook.book import Gradebook
    from grading.instructor.gradebook.sqlite_file import GradebookError
    from grading.instructor.intake.problems import IntakeError
    from grading.instructor.intake.submissions import find_submissions
    from grading.sandbox.limits import SettingsError
    from grading.sandbox.starters import SandboxError

    try:
        if graders:
            add_folder(graders)
        chosen = read_settings(settings, seed)
        submissions, notices = find_submissions(paths, module)
    except (LookupError, SettingsError, IntakeError) as error:
        raise CommandError(one_line(error)) from None
    try:
        with only_one_run_in(out) as scratch, Gradebook(out / "gradebook.db") as book:
            book.save_notices(notices)
            confined = not without_isolation
            everybody = [(one, fingerprint(one, chosen, confined)) for one in submissions]
            todo = everybody if regrade else [pair for pair in everybody if not _is_known(book, *pair)]
            failed = _grade(book, todo, chosen, jobs or cores(), scratch, confined)
            book.save_notices([*notices, *failed])
            graded = [one for one, current in everybody if _is_known(book, one, current)]
            reports = [book.report(one.learner, one.module) for one in graded]
            _print(format, book, reports, [*notices, *failed])
    except (RunFolderError, GradebookError, SandboxError) as error:
        raise CommandError(one_line(error)) from None
    say(_summary(reports, len(submissions) - len(todo), len(submissions) - len(reports), out))
    stop(OK if not failed and all(report.status == "graded" for report in reports) else FELL_SHORT)


def _must_be_confined(without_isolation: bool) -> None:
    from grading.sandbox.confine import missing

    problem = missing()
    if problem and not without_isolation:
        raise CommandError(
            f"{problem}. --without-isolation runs submissions with your own rights: only for your own work"
        )


def _is_known(book: Gradebook, submission: SubmittedNotebook, fingerprint: str) -> bool:
    """Whether the gradebook has its report, and nothing that decides it has changed since."""
    return book.fingerprint(submission.learner, submission.module) == fingerprint


def _grade(
    book: Gradebook,
    todo: list[tuple[SubmittedNotebook, str]],
    settings: Settings,
    jobs: int,
    scratch: str,
    confined: bool,
) -> list[Notice]:
    """Grade and store one submission after the other, beside a bar that shows how far it is.

    Args:
        todo: each with the fingerprint that its report will have.

    Returns:
        Those that could not be graded, and why.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from course_app.commands.instructor.screen import messages, say
    from grading.instructor.cohort.grade_all import grade_all

    fingerprints = {(one.learner, one.module): current for one, current in todo}
    columns = (TextColumn("Grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    quiet = not messages.is_terminal or not todo
    with Progress(*columns, console=messages, auto_refresh=False, disable=quiet) as progress:
        task = progress.add_task("", total=len(todo))

        def keep(submission: SubmittedNotebook, report: Report) -> None:
            said = book.save(report, fingerprints[submission.learner, submission.module])
            if said:
                say(said)
            progress.update(task, advance=1, refresh=True)

        try:
            return grade_all([one for one, _ in todo], settings, jobs, scratch, keep, confined)
        except KeyboardInterrupt:
            done = int(progress.tasks[0].completed)
            raise CommandError(
                f"stopped after {done} of {len(todo)}; run the same command again to go on"
            ) from None


def _print(format: Format, book: Gradebook, reports: list[Report], notices: list[Notice]) -> None:
    from course.safe_text import for_database
    from course_app.commands.instructor.screen import reports_table, say

    if format is Format.json:
        from grading.instructor.exports.course_json import reports_json

        marks = (book.marks(for_database(report.learner), report.module) for report in reports)
        sys.stdout.write(reports_json(zip(reports, marks, strict=True), notices))
        return
    if format is Format.csv:
        from grading.instructor.exports.course_csv import exercises_csv

        sys.stdout.write(exercises_csv(reports))
    else:
        console.print(reports_table(reports, book.totals()))
    for notice in notices:
        say(f"not graded: {notice.path}: {notice.reason}")


def _summary(reports: list[Report], unchanged: int, failed: int, out: Path) -> str:
    short = sum(report.status != "graded" for report in reports)
    words = [f"{len(reports)} submissions" if len(reports) != 1 else "1 submission"]
    if unchanged:
        words.append(f"{unchanged} of them unchanged")
    if short:
        words.append(f"{short} could not be graded in full")
    if failed:
        words.append(f"{failed} not graded, and no fault of theirs: run the same command again")
    return f"{', '.join(words)}. Gradebook: {out / 'gradebook.db'}"

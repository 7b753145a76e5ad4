"""`course grade`: grade one submission or a whole cohort, confined, into a gradebook."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from course_app.console import FELL_SHORT, OK, CommandError, console, one_line, stop, submission_words

if TYPE_CHECKING:
    from grading.instructor.cohort.settings import Settings
    from grading.instructor.gradebook.book import Gradebook, Total
    from grading.instructor.gradebook.report import Report
    from grading.instructor.intake.problems import Notice
    from grading.instructor.intake.submissions import SubmittedNotebook

_messages = Console(stderr=True, highlight=False)


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
    problem = _why_not_confined()
    if problem and not without_isolation:
        raise CommandError(
            f"{problem}. --without-isolation runs submissions with your own rights: only for your own work"
        )
    # one thread a process: grading runs several side by side, and forks from a process with one thread
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    from grading.engine.declare.catalogue import add_folder
    from grading.instructor.gradebook.book import Gradebook, GradebookError
    from grading.instructor.intake.problems import IntakeError
    from grading.instructor.intake.submissions import find_submissions

    try:
        if graders:
            add_folder(graders)
        chosen = _settings(settings, seed)
        entries, notices = find_submissions(paths, module)
    except (LookupError, IntakeError) as error:
        raise CommandError(one_line(error)) from None
    try:
        with _only_one_in(out) as folder, Gradebook(out / "gradebook.db") as book:
            book.save_notices(notices)
            kept = _grade(book, entries, chosen, jobs or _cores(), folder, regrade, not without_isolation)
            reports = [book.report(entry.learner, entry.module) for entry in entries]
            marked = [_with_marks(book, report) for report in reports] if format is Format.json else []
            by_hand = {(total.learner, total.module): total for total in book.totals()}
    except GradebookError as error:
        raise CommandError(one_line(error)) from None
    if format is Format.json:
        _print_json(marked, notices)
    else:
        _show(format, reports, by_hand, notices)
    _messages.print(_summary(reports, kept, out), soft_wrap=True)
    stop(OK if all(report.status == "graded" for report in reports) else FELL_SHORT)


def _why_not_confined() -> str | None:
    from grading.sandbox.confine import missing

    return missing()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _settings(path: Path | None, seed: int | None) -> Settings:
    import tomllib

    from grading.instructor.cohort.settings import Settings
    from grading.sandbox.limits import Limits, SettingsError

    table = {}
    if path:
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise CommandError(f"{path}: can't be read as TOML ({one_line(error)})") from None
    unknown = set(table) - {"seed", "limits"}
    given = table.get("seed", 0)
    if unknown or not isinstance(given, int) or given < 0 or not isinstance(table.get("limits", {}), dict):
        raise CommandError(f"{path}: write seed = 123 and a table [limits], and nothing else")
    try:
        return Settings(given if seed is None else seed, Limits.of(table.get("limits", {})))
    except SettingsError as error:
        raise CommandError(f"{path}: {one_line(error)}") from None


@contextmanager
def _only_one_in(out: Path):
    """The run's folder for scratch files; one run at a time in one place."""
    from grading.sandbox.session import remove

    try:
        out.mkdir(parents=True, exist_ok=True)
        with open(out / ".lock", "w") as lock:
            try:
                import fcntl

                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except ImportError:  # Windows: nothing is graded confined there
                pass
            except OSError:
                raise CommandError(f"{out}: another run is grading into this folder") from None
            running = out / ".running"
            remove(str(running))  # of a run that was killed
            running.mkdir()
            try:
                yield str(running.resolve())
            finally:
                remove(str(running))
    except (PermissionError, FileExistsError, NotADirectoryError):
        raise CommandError(f"{out}: can't be written; name another folder with --out") from None


def _grade(
    book: Gradebook,
    entries: list[SubmittedNotebook],
    settings: Settings,
    jobs: int,
    folder: str,
    regrade: bool,
    confined: bool,
) -> int:
    """Grade what is new or has changed; returns how many reports were there already."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from grading.instructor.cohort.fingerprint import fingerprint
    from grading.instructor.cohort.workers import grade_all
    from grading.sandbox.starters import SandboxError

    marks = {(entry.learner, entry.module): fingerprint(entry, settings, confined) for entry in entries}
    todo = [
        entry
        for entry in entries
        if regrade or book.fingerprint(entry.learner, entry.module) != marks[entry.learner, entry.module]
    ]
    columns = (TextColumn("Grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(
        *columns, console=_messages, auto_refresh=False, disable=not _messages.is_terminal
    ) as progress:
        task = progress.add_task("", total=len(todo))

        def keep(entry: SubmittedNotebook, report: Report) -> None:
            book.save(report, marks[entry.learner, entry.module])
            progress.update(task, advance=1, refresh=True)

        try:
            grade_all(todo, settings, jobs, folder, keep, confined)
        except SandboxError as error:
            raise CommandError(one_line(error)) from None
        except KeyboardInterrupt:
            done = int(progress.tasks[0].completed)
            raise CommandError(
                f"stopped after {done} of {len(todo)}; run the same command again to go on"
            ) from None
    return len(entries) - len(todo)


def _with_marks(book: Gradebook, report: Report) -> dict[str, Any]:
    from course.safe_text import for_database
    from grading.instructor.gradebook.rubric_marks import merged

    return merged(report, book.marks(for_database(report.learner), report.module))


def _print_json(reports: list[dict[str, Any]], notices: list[Notice]) -> None:
    from datetime import UTC, datetime

    from course import __version__

    data = {
        "course": __version__,
        "graded_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "sandbox": reports[0]["sandbox"] if reports else None,
        "reports": reports,
        "notices": [{"path": notice.path, "reason": notice.reason} for notice in notices],
    }
    print(json.dumps(data, ensure_ascii=False, indent=1))


def _show(
    format: Format, reports: list[Report], by_hand: dict[tuple[str, str], Total], notices: list[Notice]
) -> None:
    if format is Format.csv:
        sys.stdout.write(_csv(reports))
    else:
        console.print(_table(reports, by_hand))
    for notice in notices:
        _messages.print(f"not graded: {escape(notice.path)}: {escape(notice.reason)}", soft_wrap=True)


def _csv(reports: list[Report]) -> str:
    """One row an exercise, for a spreadsheet or pandas."""
    from grading.instructor.csv_cells import csv_text, guarded

    columns = ("learner", "notebook", "module", "report", "exercise", "status", "score", "max_score")
    rows = [
        [
            guarded(report.learner),
            guarded(report.notebook),
            report.module,
            report.status,
            one.id,
            one.status,
            f"{one.score:g}",
            f"{one.max_score:g}",
            one.misconception or "",
        ]
        for report in reports
        for one in report.exercises
    ]
    return csv_text([(*columns, "misconception"), *rows])


def _table(reports: list[Report], by_hand: dict[tuple[str, str], Total]) -> Table:
    from course.safe_text import for_database
    from grading.instructor.gradebook.rubric_marks import words

    hands = [words(by_hand[for_database(report.learner), report.module]) for report in reports]
    table = Table(box=None, pad_edge=False)
    table.add_column("Learner")
    table.add_column("Module", justify="right")
    table.add_column("Points", justify="right")
    table.add_column("By hand" if any(hands) else "", justify="right")
    table.add_column("Passed", justify="right")
    table.add_column("")
    table.add_column("")
    for report, hand in zip(reports, hands, strict=True):
        passed = sum(one.status == "passed" for one in report.exercises)
        table.add_row(
            escape(report.learner),
            report.module,
            f"{report.score:g}/{report.max_score:g}",
            hand,
            f"{passed}/{len(report.exercises)}",
            submission_words(report.status) + (" [yellow]late[/]" if report.late else ""),
            escape(report.detail),
        )
    return table


def _summary(reports: list[Report], kept: int, out: Path) -> str:
    short = sum(report.status != "graded" for report in reports)
    words = [f"{len(reports)} submissions" if len(reports) != 1 else "1 submission"]
    if kept:
        words.append(f"{kept} of them unchanged")
    if short:
        words.append(f"{short} could not be graded in full")
    return f"{', '.join(words)}. Gradebook: {escape(str(out / 'gradebook.db'))}"

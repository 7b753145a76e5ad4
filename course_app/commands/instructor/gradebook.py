"""`course gradebook`: what every learner has, as a table or for a learning system; and marks given by hand."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from course_app.console import FELL_SHORT, OK, CommandError, console, one_line, stop, submission_words

if TYPE_CHECKING:
    from grading.instructor.gradebook.book import Gradebook, Total
    from grading.instructor.gradebook.marks_file import Mark

_messages = Console(stderr=True, highlight=False)


class Format(StrEnum):
    """How the totals are written."""

    table = "table"
    csv = "csv"
    json = "json"
    canvas = "canvas"
    moodle = "moodle"


def gradebook(
    book: Annotated[
        Path, typer.Argument(help="The gradebook, or the folder `course grade` wrote it to.")
    ] = Path("grades/gradebook.db"),
    format: Annotated[
        Format | None,
        typer.Option(help="What is written; --roster means canvas, --worksheet means moodle, else a table."),
    ] = None,
    module: Annotated[str | None, typer.Option(help="Only this module: 1, or 4b.")] = None,
    roster: Annotated[
        Path | None, typer.Option(help="The gradebook exported from Canvas: students are found in it.")
    ] = None,
    worksheet: Annotated[
        Path | None, typer.Option(help="The grading worksheet downloaded from Moodle: it is filled in.")
    ] = None,
    column: Annotated[
        str | None,
        typer.Option(
            help="The assignment in the roster, such as 'Homework 1 (98765)'; or Moodle's word for Grade."
        ),
    ] = None,
    marks: Annotated[
        Path | None, typer.Option(help="First add the marks given by hand in this CSV or YAML file.")
    ] = None,
    marks_template: Annotated[
        Path | None,
        typer.Option(help="Write a new CSV file to fill in: one row a learner and criterion of a rubric."),
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Write to this file instead of the screen.")] = None,
) -> None:
    """Show what every learner has, or write it for Canvas, Moodle or a spreadsheet.

    A file of marks has the columns learner, module, exercise, criterion, points, max_points, and if you like
    comment and marker. A mark replaces the one given before for the same criterion, and empty points take it
    away. Marks stay when a submission is graded again.

    Exercises with a rubric wait for your marks: --marks-template writes the file with their rows, beside each
    criterion the learner's own mark. Fill in the points and give it to --marks.

    Exits 0 when all is well, 1 when a learner could not be found in the roster or worksheet and was left out,
    2 when the call or a file is wrong.

    Examples:

        course gradebook

        course gradebook grades/spring --module 1 --format csv --output grades.csv

        course gradebook --module 0 --marks-template rubric.csv

        course gradebook --marks rubric.csv

        course gradebook --module 1 --roster canvas.csv --column "Homework 1 (98765)" --output upload.csv

        course gradebook --module 1 --worksheet moodle.csv --output upload.csv
    """
    from grading.instructor.csv_cells import SheetError
    from grading.instructor.gradebook.book import Gradebook, GradebookError
    from grading.instructor.gradebook.marks_file import MarksError, read_marks
    from grading.instructor.gradebook.rubric_marks import Rubrics

    format = _chosen(format, roster, worksheet, column)
    path = book / "gradebook.db" if book.is_dir() else book
    if output and _same(output, path):
        raise CommandError(f"{output} is the gradebook itself: name another file for --output")
    if marks_template and marks_template.exists():
        raise CommandError(f"{marks_template} is there already, and may hold marks: name another file")
    if marks_template and marks_template.suffix.lower() != ".csv":
        raise CommandError(f"{marks_template}: give the file a name that ends in .csv")
    try:
        with Gradebook(path, readonly=True) as opened:  # also so that --marks never makes a book of its own
            new = read_marks(marks, Rubrics(opened)) if marks else []
            opened.revision()
        with Gradebook(path, readonly=not new) as opened:
            if new:
                _say(_added(opened, new))
            totals, given = opened.totals(), opened.marks()
            if marks_template:
                _write_template(opened, marks_template, module)
                stop(OK)
        waiting = sorted({(m.learner, m.module) for m in given} - {(t.learner, t.module) for t in totals})
        for learner, of_module in waiting:
            _say(f"No submission of {learner} in module {of_module} yet: the marks are kept for it.")
        chosen = _of_module(totals, module, path)
        if any(one.unmarked for one in chosen):
            _say(_waiting(chosen))
        left_out = _write(format, chosen, roster, worksheet, column, output)
    except (GradebookError, MarksError, SheetError) as error:
        raise CommandError(one_line(error)) from None
    stop(FELL_SHORT if left_out else OK)


def _chosen(format: Format | None, roster: Path | None, worksheet: Path | None, column: str | None) -> Format:
    if roster and worksheet:
        raise CommandError("--roster is for Canvas and --worksheet for Moodle: give one of them")
    meant = Format.canvas if roster else Format.moodle if worksheet else None
    if format and meant and format != meant:
        raise CommandError(f"--{'roster' if roster else 'worksheet'} is for --format {meant}, not {format}")
    if column and not meant:
        raise CommandError("--column names a column of a --roster or --worksheet: give that file too")
    return format or meant or Format.table


def _added(book: Gradebook, marks: list[Mark]) -> str:
    change = book.add_marks(marks)
    counts = [f"{change.new} new", f"{change.changed} changed", f"{change.same} as before"]
    if change.removed:
        counts.append(f"{change.removed} taken away")
    return f"Marks: {', '.join(counts)}."


def _write_template(book: Gradebook, file: Path, module: str | None) -> None:
    from grading.instructor.gradebook.rubric_marks import template

    wanted = None if module is None else _number(module)
    text, rows, marked = template(book, wanted)
    if not rows:
        where = f"module {module}" if module else str(book.path)
        raise CommandError(f"no report of {where} has a rubric: there is nothing to mark by hand")
    _put("\ufeff" + text, file)  # with the mark spreadsheet programs need to read UTF-8
    _say(
        f"{rows} rows, {marked} of them marked already. Fill in the points, then: course gradebook --marks {file}"
    )


def _waiting(totals: list[Total]) -> str:
    learners, count = sum(one.unmarked > 0 for one in totals), sum(one.unmarked for one in totals)
    return (
        f"Not marked yet: {count} {'criterion' if count == 1 else 'criteria'} of {learners}"
        f" {'submission' if learners == 1 else 'submissions'}; no total counts them."
        " `course gradebook --marks-template FILE` writes the file to fill in."
    )


def _number(module: str) -> str:
    return module.strip().lower().lstrip("0") or "0"


def _of_module(totals: list[Total], module: str | None, path: Path) -> list[Total]:
    if module is None:
        return totals
    wanted = _number(module)
    found = [one for one in totals if one.module == wanted]
    if not found:
        there = ", ".join(dict.fromkeys(one.module for one in totals)) or "none"
        raise CommandError(f"{path} has no report of module {module}; there are reports of: {there}")
    return found


def _write(
    format: Format,
    totals: list[Total],
    roster: Path | None,
    worksheet: Path | None,
    column: str | None,
    output: Path | None,
) -> list[str]:
    """Write the totals; say what an instructor should know; return who was left out."""
    from grading.instructor.exports.exports import canvas_csv, moodle_csv, plain_csv

    if format in (Format.canvas, Format.moodle):
        if not totals:
            raise CommandError("there is no report to export yet: run `course grade` first")
        export = (
            canvas_csv(totals, roster, column)
            if format == Format.canvas
            else moodle_csv(totals, worksheet, column)
        )
        _put(export.text, output)
        for note in export.notes:
            _say(note)
        for line in export.left_out:
            _say(f"Left out: {line}")
        return export.left_out
    if format == Format.csv:
        _put(plain_csv(totals), output)
    elif format == Format.json:
        _put(_as_json(totals), output)
    elif output:
        plain = Console(file=None, width=160, highlight=False, color_system=None)
        with plain.capture() as captured:
            plain.print(_table(totals))
        _put(captured.get(), output)
    else:
        console.print(_table(totals) if totals else "No report yet: run `course grade` first.")
    return []


def _table(totals: list[Total]) -> Table:
    from grading.instructor.gradebook import rubric_marks as by_hand

    table = Table(box=None, pad_edge=False)
    table.add_column("Learner", overflow="fold")
    table.add_column("Module")
    for name in ("Checks", "By hand", "Total"):
        table.add_column(name, justify="right")
    table.add_column("")
    for one in totals:
        remarks = [submission_words(one.status)] * (one.status != "graded") + ["late"] * one.late
        table.add_row(
            escape(_printable(one.learner)),
            one.module,
            f"{one.automatic:g}/{one.automatic_max:g}",
            by_hand.words(one),
            f"{one.total:g}/{one.total_max:g}",
            ", ".join(remarks),
        )
    return table


def _as_json(totals: list[Total]) -> str:
    rows = [asdict(one) for one in totals]
    for row in rows:
        row["module"] = int(row["module"]) if row["module"].isdigit() else row["module"]
    return json.dumps({"totals": rows}, indent=2, ensure_ascii=False) + "\n"


def _put(text: str, output: Path | None) -> None:
    """To the screen, or to a file that is there whole or not at all; only you can read it."""
    data = text.encode("utf-8", "backslashreplace")
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    unfinished = None
    try:
        with tempfile.NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False) as file:
            unfinished = file.name
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, output)
    except OSError as error:
        if unfinished and os.path.exists(unfinished):
            os.unlink(unfinished)
        raise CommandError(f"{output} can't be written ({error.strerror}): name another file") from None
    _say(f"Written: {output}")


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and os.path.samefile(one, other)


def _say(text: str) -> None:
    _messages.print(escape(_printable(text)), soft_wrap=True)


def _printable(text: str) -> str:
    """A name may hold what moves a terminal's cursor; it is shown as a space."""
    return "".join(one if one.isprintable() else " " for one in text)

"""`course gradebook`: the points of every learner, as a table or for a learning system; and marks given by hand."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from course_app.console import FELL_SHORT, OK, CommandError, console, one_line, stop

if TYPE_CHECKING:
    from grading.instructor.exports.lms_export import LmsExport
    from grading.instructor.gradebook.book import Gradebook
    from grading.instructor.gradebook.totals import Total


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
        Path | None, typer.Option(help="First add the marks given by hand in this CSV file.")
    ] = None,
    marks_template: Annotated[
        Path | None,
        typer.Option(help="Write a new CSV file to fill in: one row a learner and criterion of a rubric."),
    ] = None,
    replaced: Annotated[
        bool,
        typer.Option(
            "--replaced", help="List the reports that another notebook, with fewer points, replaced."
        ),
    ] = False,
    put_back: Annotated[
        int | None, typer.Option(min=1, help="Put a replaced report back: its number in that list.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Write to this file instead of the screen.")] = None,
) -> None:
    """Show what every learner has, or write it for Canvas, Moodle or a spreadsheet.

    A file of marks has the columns learner, module, exercise, criterion, points, max_points and, if you
    like, comment and marker. A mark replaces the one given before for the same criterion, and empty points take it
    away. Marks stay when a submission is graded again.

    Exercises with a rubric wait for your marks: --marks-template writes the file with their rows, and beside
    each criterion the learner's own mark. Fill in the points and give the file to --marks.

    Where grading another notebook took points from a learner, the report with more points is kept: --replaced lists
    such reports, and --put-back exchanges one with the report in its place.

    Exits 0 when all is well, 1 when a learner could not be found in the roster or worksheet and was left out,
    2 when the call or a file is wrong.

    Examples:

        course gradebook

        course gradebook grades/spring --module 1 --format csv --output grades.csv

        course gradebook --module 0 --marks-template rubric.csv

        course gradebook --marks rubric.csv

        course gradebook --put-back 3

        course gradebook --module 1 --roster canvas.csv --column "Homework 1 (98765)" --output upload.csv

        course gradebook --module 1 --worksheet moodle.csv --output upload.csv
    """
    from grading.instructor.csv_cells import SheetError
    from grading.instructor.gradebook.book import Gradebook
    from grading.instructor.gradebook.marks_file import MarksError
    from grading.instructor.gradebook.sqlite_file import GradebookError

    wanted = _format(format, roster, worksheet, column)
    path = book / "gradebook.db" if os.path.isdir(book) else book
    if output and _is_same_file(output, path):
        raise CommandError(f"{output} is the gradebook itself: name another file for --output")
    if marks_template:
        _must_be_new_csv(marks_template)
    left_out: list[str] = []
    try:
        if marks:
            _add_marks(path, marks)
        if put_back:
            _put_back(path, put_back)
        with Gradebook(path, readonly=True) as opened:
            if marks_template:
                _write_template(opened, marks_template, module)
                stop(OK)
            if replaced:
                _list_replaced(opened)
                stop(OK)
            totals = _totals(opened, module)
        if wanted in (Format.canvas, Format.moodle):
            left_out = _write_for_lms(wanted, totals, roster or worksheet, column, output)
        else:
            _write(wanted, totals, output)
    except (GradebookError, MarksError, SheetError) as error:
        raise CommandError(one_line(error)) from None
    stop(FELL_SHORT if left_out else OK)


def _format(format: Format | None, roster: Path | None, worksheet: Path | None, column: str | None) -> Format:
    if roster and worksheet:
        raise CommandError("--roster is for Canvas and --worksheet for Moodle: give one of them")
    meant = Format.canvas if roster else Format.moodle if worksheet else None
    if format and meant and format != meant:
        raise CommandError(f"--{'roster' if roster else 'worksheet'} is for --format {meant}, not {format}")
    if column and not meant:
        raise CommandError("--column names a column of a --roster or --worksheet: give that file too")
    return format or meant or Format.table


def _must_be_new_csv(file: Path) -> None:
    if os.path.lexists(file):
        raise CommandError(f"{file} is there already, and may hold marks: name another file")
    if file.suffix.lower() != ".csv":
        raise CommandError(f"{file}: give the file a name that ends in .csv")


def _add_marks(path: Path, file: Path) -> None:
    from course_app.commands.instructor.screen import say
    from grading.instructor.gradebook.book import Gradebook
    from grading.instructor.gradebook.marks_file import read_marks
    from grading.instructor.gradebook.rubric_marks import Rubrics

    with Gradebook(path, readonly=True) as book:  # so that no gradebook is made for marks alone
        marks = read_marks(file, Rubrics(book))
    if not marks:
        return
    with Gradebook(path) as book:
        change = book.add_marks(marks)
    taken_away = f", {change.removed} taken away" if change.removed else ""
    say(f"Marks: {change.new} new, {change.changed} changed, {change.same} as before{taken_away}.")


def _put_back(path: Path, number: int) -> None:
    from course_app.commands.instructor.screen import say
    from grading.instructor.gradebook.book import Gradebook

    Gradebook(path, readonly=True).close()  # so that no gradebook is made for this
    with Gradebook(path) as book:
        back = book.put_back(number)
    say(
        f"{back.learner}, module {back.module}: the report on {back.notebook or 'a notebook'} is back, with"
        f" {back.score:g} of {back.max_score:g}. It stays until another notebook of this learner is graded."
    )


def _list_replaced(book: Gradebook) -> None:
    from course_app.commands.instructor.screen import replaced_table

    found = book.replaced()
    console.print(replaced_table(found) if found else "No report was replaced by one with fewer points.")


def _write_template(book: Gradebook, file: Path, module: str | None) -> None:
    from course.module_ids import module_id
    from course_app.commands.instructor.screen import say
    from grading.instructor.gradebook.marks_template import marks_template

    try:
        wanted = module_id(module) if module is not None else None
    except LookupError as error:
        raise CommandError(one_line(error)) from None
    template = marks_template(book, wanted)
    if not template.rows:
        where = f"module {wanted}" if wanted else str(book.path)
        raise CommandError(f"no report of {where} has a rubric: there is nothing to mark by hand")
    _put("\ufeff" + template.text, file)  # spreadsheet programs need the mark to read UTF-8
    say(
        f"{template.rows} rows, {template.marked} of them marked already."
        f" Fill in the points, then: course gradebook --marks {file}"
    )


def _totals(book: Gradebook, module: str | None) -> list[Total]:
    """The totals to write. Says what they don't count."""
    from course_app.commands.instructor.screen import say
    from grading.instructor.gradebook.totals import marked_without_report, of_module, unmarked_words

    everything = book.totals()
    try:
        totals = everything if module is None else of_module(everything, module)
    except LookupError as error:
        raise CommandError(f"{book.path}: {one_line(error)}") from None
    for learner, of in marked_without_report(book.marks(), everything):
        say(f"No submission by {learner} in module {of} yet: the marks are kept for it.")
    unmarked = unmarked_words(totals)
    if unmarked:
        say(f"{unmarked} `course gradebook --marks-template FILE` writes the file to fill in.")
    return totals


def _write(format: Format, totals: list[Total], output: Path | None) -> None:
    if format is Format.csv:
        from grading.instructor.exports.course_csv import totals_csv

        _put(totals_csv(totals), output)
    elif format is Format.json:
        from grading.instructor.exports.course_json import totals_json

        _put(totals_json(totals), output)
    else:
        from course_app.commands.instructor.screen import as_text, totals_table

        if output:
            _put(as_text(totals_table(totals)), output)
        else:
            console.print(totals_table(totals) if totals else "No report yet: run `course grade` first.")


def _write_for_lms(
    format: Format, totals: list[Total], sheet: Path | None, column: str | None, output: Path | None
) -> list[str]:
    """Write the totals for Canvas or Moodle, and say what an instructor should know. Returns who was left out."""
    from course_app.commands.instructor.screen import say
    from grading.instructor.exports.canvas import canvas_csv
    from grading.instructor.exports.moodle import moodle_csv

    if not totals:
        raise CommandError("there is no report to export yet: run `course grade` first")
    make = canvas_csv if format is Format.canvas else moodle_csv
    export: LmsExport = make(totals, sheet, column)
    _put(export.text, output)
    for note in export.notes:
        say(note)
    for line in export.left_out:
        say(f"Left out: {line}")
    return export.left_out


def _put(text: str, output: Path | None) -> None:
    """Write to the file, or to the screen; as UTF-8 either way."""
    from course_app.commands.instructor.screen import say
    from grading.instructor.exports.save import save_text

    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
        return
    try:
        save_text(text, output)
    except OSError as error:
        raise CommandError(f"{output} can't be written ({error.strerror}): name another file") from None
    say(f"Written: {output}")


def _is_same_file(one: Path, other: Path) -> bool:
    return os.path.exists(one) and os.path.exists(other) and os.path.samefile(one, other)

"""Totals as Canvas imports them (Grades, Import).

Checked against its own source, `lib/gradebook_importer.rb` and `gradebook_exporter.rb`: the first columns must be
Student, ID, then (SIS User ID,) SIS Login ID and Section; a row is found by ID, then by SIS ids, then by name; a column
is found by the number in brackets at its end, then by its whole title, else it becomes a new assignment; the row
"Points Possible" sets what an assignment is worth; commas or semicolons, decimal comma or point; **an empty cell takes
away a grade that is there**.
"""

from __future__ import annotations

import re
from pathlib import Path

from course.safe_text import for_shown_csv_cell
from grading.instructor.csv_cells import Sheet, SheetError, csv_text, number
from grading.instructor.exports.lms_export import LmsExport
from grading.instructor.exports.lms_students import (
    LmsStudent,
    anonymous_line,
    find_students,
    is_anonymous,
    lms_id,
)
from grading.instructor.exports.scaling import (
    incomplete_marks_notes,
    learners_words,
    modules_in,
    scaled_points,
    scaling_notes,
    worth_of_modules,
)
from grading.instructor.gradebook.totals import Total

CANVAS_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")

_NO_STUDENT = re.compile(r"(Muted|Manual Posting.*)?", re.IGNORECASE)
_ASSIGNMENT = re.compile(r"(.*)\s\((\d+)\)")


def canvas_csv(totals: list[Total], roster: Path | None = None, column: str | None = None) -> LmsExport:
    """A file for Canvas.

    Args:
        totals: of one module or several; each module is a column.
        roster: what Canvas exports (Grades, Export). Students are found in it by the user number of Canvas' download,
            or by login or name, and named as it names them. A student without a report gets no row, because an empty
            cell would take a grade away; for the same reason a cell without a report keeps what the roster says.
        column: the assignment in the roster that the points belong to: its heading, its title, or its number. Points
            are scaled to what it is worth in Canvas. Without it, a column "Module 1" is used or made.

    Raises:
        SheetError: the roster was not exported from Canvas, or the column is not in it.
    """
    modules = modules_in(totals)
    if column and len(modules) > 1:
        raise SheetError(
            f"--column names one assignment, and there are modules {', '.join(modules)}: add --module"
        )
    if roster is None:
        return _without_roster(totals, modules)
    return _with_roster(totals, modules, Sheet(roster), column)


def _with_roster(totals: list[Total], modules: list[str], sheet: Sheet, column: str | None) -> LmsExport:
    identity = _identity_columns(sheet)
    places = {
        module: _assignment(sheet, len(identity), column or f"Module {module}", bool(column))
        for module in modules
    }
    ours, worth, notes = worth_of_modules(totals), {}, incomplete_marks_notes(totals)
    for module, place in places.items():
        worth[module] = _points_possible(sheet, place) or ours[module]
        notes += scaling_notes(module, ours[module], worth[module], "Canvas")
    found, left_out = find_students(totals, _students(sheet), "canvas", "user", sheet.path.name)
    points = {
        (row, one.module): scaled_points(one, ours[one.module], worth[one.module]) for one, row in found
    }
    rows = []
    for row in sorted({row for _, row in found}):
        who = [for_shown_csv_cell(sheet.value(row, place)) for place in identity]
        rows.append(who + [points.get((row, m)) or _cell(sheet, row, places[m]) for m in modules])
    head = [sheet.header[place] for place in identity]
    head += [f"Module {m}" if places[m] is None else sheet.header[places[m]] for m in modules]
    return LmsExport(csv_text([head, _points_possible_row(len(identity), worth), *rows]), left_out, notes)


def _without_roster(totals: list[Total], modules: list[str]) -> LmsExport:
    learners: dict[str, dict[str, Total]] = {}
    left_out = [anonymous_line(one) for one in totals if is_anonymous(one)]
    for one in totals:
        if not is_anonymous(one):
            learners.setdefault(one.learner, {})[one.module] = one
    worth = worth_of_modules(totals)
    rows, unknown = [], 0
    for learner, results in learners.items():
        lms = next((one.lms for one in results.values() if lms_id(one, "canvas", "user")), {})
        unknown += not lms
        # Canvas looks for a login where it has no ID; folders are often named by login.
        who = [
            for_shown_csv_cell(lms.get("name") or learner),
            lms.get("user", ""),
            "",
            "" if lms else for_shown_csv_cell(learner),
            "",
        ]
        rows.append(who + [f"{results[m].total:.2f}" if m in results else "" for m in modules])
    notes = incomplete_marks_notes(totals)
    if unknown:
        notes.append(
            f"{learners_words(unknown)} without a Canvas ID: Canvas looks for them by login and name;"
            " with --roster you see here which of them are found"
        )
    head = [*CANVAS_COLUMNS, *(f"Module {module}" for module in modules)]
    possible = _points_possible_row(len(CANVAS_COLUMNS), {module: worth[module] for module in modules})
    return LmsExport(csv_text([head, possible, *rows]), left_out, notes)


def _points_possible_row(identity: int, worth: dict[str, float]) -> list[str]:
    return ["    Points Possible", *[""] * (identity - 1), *(f"{points:.2f}" for points in worth.values())]


def _cell(sheet: Sheet, row: int, place: int | None) -> str:
    return "" if place is None else sheet.value(row, place)


def _identity_columns(sheet: Sheet) -> range:
    header = sheet.header
    if header[0] not in ("Student", "LastName") or "ID" not in header or "Section" not in header:
        raise SheetError(
            f"{sheet.path} is not a gradebook exported from Canvas (Student, ID, …, Section): export it under Grades"
        )
    return range(header.index("Section") + 1)


def _is_student(sheet: Sheet, row: int) -> bool:
    cells = [sheet.value(row, column) for column in range(len(sheet.rows[row]))]
    return "Points Possible" not in cells[0] and not all(
        _NO_STUDENT.fullmatch(cell.strip()) for cell in cells
    )


def _assignment(sheet: Sheet, first: int, wanted: str, needed: bool) -> int | None:
    """The column of an assignment, by its heading, title or number; None for a new one."""
    found = []
    for place in range(first, len(sheet.header)):
        known = _ASSIGNMENT.fullmatch(sheet.header[place])
        names = (sheet.header[place], *(known.groups() if known else ()))
        if sheet.header[place] == wanted:
            return place
        if wanted.casefold() in [name.casefold() for name in names]:
            found.append(place)
    if len(found) > 1:
        raise SheetError(f"{sheet.path} has {len(found)} columns {wanted!r}: give the number in brackets too")
    if not found and needed:
        raise SheetError(
            f"{sheet.path} has no column {wanted!r}: copy its heading, such as 'Homework 1 (98765)'"
        )
    return found[0] if found else None


def _points_possible(sheet: Sheet, place: int | None) -> float | None:
    rows = range(1, len(sheet.rows)) if place is not None else ()
    return next((number(sheet.value(r, place)) for r in rows if "Points Possible" in sheet.value(r, 0)), None)


def _students(sheet: Sheet) -> list[LmsStudent]:
    header = sheet.header
    logins = [header.index(name) for name in ("SIS Login ID", "SIS User ID") if name in header]
    students = []
    for row in range(1, len(sheet.rows)):
        if not _is_student(sheet, row):
            continue
        names = [sheet.value(row, column) for column in range(1 if header[0] == "Student" else 2)]
        known = {sheet.value(row, column).casefold() for column in logins} - {""}
        students.append(LmsStudent(row, sheet.value(row, header.index("ID")).strip(), known, " ".join(names)))
    return students

"""Totals as Canvas and Moodle import them, and as a plain table.

Checked against the two importers' own source. Canvas, `lib/gradebook_importer.rb` and `gradebook_exporter.rb`: the
first columns must be Student, ID, then (SIS User ID,) SIS Login ID and Section; a row is found by ID, then by SIS ids,
then by name; a column is found by the number in brackets at its end, then by its whole title, else it becomes a new
assignment; the row "Points Possible" sets what an assignment is worth; commas or semicolons, decimal comma or point;
**an empty cell takes away a grade that is there**. Moodle, `mod/assign/feedback/offline/importgradeslib.php` and
`locallib.php`, `mod/assign/gradingtable.php`: needed are Identifier, Grade and Last modified (grade), named in the
language of whoever imports; a row is found by the number after "Participant "; a grade above the assignment's maximum,
or older than the one in Moodle, is skipped without a word; an empty feedback cell empties the feedback.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from grading.instructor.csv_cells import Sheet, SheetError, csv_text, guarded, number
from grading.instructor.exports.people import Person, anonymous_line, is_anonymous, lms_id, match
from grading.instructor.gradebook.book import Total

CANVAS_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
MOODLE_COLUMNS = (
    *("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed"),
    *("Last modified (submission)", "Last modified (grade)", "Feedback comments"),
)
PLAIN_COLUMNS = (
    *("learner", "module", "automatic", "automatic_max", "manual", "manual_max", "total", "total_max"),
    *("late", "status", "graded_at"),
)

_NO_STUDENT = re.compile(r"\s*(Muted|Manual Posting.*)?\s*", re.IGNORECASE)
_ASSIGNMENT = re.compile(r"(.*)\s\((\d+)\)")


@dataclass(frozen=True)
class Export:
    """A file for a learning system.

    `left_out` has one line for each learner whose grade is not in it and why; `notes` what an instructor should know.
    """

    text: str
    left_out: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def plain_csv(totals: list[Total]) -> str:
    """One row a learner and module, points with 2 decimals, late as yes or no."""
    rows = [
        [
            guarded(one.learner),
            one.module,
            *(f"{points:.2f}" for points in (one.automatic, one.automatic_max, one.manual, one.manual_max)),
            f"{one.total:.2f}",
            f"{one.total_max:.2f}",
            "yes" if one.late else "no",
            one.status,
            one.graded_at,
        ]
        for one in totals
    ]
    return csv_text([PLAIN_COLUMNS, *rows])


# -- Canvas


def canvas_csv(totals: list[Total], roster: Path | None = None, column: str | None = None) -> Export:
    """A file for Canvas: Grades, Import.

    Args:
        totals: of one module or several; each module is a column.
        roster: what Canvas exports (Grades, Export): students are found in it, by the user number of Canvas' download
            or by login or name, and named as it names them. Who has no report is left out, because an empty cell would
            take a grade away; for the same reason a cell without a report keeps what the roster says.
        column: the assignment in the roster the points belong to: its heading, its title, or its number. Points are
            scaled to what it is worth in Canvas. Without it, a column "Module 1" is used or made.

    Raises:
        SheetError: the roster is no export of Canvas, or the column is not in it.
    """
    modules = _modules(totals)
    if column and len(modules) > 1:
        raise SheetError(
            f"--column names one assignment, and there are modules {', '.join(modules)}: add --module"
        )
    if roster is None:
        return _canvas_from_reports(totals, modules)
    sheet = Sheet(roster)
    identity = _identity_columns(sheet)
    students = [row for row in range(1, len(sheet.rows)) if _is_student(sheet, row)]
    places = {
        module: _assignment(sheet, len(identity), column or f"Module {module}", bool(column))
        for module in modules
    }
    ours, worth, notes = _worth(totals), {}, _notes(totals)
    for module, place in places.items():
        worth[module] = _points_possible(sheet, place) or ours[module]
        notes += _scaled_note(module, ours[module], worth[module], "Canvas")
    found, left_out = match(totals, _canvas_people(sheet, students), "canvas", "user", sheet.path.name)
    by_cell = {(row, one.module): one for one, row in found}
    rows = []
    for row in students:
        if not any((row, module) in by_cell for module in modules):
            continue
        cells = [guarded(sheet.value(row, one)) for one in identity]
        for module in modules:
            one = by_cell.get((row, module))
            place = places[module]
            before = "" if place is None else sheet.value(row, place)
            cells.append(before if one is None else _points(one, ours[module], worth[module]))
        rows.append(cells)
    titles = [f"Module {m}" if places[m] is None else sheet.header[places[m]] for m in modules]
    head = [[sheet.header[one] for one in identity] + titles]
    possible = ["    Points Possible", *[""] * (len(identity) - 1), *(f"{worth[m]:.2f}" for m in modules)]
    return Export(csv_text([*head, possible, *rows]), left_out, notes)


def _canvas_from_reports(totals: list[Total], modules: list[str]) -> Export:
    learners: dict[str, dict[str, Total]] = {}
    left_out = [anonymous_line(one) for one in totals if is_anonymous(one)]
    for one in totals:
        if not is_anonymous(one):
            learners.setdefault(one.learner, {})[one.module] = one
    worth = _worth(totals)
    rows, unknown = [], 0
    for learner, results in learners.items():
        lms = next((one.lms for one in results.values() if lms_id(one, "canvas", "user")), {})
        unknown += not lms
        # Canvas looks for a login where it has no ID: a folder is often named so.
        who = [
            guarded(lms.get("name") or learner),
            lms.get("user", ""),
            "",
            "" if lms else guarded(learner),
            "",
        ]
        rows.append(who + [f"{results[m].total:.2f}" if m in results else "" for m in modules])
    possible = ["    Points Possible", "", "", "", "", *(f"{worth[m]:.2f}" for m in modules)]
    notes = _notes(totals)
    if unknown:
        notes.append(
            f"{_learners(unknown)} without a Canvas ID: Canvas looks for them by login and name;"
            " with --roster you see here who is found"
        )
    head = [*CANVAS_COLUMNS, *(f"Module {module}" for module in modules)]
    return Export(csv_text([head, possible, *rows]), left_out, notes)


def _identity_columns(sheet: Sheet) -> range:
    header = sheet.header
    if header[0] not in ("Student", "LastName") or "ID" not in header or "Section" not in header:
        raise SheetError(
            f"{sheet.path} is no gradebook of Canvas (Student, ID, …, Section): export it under Grades"
        )
    return range(header.index("Section") + 1)


def _is_student(sheet: Sheet, row: int) -> bool:
    cells = [sheet.value(row, column) for column in range(len(sheet.rows[row]))]
    return "Points Possible" not in cells[0] and not all(_NO_STUDENT.fullmatch(cell) for cell in cells)


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


def _canvas_people(sheet: Sheet, students: list[int]) -> list[Person]:
    header = sheet.header
    logins = [header.index(name) for name in ("SIS Login ID", "SIS User ID") if name in header]
    people = []
    for row in students:
        names = [sheet.value(row, column) for column in range(1 if header[0] == "Student" else 2)]
        known = {sheet.value(row, column).casefold() for column in logins} - {""}
        people.append(Person(row, sheet.value(row, header.index("ID")).strip(), known, " ".join(names)))
    return people


# -- Moodle


def moodle_csv(totals: list[Total], worksheet: Path | None = None, column: str | None = None) -> Export:
    """A grading worksheet for an assignment of Moodle: Submissions, Upload grading worksheet.

    Moodle skips who it graded after the time in "Last modified (grade)", unless you allow it when you upload; a sheet
    made here has no such time.

    Args:
        totals: of one module.
        worksheet: what Moodle gave (Download grading worksheet). Its Grade cells are filled in, scaled to its Maximum
            Grade, and Feedback comments where they are empty; every other byte stays.
        column: the heading of its grades, where Moodle speaks another language than English.

    Raises:
        SheetError: the worksheet is none, or there are several modules.
    """
    modules = _modules(totals)
    if len(modules) > 1:
        raise SheetError(
            f"a worksheet is for one assignment, and there are modules {', '.join(modules)}: add --module"
        )
    if worksheet is not None:
        return _fill_worksheet(totals, modules, Sheet(worksheet), column)
    rows, left_out = [], []
    worth = _worth(totals).get(modules[0], 0.0) if modules else 0.0
    for one in totals:
        participant = lms_id(one, "moodle", "participant")
        if not participant:
            left_out.append(f"{one.learner}: no participant number is known; give --worksheet")
            continue
        name = guarded(one.lms.get("name") or one.learner)
        dates = ["-", "-"]
        grade = [f"{one.total:.2f}", f"{worth:.2f}", "Yes"]
        rows.append(
            [f"Participant {participant}", name, "", "Submitted for grading", *grade, *dates, _feedback(one)]
        )
    notes = _notes(totals)
    notes.append(f"Moodle skips grades above the assignment's maximum: it must be {worth:g} points")
    return Export(csv_text([MOODLE_COLUMNS, *rows]), left_out, notes)


def _fill_worksheet(totals: list[Total], modules: list[str], sheet: Sheet, column: str | None) -> Export:
    places = {name: place for place, name in enumerate(sheet.header)}
    grade = places.get(column or "Grade")
    if grade is None:
        hint = (
            "copy its heading"
            if column
            else "download it with Moodle in English, or name the column: --column"
        )
        raise SheetError(f"{sheet.path} has no column {column or 'Grade'!r}: {hint}")
    if "Scale" in places:
        raise SheetError(f"{sheet.path}: this assignment is graded by a scale; set it to points in Moodle")
    identifier = places.get("Identifier", 0)
    people = []
    for row in range(1, len(sheet.rows)):
        # "Participant 123456"; the word before the number is in Moodle's language.
        digits = re.search(r"(\d+)\s*$", sheet.value(row, identifier))
        if digits:
            email = _cell(sheet, row, places.get("Email address")).casefold()
            logins = {email, email.split("@")[0]} - {""}
            people.append(Person(row, digits[1], logins, _cell(sheet, row, places.get("Full name"))))
    if not people:
        raise SheetError(f"{sheet.path} is no grading worksheet of Moodle (Identifier: Participant 123456)")
    found, left_out = match(totals, people, "moodle", "participant", sheet.path.name)
    notes, scales = _notes(totals), set()
    ours = max((one.total_max for one in totals), default=0.0)
    for one, row in found:
        written = _cell(sheet, row, places.get("Maximum Grade"))
        worth = number(written) or ours
        scales.add(worth)
        points = _points(one, ours, worth)
        sheet.set(row, grade, points.replace(".", ",") if "," in written else points)
        comments = places.get("Feedback comments")
        if comments is not None and not sheet.value(row, comments).strip():
            sheet.set(row, comments, _feedback(one))
        if _cell(sheet, row, places.get("Grade can be changed")) == "No":
            notes.append(f"{one.learner}: the grade is locked in Moodle, which will skip it")
    for worth in sorted(scales):
        notes += _scaled_note(modules[0], ours, worth, "Moodle")
    return Export(sheet.text(), left_out, notes)


def _cell(sheet: Sheet, row: int, place: int | None) -> str:
    return "" if place is None else sheet.value(row, place).strip()


def _feedback(one: Total) -> str:
    parts = [f"Checks: {one.automatic:g} of {one.automatic_max:g} points."]
    if one.manual_max:
        parts.append(f"Marked by hand: {one.manual:g} of {one.manual_max:g} points.")
    if one.late:
        parts.append("Handed in late.")
    return " ".join(parts)


# -- both


def _modules(totals: Iterable[Total]) -> list[str]:
    order = {one.module: (int(re.match(r"\d*", one.module)[0] or 0), one.module) for one in totals}
    return sorted(order, key=order.get)


def _worth(totals: list[Total]) -> dict[str, float]:
    """What each module is worth: the most any learner could have had."""
    worth: dict[str, float] = {}
    for one in totals:
        worth[one.module] = max(worth.get(one.module, 0.0), one.total_max)
    return worth


def _points(one: Total, ours: float, theirs: float) -> str:
    """The points as a cell, scaled from what the module is worth here to what it is worth there."""
    return f"{one.total * theirs / ours if ours else 0.0:.2f}"


def _scaled_note(module: str, ours: float, theirs: float, lms: str) -> list[str]:
    if round(ours, 2) == round(theirs, 2):
        return []
    return [f"module {module} is worth {ours:g} points here and {theirs:g} in {lms}: points are scaled"]


def _notes(totals: list[Total]) -> list[str]:
    """Learners whose marks by hand are not complete: their percentage would be too low."""
    notes = []
    for module in _modules(totals):
        marked = [one for one in totals if one.module == module]
        most = max(one.manual_max for one in marked)
        fewer = [one.learner for one in marked if one.manual_max < most]
        if fewer:
            names = ", ".join(fewer[:5]) + (" …" if len(fewer) > 5 else "")
            notes.append(f"module {module}: {_learners(len(fewer))} not marked by hand in full ({names})")
    return notes


def _learners(count: int) -> str:
    return "1 learner" if count == 1 else f"{count} learners"

"""Totals as Moodle imports them: a grading worksheet (Submissions, Upload grading worksheet).

Checked against its own source, `mod/assign/feedback/offline/importgradeslib.php` and `locallib.php`,
`mod/assign/gradingtable.php`: needed are Identifier, Grade and Last modified (grade), named in the language of whoever
imports; a row is found by the number after "Participant "; a grade above the assignment's maximum, or older than the
one in Moodle, is skipped without a word; an empty feedback cell empties the feedback.
"""

from __future__ import annotations

from pathlib import Path

from course.safe_text import for_shown_csv_cell
from grading.instructor.csv_cells import Sheet, SheetError, csv_text, number
from grading.instructor.exports.lms_export import LmsExport
from grading.instructor.exports.lms_students import LmsStudent, find_students, lms_id
from grading.instructor.exports.scaling import (
    incomplete_marks_notes,
    modules_in,
    scaled_points,
    scaling_notes,
    worth_of_modules,
)
from grading.instructor.gradebook.totals import Total

MOODLE_COLUMNS = (
    *("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed"),
    *("Last modified (submission)", "Last modified (grade)", "Feedback comments"),
)


def moodle_csv(totals: list[Total], worksheet: Path | None = None, column: str | None = None) -> LmsExport:
    """A grading worksheet for one assignment of Moodle.

    Moodle skips learners whose grade was changed after the time in "Last modified (grade)", unless you allow it when
    you upload. A sheet that is made here has no such time.

    Args:
        totals: of one module.
        worksheet: what Moodle gave (Download grading worksheet). Its Grade cells are filled in, scaled to its Maximum
            Grade, and Feedback comments where they are empty; every other byte stays.
        column: the heading of its grades, where Moodle speaks a language other than English.

    Raises:
        SheetError: the file is not a grading worksheet, or there are several modules.
    """
    modules = modules_in(totals)
    if len(modules) > 1:
        raise SheetError(
            f"a worksheet is for one assignment, and there are modules {', '.join(modules)}: add --module"
        )
    if worksheet is None:
        return _without_worksheet(totals, worth_of_modules(totals).get(modules[0], 0.0) if modules else 0.0)
    return _fill_in(totals, modules, Sheet(worksheet), column)


def _without_worksheet(totals: list[Total], worth: float) -> LmsExport:
    rows, left_out = [], []
    for one in totals:
        participant = lms_id(one, "moodle", "participant")
        if not participant:
            left_out.append(f"{one.learner}: no participant number is known; give --worksheet")
            continue
        name = for_shown_csv_cell(one.lms.get("name") or one.learner)
        grade = [f"{one.total:.2f}", f"{worth:.2f}", "Yes"]
        dates = ["-", "-"]
        rows.append(
            [f"Participant {participant}", name, "", "Submitted for grading", *grade, *dates, _feedback(one)]
        )
    notes = incomplete_marks_notes(totals)
    notes.append(f"Moodle skips grades above the assignment's maximum: it must be {worth:g} points")
    return LmsExport(csv_text([MOODLE_COLUMNS, *rows]), left_out, notes)


def _fill_in(totals: list[Total], modules: list[str], sheet: Sheet, column: str | None) -> LmsExport:
    places = {name: place for place, name in enumerate(sheet.header)}
    grade = _grade_place(sheet, places, column)
    students = _students(sheet, places)
    found, left_out = find_students(totals, students, "moodle", "participant", sheet.path.name)
    notes, worths = incomplete_marks_notes(totals), set()
    ours = max((one.total_max for one in totals), default=0.0)
    comments = places.get("Feedback comments")
    for one, row in found:
        written = _cell(sheet, row, places.get("Maximum Grade"))
        worth = number(written) or ours
        worths.add(worth)
        points = scaled_points(one, ours, worth)
        sheet.set(row, grade, points.replace(".", ",") if "," in written else points)
        if comments is not None and not _cell(sheet, row, comments):
            sheet.set(row, comments, _feedback(one))
        if _cell(sheet, row, places.get("Grade can be changed")) == "No":
            notes.append(f"{one.learner}: the grade is locked in Moodle, so Moodle will skip it")
    for worth in sorted(worths):
        notes += scaling_notes(modules[0], ours, worth, "Moodle")
    return LmsExport(sheet.text(), left_out, notes)


def _grade_place(sheet: Sheet, places: dict[str, int], column: str | None) -> int:
    place = places.get(column or "Grade")
    if place is None:
        mend = (
            "copy its heading"
            if column
            else "download it with Moodle in English, or name the column: --column"
        )
        raise SheetError(f"{sheet.path} has no column {column or 'Grade'!r}: {mend}")
    if "Scale" in places:
        raise SheetError(f"{sheet.path}: this assignment is graded by a scale; set it to points in Moodle")
    return place


def _students(sheet: Sheet, places: dict[str, int]) -> list[LmsStudent]:
    students = []
    for row in range(1, len(sheet.rows)):
        # "Participant 123456"; the word before the number is in Moodle's language.
        identifier = _cell(sheet, row, places.get("Identifier", 0))
        participant = identifier[len(identifier.rstrip("0123456789")) :]
        if participant:
            email = _cell(sheet, row, places.get("Email address")).casefold()
            logins = {email, email.split("@")[0]} - {""}
            students.append(LmsStudent(row, participant, logins, _cell(sheet, row, places.get("Full name"))))
    if not students:
        raise SheetError(
            f"{sheet.path} is not a grading worksheet of Moodle (Identifier: Participant 123456)"
        )
    return students


def _cell(sheet: Sheet, row: int, place: int | None) -> str:
    return "" if place is None else sheet.value(row, place).strip()


def _feedback(one: Total) -> str:
    parts = [f"Checks: {one.automatic:g} of {one.automatic_max:g} points."]
    if one.manual_max:
        parts.append(f"Marked by hand: {one.manual:g} of {one.manual_max:g} points.")
    if one.late:
        parts.append("Handed in late.")
    return " ".join(parts)

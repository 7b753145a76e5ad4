"""The course's own spreadsheets: every total with all its columns, and every exercise of a run of `course grade`.

They may be shown in a terminal too: U+FFFD stands for what it would obey.
"""

from __future__ import annotations

from course.safe_text import for_shown_csv_cell
from grading.instructor.csv_cells import csv_text
from grading.instructor.gradebook.report import Report
from grading.instructor.gradebook.totals import Total

TOTALS_COLUMNS = (
    *("learner", "module", "automatic", "automatic_max", "manual", "manual_max", "total", "total_max"),
    *("late", "status", "graded_at"),
)
EXERCISES_COLUMNS = (
    *("learner", "notebook", "module", "report", "exercise", "status", "score", "max_score", "misconception"),
)


def totals_csv(totals: list[Total]) -> str:
    """One row a learner and module: points with 2 decimals, late as yes or no."""
    rows = [
        [
            for_shown_csv_cell(one.learner),
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
    return csv_text([TOTALS_COLUMNS, *rows])


def exercises_csv(reports: list[Report]) -> str:
    """One row an exercise, for a spreadsheet or pandas."""
    rows = [
        [
            for_shown_csv_cell(report.learner),
            for_shown_csv_cell(report.notebook),
            report.module,
            report.status,
            one.id,
            one.status,
            f"{one.score:g}",
            f"{one.max_score:g}",
            for_shown_csv_cell(one.misconception or ""),
        ]
        for report in reports
        for one in report.exercises
    ]
    return csv_text([EXERCISES_COLUMNS, *rows])

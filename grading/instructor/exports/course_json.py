"""The course's own JSON, for other programs: every total, and all that a run of `course grade` says.

It may be shown in a terminal: what learners wrote can't give it orders, nor hide or turn a part of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from course import __version__
from course.safe_text import for_json
from grading.instructor.gradebook.marks_file import Mark
from grading.instructor.gradebook.report import Report
from grading.instructor.gradebook.rubric_marks import with_marks
from grading.instructor.gradebook.totals import Total
from grading.instructor.intake.problems import Notice


def totals_json(totals: list[Total]) -> str:
    """An object with one list, "totals"; a module is a number where it is one."""
    rows = [msgspec.to_builtins(one) for one in totals]
    for row in rows:
        row["module"] = int(row["module"]) if row["module"].isdecimal() else row["module"]
    return for_json(json.dumps({"totals": rows}, indent=2, ensure_ascii=False)) + "\n"


def reports_json(reports: Iterable[tuple[Report, list[Mark]]], notices: list[Notice]) -> str:
    """What a run of `course grade` says: each report with the marks of its learner, and what was not graded."""
    found = [with_marks(report, marks) for report, marks in reports]
    data = {
        "course": __version__,
        "graded_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "sandbox": found[0]["sandbox"] if found else None,
        "reports": found,
        "notices": msgspec.to_builtins(notices),
    }
    return for_json(json.dumps(data, ensure_ascii=False, indent=1)) + "\n"

"""Feedback pages: what was graded, as one self-contained HTML page for each learner.

A page holds no script and asks for nothing from anywhere. Everything in it is escaped, invisible characters are made
visible, and what is too long is cut. The same reports and marks always make the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course import html, states
from course import lesson_headings as lessons
from course.html import points
from course.safe_text import visible, visible_name
from grading.engine.grade.verdict import NEARLY
from grading.instructor.gradebook.report import ExerciseReport, Report
from grading.instructor.gradebook.rubric_marks import Line, lines

if TYPE_CHECKING:
    from grading.instructor.gradebook.marks_file import Mark

_PAGE = Path(__file__).with_name("page.html.j2")
_FRAGMENT = Path(__file__).with_name("fragment.html.j2")

SIZE_LIMIT = 200_000
"""Bytes of a page. A page that would be larger shows less of each value, then fewer checks."""

STOPPED = {
    "timeout": (
        "Your notebook was stopped because it took longer than grading allows.",
        "Look for a loop that never ends, or for work that is repeated for every row. "
        "Run your exercises with `{check}`: it names the exercise that takes too long. Then hand in again.",
    ),
    "crashed": (
        "The program that ran your notebook ended before grading was done.",
        "Most often such a notebook asks for more memory than there is, or ends Python itself, as `exit()` does. "
        "Run your exercises with `{check}`, mend what it shows, and hand in again.",
    ),
    "unreadable": (
        "Your file could not be read as an exercise notebook, so nothing in it could be graded.",
        "Open it with `python -m course start`. If it looks right there, save it and hand in that file, "
        "and not a copy in another format. If it does not open, begin again from the exercises you were given.",
    ),
}
"""Why a submission was not graded as usual: what happened, and what a learner can do."""

HIDDEN_WORDS = (
    "Hidden checks run your code on other data than the examples you have seen. "
    "You are told what each of them is about, and no more, so that nobody can write an answer to fit them."
)


@dataclass(frozen=True)
class _Level:
    """How much of the longest things a page shows."""

    characters: int
    lines: int
    checks: int


_LEVELS = (
    _Level(2000, 40, 1000),
    _Level(500, 12, 1000),
    _Level(120, 6, 1000),
    _Level(60, 3, 3),
    _Level(30, 2, 1),
)


def page(learner: str, reports: list[Report], marks: Iterable[Mark] = ()) -> str:
    """The page of one learner, with all the modules that are graded or marked by hand."""
    shown = visible_name(learner)
    sections = _sections(reports, list(marks))
    titles = ", ".join(section["title"] for section in sections)
    text = ""
    for level in _LEVELS:
        text = html.render(_PAGE, learner=shown, titles=titles, sections=sections, **_words(level))
        if len(text.encode("utf-8")) < SIZE_LIMIT:
            break
    return text


def fragment(report: Report, marks: Iterable[Mark] = ()) -> str:
    """What a learner's page says of one module, as HTML to put into another page."""
    [section] = _sections([report], [mark for mark in marks if mark.module == report.module])
    return html.render(_FRAGMENT, section=section, **_words(_LEVELS[1]))


def _sections(reports: list[Report], marks: list[Mark]) -> list[dict[str, Any]]:
    by_module = {report.module: report for report in reports}
    modules = sorted({*by_module, *(mark.module for mark in marks)}, key=module_order)
    sections = []
    for number, module in enumerate(modules, 1):
        report = by_module.get(module)
        own = [mark for mark in marks if mark.module == module]
        rubric = lines(report, own) if report else []
        in_rubric = [line.mark for line in rubric if line.mark]
        waiting = [line.criterion.max_points for line in rubric if not line.mark]
        sections.append(
            {
                "anchor": f"module{number}",
                "module": module,
                "title": visible(lessons.module_title(module), 200),
                "report": report,
                "marks": own,
                "other_marks": [mark for mark in own if mark not in in_rubric],
                "rubrics": _by_exercise(rubric),
                "unmarked": len(waiting),
                "unmarked_max": sum(waiting),
                "automatic": report.score if report else 0.0,
                "automatic_max": report.max_score if report else 0.0,
                "manual": sum(mark.points for mark in own),
                "manual_max": sum(mark.max_points for mark in own),
                "has_hidden": bool(report) and any(c.hidden for e in report.exercises for c in e.checks),
                "stopped": _stopped(report) if report else None,
            }
        )
    return sections


def _by_exercise(rubric: list[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in rubric:
        found.setdefault(line.exercise.id, []).append(line)
    return found


def _stopped(report: Report) -> tuple[str, str] | None:
    if report.status == "graded":
        return None
    what, mend = STOPPED.get(report.status, ("Your notebook could not be graded.", "Ask your instructor."))
    return what, mend.format(check=f"python -m course check {visible(report.module, 10)}")


def _words(level: _Level) -> dict[str, Any]:
    """What the templates need besides the data."""
    return {
        "show": partial(visible, limit=level.characters, lines=level.lines),
        "checks_shown": level.checks,
        "hidden_words": HIDDEN_WORDS,
        "anchors_of": lambda rubric: sorted(
            {percent for line in rubric for percent in line.criterion.anchors}
        ),
        "state": state,
        "state_of": states.CHECK,
        "by_hand": by_hand,
        "percent": percent,
        "when": when,
        "file_name": file_name,
        "section_words": lessons.section_words,
    }


def module_order(module: str) -> tuple[int, str]:
    """The key that sorts modules as the course counts them: 1, 2, 4, 4b, 10."""
    digits = re.match(r"\d{1,9}", module)
    return (int(digits[0]) if digits else 10**9, module)


def state(exercise: ExerciseReport) -> states.State:
    """How an exercise went, in words, a mark and a tone."""
    nearly = exercise.status == "failed" and 0 < NEARLY * exercise.max_score <= exercise.score
    return states.of_exercise("nearly" if nearly else exercise.status, exercise.is_prose)


def by_hand(rubric: list[Line]) -> str:
    """What an instructor gave for the rubric of an exercise: "7.5 of 10 points", or that it waits."""
    marks = [line.mark for line in rubric if line.mark]
    if not marks:
        return "not marked yet"
    given = f"{points(sum(m.points for m in marks))} of {points(sum(m.max_points for m in marks))} points"
    open_ones = len(rubric) - len(marks)
    return (
        f"{given}, {open_ones} {'criterion' if open_ones == 1 else 'criteria'} not marked yet"
        if open_ones
        else given
    )


def percent(score: float, worth: float) -> str:
    """The share of the points, in whole percent, and never 100 % of less than all."""
    share = 100 * score / worth if worth > 0 else 0.0
    return f"{min(share, 99) if score < worth else share:.0f} %"


def when(moment: str) -> str:
    """ "2026-11-21T05:01:44+00:00" -> "2026-11-21 05:01 UTC"; text that is no date stays as it is."""
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return visible(moment, 40)
    found = found.astimezone(UTC) if found.tzinfo else found
    return f"{found:%Y-%m-%d %H:%M} UTC"


def file_name(notebook: str) -> str:
    """The name of the file that was handed in, without the instructor's folders."""
    return visible(re.split(r"[/\\]|: ", notebook)[-1], 120)

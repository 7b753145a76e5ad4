"""Feedback pages: what was graded, as one self-contained HTML page a learner.

A page holds no script and asks for nothing from anywhere. Everything in it is escaped, invisible characters are made
visible, and what is too long is cut. The same reports and marks always make the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from course import lesson_headings as lessons
from grading.engine.grade.verdict import NEARLY
from grading.instructor.gradebook.report import ExerciseReport, Report
from grading.instructor.gradebook.rubric_marks import Line, lines
from grading.instructor.safe_text import name, plain

if TYPE_CHECKING:
    from grading.instructor.gradebook.marks_file import Mark

SIZE_LIMIT = 200_000
"""Bytes of a page. A page that would be larger shows less of each value, then fewer checks."""

EXERCISE_STATES = {
    "passed": ("✓", "Passed", "good"),
    "nearly": ("◐", "Nearly there", "near"),
    "failed": ("✗", "Not yet", "bad"),
    "error": ("✗", "Stopped by an error", "bad"),
    "timeout": ("✗", "Stopped: took too long", "bad"),
    "not attempted": ("○", "Not attempted", "quiet"),
}
"""Each state of an exercise: mark, words and tone. No tone stands without its words."""

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
    shown = name(learner)
    sections = _sections(reports, list(marks))
    titles = ", ".join(section["title"] for section in sections)
    html = ""
    for level in _LEVELS:
        html = (
            templates()
            .get_template("feedback/page.html.j2")
            .render(learner=shown, titles=titles, sections=sections, **_words(level))
        )
        if len(html.encode("utf-8")) < SIZE_LIMIT:
            break
    return html


def fragment(report: Report, marks: Iterable[Mark] = ()) -> str:
    """What a learner's page says of one module, as HTML to put into another page."""
    [section] = _sections([report], [mark for mark in marks if mark.module == report.module])
    return templates().get_template("feedback/fragment.html.j2").render(section=section, **_words(_LEVELS[1]))


def style() -> str:
    """The style sheet of a page."""
    return templates().get_template("feedback/style.css").render()


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
                "title": plain(lessons.module_title(module), 200),
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
    return what, mend.format(check=f"python -m course check {plain(report.module, 10)}")


def _words(level: _Level) -> dict[str, Any]:
    show: Callable[[object], str] = partial(plain, limit=level.characters, lines=level.lines)
    return {
        "show": show,
        "ticks": lambda text: ticks(show(text)),
        "checks_shown": level.checks,
        "hidden_words": HIDDEN_WORDS,
        "anchors_of": lambda rubric: sorted(
            {percent for line in rubric for percent in line.criterion.anchors}
        ),
    }


def module_order(module: str) -> tuple[int, str]:
    """The key that sorts modules as the course counts them: 1, 2, 4, 4b, 10."""
    digits = re.match(r"\d{1,9}", module)
    return (int(digits[0]) if digits else 10**9, module)


PROSE_STATES = {
    **EXERCISE_STATES,
    "passed": ("✓", "Complete", "good"),
    "failed": ("◐", "Something is missing", "near"),
    "not attempted": ("○", "Not written", "quiet"),
}
"""Each state of an exercise that only a person can judge: whether everything is there."""


def state(exercise: ExerciseReport) -> tuple[str, str, str]:
    """The mark, the words and the tone that say how an exercise went."""
    if exercise.is_prose:
        return PROSE_STATES[exercise.status]
    nearly = exercise.status == "failed" and 0 < NEARLY * exercise.max_score <= exercise.score
    return EXERCISE_STATES["nearly" if nearly else exercise.status]


def ticks(text: str) -> Markup:
    """The text escaped, and what stands between backticks as code."""
    parts = str(escape(text)).split("`")
    if len(parts) % 2 == 0:  # one without a partner is only a character
        parts[-2:] = ["`".join(parts[-2:])]
    return Markup("").join(Markup(f"<code>{part}</code>" if i % 2 else part) for i, part in enumerate(parts))


def points(number: float) -> str:
    """Points as people write them: 8, 7.5, 6.67."""
    return f"{round(number, 2):.10g}"


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
        return plain(moment, 40)
    found = found.astimezone(UTC) if found.tzinfo else found
    return f"{found:%Y-%m-%d %H:%M} UTC"


def file_name(notebook: str) -> str:
    """The name of the file that was handed in, without the instructor's folders."""
    return plain(re.split(r"[/\\]|: ", notebook)[-1], 120)


@cache
def templates() -> Environment:
    """The templates, which escape all they are given."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parents[1], encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "points": points,
        "when": when,
        "file_name": file_name,
        "plain": plain,
        "name": name,
    }
    environment.globals |= {
        "state": state,
        "by_hand": by_hand,
        "percent": percent,
        "section_words": lessons.section_words,
    }
    return environment

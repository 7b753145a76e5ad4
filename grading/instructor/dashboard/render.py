"""Tables and sentences of the dashboard, as escaped HTML, and the rows of its table of learners."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course import html, states
from course.lesson_headings import section_words
from course.safe_text import for_database, visible, visible_name, without_links
from grading.instructor.dashboard import cohort_statistics as stats
from grading.instructor.feedback.page import fragment
from grading.instructor.gradebook.report import Report

if TYPE_CHECKING:
    from grading.instructor.gradebook.marks_file import Mark

_render = partial(html.render_macro, Path(__file__).with_name("cohort.html.j2"))

ROWS = 8
"""Rows of a table before the rest is folded away."""


def style() -> str:
    """The style that the other parts need, once a page."""
    return _render("style")


def empty(problem: str | None, path: Path) -> str:
    """What to do while there is nothing to show."""
    out = f" --out {path.parent}" if path.name == "gradebook.db" else ""
    return _render(
        "empty", problem=visible(problem or f"{path} holds no reports yet.", 400), out=visible(out, 400)
    )


def tiles(summary: stats.Summary) -> str:
    """The numbers at the top."""
    return _render("tiles", summary=summary, state_of=states.of_submission)


def exercises(found: list[stats.ExerciseStats]) -> str:
    """The exercises, the hardest first."""
    return _render("exercises", found=found)


def checks(found: list[stats.CheckStats], hidden: bool) -> str:
    """The checks that fail most, public or hidden."""
    return _render("checks", found=[one for one in found if one.hidden == hidden and one.failed], rows=ROWS)


def misconceptions(found: list[stats.MisconceptionStats], tried: dict[str, int], module: str) -> str:
    """The mistakes of the cohort, and who makes them; `tried` says how many tried each exercise."""
    return _render(
        "misconceptions", found=found, tried=tried, module=module, rows=ROWS, section_words=section_words
    )


def troubles(found: list[stats.Trouble]) -> str:
    """What an instructor may have to look into."""
    return _render("troubles", found=found, rows=ROWS, state_of=states.of_submission)


def learner(report: Report | None, marks: Iterable[Mark]) -> str:
    """What one learner's page says, and what only an instructor needs to know."""
    if report is None:
        return _render("nobody_chosen")
    own = [mark for mark in marks if mark.learner == for_database(report.learner)]
    return _render("learner", report=report) + fragment(report, own)


def title(text: str) -> str:
    """One line of text."""
    return _render("title", text=visible(text, 200))


def rows(reports: list[Report], marks: Iterable[Mark]) -> list[dict[str, Any]]:
    """The table of learners, one row a report. Its text makes no link and no picture in any table.

    "#" is the place of the report in the list.
    """
    by_hand: dict[tuple[str, str], float] = {}
    for mark in marks:
        key = (mark.learner, mark.module)
        by_hand[key] = by_hand.get(key, 0.0) + (mark.points or 0.0)
    table = []
    for number, report in enumerate(reports):
        row: dict[str, Any] = {
            "#": number,
            "Learner": without_links(visible_name(report.learner)),
            "Status": visible(states.of_submission(report.status).words, 20)
            + (", late" if report.late else ""),
            "Points": round(report.score, 2),
            "Of": round(report.max_score, 2),
            "Exercises passed": sum(one.status == "passed" for one in report.exercises),
            "Misconceptions": sum(bool(one.misconception) for one in report.exercises),
        }
        if by_hand:
            row["Marks"] = round(by_hand.get((for_database(report.learner), report.module), 0.0), 2)
        table.append(row)
    return table


def chart_rows(bins: list[stats.Bin]) -> list[dict[str, Any]]:
    """The distribution of the scores, as a chart takes it."""
    last = len(bins) - 1
    return [
        {
            "percent": f"{one.low}–{one.high - (0 if i == last else 1)}",
            "learners": one.count,
            "what": f"{one.count} with {one.low} to {one.high if i == last else one.high - 1} %",
        }
        for i, one in enumerate(bins)
    ]

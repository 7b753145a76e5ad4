"""A verdict as the panel under an exercise."""

from __future__ import annotations

from pathlib import Path

from course import html, links
from course.states import CHECK
from grading.engine.declare.criterion import ANCHORS
from grading.engine.grade.verdict import Verdict
from grading.learner import verdict_words as words

_TEMPLATE = Path(__file__).with_name("panel.html.j2")


def as_html(verdict: Verdict) -> str:
    """The panel as HTML: one row a check, the misconception explained, the rubric, hints that unfold one by one."""
    return html.render(
        _TEMPLATE,
        verdict=verdict,
        exercise=verdict.exercise,
        state=words.state(verdict),
        state_of=CHECK,
        points_words=words.points(verdict),
        summary=words.summary(verdict),
        work=words.work(verdict),
        lesson=_lesson(verdict.exercise.module),
        anchors=ANCHORS,
        marked_by_a_person=words.MARKED_BY_A_PERSON,
    )


def _lesson(module: str) -> str | None:
    """The link to the lesson; None where a bundle came without it."""
    try:
        return links.module_link(module)
    except LookupError:
        return None

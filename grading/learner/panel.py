"""A verdict as the panel under an exercise."""

from __future__ import annotations

from pathlib import Path

from course import html
from course.states import CHECK
from grading.engine.declare.criterion import ANCHORS
from grading.engine.grade.verdict import Verdict
from grading.learner import places
from grading.learner import verdict_words as words
from grading.learner.verdict_rows import rows

_TEMPLATE = Path(__file__).with_name("panel.html.j2")


def as_html(verdict: Verdict, solution: str | None = None) -> str:
    """The panel as HTML: one row a check, the misconception explained, the rubric, hints that unfold one by one.

    Args:
        solution: one way to write it, to fold below a pass.
    """
    exercise = verdict.exercise
    passed = verdict.status == "passed"
    return html.render(
        _TEMPLATE,
        verdict=verdict,
        exercise=exercise,
        state=words.state(verdict),
        state_of=CHECK,
        points_words=words.points(verdict),
        summary=words.summary(verdict),
        mistakes=[
            (sentence, mistake.explanation, places.section(mistake.section))
            for sentence, mistake in zip(words.looks_as_if(verdict), verdict.misconceptions, strict=True)
        ],
        rows=rows(verdict.checks),
        coming=places.next_exercise(exercise) if passed else None,
        solution=solution,
        anchors=ANCHORS,
        run_the_cell=words.RUN_THE_CELL,
        marked_by_a_person=words.MARKED_BY_A_PERSON,
    )

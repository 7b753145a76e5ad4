"""The live verdict: what an exercise notebook calls under each exercise."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grading.engine.declare.exercise import Exercise
    from grading.engine.grade.verdict import Verdict

# The rest is imported by the functions: this module is what `import grading` loads, and `course grade` starts a
# process of its own before it needs pandas and marimo.


def check(exercise_id: str, answer: Callable[[], Any]) -> Any:
    """Check an answer and show the verdict.

    marimo runs the cell that calls this again whenever the answer changes: the lambda names it, which
    makes the reactive edge, and puts off looking it up, so that a missing name becomes a row of the panel.

    Args:
        exercise_id: for instance ``"E1.2"``.
        answer: returns the learner's function, class or value; a tuple where the exercise asks for several.

    Returns:
        The panel, in a notebook. In a script the verdict is printed and None returned.
    """
    if "COURSE_NO_VERDICTS" in os.environ:  # a submission's process: the grader asks, and nobody looks
        return None
    import marimo as mo

    from grading.engine.declare.catalogue import find
    from grading.engine.grade.grade_exercise import grade_exercise
    from grading.engine.recognise.known_mistakes import known_mistakes
    from grading.learner.panel import as_html
    from grading.learner.shown_solution import shown_solution
    from grading.learner.verdict_text import as_text

    exercise = find(exercise_id)
    lookup = _lookup(exercise, answer)
    verdict = grade_exercise(exercise, lookup)
    remember(verdict)
    if mo.running_in_notebook():
        # the first failing verdict needs the known mistakes: work them out while the learner reads
        threading.Thread(target=known_mistakes, args=(exercise_id,), daemon=True).start()
        # it opens to what runs here: the file is saved a second later
        solution = shown_solution(exercise_id, lookup) if verdict.status == "passed" else None
        return mo.Html(as_html(verdict, solution))
    print(as_text(verdict))
    return None


def _lookup(exercise: Exercise, answer: Callable[[], Any]) -> Callable[[str], Any]:
    from grading.engine.answer.notebook_file import missing
    from grading.engine.outcome import MissingAnswerError

    given: dict[str, Any] = {}
    try:
        value = answer()
        several = len(exercise.names) > 1
        given = dict(zip(exercise.names, value, strict=True)) if several else {exercise.answer: value}
    except (NameError, ValueError, TypeError):  # not all of them exist: find each by its name below
        pass
    names = answer.__globals__

    def lookup(name: str) -> Any:
        if name in given:
            return given[name]
        if name in names:
            return names[name]
        raise MissingAnswerError(missing(name))

    return lookup


def remember(verdict: Verdict) -> None:
    """Record a verdict in the learner's progress store."""
    from course import progress

    progress.record_verdict(
        verdict.exercise.id,
        verdict.status,
        verdict.score,
        verdict.max_score,
        verdict.passed_count,
        len(verdict.checks),
    )

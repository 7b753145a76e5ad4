"""`course check`: the public checks on a learner's exercise notebooks, as text."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from course.safe_text import for_rich
from course_app.console import (
    FELL_SHORT,
    OK,
    CommandError,
    console,
    exercise_words,
    find_exercises,
    learners_file,
    one_line,
    points_words,
    stop,
)


def check(
    what: Annotated[
        list[str] | None, typer.Argument(help="Exercises (E1.2) or modules (1); all when left out.")
    ] = None,
    submission: Annotated[
        Path | None, typer.Option(help="Check this notebook instead of your own; progress stays as it is.")
    ] = None,
) -> None:
    """Check your answers, and say what is wrong with them.

    Exits 0 when every exercise named is passed, 1 when one is not, 2 when the call is wrong.

    Examples:

        course check                every exercise

        course check 1              the exercises of module 1

        course check E1.2 E1.3      two exercises

        course check 1 --submission old/exercises_01.py
    """
    from grading.engine.declare.catalogue import exercises_of
    from grading.engine.grade.grade_exercise import grade_exercise
    from grading.learner.live_check import remember
    from grading.learner.verdict_text import as_text

    if submission is not None and not submission.is_file():
        raise CommandError(f"there is no file {submission}")
    exercises = find_exercises(what or _modules_of(submission))
    for module in dict.fromkeys(exercise.module for exercise in exercises):
        exercises_of(module)  # loads their checks
    verdicts = []
    notebooks = {}
    with console.status("Checking …") if console.is_terminal else nullcontext():
        for exercise in exercises:
            path = submission or learners_file(exercise.module)
            if path not in notebooks:
                notebooks[path] = _open(path)
            verdicts.append(grade_exercise(exercise, notebooks[path].lookup))
            if submission is None:
                remember(verdicts[-1])
    for verdict in verdicts:
        if verdict.status not in ("passed", "not attempted"):
            console.print(for_rich(as_text(verdict), keep="\n\t"), soft_wrap=True)
            console.print()
    console.print(_table(verdicts))
    done = sum(verdict.status == "passed" for verdict in verdicts)
    score, worth = sum(v.score for v in verdicts), sum(v.max_score for v in verdicts)
    console.print(_summary(done, verdicts, score, worth), soft_wrap=True)
    stop(OK if done == len(verdicts) else FELL_SHORT)


def _summary(done: int, verdicts: list, score: float, worth: float) -> str:
    by_hand = sum(verdict.exercise.rubric_points for verdict in verdicts)
    passed = "passed or complete" if any(verdict.exercise.is_prose for verdict in verdicts) else "passed"
    text = f"{done} of {len(verdicts)} exercises {passed}"
    text += f", {score:g} of {worth:g} points." if worth or not by_hand else "."
    return text + (f" An instructor can give {by_hand:g} points more by hand." if by_hand else "")


def _modules_of(submission: Path | None) -> list[str]:
    if submission is None:
        return []
    from course.module_ids import module_of_file

    module = module_of_file(submission)
    if module is None:
        raise CommandError(f"which module is {submission}? Name it too: course check 1 --submission FILE")
    return [str(module)]


def _open(path: Path):
    from grading.engine.answer.notebook_file import Notebook

    try:
        return Notebook(path)
    except ValueError as error:
        raise CommandError(one_line(error)) from None


def _table(verdicts: list) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("Exercise")
    table.add_column("")
    table.add_column("Checks", justify="right")
    table.add_column("Points", justify="right")
    table.add_column("")
    for verdict in verdicts:
        table.add_row(
            verdict.exercise.id,
            for_rich(verdict.exercise.title),
            f"{verdict.passed_count}/{len(verdict.checks)}" if verdict.checks else "",
            points_words(verdict.score, verdict.max_score),
            exercise_words(verdict.status, verdict.max_score),
        )
    return table

"""`course check`: the public checks on a learner's exercise notebooks, as text."""

import json
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from course import ROOT
from course.module_ids import module_of_file
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

_LOOK_SECONDS = 0.5
"""How often --watch looks at the notebook."""


def check(
    what: Annotated[
        list[str] | None, typer.Argument(help="Exercises (E1.2) or modules (1); all when left out.")
    ] = None,
    submission: Annotated[
        Path | None, typer.Option(help="Check this notebook instead of your own; progress stays as it is.")
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again whenever the notebook is saved; Ctrl-C stops it.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")] = False,
) -> None:
    """Check your answers, and say what is wrong with them.

    Exits 0 when every exercise named is passed, 1 when one is not, 2 when the call is wrong.

    Examples:

        course check                every exercise

        course check 1              the exercises of module 1

        course check E1.2 E1.3      two exercises

        course check 1 --watch      again after every save

        course check 1 --submission old/exercises_01.py
    """
    if submission is not None and not submission.is_file():
        raise CommandError(f"there is no file {submission}")
    if watch and as_json:
        raise CommandError("--watch shows text and --json prints one object: choose one of them")
    exercises = find_exercises(what or _modules_of(submission))
    if watch:
        _watch(exercises, submission)
    verdicts, mended = _verdicts(exercises, submission, quiet=as_json)
    if as_json:
        print(json.dumps(_as_data(verdicts, mended), indent=2, ensure_ascii=False))
    else:
        _show(verdicts, mended)
    stop(OK if all(verdict.status == "passed" for verdict in verdicts) else FELL_SHORT)


def _verdicts(exercises: list, submission: Path | None, quiet: bool = False) -> tuple[list, list[Path]]:
    """The verdicts, and the notebooks in which what came with them was broken and taken as handed out."""
    from grading.engine.declare.catalogue import exercises_of
    from grading.engine.grade.grade_exercise import grade_exercise
    from grading.learner.live_check import remember

    for module in dict.fromkeys(exercise.module for exercise in exercises):
        exercises_of(module)  # loads their checks
    verdicts = []
    notebooks = {}
    with console.status("Checking …") if console.is_terminal and not quiet else nullcontext():
        for exercise in exercises:
            path = submission or learners_file(exercise.module)
            if path not in notebooks:
                notebooks[path] = _open(path, exercise.module)
            verdicts.append(grade_exercise(exercise, notebooks[path].lookup))
            if submission is None:
                remember(verdicts[-1])
    return verdicts, [path for path, notebook in notebooks.items() if notebook.was_mended]


def _show(verdicts: list, mended: list[Path]) -> None:
    from grading.learner.verdict_text import as_text

    for verdict in verdicts:
        if verdict.exercise.rubric or verdict.status not in ("passed", "not attempted"):
            console.print(for_rich(as_text(verdict), keep="\n\t"), soft_wrap=True)
            console.print()
    console.print(_table(verdicts))
    done = sum(verdict.status == "passed" for verdict in verdicts)
    score, worth = sum(v.score for v in verdicts), sum(v.max_score for v in verdicts)
    console.print(_summary(done, verdicts, score, worth), soft_wrap=True)
    for path in mended:
        console.print(f"{for_rich(_mended_words(path))}", soft_wrap=True)


def _mended_words(path: Path) -> str:
    module = module_of_file(path)
    how = f"; `course reset {module}` puts it back" if module and path.is_relative_to(ROOT) else ""
    return f"The setup cell of {path.name} is broken and was taken as it was handed out{how}."


def _as_data(verdicts: list, mended: list[Path]) -> dict:
    return {
        "passed": sum(verdict.status == "passed" for verdict in verdicts),
        "points": sum(verdict.score for verdict in verdicts),
        "max_points": sum(verdict.max_score for verdict in verdicts),
        "broken_setup_cells": [str(path) for path in mended],
        "exercises": [verdict.as_dict() for verdict in verdicts],
    }


def _watch(exercises: list, submission: Path | None) -> None:
    """Check again whenever a notebook is saved, until Ctrl-C; then the command ends with what was last so."""
    paths = list(dict.fromkeys(submission or learners_file(one.module) for one in exercises))
    seen: dict[Path, tuple[int, int] | None] = {}
    verdicts: list = []
    try:
        while True:
            now = {path: _state(path) for path in paths}
            if now != seen:
                seen = now
                changed = time.strftime("%H:%M:%S")
                try:
                    verdicts, mended = _verdicts(exercises, submission)
                except (
                    CommandError
                ) as error:  # half a file, or one with an error: the next save may be better
                    verdicts = []
                    console.print(f"{changed}  {for_rich(str(error))}", soft_wrap=True)
                else:
                    _show(verdicts, mended)
                    console.print(f"{changed}  Waiting for the next save. Ctrl-C stops it.\n", soft_wrap=True)
            time.sleep(_LOOK_SECONDS)
    except KeyboardInterrupt:
        passed = bool(verdicts) and all(verdict.status == "passed" for verdict in verdicts)
        stop(OK if passed else FELL_SHORT)


def _state(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _summary(done: int, verdicts: list, score: float, worth: float) -> str:
    from grading.learner.verdict_words import PUBLIC_ONLY, has_hidden_checks

    by_hand = sum(verdict.exercise.rubric_points for verdict in verdicts)
    passed = "passed or complete" if any(verdict.exercise.is_prose for verdict in verdicts) else "passed"
    text = f"{done} of {len(verdicts)} exercises {passed}"
    text += f", {score:g} of {worth:g} points." if worth or not by_hand else "."
    if any(verdict.status == "passed" and has_hidden_checks(verdict.exercise) for verdict in verdicts):
        text += f" {PUBLIC_ONLY}"
    return text + (f" An instructor can give {by_hand:g} points more by hand." if by_hand else "")


def _modules_of(submission: Path | None) -> list[str]:
    if submission is None:
        return []
    module = module_of_file(submission)
    if module is None:
        raise CommandError(f"which module is {submission}? Name it too: course check 1 --submission FILE")
    return [str(module)]


def _open(path: Path, module: str):
    from grading.engine.answer.notebook_file import Notebook
    from grading.publish.as_handed_out import handed_out

    try:
        return Notebook(path, handed_out=handed_out(module))
    except ValueError as error:
        how = f"; `course reset {module} --all` brings it back" if path.is_relative_to(ROOT) else ""
        raise CommandError(one_line(error) + how) from None


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

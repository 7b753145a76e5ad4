"""What several commands share: the console, errors of one line, and which exercises a learner names."""

import os
import sys
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from course import ROOT, links, states, theme
from course.module_ids import exercises_name
from course.safe_text import for_rich

OK, FELL_SHORT, WRONG_CALL = 0, 1, 2
IS_BUNDLE = (ROOT / ".course-bundle.json").is_file()
"""Whether this copy of the course is the one for learners."""

_PIPED_WIDTH = 160
"""Columns of a table that a program or a file gets: no name is wrapped there."""


def _width() -> int | None:
    """None lets the terminal say it, or COLUMNS."""
    return None if sys.stdout.isatty() or "COLUMNS" in os.environ else _PIPED_WIDTH


console = Console(highlight=False, width=_width())


class CommandError(Exception):
    """The call or its input is wrong; the message is the one line that says what, and how to mend it."""


def exercise_words(status: str, worth: float) -> str:
    """The state of an exercise as a table cell shows it, with Rich markup; one worth 0 is prose."""
    return _styled(states.of_exercise(status, is_prose=not worth))


def submission_words(status: str) -> str:
    """The state of a submission as a table cell shows it, with Rich markup."""
    return _styled(states.of_submission(status))


def _styled(state: states.State) -> str:
    return f"[{theme.TERMINAL[state.tone]}]{for_rich(state.words.lower())}[/]"


def points_words(score: float, worth: float) -> str:
    """Points as a table cell shows them; no program gives points for prose, so it has none that are missing."""
    return f"{score:g}/{worth:g}" if worth else "by hand"


def find_exercise(exercise_id: str) -> Any:
    """The exercise with this id, written in any case; its checks are not loaded.

    Raises CommandError when there is none.
    """
    from grading.engine.declare.catalogue import find_declared

    try:
        return find_declared(exercise_id)
    except LookupError as error:
        raise CommandError(one_line(error)) from None


def find_exercises(names: list[str]) -> list[Any]:
    """The exercises of ids and module numbers such as "E1.2" and "1"; of every module when none is named.

    Raises CommandError for a name that is neither.
    """
    from grading.engine.declare import catalogue

    found: dict[str, Any] = {}
    for name in names or catalogue.modules():
        if name[:1] in "eE":
            chosen = [find_exercise(name)]
        else:
            try:
                chosen = catalogue.declared(name)
            except LookupError as error:
                raise CommandError(one_line(error)) from None
        found.update((one.id, one) for one in chosen)
    return list(found.values())


def learners_file(module: str) -> Path:
    """The learner's exercise notebook of a module. Raises CommandError when it is missing."""
    path = links.exercises_path(module)
    if path is None:
        raise CommandError(
            f"exercises/{exercises_name(module)} is missing; `course reset {module}` brings it back"
        )
    return ROOT / path


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def one_line(error: BaseException) -> str:
    """The message of an exception on one line; KeyError and its kin quote theirs, so take the argument."""
    text = str(error.args[0]) if error.args else type(error).__name__
    return " ".join(text.split())


def stop(code: int) -> None:
    """End the command with this exit code."""
    raise typer.Exit(code)

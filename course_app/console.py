"""What several commands share: the console, errors of one line, and which exercises a learner names."""

from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from course import ROOT, links
from course.module_ids import exercises_name

OK, FELL_SHORT, WRONG_CALL = 0, 1, 2

console = Console(highlight=False)

_STATUS_WORDS = {
    "passed": "[green]passed[/]",
    "nearly": "[yellow]nearly there[/]",
    "failed": "[red]not yet[/]",
    "error": "[red]error[/]",
    "not attempted": "[dim]not attempted[/]",
    "graded": "graded",
    "timeout": "[red]out of time[/]",
    "crashed": "[red]crashed[/]",
    "unreadable": "[red]unreadable[/]",
}
_PROSE_WORDS = {
    "passed": "[green]complete[/]",
    "nearly": "[yellow]own marks missing[/]",
    "failed": "[yellow]something missing[/]",
    "not attempted": "[dim]not written[/]",
}


class CommandError(Exception):
    """The call or its input is wrong; the message is the one line that says what, and how to mend it."""


def status_words(status: str, worth: float | None = None) -> str:
    """A status as a table cell shows it, with Rich markup; of prose, which is worth 0, what is missing."""
    words = _STATUS_WORDS | _PROSE_WORDS if worth == 0 else _STATUS_WORDS
    return words.get(status, status)


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
        raise CommandError(f"exercises/{exercises_name(module)} is missing; `course release` makes it again")
    return ROOT / path


def one_line(error: BaseException) -> str:
    """The message of an exception on one line; KeyError and its kin quote theirs, so take the argument."""
    text = str(error.args[0]) if error.args else type(error).__name__
    return " ".join(text.split())


def stop(code: int) -> None:
    """End the command with this exit code."""
    raise typer.Exit(code)

"""`course hint` and `course solution`: help with one exercise."""

from typing import Annotated

import typer

from course import progress
from course.safe_text import for_rich
from course_app.console import IS_BUNDLE, CommandError, console, find_exercise, one_line

_ID = Annotated[str, typer.Argument(metavar="EXERCISE", help="An exercise such as E1.2.")]


def hint(exercise_id: _ID) -> None:
    """Give the next hint for an exercise.

    The hints given before are repeated; when all were given it repeats them all.

    Examples:

        course hint E1.2
    """
    exercise = find_exercise(exercise_id)
    total = len(exercise.hints)
    if not total:
        raise CommandError(
            f"{exercise.id} has no hints; section {exercise.section} of the lesson explains it"
        )
    shown = progress.hints_shown(exercise.id)
    upto = min(shown + 1, total)
    for number, text in enumerate(exercise.hints[:upto], 1):
        style = "dim" if number < upto else "bold"
        console.print(f"[{style}]Hint {number} of {total}[/]  {for_rich(text)}", soft_wrap=True)
    if shown < total:
        progress.record_hint(exercise.id, upto)
    else:
        console.print(f"There are no more hints. Section {exercise.section} of the lesson explains it.")


def solution(
    exercise_id: _ID,
    yes: Annotated[
        bool,
        typer.Option(
            "--yes", "-y", help="Show it though the exercise is not passed; not in the copy for learners."
        ),
    ] = False,
) -> None:
    """Show the worked solution of an exercise you have passed.

    Examples:

        course solution E1.2

        course solution E1.2 --yes      before you passed it
    """
    exercise = find_exercise(exercise_id)
    known = progress.snapshot().get(exercise.id)
    if not yes and not (known and known.passed_once):
        now = "" if IS_BUNDLE else ", or add --yes to see the solution now"
        raise CommandError(f"{exercise.id} is not passed yet: try `course hint {exercise.id}` first{now}")
    from grading.learner.worked_solution import worked_solution

    try:
        source = worked_solution(exercise.id)
    except (LookupError, OSError) as error:
        raise CommandError(f"the solution of {exercise.id} can't be shown: {one_line(error)}") from None
    if console.is_terminal:
        from rich.syntax import Syntax

        console.print(Syntax(source, "python", background_color="default"))
    else:
        print(source)

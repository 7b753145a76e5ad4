"""`course release`: the learners' exercise notebooks, made from the worked solutions."""

from typing import Annotated

import typer

from course import ROOT
from course.commands.common import FELL_SHORT, CommandError, console, one_line, stop


def release(
    only_check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 when a notebook is out of date.")
    ] = False,
) -> None:
    """Make exercises/ again from grading/solutions/.

    Your own answers in exercises/ would be overwritten: this is for who writes the course.

    Examples:

        course release

        course release --check
    """
    from grading import release as making

    try:
        changed = making.release(check=only_check)
    except (ValueError, OSError) as error:
        raise CommandError(one_line(error)) from None
    for path in changed:
        word = "out of date" if only_check else "written"
        console.print(f"{word}: {path.relative_to(ROOT).as_posix()}", soft_wrap=True)
    if not changed:
        console.print("exercises/ is up to date.")
    if changed and only_check:
        stop(FELL_SHORT)

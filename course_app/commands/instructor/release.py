"""`course release`: the learners' exercise notebooks, made from the worked solutions, and the learners' bundle."""

from pathlib import Path
from typing import Annotated

import typer

from course import ROOT
from course_app.console import FELL_SHORT, CommandError, console, one_line, stop


def release(
    directory: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR",
            help="A new or empty folder for the learners' bundle; without it exercises/ is made again.",
        ),
    ] = None,
    only_check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 when a file is out of date.")
    ] = False,
    without_solutions: Annotated[
        bool,
        typer.Option(
            "--without-solutions",
            help="No worked solutions in the bundle; else each opens to an answer that passes.",
        ),
    ] = False,
) -> None:
    """Write the bundle you give to learners, or make exercises/ and two documents again.

    Without DIR, exercises/ is made from the solutions, COURSE_OUTLINE.md and progress_tracker.md from the whole course.

    The bundle is the whole course for a learner, without hidden graders and the code of known mistakes. The worked
    solutions are in it locked: each opens when the learner's own answer passes.
    A folder that holds an earlier bundle, in which nobody worked, is brought up to date.

    Without DIR your own answers in exercises/ would be overwritten: this is for who writes the course.

    Examples:

        course release ../for-learners

        course release

        course release --check
    """
    if directory is not None:
        if only_check:
            raise CommandError("--check is about exercises/: leave it out, or leave the folder out")
        _bundle(directory, not without_solutions)
        return
    from course_app import documents
    from grading.publish import strip_solutions as making

    try:
        changed = making.release(check=only_check)
    except (ValueError, OSError) as error:
        raise CommandError(one_line(error)) from None
    changed += documents.out_of_date() if only_check else documents.write()
    for path in changed:
        word = "out of date" if only_check else "written"
        console.print(f"{word}: {path.relative_to(ROOT).as_posix()}", soft_wrap=True)
    if not changed:
        console.print("exercises/ and the documents are up to date.")
    if changed and only_check:
        stop(FELL_SHORT)


def _bundle(directory: Path, solutions_too: bool) -> None:
    from grading.publish.learners_bundle import BundleError, write_bundle
    from grading.wire import WireError

    try:
        with console.status("Recording the known mistakes …"):
            files = write_bundle(directory, solutions_too)
    except (BundleError, WireError) as error:
        raise CommandError(one_line(error)) from None
    console.print(f"{len(files)} files for learners: {directory}", soft_wrap=True)

"""`course dashboard`: the cohort in a marimo app, in the browser."""

import os
from pathlib import Path
from typing import Annotated

import typer

from course import ROOT
from course_app.console import CommandError

APP = ROOT / "grading" / "instructor" / "dashboard" / "app.py"


def dashboard(
    book: Annotated[Path, typer.Argument(help="The gradebook, or the folder it is or will be in.")] = Path(
        "grades/gradebook.db"
    ),
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="The port; a free one when left out.")
    ] = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
) -> None:
    """Show the cohort: scores, the hardest exercises and checks, misconceptions, and every learner.

    The gradebook is only read, and need not be there yet: the page fills while `course grade` runs.

    Examples:

        course dashboard

        course dashboard autumn --port 2719 --no-browser
    """
    from course_app.marimo_server import serve

    path = _book(book)
    if not APP.is_file():
        raise CommandError(f"{APP.relative_to(ROOT)} is missing in {ROOT}; get a complete copy of the course")
    serve(
        ["run", str(APP), "--token", "--no-check"],
        "",
        host=host,
        port=port,
        browser=browser,
        opened=f"The dashboard of {path} is open at",
        closed="The dashboard is closed.",
        again="course dashboard",
        environment={"COURSE_GRADEBOOK": str(path)},
    )


def _book(book: Path) -> Path:
    """The gradebook's absolute path; it may not exist yet. Raises CommandError for what is no gradebook."""
    from grading.instructor.gradebook.book import Gradebook
    from grading.instructor.gradebook.sqlite_file import GradebookError

    path = book / "gradebook.db" if os.path.isdir(book) or not book.suffix else book
    if os.path.exists(path) and path.stat().st_size:
        try:
            Gradebook(path, readonly=True).close()
        except GradebookError as error:
            raise CommandError(str(error)) from None
    return path.absolute()

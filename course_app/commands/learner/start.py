"""`course start`: the course home in marimo, in the browser."""

from typing import Annotated

import typer

from course import ROOT, links
from course_app.console import CommandError


def start(
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="The port; a free one when left out.")
    ] = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
) -> None:
    """Open the course: your progress, what is next, and every notebook.

    Examples:

        course start

        course start --port 2718 --no-browser
    """
    from course_app.marimo_server import serve

    if not (ROOT / links.HOME).is_file():
        raise CommandError(f"{links.HOME} is missing in {ROOT}; get a complete copy of the course")
    serve(
        ["edit", str(ROOT), "--skip-update-check", "--watch"],
        links.home_link(),
        host=host,
        port=port,
        browser=browser,
        opened="The course is open at",
        closed="The course is closed. Your answers and progress are saved.",
        again="python -m course",
    )

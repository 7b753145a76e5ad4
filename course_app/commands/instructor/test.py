"""`course test`: the tests of the course itself."""

import subprocess
import sys

import typer

from course import ROOT
from course_app import bootstrap
from course_app.console import CommandError, stop


def test(context: typer.Context) -> None:
    """Run the course's own tests; everything after `test` goes to pytest.

    Examples:

        course test

        course test -k progress -x

        course test tests/test_progress.py
    """
    if not bootstrap.is_ready(bootstrap.DEV_LOCK):
        try:
            _set_up()
        except bootstrap.SetupError as error:
            raise CommandError(str(error)) from None
    chosen = any(
        not argument.startswith("-") and (ROOT / argument.split("::")[0]).exists()
        for argument in context.args
    )
    command = [sys.executable, "-m", "pytest", *([] if chosen else ["tests"]), *context.args]
    try:
        code = subprocess.run(command, cwd=ROOT).returncode
    except KeyboardInterrupt:
        code = 2
    # pytest's own codes above 1 mean that it was stopped, or called in a wrong way.
    stop(code if code in (0, 1) else 2)


def _set_up() -> None:
    if sys.prefix != str(bootstrap.venv()):
        raise bootstrap.SetupError("the tests need packages that are not here; run `python -m course test`")
    bootstrap.install(bootstrap.DEV_LOCK)

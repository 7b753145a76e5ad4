"""`course test`: the tests of the course itself."""

import subprocess
import sys

import typer

from course import ROOT
from course_app import bootstrap
from course_app.console import CommandError, stop

_SHARED = ("-n", "2", "--dist", "loadscope", "--no-loadscope-reorder")
"""Two workers; the tests of a file stay on one, so that they share what it made, in the order of tests/conftest.py."""
_ONE_PROCESS = ("-s", "--capture=no", "--pdb", "--trace", "-n0", "-n=0", "--numprocesses=0")
"""What needs the tests in the process of the terminal."""


def test(context: typer.Context) -> None:
    """Run the course's own tests, two at a time; everything after `test` goes to pytest.

    Examples:

        course test

        course test --module 1

        course test -k progress -x --pdb

        course test tests/test_progress.py
    """
    if not bootstrap.is_ready(bootstrap.DEV_LOCK):
        try:
            _set_up()
        except bootstrap.SetupError as error:
            raise CommandError(str(error)) from None
    command = [sys.executable, "-m", "pytest", *pytest_arguments(context.args)]
    try:
        code = subprocess.run(command, cwd=ROOT).returncode
    except KeyboardInterrupt:
        code = 2
    # pytest's own codes above 1 mean that it was stopped, or called in a wrong way.
    stop(code if code in (0, 1) else 2)


def pytest_arguments(given: list[str]) -> list[str]:
    """What pytest is called with: what was given, which wins, and the course's own choices before it.

    A single file starts no workers: it is done sooner than they are there.
    """
    paths = [ROOT / one.split("::")[0] for one in given if not one.startswith("-")]
    chosen = [path for path in paths if path.exists()]
    alone = any(one in _ONE_PROCESS for one in given) or (len(chosen) == 1 and chosen[0].is_file())
    return [*(() if alone else _SHARED), "--durations=10", *(() if chosen else ("tests",)), *given]


def _set_up() -> None:
    if sys.prefix != str(bootstrap.venv()):
        raise bootstrap.SetupError("the tests need packages that are not here; run `python -m course test`")
    bootstrap.install(bootstrap.DEV_LOCK)

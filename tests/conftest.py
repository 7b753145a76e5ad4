"""What every test of the course can rely on: a progress store of its own, children that end, one module alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from course import ROOT
from course.module_ids import in_order, module_id, module_of_file
from grading.engine.declare import catalogue
from tests.course_modules import begun, lesson_module

WANTED = pytest.StashKey[set[str]]()
"""The modules given by --module; none for all tests."""
LAUNCHER = "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
"""Runs a command as a terminal would: a job in the background of a script has Ctrl-C ignored, and hands that on."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--module", action="append", metavar="N", help="run only what tests module N; may be given again"
    )


def pytest_configure(config: pytest.Config) -> None:
    there = begun()
    try:
        wanted = {module_id(written) for written in config.getoption("--module") or ()}
    except LookupError as error:
        raise pytest.UsageError(f"--module: {error}") from None
    unknown = in_order(wanted - set(there))
    if unknown:
        raise pytest.UsageError(f"--module: there is no module {', '.join(unknown)}, only {', '.join(there)}")
    config.stash[WANTED] = wanted


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the modules asked for, and begin with what takes long: begun last, it would keep one worker busy alone."""
    wanted = config.stash[WANTED]
    if wanted:
        left = [item for item in items if module_of(item) not in wanted]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if module_of(item) in wanted]
    items.sort(key=lambda item: not any(map(item.get_closest_marker, ("browser", "slow"))))


def module_of(item: pytest.Item) -> str | None:
    """The module that a test is about: the one it is marked with, or that of the exercise or file it is given."""
    mark = item.get_closest_marker("module")
    if mark:
        return mark.args[0]
    callspec = getattr(item, "callspec", None)
    for name, value in callspec.params.items() if callspec else ():
        if name == "module":
            return value
        if isinstance(value, Path):
            return module_of_file(value) or lesson_module(value)
        if hasattr(value, "module"):
            return value.module
    return None


@pytest.fixture(autouse=True)
def progress_file(tmp_path_factory, monkeypatch):
    """The progress store of this test, never the learner's; it does not exist yet."""
    path = tmp_path_factory.mktemp("progress") / "progress.sqlite"
    monkeypatch.setenv("COURSE_PROGRESS", str(path))
    return path


@pytest.fixture(autouse=True)
def _modules_of_this_test():
    """What a test adds to the course's own modules is forgotten after it."""
    yield
    catalogue.remove_added_folders()


@pytest.fixture(scope="session")
def confinement():
    """Skip where submissions can't be confined; with CI set that is a failure."""
    from grading.sandbox.confine import missing

    why = missing()
    if why and os.environ.get("CI"):
        pytest.fail(f"CI must be able to confine submissions: {why}")
    if why:
        pytest.skip(why)


@pytest.fixture(scope="session")
def bundle(tmp_path_factory):
    """The learners' bundle; tests that write into it take a copy."""
    from grading.publish.learners_bundle import write_bundle

    target = tmp_path_factory.mktemp("bundle") / "for learners"
    write_bundle(target)
    return target


@pytest.fixture
def start():
    """Start a Python with some arguments as a terminal would; whatever happens, it and its children end with the test.

    The process leads a group of its own, which gets Ctrl-C by ``os.killpg(process.pid, signal.SIGINT)``.
    """
    started: list[subprocess.Popen] = []

    def start_python(*arguments: object, **options: object) -> subprocess.Popen:
        command = [sys.executable, "-c", LAUNCHER, sys.executable, *map(str, arguments)]
        process = subprocess.Popen(
            command, **{"cwd": ROOT, "text": True, "encoding": "utf-8", "start_new_session": True, **options}
        )
        started.append(process)
        return process

    yield start_python
    for process in started:
        if os.name == "posix":
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        for stream in (process.stdout, process.stderr):
            if stream:
                stream.close()

"""Grade many submissions side by side, so that each report is kept before the next submission starts.

Each worker is a process that grades one submission at a time; this process only hands out work and keeps
the reports. A worker that is lost, or that hangs although every limit should have ended it, is replaced,
and costs no other submission. What needs pandas and marimo is imported by the functions: the fork server,
which imports them as well, is started first.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING

from course import ROOT
from course.module_ids import exercises_name
from grading.engine.declare.catalogue import add_folder, folders, load_hidden, module_folder
from grading.instructor.cohort.settings import Settings
from grading.instructor.intake.submissions import SubmittedNotebook
from grading.sandbox.protocol import PublicFile
from grading.sandbox.starters import (
    Confined,
    ForkServerProcess,
    SandboxError,
    Starter,
    Unconfined,
    die_with_parent,
    forget,
)

if TYPE_CHECKING:
    from grading.instructor.gradebook.report import Report

_OVERTIME = 60.0
"""Seconds beyond a submission's limit after which a worker counts as lost."""


def grade_all(
    entries: list[SubmittedNotebook],
    settings: Settings,
    jobs: int,
    folder: str,
    keep: Callable[[SubmittedNotebook, Report], None],
    confined: bool = True,
) -> None:
    """Grade submissions, and call ``keep`` with each report before the worker that made it gets its next one.

    Args:
        jobs: submissions graded at the same time.
        folder: where scratch files may be.
        confined: False runs them without isolation.

    Raises:
        SandboxError: the sandbox does not work.
        KeyboardInterrupt: passed on, after every process was ended; reports kept so far stay.
    """
    if not entries:
        return
    modules = dict.fromkeys(entry.module for entry in entries)
    jobs = min(jobs, len(entries))
    fork_server = None
    if confined:
        public = _public_notebooks(modules), _warm_ups(modules)
        fork_server = ForkServerProcess(jobs, settings.limits, *public, folder)
    workers: list[_Worker] = []
    try:
        _load(modules)  # once, for all workers; meanwhile the fork server warms up
        for number in range(jobs):
            control = fork_server.controls[number] if fork_server else None
            workers.append(_Worker(settings, folder, control))
        if fork_server:
            fork_server.wait()
        _hand_out(deque(entries), workers, settings, keep)
    finally:
        for worker in workers:
            worker.stop()
        if fork_server:
            fork_server.close()


def _public_notebooks(modules: Iterable[str]) -> list[PublicFile]:
    return _public_files(ROOT / "exercises" / exercises_name(module) for module in modules)


def _warm_ups(modules: Iterable[str]) -> list[PublicFile]:
    """The scripts of first calls that some modules have. Only their text goes to the fork server."""
    return _public_files(module_folder(module) / "warm_up.py" for module in modules)


def _public_files(paths: Iterable[Path]) -> list[PublicFile]:
    return [PublicFile(path.name, path.read_text(encoding="utf-8")) for path in paths if path.is_file()]


def _load(modules: Iterable[str]) -> None:
    from grading.engine.recognise.known_mistakes import known_mistakes

    with warnings.catch_warnings(action="ignore"):  # a wrong answer may well divide by zero
        for module in modules:
            for exercise in load_hidden(module):
                known_mistakes(exercise.id)


def _hand_out(
    waiting: deque[SubmittedNotebook],
    workers: list[_Worker],
    settings: Settings,
    keep: Callable[[SubmittedNotebook, Report], None],
) -> None:
    from grading.instructor.cohort.grade_submission import lost

    for worker in workers:
        worker.give(waiting.popleft())
    patience = settings.limits.submission_seconds + _OVERTIME
    while busy := [worker for worker in workers if worker.entry]:
        ready = wait([worker.connection for worker in busy], timeout=1.0)
        for worker in busy:
            late = time.monotonic() - worker.since > patience
            if worker.connection not in ready and not late:
                continue
            report = None if late else worker.report()
            if isinstance(report, SandboxError):
                raise report
            if report is None:
                why = "the grader was lost while it graded this submission"
                report = lost(worker.entry, why, settings, worker.sandbox)
                worker.replace()
            keep(worker.entry, report)
            worker.entry = None
            if waiting:
                worker.give(waiting.popleft())


class _Worker:
    """A process that grades what it is given.

    Where submissions are confined it is a fork of this one: it starts at once, with the graders loaded.

    Args:
        control: control socket of the fork server; without one, submissions are not confined.
    """

    def __init__(self, settings: Settings, folder: str, control: socket | None) -> None:
        self._settings, self._folder, self._control = settings, folder, control
        self.sandbox = Confined.name if control else Unconfined.name
        self.entry: SubmittedNotebook | None = None
        self.since = 0.0
        self._begin()

    def _begin(self) -> None:
        context = multiprocessing.get_context("fork" if self._control else "spawn")
        self.connection, theirs = context.Pipe()
        arguments = (theirs, self._settings, self._folder, self._control, folders())
        self._process = context.Process(target=_work, args=arguments, daemon=True)
        self._process.start()
        theirs.close()

    def give(self, entry: SubmittedNotebook) -> None:
        """Hand it a submission."""
        self.entry, self.since = entry, time.monotonic()
        with suppress(OSError):  # it is gone: that shows when its report is asked for
            self.connection.send(entry)

    def report(self) -> Report | SandboxError | None:
        """The report it made; None when it was lost."""
        try:
            return self.connection.recv()
        except (EOFError, OSError):
            return None

    def replace(self) -> None:
        """End it and the submission it was at, and start it anew."""
        self.stop()
        if self._control:
            forget(self._control)
        self._begin()

    def stop(self) -> None:
        """End it."""
        self.connection.close()
        self._process.kill()
        self._process.join()


def _work(
    connection: Connection, settings: Settings, folder: str, control: socket | None, graders: list[Path]
) -> None:
    from grading.instructor.cohort.grade_submission import grade

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the command, which then ends this process
    warnings.simplefilter("ignore")  # about a submission's values: its report says what is wrong with them
    if control:
        die_with_parent()
        gc.freeze()  # a collection would look at all that was loaded before the fork, again and again
    for extra in graders[1:]:
        add_folder(extra)
    starter: Starter = Confined(control) if control else Unconfined(settings.limits)
    while True:
        try:
            entry = connection.recv()
        except (EOFError, OSError):
            return
        try:
            connection.send(grade(entry, starter, folder, settings))
        except SandboxError as error:
            connection.send(error)

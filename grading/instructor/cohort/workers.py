"""The processes that grade: workers, each at one submission at a time, and the fork server that they share.

What needs pandas and marimo is imported by the functions: the fork server, which imports them too, is started first.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import time
import warnings
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING

from course import ROOT
from course.module_ids import exercises_name
from grading.engine.declare.catalogue import add_folder, folders, load_hidden, module_folder
from grading.instructor.cohort.settings import Settings
from grading.instructor.intake.submissions import SubmittedNotebook
from grading.sandbox.protocol import PublicFile
from grading.sandbox.scratch_space import ScratchSpace
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


@dataclass
class Task:
    """A submission to grade.

    Attributes:
        tries: how often that was begun.
    """

    entry: SubmittedNotebook
    tries: int = 0


class LostError(Exception):
    """The grader was lost, or failed, at a submission; the message is a line. The submission is not to blame."""


class Crew:
    """The workers and their fork server.

    Args:
        modules: what will be graded.
        jobs: number of workers.
        folder: where scratch files may be.
        confined: False runs submissions without isolation.

    Raises:
        SandboxError: the fork server does not start.
    """

    def __init__(
        self, modules: Iterable[str], settings: Settings, jobs: int, folder: str, confined: bool
    ) -> None:
        self._modules, self._settings, self._folder = list(modules), settings, folder
        self._spaces = [
            ScratchSpace(os.path.join(folder, f"worker-{number}"), settings.limits) for number in range(jobs)
        ]
        self._confined = confined
        self._fork_server: ForkServerProcess | None = None
        self.workers: list[Worker] = []

    def __enter__(self) -> Crew:
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()
        for space in self._spaces:
            space.close()

    def restart(self) -> None:
        """End every process and start anew; what they were at is lost."""
        self._stop()
        for space in self._spaces:
            space.renew()
        self._start()

    def _start(self) -> None:
        if self._confined:
            public = _public_notebooks(self._modules), _warm_ups(self._modules)
            limits = self._settings.limits
            self._fork_server = ForkServerProcess(len(self._spaces), limits, *public, self._folder)
        _load(self._modules)  # once, for all workers; meanwhile the fork server warms up
        controls = self._fork_server.controls if self._fork_server else [None] * len(self._spaces)
        for control, space in zip(controls, self._spaces, strict=True):
            self.workers.append(Worker(self._settings, space, control))
        if self._fork_server:
            self._fork_server.wait()

    def _stop(self) -> None:
        for worker in self.workers:
            worker.stop()
        self.workers.clear()
        if self._fork_server:
            self._fork_server.close()
            self._fork_server = None


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


class Worker:
    """A process that grades what it is given.

    Where submissions are confined it is a fork of this one: it starts at once, with the graders loaded.

    Args:
        space: for the files of its submissions.
        control: control socket of the fork server; without one, submissions are not confined.
    """

    def __init__(self, settings: Settings, space: ScratchSpace, control: socket | None) -> None:
        self._settings, self._space, self._control = settings, space, control
        self.task: Task | None = None
        self.since = 0.0
        self._begin()

    def _begin(self) -> None:
        context = multiprocessing.get_context("fork" if self._control else "spawn")
        self.connection, theirs = context.Pipe()
        arguments = (theirs, self._settings, self._space.folder, self._control, folders())
        self._process = context.Process(target=_work, args=arguments, daemon=True)
        self._process.start()
        theirs.close()

    def give(self, task: Task) -> None:
        """Hand it a submission."""
        self.task, self.since = task, time.monotonic()
        task.tries += 1
        with suppress(OSError):  # it is gone: that shows when its report is asked for
            self.connection.send(task.entry)

    def take(self) -> Task:
        """The task it was at; it is free then."""
        task, self.task = self.task, None
        return task

    def report(self) -> Report | LostError | SandboxError:
        """The report it made, or why there is none."""
        try:
            return self.connection.recv()
        except (EOFError, OSError):
            return LostError("the grader was ended while it graded this submission")

    def replace(self) -> None:
        """End it and the submission it was at, and start it anew. Raises SandboxError."""
        self.stop()
        if self._control:
            forget(self._control)
        self._space.renew()
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
        from grading.sandbox.confine import limit_memory

        die_with_parent()
        limit_memory(settings.limits.grader_memory_mb)
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
        except Exception as error:  # a mistake of ours must not cost the others their grades
            connection.send(
                LostError(f"the grader failed on it ({type(error).__name__}: {str(error)[:300]})")
            )

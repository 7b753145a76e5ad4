"""Run the checks of an exercise on each mutant, in processes forked from this one, which is warm.

A mutant gets a process of its own: nothing it does reaches the next one, and one that never ends is killed.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import time
import warnings
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Literal

from grading.engine.answer.notebook_file import Notebook
from grading.engine.declare.exercise import Check, Exercise
from grading.engine.run.place import UnlimitedInProcess
from grading.engine.run.run_check import Submission, run_check
from grading.instructor.mutants.mutant import Key, Mutant

SECONDS = 5
"""Processor time that the checks of one mutant may take; those of a solution take a small part of a second."""
_PATIENCE = 60.0
"""Seconds by the clock after which one that waits for something is killed too, on however busy a machine."""
_MEMORY = 4 << 30
"""Bytes of data that a mutant may hold: a loop that fills a list ends before the machine does."""

End = Literal["survived", "public", "hidden", "time limit", "crashed"]


@dataclass(frozen=True)
class Outcome:
    """How a mutant ended: it survived, or what killed it first.

    Attributes:
        by: the name of the check that noticed; empty where none was reached.
    """

    mutant: Mutant
    end: End
    by: str = ""


class SolutionError(Exception):
    """A reference solution does not pass its own checks, so that mutants of it would prove nothing."""


class Solutions:
    """A notebook of solutions, run once in this process, with the checks of its exercises.

    Args:
        exercises: with their checks loaded.
        public_only: leaves the hidden checks out.
        seed: makes the data of the hidden checks.

    Raises:
        SolutionError: a solution fails one of its checks.
    """

    def __init__(
        self, notebook: Notebook, exercises: list[Exercise], *, public_only: bool = False, seed: int = 0
    ) -> None:
        self.notebook, self.seed = notebook, seed
        self._exercises = {one.id: one for one in exercises}
        self._checks = {one.id: one.checks + ([] if public_only else one.hidden_checks) for one in exercises}
        with warnings.catch_warnings(action="ignore"):
            for one in exercises:
                failed = self.failed(one.id)
                if failed:
                    raise SolutionError(f"the solution of {one.id} fails its own check {failed.name}")

    def failed(self, exercise_id: str) -> Check | None:
        """The first check that fails on what the notebook holds now."""
        answer = self._exercises[exercise_id].answer
        for check in self._checks[exercise_id]:
            submission = Submission(self.notebook.lookup)
            if not run_check(check, submission, answer, UnlimitedInProcess(), self.seed)[0].passed:
                return check
        return None


def run(
    mutants: list[Mutant],
    solutions: dict[str, Solutions],
    jobs: int,
    told: Callable[[Outcome], None] = lambda outcome: None,
    seconds: int = SECONDS,
) -> list[Outcome]:
    """Run the mutants, so many at a time, and say how each ended, in their order.

    Args:
        solutions: by exercise id.
        told: called with each outcome as it comes.
        seconds: processor time that the checks of one mutant may take.
    """
    waiting = deque(mutants)
    running: list[_Process] = []
    ends: dict[Key, Outcome] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                mutant = waiting.popleft()
                running.append(_Process(mutant, solutions[mutant.key.exercise], seconds))
            first = min(process.until for process in running)
            wait([process.connection for process in running], timeout=max(0.0, first - time.monotonic()))
            for process in [one for one in running if one.has_ended()]:
                running.remove(process)
                outcome = process.outcome()
                ends[process.mutant.key] = outcome
                told(outcome)
    finally:
        for process in running:
            process.stop()
    return [ends[mutant.key] for mutant in mutants]


class _Process:
    """A fork of this process that runs the checks on one mutant."""

    def __init__(self, mutant: Mutant, solutions: Solutions, seconds: int) -> None:
        self.mutant = mutant
        self.until = time.monotonic() + _PATIENCE
        context = multiprocessing.get_context("fork")
        self.connection, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(mutant, solutions, theirs, seconds), daemon=True)
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            self._process.start()  # newer Pythons warn where libraries have threads; these libraries mind forks
        theirs.close()

    def has_ended(self) -> bool:
        """Whether it has something to say, is gone, or is out of time."""
        return self.connection.poll() or time.monotonic() >= self.until

    def outcome(self) -> Outcome:
        """How the mutant ended; the process is ended with it."""
        end, by = "time limit", ""
        if self.connection.poll():
            try:
                end, by = self.connection.recv()
            except EOFError:
                self._process.join()
                end = "time limit" if self._process.exitcode == -signal.SIGXCPU else "crashed"
        self.stop()
        return Outcome(self.mutant, end, by)

    def stop(self) -> None:
        """End it."""
        self._process.kill()
        self._process.join()
        self.connection.close()


def _work(mutant: Mutant, solutions: Solutions, connection: Connection, seconds: int) -> None:
    _be_quiet()
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_DATA, _MEMORY)
    notebook = solutions.notebook
    try:
        exec(compile(mutant.tree(), "<mutant>", "exec"), notebook.globals)
        check = solutions.failed(mutant.key.exercise)
    except BaseException:  # also what a check does not expect, such as the end of the program
        connection.send(("crashed", ""))
        return
    connection.send(("hidden" if check.hidden else "public", check.name) if check else ("survived", ""))


def _be_quiet() -> None:
    warnings.simplefilter("ignore")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _limit(kind: int, most: int) -> None:
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))

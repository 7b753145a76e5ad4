"""Grade many submissions side by side, so that each report is kept before its worker gets the next submission.

Only what a submission does is ever in a report. Where a worker or the sandbox is lost, which may happen on any busy
machine, it is started anew, and what it was at is graded again, alone.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from grading.instructor.cohort.settings import Settings
from grading.instructor.cohort.workers import Crew, LostError, Task, Worker
from grading.instructor.intake.problems import Notice
from grading.instructor.intake.submissions import SubmittedNotebook
from grading.sandbox.starters import SandboxError

if TYPE_CHECKING:
    from grading.instructor.gradebook.report import Report

_OVERTIME = 60.0
"""Seconds beyond a submission's limit after which a worker counts as lost."""
_TRIES = 3
"""How often a submission is begun: after the first time alone, so that nobody else can be why it fails."""
_RESTARTS = 20
"""After so many restarts in a row, each at other submissions, the sandbox counts as broken."""

Keep = Callable[[SubmittedNotebook, "Report"], None]


def grade_all(
    entries: list[SubmittedNotebook],
    settings: Settings,
    jobs: int,
    folder: str,
    keep: Keep,
    confined: bool = True,
) -> list[Notice]:
    """Grade submissions, and call ``keep`` with each report before the worker that made it gets its next one.

    Args:
        jobs: submissions graded at the same time.
        folder: where scratch files may be.
        confined: False runs them without isolation.

    Returns:
        The submissions that could not be graded, through no fault of theirs, and why: nothing was kept of them.

    Raises:
        SandboxError: the sandbox does not work.
        KeyboardInterrupt: passed on, after every process was ended; reports kept so far stay.
    """
    if not entries:
        return []
    modules = dict.fromkeys(entry.module for entry in entries)
    with Crew(modules, settings, min(jobs, len(entries)), folder, confined) as crew:
        patience = settings.limits.submission_seconds + _OVERTIME
        return _HandOut(crew, [Task(entry) for entry in entries], keep, patience).run()


class _HandOut:
    """Hand out tasks until every one has its report, or was tried often enough."""

    def __init__(self, crew: Crew, tasks: list[Task], keep: Keep, patience: float) -> None:
        self._crew, self._keep, self._patience = crew, keep, patience
        self._waiting, self._suspects = deque(tasks), deque[Task]()
        self._restarts = 0
        self._failed: list[Notice] = []

    def run(self) -> list[Notice]:
        """Do it; those without a report, and why."""
        while self._hand_out():
            busy = [worker for worker in self._crew.workers if worker.task]
            ready = wait([worker.connection for worker in busy], timeout=1.0)
            for worker in busy:
                if not worker.task:  # another one's end has ended it
                    continue
                if worker.connection in ready:
                    self._receive(worker, worker.report())
                elif time.monotonic() - worker.since > self._patience:
                    self._receive(worker, LostError("the grader came to no end with this submission"))
        return self._failed

    def _hand_out(self) -> bool:
        """Give every free worker a task, and suspects to one worker while the others rest; whether any is at work."""
        for worker in self._crew.workers:
            if self._waiting and not worker.task:
                worker.give(self._waiting.popleft())
        at_work = any(worker.task for worker in self._crew.workers)
        if self._suspects and not at_work:
            self._crew.workers[0].give(self._suspects.popleft())
            return True
        return at_work

    def _receive(self, worker: Worker, result: Report | LostError | SandboxError) -> None:
        if isinstance(result, SandboxError):
            self._restart(result)
        elif isinstance(result, LostError):
            self._again(worker.take(), result)
            try:
                worker.replace()
            except SandboxError as error:
                self._restart(error)
        else:
            self._restarts = 0
            self._keep(worker.take().entry, result)

    def _restart(self, error: SandboxError) -> None:
        """Everything that was being graded is lost with the fork server."""
        self._restarts += 1
        if self._restarts > _RESTARTS:
            raise error
        for worker in self._crew.workers:
            if worker.task:
                self._again(worker.take(), error)
        self._crew.restart()

    def _again(self, task: Task, why: Exception) -> None:
        if task.tries < _TRIES:
            self._suspects.append(task)
        else:
            self._restarts = 0  # it was this submission, and not the sandbox
            reason = f"{why}, in {_TRIES} tries; run the same command again"
            self._failed.append(Notice(task.entry.notebook, reason))

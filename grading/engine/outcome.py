"""What a check found, and what stopped it: the words that every other part of the engine uses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """One failing assertion: what was given, what was expected and why it matters."""

    why: str
    call: str | None = None
    given: str | None = None
    expected: str | None = None


@dataclass(frozen=True)
class Problem:
    """What stopped the learner's code: an exception with their own line, a time limit, a missing name.

    Attributes:
        call: what was called last.
    """

    kind: str
    message: str
    line: str | None = None
    line_number: int | None = None
    call: str | None = None

    @property
    def text(self) -> str:
        """Kind and message in one; many exceptions have no message."""
        return f"{self.kind}: {self.message}" if self.message else self.kind


FINAL = ("time limit", "stopped")
"""Kinds of problems after which the other checks of an exercise are not run: they would end the same way."""


@dataclass(frozen=True)
class CheckResult:
    """The outcome of one check. ``passed`` is None where it was not run."""

    name: str
    title: str
    weight: float
    passed: bool | None
    messages: tuple[Message, ...] = ()
    problem: Problem | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Recognised:
    """A misconception that explains the answer."""

    title: str
    explanation: str
    section: str


@dataclass(frozen=True)
class BeginWith:
    """Where no misconception explains an answer: the title of the check to mend first, and why it is that one."""

    title: str
    why: str


@dataclass(frozen=True)
class SelfMarks:
    """The learner's own marks: percent by criterion id, and what is still to write, in sentences."""

    percent: dict[str, int]
    missing: tuple[str, ...] = ()


class MissingAnswerError(Exception):
    """A name the checks need is not there; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class StoppedError(BaseException):
    """The process with the answer is gone; a BaseException so that ``except Exception`` lets it through."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem

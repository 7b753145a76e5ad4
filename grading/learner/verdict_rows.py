"""The checks of a verdict as rows: what several checks would say in the same words is said once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grading.engine.outcome import CheckResult, Message, Problem


@dataclass(frozen=True)
class Row:
    """One check, or several that the same error stopped.

    Attributes:
        stopped: titles of the checks, where they are several.
        messages: a call, and a reason, that the message before has too is left out: None, and "".
    """

    title: str
    passed: bool | None
    messages: tuple[Message, ...] = ()
    problem: Problem | None = None
    stopped: tuple[str, ...] = ()


def rows(checks: Iterable[CheckResult]) -> list[Row]:
    """The rows, in the order of the checks; checks that one error stopped stand where the first of them does."""
    together: dict[object, list[CheckResult]] = {}
    for check in checks:
        together.setdefault(_stopped_by(check) or check.name, []).append(check)
    return [_row(same[0]) if len(same) == 1 else _stopped(same) for same in together.values()]


def _stopped_by(check: CheckResult) -> tuple[object, ...] | None:
    """What is the same where the same line of the same code raised the same error; None for another outcome."""
    problem = check.problem
    if problem is None or check.messages:
        return None
    return problem.kind, problem.message, problem.line, problem.line_number


def _row(check: CheckResult) -> Row:
    return Row(check.title, check.passed, _said_once(check.messages), check.problem)


def _stopped(checks: list[CheckResult]) -> Row:
    titles = tuple(check.title for check in checks)
    return Row(f"{len(checks)} checks stop at the same error", False, (), checks[0].problem, titles)


def _said_once(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """The messages without what the one before says as well."""
    said: list[Message] = []
    for before, message in zip((None, *messages), messages, strict=False):
        why = "" if before and before.why == message.why else message.why
        call = None if before and before.call == message.call else message.call
        said.append(Message(why, call, message.given, message.expected))
    return tuple(said)

"""Run one check on an answer, wherever the answer lives, and note how it went."""

from __future__ import annotations

import inspect
import zlib
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from grading.engine.answer.handle import wrap
from grading.engine.answer.learner_error import explain
from grading.engine.compare.calls import AS_BEFORE, Call, shown_calls
from grading.engine.compare.equality import same
from grading.engine.compare.soft_assertions import Record, SoftAssertions
from grading.engine.declare.exercise import Check
from grading.engine.outcome import CheckResult, Message, MissingAnswerError, Problem, StoppedError
from grading.engine.run.place import CHECK_SECONDS, Place
from grading.engine.run.time_limit import TimeLimitError

CHANGES_INPUT = "your code changes what it is given, so its caller goes on with other data. Work on a copy"
"""What a learner is told about a call that changed its arguments."""


class Submission:
    """The learner's public names, as attributes; what is not data comes as a handle.

    Args:
        lookup: returns the object of a name, or raises MissingAnswerError.
    """

    def __init__(self, lookup: Callable[[str], Any]) -> None:
        self._lookup = lookup
        self.trace: list[Call] = []

    def __getattr__(self, name: str) -> Any:
        return wrap(self._lookup(name), name, self.trace)


@dataclass(frozen=True)
class Transcript:
    """How one check went, in a form that can be compared with another answer's.

    Whether the answer changed what it was given is no part of it.
    """

    passed: bool
    records: tuple[Record, ...]
    problem: str | None

    def agrees_with(self, other: Transcript) -> bool:
        """Whether both gave the same values in every assertion, and stopped the same way."""
        if self.problem != other.problem or len(self.records) != len(other.records):
            return False
        pairs = zip(self.records, other.records, strict=True)
        return all(a.passed is b.passed and same(a.given, b.given) for a, b in pairs)


def run_check(
    check: Check,
    submission: Submission,
    answer: str,
    place: Place,
    seed: int = 0,
    *,
    may_change_inputs: bool = False,
) -> tuple[CheckResult, Transcript]:
    """Run one check.

    Args:
        answer: public name of the answer.
        seed: fixes the ``rng`` of a hidden check, together with the check's name.
        may_change_inputs: don't fail an answer that changes what it is given.
    """
    assertions = SoftAssertions(submission.trace)
    problem: Problem | None = None
    wants = inspect.signature(check.function).parameters
    with place.folder() if "tmp_path" in wants else nullcontext() as folder:
        given = {"check": assertions, "submission": submission, "tmp_path": folder and Path(folder)}
        try:
            if "answer" in wants:
                given["answer"] = getattr(submission, answer)
            if "rng" in wants:
                given["rng"] = rng_of(check, seed)
            if "read_table" in wants:
                given["read_table"] = place.read_table
            arguments = {name: given[name] for name in wants}
            place.limited(lambda: check.function(**arguments))
        except TimeLimitError:
            seconds = f"{CHECK_SECONDS:g} seconds"
            message = f"Your code was stopped after {seconds}. Look for a loop that never ends."
            problem = Problem("time limit", message)
        except (MissingAnswerError, StoppedError) as error:
            problem = error.problem
        except (Exception, SystemExit) as error:
            problem = explain(error)
    if problem:
        problem = replace(problem, call=shown_calls(submission.trace))
    passed = (
        problem is None and all(record.passed for record in assertions.records) and bool(assertions.records)
    )
    transcript = Transcript(passed, tuple(assertions.records), problem.kind if problem else None)
    messages = assertions.messages
    if not may_change_inputs and (changing := changed_input(submission.trace)):
        passed, messages = False, [*messages, changing]
    result = CheckResult(
        check.name, check.title, check.weight, passed, tuple(messages), problem, check.hidden
    )
    return result, transcript


def changed_input(trace: list[Call]) -> Message | None:
    """What to tell a learner about the first call that changed what it was given; None where none did."""
    call = next((call for call in trace if call.changed_input), None)
    if call is None:
        return None
    return Message(CHANGES_INPUT, shown_calls(trace, call), call.shown_after(), AS_BEFORE)


def rng_of(check: Check, seed: int) -> np.random.Generator:
    """The random numbers of a hidden check: fixed by the instructor's seed, the exercise and the check."""
    name = f"{check.exercise_id}/{check.name}"
    return np.random.default_rng([seed, zlib.crc32(name.encode())])

"""Run one check on an answer, wherever the answer lives, and note how it went."""

from __future__ import annotations

import inspect
import io
import linecache
import sys
import sysconfig
import tempfile
import traceback
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from grading.answer import wrap
from grading.checker import Checker, Record
from grading.exercise import Check, folders
from grading.remote import RemoteError
from grading.timelimit import TimeLimitError, run_limited
from grading.values import same
from grading.verdict import CheckResult, Problem

CHECK_SECONDS = 3.0
"""How long one check may take before it is stopped. Loading libraries does not count."""

_ROOT = Path(__file__).resolve().parent
_LIBRARIES = tuple(
    {str(_ROOT.parent / "course"), sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()}
)


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


class Place(Protocol):
    """Where the answer's code runs: it says how a check is limited and where its files are.

    Attributes:
        prints: what the answer printed.
    """

    prints: io.StringIO

    def limited(self, function: Callable[[], None]) -> None:
        """Call the function within the time a check may take; TimeLimitError or StoppedError when it is over."""

    def folder(self) -> AbstractContextManager[str]:
        """A folder for the files of one check, which the answer can read."""


class Here:
    """This process: a learner's own notebook. ``prints`` receives what the answer prints."""

    def __init__(self) -> None:
        self.prints = io.StringIO()

    def limited(self, function: Callable[[], None]) -> None:
        """Stop the function after CHECK_SECONDS."""
        run_limited(function, CHECK_SECONDS, self.prints)

    def folder(self) -> AbstractContextManager[str]:
        """A temporary folder."""
        return tempfile.TemporaryDirectory(prefix="check-", ignore_cleanup_errors=True)


class Trusted(Here):
    """This process, for code of ours: no limit."""

    def limited(self, function: Callable[[], None]) -> None:
        """Just call the function."""
        function()


class Submission:
    """The learner's public names, as attributes; what is not data comes as a handle.

    Args:
        lookup: returns the object of a name, or raises MissingAnswerError.
    """

    def __init__(self, lookup: Callable[[str], Any]) -> None:
        self._lookup = lookup
        self.trace: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return wrap(self._lookup(name), name, self.trace)


@dataclass(frozen=True)
class Transcript:
    """How one check went, in a form that can be compared with another answer's."""

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
    check: Check, submission: Submission, answer: str, place: Place, seed: int = 0
) -> tuple[CheckResult, Transcript]:
    """Run one check.

    Args:
        answer: public name of the answer.
        seed: fixes the ``rng`` of a hidden check, together with the check's name.
    """
    checker = Checker(submission.trace)
    problem: Problem | None = None
    wants = inspect.signature(check.function).parameters
    with place.folder() if "tmp_path" in wants else nullcontext() as folder:
        given = {"check": checker, "submission": submission, "tmp_path": folder and Path(folder)}
        try:
            if "answer" in wants:
                given["answer"] = getattr(submission, answer)
            if "rng" in wants:
                given["rng"] = rng_of(check, seed)
            arguments = {name: given[name] for name in wants}
            place.limited(lambda: check.function(**arguments))
        except TimeLimitError:
            problem = Problem(
                "time limit",
                f"Your code was stopped after {CHECK_SECONDS:g} seconds. Look for a loop that never ends.",
                submission.trace[-1] if submission.trace else None,
            )
        except (MissingAnswerError, StoppedError) as error:
            problem = error.problem
        except (Exception, SystemExit) as error:
            problem = explain(error)
    passed = problem is None and all(record.passed for record in checker.records) and bool(checker.records)
    kind = problem.kind if problem else None
    transcript = Transcript(passed, tuple(checker.records), kind)
    messages = tuple(checker.messages)
    return CheckResult(
        check.name, check.title, check.weight, passed, messages, problem, check.hidden
    ), transcript


def rng_of(check: Check, seed: int) -> np.random.Generator:
    """The random numbers of a hidden check: fixed by the instructor's seed, the exercise and the check."""
    name = f"{check.function.exercise.id}/{check.name}"
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def explain(error: BaseException) -> Problem:
    """What an exception says to the learner: its kind, its message, and the last line of their own code."""
    if isinstance(error, RemoteError):
        return error.problem
    kind, message = type(error).__name__, str(error)
    if isinstance(error, RecursionError):
        message = "your function calls itself without end"
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if _is_learners(frame.filename):
            line = linecache.getline(frame.filename, frame.lineno or 0) or frame.line or ""
            return Problem(kind, message, line.strip() or None, frame.lineno)
    return Problem(kind, f"What your code gave back could not be used here: {message}")


@lru_cache(maxsize=1000)
def _is_learners(filename: str) -> bool:
    if "__marimo__cell_" in filename:
        return True
    path = Path(filename)
    graders = [_ROOT, *(folder / kind for folder in folders() for kind in ("graders", "hidden"))]
    in_grading = any(map(path.is_relative_to, graders)) and not path.is_relative_to(_ROOT / "solutions")
    return not in_grading and not filename.startswith(("<frozen", *_LIBRARIES))

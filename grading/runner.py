"""Run the checks of an exercise on an answer and say what came of it."""

from __future__ import annotations

import inspect
import io
import linecache
import sys
import sysconfig
import tempfile
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grading.answer import is_stub, wrap
from grading.checker import Checker, Record
from grading.exercise import (
    Check,
    Exercise,
    Misconception,
    find,
    misconceptions_of,
)
from grading.timelimit import TimeLimitError, run_limited
from grading.values import same
from grading.verdict import CheckResult, Problem, Recognised, Verdict

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


def run(exercise: Exercise, lookup: Callable[[str], Any]) -> Verdict:
    """Check the answer to one exercise.

    Args:
        lookup: returns the learner's object for a public name, or raises MissingAnswerError.
    """
    not_run = [CheckResult(c.name, c.title, c.weight, None, hidden=c.hidden) for c in exercise.checks]
    try:
        answers = {name: lookup(name) for name in exercise.names}
    except MissingAnswerError as error:
        return Verdict(exercise, not_run, problem=error.problem)
    if all(is_stub(answer) for answer in answers.values()):
        return Verdict(exercise, not_run, attempted=False)

    prints = io.StringIO()
    results: list[CheckResult] = []
    transcripts: dict[str, Transcript] = {}
    for check in exercise.checks:
        result, transcript = run_check(check, Submission(lookup), exercise.answer, prints)
        results.append(result)
        transcripts[check.name] = transcript
        if result.problem and result.problem.kind == "time limit":  # don't wait for the same loop again
            results += not_run[len(results) :]
            break
    verdict = Verdict(exercise, results, prints=prints.getvalue())
    if verdict.status != "passed":
        verdict.misconceptions = recognise(exercise, transcripts)
    return verdict


def run_check(
    check: Check, submission: Submission, answer: str, prints: io.StringIO | None = None
) -> tuple[CheckResult, Transcript]:
    """Run one check.

    Args:
        prints: receives what the answer prints; without it the answer is code of ours, which runs
            in this thread and without a time limit.
    """
    checker = Checker(submission.trace)
    problem: Problem | None = None
    wants = inspect.signature(check.function).parameters
    with tempfile.TemporaryDirectory(prefix="check-", ignore_cleanup_errors=True) as folder:
        given = {"check": checker, "submission": submission, "tmp_path": Path(folder)}
        try:
            if "answer" in wants:
                given["answer"] = getattr(submission, answer)
            arguments = {name: given[name] for name in wants}
            if prints is None:
                check.function(**arguments)
            else:
                run_limited(lambda: check.function(**arguments), CHECK_SECONDS, prints)
        except TimeLimitError:
            problem = Problem(
                "time limit",
                f"Your code was stopped after {CHECK_SECONDS:g} seconds. Look for a loop that never ends.",
                *_last_call(submission),
            )
        except MissingAnswerError as error:
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


def _last_call(submission: Submission) -> tuple[str | None]:
    return (submission.trace[-1] if submission.trace else None,)


def explain(error: BaseException) -> Problem:
    """What an exception says to the learner: its kind, its message, and the last line of their own code."""
    kind, message = type(error).__name__, str(error)
    if isinstance(error, RecursionError):
        message = "your function calls itself without end"
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if _is_learners(frame.filename):
            line = linecache.getline(frame.filename, frame.lineno or 0) or frame.line or ""
            return Problem(kind, message, line.strip() or None, frame.lineno)
    return Problem(kind, f"What your code gave back could not be used here: {message}")


def _is_learners(filename: str) -> bool:
    if "__marimo__cell_" in filename:
        return True
    path = Path(filename)
    in_grading = path.is_relative_to(_ROOT) and not path.is_relative_to(_ROOT / "solutions")
    return not in_grading and not filename.startswith(("<frozen", *_LIBRARIES))


def recognise(exercise: Exercise, transcripts: dict[str, Transcript]) -> list[Recognised]:
    """The misconceptions that explain an answer by its behaviour.

    One explains it when the answer fails every check the misconception fails, with the same values in
    each of their assertions. Where one explains a subset of what another explains, the larger is named.
    """
    explained: list[tuple[set[str], Misconception]] = []
    for wrong, theirs in known_mistakes(exercise.id):
        failed = {name for name, transcript in theirs.items() if not transcript.passed}
        if failed and all(
            name in transcripts and theirs[name].agrees_with(transcripts[name]) for name in failed
        ):
            explained.append((failed, wrong))
    named = [
        (failed, wrong) for failed, wrong in explained if not any(failed < other for other, _ in explained)
    ]
    return [Recognised(wrong.title, wrong.explanation, wrong.section) for _, wrong in named]


def known_mistakes(exercise_id: str) -> list[tuple[Misconception, dict[str, Transcript]]]:
    """Each misconception of an exercise with the transcript of every check it takes part in.

    Worked out once for each exercise; safe to call from several threads.
    """
    with _mistakes_lock:
        if exercise_id not in _mistakes:
            exercise = find(exercise_id)
            _mistakes[exercise_id] = [
                (wrong, _transcripts(exercise, wrong)) for wrong in misconceptions_of(exercise_id)
            ]
        return _mistakes[exercise_id]


_mistakes: dict[str, list[tuple[Misconception, dict[str, Transcript]]]] = {}
_mistakes_lock = threading.Lock()


def _transcripts(exercise: Exercise, wrong: Misconception) -> dict[str, Transcript]:
    lookup = _only(wrong.replaces or exercise.answer, wrong.answer)
    found = {}
    for check in exercise.checks:
        result, transcript = run_check(check, Submission(lookup), exercise.answer)
        if not (result.problem and result.problem.kind == "not covered"):
            found[check.name] = transcript
    return found


def _only(name: str, answer: Any) -> Callable[[str], Any]:
    def lookup(wanted: str) -> Any:
        if wanted != name:  # a check of another name says nothing about this misconception
            raise MissingAnswerError(Problem("not covered", f"{wanted} is another answer"))
        return answer

    return lookup

"""Recognise the mistake that was made: by comparing how an answer behaves with known wrong answers."""

from __future__ import annotations

import itertools
import threading
import warnings
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from grading.engine.declare.catalogue import find, misconceptions_of
from grading.engine.declare.exercise import Exercise
from grading.engine.declare.misconception import Misconception
from grading.engine.outcome import MissingAnswerError, Problem, Recognised
from grading.engine.recognise.recording import Known, recorded
from grading.engine.run.place import UnlimitedInProcess
from grading.engine.run.run_check import Submission, Transcript, run_check


def recognise(exercise: Exercise, transcripts: dict[str, Transcript]) -> list[Recognised]:
    """The misconceptions that explain an answer by its behaviour.

    One explains it when the answer gives the same as the misconception in every assertion of every check that the
    misconception fails, and fails no other check that it takes part in. Where no single one does, two are named if
    each agrees in all checks that it fails, together they fail what the answer fails, and no other two do: then it
    is two slips at once. Anything less could say of a learner's code what it does not do.
    """
    failed = {name for name, transcript in transcripts.items() if not transcript.passed}
    known = known_mistakes(exercise.id)
    named: list[Misconception] = []
    for answer in dict.fromkeys(wrong.replaces for wrong, _ in known):
        named += _explaining([one for one in known if one[0].replaces == answer], transcripts, failed)
    return [Recognised(wrong.title, wrong.explanation, wrong.section) for wrong in named]


def _explaining(known: Known, transcripts: dict[str, Transcript], failed: set[str]) -> list[Misconception]:
    """The one or two of these misconceptions, all of the same name, that explain the checks that failed."""
    agreeing = []
    for wrong, theirs in known:
        unexplained = failed & theirs.keys()
        fails = failing(theirs)
        agrees = (name in transcripts and theirs[name].agrees_with(transcripts[name]) for name in fails)
        if fails and fails <= unexplained and all(agrees):
            if fails == unexplained:
                return [wrong]
            agreeing.append((wrong, fails, unexplained))
    pairs = [
        [one, other]
        for (one, fails, unexplained), (other, others, _) in itertools.combinations(agreeing, 2)
        if fails | others == unexplained
    ]
    return pairs[0] if len(pairs) == 1 else []


def failing(theirs: dict[str, Transcript]) -> set[str]:
    """The names of the checks that a misconception fails."""
    return {name for name, transcript in theirs.items() if not transcript.passed}


def known_mistakes(exercise_id: str) -> Known:
    """Each misconception of an exercise with the transcript of every check it takes part in.

    Where their code is not here they come from recordings, which know what they gave in the checks they fail.
    Worked out once for each exercise; safe to call from several threads.
    """
    with _mistakes_lock:
        if exercise_id not in _mistakes:
            exercise = find(exercise_id)
            with _no_warnings():
                _mistakes[exercise_id] = [
                    (wrong, _transcripts(exercise, wrong)) for wrong in misconceptions_of(exercise_id)
                ] or recorded(exercise_id)
        return _mistakes[exercise_id]


_mistakes: dict[str, Known] = {}
_mistakes_lock = threading.Lock()


def _no_warnings() -> AbstractContextManager[object]:
    """A wrong answer may well divide by zero, and that is nothing to tell a learner.

    Python keeps one list of filters for all threads: another thread than the main one leaves it alone.
    """
    if threading.current_thread() is threading.main_thread():
        return warnings.catch_warnings(action="ignore")
    return nullcontext()


def _transcripts(exercise: Exercise, wrong: Misconception) -> dict[str, Transcript]:
    lookup = _only(wrong.replaces or exercise.answer, wrong.answer)
    found = {}
    for check in exercise.checks:
        result, transcript = run_check(check, Submission(lookup), exercise.answer, UnlimitedInProcess())
        if not (result.problem and result.problem.kind == "not covered"):
            found[check.name] = transcript
    return found


def _only(name: str, answer: Any) -> Callable[[str], Any]:
    def lookup(wanted: str) -> Any:
        if wanted != name:  # a check of another name says nothing about this misconception
            raise MissingAnswerError(Problem("not covered", f"{wanted} is another answer"))
        return answer

    return lookup

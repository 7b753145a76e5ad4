"""Recognise the mistake that was made: by comparing how an answer behaves with known wrong answers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from grading.engine.declare.catalogue import find, misconceptions_of
from grading.engine.declare.exercise import Exercise
from grading.engine.declare.misconception import Misconception
from grading.engine.outcome import MissingAnswerError, Problem, Recognised
from grading.engine.recognise.recording import recorded
from grading.engine.run.place import UnlimitedInProcess
from grading.engine.run.run_check import Submission, Transcript, run_check


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

    Where their code is not here they come from recordings, with the checks they fail. Worked out once for
    each exercise; safe to call from several threads.
    """
    with _mistakes_lock:
        if exercise_id not in _mistakes:
            exercise = find(exercise_id)
            _mistakes[exercise_id] = [
                (wrong, _transcripts(exercise, wrong)) for wrong in misconceptions_of(exercise_id)
            ] or recorded(exercise_id)
        return _mistakes[exercise_id]


_mistakes: dict[str, list[tuple[Misconception, dict[str, Transcript]]]] = {}
_mistakes_lock = threading.Lock()


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

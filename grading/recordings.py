"""Recorded misconceptions: what the known wrong answers gave back, without their code.

The learners' bundle has these in the place of ``misconceptions/*.py``, where some wrong answers are a right
one with a switch. A recording holds the checks that a wrong answer fails, which is all that recognising it
needs. Where the code is, the code is used and never a recording.
"""

from __future__ import annotations

import warnings
from pathlib import Path

from grading import wire
from grading.checker import Record
from grading.checking import Transcript
from grading.exercise import Exercise, Misconception, folders

SUFFIX = ".recorded"
Known = list[tuple[Misconception, dict[str, Transcript]]]


class RecordingError(Exception):
    """Bytes that are no recording of this exercise."""


def record(exercise: Exercise) -> bytes:
    """What the misconceptions of an exercise do in the checks they fail; the same bytes every time.

    Raises:
        WireError: a misconception gives back more than a message may hold.
    """
    from grading.mistakes import known_mistakes  # which reads recordings

    mistakes = []
    with warnings.catch_warnings(action="ignore"):  # a wrong answer may well divide by zero
        known = known_mistakes(exercise.id)
    for wrong, transcripts in known:
        failed = {
            name: [transcript.problem, [(one.passed, one.given) for one in transcript.records]]
            for name, transcript in transcripts.items()
            if not transcript.passed
        }
        mistakes.append([wrong.title, wrong.explanation, wrong.section, wrong.replaces, failed])
    return wire.encode([exercise.id, mistakes])


def load(data: bytes, exercise_id: str) -> Known:
    """The recorded misconceptions of an exercise with the transcripts of the checks they fail.

    Raises:
        RecordingError: the bytes are something else.
    """
    try:
        recorded_id, mistakes = wire.decode(data)
        if recorded_id != exercise_id:
            raise RecordingError(f"a recording of {recorded_id}, not of {exercise_id}")
        return [
            (
                Misconception(exercise_id, title, explanation, section, replaces, None),
                {
                    name: Transcript(
                        False, tuple(Record(passed, given) for passed, given in records), problem
                    )
                    for name, (problem, records) in failed.items()
                },
            )
            for title, explanation, section, replaces, failed in mistakes
        ]
    except (wire.WireError, ValueError, TypeError, AttributeError) as error:
        raise RecordingError(f"no recording of {exercise_id}: {error}") from None


def file_name(exercise_id: str) -> str:
    """``"E1.2"`` -> ``"e1_2.recorded"``, the name in a folder ``misconceptions``."""
    return exercise_id.lower().replace(".", "_") + SUFFIX


def recorded(exercise_id: str) -> Known:
    """The misconceptions of an exercise from the recordings in the folders of graders; none where none are.

    A damaged recording counts as none: a learner's verdict is right without it.
    """
    found: Known = []
    for path in _files(exercise_id):
        try:
            found += load(path.read_bytes(), exercise_id)
        except (RecordingError, OSError):
            continue
    return found


def _files(exercise_id: str) -> list[Path]:
    places = (folder / "misconceptions" / file_name(exercise_id) for folder in folders())
    return [path for path in places if path.is_file()]

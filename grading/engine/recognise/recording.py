"""Recorded misconceptions: what the known wrong answers gave back, without their code.

The learners' bundle has these in the place of ``misconceptions/*.py``, where some wrong answers are a right
one with a switch. A recording holds what a wrong answer gives in the checks it fails, and the names of those it
passes, which is all that recognising it needs. Where the code is, the code is used and never a recording.
"""

from __future__ import annotations

from pathlib import Path

from course.module_ids import exercise_stem, module_of_id
from grading import wire
from grading.engine.compare.soft_assertions import Record
from grading.engine.declare.catalogue import module_folder
from grading.engine.declare.misconception import Misconception
from grading.engine.run.run_check import Transcript

SUFFIX = ".recorded"
Known = list[tuple[Misconception, dict[str, Transcript]]]


class RecordingError(Exception):
    """Bytes that are no recording of this exercise."""


def load(data: bytes, exercise_id: str) -> Known:
    """The recorded misconceptions of an exercise with the transcripts of their checks, empty for those they pass.

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
                {name: Transcript(True, (), None) for name in passed}
                | {name: _failed(*transcript) for name, transcript in failed.items()},
            )
            for title, explanation, section, replaces, failed, passed in mistakes
        ]
    except (wire.WireError, ValueError, TypeError, AttributeError) as error:
        raise RecordingError(f"no recording of {exercise_id}: {error}") from None


def _failed(problem: str | None, records: list) -> Transcript:
    return Transcript(False, tuple(Record(passed, given) for passed, given in records), problem)


def file_name(exercise_id: str) -> str:
    """``"E1.2"`` -> ``"e1_2.recorded"``, the name in a folder ``misconceptions``."""
    return exercise_stem(exercise_id) + SUFFIX


def recorded(exercise_id: str, folder: Path | None = None) -> Known:
    """The misconceptions of an exercise from the recording in a folder, by default its module's; none without one.

    A damaged recording counts as none: a learner's verdict is right without it.
    """
    folder = folder or module_folder(module_of_id(exercise_id)) / "misconceptions"
    try:
        return load((folder / file_name(exercise_id)).read_bytes(), exercise_id)
    except (RecordingError, OSError):
        return []

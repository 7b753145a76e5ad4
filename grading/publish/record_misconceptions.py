"""Record what the known wrong answers give back, so that learners' bundles can name them without their code."""

from __future__ import annotations

from grading import wire
from grading.engine.declare.exercise import Exercise
from grading.engine.recognise.known_mistakes import known_mistakes


def record(exercise: Exercise) -> bytes:
    """What the misconceptions of an exercise do in the checks they fail; the same bytes every time.

    Raises:
        WireError: a misconception gives back more than a message may hold.
    """
    mistakes = []
    for wrong, transcripts in known_mistakes(exercise.id):
        failed = {
            name: [transcript.problem, [(one.passed, one.given) for one in transcript.records]]
            for name, transcript in transcripts.items()
            if not transcript.passed
        }
        passed = [name for name, transcript in transcripts.items() if transcript.passed]
        mistakes.append([wrong.title, wrong.explanation, wrong.section, wrong.replaces, failed, passed])
    return wire.encode([exercise.id, mistakes])

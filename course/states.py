"""The states of checks, exercises and submissions: the words, the mark and the tone of each, on every page alike."""

from dataclasses import dataclass

from course.theme import Tone


@dataclass(frozen=True)
class State:
    """How a state is shown. No mark and no tone stands without its words."""

    words: str
    mark: str
    tone: Tone


EXERCISE = {
    "not attempted": State("Not attempted yet", "○", "quiet"),
    "failed": State("Not passed yet", "✗", "bad"),
    "nearly": State("Nearly there", "◐", "near"),
    "passed": State("Passed", "✓", "good"),
    "error": State("Stopped by an error", "✗", "bad"),
    "timeout": State("Out of time", "✗", "bad"),
}
"""Each state of an exercise that checks give points for."""

PROSE = {
    **EXERCISE,
    "not attempted": State("Not written yet", "○", "quiet"),
    "failed": State("Something is missing", "◐", "near"),
    "nearly": State("Your own marks are missing", "◐", "near"),
    "passed": State("Complete", "✓", "good"),
}
"""Each state of an exercise that only a person can judge: checks only say whether everything is there."""

CHECK = {
    True: State("Passed", "✓", "good"),
    False: State("Not passed", "✗", "bad"),
    None: State("Not run", "○", "quiet"),
}
"""Each outcome of one check."""

SUBMISSION = {
    "graded": State("Graded", "✓", "good"),
    "timeout": State("Out of time", "✗", "bad"),
    "crashed": State("Crashed", "✗", "bad"),
    "unreadable": State("Unreadable", "✗", "bad"),
    "not graded": State("Not graded", "○", "quiet"),
}
"""Each state of a submission."""


def of_exercise(status: str, is_prose: bool) -> State:
    """The state of an exercise. Raises KeyError for a status that is none."""
    return (PROSE if is_prose else EXERCISE)[status]


def of_submission(status: str) -> State:
    """The state of a submission; a status of another version of the course is its own words."""
    return SUBMISSION.get(status) or State(status, "○", "quiet")

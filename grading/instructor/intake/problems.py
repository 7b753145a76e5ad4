"""What can't be graded: a file that is passed over becomes a Notice, everything else is raised."""

from __future__ import annotations

from dataclasses import dataclass


class IntakeError(Exception):
    """A PATH is wrong as a whole; the message is the one line that says what, and how to mend it."""


class UnreadableFileError(Exception):
    """One file can't be read; the message is a sentence for the learner."""


@dataclass(frozen=True)
class Notice:
    """Something that was found and not graded."""

    path: str
    reason: str

"""What an export for a learning system is made of."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class LmsExport:
    """A CSV file for a learning system.

    `left_out` has one line for each learner whose grade is not in it, and why; `notes` say what an instructor
    should know.
    """

    text: str
    left_out: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

"""What a run of the grader is set to."""

from __future__ import annotations

from dataclasses import dataclass, field

from grading.sandbox.limits import Limits


@dataclass(frozen=True)
class Settings:
    """The same settings give the same scores.

    Attributes:
        seed: what the hidden data is made from.
    """

    seed: int = 0
    limits: Limits = field(default_factory=Limits)

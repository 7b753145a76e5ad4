"""One line of a rubric, for what no program can judge."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_CRITERION = re.compile(r"[a-z][a-z0-9_]*")


ANCHORS = (0, 50, 100)
"""Percentages at which every criterion of a rubric says what work is like."""


@dataclass(frozen=True)
class Criterion:
    """One line of a rubric, for what no program can judge: the learner marks it first, then an instructor.

    Attributes:
        id: what a file of marks and the learner's own marks call it: lower case, digits, ``_``.
        points: what an instructor can give.
        anchors: what work is like that earns 0, 50 and 100 percent of them.

    Raises:
        ValueError: one of them is not as it should be.
    """

    id: str
    title: str
    points: float
    anchors: dict[int, str]

    def __post_init__(self) -> None:
        if not isinstance(self.id, str) or not _CRITERION.fullmatch(self.id):
            raise ValueError(f"criterion id {self.id!r}: write it like plain_words")
        if not isinstance(self.title, str) or not self.title.strip():
            raise ValueError(f"criterion {self.id}: it needs a title")
        number = isinstance(self.points, int | float) and not isinstance(self.points, bool)
        if not number or not math.isfinite(self.points) or self.points <= 0:
            raise ValueError(f"criterion {self.id}: points {self.points!r} are not a number above 0")
        if not isinstance(self.anchors, dict) or set(self.anchors) != set(ANCHORS):
            raise ValueError(f"criterion {self.id}: it needs anchors for 0, 50 and 100")
        if not all(isinstance(text, str) and text.strip() for text in self.anchors.values()):
            raise ValueError(f"criterion {self.id}: each anchor is a sentence")

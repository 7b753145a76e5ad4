"""Known wrong answers, as code with the explanation they deserve."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that people really give, as code, with the explanation it deserves."""

    exercise_id: str
    title: str
    explanation: str
    section: str
    replaces: str | None
    answer: Any


def misconception(
    exercise_id: str,
    title: str,
    *,
    explanation: str,
    section: str,
    replaces: str | None = None,
    value: bool = False,
) -> Callable[[Any], Any]:
    """Declare a known wrong answer.

    Args:
        title: what the code does, to be read after "It looks as if your code …".
        replaces: the name it stands for, where an exercise asks for several; by default the answer.
        value: the decorated function returns the wrong value, where the answer is a value.
    """

    def declare(wrong: Any) -> Any:
        answer = wrong() if value else wrong
        wrong.misconception = Misconception(exercise_id, title, explanation, section, replaces, answer)
        return wrong

    return declare

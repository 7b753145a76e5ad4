"""A question whose answer is a number."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import marimo as mo

from course.predict.question import Question, form, register


@dataclass(frozen=True)
class Number(Question):
    """A question whose answer is a number, right within `tolerance` (in the same unit)."""

    answer: float | Callable[[], float]
    tolerance: float
    unit: str
    explanation: str | Callable[[], str]

    def truth(self) -> float:
        """The right number; computed now where the lesson gave a function."""
        return float(self.answer() if callable(self.answer) else self.answer)

    def is_valid(self, given: Any) -> bool:
        """Whether `given` is a finite number."""
        return isinstance(given, int | float) and not isinstance(given, bool) and math.isfinite(given)

    def is_right(self, given: Any) -> bool:
        """Whether `given` is within the tolerance of the right number."""
        return abs(float(given) - self.truth()) <= self.tolerance

    def words(self, given: Any) -> str:
        """The number with its unit."""
        digits = f"{given:,.0f}" if abs(given) >= 100 else f"{given:.3g}"  # as exactly as one guesses
        return f"{digits} {self.unit}".strip()

    def explain(self, given: Any) -> str:
        """Markdown: the right number, whether the guess was close, too high or too low, and why."""
        truth = self.truth()
        why = self.explanation() if callable(self.explanation) else self.explanation
        far = abs(float(given) - truth)
        if far <= self.tolerance:
            distance = "you were close enough to plan by it"
        else:
            distance = f"you guessed {self.words(given)}, which is too {'high' if given > truth else 'low'}"
        return f"It is **{self.words(truth)}**; {distance}. {why}"

    def label(self) -> str:
        """Markdown above the element, with the unit."""
        return super().label() + (f" ({self.unit})" if self.unit else "")


def number(
    question_id: str,
    prompt: str,
    low: float,
    high: float,
    step: float,
    *,
    answer: float | Callable[[], float],
    tolerance: float,
    unit: str = "",
    explain: str | Callable[[], str] = "",
) -> mo.ui.form:
    """A question whose answer is a number from `low` to `high`, right within `tolerance` of `answer`.

    `answer` and `explain` may be functions, for what the lesson measures itself: they are called only after the
    learner answered. All numbers are in `unit`. Returns the element to show (see `choice`).
    Raises ValueError when the id or the range makes no question.
    """
    if not low < high or step <= 0 or tolerance < 0:
        raise ValueError(f"{question_id}: low < high, step > 0 and tolerance >= 0 are needed")
    question = Number(question_id, prompt, answer, tolerance, unit, explain)
    before = register(question)
    # A slider that starts in the middle suggests an answer, and often nearly the right one.
    start = low if before is None else min(max(before, low), high)
    element = mo.ui.slider(
        low, high, step=step, value=start, include_input=True, label=question.label(), full_width=True
    )
    return form(question, element)

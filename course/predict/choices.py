"""A question with options, one of which is right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import marimo as mo

from course.predict import look
from course.predict.question import Question, form, register


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen: what it says, and why it is right or tempting and wrong."""

    label: str
    explanation: str


def check_labels(question_id: str, what: str, labels: Iterable[str]) -> None:
    """Raise ValueError when there are fewer than two labels, or two say the same."""
    told = list(labels)
    if len(told) < 2:
        raise ValueError(f"{question_id}: give two {what}s or more")
    if len(set(told)) < len(told):
        raise ValueError(f"{question_id}: two {what}s say the same")


@dataclass(frozen=True)
class Choice(Question):
    """A question with options, one of which is right."""

    options: Mapping[str, Option]
    answer: str

    def is_valid(self, given: Any) -> bool:
        """Whether `given` is one of the options."""
        return isinstance(given, str) and given in self.options

    def is_right(self, given: Any) -> bool:
        """Whether `given` is the right option."""
        return given == self.answer

    def truth(self) -> str:
        """The key of the right option."""
        return self.answer

    def words(self, given: Any) -> str:
        """The option as the learner reads it."""
        return self.options[given].label

    def explain(self, given: Any) -> str:
        """Markdown: why the chosen option is right or not, then what is to say of the others."""
        own = self.options[given].explanation
        if self.is_right(given):
            rest = [option for key, option in self.options.items() if key != given]
            return f"{own}\n\n{look.folded('Why not the others?', _listed(rest))}"
        right = self.options[self.answer]
        rest = [option for key, option in self.options.items() if key not in (given, self.answer)]
        text = f"{own}\n\n**{right.label}** is the answer. {right.explanation}"
        return text + (f"\n\n{look.folded('And the others?', _listed(rest))}" if rest else "")


def choice(
    question_id: str, prompt: str, options: Mapping[str, tuple[str, str]], *, answer: str
) -> mo.ui.form:
    """A question with options: key -> (what it says, its own explanation). `answer` is the key of the right one.

    Returns the element to show; it must be the value of a global variable of its cell, as every marimo element.
    Raises ValueError when the id, the options or the answer don't make a question.
    """
    named = {key: Option(*pair) for key, pair in options.items()}
    check_labels(question_id, "option", (option.label for option in named.values()))
    if answer not in named:
        raise ValueError(f"{question_id}: give an answer that is one of the options")
    question = Choice(question_id, prompt, named, answer)
    before = register(question)
    element = mo.ui.radio(
        {option.label: key for key, option in named.items()},
        value=None if before is None else named[before].label,
        label=question.label(),
    )
    return form(question, element)


def _listed(options: list[Option]) -> str:
    return "\n".join(f"- **{option.label}**: {option.explanation}" for option in options)

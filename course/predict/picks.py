"""A question where several things of a set are right."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import marimo as mo

from course.predict import look
from course.predict.choices import Option, check_labels
from course.predict.question import Question, form, register

# (picked, right) -> in words
_SAID = {
    (True, True): "rightly picked",
    (True, False): "picked, but it is wrong",
    (False, True): "not picked, but it is right",
    (False, False): "rightly left out",
}


@dataclass(frozen=True)
class Pick(Question):
    """A question with options, some of which are right. An answer is a list of keys."""

    options: Mapping[str, Option]
    answer: frozenset[str]

    def is_valid(self, given: Any) -> bool:
        """Whether `given` is a list of one option or more, none twice."""
        return (
            isinstance(given, list)
            and bool(given)
            and all(isinstance(key, str) and key in self.options for key in given)
            and len(set(given)) == len(given)
        )

    def is_right(self, given: Any) -> bool:
        """Whether exactly the right options are picked."""
        return set(given) == self.answer

    def share(self, given: Any) -> float:
        """The right picks minus the wrong ones, of all that are right; never below 0."""
        hits = len(self.answer & set(given))
        return max(0.0, (2 * hits - len(given)) / len(self.answer))

    def truth(self) -> list[str]:
        """The right keys, in the order they are shown."""
        return [key for key in self.options if key in self.answer]

    def words(self, given: Any) -> str:
        """The picked options, one after the other."""
        return "; ".join(self.options[key].label for key in given)

    def summary(self, given: Any) -> str:
        """How many were found, and how many were picked wrongly."""
        hits = len(self.answer & set(given))
        extra = len(given) - hits
        wrong = f" and {extra} that {'is' if extra == 1 else 'are'} not" if extra else ""
        return f"You picked {hits} of the {len(self.answer)} that are right{wrong}."

    def explain(self, given: Any) -> str:
        """Markdown: for every option whether it was rightly picked or left, and why."""
        lines = []
        for key, option in self.options.items():
            picked, right = key in given, key in self.answer
            lines.append(
                (picked == right, f"**{option.label}** ({_SAID[picked, right]}): {option.explanation}")
            )
        return look.marked(lines)

    def read(self, value: Any) -> list[str] | None:
        """The keys of the ticked boxes; None while none is ticked."""
        picked = [key for number, key in enumerate(self.options) if value.get(f"part{number}")]
        return picked or None

    def missing(self, value: Any) -> str | None:
        """A reminder while nothing is ticked."""
        return "Tick at least one." if not value or self.read(value) is None else None

    def label(self) -> str:
        """Markdown above the boxes."""
        return f"{super().label()} *Tick all that are right.*"


def pick(
    question_id: str, prompt: str, options: Mapping[str, tuple[str, str]], *, answer: Collection[str]
) -> mo.ui.form:
    """A question with options: key -> (what it says, its own explanation). `answer` are the keys of the right ones.

    What was picked and what was left is shown as right or wrong, option by option. Returns the element to show
    (see `choice`). Raises ValueError when the id, the options or the answer don't make a question.
    """
    named = {key: Option(*pair) for key, pair in options.items()}
    check_labels(question_id, "option", (option.label for option in named.values()))
    right = frozenset(answer)
    if not right or not right < named.keys():
        raise ValueError(f"{question_id}: some of the options, not all and not none, must be right")
    question = Pick(question_id, prompt, named, right)
    before = register(question) or []
    parts = {
        f"part{number}": (mo.ui.checkbox(key in before, label=option.label), "")
        for number, (key, option) in enumerate(named.items())
    }
    return form(question, look.fields(question.label(), parts))

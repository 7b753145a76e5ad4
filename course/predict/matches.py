"""A question that asks for one option for each of several items."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import marimo as mo

from course.predict import look
from course.predict.choices import check_labels
from course.predict.question import Question, form, register


@dataclass(frozen=True)
class Match(Question):
    """A question with items, each of which belongs to one option. An answer is a dict item -> option."""

    items: Mapping[str, str]
    options: Mapping[str, str]
    answer: Mapping[str, str]
    explanations: Mapping[str, str]

    def is_valid(self, given: Any) -> bool:
        """Whether `given` has one of the options for every item."""
        return (
            isinstance(given, dict)
            and given.keys() == self.items.keys()
            and all(isinstance(option, str) and option in self.options for option in given.values())
        )

    def is_right(self, given: Any) -> bool:
        """Whether every item has its option."""
        return dict(given) == dict(self.answer)

    def share(self, given: Any) -> float:
        """The share of the items that have their option."""
        return self._hits(given) / len(self.items)

    def truth(self) -> dict[str, str]:
        """The right option of every item."""
        return {item: self.answer[item] for item in self.items}

    def words(self, given: Any) -> str:
        """Every item with its option, one after the other."""
        return "; ".join(f"{label} → {self.options[given[item]]}" for item, label in self.items.items())

    def summary(self, given: Any) -> str:
        """How many items have their option."""
        return f"You matched {self._hits(given)} of {len(self.items)}."

    def explain(self, given: Any) -> str:
        """Markdown: for every item the right option, what was chosen instead, and why."""
        lines = []
        for item, label in self.items.items():
            right, chosen = self.answer[item], given[item]
            instead = "" if chosen == right else f" (you chose: {self.options[chosen]})"
            text = f"**{label}** → {self.options[right]}{instead}: {self.explanations[item]}"
            lines.append((chosen == right, text))
        return look.marked(lines)

    def _hits(self, given: Any) -> int:
        return sum(given[item] == option for item, option in self.answer.items())

    def read(self, value: Any) -> dict[str, str] | None:
        """The option chosen for every item; None while one is missing."""
        keys = {label: key for key, label in self.options.items()}
        chosen = {item: keys.get(look.only(value.get(name))) for name, item in _names(self.items).items()}
        return None if None in chosen.values() else chosen

    def missing(self, value: Any) -> str | None:
        """A reminder while an item has no option."""
        if value and self.read(value) is not None:
            return None
        open_ones = sum(look.only((value or {}).get(name)) is None for name in _names(self.items))
        return (
            f"Choose one for each: {open_ones} of {len(self.items)} {'is' if open_ones == 1 else 'are'} open."
        )


def match(
    question_id: str,
    prompt: str,
    items: Mapping[str, str],
    options: Mapping[str, str],
    *,
    answer: Mapping[str, str],
    explanations: Mapping[str, str],
) -> mo.ui.form:
    """A question that asks for one of `options` (key -> what it says) for each of `items` (key -> what it says).

    `answer` is item -> option, `explanations` item -> why; several items may share an option, and an option may
    fit none. Each item is shown as right or wrong. Returns the element to show (see `choice`).
    Raises ValueError when the id, the items, the options or the answer don't make a question.
    """
    check_labels(question_id, "item", items.values())
    check_labels(question_id, "option", options.values())
    if answer.keys() != items.keys() or not set(answer.values()) <= options.keys():
        raise ValueError(f"{question_id}: the answer must name one of the options for every item")
    if explanations.keys() != items.keys():
        raise ValueError(f"{question_id}: every item needs its explanation")
    question = Match(question_id, prompt, items, options, answer, explanations)
    before = register(question) or {}
    parts = {
        name: (
            mo.ui.dropdown(
                list(options.values()),
                value=options.get(before.get(item)),
                label=items[item],
                full_width=True,
            ),
            "",
        )
        for name, item in _names(items).items()
    }
    return form(question, look.fields(question.label(), parts))


def _names(items: Mapping[str, str]) -> dict[str, str]:
    """The name of each item's element -> the item."""
    return {f"part{number}": item for number, item in enumerate(items)}

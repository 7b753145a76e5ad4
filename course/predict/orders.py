"""A question that asks to put steps in an order."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from string import ascii_uppercase
from typing import Any

import marimo as mo

from course.predict import look
from course.predict.choices import check_labels
from course.predict.question import Question, form, register


@dataclass(frozen=True)
class Order(Question):
    """A question with steps, in the order they are shown. An answer is the list of their keys, first step first.

    `earlier` has for each step all that must come before it; `example` is one order that works.
    """

    steps: Mapping[str, str]
    earlier: Mapping[str, frozenset[str]]
    example: tuple[str, ...]
    explanation: str

    def is_valid(self, given: Any) -> bool:
        """Whether `given` has every step once."""
        return (
            isinstance(given, list)
            and all(isinstance(step, str) for step in given)
            and sorted(given) == sorted(self.steps)
        )

    def is_right(self, given: Any) -> bool:
        """Whether every step comes after all that it needs."""
        return not any(self.late(given).values())

    def late(self, given: Any) -> dict[str, list[str]]:
        """For each step, in the order given, what should have come before it and doesn't."""
        place = {step: number for number, step in enumerate(given)}
        return {
            step: [one for one in given if one in self.earlier[step] and place[one] > place[step]]
            for step in given
        }

    def share(self, given: Any) -> float:
        """Pairs in order minus pairs the wrong way round, of all pairs whose order matters; never below 0."""
        pairs = self._pairs()
        return max(0.0, (pairs - 2 * self._wrong(given)) / pairs)

    def truth(self) -> list[str]:
        """One order that works."""
        return list(self.example)

    def words(self, given: Any) -> str:
        """The steps, one after the other."""
        return " → ".join(self.steps[step] for step in given)

    def summary(self, given: Any) -> str:
        """How many of the pairs whose order matters are in order."""
        pairs = self._pairs()
        if self.is_right(given):
            return "Every step comes after what it needs."
        return (
            f"Of the {pairs} pairs of steps whose order matters, {pairs - self._wrong(given)} are in order."
        )

    def explain(self, given: Any) -> str:
        """Markdown: the given order with what came too early, why, and an order that works if it didn't."""
        lines = []
        for step, needed in self.late(given).items():
            if needed:
                first = ", ".join(f"“{self.steps[one]}”" for one in needed)
                lines.append(f"1. {look.mark(False)} **{self.steps[step]}** (too early: first {first})")
            else:
                lines.append(f"1. {look.mark(True)} **{self.steps[step]}**")
        text = "\n".join(lines)
        if not self.is_right(given):
            works = "\n".join(f"1. {self.steps[step]}" for step in self.example)
            text += "\n\n" + look.folded("An order that works", works)
        return f"{text}\n\n{self.explanation}"

    def read(self, value: Any) -> list[str] | None:
        """The steps by their places; None while one is missing or two have the same."""
        places = self._places(value)
        if None in places.values() or len(set(places.values())) < len(places):
            return None
        return sorted(places, key=places.get)

    def missing(self, value: Any) -> str | None:
        """Which steps have no place, or share one."""
        places = self._places(value or {})
        letters = dict(zip(self.steps, ascii_uppercase, strict=False))
        without = [letters[step] for step, place in places.items() if place is None]
        if without:
            return f"Give every step a place; without one: {', '.join(without)}."
        for place, count in Counter(places.values()).items():
            if count > 1:
                same = [letters[step] for step in places if places[step] == place]
                return f"{' and '.join(same)} have the same place, {place}."
        return None

    def label(self) -> str:
        """Markdown above the steps."""
        return f"{super().label()} *Give each step its place; 1 comes first.*"

    def _pairs(self) -> int:
        return sum(map(len, self.earlier.values()))

    def _wrong(self, given: Any) -> int:
        return sum(map(len, self.late(given).values()))

    def _places(self, value: Any) -> dict[str, int | None]:
        chosen = {step: look.only(value.get(f"part{number}")) for number, step in enumerate(self.steps)}
        return {step: None if place is None else int(place) for step, place in chosen.items()}


def order(
    question_id: str,
    prompt: str,
    steps: Mapping[str, str],
    *,
    before: Sequence[tuple[str, str]] = (),
    answer: Sequence[str] = (),
    explanation: str,
) -> mo.ui.form:
    """A question that asks to put `steps` (key -> what it says) in order.

    Give `answer`, the only right order of the keys, or `before`, the pairs (first, later) that must hold: then every
    order that keeps them is right, also as they follow from one another. The steps are shown shuffled, the same way
    for everybody. An answer that is half right counts as wrong, because chance would do as well. Returns the element to
    show (see `choice`). Raises ValueError when the id, the steps or their order don't make a question.
    """
    check_labels(question_id, "step", steps.values())
    if len(steps) > len(ascii_uppercase):
        raise ValueError(f"{question_id}: at most {len(ascii_uppercase)} steps")
    if bool(before) == bool(answer):
        raise ValueError(f"{question_id}: give either before or answer")
    if answer and sorted(answer) != sorted(steps):
        raise ValueError(f"{question_id}: the answer must have every step once")
    pairs = list(pairwise(answer)) if answer else list(before)
    if not {step for pair in pairs for step in pair} <= steps.keys():
        raise ValueError(f"{question_id}: before names a step that is none")
    example, earlier = _sorted(question_id, steps, pairs)
    shown = _shuffled(question_id, steps, earlier, example, prompt, explanation)
    places = register(shown) or []
    parts = {
        f"part{number}": (
            mo.ui.dropdown(
                [str(place) for place in range(1, len(steps) + 1)],
                value=str(places.index(step) + 1) if places else None,
                label=f"**{letter}**",
            ),
            label,
        )
        for number, (letter, (step, label)) in enumerate(
            zip(ascii_uppercase, shown.steps.items(), strict=False)
        )
    }
    return form(shown, look.fields(shown.label(), parts))


def _sorted(
    question_id: str, steps: Mapping[str, str], pairs: list[tuple[str, str]]
) -> tuple[tuple[str, ...], dict[str, frozenset[str]]]:
    """One order that keeps the pairs, and for each step all that must come before it."""
    direct: dict[str, list[str]] = {
        step: [] for step in steps
    }  # lists, so that the example is always the same
    for first, later in pairs:
        direct[later].append(first)
    try:
        example = tuple(TopologicalSorter(direct).static_order())
    except CycleError:
        raise ValueError(f"{question_id}: before goes round in a circle") from None
    earlier: dict[str, frozenset[str]] = {}
    for step in example:
        earlier[step] = frozenset(direct[step]).union(*(earlier[one] for one in direct[step]))
    return example, earlier


def _shuffled(
    question_id: str,
    steps: Mapping[str, str],
    earlier: Mapping[str, frozenset[str]],
    example: tuple[str, ...],
    prompt: str,
    explanation: str,
) -> Order:
    """The question with its steps shuffled by its id, so that reading from top to bottom is no answer."""
    dice, keys = random.Random(question_id), list(steps)
    for _ in range(20):  # with few pairs nearly every order is right, and no shuffle may help
        dice.shuffle(keys)
        question = Order(
            question_id, prompt, {key: steps[key] for key in keys}, earlier, example, explanation
        )
        if question.share(keys) < 0.5:
            break
    return question

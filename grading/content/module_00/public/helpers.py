"""What public and hidden checks build inputs with, and how they read what came back."""

from __future__ import annotations

from itertools import islice
from typing import Any

from grading.engine.compare.describe import describe

LONG = 100
"""Characters of a choice that are read: the longest that can be chosen is a third of it."""


def word(value: Any) -> str | None:
    """A choice as it is compared: a text without spaces around it, in small letters; None where it is no text."""
    return value[:LONG].strip().lower() if isinstance(value, str) else None


def words(value: Any, most: int = 50) -> list[str]:
    """The first texts of a list, tuple or set, cut; what is no text is described, so that it is no choice either."""
    listed = islice(value, most) if isinstance(value, list | tuple | set | frozenset) else ()
    return [one[:LONG] if isinstance(one, str) else describe(one, LONG) for one in listed]


CENTS = {"abs": 1.0, "rel": 0.0}
"""Near enough: a dollar."""


def profit(y, p, payoff, threshold):
    """Dollars over all cards at one threshold, from the definition."""
    return sum(
        payoff[("tp" if truth else "fp") if one >= threshold else ("fn" if truth else "tn")]
        for truth, one in zip(y.tolist(), p.tolist(), strict=True)
    )


def entries_of_classes(result, key):
    """One entry for every class, however much of the answer is there."""
    classes = result.get("classes") if isinstance(result, dict) else None
    if not isinstance(classes, dict):
        return classes if isinstance(result, dict) else result
    return {
        name: entry.get(key, "nothing") if isinstance(entry, dict) else entry
        for name, entry in classes.items()
    }


def entry_of(result, key):
    """One entry of a result, where it is a dict at all."""
    return result.get(key, "nothing") if isinstance(result, dict) else result


def dicts(value: Any, most: int = 50) -> list[dict]:
    """The first dicts of a list."""
    listed = value[:most] if isinstance(value, list | tuple) else ()
    return [one for one in listed if isinstance(one, dict)]

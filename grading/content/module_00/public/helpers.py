"""What public and hidden checks build inputs with, and how they read what came back."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pandas as pd

from grading.content.module_00.public.stages import NEAR
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


def outcome_table(**rows):
    """A table from its rows: true label to (called label to number)."""
    return pd.DataFrame.from_dict(rows, orient="index")


def price_bands(*rows):
    """Rows of (band, cards, price) as the dicts an answer is given."""
    return [{"band": band, "cards": cards, "price": price} for band, cards, price in rows]


CENTS = {"abs": 1.0, "rel": 0.0}
"""Near enough: a dollar."""


def price_list(price, cards):
    """Prices as a list, whichever sequence they came in."""
    prices = price(cards)
    return prices["price"] if isinstance(prices, pd.DataFrame) and "price" in prices else prices


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


def near_weeks(check, given, expected, why, given_as=None):
    """Within a quarter of a week; what was given is kept to half weeks, which two simulations share."""
    if (weeks := check.number(given, why, given_as=given_as)) is None:
        return
    check.is_true(
        abs(weeks - expected) <= NEAR,
        why,
        given=f"about {round(2 * weeks) / 2:g} weeks" if abs(weeks) < 1e6 else weeks,
        expected=f"about {expected:.1f} weeks",
        given_as=given_as,
    )


def gate_behind(gates, stage):
    """The gate behind a stage; what can't be looked up in a table is left out."""
    found = next((one for one in dicts(gates) if word(one.get("stage")) == stage), {})
    parts = {part: found[part] for part in _GATE if part in found}
    return {
        part: value
        for part, value in parts.items()
        if part == "weeks" or isinstance(value, str | int | float)
    }


_GATE = ("stage", "weeks", "measure", "at_least", "at_most", "otherwise")


def dicts(value: Any, most: int = 50) -> list[dict]:
    """The first dicts of a list."""
    listed = value[:most] if isinstance(value, list | tuple) else ()
    return [one for one in listed if isinstance(one, dict)]


def bands_of(budget: Any, key: str) -> Any:
    """One entry of every band by the band's name; a description of what is no list of such dicts."""
    bands = dicts(budget)
    whole = isinstance(budget, list | tuple) and len(bands) == len(budget)
    if not whole or not all(isinstance(band.get("band"), str) and key in band for band in bands):
        return describe(budget)
    return {band["band"]: band[key] for band in bands}

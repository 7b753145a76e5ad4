"""What public and hidden checks build inputs with, and how they read what came back."""

from __future__ import annotations

from numbers import Real

import pandas as pd

from grading.content.module_00.public.stages import (
    NEAR,
)


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
    number = isinstance(given, Real) and not isinstance(given, bool)
    check.is_true(
        number and abs(given - expected) <= NEAR,
        why,
        given=f"about {round(2 * float(given)) / 2:g} weeks" if number and abs(given) < 1e6 else given,
        expected=f"about {expected:.1f} weeks",
        given_as=given_as,
    )


def gate_behind(gates, stage):
    """The gate behind a stage; what can't be looked up in a table is left out."""
    listed = gates if isinstance(gates, list | tuple) else []
    found = next((one for one in listed if isinstance(one, dict) and one.get("stage") == stage), {})
    return {
        key: value for key, value in found.items() if key == "weeks" or isinstance(value, str | int | float)
    }

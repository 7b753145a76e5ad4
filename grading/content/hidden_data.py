"""Fresh data for hidden checks, as plain Python values: all of it comes from the check's own ``rng``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np


def amounts(rng: np.random.Generator, count: int, low: float = 1.0, high: float = 500.0) -> list[float]:
    """Prices with two digits, from ``low`` to ``high``."""
    return np.round(rng.uniform(low, high, count), 2).tolist()


def ids(rng: np.random.Generator, count: int, prefix: str) -> list[str]:
    """Different ids such as ``s4711``, in no order."""
    return [f"{prefix}{number}" for number in rng.choice(9_000, count, replace=False) + 1_000]


def pick(rng: np.random.Generator, items: Sequence[Any], count: int) -> list[Any]:
    """Some of the items, each as often as chance will have it."""
    return [items[position] for position in rng.integers(0, len(items), count)]


def mixed(rng: np.random.Generator, items: Sequence[Any]) -> list[Any]:
    """All the items in another order."""
    return [items[position] for position in rng.permutation(len(items))]


def day(rng: np.random.Generator, first: str = "2025-01-01", span: int = 400) -> date:
    """A day within ``span`` days from the first."""
    return date.fromisoformat(first) + timedelta(days=int(rng.integers(span)))


def iso(start: date, days: int) -> str:
    """The day so many days after ``start`` (before it, where negative), as ISO text."""
    return (start + timedelta(days=days)).isoformat()

"""Section 1.5: can you undo it, has it changed, and what depends on it."""

import io
from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from course.theme import COLORS

Step = tuple[Callable[[np.ndarray], np.ndarray], Callable[[np.ndarray], np.ndarray]]

_CENTRE, _SPREAD = 18.95, 32.14

STEPS: dict[str, Step] = {
    "log1p, undone by expm1": (np.log1p, np.expm1),
    "standardise, undone": (lambda x: (x - _CENTRE) / _SPREAD, lambda z: z * _SPREAD + _CENTRE),
    "log1p, undone by exp": (np.log1p, np.exp),
    "log1p, never undone": (np.log1p, lambda z: z),
    "clip at $100": (lambda x: np.minimum(x, 100.0), lambda x: x),
    "price bands, undone by the middle": (lambda x: np.floor(x / 10.0), lambda band: band * 10.0 + 5.0),
    "float16": (lambda x: x.astype(np.float16), lambda x: x.astype(np.float64)),
}
"""Ways to transform prices in USD, each with what people use to get back."""


def round_trip(prices: np.ndarray, step: str) -> np.ndarray:
    """Prices after the transform `step` of STEPS and back, minus the prices: errors in USD, same shape."""
    there, back = STEPS[step]
    return back(there(np.asarray(prices, dtype=float))) - prices


def flip(data: bytes, position: int, bit: int = 0) -> bytes:
    """The same bytes with one bit of one byte turned over."""
    return data[:position] + bytes([data[position] ^ (1 << bit)]) + data[position + 1 :]


def small_file(sales: pd.DataFrame) -> bytes:
    """A CSV of a few columns of `sales`."""
    return sales[["sale_id", "name", "condition", "price_usd"]].to_csv(index=False).encode()


def read_or_error(data: bytes) -> pd.DataFrame | str:
    """What pandas makes of CSV bytes: a frame, or the error in words."""
    try:
        return pd.read_csv(io.BytesIO(data))
    except (ValueError, UnicodeDecodeError) as error:
        return f"{type(error).__name__}: {error}"


def what_pandas_sees(written: bytes, arrived: bytes) -> str:
    """One sentence on the prices of two versions of a `small_file`: as written, and as pandas reads what arrived."""
    before, after = read_or_error(written), read_or_error(arrived)
    if isinstance(after, str) or list(after.columns) != list(before.columns) or len(after) != len(before):
        return "pandas sees another table than was written."
    changed = before["price_usd"].astype(str) != after["price_usd"].astype(str)
    if changed.any():
        row = changed.idxmax()
        return (
            f"Written was a price of **{before['price_usd'][row]}**, pandas reads **{after['price_usd'][row]}** "
            "and does not complain."
        )
    return "The prices are as they were written." + ("" if before.equals(after) else " Some text is not.")


def what_flips_do(data: bytes) -> dict[str, int]:
    """What pandas makes of a CSV with one bit turned over, for each of its bits: how many of each kind there are.

    "refused" raises an error, "another table" has other columns or another number of rows, "read" is all the rest.
    """
    before = pd.read_csv(io.BytesIO(data))
    counts = {"refused": 0, "another table": 0, "read": 0}
    for position in range(len(data)):
        for bit in range(8):
            after = read_or_error(flip(data, position, bit))
            if isinstance(after, str):
                counts["refused"] += 1
            elif list(after.columns) != list(before.columns) or len(after) != len(before):
                counts["another table"] += 1
            else:
                counts["read"] += 1
    return counts


GRAPH = {
    "sales.csv": [],
    "price guide": [],
    "seller list": [],
    "clean sales": ["sales.csv", "seller list"],
    "labels": ["clean sales"],
    "guide ratio": ["price guide", "clean sales"],
    "card features": ["clean sales"],
    "training set": ["labels", "card features", "guide ratio"],
    "price model": ["training set"],
    "monthly report": ["clean sales"],
    "price tags": ["price model"],
}
"""What each artefact of the shop is made from."""


def affected(graph: dict[str, list[str]], changed: Iterable[str]) -> set[str]:
    """Everything that is made, directly or not, from what changed."""
    hit = set(changed)
    grew = True
    while grew:
        more = {name for name, parents in graph.items() if name not in hit and hit & set(parents)}
        hit |= more
        grew = bool(more)
    return hit - set(changed)


def mermaid(graph: dict[str, list[str]], changed: str | None = None) -> str:
    """The graph as Mermaid text, with what changed, if anything did, and what it affects coloured."""
    names = {name: f"n{number}" for number, name in enumerate(graph)}
    lines = ["graph TD"]  # from left to right its words could not be read on a narrow page
    lines += [f'    {names[name]}["{name}"]' for name in graph]
    lines += [
        f"    {names[parent]} --> {names[name]}" for name, parents in graph.items() for parent in parents
    ]
    if changed is None:
        return "\n".join(lines)
    lines += [f"    classDef changed fill:{COLORS['bad']},stroke:{COLORS['bad']},color:#000000"]
    lines += [f"    classDef affected fill:{COLORS['guess']},stroke:{COLORS['guess']},color:#000000"]
    lines += [f"    class {names[changed]} changed"]
    hit = affected(graph, [changed])
    if hit:
        lines += [f"    class {','.join(names[name] for name in graph if name in hit)} affected"]
    return "\n".join(lines)

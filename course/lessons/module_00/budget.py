"""Section 0.3: an error budget for each price band, and a north star with the numbers that drive it."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from course.theme import COLORS

BANDS = {"under $5": 5.0, "$5 to $20": 20.0, "$20 to $100": 100.0, "over $100": np.inf}
"""Price bands and where each ends, in USD."""

POWERS = {
    "the same dollars for every card": 0.0,
    "in between: by the square root of the price": 0.5,
    "the same percentage of every price": 1.0,
}
"""Ways to share a budget out: each card gets dollars in proportion to its price to the power of this."""


def band(price: pd.Series) -> pd.Categorical:
    """The price band, a key of BANDS, of each price in USD."""
    return pd.cut(price, [0, *BANDS.values()], labels=list(BANDS), right=False)


def by_band(price: pd.Series, tag: np.ndarray, months: int) -> pd.DataFrame:
    """Cards, revenue and absolute error of the price tags, a month each, by band of the price paid (USD)."""
    table = pd.DataFrame(
        {"band": band(price), "revenue": price.to_numpy(), "error": np.abs(tag - price.to_numpy())}
    )
    grouped = table.groupby("band", observed=False)
    return (grouped[["revenue", "error"]].sum() / months).assign(cards=grouped.size() / months).reset_index()


def drivers(price: pd.Series, tag: np.ndarray) -> dict[str, float]:
    """What drives refunds, for given price tags: counts are per 1,000 sales.

    A buyer sends a card back when the tag was at least 50% above what it usually goes for; `cheap` are tags that
    are at least a third too low. `close` is the share within 25%, `refunded` the dollars sent back per 1,000 sales.
    """
    ratio = np.asarray(tag) / price.to_numpy()
    back = ratio >= 1.5
    return {
        "refunds": float(1_000 * back.mean()),
        "cheap": float(1_000 * (ratio <= 2 / 3).mean()),
        "close": float((np.abs(ratio - 1) <= 0.25).mean()),
        "refunded": float(1_000 * np.where(back, tag, 0.0).mean()),
    }


def driver_tree(now: Mapping[str, float], then: Mapping[str, float] | None = None) -> str:
    """Mermaid text, narrow enough for a phone: what drives the north star, the star, and what it leads to, with
    numbers for `now` and `then`."""

    def said(key: str, form: str) -> str:
        first = form.format(now[key])
        return first if then is None else f"{first} → {form.format(then[key])}"

    lines = [
        "graph TB",
        f'    star["refunds per 1,000 sales<br/><b>{said("refunds", "{:.0f}")}</b>"]',
        f'    money["sent back per 1,000 sales<br/><b>{said("refunded", "${:,.0f}")}</b>"]',
        f'    close["tags within 25%<br/><b>{said("close", "{:.0%}")}</b>"]',
        f'    cheap["far too low, per 1,000 sales<br/><b>{said("cheap", "{:.0f}")}</b>"]',
        "    close --> star --> money",
        "    cheap -. guards .-> star",
        f"    classDef idle fill:{COLORS['muted']}22,stroke:{COLORS['muted']}",
        "    class money,close,cheap idle",
        f"    classDef star fill:{COLORS['truth']}33,stroke:{COLORS['truth']},stroke-width:3px",
        "    class star star",
    ]
    return "\n".join(lines)

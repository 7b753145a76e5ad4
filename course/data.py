"""Load the sales: `load_raw()` as exported, with all its issues, and `load_sales()` cleaned and typed.

`clean(raw)` and `sort_out(raw)` do the same with any raw frame, such as `course.market.production(raw=True)`."""

import os
from functools import lru_cache
from pathlib import Path

import pandas as pd

from course import cleaning
from course.cleaning import fix_letters

__all__ = ["RAW_PATH", "clean", "fix_letters", "load_raw", "load_sales", "sort_out"]

RAW_PATH = Path(__file__).resolve().parent.parent / "data" / "pokemon_cards_with_prices.csv"


def load_raw(path: str | os.PathLike | None = None) -> pd.DataFrame:
    """Return the export as it is: one row a sale, every column text, empty fields NaN.

    Raises FileNotFoundError, with the command that builds it, when the file is not there.
    """
    path = RAW_PATH if path is None else Path(path)
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing; build it with: python data/generate.py")
    return pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8")


def load_sales(path: str | os.PathLike | None = None) -> pd.DataFrame:
    """Return the clean sales in order of `sold_at`, with the price in US dollars in `price_usd`. See
    `clean`."""
    path = RAW_PATH if path is None else Path(path)
    if not path.exists():
        return clean(load_raw(path))
    return _load_cached(str(path), path.stat().st_mtime_ns).copy()


@lru_cache(maxsize=2)
def _load_cached(path: str, _modified: int) -> pd.DataFrame:
    raw = load_raw(path)
    # The shipped file is the history that `clean` looks at; it has none of its own.
    return cleaning.sort_out(raw)[0] if path == str(RAW_PATH) else clean(raw)


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """Return typed sales from raw ones (as `load_raw` gives): one row a real sale with a price that is sure.

    The sales of `sort_out`, without the rows set aside. Raises KeyError when a column is missing."""
    return sort_out(raw)[0]


def sort_out(raw: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (sales, quarantine) from raw sales (as `load_raw` gives): every row is in one of the two.

    sales: typed, in order of `sold_at`; chase cards stay. Spelling, dates, HP, letters and currency are
    repaired. The raw `price` stays out; `price_usd` is new. A missing `sold_at` is filled with `listed_at`
    plus `days_to_sell`; where that is empty too (production months) it stays NaT, at the end. A missing
    condition stays NaN.
    quarantine: the other rows as they came, index and order too, with a `reason`: sent twice, sent again
    under another sale_id, test order, no price, or a price that is wrong or cannot be told. A price is never
    guessed: without a point from a channel that sends dollars, it may be cents; far above what its card or
    its kind costs, it may be a typo. The shipped sales (those not in `raw`) tell what cards cost.

    Raises KeyError when a column is missing."""
    return cleaning.sort_out(raw, _history(raw))


def _history(raw: pd.DataFrame) -> pd.DataFrame | None:
    """Return the shipped sales that are not in `raw`; None where the file is not there."""
    if not RAW_PATH.exists() or "sale_id" not in raw:
        return None
    shipped = _load_cached(str(RAW_PATH), RAW_PATH.stat().st_mtime_ns)
    return shipped[~shipped["sale_id"].isin(raw["sale_id"])]

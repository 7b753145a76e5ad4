"""Load the sales: `load_raw()` as exported, with all its issues, and `load_sales()` cleaned and typed."""

import os
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from course.market.issues import CENTS_CHANNEL, CENTS_SINCE, RARITY_SYNONYMS, TYPE_SYNONYMS
from course.market.pricing import CONDITIONS, EUR_PER_USD
from course.market.rarities import RARITIES
from course.market.species import TYPES

RAW_PATH = Path(__file__).resolve().parent.parent / "data" / "pokemon_cards_with_prices.csv"

INTEGERS = ("generation", "retreat_cost", "attack", "defense", "speed", "printings")
FLOATS = (
    "hp",
    "attack_damage",
    "grade",
    "n_bids",
    "views_total",
    "days_to_sell",
    "set_price_30d",
    "seller_price_index",
)
_GRADE_RATIO = {10.0: 4.0, 9.0: 1.6, 8.0: 1.2, 7.0: 1.0}
_REVERSE_RATIO = 3.0
# A price this many times the usual one of its card (or, for a card sold once, of its set and rarity) is a
# typo.
_TYPO_CARD, _TYPO_CELL = 16, 25


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
    return clean(load_raw(path))


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """Return typed sales from raw ones (as `load_raw` gives): one row a real sale with a price.

    Drops exact and near duplicates, test orders, sales without a price, and prices a hundred times too high;
    keeps chase cards. Repairs spelling, dates, HP, letters and currency. The raw `price` stays out;
    `price_usd` is new. A missing `sold_at` is filled with `listed_at` plus `days_to_sell`. Raises KeyError
    when a column is missing."""
    sales = raw.drop_duplicates().copy()
    for column in ("name", "species", "set_name"):
        sales[column] = sales[column].map(fix_letters)
    sales["rarity"] = _canonical(sales["rarity"], RARITIES, RARITY_SYNONYMS)
    sales["type"] = _canonical(sales["type"], tuple(TYPES.values()), TYPE_SYNONYMS)
    for column in FLOATS:
        sales[column] = pd.to_numeric(sales[column].str.replace(r"\s*(HP|dmg)$", "", regex=True)).astype(
            float
        )
    for column in INTEGERS:
        sales[column] = pd.to_numeric(sales[column]).astype("int64")
    sales["listed_at"] = pd.to_datetime(sales["listed_at"], format="%Y-%m-%d")
    sales["set_release_date"] = pd.to_datetime(sales["set_release_date"], format="%Y-%m-%d")
    sales["sold_at"] = _dates(sales["sold_at"])
    sales["sold_at"] = sales["sold_at"].fillna(
        sales["listed_at"] + pd.to_timedelta(sales["days_to_sell"], unit="D")
    )
    sales["is_test"] = pd.to_numeric(sales["is_test"]).astype("int64")
    sales = sales[(sales["is_test"] == 0) & ~sales["seller_id"].str.startswith("test-")]
    sales = sales.drop_duplicates(
        ["card_id", "seller_id", "listed_at", "sold_at", "finish", "condition", "grade", "price"],
        keep="first",
    )
    # No card has more than 400 HP; other sales of the card, or of its kind, tell a better number.
    sales.loc[sales["hp"] > 400, "hp"] = np.nan
    for group in (["card_id"], ["rarity", "stage"]):
        sales["hp"] = sales["hp"].fillna(sales.groupby(group)["hp"].transform("median"))

    sales["price_usd"] = _dollars(sales)
    sales = sales[sales["price_usd"].notna()].drop(columns="price")
    sales = sales[~_typos(sales)]
    return sales.sort_values("sold_at", kind="stable").reset_index(drop=True)


def fix_letters(text: str) -> str:
    """Return the text with UTF-8 that was read as Windows-1252 repaired; other text unchanged."""
    if not isinstance(text, str) or text.isascii():
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _dates(values: pd.Series) -> pd.Series:
    iso = pd.to_datetime(values, format="%Y-%m-%d", errors="coerce")
    return iso.fillna(pd.to_datetime(values, format="%d/%m/%Y", errors="coerce"))


def _key(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def _canonical(values: pd.Series, names: tuple, synonyms: dict) -> pd.Series:
    known = {_key(name): name for name in names} | {_key(other): name for name, other in synonyms.items()}
    return values.map({value: known.get(_key(value), value) for value in values.dropna().unique()})


def _dollars(sales: pd.DataFrame) -> pd.Series:
    price = pd.to_numeric(sales["price"])
    cents = (sales["channel"] == CENTS_CHANNEL) & (sales["sold_at"] >= CENTS_SINCE)
    price = price.where(~cents, price / 100)
    return price.where(sales["currency"] != "EUR", price / EUR_PER_USD).round(2)


def _typos(sales: pd.DataFrame) -> pd.Series:
    """Return which prices are typos: far above the usual price of the card, state taken out."""
    state = sales["grade"].map(_GRADE_RATIO).fillna(sales["condition"].map(CONDITIONS)).astype(float)
    reverse = (sales["finish"] == "reverse holo") & (sales["rarity"] != "Rare Holo")
    near_mint = sales["price_usd"] / state / np.where(reverse, _REVERSE_RATIO, 1.0)
    by_card = near_mint.groupby(sales["card_id"])
    # Of two sales the lower one is the usual price, so that a single typo cannot be.
    usual = by_card.transform("median").where(by_card.transform("size") > 2, by_card.transform("min"))
    cell = near_mint.groupby([sales["set_id"], sales["rarity"]]).transform("median")
    alone = by_card.transform("size") == 1
    return (near_mint > _TYPO_CARD * usual) | (alone & (near_mint > _TYPO_CELL * cell))

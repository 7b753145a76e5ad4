"""Sort raw sales out: those with a price that is sure, typed, and those set aside, each with its reason.

`course.data.clean` and `course.data.sort_out` are the way in; what can go wrong is listed in data/README.md."""

import numpy as np
import pandas as pd

from course.market.issues import CENTS_CHANNEL, CENTS_SINCE, RARITY_SYNONYMS, TYPE_SYNONYMS
from course.market.pricing import CHANNELS, CONDITIONS, EUR_PER_USD, MIN_PRICE
from course.market.rarities import RARITIES
from course.market.sales import COLUMNS
from course.market.species import TYPES

# Why a row is set aside.
SENT_TWICE = "sent twice"
SENT_AGAIN = "sent again under another sale_id"
TEST_ORDER = "test order"
NO_PRICE = "no price"
NO_NUMBER = "the price is no positive number"
NO_CURRENCY = "neither dollars nor euros"
UNIT_UNKNOWN = "dollars or cents: cannot be told"
TYPO = "a price 100 times too high"
MAYBE_TYPO = "cannot be told from a price 100 times too high"

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
_DOLLARS = {"USD": 1.0, "EUR": EUR_PER_USD}  # how much of a currency is one dollar
_MAX_HP = 400
_GRADE_RATIO = {10.0: 4.0, 9.0: 1.6, 8.0: 1.2, 7.0: 1.0}
_REVERSE_RATIO = 3.0
# How many times the usual price of its card (or, for a new card, of at least 5 cards of its kind) a price may
# be. Real prices were up to 12.5 times that of their card (few sales, a boom, no condition), and rarely over 5;
# typos would have been 12.6 times and more, and against the kind 8.7 times and more.
_CARD_SURE, _CARD_TYPO = 5, 20
_KIND_SURE, _KIND_CARDS = 6, 5


def sort_out(raw: pd.DataFrame, history: pd.DataFrame | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (sales, quarantine) of raw sales; see `course.data.sort_out`.

    history: clean sales that tell what cards cost and how many HP they have; they are not in the result."""
    for column in COLUMNS:
        if column not in raw:
            raise KeyError(column)
    history = pd.DataFrame() if history is None else history
    rows = raw.reset_index(drop=True)
    reason = pd.Series(index=rows.index, dtype="str")

    def without(sales: pd.DataFrame, bad: pd.Series, why: str) -> pd.DataFrame:
        reason[bad.index[bad]] = why
        return sales[~bad]

    sales = _typed(rows)
    sales = without(sales, rows.duplicated(), SENT_TWICE)
    sales = without(sales, _is_test(sales), TEST_ORDER)
    sales = without(sales, _sent_again(sales, rows["name"]), SENT_AGAIN)
    sales = sales.assign(hp=_possible_hp(sales, history))
    sales = without(sales, sales["price"].isna(), NO_PRICE)
    sales = without(sales, ~(pd.to_numeric(sales["price"], errors="coerce") > 0), NO_NUMBER)
    sales = without(sales, ~sales["currency"].isin(list(_DOLLARS)), NO_CURRENCY)
    sales = sales.assign(price_usd=_dollars(sales)).drop(columns="price")
    sales = without(sales, sales["price_usd"].isna(), UNIT_UNKNOWN)
    typo, unclear = _typos(sales, history)
    sales = without(sales, typo, TYPO)
    sales = without(sales, unclear[~typo], MAYBE_TYPO)

    set_aside = reason.notna().to_numpy()
    quarantine = raw[set_aside].assign(reason=reason[set_aside].to_numpy())
    return sales.sort_values("sold_at", kind="stable").reset_index(drop=True), quarantine


def fix_letters(text: str) -> str:
    """Return the text with UTF-8 that was read as Windows-1252 repaired; other text unchanged."""
    if not isinstance(text, str) or text.isascii():
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the same rows with spelling, letters and dates repaired and types set; `price` stays text."""
    sales = rows.copy()
    for column in ("name", "species", "set_name"):
        sales[column] = sales[column].map(fix_letters)
    sales["rarity"] = _canonical(sales["rarity"], RARITIES, RARITY_SYNONYMS)
    sales["type"] = _canonical(sales["type"], tuple(TYPES.values()), TYPE_SYNONYMS)
    for column in FLOATS:
        number = sales[column].str.replace(r"\s*(HP|dmg)$", "", regex=True)
        sales[column] = _numbers(number, column).astype(float)
    for column in (*INTEGERS, "is_test"):
        sales[column] = _numbers(sales[column], column).astype("int64")
    for column in ("listed_at", "set_release_date"):
        sales[column] = pd.to_datetime(sales[column], format="%Y-%m-%d")
    on_sale = pd.to_timedelta(sales["days_to_sell"], unit="D")
    sales["sold_at"] = _dates(sales["sold_at"]).fillna(sales["listed_at"] + on_sale)
    return sales


def _numbers(texts: pd.Series, column: str) -> pd.Series:
    number = pd.to_numeric(texts, errors="coerce")
    wrong = texts[texts.notna() & number.isna()]
    if len(wrong):
        raise ValueError(f"{column} has {wrong.iloc[0]!r}, which is no number")
    return number


def _canonical(values: pd.Series, names: tuple, synonyms: dict) -> pd.Series:
    known = {_key(name): name for name in names} | {_key(other): name for name, other in synonyms.items()}
    return values.map({value: known.get(_key(value), value) for value in values.dropna().unique()})


def _key(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def _dates(values: pd.Series) -> pd.Series:
    iso = pd.to_datetime(values, format="%Y-%m-%d", errors="coerce")
    return iso.fillna(pd.to_datetime(values, format="%d/%m/%Y", errors="coerce"))


def _is_test(sales: pd.DataFrame) -> pd.Series:
    return (sales["is_test"] != 0) | sales["seller_id"].str.startswith("test-")


def _sent_again(sales: pd.DataFrame, raw_name: pd.Series) -> pd.Series:
    """Return which rows are copies: the name in capitals, all else but the sale_id as in another row.

    Two rows that agree but are both written as usual are two sales: a shop can sell the same card twice on
    one day."""
    capitals = raw_name.loc[sales.index].str.isupper()
    # Capitals last, so that the first of equal rows is the one that was there first.
    in_order = sales.drop(columns=["sale_id", "name"]).loc[capitals.sort_values(kind="stable").index]
    return in_order.duplicated().reindex(sales.index) & capitals


def _possible_hp(sales: pd.DataFrame, history: pd.DataFrame) -> pd.Series:
    """Return HP with impossible ones replaced by those of other sales of the card, or else of its kind."""
    everything = pd.concat([sales, history], ignore_index=True)
    hp = everything["hp"].where(everything["hp"] <= _MAX_HP)
    for group in (["card_id"], ["rarity", "stage"]):
        keys = [everything[column] for column in group]
        hp = hp.fillna(hp.groupby(keys).transform("median"))
    return pd.Series(hp.to_numpy()[: len(sales)], index=sales.index)


def _dollars(sales: pd.DataFrame) -> pd.Series:
    """Return the prices in US dollars, rounded to cents; NaN where a price may be in dollars or in cents.

    Two things must agree: what the channel sends on the day of the sale, and how the price is written
    (dollars with a decimal point, cents without). Where that day is not known, a listing after the change
    to cents still tells that the sale was after it."""
    partner = sales["channel"] == CENTS_CHANNEL
    known = sales["channel"].isin(list(CHANNELS))
    sends_cents = partner & (sales["sold_at"].fillna(sales["listed_at"]) >= CENTS_SINCE)
    sends_dollars = known & (~partner | (sales["sold_at"] < CENTS_SINCE))
    point = sales["price"].str.contains(".", regex=False)
    price = pd.to_numeric(sales["price"])
    amount = price.where(sends_dollars & point).fillna((price / 100).where(sends_cents & ~point))
    return (amount / sales["currency"].map(_DOLLARS).astype(float)).round(2)


def _typos(sales: pd.DataFrame, history: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return which prices are 100 times too high (the decimal point lost), and which may be.

    A price is compared with the usual one of its card, state taken out. Sales that cannot be typos tell what
    is usual: those under 100 times the lowest price, those with cents, and the history. For a card without such
    sales nothing can: what its kind costs does not tell a dear card from a cheap one with a typo."""
    price = sales["price_usd"]
    high = price >= 100 * MIN_PRICE
    # A lost point leaves a whole number, of dollars or (where the price was in euros then) of euros.
    euros = (price * EUR_PER_USD).round(2)
    possible = high & ((price % 1 == 0) | ((sales["currency"] == "EUR") & (euros % 1 == 0)))
    near_mint = _near_mint(sales)
    sure = sales[~possible].assign(near_mint=near_mint[~possible])
    if len(history):
        sure = pd.concat([sure, history.assign(near_mint=_near_mint(history))])
    card = sales["card_id"].map(sure.groupby("card_id")["near_mint"].median()).astype(float)
    typo = possible & (near_mint > _CARD_TYPO * card)
    return typo, possible & ~(near_mint <= _CARD_SURE * card) & ~typo


def _near_mint(sales: pd.DataFrame) -> pd.Series:
    """Return about what each card would have cost near mint, ungraded and not as a reverse holo."""
    # An unknown condition counts as the middle one: off by a factor of 2.2 at most.
    condition = sales["condition"].map(CONDITIONS).astype(float).fillna(CONDITIONS["MP"])
    state = sales["grade"].map(_GRADE_RATIO).astype(float).fillna(condition)
    reverse = (sales["finish"] == "reverse holo") & (sales["rarity"] != "Rare Holo")
    return sales["price_usd"] / state / np.where(reverse, _REVERSE_RATIO, 1.0)

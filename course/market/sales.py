"""Sales: which card is sold when, by whom, in what state, and for how much. Clean; `issues` spoils them
afterwards."""

import numpy as np
import pandas as pd

from course.market import draws
from course.market.catalogue import SEED, catalogue
from course.market.pricing import (
    CHANNELS,
    CONDITIONS,
    FIRST_MONTH,
    NOISE_SD,
    WILD_SD,
    WILD_SHARE,
    expected_price,
)
from course.market.rarities import PLAIN, RARITIES, REVERSE_SINCE

CARD_COLUMNS = (
    "card_id",
    "name",
    "species",
    "set_id",
    "set_name",
    "series",
    "set_release_date",
    "number",
    "generation",
    "type",
    "stage",
    "rarity",
    "hp",
    "attack_damage",
    "retreat_cost",
    "attack",
    "defense",
    "speed",
    "illustrator",
    "printings",
)
COLUMNS = (
    "sale_id",
    "listed_at",
    "sold_at",
    "channel",
    "seller_id",
    *CARD_COLUMNS,
    "finish",
    "condition",
    "grade",
    "price",
    "currency",
    "is_test",
    "n_bids",
    "views_total",
    "days_to_sell",
    "set_price_30d",
    "seller_price_index",
)
AFTER_SALE = ("n_bids", "views_total", "days_to_sell", "set_price_30d", "seller_price_index")

CHANNEL_SHARES = (0.45, 0.33, 0.14, 0.08)
SHOPS, SHOP_SHARE = 120, 0.55
EUR_SHARE = 0.06
GRADED_SHARE = 0.04
_GRADES, _GRADE_SHARES = np.array([10.0, 9.0, 8.0, 7.0]), (0.42, 0.40, 0.12, 0.06)
_SEASON_SALES = np.array([1.0, 0.95, 0.95, 0.92, 0.92, 0.92, 0.95, 0.97, 1.0, 1.05, 1.15, 1.25])
_REVERSE_DAY = np.datetime64(REVERSE_SINCE).astype(int)
_FIRST = np.datetime64(FIRST_MONTH, "M")


def month_sizes(n: int, first: int = 0, months: int = 36) -> np.ndarray:
    """Return how many of n sales fall into each month: slow growth, more before Christmas. Sums to n."""
    month = np.arange(first, first + months)
    weight = (1 + 0.006 * month) * _SEASON_SALES[(month + 6) % 12]
    edges = np.floor(np.cumsum(weight) / weight.sum() * n + 1e-6).astype(int)
    return np.diff(edges, prepend=0)


def simulate_month(
    rng: np.random.Generator,
    month: int,
    n: int,
    *,
    cards: pd.DataFrame | None = None,
    weight: np.ndarray | None = None,
    scenario: str = "steady",
    casual: int = 4_000,
) -> pd.DataFrame:
    """Return n clean sales of one month (number since 2023-07) in order of the sale, price in USD in `price`.

    cards, weight: what is sold and how often (default: the catalogue); casual: how many people sell now and
    then. Columns are COLUMNS without sale_id, AFTER_SALE partly NaN (see `add_market_columns`), and
    `sold_day`, `listed_day` (days since 1970-01-01) and `expected` (the noise-free price)."""
    cards = catalogue() if cards is None else cards
    weight = cards["weight"].to_numpy() if weight is None else weight
    first = (_FIRST + month).astype("datetime64[D]").astype(int)
    last = (_FIRST + month + 1).astype("datetime64[D]").astype(int) - 1
    release = cards["release_day"].to_numpy()
    # A set must be out before its cards sell, and new sets sell most in their first half year.
    age = np.maximum(first - release, 0) / 30.44
    chosen = draws.pick(rng, weight * (release <= last - 3) * (1 + 2 * np.exp(-age / 6)), n)
    release = release[chosen]
    start = np.maximum(first, release + 2)
    day = start + np.floor(rng.random(n) * (last - start + 1)).astype(int)
    order = np.argsort(day, kind="stable")
    chosen, day, release = chosen[order], day[order], release[order]
    sold = cards.iloc[chosen]
    rarity = sold["rarity_code"].to_numpy()

    channel = np.array(list(CHANNELS))[draws.pick(rng, CHANNEL_SHARES, n)]
    finish = _finish(rng, sold, rarity, release)
    grade, condition = _state(rng, sold, day - release)
    expected = expected_price(sold, day, finish, condition, grade, channel, scenario)
    sd = np.where(rng.random(n) < WILD_SHARE, WILD_SD, NOISE_SD)
    noise = sd * draws.normal(rng, n)
    # exp(noise - sd^2/2) has mean 1, so the noise-free price is the mean of the price.
    price = np.maximum(np.round(expected * np.exp(noise - sd**2 / 2), 2), 0.25)

    sale = sold[list(CARD_COLUMNS)].reset_index(drop=True)
    sale["channel"], sale["seller_id"] = channel, _sellers(rng, n, casual)
    sale["finish"], sale["condition"], sale["grade"], sale["price"] = finish, condition, grade, price
    sale["currency"] = np.where((rng.random(n) < EUR_SHARE) & (channel != "partner"), "EUR", "USD")
    sale["is_test"] = 0
    # A dear price keeps a card on the shelf; interest follows the price paid. Both are known only afterwards.
    days = np.floor(-np.log1p(-rng.random(n)) * 9 * np.exp(2.0 * noise)).astype(int)
    days = np.clip(days, 0, np.clip(day - release - 1, 0, 90))
    views = np.floor(np.exp(1.6 + 0.75 * np.log(price) + 0.25 * draws.normal(rng, n))).astype(int) + 1
    bids = np.where(channel == "auction", 1 + np.floor(0.8 * np.sqrt(views) * np.exp(noise)).astype(int), 0)
    sale["n_bids"], sale["views_total"], sale["days_to_sell"] = bids, views, days
    sale["sold_day"], sale["listed_day"], sale["expected"] = day, day - days, expected
    return sale


def _finish(
    rng: np.random.Generator, sold: pd.DataFrame, rarity: np.ndarray, release: np.ndarray
) -> np.ndarray:
    u = rng.random(len(sold))
    promo_holo = sold["promo_holo"].to_numpy() & (rarity == RARITIES.index("Promo"))
    ordinary = np.where(
        (rarity < len(PLAIN)) | ((rarity == RARITIES.index("Promo")) & ~promo_holo), "normal", "holo"
    )
    share = np.select([rarity < len(PLAIN), rarity == RARITIES.index("Rare Holo")], [0.35, 0.12], 0.0)
    return np.where((u < share) & (release >= _REVERSE_DAY), "reverse holo", ordinary)


def _state(rng: np.random.Generator, sold: pd.DataFrame, age_days: np.ndarray):
    """Return grade (NaN where ungraded) and condition; old cards are played, and only cards worth it are
    graded."""
    n = len(sold)
    years = age_days / 365.25
    near_mint = 0.35 + 0.48 * np.exp(-years / 7)
    rest = (1 - near_mint)[:, None] * np.array([0.50, 0.27, 0.15, 0.08])
    condition = np.array(list(CONDITIONS))[draws.pick_rows(rng.random(n), np.column_stack([near_mint, rest]))]
    worth_it = np.clip(sold["ln_value"].to_numpy() - np.log(3.0), 0, 3) / 1.2
    graded = rng.random(n) < GRADED_SHARE * worth_it
    grade = np.where(graded, _GRADES[draws.pick(rng, _GRADE_SHARES, n)], np.nan)
    return grade, np.where(graded, "NM", condition)


def _sellers(rng: np.random.Generator, n: int, casual: int) -> np.ndarray:
    """Return seller ids: over half of the sales by some shops, the rest by many people who sell now and
    then."""
    shop = draws.pick(rng, 1 / (4.0 + np.arange(SHOPS)), n)
    person = SHOPS + np.floor(rng.random(n) ** 1.3 * casual).astype(int)
    number = np.where(rng.random(n) < SHOP_SHARE, shop, person)
    return np.array([f"u{k}" for k in number], dtype=object)


def add_market_columns(sales: pd.DataFrame) -> pd.DataFrame:
    """Add the two columns that leak by construction, over the whole frame (sorted by sold_day).

    set_price_30d: mean price of the set over the last 30 days, this very sale included.
    seller_price_index: the seller's mean price over the mean of all sales, this very sale included.
    """
    price = sales["price"].to_numpy()
    set_code = pd.factorize(sales["set_id"], sort=True)[0]
    day = sales["sold_day"].to_numpy()
    # One sorted key holds set and day, so the start of each window is found by one search.
    key = set_code.astype(np.int64) * 1_000_000 + day
    order = np.argsort(key, kind="stable")
    total = np.concatenate([[0.0], np.cumsum(price[order])])
    end = np.arange(1, len(sales) + 1)
    begin = np.searchsorted(key[order], key[order] - 30, side="left")
    mean = np.empty(len(sales))
    mean[order] = (total[end] - total[begin]) / (end - begin)
    seller = sales.groupby("seller_id")["price"].transform("mean") / price.mean()
    return sales.assign(set_price_30d=np.round(mean, 2), seller_price_index=np.round(seller, 2))


def clean_sales(n: int = 24_000, seed: int = SEED) -> pd.DataFrame:
    """Return n clean sales of the 36 training months, price in USD, in order of the sale; `sale_id` S1, S2
    …"""
    months = [
        simulate_month(draws.stream(seed, "month", month), month, size, casual=max(n // 6, 50))
        for month, size in enumerate(month_sizes(n))
        if size
    ]
    sales = add_market_columns(pd.concat(months, ignore_index=True))
    sales["sale_id"] = [f"S{k}" for k in range(1, len(sales) + 1)]
    return sales

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
    MIN_PRICE,
    MONTHS,
    NOISE_SD,
    VOLUME,
    WILD_SD,
    WILD_SHARE,
    condition_shares,
    expected_price,
)
from course.market.rarities import PLAIN, RARITIES, REVERSE_SINCE
from course.market.scenarios import Event, price_effect
from course.market.sellers import SHOPS, people, sellers

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

# What a model that prices a card at listing can't know: the sale and all that comes after it.
KNOWN_LATER = ("sale_id", "sold_at", *AFTER_SALE)

N_SALES = 24_000
CHANNEL_SHARES = (0.45, 0.33, 0.14, 0.08)
EUR_SHARE = 0.06
GRADED_SHARE = 0.04
_GRADES, _GRADE_SHARES = np.array([10.0, 9.0, 8.0, 7.0]), (0.42, 0.40, 0.12, 0.06)
_REVERSE_DAY = np.datetime64(REVERSE_SINCE).astype(int)
_FIRST = np.datetime64(FIRST_MONTH, "M")

# The leaks: how strongly each follows the noise of the price, and how noisy it is itself. None follows the
# price so closely that a correlation gives it away.
DAYS_SLOPE, DAYS_SD = 2.5, 0.5
VIEWS_PRICE, VIEWS_SLOPE, VIEWS_SD = 0.10, 1.6, 0.5
BIDS_SLOPE, BIDS_SD = 2.5, 0.3
WINDOW_SALES, WINDOW_DAYS, WINDOW_MOST = 2, 30, 50.0


def month_sizes(n: int) -> np.ndarray:
    """Return how many of n sales fall into each of the 36 months: slow growth and the season. Sums to n."""
    month = np.arange(MONTHS)
    weight = (1 + 0.006 * month) * np.array(VOLUME)[(month + 6) % 12]
    edges = np.floor(np.cumsum(weight) / weight.sum() * n + 1e-6).astype(int)
    return np.diff(edges, prepend=0)


def first_people(n: int) -> np.ndarray:
    """Return the number of the first person who sells in each of the 36 months of n sales, and, at the end,
    in the month after."""
    return SHOPS + np.concatenate([[0], np.cumsum([people(size) for size in month_sizes(n)])])


def simulate_month(
    rng: np.random.Generator,
    month: int,
    n: int,
    first_person: int,
    n_people: int,
    *,
    cards: pd.DataFrame | None = None,
    weight: np.ndarray | None = None,
    events: tuple[Event, ...] = (),
) -> pd.DataFrame:
    """Return n clean sales of one month (number since 2023-07) in order of the sale, price in USD in `price`.

    The people who sell are the `n_people` numbers from `first_person` on; cards, weight: what is sold and how
    often (default: the catalogue); events: what happens to prices (see `scenarios`). Columns are COLUMNS
    without sale_id and the two of `add_market_columns`, and `sold_day`, `listed_day` (days since 1970-01-01)
    and `expected` (the noise-free price)."""
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

    seller = sellers(rng, sold, first_person, n_people)
    channel = np.array(list(CHANNELS))[draws.pick(rng, CHANNEL_SHARES, n)]
    finish = finishes(rng, sold)
    grade, condition = states(rng, sold, day - release)
    effect = price_effect(events, day, sold)
    expected = expected_price(sold, day, finish, condition, grade, channel, seller < SHOPS, effect)
    sd = np.where(rng.random(n) < WILD_SHARE, WILD_SD, NOISE_SD)
    noise = sd * draws.normal(rng, n)
    # exp(noise - sd^2/2) has mean 1, so the noise-free price is the mean of the price.
    price = np.maximum(np.round(expected * np.exp(noise - sd**2 / 2), 2), MIN_PRICE)

    sale = sold[list(CARD_COLUMNS)].reset_index(drop=True)
    sale["channel"], sale["seller_id"] = channel, np.array([f"u{k}" for k in seller], dtype=object)
    sale["finish"], sale["condition"], sale["grade"], sale["price"] = finish, condition, grade, price
    sale["currency"] = np.where((rng.random(n) < EUR_SHARE) & (channel != "partner"), "EUR", "USD")
    sale["is_test"] = 0
    # A price above the card's worth keeps it on the shelf and draws watchers. Both are known only afterwards.
    days = np.floor(6.0 * np.exp(DAYS_SLOPE * noise + DAYS_SD * draws.normal(rng, n))).astype(int)
    days = np.clip(days, 0, np.clip(day - release - 1, 0, 90))
    watched = VIEWS_PRICE * np.log(price) + VIEWS_SLOPE * noise + VIEWS_SD * draws.normal(rng, n)
    views = np.floor(np.exp(2.4 + watched)).astype(int) + 1
    bids = 1 + np.floor(2.5 * np.exp(BIDS_SLOPE * noise + BIDS_SD * draws.normal(rng, n))).astype(int)
    sale["n_bids"], sale["views_total"], sale["days_to_sell"] = (
        np.where(channel == "auction", bids, 0), views, days,
    )  # fmt: skip
    sale["sold_day"], sale["listed_day"], sale["expected"] = day, day - days, expected
    return sale


def finishes(rng: np.random.Generator, sold: pd.DataFrame) -> np.ndarray:
    """Return the finish of n cards: their ordinary print, or a reverse holo where the set has some."""
    u = rng.random(len(sold))
    rarity = sold["rarity_code"].to_numpy()
    promo_holo = sold["promo_holo"].to_numpy() & (rarity == RARITIES.index("Promo"))
    ordinary = np.where(
        (rarity < len(PLAIN)) | ((rarity == RARITIES.index("Promo")) & ~promo_holo), "normal", "holo"
    )
    share = np.select([rarity < len(PLAIN), rarity == RARITIES.index("Rare Holo")], [0.35, 0.12], 0.0)
    has_reverse = sold["release_day"].to_numpy() >= _REVERSE_DAY
    return np.where((u < share) & has_reverse, "reverse holo", ordinary)


def states(rng: np.random.Generator, sold: pd.DataFrame, age_days: np.ndarray):
    """Return grade (NaN where ungraded) and condition; old cards are played, and only cards worth it are
    graded."""
    n = len(sold)
    shares = condition_shares(age_days)
    condition = np.array(list(CONDITIONS))[draws.pick_rows(rng.random(n), shares)]
    worth_it = np.clip(sold["ln_value"].to_numpy() - np.log(3.0), 0, 3) / 1.2
    graded = rng.random(n) < GRADED_SHARE * worth_it
    grade = np.where(graded, _GRADES[draws.pick(rng, _GRADE_SHARES, n)], np.nan)
    return grade, np.where(graded, "NM", condition)


def add_market_columns(sales: pd.DataFrame) -> pd.DataFrame:
    """Add the two columns that leak by construction, over the whole frame (sorted by sold_day).

    set_price_30d: mean price of the last two sales of the set, at most 30 days old, this very sale included;
    a price above $50 counts as $50. seller_price_index: the seller's mean price over the mean of all sales,
    this very sale included.
    """
    price = sales["price"].to_numpy()
    set_code = pd.factorize(sales["set_id"], sort=True)[0]
    # One sorted key holds set and day, so the start of each window is found by one search.
    key = set_code.astype(np.int64) * 1_000_000 + sales["sold_day"].to_numpy()
    order = np.argsort(key, kind="stable")
    total = np.concatenate([[0.0], np.cumsum(np.minimum(price, WINDOW_MOST)[order])])
    end = np.arange(1, len(sales) + 1)
    begin = np.searchsorted(key[order], key[order] - WINDOW_DAYS, side="left")
    begin = np.maximum(begin, end - WINDOW_SALES)
    mean = np.empty(len(sales))
    mean[order] = (total[end] - total[begin]) / (end - begin)
    seller = sales.groupby("seller_id")["price"].transform("mean") / price.mean()
    return sales.assign(set_price_30d=np.round(mean, 2), seller_price_index=np.round(seller, 2))


def clean_sales(n: int = N_SALES, seed: int = SEED) -> pd.DataFrame:
    """Return n clean sales of the 36 training months, price in USD, in order of the sale; `sale_id` S1, S2
    …"""
    start = first_people(n)
    months = [
        simulate_month(draws.stream(seed, "month", month), month, size, start[month], people(size))
        for month, size in enumerate(month_sizes(n))
        if size
    ]
    sales = add_market_columns(pd.concat(months, ignore_index=True))
    sales["sale_id"] = [f"S{k}" for k in range(1, len(sales) + 1)]
    return sales


def at_listing(sales: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    """Return what a model knows that prices cards at listing, and the prices it should have found.

    sales: a frame of `load_sales`, `production` or `production_year`. The first frame has neither sale_id nor
    sold_at nor anything later (sold_at - listed_at is days_to_sell again), and is in order of listing, as the
    order of the sales would tell as much. The second is `price_usd`, aligned; both have a fresh index. Raises
    KeyError for raw sales, which have no price_usd."""
    if "price_usd" not in sales:
        raise KeyError("there is no price_usd: raw sales have to be cleaned first (course.data.clean)")
    order = ["listed_at", "card_id", "seller_id", "finish", "condition", "grade", "channel"]
    listed = sales.sort_values(order, kind="stable").reset_index(drop=True)
    listed.attrs = {}  # production says there which scenario it was
    later = [column for column in (*KNOWN_LATER, "label_at") if column in listed]
    return listed.drop(columns=[*later, "price_usd"]), listed["price_usd"]

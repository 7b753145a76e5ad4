"""What a sale costs without noise: card value x market index x set freshness x finish x condition or grade x
channel.

`noise_free_price(sales)` is the expected price, so predicting it is the best any model can do in squared
error: the oracle of the course. All effects multiply; the logarithm of the price is a sum."""

import numpy as np
import pandas as pd

from course.market.catalogue import catalogue, new_set_cards
from course.market.rarities import PLAIN, RARITIES, REVERSE, REVERSE_OF_HOLO

FIRST_MONTH = "2023-07"
MONTHS = 36
EUR_PER_USD = 0.92
MIN_PRICE = 0.25

CONDITIONS = {"NM": 1.0, "LP": 0.80, "MP": 0.60, "HP": 0.42, "DMG": 0.27}
CHANNELS = {"web": 1.0, "app": 1.0, "auction": 0.95, "partner": 1.03}

# Noise of one sale: ordinary sales and, rarely, a bargain or an overpaid card (fat tails as in real sold
# prices).
NOISE_SD, WILD_SD, WILD_SHARE = 0.15, 0.36, 0.05
NOISE_SIGMA = float(np.sqrt((1 - WILD_SHARE) * NOISE_SD**2 + WILD_SHARE * WILD_SD**2))

FRESH, FRESH_MONTHS = (
    0.55,
    4.0,
)  # a new set starts at exp(0.55) = 1.7 times its later price and falls for a year

# Grade 9 over the ungraded near-mint price falls with that price; a 10 follows a power of it.
_RAW, _NINE = np.log([1.0, 3.5, 7.5, 17.0, 37.0, 75.0]), np.log([6.27, 3.61, 2.27, 1.50, 1.13, 1.05])
_GRADE_OVER_NINE = {8.0: 0.73, 7.0: 0.64}

# ln of the index at the start of chosen months since 2023-07 (April 2025 = month 21 = 1.0), interpolated
# between: a slow slide, a boom from late 2024, a dip in November 2025, and then about 2% a year.
_INDEX_MONTHS = (0, 8, 14, 17, 21, 27, 29, 32, 36, 96)
_INDEX_LN = (-0.17, -0.21, -0.22, -0.14, 0.0, 0.17, 0.11, 0.15, 0.16, 0.26)
_SEASON = np.log([1.01, 0.99, 0.99, 0.99, 0.98, 0.985, 0.99, 0.995, 1.0, 1.01, 1.03, 1.05])


def month_number(dates) -> np.ndarray:
    """Return the months since 2023-07 (whole numbers) of n dates (datetime64 or anything pandas can
    convert)."""
    months = pd.DatetimeIndex(dates).to_numpy().astype("datetime64[M]").astype(int)
    return months - np.datetime64(FIRST_MONTH, "M").astype(int)


def market_index(month) -> np.ndarray:
    """Return the price level of each month (number since 2023-07); 1.0 in April 2025."""
    month = np.asarray(month)
    season = _SEASON[(month + 6) % 12]
    april = np.interp(21, _INDEX_MONTHS, _INDEX_LN) + _SEASON[3]
    return np.exp(np.interp(month, _INDEX_MONTHS, _INDEX_LN) + season - april)


def freshness(age_days, rarity_code) -> np.ndarray:
    """Return how much dearer a card is because its set is new: 1.7 at release, 1.09 after a year; bulk is
    not."""
    months = np.maximum(np.asarray(age_days), 0) / 30.44
    return np.exp(np.where(np.asarray(rarity_code) >= 2, FRESH, 0.0) * np.exp(-months / FRESH_MONTHS))


def finish_effect(finish, rarity_code, era) -> np.ndarray:
    """Return the multiplier of a reverse holo over the ordinary print of the same card."""
    plain = np.asarray(rarity_code) < len(PLAIN)
    reverse = np.where(plain, np.array(REVERSE)[np.asarray(era) - 1], REVERSE_OF_HOLO)
    reverse = np.where(np.asarray(rarity_code) == RARITIES.index("Rare"), reverse * 0.75, reverse)
    return np.where(np.asarray(finish) == "reverse holo", reverse, 1.0)


def state_effect(condition, grade, near_mint) -> np.ndarray:
    """Return the multiplier of the condition, or of the grade where there is one (near_mint: ungraded USD
    price)."""
    effect = pd.Series(np.asarray(condition)).map(CONDITIONS).to_numpy(dtype=float)
    grade = np.asarray(grade, dtype=float)
    ln_raw = np.log(np.maximum(near_mint, 0.01))
    nine = np.exp(np.interp(ln_raw, _RAW, _NINE))
    ten = np.exp(np.clip(2.74 - 0.39 * ln_raw, np.log(2.2), np.log(15.0)))
    effect = np.where(grade == 10, ten, effect)
    effect = np.where(grade == 9, nine, effect)
    for value, ratio in _GRADE_OVER_NINE.items():
        effect = np.where(grade == value, nine * ratio, effect)
    return effect


def expected_price(
    cards: pd.DataFrame, sold_day, finish, condition, grade, channel, scenario: str = "steady"
):
    """Return the expected price in USD of n sales.

    cards: n rows of the catalogue (with `ln_value`, `era`, `rarity_code`, `release_day`); sold_day: days
    since 1970-01-01; finish, condition, grade (NaN where ungraded), channel: n values; scenario: see
    `production`."""
    sold_day = np.asarray(sold_day)
    month = month_number(sold_day.astype("datetime64[D]"))
    rarity = cards["rarity_code"].to_numpy()
    near_mint = np.exp(cards["ln_value"].to_numpy()) * market_index(month)
    near_mint = near_mint * freshness(sold_day - cards["release_day"].to_numpy(), rarity)
    near_mint = near_mint * finish_effect(finish, rarity, cards["era"].to_numpy())
    near_mint = near_mint * _scenario_effect(scenario, month, cards)
    price = near_mint * state_effect(condition, grade, near_mint)
    price = price * pd.Series(np.asarray(channel)).map(CHANNELS).to_numpy(dtype=float)
    return np.maximum(price, MIN_PRICE)


def _scenario_effect(scenario: str, month: np.ndarray, cards: pd.DataFrame) -> np.ndarray:
    """Return what a production scenario multiplies prices by; 1 inside the training window and for most
    scenarios."""
    after = np.clip(month - MONTHS + 1, 0, None)
    if scenario == "boom":
        level = np.array([1.0, 1.12, 1.35, 1.55])[np.minimum(after, 3)]
        old = np.array([1.0, 1.10, 1.30, 1.50])[np.minimum(after, 3)]
        return level * np.where(cards["generation"].to_numpy() == 1, old, 1.0)
    if scenario == "seasonal":
        return np.array([1.0, 1.05, 1.15, 1.25])[np.minimum(after, 3)]
    return np.ones(len(month))


def noise_free_price(sales: pd.DataFrame, scenario: str = "steady") -> np.ndarray:
    """Return the expected price in USD of each sale, shape (n,): what the oracle predicts.

    sales: a frame with card_id, finish, condition, grade, channel and sold_at, as `load_sales` and
    `production` give it; where there is no sold_at (a listing) listed_at stands in. `scenario` is the one
    `production` was called with. Raises KeyError for a card_id the market does not have."""
    known = pd.concat([catalogue(), new_set_cards()], ignore_index=True)
    position = pd.Series(np.arange(len(known)), index=known["card_id"]).reindex(sales["card_id"])
    if position.isna().any():
        missing = position.index[position.isna()][0]
        raise KeyError(f"the market has no card {missing!r}")
    sold = pd.to_datetime(sales["sold_at"], errors="coerce")
    if "listed_at" in sales:
        sold = sold.fillna(pd.to_datetime(sales["listed_at"]))
    day = sold.to_numpy().astype("datetime64[D]").astype(int)
    return expected_price(
        known.iloc[position.astype(int).to_numpy()],
        day,
        sales["finish"].to_numpy(),
        sales["condition"].to_numpy(),
        pd.to_numeric(sales["grade"]).to_numpy(dtype=float),
        sales["channel"].to_numpy(),
        scenario,
    )

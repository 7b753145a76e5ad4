"""What a sale costs without noise: card value x market index x set freshness x finish x condition or grade x
channel x seller. All effects multiply, so the logarithm of the price is a sum."""

import numpy as np
import pandas as pd

from course.market.rarities import PLAIN, RARITIES, REVERSE, REVERSE_OF_HOLO
from course.market.sellers import SHOP_EFFECT

FIRST_MONTH = "2023-07"
MONTHS = 36
EUR_PER_USD = 0.92
MIN_PRICE = 0.25

CONDITIONS = {"NM": 1.0, "LP": 0.80, "MP": 0.60, "HP": 0.42, "DMG": 0.27}
# How much more often the condition of such a card goes missing (issues.CONDITION_MISSING).
CONDITION_GAPS = (1.0, 1.0, 1.0, 2.0, 2.0)
CHANNELS = {"web": 1.0, "app": 1.0, "auction": 0.95, "partner": 1.03}

# Noise of one sale: ordinary sales and, rarely, a bargain or an overpaid card (fat tails as in real sold
# prices).
NOISE_SD, WILD_SD, WILD_SHARE = 0.15, 0.36, 0.05
NOISE_SIGMA = float(np.sqrt((1 - WILD_SHARE) * NOISE_SD**2 + WILD_SHARE * WILD_SD**2))

FRESH, FRESH_MONTHS = 0.55, 4.0  # a new set starts at 1.7 times its later price and falls for a year

# Grade 9 over the ungraded near-mint price falls with that price; a 10 follows a power of it.
_RAW, _NINE = np.log([1.0, 3.5, 7.5, 17.0, 37.0, 75.0]), np.log([6.27, 3.61, 2.27, 1.50, 1.13, 1.05])
_GRADE_OVER_NINE = {8.0: 0.73, 7.0: 0.64}

# ln of the index at the start of chosen months since 2023-07 (April 2025 = month 21 = 1.0), interpolated
# between: a slow slide, a boom from late 2024, a dip in November 2025, and then about 2% a year.
_INDEX_MONTHS = (0, 8, 14, 17, 21, 27, 28, 29, 32, 36, 96)
_INDEX_LN = (-0.22, -0.28, -0.30, -0.18, 0.0, 0.22, 0.14, 0.15, 0.21, 0.26, 0.36)
# Prices by calendar month, January first: cheap in the summer holidays, when people clear out, dear at the end
# of the year, when they give presents.
SEASON = (1.02, 0.99, 0.99, 1.00, 1.00, 0.98, 0.94, 0.94, 0.99, 1.01, 1.05, 1.10)
# Sales by calendar month over an average one: busy in the holidays and before Christmas.
VOLUME = (0.98, 0.88, 0.87, 0.87, 0.87, 0.93, 1.14, 1.14, 0.93, 0.94, 1.10, 1.35)


def month_number(dates) -> np.ndarray:
    """Return the months since 2023-07 (whole numbers) of n dates (datetime64 or anything pandas can
    convert)."""
    months = pd.DatetimeIndex(dates).to_numpy().astype("datetime64[M]").astype(int)
    return months - np.datetime64(FIRST_MONTH, "M").astype(int)


def market_index(month) -> np.ndarray:
    """Return the price level of each month (number since 2023-07); 1.0 in April 2025."""
    month = np.asarray(month)
    season = np.log(SEASON)[(month + 6) % 12]
    april = np.interp(21, _INDEX_MONTHS, _INDEX_LN) + np.log(SEASON[3])
    return np.exp(np.interp(month, _INDEX_MONTHS, _INDEX_LN) + season - april)


def freshness(age_days, rarity_code) -> np.ndarray:
    """Return how much dearer a card is because its set is new: 1.7 at release, 1.03 after a year; bulk is
    not."""
    months = np.maximum(np.asarray(age_days), 0) / 30.44
    return np.exp(np.where(np.asarray(rarity_code) >= 2, FRESH, 0.0) * np.exp(-months / FRESH_MONTHS))


def finish_effect(finish, rarity_code, era) -> np.ndarray:
    """Return the multiplier of a reverse holo over the ordinary print of the same card."""
    plain = np.asarray(rarity_code) < len(PLAIN)
    reverse = np.where(plain, np.array(REVERSE)[np.asarray(era) - 1], REVERSE_OF_HOLO)
    reverse = np.where(np.asarray(rarity_code) == RARITIES.index("Rare"), reverse * 0.75, reverse)
    return np.where(np.asarray(finish) == "reverse holo", reverse, 1.0)


def condition_shares(age_days) -> np.ndarray:
    """Return how likely each of CONDITIONS is for ungraded cards of n ages, shape (n, 5): old cards are
    played."""
    near_mint = 0.35 + 0.48 * np.exp(-np.asarray(age_days) / 365.25 / 7)
    return np.column_stack([near_mint, (1 - near_mint)[:, None] * np.array([0.50, 0.27, 0.15, 0.08])])


def state_effect(condition, grade, near_mint, age_days) -> np.ndarray:
    """Return the multiplier of the condition, or of the grade where there is one.

    near_mint: ungraded USD price; age_days: age of the set, which tells the mean of the multipliers where the
    condition is missing."""
    effect = pd.Series(np.asarray(condition, dtype=object)).map(CONDITIONS).to_numpy(dtype=float, copy=True)
    unknown = np.isnan(effect)
    if unknown.any():
        # What is missing is more often bad: see `issues`.
        share = condition_shares(np.asarray(age_days)[unknown]) * np.array(CONDITION_GAPS)
        effect[unknown] = share @ np.array(list(CONDITIONS.values())) / share.sum(axis=1)
    grade = np.asarray(grade, dtype=float)
    ln_raw = np.log(np.maximum(near_mint, 0.01))
    nine = np.exp(np.interp(ln_raw, _RAW, _NINE))
    ten = np.exp(np.clip(2.74 - 0.39 * ln_raw, np.log(2.2), np.log(15.0)))
    effect = np.where(grade == 10, ten, effect)
    effect = np.where(grade == 9, nine, effect)
    for value, ratio in _GRADE_OVER_NINE.items():
        effect = np.where(grade == value, nine * ratio, effect)
    return effect


def expected_price(cards: pd.DataFrame, sold_day, finish, condition, grade, channel, shop=False, effect=1.0):
    """Return the expected price in USD of n sales.

    cards: n rows of the catalogue (with `ln_value`, `era`, `rarity_code`, `release_day`); sold_day: days
    since 1970-01-01; finish, condition (NaN where missing), grade (NaN where ungraded), channel: n values;
    shop: who sells at a shop's price; effect: what a scenario multiplies the price by."""
    sold_day = np.asarray(sold_day)
    rarity = cards["rarity_code"].to_numpy()
    age = sold_day - cards["release_day"].to_numpy()
    near_mint = np.exp(cards["ln_value"].to_numpy()) * market_index(
        month_number(sold_day.astype("datetime64[D]"))
    )
    near_mint = (
        near_mint * freshness(age, rarity) * finish_effect(finish, rarity, cards["era"].to_numpy()) * effect
    )
    price = near_mint * state_effect(condition, grade, near_mint, age)
    price = price * pd.Series(np.asarray(channel)).map(CHANNELS).to_numpy(dtype=float)
    return np.maximum(price * np.where(shop, SHOP_EFFECT, 1.0), MIN_PRICE)

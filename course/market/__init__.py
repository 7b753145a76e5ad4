"""The synthetic card market: the sales of the course, the noise-free price, production months and other
sources.

build_sales()           raw frame of the 36 training months, all issues planted
build_csv(path)         the same as the CSV of data/, byte for byte
noise_free_price(sales) the expected price: what the oracle predicts
production(scenario)    the months after the training window
listings(), sources()   listings including unsold ones; four disagreeing sources
scale.build(path, n)    the same market with as many sales as you like
"""

import os

import pandas as pd

from course.market.catalogue import SEED
from course.market.issues import RATES, spoil
from course.market.listings import listings
from course.market.pricing import NOISE_SIGMA, noise_free_price
from course.market.production import SCENARIOS, production
from course.market.sales import AFTER_SALE, COLUMNS, clean_sales
from course.market.sources import sources

__all__ = [
    "AFTER_SALE",
    "COLUMNS",
    "NOISE_SIGMA",
    "RATES",
    "SCENARIOS",
    "SEED",
    "build_csv",
    "build_sales",
    "listings",
    "noise_free_price",
    "production",
    "sources",
]

N_SALES = 24_000


def build_sales(n: int = N_SALES, seed: int = SEED) -> pd.DataFrame:
    """Return the raw sales (all text, missing NaN, planted issues), n plus about 1% duplicates, oldest
    first."""
    return spoil(clean_sales(n, seed), seed)


def build_csv(path: str | os.PathLike) -> int:
    """Write the course's data set to `path` and return the number of rows; every build gives the same
    bytes."""
    raw = build_sales()
    with open(path, "w", encoding="utf-8", newline="") as file:
        raw.to_csv(file, index=False, lineterminator="\n")
    return len(raw)

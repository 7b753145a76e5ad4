"""The synthetic card market: the sales of the course, the noise-free price, production months and other
sources.

build_sales()             raw frame of the 36 training months, all issues planted
build_csv(path)           the same as the CSV of data/, byte for byte
at_listing(sales)         what a model knows that prices cards at listing, and the prices it should find
noise_free_price(sales)   the expected price: what the oracle predicts
production(scenario)      the months after the training window
production_year(script)   a year of them, its labels coming late; known_by(year, day)
listings(), sources()     listings including unsold ones; four disagreeing sources
outcome(listings, price)  what happens to listings at the price you ask
experiments.simulate()    visitors for A/B tests
scale.build(path, n)      the same market with as many sales as you like
"""

import os

import pandas as pd

from course.market.catalogue import SEED
from course.market.demand import outcome
from course.market.issues import RATES, spoil
from course.market.listings import listings
from course.market.oracle import noise_free_price
from course.market.pricing import NOISE_SIGMA
from course.market.production import known_by, production, production_year
from course.market.sales import AFTER_SALE, COLUMNS, KNOWN_LATER, N_SALES, at_listing, clean_sales
from course.market.scenarios import KINDS, SCENARIOS
from course.market.sources import sources

__all__ = [
    "AFTER_SALE",
    "COLUMNS",
    "KINDS",
    "KNOWN_LATER",
    "NOISE_SIGMA",
    "N_SALES",
    "RATES",
    "SCENARIOS",
    "SEED",
    "at_listing",
    "build_csv",
    "build_sales",
    "known_by",
    "listings",
    "noise_free_price",
    "outcome",
    "production",
    "production_year",
    "sources",
]


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

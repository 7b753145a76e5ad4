"""Who sells: a few shops with much stock, and many people who clear out a box once.

A seller has a speciality: two card types and an era come up three times as often as with others. Shops have
most of the old cards and ask a tenth less for the same card."""

import numpy as np
import pandas as pd

from course.market import draws
from course.market.species import TYPES

SHOPS = 120
# Share of an era's sales (1 … 9) made by shops; .58 of all sales.
SHOP_SHARE = (0.90,) * 3 + (0.55,) * 3 + (0.26,) * 3
SHOP_EFFECT = 0.90
SPECIALITY = 3.0
PEOPLE_PER_SALE = 0.60  # mostly one sale a person in the one month in which they sell
_CANDIDATES = 16
_PEOPLE, _STEP = 2**26, 40_503 * 1_001  # a step without a factor of 2 meets every number once


def is_shop(seller_id) -> np.ndarray:
    """Return which of n seller ids (`u0` … `u119` are shops) are shops'; n booleans."""
    number = pd.Series(seller_id).astype("str").str.extract(r"^u(\d+)$")[0].astype(float)
    return (number < SHOPS).to_numpy()


def people(sales: int) -> int:
    """Return how many people make their part of that many sales."""
    return max(int(np.ceil(PEOPLE_PER_SALE * sales)), 1)


def _scattered(number: np.ndarray) -> np.ndarray:
    """Return other numbers of people, one for one: in the order of the months, they would tell the day of the
    sale."""
    return SHOPS + (number - SHOPS) * _STEP % _PEOPLE


def specialities(number: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the first and second card type (positions in TYPES) and the era (1 … 9) of sellers, given their
    numbers (any shape)."""
    kinds = len(TYPES)
    first = np.floor(draws.keyed(number, "first type") * kinds).astype(int)
    second = (first + 1 + np.floor(draws.keyed(number, "second type") * (kinds - 1)).astype(int)) % kinds
    return first, second, 1 + np.floor(draws.keyed(number, "era") * 9).astype(int)


def sellers(rng: np.random.Generator, sold: pd.DataFrame, first_person: int, n_people: int) -> np.ndarray:
    """Return the seller numbers of n sales; below SHOPS are shops.

    sold: the cards, n rows of the catalogue; the people are the `n_people` numbers from `first_person` on."""
    n = len(sold)
    era = sold["era"].to_numpy()
    shop = rng.random(n) < np.array(SHOP_SHARE)[era - 1]
    # Several sellers come into question for each sale, and the card goes to one by speciality.
    shape = (n, _CANDIDATES)
    shops = draws.pick(rng, 1 / (4.0 + np.arange(SHOPS)), n * _CANDIDATES).reshape(shape)
    persons = _scattered(first_person + np.floor(rng.random(shape) ** 1.3 * n_people).astype(int))
    candidate = np.where(shop[:, None], shops, persons)
    first, second, liked = specialities(candidate)
    kind = pd.Series(np.arange(len(TYPES)), index=list(TYPES.values())).loc[sold["type"]].to_numpy()[:, None]
    weight = SPECIALITY ** (((first == kind) | (second == kind)).astype(float) + (liked == era[:, None]))
    chosen = draws.pick_rows(rng.random(n), weight)
    return candidate[np.arange(n), chosen]

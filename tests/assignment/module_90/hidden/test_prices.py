"""Hidden checks of module 90: the same questions about other data."""

import numpy as np
import pandas as pd

from module_90.exercises import E90_1, E90_2, E90_3, E90_4


@E90_1.hidden
def test_other_sales(answer, check, rng):
    """other sales of the same kind"""
    dollars = rng.integers(1, 500, size=8).astype(float)
    cents = np.array([True, False] * 4)
    missing = np.arange(8) == rng.integers(0, 8)
    sales = pd.DataFrame(
        {
            "card": [f"card {number}" for number in range(8)],
            "unit": np.where(cents, "cents", "usd"),
            "price": np.where(missing, np.nan, np.where(cents, dollars * 100, dollars)),
        }
    )
    expected = pd.DataFrame({"card": sales["card"], "price": dollars})[~missing]
    check.same_table(answer(sales), expected, "other sales")


@E90_2.hidden
def test_other_numbers(answer, check, rng):
    """other numbers, more rows and columns"""
    rows = rng.normal(loc=[0.0, 50.0, -3.0], scale=[1.0, 10.0, 0.2], size=(20, 3))
    check.close(answer(rows), (rows - rows.mean(axis=0)) / rows.std(axis=0), "other numbers")


@E90_3.hidden
def test_other_rarities(answer, check, rng):
    """other rarities and prices"""
    prices = {
        name: rng.integers(1, 900, size=5).astype(float) for name in ("Uncommon", "Rare Holo", "Secret")
    }
    sales = pd.DataFrame([(name, price) for name, many in prices.items() for price in many])
    sales.columns = ["rarity", "price"]
    shuffled = sales.sample(frac=1, random_state=int(rng.integers(1_000)))
    expected = {name: float(np.median(many)) for name, many in prices.items()}
    check.close(answer(shuffled), expected, "other rarities")


@E90_4.hidden
def test_another_plane(answer, check, rng):
    """another market, more features"""
    weights, base = rng.normal(size=3), rng.normal()
    features, unseen = rng.normal(size=(12, 3)), rng.normal(size=(5, 3))
    model = answer(features, features @ weights + base)
    check.close(model.predict(unseen), unseen @ weights + base, "another market", rel=1e-6, abs=1e-6)
    check.close(model.coef_, weights, "another market's slopes", rel=1e-6, abs=1e-6)

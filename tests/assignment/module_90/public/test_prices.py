"""Public checks of module 90, the small assignment of the attack suite and the benchmark."""

import numpy as np
import pandas as pd

from module_90.exercises import E90_1, E90_2, E90_3, E90_4


@E90_1
def test_cents_become_dollars(answer, check):
    """Cents become dollars, and missing prices are dropped"""
    sales = pd.DataFrame(
        {
            "card": ["Pikachu", "Charizard", "Snorlax", "Eevee"],
            "unit": ["usd", "cents", "usd", "cents"],
            "price": [1.5, 30000.0, None, 250.0],
        }
    )
    expected = pd.DataFrame({"card": ["Pikachu", "Charizard", "Eevee"], "price": [1.5, 300.0, 2.5]})
    check.same_table(answer(sales), expected, "a price in cents is divided by 100, a missing one is dropped")


@E90_2
def test_a_constant_column_becomes_zeros(answer, check):
    """A constant column becomes zeros"""
    rows = np.array([[1.0, 5.0], [3.0, 5.0]])
    check.close(answer(rows), [[-1.0, 0.0], [1.0, 0.0]], "a column that never varies has nothing to scale by")


@E90_3
def test_the_median_of_each_rarity(answer, check):
    """The median of each rarity"""
    sales = pd.DataFrame(
        {
            "rarity": ["Common", "Common", "Common", "Rare", "Rare", "Promo"],
            "price": [1.0, 2.0, 30.0, 8.0, None, None],
        }
    )
    check.close(answer(sales), {"Common": 2.0, "Rare": 8.0}, "a rarity without any price has no median")


@E90_4
def test_predicts_a_straight_line(answer, check):
    """Predicts a straight line"""
    hp = np.array([[50.0], [60.0], [80.0], [120.0]])
    model = answer(hp, 2.0 * hp[:, 0] + 10.0)
    check.close(model.predict(np.array([[100.0], [0.0]])), [210.0, 10.0], "the prices lie on 2 x HP + 10")

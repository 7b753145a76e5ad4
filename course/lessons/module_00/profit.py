"""Section 0.3: from errors to dollars: cards offered to the shop, a threshold, and the price of one dollar of RMSE."""

import numpy as np
import pandas as pd

from course.lessons.module_00 import rules
from course.market import noise_free_price

FEE = 0.13
"""The share of a resale that the marketplace keeps."""

HANDLING = 1.50
"""What a card costs to check, store and post, in USD."""

MOST = 50.0
"""The highest ask, in USD, that is decided by the model; a person looks at the cards above it."""

THRESHOLDS = np.round(np.arange(0.0, 1.001, 0.01), 2)


def offers(sales: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """The same cards as people offer them to the shop: `ask` and what the shop would make by buying (`profit`), USD.

    People know roughly what a card is worth and ask for about seven tenths of it; some know better than others.
    """
    rng = np.random.default_rng(seed)
    worth = noise_free_price(sales)
    ask = np.round(worth * 0.70 * np.exp(0.35 * rng.standard_normal(len(sales))), 2)
    ask = np.maximum(ask, 0.25)
    return sales.assign(ask=ask, profit=sales["price_usd"] * (1 - FEE) - HANDLING - ask)


def good_deal(sales: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, np.ndarray]:
    """Train a classifier of good deals: the offers it learned from, those it has to judge, and its probabilities.

    The price model learns from the sales up to June 2025, the classifier from the half-year after that (on prices
    the price model has not seen), and the judging is on the months after both.
    """
    # here, so that the page's heading does not wait for scikit-learn
    from sklearn.ensemble import HistGradientBoostingClassifier

    early, rest = rules.split(sales, "2025-06")
    price = rules.model(early)
    everyday = offers(rest)
    learn, judge = rules.split(everyday[everyday["ask"] <= MOST])

    def features(cards: pd.DataFrame) -> np.ndarray:
        tag = price(cards)
        return np.column_stack([np.log(tag / cards["ask"]), np.log(tag), np.log(cards["ask"])])

    judged = HistGradientBoostingClassifier(max_iter=40, max_depth=3, learning_rate=0.1, random_state=0)
    judged.fit(features(learn), learn["profit"] > 0)
    return learn, judge, judged.predict_proba(features(judge))[:, 1]


def f1(good: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """F1 at each of THRESHOLDS, when the shop buys from that chance on."""
    bought = np.asarray(chance) >= THRESHOLDS[:, None]
    good = np.asarray(good, dtype=bool)
    hit, wrong = (bought & good).sum(axis=1), (bought != good).sum(axis=1)
    return 2 * hit / np.maximum(2 * hit + wrong, 1)


def best(values: np.ndarray) -> float:
    """The lowest of THRESHOLDS at which the values are highest."""
    return float(THRESHOLDS[int(np.argmax(values))])


def mispricing(tag: np.ndarray, price: pd.Series, low: float = 1.0, high: float = 0.4) -> pd.DataFrame:
    """What wrong price tags cost, USD a card: `low` for each dollar too cheap, `high` for each dollar too dear.

    A tag that is too cheap gives money away. One that is too dear keeps the card on the shelf: part of it is lost.
    """
    off = np.asarray(tag) - price.to_numpy()
    return pd.DataFrame({"off": off, "cost": np.where(off < 0, -off * low, off * high)})


def rmse(off: np.ndarray) -> float:
    """Root mean squared error of differences, in their unit."""
    return float(np.sqrt(np.mean(np.square(off))))

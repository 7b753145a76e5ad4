"""Section 0.6: the scoping canvas, with a score from a learning curve on the shop's own sales."""

import numpy as np
import pandas as pd

from course.lessons.module_00.priced_cards import DEAR, features

SIZES = (50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
"""Numbers of past sales that the learning curve is measured at."""

DRAWS = 3
"""How often those sales are drawn: a curve from one draw has bumps that are chance."""


def learning_curve(sales: pd.DataFrame) -> pd.DataFrame:
    """Mean absolute error in USD on everyday cards sold since March 2026, by number of earlier sales: `model` and
    `rule` (the median price of the rarity, from the same sales). Means over DRAWS draws of the earlier sales."""
    month = sales["sold_at"].dt.to_period("M").astype(str)
    past, later = sales[month < "2026-03"], sales[month >= "2026-03"]
    dear = past.loc[past["price_usd"] > DEAR, "card_id"]
    past, later = (part[~part["card_id"].isin(dear)] for part in (past, later))
    draws = [_one_draw(past.sample(frac=1.0, random_state=seed), later) for seed in range(DRAWS)]
    return pd.concat(draws).groupby("sales").mean().reset_index()


def _one_draw(past: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    from sklearn.linear_model import Ridge  # here, so that the page's heading does not wait for scikit-learn

    true = later["price_usd"].to_numpy()
    rows = []
    for size in SIZES:
        # One half tells the usual prices, the other how to use them.
        known, train = past.iloc[: size // 2], past.iloc[size // 2 : size]
        x = features(known, train)
        fit = Ridge(alpha=1.0).fit(x, np.log(train["price_usd"]))
        shown = features(past.iloc[:size], later).reindex(columns=x.columns, fill_value=0.0)
        model = np.minimum(np.exp(fit.predict(shown)), DEAR)
        seen = past.iloc[:size]
        rule = later["rarity"].map(seen.groupby("rarity")["price_usd"].median())
        rule = rule.fillna(seen["price_usd"].median()).to_numpy()
        rows.append({"sales": size, "model": np.abs(model - true).mean(), "rule": np.abs(rule - true).mean()})
    return pd.DataFrame(rows)


WORK_WEEKS = 6
"""Weeks of work that no shortcut saves, labels not counted."""


def feasibility(
    curve: pd.DataFrame,
    *,
    sales: int,
    target: float,
    delay: int,
    deadline: int,
    cards: int,
    running: float,
    owner: bool,
) -> dict[str, float]:
    """Scores from 0 to 100 for a scope: can the error be reached, is it worth it, is there time, does anyone own it.

    `sales` past sales; `target` a mean absolute error in USD; `delay` days until a price is known to be right;
    `deadline` weeks; `cards` priced a month; `running` USD a month. "expected" is the error that so many sales give,
    "earns" what the model is worth in a month over the rule, in USD, where a dollar less error on a card is worth
    ten cents. "score" is the weakest of the four, "mean" their mean.
    """
    at = np.log(curve["sales"])
    expected = float(np.interp(np.log(sales), at, curve["model"]))
    rule = float(np.interp(np.log(sales), at, curve["rule"]))
    earns = cards * 0.10 * (rule - expected) - running
    needed = WORK_WEEKS + 2 * delay / 7  # one wait for labels to judge it, one more for the trial
    parts = {
        "reach": 100 * min(1.0, max(0.0, 1 - (expected - target) / target)),
        "worth": 100 * min(1.0, max(0.0, 0.5 + 0.5 * earns / max(running, 1.0))),
        "time": 100 * min(1.0, max(0.0, 2 * deadline / needed - 1)),
        "owner": 100.0 if owner else 10.0,
    }
    whole = {"score": min(parts.values()), "mean": sum(parts.values()) / len(parts)}
    return {**parts, **whole, "expected": expected, "rule": rule, "earns": earns, "weeks needed": needed}

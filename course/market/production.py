"""The months after the training window, as named scenarios of what can happen to a model in production."""

import numpy as np
import pandas as pd

from course.market import draws
from course.market.catalogue import catalogue, new_set_cards
from course.market.issues import spoil
from course.market.pricing import MONTHS
from course.market.sales import AFTER_SALE, COLUMNS, simulate_month

SCENARIOS = ("steady", "new_set", "rarity_mix", "boom", "cents", "strings", "seasonal")

CENTS_CHANNEL = "app"  # what switches to cents in the scenario "cents", from the second month on
NEW_SET_SHARE = 0.35
RARITY_MIX = {"Secret Rare": 2.5, "Illustration Rare": 2.0, "Common": 0.5, "Uncommon": 0.5, "Rare": 0.5}


def production(
    scenario: str = "steady", months: int = 3, seed: int = 0, sales_per_month: int = 700, raw: bool = False
) -> pd.DataFrame:
    """Return `months` months of sales from 2026-07 on, in order of the sale.

    steady: the market goes on. new_set: a third of the sales are of a set the training data never saw
    (covariate shift). rarity_mix: more secret and illustration rares, fewer commons (label shift). boom:
    prices rise by half in three months, those of generation 1 by more (concept shift). cents: the channel
    "app" sends cents from the second month on. strings: HP and attack damage come as text ("120 HP").
    seasonal: more sales each month and dearer ones.

    The frame has the columns of `load_sales()`: `price_usd` (the label), typed dates, floats. What is only
    known after a sale, and the two leaking columns, are NaN: nobody has them when a price is due. With
    raw=True the frame looks like `load_raw()` instead, with all planted issues. `attrs["scenario"]` holds the
    scenario. Raises ValueError for an unknown scenario or fewer than one month."""
    if scenario not in SCENARIOS:
        raise ValueError(f"unknown scenario {scenario!r}; there are {', '.join(SCENARIOS)}")
    if months < 1:
        raise ValueError(f"months must be at least 1, not {months}")
    cards, weight = _what_sells(scenario)
    frames = []
    for step in range(months):
        size = sales_per_month
        if scenario == "seasonal":
            size = round(sales_per_month * (1.2, 1.6, 2.0)[min(step, 2)])
        rng = draws.stream(seed, "production", scenario, step)
        month = simulate_month(rng, MONTHS + step, size, cards=cards, weight=weight, scenario=scenario)
        month["step"] = step
        frames.append(month)
    sales = pd.concat(frames, ignore_index=True)
    sales["sale_id"] = [f"P{seed}-{k}" for k in range(1, len(sales) + 1)]
    for column in AFTER_SALE:
        sales[column] = np.nan
    out = _raw(sales, scenario, seed) if raw else _typed(sales, scenario)
    out.attrs["scenario"] = scenario
    return out


def _what_sells(scenario: str) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the cards on the market and how often each is sold."""
    cards = catalogue()
    weight = cards["weight"].to_numpy().copy()
    if scenario == "rarity_mix":
        weight *= cards["rarity"].map(RARITY_MIX).fillna(1.0).to_numpy()
    if scenario == "new_set":
        new = new_set_cards()
        fresh = new["weight"].to_numpy()
        # New sets also sell faster (a factor of three at first), so the share is taken before that factor.
        share = NEW_SET_SHARE / (1 - NEW_SET_SHARE) / 2.7
        fresh = fresh / fresh.sum() * weight.sum() * share
        cards = pd.concat([cards, new], ignore_index=True)
        weight = np.concatenate([weight, fresh])
    return cards, weight


def _raw(sales: pd.DataFrame, scenario: str, seed: int) -> pd.DataFrame:
    purpose = f"production {scenario}"
    if scenario != "cents":
        return spoil(sales, seed, purpose=purpose, strings=scenario == "strings")
    before, after = sales[sales["step"] < 1], sales[sales["step"] >= 1]
    return pd.concat(
        [
            spoil(before, seed, purpose=purpose),
            spoil(after, seed, purpose=purpose + " cents", cents_channel=CENTS_CHANNEL),
        ],
        ignore_index=True,
    )


def _typed(sales: pd.DataFrame, scenario: str) -> pd.DataFrame:
    """Return the frame a pipeline that knows the old issues, but not the new one, would have."""
    out = sales.copy()
    out["listed_at"] = pd.to_datetime(out["listed_day"], unit="D")
    out["sold_at"] = pd.to_datetime(out["sold_day"], unit="D")
    out["set_release_date"] = pd.to_datetime(out["set_release_date"])
    out["price_usd"] = out["price"]
    out["currency"] = out["currency"].astype("str")
    out[["hp", "attack_damage"]] = out[["hp", "attack_damage"]].astype(float)
    if scenario == "cents":
        late = (out["channel"] == CENTS_CHANNEL) & (out["step"] >= 1)
        out["price_usd"] = out["price_usd"].where(~late, (out["price_usd"] * 100).round())
    if scenario == "strings":
        out["hp"] = out["hp"].astype(int).astype(str) + " HP"
        out["attack_damage"] = out["attack_damage"].astype(int).astype(str) + " dmg"
    text = ["channel", "seller_id", "finish", "condition", "name"]
    out[text] = out[text].astype("str")
    return out[[column for column in COLUMNS if column != "price"] + ["price_usd"]]

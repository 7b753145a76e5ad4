"""The shop's buying desk: a small price model, and listings on the last four months of sales to try decisions on."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

DEAR = 100.0
"""Cards that once went for more than this many dollars are priced by a person, so the desk leaves them out."""

FEE = 0.08
"""What the shop pays on a resale, as a share of the price."""

_TRAIN_FROM, _TEST_FROM = "2025-07", "2026-03"


@dataclass(frozen=True)
class PricedCards:
    """Everyday cards sold after the model was trained: `cards` with `price_usd` (what a buyer really paid) and
    `predicted` (what the model said), both in USD, and the features of training and later rows."""

    cards: pd.DataFrame
    train: pd.DataFrame
    train_price: np.ndarray
    features: pd.DataFrame


def price_later_cards(sales: pd.DataFrame) -> PricedCards:
    """Train on the sales before March 2026, predict those after it. `sales` is what `load_sales` returns."""
    from sklearn.linear_model import Ridge  # here, so that the page's heading does not wait for scikit-learn

    month = sales["sold_at"].dt.to_period("M").astype(str)
    before = month < _TEST_FROM
    dear = sales.loc[before & (sales["price_usd"] > DEAR), "card_id"]
    everyday = ~sales["card_id"].isin(dear)
    history = sales[everyday & (month < _TRAIN_FROM)]
    train = sales[everyday & before & (month >= _TRAIN_FROM)]
    later = sales[everyday & ~before].copy()
    x, y = features(history, train), train["price_usd"].to_numpy()
    x_later = features(sales[everyday & before], later).reindex(columns=x.columns, fill_value=0.0)
    model = Ridge(alpha=1.0).fit(x, np.log(y))
    later["predicted"] = np.exp(model.predict(x_later))
    small = (later["predicted"] < DEAR).to_numpy()
    later, x_later = later[small], x_later[small]
    # The demos ask what goes wrong with a model that is right on average, so this one gets help to be exactly that.
    level = later["price_usd"].mean() / later["predicted"].mean()
    later["predicted"] = level * later["predicted"]
    return PricedCards(later.reset_index(drop=True), x, y, x_later.reset_index(drop=True))


def features(history: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """What is known of `rows` when they are listed: the card's usual price in `history`, its state, rarity and age."""
    log = np.log(history["price_usd"])
    state = _state(history)
    plain = log - state.map(log.groupby(state).mean()) + log.mean()
    cell = [history["set_id"], history["rarity"]]
    of_cell = plain.groupby(cell).mean()
    of_card = plain.groupby(history["card_id"]).agg(["sum", "size"])
    keys = pd.MultiIndex.from_arrays([rows["set_id"], rows["rarity"]])
    prior = of_cell.reindex(keys).fillna(log.mean()).to_numpy()
    total = of_card["sum"].reindex(rows["card_id"]).fillna(0.0).to_numpy()
    seen = of_card["size"].reindex(rows["card_id"]).fillna(0.0).to_numpy()
    age = (rows["sold_at"] - rows["set_release_date"]).dt.days / 365.25
    numbers = pd.DataFrame(
        {"usual": (total + 2 * prior) / (seen + 2), "seen": np.log1p(seen), "age": age.to_numpy()},
        index=rows.index,
    )
    words = pd.get_dummies(pd.DataFrame({"state": _state(rows), "rarity": rows["rarity"]}), dtype=float)
    return pd.concat([numbers, words], axis=1)


def _state(sales: pd.DataFrame) -> pd.Series:
    grade = sales["grade"].map("grade {:.0f}".format).where(sales["grade"].notna())
    return grade.fillna(sales["condition"]).fillna("unknown") + " " + sales["finish"]

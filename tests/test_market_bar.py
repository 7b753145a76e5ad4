"""The bar of the capstone is fair: RMSE under $5 and 90% of sales within $10, on at least 90% of the sales.

Everybody learns from the 36 training months and prices the three steady months after them. Everybody leaves
the tenth of the sales it thinks dearest to a human expert, so routing never sees a price. The oracle shows
what is possible, a careful model passes, and the ways people take when they hurry do not: not even on the
sales the careful model kept."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

from course.data import load_sales
from course.market import NOISE_SIGMA, noise_free_price, production

BAR, WITHIN, SHARE, AUTOMATIC = 5.0, 10.0, 0.90, 0.90
SEEDS = (0, 1, 2)
LEAKS = ["n_bids", "views_total", "days_to_sell", "set_price_30d", "seller_price_index"]
WORDS = ["rarity", "condition", "finish", "type", "stage", "series"]
STATS = ["hp", "attack_damage", "retreat_cost", "attack", "defense", "speed", "generation", "printings"]


@dataclass
class Score:
    rmse: float
    within: float
    within_dear: float

    def passes(self):
        return self.rmse < BAR and self.within >= SHARE


def score(predicted, price, kept):
    error = np.abs(predicted - price)[kept]
    return Score(
        float(np.sqrt((error**2).mean())),
        float((error <= WITHIN).mean()),
        float((error[price[kept] > 10] <= WITHIN).mean()),
    )


def keep(predicted):
    """The 90% of the sales with the lowest predictions; ties are cut in order."""
    rank = np.argsort(np.argsort(predicted, kind="stable"), kind="stable")
    return rank < int(np.ceil(AUTOMATIC * len(predicted)))


def features(sales):
    month = (sales["sold_at"].dt.year - 2023) * 12 + sales["sold_at"].dt.month - 7
    age = (sales["sold_at"] - sales["set_release_date"]).dt.days / 365.25
    x = sales[["card_id", "set_id", "species", "rarity", "finish", "condition", "channel", "type"]].astype(
        object
    )
    x["grade"] = sales["grade"].fillna(0).astype(str).astype(object)
    x["set_rarity"] = sales["set_id"] + sales["rarity"]
    x["series_rarity"] = sales["series"] + sales["rarity"]
    x["print"] = x["finish"] + x["series_rarity"]
    x["month"] = month.clip(upper=35).astype(str).astype(object)  # the next months look like the last one
    x["fresh"] = np.exp(-3 * age)
    return x


def careful(train):
    """Logarithm of the price on one-hot everything: ridge shrinks what was seen seldom (card, set,
    Pokemon)."""
    words = [column for column in features(train.head(1)) if column != "fresh"]
    model = make_pipeline(
        make_column_transformer((OneHotEncoder(handle_unknown="ignore"), words), ("passthrough", ["fresh"])),
        Ridge(alpha=1.5),
    ).fit(features(train), np.log(train["price_usd"]))
    # exp of a mean logarithm is the median; the mean is what squared error asks for.
    residual = np.log(train["price_usd"]) - model.predict(features(train))
    return lambda sales: np.exp(model.predict(features(sales)) + residual.var() / 2)


def constant(train):
    return lambda sales: np.full(len(sales), train["price_usd"].median())


def median_by_rarity(train):
    medians = train.groupby("rarity")["price_usd"].median()
    return lambda sales: sales["rarity"].map(medians).to_numpy()


def linear_on_raw_prices(train):
    model = make_pipeline(
        make_column_transformer((OneHotEncoder(handle_unknown="ignore"), WORDS), ("passthrough", STATS)),
        LinearRegression(),
    ).fit(train, train["price_usd"])
    return model.predict


def _leaky_table(sales, levels):
    table = sales[LEAKS].astype(float)
    table["grade"], table["hp"] = sales["grade"].fillna(0), sales["hp"]
    table["age"] = (sales["sold_at"] - sales["set_release_date"]).dt.days
    for column in ("rarity", "condition", "finish"):
        table[column] = pd.Categorical(sales[column], levels[column]).codes
    return table


def leaky(train):
    """Boosting with what is known only afterwards; honest data has gaps there."""
    levels = {column: sorted(train[column].unique()) for column in ("rarity", "condition", "finish")}
    model = HistGradientBoostingRegressor(random_state=0).fit(
        _leaky_table(train, levels), np.log(train["price_usd"])
    )
    return lambda sales: np.exp(model.predict(_leaky_table(sales, levels)))


NAIVE = {
    "constant median": constant, "median by rarity": median_by_rarity,
    "linear on raw prices": linear_on_raw_prices, "leaky": leaky,
}  # fmt: skip


@pytest.fixture(scope="module")
def train():
    return load_sales()


@pytest.fixture(scope="module")
def models(train):
    return {"careful": careful(train)} | {name: build(train) for name, build in NAIVE.items()}


@pytest.fixture(scope="module", params=SEEDS)
def months(request):
    return production("steady", months=3, seed=request.param)


def test_the_oracle_is_well_under_the_bar(months):
    predicted, price = noise_free_price(months), months["price_usd"].to_numpy()
    best = score(predicted, price, keep(predicted))
    print(f"\noracle: {best}")
    assert best.rmse <= 3.5
    assert best.within > 0.97
    assert 0.15 < NOISE_SIGMA < 0.25


def test_a_careful_model_passes(months, models):
    predicted, price = models["careful"](months), months["price_usd"].to_numpy()
    kept = keep(predicted)
    assert kept.mean() >= AUTOMATIC
    careful_score = score(predicted, price, kept)
    print(f"\ncareful: {careful_score}")
    assert careful_score.rmse < 4.2
    assert careful_score.within > 0.95
    assert careful_score.within_dear > 0.90, "within $10 on cards over $10, where a constant fails"


@pytest.mark.parametrize("name", NAIVE)
def test_hurried_ways_miss(months, models, name):
    predicted, price = models[name](months), months["price_usd"].to_numpy()
    own = score(predicted, price, keep(predicted))
    helped = score(predicted, price, keep(models["careful"](months)))
    print(f"\n{name}: {own}; on the sales the careful model kept: {helped}")
    for result in (own, helped):
        assert not result.passes()
        assert result.rmse > 7
        assert result.within_dear < 0.80


def test_the_leaky_model_looked_good_where_it_learned(train):
    """On a random split of the training months it would pass, which is the trap."""
    last = np.arange(len(train)) % 5 == 0
    model = leaky(train[~last])
    predicted, price = model(train[last]), train.loc[last, "price_usd"].to_numpy()
    result = score(predicted, price, keep(predicted))
    print(f"\nleaky on a random split: {result}")
    assert result.rmse < BAR and result.within > SHARE


def test_raising_the_share_priced_by_humans_is_what_the_bar_forbids(months, models):
    """Without any routing nobody passes, the oracle neither: a few dear cards decide."""
    price = months["price_usd"].to_numpy()
    everything = np.ones(len(price), dtype=bool)
    assert score(models["careful"](months), price, everything).rmse > BAR
    assert score(noise_free_price(months), price, everything).rmse > BAR

"""What the course teaches with the sales is in the sales: leaks, sellers, a reversal, words.

`benchmarks/market_audit.py` measures all of it; here is what must not get lost."""

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.model_selection import KFold
from sklearn.preprocessing import TargetEncoder

from course.data import load_sales
from course.market import KNOWN_LATER, at_listing, noise_free_price
from course.market.catalogue import catalogue, full_catalogue, illustrator_effect
from course.market.pricing import CONDITIONS
from course.market.rarities import RARITIES
from course.market.sales import clean_sales
from course.market.sellers import is_shop, specialities
from course.market.species import TYPES


@pytest.fixture(scope="module")
def sales():
    return load_sales()


@pytest.fixture(scope="module")
def truth():
    return clean_sales()


LEAKS = ("n_bids", "views_total", "days_to_sell", "set_price_30d", "seller_price_index")


def test_each_leak_helps_a_strong_model_on_a_random_split(sales):
    """By itself, where it is known; the honest columns are the same for all."""
    last = np.random.default_rng(0).random(len(sales)) < 0.25
    y, auctions = np.log(sales["price_usd"].to_numpy()), (sales["channel"] == "auction").to_numpy()
    learn, score = _honest(sales[~last], sales[last])

    def errors(leaks):
        model = HistGradientBoostingRegressor(max_iter=150, random_state=0)
        model.fit(np.column_stack([learn, sales.loc[~last, leaks]]), y[~last])
        return (model.predict(np.column_stack([score, sales.loc[last, leaks]])) - y[last]) ** 2

    honest = errors([])
    for leak in ("views_total", "days_to_sell", "set_price_30d", "seller_price_index"):
        assert errors([leak]).mean() < 0.98 * honest.mean(), leak
    rows = auctions[last]
    assert errors(["n_bids"])[rows].mean() < 0.95 * honest[rows].mean()


def _honest(learn, score):
    """What is known at listing, as numbers, for both frames; words as mean logarithms of the price, cross-fitted."""
    parts = []
    encoder = TargetEncoder(cv=KFold(5, shuffle=True, random_state=0))
    words = ["card_id", "set_id", "species", "illustrator"]
    learned = encoder.fit_transform(learn[words].fillna("unknown"), np.log(learn["price_usd"]))
    for sales, encoded in ((learn, learned), (score, encoder.transform(score[words].fillna("unknown")))):
        x = sales[["hp", "attack_damage", "printings", "generation"]].astype(float)
        x["grade"], x["condition"] = sales["grade"].fillna(0), sales["condition"].map(CONDITIONS)
        x["month"] = (sales["listed_at"] - pd.Timestamp("2023-01-01")).dt.days // 30
        x["age"] = (sales["listed_at"] - sales["set_release_date"]).dt.days
        x["rarity"] = sales["rarity"].map(RARITIES.index)
        x["reverse"], x["holo"] = sales["finish"] == "reverse holo", sales["finish"] == "holo"
        x["shop"] = is_shop(sales["seller_id"])
        parts.append(np.column_stack([x, encoded]).astype(float))
    return parts


def test_no_leak_gives_itself_away_by_correlation(sales):
    """An honest column, the card's mean price before, goes with the price more than any leak."""
    before = sales.groupby("card_id")["price_usd"].transform(lambda price: price.shift().expanding().mean())
    price = sales["price_usd"]
    for method in ("pearson", "spearman"):
        honest = price.corr(before, method=method)
        for leak in LEAKS:
            assert abs(price.corr(sales[leak], method=method)) < honest - 0.05, (leak, method)


def test_honest_columns_know_nothing_of_the_noise(sales):
    noise = np.log(sales["price_usd"] / noise_free_price(sales))
    for column in ("hp", "attack", "printings"):
        assert abs(noise.corr(sales[column])) < 0.03


def test_at_listing_there_is_no_way_back_to_the_sale(sales):
    features, price = at_listing(sales)
    assert not set(features) & {"price_usd", "price", *KNOWN_LATER}
    assert "sold_at" in KNOWN_LATER and features["listed_at"].is_monotonic_increasing
    assert list(features.index) == list(range(len(sales))) == list(price.index)
    found = features.assign(price_usd=price)
    again = sales.drop(columns=list(KNOWN_LATER))[list(found)]
    order = ["listed_at", "card_id", "seller_id", "price_usd"]
    pd.testing.assert_frame_equal(
        found.sort_values(order, ignore_index=True), again.sort_values(order, ignore_index=True)
    )


def test_sellers_have_a_speciality(truth):
    """A seller's card is of one of their two types, or of their era, far more often than another's."""
    number = truth["seller_id"].str[1:].astype(int).to_numpy()
    first, second, era = specialities(number)
    kind = truth["type"].map({name: k for k, name in enumerate(TYPES.values())}).to_numpy()
    own = ((kind == first) | (kind == second)).mean()
    stranger = np.random.default_rng(0).permutation(number)
    others = specialities(stranger)
    assert own > 1.7 * ((kind == others[0]) | (kind == others[1])).mean()
    card_era = truth["card_id"].map(catalogue().set_index("card_id")["era"]).to_numpy()
    assert (card_era == era).mean() > 1.7 * (card_era == others[2]).mean()


def test_shops_sell_older_cards_for_less(sales):
    """Simpson: their sales are dearer on average, and cheaper in every age band."""
    shop, price = is_shop(sales["seller_id"]), sales["price_usd"]
    assert 0.5 < shop.mean() < 0.6
    assert price[shop].mean() > 1.15 * price[~shop].mean()
    assert np.log(price[shop]).mean() > np.log(price[~shop]).mean()
    band = pd.cut(sales["set_release_date"].dt.year, [0, 2009, 2019, 2030])
    for _, rows in sales.assign(shop=shop).groupby(band, observed=True):
        by = np.log(rows["price_usd"]).groupby(rows["shop"]).mean()
        assert by[True] < by[False] - 0.02
    assert (
        (sales["set_release_date"].dt.year[shop] < 2010).mean()
        > 0.4
        > 0.2
        > (sales["set_release_date"].dt.year[~shop] < 2010).mean()
    )


def test_words_of_a_card_carry_a_little(truth):
    """Illustrators differ once set, rarity and Pokemon are known, in the catalogue and a little in its prices."""
    cards = full_catalogue()
    cell = cards["ln_value"] - cards.groupby(["set_id", "rarity"])["ln_value"].transform("mean")
    rest = cell - cell.groupby(cards["species"]).transform("mean")
    found = rest.groupby(cards["illustrator"]).mean()
    assert found.corr(np.log(illustrator_effect())) > 0.8
    assert 0.05 < found.std() < 0.15

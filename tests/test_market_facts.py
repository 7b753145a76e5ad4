"""The distributions of the market against those of real cards and prices.

The real numbers come from public card lists (state of early 2026) and from market prices of one day in April
2025. The full catalogue is what is calibrated; the marketplace trades the dearer part of it (see
data/README.md)."""

import numpy as np
import pandas as pd
import pytest

from course.data import load_sales
from course.market.catalogue import catalogue, full_catalogue
from course.market.pricing import SEASON, finish_effect, freshness, market_index

PRICED = 2025.315  # the day of the real prices, as a year

# Prices by rarity: median and upper quartile, USD. The two folded rarities have no measured counterpart.
QUANTILES = {
    "Common": (0.18, 0.41), "Uncommon": (0.24, 0.76), "Rare": (0.57, 2.54), "Rare Holo": (3.42, 18.97),
    "Promo": (3.61, 11.40), "Illustration Rare": (8.19, 15.13),
}  # fmt: skip
# Prices of all cards: quantile -> USD.
ALL = {0.05: 0.06, 0.25: 0.17, 0.50: 0.61, 0.75: 3.73, 0.90: 17.95}
# Share of cards by rarity, in percent of 20,106 (names folded as the market does).
RARITY_MIX = {
    "Common": 25.9,
    "Uncommon": 23.9,
    "Rare": 12.6,
    "Rare Holo": 8.1,
    "Promo": 6.1,
    "Illustration Rare": 2.3,
}
# Median HP of cards without a rule box, by era: Basic, Stage 1, Stage 2.
HP = {
    1: (50, 70, 90),
    3: (60, 90, 130),
    5: (60, 90, 140),
    6: (70, 100, 150),
    7: (70, 110, 160),
    8: (70, 110, 160),
}
HP_RULE_BASIC = {5: 170, 6: 190, 7: 210, 8: 220}
# How much a year of age adds to the logarithm of the price.
AGE_SLOPES = {"Common": 0.127, "Uncommon": 0.147, "Rare": 0.182, "Rare Holo": 0.245, "Promo": 0.123}
# Geometric mean of price over the median of the same set and rarity.
SPECIES = {
    "Gengar": 7.07, "Charizard": 7.07, "Umbreon": 6.37, "Squirtle": 3.88, "Pikachu": 3.44, "Snorlax": 3.33,
    "Lugia": 3.33, "Eevee": 3.23, "Mewtwo": 2.73, "Rayquaza": 2.74, "Gyarados": 2.12, "Gardevoir": 1.89,
    "Shiftry": 0.57, "Camerupt": 0.55, "Heatran": 0.54, "Virizion": 0.51,
}  # fmt: skip
GENERATIONS = {1: 26.6, 2: 12.5, 3: 14.9, 4: 10.4, 5: 13.0, 6: 4.9, 7: 5.4, 8: 5.4, 9: 5.0}


@pytest.fixture(scope="module")
def cards():
    return full_catalogue().assign(
        value=lambda c: np.exp(c["ln_value"]), age=lambda c: PRICED - c["release_year"]
    )


@pytest.fixture(scope="module")
def priced(cards):
    return cards[cards["age"] > 0]


@pytest.mark.parametrize("rarity", QUANTILES)
def test_prices_by_rarity(priced, rarity):
    """Median within 35%, upper quartile within 35%."""
    value = priced.loc[priced["rarity"] == rarity, "value"]
    for quantile, real in zip((0.5, 0.75), QUANTILES[rarity], strict=True):
        assert real / 1.35 < value.quantile(quantile) < real * 1.35


def test_prices_of_all_cards(priced):
    """Every quantile within 50%: a lognormal body over four orders of magnitude."""
    for quantile, real in ALL.items():
        assert real / 1.5 < priced["value"].quantile(quantile) < real * 1.5


def test_rarity_mix(cards):
    """Within 1.5 points."""
    mix = cards["rarity"].value_counts(normalize=True) * 100
    for rarity, real in RARITY_MIX.items():
        assert abs(mix[rarity] - real) < 1.5


def test_generations(cards):
    """Within 2 points (the real shares leave out 2% of cards without a number)."""
    mix = cards["generation"].value_counts(normalize=True) * 100
    for generation, real in GENERATIONS.items():
        assert abs(mix[generation] - real) < 2


def test_hp_by_stage_and_era(cards):
    """Medians within one step of 10."""
    plain = (
        cards[~cards["rarity"].isin(["Ultra Rare", "Secret Rare"])].groupby(["era", "stage"])["hp"].median()
    )
    for era, medians in HP.items():
        for stage, real in zip(("Basic", "Stage 1", "Stage 2"), medians, strict=True):
            assert abs(plain[era, stage] - real) <= 10
    rule = (
        cards[(cards["rarity"] == "Ultra Rare") & (cards["stage"] == "Basic")].groupby("era")["hp"].median()
    )
    for era, real in HP_RULE_BASIC.items():
        assert abs(rule[era] - real) <= 10
    assert (cards["hp"] % 10 == 0).all()
    assert 0.70 < cards["hp"].corr(cards["attack_damage"]) < 0.86  # real: 0.78


@pytest.mark.parametrize("rarity", AGE_SLOPES)
def test_older_cards_are_dearer(priced, rarity):
    """The slope of ln(price) on age within 0.03 a year."""
    some = priced[priced["rarity"] == rarity]
    slope = np.polyfit(some["age"], some["ln_value"], 1)[0]
    assert abs(slope - AGE_SLOPES[rarity]) < 0.03


def test_species_multipliers(priced):
    """Each within 30%, in cells of at least four cards; the order of popularity nearly right."""
    cell = priced.groupby(["set_id", "rarity"])["ln_value"]
    big = cell.transform("size") >= 4
    residual = (priced["ln_value"] - cell.transform("median"))[big]
    given = np.exp(residual.groupby(priced["species"][big]).mean())
    for species, real in SPECIES.items():
        assert real / 1.3 < given[species] < real * 1.3
    assert given[list(SPECIES)].corr(pd.Series(SPECIES), method="spearman") > 0.95
    assert 0.55 < residual.std() < 0.80  # real: 0.76


def test_stats_explain_almost_nothing_once_set_and_rarity_are_known(cards):
    """Real cards: R2 0.8407 without HP and damage, 0.8414 with them; 0.11 from them alone."""
    stats = ["hp", "attack_damage", "retreat_cost", "attack", "defense", "speed"]
    gain, base, alone = _gain(cards, cards["ln_value"], stats)
    assert base > 0.80
    assert gain < 0.01
    assert alone < 0.15
    sales = load_sales()
    gain, _, _ = _gain(sales, np.log(sales["price_usd"]), stats)
    assert gain < 0.01


def _gain(frame, y, columns):
    """What the columns add to the R2 of set x rarity; the R2 of set x rarity; the R2 of the columns alone."""
    cell = frame["set_id"] + frame["rarity"]
    x = frame[columns].astype(float)
    total = ((y - y.mean()) ** 2).sum()
    inner_y, inner_x = y - y.groupby(cell).transform("mean"), x - x.groupby(cell).transform("mean")
    left = _unexplained(inner_x, inner_y)
    alone = 1 - _unexplained(x - x.mean(), y - y.mean()) / total
    base = 1 - (inner_y**2).sum() / total
    return (inner_y**2).sum() / total - left / total, base, alone


def _unexplained(x, y):
    weights = np.linalg.lstsq(x.to_numpy(), y.to_numpy(), rcond=None)[0]
    return ((y - x.to_numpy() @ weights) ** 2).sum()


def test_reverse_holos_cost_more_but_less_so_for_holos():
    """Real medians: 2.7 times the normal print, 1.2 times the holo one."""
    finish = np.array(["reverse holo"] * 2 + ["normal"])
    effect = finish_effect(finish, np.array([0, 3, 0]), np.array([7, 7, 7]))
    assert effect.round(2).tolist() == [2.5, 1.24, 1.0]


def test_the_market_index_slides_booms_dips_and_settles():
    month = np.arange(60)
    assert market_index(21) == pytest.approx(1.0)
    level = market_index(month) / np.array(SEASON)[(month + 6) % 12]
    assert level[14] < 0.95 * level[0]
    assert 1.6 < level[27] / level[14] < 1.75
    assert level[28] < 0.95 * level[27], "the dip of November 2025"
    assert 1.10 < level[36] / level[28] < 1.15
    assert abs(level[48] / level[36] - 1) < 0.05, "quiet after the training window"


def test_prices_and_sales_have_a_season_in_the_history():
    """Each month against the months of the same year around it: dear and busy in December, cheap and busy in
    summer."""
    sales = load_sales()
    sales["month"] = sales["sold_at"].dt.to_period("M")
    # A card's price against its own usual one, trend taken out by the mean of the year around the month.
    usual = np.log(sales["price_usd"]) - np.log(sales["price_usd"]).groupby(sales["card_id"]).transform(
        "mean"
    )
    for column, december, summer in (("price", 0.05, -0.03), ("volume", 0.2, 0.05)):
        by_month = (
            usual.groupby(sales["month"]).mean()
            if column == "price"
            else np.log(sales.groupby("month").size())
        )
        season = by_month - by_month.rolling(13, center=True, min_periods=7).mean()
        calendar = season.groupby(season.index.month).mean()
        assert calendar[12] > december, column
        both = calendar[[7, 8]].mean()
        assert both < summer if summer < 0 else both > summer, column


def test_new_sets_fall_for_a_year():
    fall = freshness(np.array([0, 90, 365, 1000]), np.array([5, 5, 5, 5]))
    assert fall[0] > 1.6 and np.all(np.diff(fall) < 0) and fall[3] < 1.01
    assert freshness(np.array([0]), np.array([0]))[0] == 1.0


def test_the_marketplace_trades_the_dearer_cards(cards):
    traded = np.exp(catalogue()["ln_value"])
    assert traded.median() > 5 * cards["value"].median()
    sales = load_sales()
    assert sales["price_usd"].median() > 5 * cards["value"].median()
    assert set(catalogue()["card_id"]) <= set(cards["card_id"])
    assert catalogue()["chase"].sum() == cards["chase"].sum()

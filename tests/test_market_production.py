"""The months after the training window: what each scenario changes, pairs, scripts, labels that come late."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2

from course.data import load_raw, load_sales
from course.market import (
    AFTER_SALE,
    SCENARIOS,
    at_listing,
    known_by,
    noise_free_price,
    production,
    production_year,
)
from course.market.scenarios import DEAR_CARDS, PRICE_BANDS
from course.market.sellers import is_shop


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_scenario_has_the_columns_of_the_training_data(scenario):
    frame = production(scenario, months=2, seed=3, sales_per_month=200)
    assert list(frame.columns) == list(load_sales().columns)
    assert frame["sold_at"].min() >= pd.Timestamp("2026-07-01")
    assert frame["sold_at"].max() < pd.Timestamp("2026-09-01")
    assert frame[list(AFTER_SALE)].isna().all().all(), "nobody knows these when a price is due"
    assert frame.attrs["scenario"] == scenario
    raw = production(scenario, months=2, seed=3, sales_per_month=200, raw=True)
    assert list(raw.columns) == list(load_raw().columns)
    pd.testing.assert_frame_equal(frame, production(scenario, months=2, seed=3, sales_per_month=200))
    assert not frame["price_usd"].equals(
        production(scenario, months=2, seed=4, sales_per_month=200)["price_usd"]
    )


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_oracle_knows_every_scenario(scenario):
    frame = production(scenario, seed=5)
    ratio = frame["price_usd"] / noise_free_price(frame, scenario)
    if scenario == "cents":
        ratio = ratio[frame["channel"] != "app"]
    # "dear_cards" picks sales by the price that was paid, so its prices are those of lucky sellers.
    assert abs(ratio.mean() - 1) < (0.06 if scenario == "dear_cards" else 0.02)


def test_two_scenarios_can_be_paired():
    """The same sale_id is the same sale, at the scenario's price; what the scenario brings has ids of its own."""
    steady = production(seed=1).set_index("sale_id")
    least = {"new_set": 0.6, "rarity_mix": 0.3, "dear_cards": 0.3, "mixed": 0.6, "seasonal": 0.75}
    for scenario in set(SCENARIOS) - {"steady"}:
        other = production(scenario, seed=1).set_index("sale_id")
        both = other.index.intersection(steady.index)
        assert len(both) > least.get(scenario, 0.999) * len(other), scenario
        for column in (
            "card_id",
            "seller_id",
            "listed_at",
            "sold_at",
            "finish",
            "condition",
            "grade",
            "channel",
        ):
            pd.testing.assert_series_equal(other.loc[both, column], steady.loc[both, column])
    boom = production("boom", seed=1).set_index("sale_id")
    same = np.log(boom["price_usd"] / steady["price_usd"])[boom["generation"] > 1]
    late = steady["sold_at"] >= "2026-09-01"
    assert same[late].median() == pytest.approx(np.log(1.55), abs=0.005)


@pytest.mark.parametrize(
    "one, other",
    [
        ([(0, "rarity_mix", 1.0)], [(0, "rarity_mix", 0.5)]),
        ([(0, "seasonal", 1.0)], [(0, "seasonal", 3.0)]),
        ([(0, "dear_cards", 1.0)], [(0, "dear_cards", 0.5), (0, "seasonal", 1.0)]),
        ([(0, "new_set", 1.0)], [(0, "new_set", 2.0), (1, "new_set", 1.0), (0, "rarity_mix", 1.0)]),
    ],
)
def test_any_two_scripts_can_be_paired(one, other):
    a, b = (production(script, seed=1).set_index("sale_id") for script in (one, other))
    assert a.index.is_unique and b.index.is_unique
    both = a.index.intersection(b.index)
    assert len(both) > 0.2 * len(a)
    for column in ("card_id", "seller_id", "sold_at", "condition"):
        pd.testing.assert_series_equal(a.loc[both, column], b.loc[both, column])


def test_a_sale_id_tells_neither_the_seed_nor_the_scenario():
    for scenario in ("dear_cards", "new_set", "seasonal"):
        assert production(scenario, months=1, seed=987_654)["sale_id"].str.fullmatch("P[0-9a-f]{16}").all()


def test_the_numbers_of_people_do_not_tell_the_month():
    for frame in (load_sales(), production(months=12, seed=1)):
        person = frame[~is_shop(frame["seller_id"])]
        number = person["seller_id"].str[1:].astype(int)
        assert abs(number.corr(person["sold_at"].astype("int64"), method="spearman")) < 0.05


def test_what_a_model_sees_does_not_name_the_scenario():
    features, price = at_listing(production_year("boom", months=2, seed=1))
    assert not features.attrs and not price.attrs
    assert not {"label_at", "sold_at", "sale_id", "price_usd"} & set(features)
    with pytest.raises(KeyError, match="cleaned"):
        at_listing(production(raw=True))


def _bands(frame):
    return pd.Series(np.searchsorted(PRICE_BANDS, frame["price_usd"], side="right"), index=frame.index)


def _rare_share_by_band(frame):
    return (
        frame["rarity"]
        .isin(["Secret Rare", "Illustration Rare"])
        .groupby(_bands(frame))
        .agg(["mean", "size"])
    )


def _same_in_every_band(a, b):
    """Whether the share of rare cards at each price may be the same in both (chi-square, all bands)."""
    chi = 0.0
    for band in range(len(PRICE_BANDS) + 1):
        x, y = a.loc[band], b.loc[band]
        share = (x["mean"] * x["size"] + y["mean"] * y["size"]) / (x["size"] + y["size"])
        chi += (x["mean"] - y["mean"]) ** 2 / (share * (1 - share) * (1 / x["size"] + 1 / y["size"]))
    return chi2.sf(chi, len(PRICE_BANDS) + 1) > 0.01


def test_events_together_do_what_each_does():
    """Shares of two large sets multiply out, a label shift on top keeps its own strength, and no event picks days."""
    script = [(0, "new_set", 1.0), (1, "new_set", 1.0), (1, "dear_cards", 1.0), (2, "seasonal", 1.0)]
    year = production(script, months=3, seed=2, sales_per_month=4_000)
    month = year["sold_at"].dt.month
    release = year["set_release_date"].where(year["set_name"] == "Lighthouse Tides")
    shares = [(release == f"2026-0{k}-01").groupby(month).mean() for k in (7, 8)]
    assert shares[0][7] == pytest.approx(0.35, abs=0.03) and shares[1][7] == 0
    assert shares[1][9] == pytest.approx(0.35, abs=0.03)
    assert shares[0][9] == pytest.approx(0.35 * 0.65, abs=0.03)
    alone = production(script[:2], months=3, seed=2, sales_per_month=4_000)
    august = [frame[frame["sold_at"].dt.month == 8] for frame in (year, alone)]
    wanted = np.average(np.log(august[1]["price_usd"]), weights=np.array(DEAR_CARDS)[_bands(august[1])])
    assert np.log(august[0]["price_usd"]).mean() == pytest.approx(wanted, abs=0.06)
    day = production("dear_cards", months=1, seed=2, sales_per_month=4_000)["sold_at"].dt.day
    assert abs(day.mean() - 16) < 0.5


def test_a_label_shift_moves_p_of_y_and_keeps_p_of_x_given_y():
    """Both ways: dear_cards keeps who is sold at a price and moves what a card costs; rarity_mix keeps what a
    card costs and moves who is sold at a price. Against steady months of another seed."""
    steady, dear, rare = (
        production(scenario, months=6, seed=seed, sales_per_month=2_000)
        for scenario, seed in (("steady", 0), ("dear_cards", 1), ("rarity_mix", 1))
    )
    again = production(months=6, seed=1, sales_per_month=2_000)
    at_price = _rare_share_by_band(steady)
    assert _same_in_every_band(at_price, _rare_share_by_band(again))
    assert _same_in_every_band(at_price, _rare_share_by_band(dear))
    assert not _same_in_every_band(at_price, _rare_share_by_band(rare))

    above = {}
    for name, frame in (("steady", again), ("dear", dear), ("rare", rare)):
        noise = np.log(frame["price_usd"] / noise_free_price(frame, frame.attrs["scenario"]))
        known = frame["condition"].notna()
        above[name] = noise[known].mean(), noise[known].std() / np.sqrt(known.sum())
    for name, moved in (("dear", True), ("rare", False)):
        difference = above[name][0] - above["steady"][0]
        assert (abs(difference) > 3.5 * np.hypot(above[name][1], above["steady"][1])) == moved, name
    shares = _bands(dear).value_counts(normalize=True) / _bands(steady).value_counts(normalize=True)
    assert shares[0] < 0.6 and shares[len(PRICE_BANDS)] > 1.7


def test_what_each_scenario_changes():
    steady = production("steady", seed=1)
    new = production("new_set", seed=1)
    large = new["set_name"] == "Lighthouse Tides"
    assert 0.30 < large.mean() < 0.40
    assert not set(new.loc[large, "card_id"]) & set(load_sales()["card_id"])
    rare = ["Secret Rare", "Illustration Rare"]
    assert (
        production("rarity_mix", seed=1)["rarity"].isin(rare).mean()
        > 1.4 * steady["rarity"].isin(rare).mean()
    )
    boom = production("boom", seed=1)
    lift = boom["price_usd"] / noise_free_price(boom)
    last = boom["sold_at"] >= "2026-09-01"
    assert lift[last].mean() > 1.5 > 1.2 > lift[boom["sold_at"] < "2026-08-01"].mean()
    assert lift[last & (boom["generation"] == 1)].mean() > 1.3 * lift[last & (boom["generation"] > 1)].mean()
    cents = production("cents", seed=1)
    app = (cents["channel"] == "app") & (cents["sold_at"] >= "2026-08-01")
    assert cents.loc[app, "price_usd"].median() > 50 * cents.loc[~app, "price_usd"].median()
    assert production("strings", seed=1)["hp"].str.fullmatch(r"\d+ HP").all()


def test_a_reprint_is_sudden_and_only_for_the_cards_it_prints():
    reprint = production("reprint", seed=1)
    lift = reprint["price_usd"] / noise_free_price(reprint)
    modern = reprint["set_release_date"] >= "2020-01-01"
    before = reprint["sold_at"] < "2026-08-10"
    assert lift[modern & ~before].median() == pytest.approx(0.6, abs=0.03)
    assert lift[modern & before].median() == pytest.approx(lift[~modern].median(), abs=0.03)


def test_a_season_comes_and_passes():
    """Three times as strong as in the history, in volume and price, and gone in September."""
    months = {name: production(name, months=6, seed=1) for name in ("steady", "seasonal")}
    sizes, prices = {}, {}
    for name, frame in months.items():
        month = frame["sold_at"].dt.month
        sizes[name] = month.value_counts()
        prices[name] = np.log(frame["price_usd"] / noise_free_price(frame)).groupby(month).median()
    more, dearer = sizes["seasonal"] / sizes["steady"], prices["seasonal"] - prices["steady"]
    assert more[7] > 1.2 and more[12] > 1.6 and 0.8 < more[9] < 0.95
    assert dearer[7] < -0.1 and dearer[12] > 0.15 and abs(dearer[9]) < 0.04
    assert sizes["steady"][12] > 1.3 * sizes["steady"][10]


def test_a_steady_year_brings_a_set_a_quarter_and_cards_never_seen():
    year = production(months=12, seed=2)
    history = load_sales()
    new = year[~year["set_id"].isin(history["set_id"])]
    quarters = new["set_release_date"].dt.to_period("Q").unique()
    assert sorted(map(str, quarters)) == ["2026Q3", "2026Q4", "2027Q1", "2027Q2"]
    unseen = ~year["card_id"].isin(history["card_id"])
    last = history["sold_at"] >= "2026-01-01"
    backtest = ~history.loc[last, "card_id"].isin(history.loc[~last, "card_id"])
    three = unseen[year["sold_at"] < "2026-10-01"]
    assert 0.6 * backtest.mean() < three.mean() < 1.6 * backtest.mean(), "as hard as an honest backtest"


def test_a_year_by_script_has_labels_that_come_late():
    script = [(1, "new_set", 1.0), (3, "cents", 0.5), (5, "cents", 0.0), (6, "boom", 0.5)]
    year = production_year(script, seed=3, sales_per_month=300)
    assert year["sold_at"].dt.to_period("M").nunique() == 12
    wait = (year["label_at"] - year["sold_at"]).dt.days
    assert wait.min() >= 14 and 18 < wait.median() < 28
    partner = year["channel"] == "partner"
    assert (year.loc[partner, "label_at"].dt.day == 5).all() and wait[partner].mean() > wait[
        ~partner
    ].mean() + 10
    month = year["sold_at"].dt.to_period("M")
    share = (year["set_name"] == "Lighthouse Tides").groupby(month).mean()
    assert share["2026-07"] == 0 and share["2026-08"] > 0.25 and share["2027-06"] < 0.5 * share["2026-08"]
    wrong = (year["price_usd"] / noise_free_price(year, script) > 20).groupby(month).sum()
    assert (wrong["2026-10":"2026-11"] > 20).all() and wrong.drop(["2026-10", "2026-11"]).sum() == 0
    steady = production_year(seed=3, sales_per_month=300)
    both = year.merge(steady, on="sale_id")
    late = both[(both["sold_at_x"] >= "2027-03-01") & (both["generation_x"] > 1)]
    assert (late["price_usd_x"] / late["price_usd_y"]).median() == pytest.approx(np.sqrt(1.55), abs=0.02)

    day = pd.Timestamp("2026-10-15")
    known = known_by(year, day)
    assert known["sold_at"].max() <= day and known["price_usd"].isna().any()
    assert (known.loc[known["price_usd"].notna(), "label_at"] <= day).all()
    assert (known.loc[known["price_usd"].isna(), "label_at"] > day).all()
    assert year["price_usd"].notna().all(), "the year itself is left alone"


def _large_set_by_month(script):
    year = production(script, months=4, seed=1, sales_per_month=300)
    return (year["set_name"] == "Lighthouse Tides").groupby(year["sold_at"].dt.month).mean()


def test_events_end_and_change_their_strength():
    ended = _large_set_by_month([(0, "mixed", 1.0), (1, "mixed", 0.0)])
    assert ended[7] > 0.25 and ended.loc[8:].max() == 0
    twice = _large_set_by_month([(0, "mixed", 1.0), (0, "new_set", 1.0)])
    assert (twice == _large_set_by_month("mixed")).all(), "of two for one month the later one counts"

    stronger = production([(0, "boom", 1.0), (3, "boom", 1.5)], months=5, seed=1)
    lift = np.log(stronger["price_usd"] / noise_free_price(stronger))[stronger["generation"] > 1]
    by_month = lift.groupby(stronger["sold_at"].dt.month).median()
    assert by_month.is_monotonic_increasing, "a stronger boom goes on from where it was"
    assert by_month[11] == pytest.approx(1.5 * np.log(1.55), abs=0.04)


@pytest.mark.parametrize(
    "script, says",
    [
        ([(0, "snow", 1.0)], "'snow'.*steady"),
        ([(-1, "boom", 1.0)], "month of 'boom'.*-1"),
        ([(0.5, "boom", 1.0)], "month of 'boom'.*0.5"),
        ([(0, "boom", 9)], "strength of 'boom'.*9"),
        ([(0, "boom", "much")], "strength of 'boom'.*'much'"),
        (5, "a name or a list"),
        ({"boom": 1}, "a name or a list"),
        ([(0, ["boom"], 1.0)], "unknown scenario"),
        ([(0, "boom")], r"\(month, scenario, strength\)"),
        ([7], r"\(month, scenario, strength\)"),
    ],
)
def test_a_wrong_script_is_told(script, says):
    with pytest.raises(ValueError, match=says):
        production_year(script)


def test_raw_production_shows_the_scenario_in_its_text():
    assert production("strings", seed=1, raw=True)["attack_damage"].str.fullmatch(r"\d+ dmg").all()
    raw = production("cents", seed=1, raw=True)
    late = raw[
        (raw["channel"] == "app") & (raw["sold_at"] >= "2026-08-01") & raw["sold_at"].str.match(r"\d{4}-")
    ]
    assert late["price"].dropna().str.fullmatch(r"\d+").all()


def test_a_wrong_scenario_is_named():
    with pytest.raises(ValueError, match=r"'snow'.*steady"):
        production("snow")
    with pytest.raises(ValueError, match="months"):
        production("steady", months=0)


@pytest.mark.parametrize(
    "arguments, says",
    [
        ({"months": 1.5}, "months.*1.5"),
        ({"seed": -1}, "seed.*-1"),
        ({"seed": "a"}, "seed.*'a'"),
        ({"sales_per_month": 0}, "sales_per_month.*0"),
    ],
)
def test_a_wrong_argument_is_told(arguments, says):
    with pytest.raises(ValueError, match=says):
        production(**arguments)


def test_a_wrong_day_is_told():
    year = production_year(months=1, sales_per_month=50)
    for day in (None, 20260801):
        with pytest.raises(ValueError, match="day must be"):
            known_by(year, day)

"""The data set: the same bytes every time, the planted issues at their rates, and a cleaner that undoes
them."""

import hashlib
from difflib import SequenceMatcher

import numpy as np
import pandas as pd
import pytest

from course.data import RAW_PATH, fix_letters, load_raw, load_sales
from course.market import AFTER_SALE, COLUMNS, RATES, build_csv, build_sales, noise_free_price
from course.market.draws import stream
from course.market.rarities import RARITIES
from course.market.sales import clean_sales


@pytest.fixture(scope="module")
def raw():
    return load_raw()


@pytest.fixture(scope="module")
def sales():
    return load_sales()


@pytest.fixture(scope="module")
def truth():
    """The clean sales the raw ones were spoiled from, by sale_id."""
    return clean_sales().set_index("sale_id")


def test_a_rebuild_has_the_same_bytes(tmp_path):
    build_csv(tmp_path / "again.csv")
    again = hashlib.sha256((tmp_path / "again.csv").read_bytes()).hexdigest()
    assert again == hashlib.sha256(RAW_PATH.read_bytes()).hexdigest()


def test_the_file_is_small_plain_and_as_promised(raw):
    content = RAW_PATH.read_bytes()
    assert len(content) < 6_000_000
    assert b"\r" not in content and content.decode("utf-8")
    assert tuple(raw.columns) == COLUMNS
    assert 23_900 <= len(raw) <= 24_500
    assert 3_700 <= raw["card_id"].nunique() <= 4_300
    months = raw["listed_at"].str[:7]
    assert months.max() == "2026-06" and load_sales()["sold_at"].dt.to_period("M").nunique() == 36


def test_what_is_built_is_what_is_loaded(raw):
    pd.testing.assert_frame_equal(build_sales(), raw)


def test_draws_are_the_documented_ones():
    """Generator.random() of PCG64 keeps its stream in every NumPy version; this pins how we seed it."""
    assert stream(1, "a").random(3).round(12).tolist() == [0.18243482986, 0.398112816056, 0.386279847394]
    assert stream(1, "a").random() != stream(1, "b").random()


def _near(share, rate, n):
    """A share within four standard errors of its rate."""
    return abs(share - rate) < 4 * np.sqrt(rate * (1 - rate) / n)


def test_the_planted_issues_have_their_rates(raw):
    n = len(raw)
    test = (raw["is_test"] == "1") | raw["seller_id"].str.startswith("test-")
    assert _near(test.mean(), RATES["test_order"], n)
    assert 0.55 < (raw["is_test"] == "1").sum() / test.sum() < 0.85
    assert abs(raw["price"].isna().mean() - RATES["missing_price"]) < 0.008
    assert _near(raw["sold_at"].str.contains("/").mean(), 0.12 * (1 - 0.012), n)
    assert _near((raw["sold_at"] == "---").mean(), RATES["date_missing"], n)
    assert _near(raw["hp"].str.contains("HP").mean(), RATES["hp_text"], n)
    assert _near((raw["hp"] == "9999").mean(), RATES["hp_impossible"], n)
    # Some spelling variants of a kind are the canonical spelling by chance, so the upper end is the rate.
    assert 0.05 < (~raw["rarity"].isin(RARITIES)).mean() < 0.066
    assert _near(raw["illustrator"].isna().mean(), RATES["no_illustrator"], n)
    assert _near(raw.duplicated().mean(), RATES["exact_duplicate"], n)
    assert _near(raw["sale_id"].str.startswith("R").mean(), RATES["near_duplicate"], n)
    foreign = raw[["name", "species", "set_name"]].map(lambda text: not text.isascii()).any(axis=1)
    broken = raw[["name", "species", "set_name"]].map(lambda text: fix_letters(text) != text).any(axis=1)
    assert foreign.sum() > 200 and 0.25 < broken.sum() / foreign.sum() < 0.45


def test_missing_prices_are_the_dearer_ones(raw, truth):
    price = raw["sale_id"].str.replace("R", "S").map(truth["price"])
    missing = raw["price"].isna()
    assert price[missing].median() > 1.2 * price[~missing].median()
    assert missing[price > 100].mean() > 2.5 * missing[price < 2].mean()


def test_the_partner_sends_cents_from_march_2025_on(raw):
    partner = raw[(raw["channel"] == "partner") & raw["sold_at"].str.match(r"\d{4}-") & raw["price"].notna()]
    late = partner["sold_at"] >= "2025-03-01"
    assert partner.loc[late, "price"].str.fullmatch(r"\d+").all()
    assert partner.loc[~late, "price"].str.contains(".", regex=False).all()
    assert (
        partner.loc[late, "price"].astype(float).median()
        > 50 * partner.loc[~late, "price"].astype(float).median()
    )
    assert 0.04 < (raw["currency"] == "EUR").mean() < 0.07


def test_load_sales_gives_each_caller_a_frame_of_its_own():
    mine = load_sales()
    mine["price_usd"] = 0.0
    assert load_sales()["price_usd"].min() > 0


def test_a_missing_file_says_how_to_build_it(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"data/generate\.py"):
        load_raw(tmp_path / "none.csv")


def test_the_condition_goes_missing_in_three_ways(raw, truth):
    true = raw["sale_id"].str.replace("R", "S").map(truth["condition"])
    missing, partner = raw["condition"].isna(), raw["channel"] == "partner"
    assert 0.07 < missing.mean() < 0.09
    assert 0.2 < missing[partner].mean() < 0.3 and missing[~partner].mean() < 0.075
    bad = true.isin(["HP", "DMG"])
    assert 1.6 < missing[bad & ~partner].mean() / missing[~bad & ~partner].mean() < 2.4


def test_two_names_in_a_hundred_are_misspelled_and_no_species(raw, truth):
    first = raw[~raw["sale_id"].str.startswith("R")]  # a sale sent again has its name in capitals
    true = truth.loc[first["sale_id"]]
    name = first["name"].map(fix_letters)
    other = name.to_numpy() != true["name"].to_numpy()
    # Some swap two equal letters, so the share is a little below the rate.
    assert 0.8 * RATES["name_misspelled"] < other.mean() < 1.05 * RATES["name_misspelled"]
    pairs = zip(name[other], true["name"][other], strict=True)
    assert all(0.5 < SequenceMatcher(None, a, b).ratio() < 1 and abs(len(a) - len(b)) <= 1 for a, b in pairs)
    assert first["species"].map(fix_letters).tolist() == true["species"].tolist()


def test_the_noise_free_price_is_the_mean_of_the_price(sales):
    expected = noise_free_price(sales)
    assert expected.shape == (len(sales),)
    ratio = sales["price_usd"] / expected
    assert abs(ratio.mean() - 1) < 0.01
    known = sales["condition"].notna() | sales["grade"].notna()
    assert 0.15 < np.log(ratio[known]).std() < 0.19
    assert np.log(ratio[~known]).std() > 0.3, "without a condition not even the oracle is sure"
    assert abs(ratio[~known].mean() - 1) < 0.03
    with pytest.raises(KeyError, match="no-such-card"):
        noise_free_price(sales.head(1).assign(card_id="no-such-card"))


def test_columns_known_only_afterwards_are_named():
    assert set(AFTER_SALE) <= set(COLUMNS)

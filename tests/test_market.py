"""The data set: the same bytes every time, the planted issues at their rates, and a cleaner that undoes
them."""

import hashlib

import numpy as np
import pandas as pd
import pytest

from course.data import RAW_PATH, clean, fix_letters, load_raw, load_sales
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


def test_cleaning_gives_the_true_prices_back(raw, sales, truth):
    true = truth.loc[sales["sale_id"].str.replace("R", "S"), "price"].to_numpy()
    assert np.allclose(sales["price_usd"], true, atol=0.011)
    usable = raw.drop_duplicates()
    usable = usable[usable["price"].notna() & (usable["is_test"] == "0")]
    usable = usable[~usable["seller_id"].str.startswith("test-") & ~usable["sale_id"].str.startswith("R")]
    lost = truth.loc[usable["sale_id"][~usable["sale_id"].isin(sales["sale_id"])]]
    # What is lost are the typos (their price cannot be known) and nothing else; chase cards stay.
    assert len(lost) < 2 * RATES["price_typo"] * len(raw)
    assert (sales["price_usd"] > 1_000).sum() > 20
    assert sales["price_usd"].max() > 2_500


def test_cleaning_types_and_repairs(sales):
    assert str(sales["sold_at"].dtype).startswith("datetime64") and sales["sold_at"].notna().all()
    assert sales["sold_at"].is_monotonic_increasing
    assert set(sales["rarity"]) == set(RARITIES)
    assert sales["type"].nunique() == 11
    assert sales["hp"].between(30, 380).all()
    assert not sales["name"].str.contains("Ã|Î´|â", regex=True).any()
    assert not sales["sale_id"].duplicated().any()
    assert (sales["sold_at"] >= sales["listed_at"]).all()
    assert (sales["sold_at"] > sales["set_release_date"]).all()
    assert "price" not in sales


def test_load_sales_gives_each_caller_a_frame_of_its_own():
    mine = load_sales()
    mine["price_usd"] = 0.0
    assert load_sales()["price_usd"].min() > 0


def test_a_missing_file_says_how_to_build_it(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"data/generate\.py"):
        load_raw(tmp_path / "none.csv")


def test_a_raw_sample_can_be_cleaned(raw):
    assert 40 < len(clean(raw.head(60))) <= 60


def test_the_leaks_leak(sales):
    """Each trap knows something of the price beyond the noise-free one, and the honest columns do not."""
    noise = np.log(sales["price_usd"] / noise_free_price(sales))
    assert abs(noise.corr(sales["days_to_sell"])) > 0.15
    assert noise.corr(np.log(sales["views_total"]) - 0.75 * np.log(noise_free_price(sales))) > 0.3
    alone = sales.groupby("seller_id")["price_usd"].transform("size") == 1
    price = np.log(sales["price_usd"])
    assert price[alone].corr(np.log(sales["seller_price_index"][alone] + 0.01)) > 0.95
    assert price.corr(np.log(sales["set_price_30d"])) > 0.4
    for column in ("hp", "attack", "printings"):
        assert abs(noise.corr(sales[column])) < 0.03


def test_the_noise_free_price_is_the_mean_of_the_price(sales):
    expected = noise_free_price(sales)
    assert expected.shape == (len(sales),)
    ratio = sales["price_usd"] / expected
    assert abs(ratio.mean() - 1) < 0.01
    assert 0.15 < np.log(ratio).std() < 0.20
    with pytest.raises(KeyError, match="no-such-card"):
        noise_free_price(sales.head(1).assign(card_id="no-such-card"))


def test_columns_known_only_afterwards_are_named():
    assert set(AFTER_SALE) <= set(COLUMNS)

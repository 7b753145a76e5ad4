"""Cleaning: no price that comes out is wrong, and every row set aside has the right reason."""

import numpy as np
import pandas as pd
import pytest

import course.data
from course import cleaning
from course.data import clean, load_raw, load_sales, sort_out
from course.market import RATES, SCENARIOS, production
from course.market.rarities import RARITIES
from course.market.sales import clean_sales

SEEDS = range(10)


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


def test_a_raw_sample_can_be_cleaned(raw):
    assert 40 < len(clean(raw.head(60))) <= 60


def test_the_shipped_file_is_its_own_measure(raw, sales):
    """`load_sales` and `clean` agree, though `clean` knows the shipped sales that are not in what it gets."""
    again, quarantine = sort_out(raw)
    pd.testing.assert_frame_equal(again, sales)
    assert _each_row_once(raw, again, quarantine)
    # What is no duplicate, test order or gap is a typo, but for very few.
    assert (quarantine["reason"] == cleaning.UNIT_UNKNOWN).sum() == 0
    assert (quarantine["reason"] == cleaning.MAYBE_TYPO).sum() <= 3


def _each_row_once(raw, sales, quarantine):
    """Whether the rows of the raw frame that are not in quarantine are the sales, and the others as they
    came."""
    pd.testing.assert_frame_equal(raw.loc[quarantine.index], quarantine.drop(columns="reason"))
    others = raw.drop(index=quarantine.index)
    return len(raw) == len(sales) + len(quarantine) and sorted(others["sale_id"]) == sorted(sales["sale_id"])


def _with_truth(scenario, seed, **sizes):
    """Return a raw production frame and the true price of each of its sales (index: sale_id)."""
    frame = production(scenario, seed=seed, **sizes).set_index("sale_id")
    price = frame["price_usd"]
    if scenario == "cents":
        late = (frame["channel"] == "app") & (frame["sold_at"] >= "2026-08-01")
        price = price.where(~late, price / 100)
    raw = production(scenario, seed=seed, raw=True, **sizes)
    copies = raw["sale_id"].str.replace("R", "P")
    return raw, pd.Series(price.loc[copies].to_numpy(), index=raw["sale_id"]).groupby(level=0).first()


def _wrong(sales, true):
    return (sales["price_usd"] - sales["sale_id"].map(true).astype(float)).abs() > 0.0111


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_price_of_a_production_month_is_wrong(scenario):
    shipped = load_sales().dtypes
    rows = unsure = 0
    for seed in SEEDS:
        raw, true = _with_truth(scenario, seed, sales_per_month=400)
        sales, quarantine = sort_out(raw)
        assert not _wrong(sales, true).any()
        assert _each_row_once(raw, sales, quarantine)
        assert sales.dtypes.equals(shipped)
        reason = quarantine["reason"].reindex(raw.index)
        _reasons_are_right(raw, reason, raw["sale_id"].map(true), scenario)
        rows += len(raw)
        unsure += reason.isin([cleaning.MAYBE_TYPO, cleaning.UNIT_UNKNOWN]).sum()
    if scenario == "cents":
        assert 0.15 < unsure / rows < 0.25, "a third of the sales, two months of three, without the gaps"
    else:
        assert unsure / rows < 0.001


def _reasons_are_right(raw, reason, true, scenario):
    """Hold the reasons (NaN for a row that is a sale) against what is planted."""
    twice = raw.duplicated()
    again = raw["sale_id"].str.startswith("R") & raw["sale_id"].str.replace("R", "P").isin(raw["sale_id"])
    test = (raw["is_test"] == "1") | raw["seller_id"].str.startswith("test-")
    gap = raw["price"].isna() & ~twice & ~again & ~test
    assert (twice == (reason == cleaning.SENT_TWICE)).all()
    assert (again == (reason == cleaning.SENT_AGAIN)).all()
    assert ((test & ~twice) == (reason == cleaning.TEST_ORDER)).all()
    assert (gap == (reason == cleaning.NO_PRICE)).all()
    partner = raw["channel"] == "partner"
    amount = pd.to_numeric(raw["price"]) / np.where(partner, 100, 1)
    times = (amount / raw["currency"].map({"USD": 1.0, "EUR": 0.92}) / true)[reason == cleaning.TYPO]
    assert times.between(97, 103).all()
    unit = reason == cleaning.UNIT_UNKNOWN
    if scenario == "cents":
        cents = (raw["channel"] == "app") & ~raw["price"].str.contains(".", regex=False, na=True)
        assert (unit == (cents & ~twice & ~again & ~test)).all()
    else:
        assert not unit.any()


@pytest.mark.parametrize("file_there", [True, False])
@pytest.mark.parametrize("scenario", ["boom", "new_set", "rarity_mix"])
@pytest.mark.parametrize("sales_per_month", [30, 500])
def test_many_typos_do_not_hide_each_other(scenario, sales_per_month, file_there, monkeypatch):
    """With one price in ten a typo, in small frames too, and with the shipped file or without, none comes
    out."""
    monkeypatch.setitem(RATES, "price_typo", 0.1)
    if not file_there:
        monkeypatch.setattr(course.data, "RAW_PATH", course.data.RAW_PATH.with_name("none.csv"))
    found = rows = lost = 0
    for seed in range(3):
        raw, true = _with_truth(scenario, seed, sales_per_month=sales_per_month)
        sales, quarantine = sort_out(raw)
        assert not _wrong(sales, true).any()
        typos = quarantine[quarantine["reason"].isin([cleaning.TYPO, cleaning.MAYBE_TYPO])]
        right = pd.to_numeric(typos["price"]) < 5 * typos["sale_id"].map(true)
        rows, found, lost = rows + len(raw), found + (~right).sum(), lost + right.sum()
    assert found > 0.06 * rows
    assert lost < 0.005 * rows


def _row(raw, **changes):
    """Return a frame of one ordinary sale of the shipped file under a new sale_id, with the changes."""
    plain = raw[(raw["price"].str.len() == 5) & (raw["currency"] == "USD") & (raw["channel"] == "web")]
    return plain.head(1).assign(sale_id="X1", **changes)


PARTNER = {"channel": "partner", "listed_at": "2025-02-20"}
UNDATED = {"sold_at": "---", "days_to_sell": None}


@pytest.mark.parametrize(
    ("changes", "price", "result"),
    [
        ({"channel": "web"}, "12.50", 12.5),
        ({"channel": "web"}, "1250", cleaning.UNIT_UNKNOWN),
        ({"channel": "app", **UNDATED}, "12.50", 12.5),
        ({**PARTNER, "sold_at": "2025-02-28"}, "12.50", 12.5),
        ({**PARTNER, "sold_at": "2025-02-28"}, "1250", cleaning.UNIT_UNKNOWN),
        ({**PARTNER, "sold_at": "01/03/2025"}, "1250", 12.5),
        ({**PARTNER, "sold_at": "2025-03-01"}, "12.50", cleaning.UNIT_UNKNOWN),
        ({**PARTNER, "sold_at": "---", "days_to_sell": "8"}, "12.50", 12.5),
        ({**PARTNER, "sold_at": "---", "days_to_sell": "9"}, "1250", 12.5),
        ({**PARTNER, **UNDATED}, "1250", cleaning.UNIT_UNKNOWN),
        ({**PARTNER, **UNDATED}, "12.50", cleaning.UNIT_UNKNOWN),
        ({**PARTNER, **UNDATED, "listed_at": "2025-03-01"}, "1250", 12.5),
        ({"currency": "EUR"}, "11.50", 12.5),
        ({"currency": "GBP"}, "11.50", cleaning.NO_CURRENCY),
        ({}, None, cleaning.NO_PRICE),
        ({"seller_id": "test-3"}, "12.50", cleaning.TEST_ORDER),
        ({}, "-5.00", cleaning.NO_NUMBER),
        ({}, "0.00", cleaning.NO_NUMBER),
        ({}, "1,234.00", cleaning.NO_NUMBER),
        ({"channel": "kiosk"}, "12.50", cleaning.UNIT_UNKNOWN),
        ({"channel": None}, "12.50", cleaning.UNIT_UNKNOWN),
    ],
)
def test_a_price_is_told_or_set_aside(raw, changes, price, result):
    sales, quarantine = sort_out(_row(raw, price=price, **changes))
    assert [*sales["price_usd"], *quarantine["reason"]] == [result]


def test_a_number_that_is_none_is_named(raw):
    with pytest.raises(ValueError, match=r"hp has '\?\?'"):
        clean(_row(raw, hp="??"))


def test_a_strong_boom_makes_no_typos():
    """Prices with cents can't have lost their point, however high they are."""
    raw = production([(0, "boom", 3.0)], months=6, seed=1, raw=True)
    aside = sort_out(raw)[1]
    typo = aside[aside["reason"] == cleaning.TYPO]
    assert (typo["price"].str.endswith(".00") | typo["price"].str.fullmatch(r"\d+00")).all()


def test_a_sale_without_a_date_keeps_its_price(raw):
    sales = clean(pd.concat([_row(raw, **UNDATED), raw.head(20)]))
    assert sales["sold_at"].isna().tolist() == [False] * (len(sales) - 1) + [True]


def test_a_high_price_is_held_against_the_card(raw, sales):
    known = sales[sales["card_id"] == _row(raw)["card_id"].iloc[0]]
    assert len(known) > 3
    usual = round(known["price_usd"].median())

    def result(price, **changes):
        """The price in dollars, or the reason."""
        row = _row(raw, price=f"{price:.2f}", **changes)
        kept, quarantine = sort_out(row)
        return [*kept["price_usd"], *quarantine["reason"]][0]

    assert result(4 * usual) == 4 * usual
    assert result(100 * usual) == cleaning.TYPO
    assert result(100 * usual, condition=None) == cleaning.TYPO
    assert result(92 * usual, currency="EUR") == cleaning.TYPO
    assert result(10 * usual) == cleaning.MAYBE_TYPO
    assert result(10 * usual + 0.5) == 10 * usual + 0.5
    # Nobody knows a new card: a dear one may be a chase card, but cents are lost with the decimal point.
    assert result(3_000.0, card_id="new-1") == cleaning.MAYBE_TYPO
    assert result(3_000.5, card_id="new-1") == 3_000.5
    assert result(24.0, card_id="new-1", set_id="new", series="new") == 24.0
    assert result(25.0, card_id="new-1", set_id="new", series="new") == cleaning.MAYBE_TYPO


def test_chase_cards_stay(raw, sales):
    """A month with the dearest cards alone loses none of them."""
    usual = sales.groupby("card_id")["price_usd"].transform("median")
    kind = sales.groupby(["set_id", "rarity"])["price_usd"].transform("median")
    chase = sales[(usual > 3 * kind) & (sales["price_usd"] > 200)]
    assert len(chase) > 100
    again = clean(raw[raw["sale_id"].isin(chase["sale_id"])])
    assert set(chase["sale_id"]) <= set(again["sale_id"])


def _copy(sale, **changes):
    return sale.assign(sale_id="X3", name=sale["name"].str.upper(), **changes)


@pytest.mark.parametrize("condition", ["NM", None])
def test_a_sale_sent_again_is_known_by_its_capitals(raw, condition):
    sale = _row(raw, condition=condition)
    copy = _copy(sale)
    for frame in (pd.concat([sale, copy]), pd.concat([copy, sale])):
        kept, quarantine = sort_out(frame)
        assert kept["sale_id"].tolist() == ["X1"]
        assert quarantine["sale_id"].tolist() == ["X3"]
        assert quarantine["reason"].tolist() == [cleaning.SENT_AGAIN]
    assert clean(copy)["sale_id"].tolist() == ["X3"], "the only row of a sale stays"


def test_two_sales_alike_are_two_sales(raw):
    """A shop can sell the same card twice on one day at one price, and only a copy is in capitals."""
    sale = _row(raw)
    twin = sale.assign(sale_id="X2")
    assert clean(pd.concat([sale, twin]))["sale_id"].tolist() == ["X1", "X2"]
    assert clean(pd.concat([sale, twin, _copy(sale)]))["sale_id"].tolist() == ["X1", "X2"]
    for change in ({"price": "13.13"}, {"seller_id": "u7"}, {"condition": None}, {"channel": "app"}):
        assert len(clean(pd.concat([sale, _copy(sale, **change)]))) == 2, change


def test_gaps_and_misspellings_stay_for_the_learner(raw):
    few = raw.drop_duplicates().head(300).copy()
    rows = np.arange(len(few))
    few["condition"] = few["condition"].mask(rows % 3 == 0)
    few["name"] = few["name"].where(rows % 4 > 0, few["name"].str[1:])
    sales = clean(few)
    before = few.set_index("sale_id").loc[sales["sale_id"]]
    assert sales["condition"].isna().to_numpy().tolist() == before["condition"].isna().to_numpy().tolist()
    assert 0.25 < sales["condition"].isna().mean() < 0.42
    plain = before["name"].str.isascii().to_numpy()
    assert (sales["name"][plain].to_numpy() == before["name"][plain].to_numpy()).all()


def test_an_impossible_hp_is_that_of_the_card(raw, sales):
    row = _row(raw, hp="9999")
    known = sales.loc[sales["card_id"] == row["card_id"].iloc[0], "hp"]
    assert clean(row)["hp"].tolist() == [known.iloc[0]]


@pytest.mark.parametrize("column", ["price", "condition", "illustrator", "sale_id", "days_to_sell"])
def test_a_missing_column_is_named(raw, column):
    with pytest.raises(KeyError, match=column):
        clean(raw.head(5).drop(columns=column))


def test_nothing_in_nothing_out(raw, sales):
    kept, quarantine = sort_out(raw.head(0))
    assert len(kept) == len(quarantine) == 0
    assert list(kept.columns) == list(sales.columns)
    assert list(quarantine.columns) == [*raw.columns, "reason"]


def test_what_is_given_is_not_changed(raw):
    few = raw.head(200)
    before = few.copy(deep=True)
    kept, quarantine = sort_out(few)
    kept["price_usd"], quarantine["price"] = 0.0, "0"
    pd.testing.assert_frame_equal(few, before)
    assert load_sales()["price_usd"].min() > 0

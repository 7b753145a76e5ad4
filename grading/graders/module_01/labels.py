"""Public checks of section 1.6: labels, and the checkpoint of the module."""

import hashlib
import io
import math

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from grading.exercise import exercise

E1_6 = exercise(
    "E1.6",
    title="What the label is, and what it is not",
    points=8,
    answer="make_labels",
    section="1.6",
    hints=(
        "Two separate questions for every listing: does it get a row, and does that row get a label? Most "
        "mistakes come from answering both with one filter.",
        "First the rows: listed by the cutoff, each id once, not put up again since. Then one yes-or-no "
        "column that says whether a price is known: sold, by the cutoff, not returned, not in a bundle.",
        "pandas compares days with ISO text, so listed_at <= cutoff works as it is, and NaT is never "
        "before it. drop_duplicates on listing_id; take out ids found in relist_of of the listings that "
        "are left. The label is sold_price divided by the rate mapped from currency, kept only where the "
        "yes-or-no column holds (Series.where leaves NaN elsewhere); censored is its opposite.",
    ),
)

_LISTINGS = ["listing_id", "card_id", "listed_at", "asking_price", "currency", "sold_at", "sold_price"]
_EXTRAS = {"returned": False, "bundle_id": None, "relist_of": None}


def _listings(*rows):
    """Rows of (listing_id, listed_at, asking_price, currency, sold_at, sold_price), then optional extras."""
    full = []
    for listing_id, listed_at, asking, currency, sold_at, sold_price, *extra in rows:
        more = _EXTRAS | (extra[0] if extra else {})
        card, paid = listing_id.replace("l", "c"), math.nan if sold_price is None else sold_price
        full.append([listing_id, card, listed_at, asking, currency, sold_at, paid, *more.values()])
    table = dict(zip([*_LISTINGS, *_EXTRAS], map(list, zip(*full, strict=True)), strict=True))
    days = {day: np.array(table[day], dtype="datetime64[us]") for day in ("listed_at", "sold_at")}
    return pd.DataFrame(table | days)


def _labels(*rows):
    columns = ["listing_id", "card_id", "label", "censored"]
    return pd.DataFrame(
        [(one, one.replace("l", "c"), label, censored) for one, label, censored in rows], columns=columns
    )


CUTOFF = "2025-06-30"


@E1_6
def test_label_is_the_sold_price(answer, check):
    """The label is what was paid"""
    listings = _listings(
        ("l1", "2025-06-01", 12.0, "USD", "2025-06-03", 10.0),
        ("l2", "2025-06-02", 5.0, "USD", "2025-06-30", 5.5),
    )
    check.same_table(
        answer(listings, CUTOFF),
        _labels(("l1", 10.0, False), ("l2", 5.5, False)),
        "asking prices are wishes: a model trained on them prices the shop out of the market",
    )


@E1_6
def test_euros_become_dollars(answer, check):
    """Euros become dollars"""
    listings = _listings(
        ("l1", "2025-06-01", 9.2, "EUR", "2025-06-03", 9.2),
        ("l2", "2025-06-01", 9.2, "USD", "2025-06-03", 9.2),
    )
    check.same_table(
        answer(listings, CUTOFF),
        _labels(("l1", 10.0, False), ("l2", 9.2, False)),
        "a dollar is 0.92 euros: left alone, every European sale is a label 8% too low",
    )


@E1_6
def test_unsold_is_censored(answer, check):
    """An unsold card stays, without a label"""
    listings = _listings(
        ("l1", "2025-06-01", 10.0, "USD", "2025-06-03", 10.0),
        ("l3", "2025-06-05", 99.0, "USD", None, None),
    )
    check.same_table(
        answer(listings, CUTOFF),
        _labels(("l1", 10.0, False), ("l3", math.nan, True)),
        "nobody paid anything for l3 yet: it is not worth 0, nor 99, and without it we only see what sells "
        "well",
    )


@E1_6
def test_sold_after_the_cutoff(answer, check):
    """A sale after the cutoff is not known yet"""
    listings = _listings(
        ("l4", "2025-06-10", 7.5, "USD", "2025-07-02", 7.5),
        ("l7", "2025-06-30", 4.0, "USD", "2025-06-30", 4.0),
    )
    check.same_table(
        answer(listings, CUTOFF),
        _labels(("l4", math.nan, True), ("l7", 4.0, False)),
        "on June 30 nobody knew that l4 would sell on July 2: knowing it is looking into the future",
    )


@E1_6
def test_listed_after_the_cutoff(answer, check):
    """A listing from after the cutoff does not exist yet"""
    listings = _listings(
        ("l6", "2025-07-01", 3.0, "USD", "2025-07-01", 3.0),
        ("l7", "2025-06-30", 4.0, "USD", "2025-06-30", 4.0),
    )
    check.same_table(
        answer(listings, CUTOFF),
        _labels(("l7", 4.0, False)),
        "l6 came on July 1: a table for June 30 can't have a row for it",
    )


@E1_6
def test_returned_is_no_sale(answer, check):
    """A returned card was not sold"""
    listings = _listings(
        ("l5", "2025-06-10", 7.5, "USD", "2025-06-20", 7.5, {"returned": True}),
        ("l1", "2025-06-01", 10.0, "USD", "2025-06-03", 10.0),
    )
    check.same_table(
        answer(listings, CUTOFF),
        _labels(("l5", math.nan, True), ("l1", 10.0, False)),
        "the buyer got the money back: 7.50 is a price that nobody paid in the end",
    )


@E1_6
def test_one_row_a_listing(answer, check):
    """A listing that the feed repeats gives one row"""
    row = ("l1", "2025-06-01", 10.0, "USD", "2025-06-03", 10.0)
    other = ("l2", "2025-06-05", 6.0, "USD", "2025-06-07", 6.0)
    check.same_table(
        answer(_listings(row, other, row), CUTOFF),
        _labels(("l1", 10.0, False), ("l2", 6.0, False)),
        "a sale that counts twice weighs twice, and can stand in training and test data at once",
    )


E1_7 = exercise(
    "E1.7",
    title="Checkpoint: one month, clean and accounted for",
    points=8,
    answer="build_clean",
    section="1.6",
    hints=(
        "Do two jobs one after the other: first give every row a reason or none, and count; then clean "
        "what is left. rows_in must be the sum of what you counted, always.",
        "Go through the reasons in their order and mark each row with the first that holds. Bring sold_at "
        "to one format before you look at its month. Write the Parquet file into memory (io.BytesIO), and "
        "hash exactly those bytes.",
        "A column reason, missing at first, filled for each rule only where it is still missing; its value "
        "counts are manifest['reasons']. Dates: a full match of two digits, two digits, four digits is "
        "turned into ISO. Price: to float, / 100 for partner rows sold on or after 2025-03-01, / 0.92 for "
        "EUR. Rarity: take out spaces and hyphens, lower, then look up in a dict made the same way from "
        "the eight names. Then only the seven columns, to_parquet into the buffer, sha256 of getvalue().",
    ),
)

_GOOD = {
    "listed_at": "2025-04-01",
    "sold_at": "2025-04-03",
    "channel": "web",
    "seller_id": "seller-1",
    "card_id": "card-1",
    "rarity": "Common",
    "hp": "60",
    "price": "4.50",
    "currency": "USD",
    "is_test": "0",
    "n_bids": "3",
    "views_total": "40",
    "days_to_sell": "2",
    "set_price_30d": "5.10",
    "seller_price_index": "1.02",
}
_COLUMNS = ["sale_id", "listed_at", "channel", "card_id", "rarity", "hp", "price_usd"]
_AFTER = ["sold_at", "price", "n_bids", "views_total", "days_to_sell", "set_price_30d", "seller_price_index"]


def _raw(**rows):
    """A raw delivery: one good row for each sale_id, with what differs in it."""
    return pd.DataFrame([{"sale_id": sale_id} | _GOOD | row for sale_id, row in rows.items()], dtype=object)


def _messy():
    raw = _raw(
        s1={},
        s2={"is_test": "1"},
        s3={"sold_at": "---"},
        s4={"price": np.nan},
        s5={"seller_id": "test-7"},
        s6={"sold_at": "2025-03-31"},
        s7={"price": np.nan},
        s8={"sold_at": "30/04/2025"},
    )
    return pd.concat([raw, raw.iloc[[0, 7]]], ignore_index=True)


def _clean(given):
    """The rows in the bytes an answer returned, as column -> values; an error if there are none."""
    content, _ = given
    columns = pq.ParquetFile(io.BytesIO(content)).read().to_pydict()
    return {name: values for name, values in columns.items() if not name.startswith("__index_level_")}


def _cleaned(answer, column, month="2025-04", **rows):
    """One column of what an answer makes of these raw rows, by sale_id."""
    table = _clean(answer(_raw(**rows), month))
    return dict(zip(table["sale_id"], table[column], strict=True))


@E1_7
def test_every_row_is_accounted_for(answer, check):
    """Every row is accounted for"""
    _, manifest = answer(_messy(), "2025-04")
    counts = {key: manifest.get(key) for key in ("rows_in", "rows_clean", "rows_quarantined")}
    check.equal(
        counts,
        {"rows_in": 10, "rows_clean": 2, "rows_quarantined": 8},
        "rows_in = rows_clean + rows_quarantined: a row that just disappears is a sale the bookkeeper will "
        "look for",
        given_as="the counts in the manifest",
    )


@E1_7
def test_reasons(answer, check):
    """Every removed row has its reason"""
    content, manifest = answer(_messy(), "2025-04")
    check.equal(
        manifest.get("reasons"),
        {"test_order": 2, "bad_date": 1, "no_price": 2, "wrong_month": 1, "duplicate": 2},
        "'eight rows are gone' tells nobody what to mend; the reasons do",
        given_as='manifest["reasons"]',
    )
    check.equal(
        sorted(_clean((content, manifest))["sale_id"]),
        ["s1", "s8"],
        "exactly the clean rows are in the file",
        given_as="sale_id in the file",
    )


@E1_7
def test_columns(answer, check):
    """The file has the columns asked for"""
    columns = set(_clean(answer(_raw(s1={}), "2025-04")))
    check.same_items(
        sorted(columns - set(_AFTER)),
        _COLUMNS,
        "whoever reads the file relies on these names",
        given_as="columns of the file",
    )


@E1_7
def test_no_leaks(answer, check):
    """Nothing but the label comes from after the sale"""
    columns = _clean(answer(_raw(s1={}), "2025-04"))
    check.equal(
        [name for name in _AFTER if name in columns],
        [],
        "these exist only once a card is sold: a model that learns from them is blind in production",
        given_as="columns of the file that only the sale brings",
    )


@E1_7
def test_prices(answer, check):
    """Every price is in dollars"""
    april = _cleaned(
        answer,
        "price_usd",
        s1={"channel": "partner", "price": "1250"},
        s2={"channel": "auction", "price": "1250"},
        s3={"currency": "EUR", "price": "9.20"},
        s4={"currency": "EUR", "price": "460", "channel": "partner"},
    )
    check.close(
        april,
        {"s1": 12.5, "s2": 1250.0, "s3": 10.0, "s4": 5.0},
        "the partner sends cents: a 12.50 card at 1,250 makes the average of its whole set worthless",
        given_as="price_usd by sale_id, April 2025",
    )
    february = {"channel": "partner", "price": "12.50", "sold_at": "2025-02-28"}
    check.close(
        _cleaned(answer, "price_usd", "2025-02", s1=february),
        {"s1": 12.5},
        "before March 2025 the partner sent whole units: divided by 100, old sales cost cents",
        given_as="price_usd of a partner's sale in February 2025",
    )
    first_day = {"channel": "partner", "price": "1250", "sold_at": "2025-03-01"}
    check.close(
        _cleaned(answer, "price_usd", "2025-03", s1=first_day),
        {"s1": 12.5},
        "the first of March is the first day in cents",
        given_as="price_usd of a partner's sale on 2025-03-01",
    )


@E1_7
def test_dates(answer, check):
    """05/04/2025 is the fifth of April"""
    days = {"s1": "05/04/2025", "s2": "04/05/2025", "s3": "28/04/2025"}
    check.equal(
        sorted(_cleaned(answer, "sale_id", **{sale: {"sold_at": day} for sale, day in days.items()})),
        ["s1", "s3"],
        "the day comes first: read the other way round, sales move to months they never happened in",
        given_as="sale_id of April in the file",
    )


@E1_7
def test_text_is_cleaned(answer, check):
    """HP are numbers, rarities have one spelling"""
    raw = _raw(
        s1={"hp": "120 HP", "rarity": "ULTRA-RARE"},
        s2={"hp": "60", "rarity": "common "},
        s3={"hp": np.nan, "rarity": "Rare Holo"},
        s4={"rarity": "IllustrationRare"},
        s5={"rarity": "Holo Rare "},
    )
    table = _clean(answer(raw, "2025-04"))
    by_sale = {name: dict(zip(table["sale_id"], table[name], strict=True)) for name in ("hp", "rarity")}
    check.equal(
        by_sale["hp"],
        {"s1": 120.0, "s2": 60.0, "s3": None, "s4": 60.0, "s5": 60.0},
        "'120 HP' is 120; what is missing stays missing",
        given_as="hp by sale_id",
    )
    check.equal(
        by_sale["rarity"],
        {"s1": "Ultra Rare", "s2": "Common", "s3": "Rare Holo", "s4": "Illustration Rare", "s5": "Rare Holo"},
        "three spellings of one rarity are three rarities to a model",
        given_as="rarity by sale_id",
    )
    names = [
        "Common",
        "Uncommon",
        "Rare",
        "Rare Holo",
        "Promo",
        "Ultra Rare",
        "Illustration Rare",
        "Secret Rare",
    ]
    lower = {f"s{i}": {"rarity": name.lower()} for i, name in enumerate(names)}
    check.equal(
        _cleaned(answer, "rarity", **lower),
        {f"s{i}": name for i, name in enumerate(names)},
        "each of the eight rarities has its name",
        given_as="rarity by sale_id, written in small letters",
    )


@E1_7
def test_manifest_hash(answer, check):
    """The manifest proves which file it belongs to"""
    content, manifest = answer(_messy(), "2025-04")
    check.equal(
        manifest.get("month"), "2025-04", "the manifest says which month it is", given_as='manifest["month"]'
    )
    digest = str(manifest.get("sha256")).lower()
    check.is_true(
        digest == hashlib.sha256(content).hexdigest(),
        "sha256 is the digest of the very bytes of the file: whoever downloads it compares them",
        given="another digest" if len(digest) == 64 else digest,
        expected="the sha256 hex digest of the file's bytes",
        given_as='manifest["sha256"]',
    )
    again = answer(_messy(), "2025-04")
    check.is_true(
        again[0] == content and again[1] == manifest,
        "the same raw data gives the same file and manifest: otherwise every rebuild looks like a change",
        given="something else the second time",
        expected="the same content and manifest",
        given_as="build_clean called twice",
    )

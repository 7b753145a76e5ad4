"""Public checks of section 1.6: labels, and the checkpoint of the module."""

import hashlib
import math

import numpy as np
import pandas as pd

from course.market.rarities import RARITIES
from grading.content.module_01.exercises import E1_6, E1_7
from grading.content.module_01.public.helpers import (
    clean_rows,
    file_and_manifest,
    is_digest,
    label_table,
    listing_table,
    raw_delivery,
)

CUTOFF = "2025-06-30"


@E1_6
def test_label_is_the_sold_price(answer, check):
    """The label is what was paid"""
    listings = listing_table(
        ("l1", "2025-06-01", 12.0, "USD", "2025-06-03", 10.0),
        ("l2", "2025-06-02", 5.0, "USD", "2025-06-30", 5.5),
    )
    check.same_table(
        answer(listings, CUTOFF),
        label_table(("l1", 10.0, False), ("l2", 5.5, False)),
        "asking prices are wishes: a model trained on them prices the shop out of the market",
    )


@E1_6
def test_euros_become_dollars(answer, check):
    """Euros become dollars"""
    listings = listing_table(
        ("l1", "2025-06-01", 9.2, "EUR", "2025-06-03", 9.2),
        ("l2", "2025-06-01", 9.2, "USD", "2025-06-03", 9.2),
    )
    check.same_table(
        answer(listings, CUTOFF),
        label_table(("l1", 10.0, False), ("l2", 9.2, False)),
        "a dollar is 0.92 euros: left alone, every European sale is a label 8% too low",
    )


@E1_6
def test_unsold_is_censored(answer, check):
    """An unsold card stays, without a label"""
    listings = listing_table(
        ("l1", "2025-06-01", 10.0, "USD", "2025-06-03", 10.0),
        ("l3", "2025-06-05", 99.0, "USD", None, None),
    )
    check.same_table(
        answer(listings, CUTOFF),
        label_table(("l1", 10.0, False), ("l3", math.nan, True)),
        "nobody paid anything for l3 yet: it is not worth 0, nor 99, and without it we only see what sells "
        "well",
    )


@E1_6
def test_sold_after_the_cutoff(answer, check):
    """A sale after the cutoff is not known yet"""
    listings = listing_table(
        ("l4", "2025-06-10", 7.5, "USD", "2025-07-02", 7.5),
        ("l7", "2025-06-30", 4.0, "USD", "2025-06-30", 4.0),
    )
    check.same_table(
        answer(listings, CUTOFF),
        label_table(("l4", math.nan, True), ("l7", 4.0, False)),
        "on June 30 nobody knew that l4 would sell on July 2: knowing it is looking into the future",
    )


@E1_6
def test_listed_after_the_cutoff(answer, check):
    """A listing from after the cutoff does not exist yet"""
    listings = listing_table(
        ("l6", "2025-07-01", 3.0, "USD", "2025-07-01", 3.0),
        ("l7", "2025-06-30", 4.0, "USD", "2025-06-30", 4.0),
    )
    check.same_table(
        answer(listings, CUTOFF),
        label_table(("l7", 4.0, False)),
        "l6 came on July 1: a table for June 30 can't have a row for it",
    )


@E1_6
def test_returned_is_no_sale(answer, check):
    """A returned card was not sold"""
    listings = listing_table(
        ("l5", "2025-06-10", 7.5, "USD", "2025-06-20", 7.5, {"returned": True}),
        ("l1", "2025-06-01", 10.0, "USD", "2025-06-03", 10.0),
    )
    check.same_table(
        answer(listings, CUTOFF),
        label_table(("l5", math.nan, True), ("l1", 10.0, False)),
        "the buyer got the money back: 7.50 is a price that nobody paid in the end",
    )


@E1_6
def test_one_row_a_listing(answer, check):
    """A listing that the feed repeats gives one row"""
    row = ("l1", "2025-06-01", 10.0, "USD", "2025-06-03", 10.0)
    other = ("l2", "2025-06-05", 6.0, "USD", "2025-06-07", 6.0)
    check.same_table(
        answer(listing_table(row, other, row), CUTOFF),
        label_table(("l1", 10.0, False), ("l2", 6.0, False)),
        "a sale that counts twice weighs twice, and can stand in training and test data at once",
    )


_COLUMNS = ["sale_id", "listed_at", "channel", "card_id", "rarity", "hp", "price_usd"]
_AFTER = ["sold_at", "price", "n_bids", "views_total", "days_to_sell", "set_price_30d", "seller_price_index"]


def _messy():
    raw = raw_delivery(
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


def _cleaned(answer, read_table, column, month="2025-04", **rows):
    """One column of what an answer makes of these raw rows, by sale_id."""
    content, _ = file_and_manifest(answer(raw_delivery(**rows), month))
    table = clean_rows(content, read_table)
    return dict(zip(table["sale_id"], table[column], strict=True))


@E1_7
def test_every_row_is_accounted_for(answer, check):
    """Every row is accounted for"""
    _, manifest = file_and_manifest(answer(_messy(), "2025-04"))
    counts = {key: manifest.get(key) for key in ("rows_in", "rows_clean", "rows_quarantined")}
    check.equal(
        counts,
        {"rows_in": 10, "rows_clean": 2, "rows_quarantined": 8},
        "rows_in = rows_clean + rows_quarantined: a row that just disappears is a sale the bookkeeper will "
        "look for",
        given_as="the counts in the manifest",
    )


@E1_7
def test_reasons(answer, check, read_table):
    """Every removed row has its reason"""
    content, manifest = file_and_manifest(answer(_messy(), "2025-04"))
    check.equal(
        manifest.get("reasons"),
        {"test_order": 2, "bad_date": 1, "no_price": 2, "wrong_month": 1, "duplicate": 2},
        "'eight rows are gone' tells nobody what to mend; the reasons do",
        given_as='manifest["reasons"]',
    )
    check.same_items(
        clean_rows(content, read_table)["sale_id"],
        ["s1", "s8"],
        "exactly the clean rows are in the file",
        given_as="sale_id in the file",
    )


@E1_7
def test_columns(answer, check, read_table):
    """The file has the columns asked for"""
    content, _ = file_and_manifest(answer(raw_delivery(s1={}), "2025-04"))
    columns = set(clean_rows(content, read_table))
    check.same_items(
        columns - set(_AFTER),
        _COLUMNS,
        "whoever reads the file relies on these names",
        given_as="columns of the file",
    )


@E1_7
def test_no_leaks(answer, check, read_table):
    """Nothing but the label comes from after the sale"""
    content, _ = file_and_manifest(answer(raw_delivery(s1={}), "2025-04"))
    columns = clean_rows(content, read_table)
    check.equal(
        [name for name in _AFTER if name in columns],
        [],
        "these exist only once a card is sold: a model that learns from them is blind in production",
        given_as="columns of the file that only the sale brings",
    )


@E1_7
def test_prices(answer, check, read_table):
    """Every price is in dollars"""
    april = _cleaned(
        answer,
        read_table,
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
        _cleaned(answer, read_table, "price_usd", "2025-02", s1=february),
        {"s1": 12.5},
        "before March 2025 the partner sent whole units: divided by 100, old sales cost cents",
        given_as="price_usd of a partner's sale in February 2025",
    )
    first_day = {"channel": "partner", "price": "1250", "sold_at": "2025-03-01"}
    check.close(
        _cleaned(answer, read_table, "price_usd", "2025-03", s1=first_day),
        {"s1": 12.5},
        "the first of March is the first day in cents",
        given_as="price_usd of a partner's sale on 2025-03-01",
    )


@E1_7
def test_dates(answer, check, read_table):
    """05/04/2025 is the fifth of April"""
    days = {"s1": "05/04/2025", "s2": "04/05/2025", "s3": "28/04/2025"}
    rows = {sale: {"sold_at": day} for sale, day in days.items()}
    check.same_items(
        list(_cleaned(answer, read_table, "sale_id", **rows)),
        ["s1", "s3"],
        "the day comes first: read the other way round, sales move to months they never happened in",
        given_as="sale_id of April in the file",
    )


@E1_7
def test_text_is_cleaned(answer, check, read_table):
    """HP are numbers, rarities have one spelling"""
    raw = raw_delivery(
        s1={"hp": "120 HP", "rarity": "ULTRA-RARE"},
        s2={"hp": "60", "rarity": "common "},
        s3={"hp": np.nan, "rarity": "Rare Holo"},
        s4={"rarity": "IllustrationRare"},
        s5={"rarity": "Holo Rare "},
    )
    content, _ = file_and_manifest(answer(raw, "2025-04"))
    table = clean_rows(content, read_table)
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
    lower = {f"s{i}": {"rarity": name.lower()} for i, name in enumerate(RARITIES)}
    check.equal(
        _cleaned(answer, read_table, "rarity", **lower),
        {f"s{i}": name for i, name in enumerate(RARITIES)},
        "each of the eight rarities has its name",
        given_as="rarity by sale_id, written in small letters",
    )


@E1_7
def test_manifest_hash(answer, check):
    """The manifest proves which file it belongs to"""
    content, manifest = file_and_manifest(answer(_messy(), "2025-04"))
    check.equal(
        manifest.get("month"), "2025-04", "the manifest says which month it is", given_as='manifest["month"]'
    )
    digest = manifest.get("sha256")
    check.is_true(
        is_digest(digest) and digest.lower() == hashlib.sha256(content).hexdigest(),
        "sha256 is the digest of the very bytes of the file: whoever downloads it compares them",
        given="another digest" if is_digest(digest) and len(digest) == 64 else digest,
        expected="the sha256 hex digest of the file's bytes",
        given_as='manifest["sha256"]',
    )
    again, manifest_again = file_and_manifest(answer(_messy(), "2025-04"))
    check.is_true(
        again == content and manifest_again == manifest,
        "the same raw data gives the same file and manifest: otherwise every rebuild looks like a change",
        given="something else the second time",
        expected="the same content and manifest",
        given_as="build_clean called twice",
    )

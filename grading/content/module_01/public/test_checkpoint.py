"""Section 1.7: one month, clean and accounted for."""

import hashlib

import numpy as np
import pandas as pd

from grading.content.module_01.exercises import E1_7
from grading.content.module_01.public.helpers import (
    clean_rows,
    file_and_manifest,
    flaw_of_digest,
    is_digest,
    raw_delivery,
)

_COLUMNS = ["sale_id", "listed_at", "channel", "card_id", "rarity", "hp", "price_usd"]
_AFTER = ["sold_at", "price", "n_bids", "views_total", "days_to_sell", "set_price_30d", "seller_price_index"]


def _messy():
    raw = raw_delivery(
        s1={"seller_id": "tester-1"},
        s2={"is_test": "1"},
        s3={"sold_at": "---"},
        s4={"price": np.nan},
        s5={"seller_id": "test-7"},
        s6={"sold_at": "2025-03-31"},
        s7={"price": np.nan},
        s8={"sold_at": "30/04/2025", "seller_id": "contest-7"},
    )
    return pd.concat([raw, raw.iloc[[0, 7]]], ignore_index=True)


def _cleaned(answer, read_table, column, month="2025-04", **rows):
    """One column of what an answer makes of these raw rows, by sale_id."""
    content, _ = file_and_manifest(answer(raw_delivery(**rows), month))
    table = clean_rows(content, read_table)
    return dict(zip(table["sale_id"], table[column], strict=True))


def _reasons(answer, *rows, month="2025-04"):
    """The reasons in the manifest for rows of (sale_id, what differs)."""
    raw = pd.concat([raw_delivery(**{sale: row}) for sale, row in rows], ignore_index=True)
    _, manifest = file_and_manifest(answer(raw, month))
    return manifest.get("reasons")


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
def test_first_reason(answer, check):
    """The first reason that holds is the one"""
    none = {"sold_at": "---", "price": np.nan}
    check.equal(
        _reasons(
            answer,
            ("s1", none | {"is_test": "1"}),
            ("s2", none | {"seller_id": "test-1"}),
            ("s2", none | {"is_test": "1"}),
            ("s3", none),
            ("s4", {"sold_at": np.nan, "price": np.nan}),
            ("s5", {"sold_at": "2025-05-01", "price": np.nan}),
            ("s5", none),
        ),
        {"test_order": 3, "bad_date": 2, "wrong_month": 1, "duplicate": 1},
        "a row with several faults is counted once, under the first of them: a reason that did not occur is not there",
        given_as='manifest["reasons"] of seven rows with several faults each',
    )


@E1_7
def test_duplicates(answer, check):
    """A duplicate is a sale_id that came before, whatever came of it"""
    check.equal(
        _reasons(answer, ("s1", {}), ("s1", {"price": "9.99"}), ("s2", {})),
        {"duplicate": 1},
        "one sale sent with two prices is still one sale: the first that came counts",
        given_as='manifest["reasons"] of s1, s1 with another price, and s2',
    )
    check.equal(
        _reasons(answer, ("s1", {"is_test": "1"}), ("s1", {}), ("s2", {"price": np.nan}), ("s2", {})),
        {"test_order": 1, "duplicate": 2, "no_price": 1},
        "the id of a row in quarantine is taken as well: nobody knows which of the two is right",
        given_as='manifest["reasons"] of s1 (a test), s1, s2 (without a price), s2',
    )
    check.equal(
        _reasons(answer, ("s1", {}), ("s2", {})),
        {},
        "alike in all but the sale_id, they are two sales",
        given_as='manifest["reasons"] of s1 and s2, otherwise alike',
    )


@E1_7
def test_nothing_is_clean(answer, check, read_table):
    """Without a clean row there is a file all the same"""
    for raw in (raw_delivery(s1={"sold_at": "---"}), raw_delivery(s1={}).iloc[:0]):
        content, manifest = file_and_manifest(answer(raw, "2025-04"))
        table = clean_rows(content, read_table)
        counts = [manifest.get(key) for key in ("rows_in", "rows_clean", "rows_quarantined")]
        check.equal(
            [sorted(table), counts],
            [sorted(_COLUMNS), [len(raw), 0, len(raw)]],
            "whoever reads all months finds seven columns in each file, also in that of a month without a sale",
            given_as="columns of the file and counts of the manifest, for one bad row, then for none",
        )


@E1_7
def test_columns(answer, check, read_table):
    """The file has the columns asked for"""
    raw = raw_delivery(s1={}, s2={"sold_at": "---"}, s3={"listed_at": "2025-02-03"}, s4={"channel": "app"})
    content, _ = file_and_manifest(answer(raw, "2025-04"))
    table = clean_rows(content, read_table)
    check.same_items(
        set(table) - set(_AFTER),
        _COLUMNS,
        "whoever reads the file relies on these names; an index that is written is a column more",
        given_as="columns of the file",
    )
    check.equal(
        {name: table.get(name) for name in ("sale_id", "listed_at", "channel", "card_id")},
        {
            "sale_id": ["s1", "s3", "s4"],
            "listed_at": ["2025-01-09", "2025-02-03", "2025-01-09"],
            "channel": ["web", "web", "app"],
            "card_id": ["card-1"] * 3,
        },
        "four columns are passed on as they are",
        given_as="four columns of the file",
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
def test_cents(answer, check, read_table):
    """The partner's cents become dollars"""
    april = _cleaned(
        answer,
        read_table,
        "price_usd",
        s1={"channel": "partner", "price": "1250"},
        s2={"channel": "auction", "price": "1250"},
    )
    check.close(
        april,
        {"s1": 12.5, "s2": 1250.0},
        "the partner sends cents: a 12.50 card at 1,250 makes the average of its whole set worthless",
        given_as="price_usd by sale_id, April 2025",
    )
    february = {"channel": "partner", "price": "12.50", "sold_at": "28/02/2025"}
    check.close(
        _cleaned(answer, read_table, "price_usd", "2025-02", s1=february, s2=february | {"price": "13"}),
        {"s1": 12.5, "s2": 13.0},
        "before March 2025 the partner sent whole units: divided by 100, old sales cost cents",
        given_as="price_usd of two of the partner's sales in February 2025, 12.50 and 13",
    )
    for day, price, why in (
        ("2024-04-03", 1250.0, "April 2024 is before March 2025: whole units"),
        ("2026-01-31", 12.5, "January 2026 is after March 2025: cents"),
    ):
        row = {"channel": "partner", "price": "1250", "sold_at": day}
        check.close(
            _cleaned(answer, read_table, "price_usd", day[:7], s1=row),
            {"s1": price},
            why,
            given_as=f"price_usd of a partner's 1250 on {day}",
        )
    first_day = {"channel": "partner", "price": "1250", "sold_at": "2025-03-01", "listed_at": "2025-03-01"}
    check.close(
        _cleaned(answer, read_table, "price_usd", "2025-03", s1=first_day),
        {"s1": 12.5},
        "the first of March is the first day in cents",
        given_as="price_usd of a partner's sale on 2025-03-01",
    )


@E1_7
def test_day_of_the_sale_decides(answer, check, read_table):
    """The day of the sale decides about cents"""
    row = {"channel": "partner", "price": "1255", "sold_at": "03/03/2025", "listed_at": "2025-02-20"}
    check.close(
        _cleaned(answer, read_table, "price_usd", "2025-03", s1=row),
        {"s1": 12.55},
        "listed in February and sold in March: the partner reports sales, and does so in cents since March",
        given_as="price_usd of a partner's card listed 2025-02-20 and sold 03/03/2025",
    )


@E1_7
def test_euros(answer, check, read_table):
    """Euros become dollars"""
    check.close(
        _cleaned(
            answer,
            read_table,
            "price_usd",
            s1={"currency": "EUR", "price": "9.20"},
            s2={"currency": "USD", "price": "9.20"},
            s3={"currency": "EUR", "price": "0.05"},
            s4={"price": "0"},
        ),
        {"s1": 10.0, "s2": 9.2, "s3": 0.05 / 0.92, "s4": 0.0},
        "a dollar is 0.92 euros, so 9.20 euros are 10.00 dollars; nothing is rounded, and 0 is a price",
        given_as="price_usd by sale_id, of 9.20 EUR, 9.20 USD, 0.05 EUR and 0 USD",
    )
    check.close(
        _cleaned(
            answer, read_table, "price_usd", s1={"currency": "EUR", "price": "460", "channel": "partner"}
        ),
        {"s1": 5.0},
        "460 cents of the partner's are 4.60 euros, and these are 5.00 dollars",
        given_as="price_usd of a partner's 460 in EUR",
    )


@E1_7
def test_dates(answer, check, read_table):
    """05/04/2025 is the fifth of April"""
    days = {"s1": "05/04/2025", "s2": "04/05/2025", "s3": "28/04/2025", "s4": "2025-04-30"}
    rows = {sale: {"sold_at": day} for sale, day in days.items()}
    check.same_items(
        list(_cleaned(answer, read_table, "sale_id", **rows)),
        ["s1", "s3", "s4"],
        "the day comes first: read the other way round, sales move to months they never happened in",
        given_as="sale_id of April in the file",
    )


@E1_7
def test_year_counts(answer, check, read_table):
    """April of another year is another month"""
    days = {"s1": "2024-04-05", "s2": "05/04/2026", "s3": "2025-04-05", "s4": "05/04/2025"}
    rows = {sale: {"sold_at": day} for sale, day in days.items()}
    check.same_items(
        list(_cleaned(answer, read_table, "sale_id", **rows)),
        ["s3", "s4"],
        "the month is 2025-04: a sale of April 2024 stands in another file",
        given_as="sale_id of April 2025 in the file",
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
        s6={"rarity": "Secret  Rare"},
        s7={"rarity": "HOLO-RARE"},
        s8={"rarity": "Holo Rare Star"},
        s9={"rarity": "Secret_Rare 2"},
        s10={"rarity": "Rare"},
    )
    content, _ = file_and_manifest(answer(raw, "2025-04"))
    table = clean_rows(content, read_table)
    by_sale = {name: dict(zip(table["sale_id"], table[name], strict=True)) for name in ("hp", "rarity")}
    check.equal(
        by_sale["hp"],
        {"s1": 120.0, "s2": 60.0, "s3": None}
        | dict.fromkeys(["s4", "s5", "s6", "s7", "s8", "s9", "s10"], 60.0),
        "'120 HP' is the number 120; what is missing stays missing",
        given_as="hp by sale_id",
    )
    check.equal(
        by_sale["rarity"],
        {
            "s1": "ultrarare",
            "s2": "common",
            "s3": "rareholo",
            "s4": "illustrationrare",
            "s5": "rareholo",
            "s6": "secretrare",
            "s7": "rareholo",
            "s8": "holorarestar",
            "s9": "secretrare",
            "s10": "rare",
        },
        "three spellings of one rarity are three rarities to a model; holorare alone is turned round",
        given_as="rarity by sale_id",
    )


@E1_7
def test_leaves_the_delivery_alone(answer, check):
    """The delivery stays as it is"""
    raw = raw_delivery(
        s1={"sold_at": "05/04/2025"}, s2={"hp": "60 HP", "currency": "EUR"}, s3={"sold_at": np.nan}
    )
    given = check.leaves_alone(
        answer,
        [raw, "2025-04"],
        "raw is what was delivered, also for whoever looks for the fault tomorrow: copy it",
    )
    _, manifest = file_and_manifest(given)
    check.equal(manifest.get("rows_in"), 3, "and it is counted", given_as='manifest["rows_in"]')


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
        given="another digest" if is_digest(digest) else flaw_of_digest(digest),
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

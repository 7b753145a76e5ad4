"""Hidden checks of section 1.6: labels, and the checkpoint of the module."""

import hashlib
import math

import numpy as np
import pandas as pd

from course.market.rarities import RARITIES
from grading.content.hidden_data import amounts, day, ids, iso, mixed, pick
from grading.content.module_01.exercises import E1_6, E1_7
from grading.content.module_01.public.helpers import (
    clean_rows,
    file_and_manifest,
    is_digest,
    label_table,
    listing_table,
    raw_delivery,
)


def _sale(rng, name, cutoff, listed=-30, sold=-3, currency="USD", **extra):
    """A listing by days from the cutoff (``sold`` None: not sold), and what it went for."""
    asked, paid = amounts(rng, 2)
    if sold is None:
        return (name, iso(cutoff, listed), asked, currency, None, None, extra), math.nan
    return (name, iso(cutoff, listed), asked, currency, iso(cutoff, sold), paid, extra), paid


def _asked(answer, cutoff, rows, index):
    """The answer's labels for these rows, in a table with an index of its own and a further column."""
    table = listing_table(*rows).assign(views=range(len(rows)))
    return answer(table.set_axis(index, axis=0), cutoff.isoformat())


@E1_6.hidden
def test_sold_as_asked(answer, check, rng):
    """Other cards, sold for what was asked"""
    cutoff, names, prices = day(rng), ids(rng, 6, "l"), amounts(rng, 6)
    rows = [
        (name, iso(cutoff, -20 - n), price, "USD", iso(cutoff, -n - 1), price)
        for n, (name, price) in enumerate(zip(names, prices, strict=True))
    ]
    expected = [(name, price, False) for name, price in zip(names, prices, strict=True)]
    check.same_table(
        answer(listing_table(*rows), cutoff.isoformat()), label_table(*expected), "the price paid"
    )


@E1_6.hidden
def test_bundles_and_returns(answer, check, rng):
    """Bundles, returns and unsold cards, in both currencies"""
    cutoff, names = day(rng), ids(rng, 8, "l")
    kinds = [
        {"bundle_id": "b1"},
        {"bundle_id": "b1", "currency": "EUR"},
        {"returned": True, "currency": "EUR"},
        {"returned": True, "bundle_id": "b2"},
        {"sold": None, "currency": "EUR"},
        {"currency": "EUR"},
        {},
        {},
    ]
    rows, expected = [], []
    for name, kind in mixed(rng, list(zip(names, kinds, strict=True))):
        row, paid = _sale(rng, name, cutoff, **kind)
        rows.append(row)
        alone = not {"bundle_id", "returned", "sold"} & set(kind)
        label = paid / (0.92 if "currency" in kind else 1) if alone else math.nan
        expected.append((name, label, not alone))
    labels = _asked(answer, cutoff, rows, mixed(rng, range(8)))
    check.same_table(labels, label_table(*expected), "only what was sold alone and kept has a price")


@E1_6.hidden
def test_put_up_again(answer, check, rng):
    """Cards that were put up again"""
    cutoff, (a, b, c, d, e, f, g) = day(rng), ids(rng, 7, "l")
    plan = {
        a: {"sold": None},  # twice put up again
        b: {"relist_of": a, "listed": -9, "returned": True},
        c: {"relist_of": b, "listed": 0, "sold": 0},  # on the last day
        d: {"sold": None},  # put up again after the cutoff only
        e: {"relist_of": d, "listed": 1, "sold": 2},
        f: {"bundle_id": "b7"},
        g: {"relist_of": f, "listed": -1, "sold": None},
    }
    sales = {name: _sale(rng, name, cutoff, **kind) for name, kind in plan.items()}
    rows = mixed(rng, [*(row for row, _ in sales.values()), sales[b][0], sales[c][0]])
    expected = label_table((c, sales[c][1], False), (d, math.nan, True), (g, math.nan, True))
    labels = _asked(answer, cutoff, rows, range(10, 28, 2))
    check.same_table(labels, expected, "the later listing stands for the card")


@E1_6.hidden
def test_around_the_cutoff(answer, check, rng):
    """Listings and sales around the cutoff"""
    cutoff, names = day(rng), ids(rng, 5, "l")
    days = [(-5, -1), (-5, 0), (0, 0), (-5, 1), (0, 400)]
    sales = [_sale(rng, name, cutoff, *when) for name, when in zip(names, days, strict=True)]
    expected = [
        (name, paid if when[1] <= 0 else math.nan, when[1] > 0)
        for name, when, (_, paid) in zip(names, days, sales, strict=True)
    ]
    later = [_sale(rng, name, cutoff, listed, 500)[0] for name, listed in (("l1", 1), ("l2", 365))]
    rows = mixed(rng, [*(row for row, _ in sales), *later])
    labels = _asked(answer, cutoff, rows, mixed(rng, range(7)))
    check.same_table(labels, label_table(*expected), "the cutoff day itself counts, the next does not")


def _made(answer, read_table, rows, month):
    """The answer's rows by sale_id, and its manifest."""
    content, manifest = file_and_manifest(answer(raw_delivery(**rows), month))
    table = clean_rows(content, read_table)
    by_sale = {sale: {name: table[name][n] for name in table} for n, sale in enumerate(table["sale_id"])}
    return by_sale, manifest


def _only(by_sale, *columns):
    return {sale: [row.get(column) for column in columns] for sale, row in by_sale.items()}


@E1_7.hidden
def test_another_clean_month(answer, check, rng, read_table):
    """Another month, in good order"""
    month = f"2025-{rng.integers(5, 13):02d}"
    prices, names = amounts(rng, 6), ids(rng, 6, "s")
    rows, expected = {}, {}
    for name, price, rarity in zip(names, prices, pick(rng, RARITIES, 6), strict=True):
        hp = int(rng.integers(3, 30)) * 10
        sold_at = f"{month}-{rng.integers(1, 29):02d}"
        rows[name] = {"sold_at": sold_at, "price": f"{price:.2f}", "rarity": rarity, "hp": f"{hp}"}
        expected[name] = [price, hp, rarity]
    by_sale, manifest = _made(answer, read_table, rows, month)
    check.close(_only(by_sale, "price_usd", "hp", "rarity"), expected, "as they are", given_as="rows by id")
    check.equal([manifest.get("rows_in"), manifest.get("rows_clean")], [6, 6], "all counted")


@E1_7.hidden(weight=2)
def test_a_corrupted_month(answer, check, rng, read_table):
    """Another month with every fault, also several in one row"""
    number = int(rng.integers(2, 12))
    month, before, after = (f"2026-{n:02d}" for n in (number, number - 1, number + 1))
    a, b, c, d = ids(rng, 4, "s")
    day_in = f"{rng.integers(1, 29):02d}"
    good = {"sold_at": f"{month}-{day_in}", "seller_id": "contest-7"}
    turned = {"sold_at": f"{day_in}/{number:02d}/2026"}
    none, test = {"price": np.nan}, {"seller_id": f"test-{number}"}
    rows = [
        (a, good | test, "test_order"),
        (a, good, "duplicate"),  # of a row that was no sale
        (b, turned, None),
        (c, good, None),
        (c, good | {"is_test": "1"}, "test_order"),
        (b, {"sold_at": "---"}, "duplicate"),
        (f"{a}1", {"sold_at": "---"} | none, "bad_date"),
        (f"{a}2", {"sold_at": np.nan}, "bad_date"),
        (f"{a}3", {"sold_at": f"{before}-{day_in}"} | none, "wrong_month"),
        (f"{a}4", {"sold_at": f"{after}-01"}, "wrong_month"),
        (f"{a}5", {"sold_at": f"{day_in}/{number:02d}/2025"}, "wrong_month"),
        (f"{a}6", good | none, "no_price"),
        (f"{a}7", turned | none, "no_price"),
        (f"{a}8", {"sold_at": "---", "is_test": "1"}, "test_order"),
        (d, good | {"sold_at": f"{month}-01"}, None),
    ]
    absent = pick(rng, ["bad_date", "no_price"], 1)[0]  # a reason that does not occur is not in the manifest
    rows = [row for row in rows if row[2] != absent]
    parts = [raw_delivery(**{name: fault}) for name, fault, _ in rows]
    content, manifest = file_and_manifest(answer(pd.concat(parts, ignore_index=True), month))
    reasons = {}
    for _, _, reason in rows:
        if reason:
            reasons[reason] = reasons.get(reason, 0) + 1
    check.equal(manifest.get("reasons"), reasons, "the first reason that applies")
    counts = [manifest.get(key) for key in ("rows_in", "rows_clean", "rows_quarantined", "month")]
    check.equal(counts, [len(rows), 3, len(rows) - 3, month], "no row is lost")
    check.same_items(clean_rows(content, read_table)["sale_id"], [b, c, d], "the clean rows")
    digest = manifest.get("sha256")
    right = is_digest(digest) and digest.lower() == hashlib.sha256(content).hexdigest()
    check.is_true(right, "the digest of the bytes")


@E1_7.hidden
def test_units_and_currencies(answer, check, rng, read_table):
    """Other units and currencies, around the change of unit"""
    names, whole = ids(rng, 12, "s"), rng.integers(100, 90_000, 12).tolist()
    kinds = [
        ("2025-02-28", "partner", "EUR", 0.92),
        ("28/02/2025", "partner", "USD", 1),
        ("01/02/2025", "auction", "EUR", 0.92),
        ("2025-02-27", "web", "USD", 1),
        ("2025-03-01", "partner", "EUR", 92),
        ("01/03/2025", "partner", "USD", 100),
        ("31/03/2025", "partner", "EUR", 92),
        ("2025-03-02", "web", "EUR", 0.92),
        ("2025-03-01", "auction", "USD", 1),
        ("2024-04-11", "partner", "USD", 1),
        ("11/04/2024", "partner", "EUR", 0.92),
        ("2024-04-12", "app", "USD", 1),
    ]
    for month, some in (("2025-02", slice(0, 4)), ("2025-03", slice(4, 9)), ("2024-04", slice(9, 12))):
        chosen = list(zip(names[some], whole[some], kinds[some], strict=True))
        rows = {
            name: {"sold_at": sold_at, "channel": channel, "currency": currency, "price": f"{price}"}
            for name, price, (sold_at, channel, currency, _) in mixed(rng, chosen)
        }
        by_sale, _ = _made(answer, read_table, rows, month)
        expected = {name: [price / unit] for name, price, (*_, unit) in chosen}
        check.close(_only(by_sale, "price_usd"), expected, "US dollars", given_as=f"prices of {month}")


@E1_7.hidden
def test_spellings_and_columns(answer, check, rng, read_table):
    """Other spellings, gaps, and what is in the file"""
    rows, expected = {}, {}
    for name, rarity in zip(ids(rng, 9, "s"), [*RARITIES, "Holo Rare"], strict=True):
        words = [pick(rng, [str.upper, str.lower, str.title], 1)[0](word) for word in rarity.split()]
        written = pick(rng, ["", " ", "-", " - "], 1)[0].join(words) + pick(rng, ["", " "], 1)[0]
        hp = int(rng.integers(3, 40)) * 10
        text = pick(rng, [f"{hp}", f"{hp} HP", np.nan], 1)[0]
        listed = iso(day(rng), 0)
        rows[name] = {"rarity": written, "hp": text, "listed_at": listed, "card_id": f"card-{hp}"}
        rarity = "Rare Holo" if rarity == "Holo Rare" else rarity
        expected[name] = [rarity, hp if isinstance(text, str) else None, listed, "web", f"card-{hp}"]
    by_sale, _ = _made(answer, read_table, rows, "2025-04")
    given = _only(by_sale, "rarity", "hp", "listed_at", "channel", "card_id")
    check.equal(given, expected, "one spelling each, the rest as it is", given_as="rows by sale_id")
    columns = {name for row in by_sale.values() for name in row}
    wanted = ["sale_id", "listed_at", "channel", "card_id", "rarity", "hp", "price_usd"]
    check.same_items(columns, wanted, "these columns and no other", given_as="columns of the file")

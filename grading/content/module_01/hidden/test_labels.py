"""Hidden checks of section 1.6: labels, and the checkpoint of the module."""

import hashlib
import math

import numpy as np
import pandas as pd

from course.market.rarities import PLAIN, RARITIES
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
    if currency == "EUR":  # no multiple of 23 cents, which would be whole cents in USD as well
        paid = (round(paid * 100) // 23 * 23 + 1) / 100
    if sold is None:
        return (name, iso(cutoff, listed), asked, currency, None, None, extra), math.nan
    return (name, iso(cutoff, listed), asked, currency, iso(cutoff, sold), paid, extra), paid


def _asked(check, answer, cutoff, rows, index):
    """The answer's labels for these rows, in a table with an index of its own and a further column."""
    table = listing_table(*rows).assign(views=range(len(rows)))
    arguments = [table.set_axis(index, axis=0), cutoff.isoformat()]
    return check.leaves_alone(answer, arguments, "the listings stay as they are")


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
    cutoff, names = day(rng), ids(rng, 9, "l")
    kinds = [
        {"bundle_id": "b1"},
        {"bundle_id": "b1", "currency": "EUR"},
        {"returned": True, "currency": "EUR"},
        {"returned": True, "bundle_id": "b2"},
        {"bundle_id": "b3"},  # the only card of its lot here
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
    labels = _asked(check, answer, cutoff, rows, mixed(rng, range(9)))
    check.same_table(labels, label_table(*expected), "only what was sold alone and kept has a price")


@E1_6.hidden
def test_put_up_again_elsewhere(answer, check, rng):
    """Cards that were put up again, and twins"""
    cutoff, (a, b, c, d, e, f, g, h, i, j) = day(rng), ids(rng, 10, "l")
    plan = {
        a: {"sold": None},  # twice put up again
        b: {"relist_of": a, "listed": -9, "returned": True},
        c: {"relist_of": b, "listed": 0, "sold": 0},  # on the last day
        d: {"sold": None},  # put up again after the cutoff only
        e: {"relist_of": d, "listed": 1, "sold": 2},
        f: {"bundle_id": "b7"},
        g: {"relist_of": f, "listed": -1, "sold": None},
        h: {},
    }
    sales = {name: _sale(rng, name, cutoff, **kind) for name, kind in plan.items()}
    twin = (i, *sales[h][0][1:])  # another copy of the card, sold on the same day at the same price
    unsold = (j, *sales[d][0][1:])  # and one that nobody bought
    rows = mixed(rng, [*(row for row, _ in sales.values()), sales[b][0], sales[c][0], twin, unsold])
    listings = listing_table(*rows).assign(views=range(len(rows)))
    for copy, other in ((i, h), (j, d)):
        listings.loc[listings["listing_id"] == copy, "card_id"] = other.replace("l", "c")
    expected = label_table(
        (c, sales[c][1], False), (g, math.nan, True), (d, math.nan, True), (h, sales[h][1], False)
    )
    expected = pd.concat([expected, expected.tail(2).assign(listing_id=[j, i])])
    labels = check.leaves_alone(
        answer, [listings.set_axis(range(10, 34, 2), axis=0), cutoff.isoformat()], "they stay as they are"
    )
    check.same_table(labels, expected, "the later listing stands for the card")


@E1_6.hidden
def test_around_the_cutoff(answer, check, rng):
    """Listings and sales around the cutoff"""
    cutoff, names = day(rng), ids(rng, 6, "l")
    days = [(-5, -1), (-5, 0), (0, 0), (-5, 1), (0, 365), (-1, 366)]
    sales = [_sale(rng, name, cutoff, *when) for name, when in zip(names, days, strict=True)]
    expected = [
        (name, paid if when[1] <= 0 else math.nan, when[1] > 0)
        for name, when, (_, paid) in zip(names, days, sales, strict=True)
    ]
    later = [_sale(rng, name, cutoff, listed, 500)[0] for name, listed in (("l1", 1), ("l2", 365))]
    rows = mixed(rng, [*(row for row, _ in sales), *later])
    labels = _asked(check, answer, cutoff, rows, mixed(rng, range(8)))
    check.same_table(labels, label_table(*expected), "the cutoff day itself counts, the next does not")
    future = _asked(
        check, answer, cutoff, [row for row in rows if row[0] in ("l1", "l2")], mixed(rng, range(2))
    )
    check.same_table(future, label_table(), "nothing is listed yet")


def _made(answer, read_table, rows, month):
    """The answer's rows by sale_id, and its manifest."""
    content, manifest = file_and_manifest(answer(raw_delivery(**rows), month))
    table = clean_rows(content, read_table)
    by_sale = {sale: {name: table[name][n] for name in table} for n, sale in enumerate(table["sale_id"])}
    return by_sale, manifest


_COLUMNS = ["sale_id", "listed_at", "channel", "card_id", "rarity", "hp", "price_usd"]
_HOLOS = ["Holo Rare", "Holo-Rare", "Holo Rare Star", "Secret_Rare.2"]


def _only(by_sale, *columns):
    return {sale: [row.get(column) for column in columns] for sale, row in by_sale.items()}


@E1_7.hidden
def test_another_clean_month(answer, check, rng, read_table):
    """Another month, in good order"""
    month = f"2025-{rng.integers(5, 13):02d}"
    prices, names = [0.0, *amounts(rng, 5)], ids(rng, 6, "s")
    rows, expected = {}, {}
    for name, price, rarity in zip(names, prices, pick(rng, PLAIN, 6), strict=True):
        hp = int(rng.integers(3, 30)) * 10
        sold_at = f"{month}-{rng.integers(1, 29):02d}"
        rows[name] = {"sold_at": sold_at, "price": f"{price:.2f}", "rarity": rarity, "hp": f"{hp}"}
        expected[name] = [price, hp, rarity.lower()]
    by_sale, manifest = _made(answer, read_table, rows, month)
    check.close(_only(by_sale, "price_usd", "hp", "rarity"), expected, "as they are", given_as="rows by id")
    counts = [manifest.get(key) for key in ("rows_in", "rows_clean", "reasons")]
    check.equal(counts, [6, 6, {}], "all counted, and no reason that did not occur")


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
        (c, good | {"price": "7.77"}, "duplicate"),
        (f"{a}1", {"sold_at": "---"} | none, "bad_date"),
        (f"{a}2", {"sold_at": np.nan}, "bad_date"),
        (f"{a}3", {"sold_at": f"{before}-{day_in}"} | none, "wrong_month"),
        (f"{a}4", {"sold_at": f"{after}-01"}, "wrong_month"),
        (f"{a}5", {"sold_at": f"{day_in}/{number:02d}/2025"}, "wrong_month"),
        (f"{a}6", good | none, "no_price"),
        (f"{a}7", turned | none, "no_price"),
        (f"{a}8", {"sold_at": "---", "is_test": "1"}, "test_order"),
        (d, good | {"sold_at": f"{month}-01", "seller_id": f"tester-{number}"}, None),
    ]
    if rng.integers(2):  # a reason that does not occur is not in the manifest
        rows = [row for row in rows if row[2] != "no_price"]
    rows += [(f"{d}{n}", {"sold_at": "---"}, "bad_date") for n in range(int(rng.integers(4)))]
    parts = [raw_delivery(**{name: fault}) for name, fault, _ in rows]
    raw = pd.concat(parts, ignore_index=True)
    content, manifest = file_and_manifest(check.leaves_alone(answer, [raw, month], "it stays as it is"))
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
    again = file_and_manifest(answer(raw, month))
    check.is_true(again == (content, manifest), "the same raw data, the same file and manifest")
    bad = raw[raw["sold_at"] == "---"].reset_index(drop=True)
    content, manifest = file_and_manifest(answer(bad, month))
    counts = [manifest.get("rows_in"), manifest.get("rows_clean"), sorted(clean_rows(content, read_table))]
    check.equal(counts, [len(bad), 0, sorted(_COLUMNS)], "without a clean row there is a file all the same")


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
            name: {
                "sold_at": sold_at,
                "listed_at": "2024-03-03" if n % 2 else "2025-03-05",
                "channel": channel,
                "currency": currency,
                "price": f"{price}",
            }
            for n, (name, price, (sold_at, channel, currency, _)) in enumerate(chosen)
        }
        by_sale, _ = _made(answer, read_table, rows, month)
        expected = {name: [price / unit] for name, price, (*_, unit) in chosen}
        check.close(_only(by_sale, "price_usd"), expected, "US dollars", given_as=f"prices of {month}")


@E1_7.hidden
def test_spellings_and_columns(answer, check, rng, read_table):
    """Other spellings, gaps, and what is in the file"""
    rows, expected = {}, {}
    for name, rarity in zip(ids(rng, 12, "s"), [*RARITIES, *_HOLOS], strict=True):
        words = [pick(rng, [str.upper, str.lower, str.title], 1)[0](word) for word in rarity.split()]
        written = pick(rng, ["", " ", "-", " - "], 1)[0].join(words) + pick(rng, ["", " "], 1)[0]
        hp = int(rng.integers(3, 40)) * 10
        text = [f"{hp}", f"{hp} HP", np.nan][len(rows) % 3]
        listed = iso(day(rng), 0)
        rows[name] = {"rarity": written, "hp": text, "listed_at": listed, "card_id": f"card-{hp}"}
        letters = "".join(filter(str.isalpha, rarity)).lower()
        letters = "rareholo" if letters == "holorare" else letters
        expected[name] = [letters, hp if isinstance(text, str) else None, listed, "web", f"card-{hp}"]
    rows[f"{min(rows)}x"] = {"sold_at": "---"}  # so that the rows that are left have gaps in their index
    rows = dict(sorted(rows.items()))
    by_sale, _ = _made(answer, read_table, rows, "2025-04")
    given = _only(by_sale, "rarity", "hp", "listed_at", "channel", "card_id")
    check.equal(given, expected, "one spelling each, the rest as it is", given_as="rows by sale_id")
    columns = {name for row in by_sale.values() for name in row}
    check.same_items(columns, _COLUMNS, "these columns and no other", given_as="columns of the file")

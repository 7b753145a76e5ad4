"""Hidden checks of section 1.2: ingestion and contracts in CI."""

import pandas as pd

from course.market.rarities import RARITIES
from grading.content.hidden_data import amounts, day, ids, iso, mixed, pick
from grading.content.module_01.exercises import E1_2, E1_2B
from grading.content.module_01.public.helpers import parts_of, problem_cells, sales_delivery, same_groups


def _month(rng, count):
    """A month's batch without a mistake."""
    first = day(rng)
    return pd.DataFrame(
        {
            "card_id": ids(rng, count, "base1-"),
            "rarity": pick(rng, RARITIES, count),
            "hp": rng.integers(3, 31, count) * 10.0,
            "price": amounts(rng, count, 0.2, 400),
            "currency": pick(rng, ["USD", "EUR"], count),
            "sold_at": [iso(first, days) for days in rng.integers(0, 30, count).tolist()],
        }
    )


def _with(batch, cells):
    """The batch with (row, column) -> value put in, as columns of whatever came."""
    columns = {name: batch[name].tolist() for name in batch}
    for (row, column), value in cells.items():
        columns[column][row] = value
    return pd.DataFrame(columns)


@E1_2.hidden
def test_another_month(answer, check, rng):
    """Another month, with one mistake in it"""
    for count in (20, 60):
        cell = (int(rng.integers(count)), "currency")
        batch = _with(_month(rng, count), {cell: pick(rng, ["GBP", "JPY", "CHF"], 1)[0]})
        check.same_table(answer(batch), problem_cells(cell), "one cell is wrong")


@E1_2.hidden
def test_rare_but_right(answer, check, rng):
    """Another month with real outliers, gaps that are allowed, and further columns"""
    at = mixed(rng, range(9))
    rare = {
        (at[0], "price"): float(rng.integers(10_000, 2_000_000)),
        (at[1], "price"): 0.01,
        (at[2], "price"): None,
        (at[3], "hp"): None,
        (at[4], "hp"): 400.0,
        (at[5], "hp"): 10.0,
        (at[6], "rarity"): None,
        (at[7], "price"): 0.0,
        (at[8], "price"): f"{amounts(rng, 1)[0]}",
    }
    batch = _with(_month(rng, 9), rare).assign(grade=[None, *pick(rng, [9.5, "10", "?"], 8)])
    batch = batch[mixed(rng, list(batch.columns))]
    wrong = problem_cells((at[6], "rarity"), (at[7], "price"), (at[8], "price"))
    check.same_table(answer(batch), wrong, "rare is not wrong, three cells are")


@E1_2.hidden
def test_many_mistakes(answer, check, rng):
    """Another month with many mistakes and without some columns"""
    first = f"{day(rng):%Y-%m-%d}"
    wrong = {
        "rarity": ["Ultra-Rare", "rare holo", "Commons", "Holo"],
        "hp": [9.99, 400.5, -60.0, f"{rng.integers(30, 99)} HP", f"{rng.integers(30, 99)}"],
        "sold_at": [f"{first} 10:00", f"on {first}", first.replace("-", "/"), None],
    }
    cells = {(n, column): value for column, values in wrong.items() for n, value in enumerate(values)}
    place = dict(enumerate(mixed(rng, range(7))))
    cells = {(place[n], column): value for (n, column), value in cells.items()}
    gone = mixed(rng, ["card_id", "price", "currency"])[:2]
    report = answer(_with(_month(rng, 7), cells).drop(columns=gone))
    expected = problem_cells(*cells, *((-1, column) for column in gone))
    check.same_table(report, expected, "all of them, each once")
    why = "each with a text"
    if (found := check.table(report, ["problem"], why, most=len(expected))) is not None:
        texts = found["problem"]
        check.is_true(all(isinstance(text, str) and text for text in texts), why, given=texts)


@E1_2.hidden
def test_the_gate_on_other_batches(submission, check, rng):
    """What CI makes of other batches"""
    batch, cell = _month(rng, 30), (int(rng.integers(30)), "card_id")
    hole = _with(batch, {cell: None})
    gone = batch.drop(columns=mixed(rng, ["rarity", "price", "sold_at", "currency"])[:2])
    batches = mixed(
        rng, [(batch, 0), (hole, 1), (gone, 1), *pick(rng, [(batch, 0), (hole, 1), (gone, 1)], 5)]
    )
    codes = [submission.gate(one) for one, _ in batches]
    expected = [code for _, code in batches]
    check.equal(codes, expected, "1 for any number of problems", given_as="eight exit codes")
    check.same_table(submission.validate(hole), problem_cells(cell), "what the gate stopped for")


def _good(rng, count):
    return list(zip(ids(rng, count, "s"), ids(rng, count, "c"), amounts(rng, count), strict=True))


def _table(rows, *further):
    """Rows as a table of text and numbers as they came."""
    columns = ["sale_id", "card_id", "price", *further]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _counts(manifest):
    return [manifest.get(key) for key in ("rows_in", "rows_clean", "rows_quarantined")]


@E1_2B.hidden
def test_another_delivery(answer, check, rng):
    """Other deliveries, in good order"""
    rows = _good(rng, 9)
    clean, _, manifest = parts_of(answer([sales_delivery(rows[:5]), sales_delivery(rows[5:])]))
    check.same_table(clean, _table(rows), "all rows, in the order they came", order=True)
    check.equal(_counts(manifest), [9, 9, 0], "all counted")


@E1_2B.hidden
def test_holes_copies_and_corrections(answer, check, rng):
    """Other deliveries with holes, copies and corrections"""
    (a, card, price), *others = rows = _good(rng, 6)
    (b, *_), (c, *_) = others[:2]
    bad = [(None, card, price, "no id"), (None, card, -1.0, "no id"), (None, card, "12", "no id")]
    bad += [(b, card, 0.0, "bad price"), (c, card, f"{price}", "bad price"), (c, card, None, "bad price")]
    after = [(a, card, price, "duplicate"), (a, card, price + 1, "duplicate"), (a, card, None, "bad price")]
    after += [(a, card, "---", "bad price"), (b, card, price, "duplicate")]
    cheap = ("s1", card, 0.01)  # above 0 is above 0
    first, last = mixed(rng, bad), mixed(rng, after)
    batches = [first[:3], [*first[3:], *rows[:3]], [*last[:2], *rows[3:], cheap], last[2:]]
    clean, quarantine, manifest = parts_of(answer([sales_delivery(batch) for batch in batches]))
    check.same_table(clean, _table([*rows, cheap]), "accepted once", order=True)
    check.same_table(quarantine, _table([*bad, *after], "reason"), "the first reason that applies")
    check.equal(_counts(manifest), [18, 7, 11], "no row is lost")


@E1_2B.hidden
def test_sent_again(answer, check, rng):
    """Deliveries that are sent again, cut short or empty"""
    rows = _good(rng, 7)
    batches = [sales_delivery(rows[:4]), sales_delivery(rows[4:])]
    _, _, once = parts_of(answer(batches))
    partial = sales_delivery(rows[4 : 4 + int(rng.integers(1, 3))])
    again = [batches[0], partial, sales_delivery([]), *batches, batches[0]]
    clean, quarantine, manifest = parts_of(answer(again))
    check.same_table(clean, _table(rows), "nothing is added", order=True)
    repeats = sum(map(len, again)) - 7
    check.equal(_counts(manifest), [7 + repeats, 7, repeats], "every repeat is in quarantine")
    if (found := check.table(quarantine, ["reason"], "and says why", most=repeats)) is not None:
        check.equal(found["reason"], ["duplicate"] * repeats, "and says why")
    digests = [one.get("sha256") for one in (once, manifest)]
    same_groups(check, digests, "aa", "the same clean rows, the same digest", "digests of two deliveries")


@E1_2B.hidden
def test_what_the_digest_stands_for(answer, check, rng):
    """Small changes, and the digest"""
    (sale, card, price), *others = _good(rng, 4)
    refused = [(sale, card, f"{price}"), (None, card, price)]
    variants = [
        ("same", [(sale, card, price), *others]),
        ("same", [*refused, (sale, card, price), *others]),
        ("price", [(sale, card, price + 1e-9), *others]),
        ("card", [(sale, f"{card}x", price), *others]),
        ("row", [(sale, card, price), *others[:-1]]),
    ]
    variants = mixed(rng, [*variants, *pick(rng, variants, 4)])
    digests = [parts_of(answer([sales_delivery(rows)]))[2].get("sha256") for _, rows in variants]
    why = "refused rows don't count, any other clean row does"
    same_groups(check, digests, [group for group, _ in variants], why, "digests of nine deliveries")

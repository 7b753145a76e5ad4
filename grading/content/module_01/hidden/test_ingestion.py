"""Hidden checks of section 1.2: ingestion and contracts in CI."""

import math

import pandas as pd

from course.market.rarities import RARITIES
from grading.content.hidden_data import amounts, day, ids, iso, mixed, pick
from grading.content.module_01.exercises import E1_2, E1_2B
from grading.content.module_01.public.helpers import (
    as_numbers,
    column_names,
    csv_digest,
    parts_of,
    problem_cells,
    sales_delivery,
)


def _month(rng, count):
    """A month's batch without a mistake."""
    first = day(rng)
    sets = mixed(rng, ["base1-", "swsh12pt5gg-GG", "xyp-XY", "promo"] * count)[:count]
    numbers = rng.integers(1, 300, count).tolist()
    return pd.DataFrame(
        {
            "card_id": [f"{prefix}{number}" for prefix, number in zip(sets, numbers, strict=True)],
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
        right = batch.drop(index=cell[0]).reset_index(drop=True)
        check.same_table(
            answer(pd.concat([right, right.head(3)], ignore_index=True)),
            pd.DataFrame(columns=["row", "column", "problem"]),
            "without it none is, and a sale that looks like another is none",
        )


@E1_2.hidden
def test_rare_but_right(answer, check, rng):
    """Another month with real outliers, gaps that are allowed, and further columns"""
    at = mixed(rng, range(10))
    rare = {
        (at[0], "price"): float(rng.integers(2_000_000, 9_000_000)),
        (at[1], "price"): 0.001,
        (at[2], "price"): None,
        (at[3], "hp"): None,
        (at[4], "hp"): 400.0,
        (at[5], "hp"): 10.0,
        (at[6], "rarity"): None,
        (at[7], "price"): 0.0,
        (at[8], "price"): f"{amounts(rng, 1)[0]}",
        (at[9], "hp"): float(rng.integers(20, 390)) + 0.5,
    }
    batch = _with(_month(rng, 10), rare).assign(grade=[None, *pick(rng, [9.5, "10", "?"], 9)])
    batch = batch[mixed(rng, list(batch.columns))]
    wrong = problem_cells((at[6], "rarity"), (at[7], "price"), (at[8], "price"))
    check.same_table(answer(batch), wrong, "rare is not wrong, three cells are")


_LEAP_DAYS = ["2020-02-29", "2024-02-29", "2028-02-29"]
_NO_LEAP_DAYS = ["2023-02-29", "2025-02-29", "2027-02-29"]


@E1_2.hidden(weight=2)
def test_many_mistakes(answer, check, rng):
    """Another month with many mistakes and without some columns"""
    first = day(rng)
    text, year, month = f"{first:%Y-%m-%d}", f"{first:%Y}", int(rng.integers(1, 10))
    wrong = {
        "card_id": [int(rng.integers(1, 99)), None],
        "rarity": ["Ultra-Rare", "rare holo", "Commons", "Holo", " Rare", None],
        "hp": [9.99, 400.5, -60.0, f"{rng.integers(30, 99)} HP", f"{rng.integers(30, 99)}"],
        "price": [-1.0, f"{amounts(rng, 1)[0]}"],
        "currency": ["usd", "US", "USD EUR", "", None],
        "sold_at": [
            *(
                f"{text} 10:00",
                f"on {text}",
                text.replace("-", "/"),
                text.replace("-", ""),
                f"{text}\n",
                None,
            ),
            *(
                f"{year}-{month}-7",
                f"{year}-{month + 12}-07",
                f"{year}-02-{rng.integers(30, 32)}",
                f"{year}-W{month + 10}-3",
            ),
            *(first, pd.Timestamp(first), pick(rng, _NO_LEAP_DAYS, 1)[0]),
        ],
    }
    rows = max(map(len, wrong.values())) + int(rng.integers(1, 4))
    cells = {
        (row, column): value
        for column, values in wrong.items()
        for row, value in zip(mixed(rng, range(rows)), values, strict=False)
    }
    free = {
        column: [row for row in range(rows) if (row, column) not in cells] for column in ("hp", "sold_at")
    }
    allowed = {(free["hp"][0], "hp"): None, (free["sold_at"][0], "sold_at"): pick(rng, _LEAP_DAYS, 1)[0]}
    batch = _with(_month(rng, rows), cells | allowed)
    report = check.leaves_alone(answer, [batch], "a validator changes nothing")
    check.same_table(report, problem_cells(*cells), "all of them, each once")
    why = "each with a text"
    if (found := check.table(report, ["problem"], why, most=len(cells))) is not None:
        texts = found["problem"]
        check.is_true(all(isinstance(text, str) and text for text in texts), why, given=texts)
    gone = mixed(rng, list(wrong))
    for lacking in (gone[:1], gone[1:3], gone[3:]):
        expected = [cell for cell in cells if cell[1] not in lacking]
        check.same_table(
            answer(batch.drop(columns=lacking)),
            problem_cells(*expected, *((-1, column) for column in lacking)),
            "a missing column, once",
        )


@E1_2.hidden
def test_the_gate_on_other_batches(submission, check, rng):
    """What CI makes of other batches"""
    batch, cell = _month(rng, 150), (int(rng.integers(1, 150)), "card_id")  # one in a hundred is too many
    hole, first = _with(batch, {cell: None}), _with(batch, {(0, "currency"): "GBP"})
    gone = batch.drop(columns=mixed(rng, ["rarity", "price", "sold_at", "currency"])[:2])
    balanced = _with(batch, {(1, "hp"): 500.0}).drop(columns="currency")  # its row numbers sum to 0
    kinds = [(batch, 0), (hole, 1), (first, 1), (gone, 1), (balanced, 1)]
    batches = mixed(rng, [*kinds, *pick(rng, kinds[:2], 5)])
    codes = [submission.gate(one) for one, _ in batches]
    expected = [code for _, code in batches]
    check.equal(as_numbers(codes), expected, "1 for any number of problems", given_as="ten exit codes")
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
    bad += [(b, card, -price, "bad price"), (None, card, None, "no id"), (c, card, math.nan, "bad price")]
    after = [(a, card, price, "duplicate"), (a, card, price + 1, "duplicate"), (a, card, None, "bad price")]
    after += [(a, card, "---", "bad price"), (b, card, price, "duplicate")]
    cheap = ("s1", card, 0.001)  # above 0 is above 0
    dear = ("s2", card, int(rng.integers(1_000_000, 9_000_000)))  # and a whole number is a number
    first, last = mixed(rng, bad), mixed(rng, after)
    batches = [first[:3], [*first[3:], *rows[:3]], [*last[:2], *rows[3:], cheap], last[2:], [dear]]
    deliveries = [sales_delivery(batch) for batch in batches]
    clean, quarantine, manifest = parts_of(
        check.leaves_alone(answer, [deliveries], "the batches stay as they are")
    )
    check.same_table(clean, _table([*rows, cheap, dear]), "accepted once", order=True)
    check.same_table(quarantine, _table([*bad, *after], "reason"), "the first reason that applies")
    check.equal(_counts(manifest), [22, 8, 14], "no row is lost")


@E1_2B.hidden
def test_sent_again(answer, check, rng):
    """Deliveries that are sent again, cut short or empty"""
    rows = _good(rng, 7)
    batches = [sales_delivery(rows[:4]), sales_delivery(rows[4:])]
    partial = sales_delivery(rows[4 : 4 + int(rng.integers(1, 3))])
    again = [batches[0], partial, sales_delivery([]), *batches, batches[0]]
    clean, quarantine, manifest = parts_of(answer(again))
    check.same_table(clean, _table(rows), "nothing is added", order=True)
    repeats = sum(map(len, again)) - 7
    check.equal(_counts(manifest), [7 + repeats, 7, repeats], "every repeat is in quarantine")
    if (found := check.table(quarantine, ["reason"], "and says why", most=repeats)) is not None:
        check.equal(found["reason"], ["duplicate"] * repeats, "and says why")
    within = mixed(rng, [*rows, *rows[: int(rng.integers(2, 5))], (f"{rows[0][0]} ", *rows[0][1:])])
    clean, quarantine, _ = parts_of(answer([sales_delivery(within)]))
    seen, first = set(), []
    for row in within:
        if row[0] not in seen:
            first.append(row)
        seen.add(row[0])
    check.same_table(clean, _table(first), "copies inside one batch", order=True)
    check.equal(len(quarantine) if quarantine is not None else None, len(within) - 8, "each counted")


@E1_2B.hidden
def test_what_the_digest_stands_for(answer, check, rng):
    """Other digests, and tables without rows"""
    (sale, card, price), *others = _good(rng, 4)
    refused = [(sale, card, f"{price}"), (None, card, price)]
    deliveries = [
        [(sale, card, price), *others],
        [*refused, (sale, card, price), *others],
        [(sale, card, price + 1e-9), *others],
        [(sale, f"{card},x", price), *others],
        [(f"{sale},{card}", "x", price), *others],
        refused,
        others,
    ]
    for rows in mixed(rng, deliveries):
        good = [row for row in rows if row not in refused]
        clean, quarantine, manifest = parts_of(answer([sales_delivery(rows)]))
        digest = manifest.get("sha256")
        right = csv_digest(_table(good))
        check.equal(digest.lower() if isinstance(digest, str) else digest, right, "of clean as CSV")
        names = [column_names(table) for table in (clean, quarantine)]
        columns = ["card_id", "price", "sale_id"]
        check.equal(names, [columns, sorted([*columns, "reason"])], "with and without rows")

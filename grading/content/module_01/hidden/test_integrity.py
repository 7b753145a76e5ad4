"""Hidden checks of section 1.5: lineage, integrity, invertibility."""

import math
import re

import numpy as np
import pandas as pd

from grading.content.hidden_data import amounts, ids, mixed, pick
from grading.content.module_01.exercises import E1_5, E1_5B
from grading.content.module_01.public.helpers import distinct_digests


def _table(rng, count=6):
    columns = {
        "card_id": ids(rng, count, "c"),
        "name": pick(rng, ["Abra", "Mew", "Onix", "Ditto"], count),
        "price": amounts(rng, count),
        "bids": rng.integers(0, 40, count),
    }
    return pd.DataFrame(columns)


def _changed(table, row, column, value):
    changed = table.copy()
    changed.loc[row, column] = value
    return changed


@E1_5.hidden
def test_other_tables(answer, check, rng):
    """Other tables, and one with another price"""
    table = _table(rng)
    prints = [answer(one) for one in (table, table.copy(), _changed(table, 3, "price", 999.5))]
    distinct_digests(check, prints[:2], 1, "the same table", "two equal tables")
    distinct_digests(check, prints, 2, "another table", "two equal tables and another")


@E1_5.hidden
def test_cells_that_look_alike(answer, check, rng):
    """Cells that look alike, and missing ones"""
    table, row = _table(rng), int(rng.integers(6))
    price, number = table.loc[row, "price"], int(rng.integers(10, 90))
    gap = _changed(table, row, "price", np.nan)
    variants = [
        table,
        _changed(table, row, "price", np.nextafter(price, 0)),
        gap,
        _changed(table, row, "price", 0.0),
        _changed(table, row, "name", None),
        _changed(table, row, "name", ""),
        _changed(table, row, "name", " "),
    ]
    distinct_digests(check, [answer(one) for one in variants], 7, "each is other data", "seven tables")
    distinct_digests(
        check, [answer(gap), answer(gap.copy())], 1, "the same gap", "two equal tables with a gap"
    )
    texts = pd.DataFrame({"price": [f"{number}", "7"]})
    numbers = pd.DataFrame({"price": [number, 7]})
    distinct_digests(check, [answer(texts), answer(numbers)], 2, "text is no number", "text and numbers")


@E1_5.hidden
def test_order_index_and_copies(answer, check, rng):
    """Other orders, indexes and copies"""
    table = _table(rng)
    order = [*range(1, 6), 0]
    turned, renamed = table.iloc[order], table.set_axis(mixed(rng, list("abcdef")), axis=0)
    columns = table[mixed(rng, list(table.columns))]
    same = [answer(one) for one in (table, turned, turned.reset_index(drop=True), renamed, columns)]
    distinct_digests(check, same, 1, "order and index don't count", "the same rows five times")
    ordered = [answer(one, ordered=True) for one in (table, renamed, columns, turned)]
    distinct_digests(
        check, ordered[:3], 1, "index and columns' order never count", "the same rows three times"
    )
    distinct_digests(check, ordered, 2, "turned rows are other data", "and turned round")
    traded = table.rename(columns={"name": "card_id", "card_id": "name"})
    copied = [pd.concat([table, table.iloc[rows]]) for rows in ([0], [1], [0, 0], [0, 1], [1, 1], [0, 0, 1])]
    others = [answer(one) for one in (table, traded, table.rename(columns={"price": "price_eur"}), *copied)]
    distinct_digests(
        check, others, 9, "how often a row occurs, and in which column a value stands", "nine tables"
    )


@E1_5.hidden
def test_other_round_trips(submission, check, rng):
    """Other transforms, and prices with gaps"""
    error, whole = submission.roundtrip_error, rng.integers(5, 900, 5).astype(float)
    part = float(rng.integers(1, 4)) / 8
    up, gaps = whole + np.array([0, part, 1 / 16, 0, 1 / 32]), np.append(whole, np.nan)
    with np.errstate(all="ignore"):
        given = [
            error(np.floor, np.positive, up),
            error(np.ceil, np.positive, (whole - up + whole).tolist()),
            error(np.negative, np.positive, np.array([whole[0], np.nan])),
            error(np.log1p, np.exp, gaps),
            error(np.log1p, np.expm1, gaps.tolist()),
            error(np.log1p, np.expm1, np.array([np.nan, np.nan])),
            error(np.expm1, np.log1p, np.array([4.5, 1_000.0 + part])),
            error(np.log1p, np.expm1, [-2.0 - part, *whole.tolist()]),
        ]
    expected = [part, part, 2 * whole[0], 1, 0, 0, math.inf, math.inf]
    check.close(given, expected, "the worst price, in dollars", abs=1e-6, given_as="eight round trips")


@E1_5B.hidden
def test_other_steps(answer, check, rng):
    """Other steps, one after the other's source"""
    lineage, (one, two, three) = answer(), ids(rng, 3, "raw-")
    (first,) = lineage.record("join", [one], ["joined.parquet"], "v7")
    (second,) = lineage.record("label", [two], ["labels.parquet"], "v7")
    found = [set(lineage.impact(node)) for node in (one, two, three)]
    check.is_true(found == [{first}, {second}, set()], "what was built from each", given=found)


def _diamond(lineage, raw, code, order=range(5)):
    """raw -> left, right; left + right + guide -> both; both -> model. Steps are recorded in ``order``."""
    ids_of = {}
    steps = [
        ("split", [raw], ["left"]),
        ("clean", [raw], ["right"]),
        ("join", ["left", "right", "guide"], ["both"]),
        ("train", ["both"], ["model"]),
        ("count", ["guide"], ["report"]),
    ]
    for n in order:
        step, inputs, outputs = steps[n]
        recorded = lineage.record(step, [ids_of.get(name, name) for name in inputs], outputs, code)
        ids_of |= dict(zip(outputs, recorded, strict=True))
    return ids_of


def _reached(lineage, ids_of, names):
    """Whether the impact of each node is exactly what is expected of it."""
    return [
        set(lineage.impact(ids_of.get(node, node))) == {ids_of[name] for name in reached}
        for node, reached in names.items()
    ]


@E1_5B.hidden
def test_two_ways_to_a_result(answer, check, rng):
    """A result that is reached in two ways, recorded more than once"""
    lineage, (raw, code) = answer(), ids(rng, 2, "r")
    ids_of = _diamond(lineage, raw, code)
    again = _diamond(lineage, raw, code)
    check.equal([again == ids_of, len(set(ids_of.values()))], [True, 5], "the same ids", given_as="ids")
    reached = {
        raw: ["left", "right", "both", "model"],
        "left": ["both", "model"],
        "right": ["both", "model"],
        "guide": ["both", "model", "report"],
        "model": [],
    }
    check.equal(_reached(lineage, ids_of, reached), [True] * 5, "each result once, none left out")


@E1_5B.hidden
def test_recorded_in_another_order(answer, check, rng):
    """Steps that are recorded in another order"""
    raw, code = ids(rng, 2, "r")
    (clean,) = answer().record("clean", [raw], ["clean.parquet"], code)
    (table,) = answer().record("features", [clean], ["features.parquet"], code)
    lineage = answer()
    (model,) = lineage.record("train", [table], ["model.bin"], code)
    lineage.record("features", [clean], ["features.parquet"], code)
    lineage.record("clean", [raw], ["clean.parquet"], code)
    found = [set(lineage.impact(node)) for node in (raw, clean, table)]
    expected = [{clean, table, model}, {table, model}, {model}]
    check.is_true(found == expected, "the chain is the same, whichever end is recorded first", given=found)


@E1_5B.hidden
def test_what_an_id_is_made_of(answer, check, rng):
    """What an id is made of, and what not"""
    lineage, (one, two) = answer(), ids(rng, 2, "r")
    both = list(lineage.record("clean", [one, two], ["a.parquet", "b.parquet"], "v1"))
    turned = list(lineage.record("clean", [one, two], ["b.parquet", "a.parquet"], "v1"))
    alone = list(answer().record("clean", [one, two], ["b.parquet"], "v1"))
    check.equal([turned, alone], [both[::-1], both[1:]], "other outputs don't count", given_as="ids")
    check.is_true(all(re.fullmatch("[0-9a-fA-F]{8,}", str(node)) for node in both), "hex digests", given=both)
    moved = [("clean", [one + two]), ("clean", [two]), ("clean", [one, one]), ("cleanv", [one, two])]
    others = [answer().record(step, inputs, ["a.parquet"], "v1")[0] for step, inputs in moved]
    others += answer().record("cleanv", [one, two], ["a.parquet"], "1")
    check.equal(len({*both, *others}), 7, "whatever differs makes another id", given_as="seven ids")

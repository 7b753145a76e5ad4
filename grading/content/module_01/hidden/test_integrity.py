"""Hidden checks of section 1.5: lineage, integrity, invertibility."""

import math

import numpy as np
import pandas as pd

from grading.content.hidden_data import amounts, ids, mixed, pick
from grading.content.module_01.exercises import E1_5, E1_5B
from grading.content.module_01.public.helpers import agreed_fingerprint, agreed_id, recorded


def _table(rng, count=6):
    columns = {
        "card_id": ids(rng, count, "c"),
        "name": pick(rng, ["Abra", "Mew", "Onix", "Flabébé"], count),
        "price": amounts(rng, count),
        "bids": rng.integers(0, 40, count),
    }
    return pd.DataFrame(columns)


def _changed(table, row, column, value):
    changed = table.copy()
    changed.loc[row, column] = value
    return changed


def _compare(check, rng, answer, tables, why, given_as, **options):
    """The fingerprints of tables in an order of chance, some of them twice."""
    tables = mixed(rng, [*tables, *pick(rng, tables, 3)])
    given = [check.leaves_alone(answer, [table, *options.values()], "it stays as it is") for table in tables]
    given = [one.lower() if isinstance(one, str) and len(one) < 99 else None for one in given]
    check.equal(given, [agreed_fingerprint(table, **options) for table in tables], why, given_as=given_as)


@E1_5.hidden
def test_other_tables(answer, check, rng):
    """Other tables, and some with another price"""
    table = _table(rng)
    dear, dearer = (_changed(table, row, "price", price) for row, price in ((3, 999.5), (1, 777.5)))
    _compare(check, rng, answer, [table, table.copy(), dear, dearer], "the agreed text", "seven tables")


@E1_5.hidden
def test_cells_that_look_alike(answer, check, rng):
    """Cells that look alike, missing ones and tables without rows"""
    table, row = _table(rng), int(rng.integers(6))
    price, number = table.loc[row, "price"], int(rng.integers(10, 90))
    tables = [
        table,
        _changed(table, row, "price", np.nextafter(price, 0)),
        _changed(table, row, "price", np.nan),
        _changed(table, row, "price", 0.0),
        _changed(table, row, "name", None),
        *(_changed(table, row, "name", text) for text in ("", " ", "nan", "None", "Flabebe", 'a", "b\n')),
        pd.DataFrame({"price": [f"{number}", "7"]}),
        pd.DataFrame({"price": [number, 7]}),
        pd.DataFrame({"price": [float(number), 7.0]}),
        pd.DataFrame({"sale": [2**53 + number, 7], "price": [1.5, float(number)]}),
        pd.DataFrame({"price": [np.nextafter(number / 100, 1), 0.5]}),
        pd.DataFrame({"bids": pd.array([number, None], dtype="Int64"), "price": [7.0, float(number)]}),
        pd.DataFrame({"name": pd.Series(["Flabby", "Flabébé", f"x{number}", None], dtype=object)}),
        table.iloc[:0],
        table[["name"]].iloc[:0],
    ]
    _compare(check, rng, answer, tables, "whatever looks alike is other data", "23 tables")


@E1_5.hidden
def test_order_index_and_copies(answer, check, rng):
    """Other orders, indexes and copies"""
    table = _table(rng)
    table.loc[1, ["card_id", "name", "bids"]] = table.loc[0, ["card_id", "name", "bids"]]  # but for the price
    turned = table.iloc[[*range(1, 6), 0]]
    renamed = table.set_axis(mixed(rng, list("abcdef")), axis=0)
    columns = table[["bids", "price", "name", "card_id"]]
    same = [table, turned, turned.reset_index(drop=True), renamed, columns]
    traded = table.rename(columns={"name": "card_id", "card_id": "name"})
    copied = [pd.concat([table, table.iloc[rows]]) for rows in ([0], [1], [0, 0], [0, 1], [1, 1], [0, 0, 1])]
    others = [traded, table.rename(columns={"price": "price_eur"}), *copied]
    why = "order and index don't count, how often a row occurs and in which column a value stands do"
    _compare(check, rng, answer, [*same, *others], why, "sixteen tables")
    tables = [table, renamed, columns, turned, turned.reset_index(drop=True)]
    why = "turned rows are other data here, index and columns' order still don't count"
    _compare(check, rng, answer, tables, why, "eight tables with ordered=True", ordered=True)


@E1_5.hidden
def test_other_round_trips(submission, check, rng):
    """Other transforms, and prices with gaps"""
    error, whole = submission.roundtrip_error, rng.integers(5, 900, 5).astype(float)
    part = float(rng.integers(1, 4)) / 8
    up, gaps = whole + np.array([0, part, 1 / 16, 0, 1 / 32]), np.append(whole, np.nan)
    falling = np.sort(whole)[::-1] + np.arange(5, 0, -1.0)
    trips = [
        (np.floor, np.positive, up, part),
        (np.ceil, np.positive, (whole - up + whole).tolist(), part),
        (np.square, np.positive, np.array([whole[0], np.nan]), whole[0] ** 2 - whole[0]),
        (np.sort, np.positive, falling, falling[0] - falling[-1]),
        (np.sort, np.positive, np.insert(falling, 2, np.nan).tolist(), falling[0] - falling[-1]),
        (np.rint, np.positive, [part * 2e-6], part * 2e-6),
        (np.rint, np.positive, [1_000.0 + part / 64], part / 64),
        (np.log1p, np.exp, gaps, 1),
        (np.log1p, np.positive, np.array([part]), part - math.log1p(part)),
        (np.log1p, np.expm1, gaps.tolist(), 0),
        (np.log1p, np.expm1, np.array([np.nan, np.nan]), 0),
        (np.log1p, np.expm1, [], 0),
        (np.log, np.exp, [0.0, part], 0),
        (np.expm1, np.log1p, np.array([4.5, 1_000.0 + part]), math.inf),
        (np.log1p, np.expm1, [-2.0 - part, *whole.tolist()], math.inf),
    ]
    trips = mixed(rng, trips)
    with np.errstate(all="ignore"):
        given = [check.leaves_alone(error, trip[:3], "the prices stay as they are") for trip in trips]
    expected = [worst for *_, worst in trips]
    check.close(given, expected, "the worst price, in dollars", abs=1e-9, given_as="fifteen round trips")


def _reached(check, lineage, node):
    """What was built from a node, as a set, or None."""
    found = check.items(lineage.impact(node), "impact gives a set of ids")
    return None if found is None else set(found)


@E1_5B.hidden
def test_other_steps(answer, check, rng):
    """Other steps, each on a source of its own"""
    lineage, sources = answer(), ids(rng, 6, "raw-")
    made = {}
    for source in sources[1:]:
        (made[source],) = recorded(lineage.record(f"load {source}", [source], ["table.parquet"], "v7"), 1)
    check.equal(_reached(check, answer(), sources[1]), set(), "another Lineage has recorded nothing")
    asked = mixed(rng, sources)
    found = [_reached(check, lineage, source) for source in asked]
    expected = [{made[source]} if source in made else set() for source in asked]
    check.is_true(found == expected, "what was built from each", given=found)


def _steps(rng):
    """Steps as (name, inputs, outputs): a result that is reached in two ways, and further steps of chance."""
    steps = [("split", ["raw"], ["left"]), ("clean", ["raw"], ["right"])]
    steps.append(("join", ["left", "right", "guide"], ["both"]))
    nodes = ["raw", "guide", "left", "right", "both"]
    for n in range(4):
        inputs = mixed(rng, nodes)[: int(rng.integers(1, 4))]
        outputs = [f"{end}{n}" for end in ("model", "report")[: int(rng.integers(1, 3))]]
        steps.append(("train", inputs, outputs))
        nodes += outputs
    return steps


def _downstream(steps, node):
    """The names of all that is built from a node; the steps are in order."""
    reached = set()
    for _, inputs, outputs in steps:
        if {node, *reached} & set(inputs):
            reached |= set(outputs)
    return reached


def _record(lineage, steps, ids_of, code):
    """The ids of all nodes, once the steps are recorded."""
    ids_of = dict(ids_of)
    for step, inputs, outputs in steps:
        made = recorded(lineage.record(step, [ids_of[name] for name in inputs], outputs, code), len(outputs))
        ids_of |= dict(zip(outputs, made, strict=True))
    return ids_of


@E1_5B.hidden
def test_two_ways_to_a_result(answer, check, rng):
    """A result that is reached in two ways, recorded more than once"""
    lineage, (raw, guide, code), steps = answer(), ids(rng, 3, "r"), _steps(rng)
    ids_of, again = (_record(lineage, steps, {"raw": raw, "guide": guide}, code) for _ in range(2))
    given = [again == ids_of, len(set(ids_of.values()))]
    check.equal(given, [True, len(ids_of)], "the same ids", given_as="ids")
    nodes = mixed(rng, list(ids_of))
    found = [_reached(check, lineage, ids_of[node]) for node in nodes]
    expected = [{ids_of[name] for name in _downstream(steps, node)} for node in nodes]
    check.is_true(found == expected, "each result once, none left out", given=found)
    new = set(recorded(lineage.record("train", [ids_of["left"], guide], ["new", "newer"], code), 2))
    found = [_reached(check, lineage, ids_of[node]) for node in nodes]
    hit = {"raw", "guide", "left"}
    expected = [
        reached | new if node in hit else reached for node, reached in zip(nodes, expected, strict=True)
    ]
    check.is_true(found == expected, "what is recorded later counts as well", given=found)


@E1_5B.hidden
def test_recorded_in_another_order(answer, check, rng):
    """Steps that are recorded in another order"""
    raw, code = ids(rng, 2, "r")
    chain, nodes = ["clean", "join", "features", "train", "report"], [raw]
    for step in chain:
        nodes += recorded(answer().record(step, nodes[-1:], [f"{step}.parquet"], code), 1)
    lineage = answer()
    for n in [4, *mixed(rng, range(4))]:  # the end of the chain first
        lineage.record(chain[n], [nodes[n]], [f"{chain[n]}.parquet"], code)
    asked = mixed(rng, range(6))
    found = [_reached(check, lineage, nodes[n]) for n in asked]
    expected = [set(nodes[n + 1 :]) for n in asked]
    check.is_true(found == expected, "the chain is the same, whichever end is recorded first", given=found)


@E1_5B.hidden
def test_what_an_id_is_made_of(answer, check, rng):
    """What an id is made of, and what not"""
    lineage, (one, two) = answer(), ids(rng, 2, "r")
    a, b = "a.parquet", 'b, "é"'
    runs = [
        ("clean", [one, two], [a, b], "v1"),
        ("clean", [one, two], [b, a], "v1"),
        ("clean", [two, one], [a], "v1"),
        ("clean", [one, two], [b], "v1"),
        ("clean", [one + two], [a], "v1"),
        ("clean", [], [a], "v1"),
        ("clean", [one, one], [a], "v1"),
        ("cleanv", [one, two], [a], "v1"),
        ("cleanv", [one, two], [a], "1"),
    ]
    found, expected = [], []
    for step, inputs, outputs, code in mixed(rng, [*runs, *pick(rng, runs, 3)]):
        somewhere = lineage if rng.integers(2) else answer()
        made = check.leaves_alone(
            somewhere.record, [step, inputs, outputs, code], "the lists stay as they are"
        )
        found += recorded(made, len(outputs))
        expected += [agreed_id(step, inputs, output, code) for output in outputs]
    found = [node.lower() if isinstance(node, str) else None for node in found]
    check.equal(found, expected, "the agreed text of each run", given_as="ids of twelve runs")

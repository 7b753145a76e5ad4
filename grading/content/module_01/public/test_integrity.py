"""Public checks of section 1.5: lineage, integrity, invertibility."""

import math

import numpy as np
import pandas as pd

from grading.content.module_01.exercises import E1_5, E1_5B
from grading.content.module_01.public.helpers import distinct_digests, is_digest, recorded


def _prices(**changes):
    columns = {"card_id": ["c1", "c2", "c3"], "name": ["Abra", "Mew", "Onix"], "price": [4.5, 9.0, 120.0]}
    return pd.DataFrame(columns | changes)


@E1_5
def test_is_a_digest(answer, check):
    """A fingerprint is a hex digest, the same each time"""
    first, again = answer(_prices()), answer(_prices())
    check.is_true(
        is_digest(first),
        "a fingerprint is written into manifests: a short text of hex digits",
        given=type(first).__name__,
        expected="text of at least 32 hex digits",
    )
    distinct_digests(
        check, [first, again], 1, "the same table must get the same name", "fingerprints of two equal tables"
    )


@E1_5
def test_order_of_rows(answer, check):
    """The order of the rows counts only when ordered"""
    table, turned = _prices(), _prices().iloc[::-1]
    distinct_digests(
        check,
        [answer(table), answer(turned)],
        1,
        "a database may return rows in any order: the same data must not raise an alarm every night",
        "fingerprints of a table and of the same rows turned round, index and all",
    )
    distinct_digests(
        check,
        [answer(table, ordered=True), answer(turned, ordered=True)],
        2,
        "with ordered=True the order is content: bids turned round are other bids",
        "fingerprints with ordered=True of a table and of its rows turned round",
    )


@E1_5
def test_order_of_columns(answer, check):
    """The order of the columns does not count, their names do"""
    table = _prices()
    original = answer(table)
    distinct_digests(
        check,
        [original, answer(table[["price", "name", "card_id"]])],
        1,
        "a partner who exports the columns in another order sends the same data",
        "fingerprints of a table and of the same with its columns reordered",
    )
    distinct_digests(
        check,
        [original, answer(table.rename(columns={"price": "price_eur"}))],
        2,
        "a price in euros under the same fingerprint would pass for dollars",
        "fingerprints of a table and of the same with price renamed to price_eur",
    )


@E1_5
def test_every_digit_counts(answer, check):
    """The smallest change in one cell shows"""
    distinct_digests(
        check,
        [answer(pd.DataFrame({"price": [first, 9.0]})) for first in (0.3, 0.1 + 0.2, 0.31)],
        3,
        "what is printed is rounded: tables can look alike and differ, and one cent is other data too",
        "fingerprints of tables that differ in one price: 0.3, 0.1 + 0.2 and 0.31",
    )


@E1_5
def test_repeated_rows_count(answer, check):
    """A repeated row is other data"""
    table = _prices()
    once = pd.concat([table, table.head(1)], ignore_index=True)
    twice = pd.concat([table, table.head(1), table.head(1)], ignore_index=True)
    distinct_digests(
        check,
        [answer(table), answer(once), answer(twice)],
        3,
        "a batch that was loaded twice counts every sale twice: the fingerprint must show it",
        "fingerprints of a table, with one row twice, and with that row three times",
    )


@E1_5
def test_cells_stay_apart(answer, check):
    """Which value stands in which cell counts"""
    table, swapped, moved = (
        answer(pd.DataFrame({"card_id": ids, "name": names}))
        for ids, names in (
            (["c3", "c2"], ["Abra", "Mew"]),
            (["c2", "c3"], ["Abra", "Mew"]),
            (["c3A", "c2"], ["bra", "Mew"]),
        )
    )
    distinct_digests(
        check,
        [table, swapped],
        2,
        "two cards that traded their names are not the same data",
        "fingerprints of a table and of one with two card_ids swapped",
    )
    distinct_digests(
        check,
        [table, moved],
        2,
        "'c3A' beside 'bra' is not 'c3' beside 'Abra': say in the bytes where a cell ends",
        "fingerprints of two tables whose cells give the same text when joined",
    )


@E1_5
def test_roundtrip_in_dollars(submission, check):
    """The round trip is measured in dollars"""
    error = submission.roundtrip_error
    check.close(
        error(np.log1p, np.expm1, [0.0, 4.5, 1250.0]),
        0.0,
        "expm1 undoes log1p",
        given_as="roundtrip_error(np.log1p, np.expm1, [0.0, 4.5, 1250.0])",
    )
    check.close(
        error(np.log1p, np.exp, [4.5, 9.0]),
        1.0,
        "log1p is log(1 + price): undone by exp alone, every price is a dollar too high",
        given_as="roundtrip_error(np.log1p, np.exp, [4.5, 9.0])",
    )
    check.close(
        error(np.log1p, np.positive, [math.e - 1.0, 0.0]),
        math.e - 2.0,
        "if nothing is undone at all, what comes back are logarithms, not dollars",
        given_as="roundtrip_error(np.log1p, np.positive, [1.718, 0.0])",
    )


@E1_5
def test_roundtrip_worst_case(submission, check):
    """The worst price decides"""
    error = submission.roundtrip_error
    check.close(
        error(np.rint, np.positive, [4.0, 9.5, 20.25]),
        0.5,
        "a mean would hide the one card that is 50 cents off",
        given_as="roundtrip_error(np.rint, np.positive, [4.0, 9.5, 20.25])",
    )
    check.close(
        error(np.floor, np.positive, [4.0, 9.75]),
        0.75,
        "a price that comes back too low is as wrong as one too high",
        given_as="roundtrip_error(np.floor, np.positive, [4.0, 9.75])",
    )
    check.equal(
        error(np.log1p, np.expm1, []),
        0.0,
        "where there is no price nothing can go wrong",
        given_as="roundtrip_error(np.log1p, np.expm1, [])",
    )


@E1_5
def test_roundtrip_lost_price(submission, check):
    """A price that is lost is an infinite error"""
    with np.errstate(all="ignore"):
        lost = submission.roundtrip_error(np.sqrt, np.square, [4.0, -3.0])
    check.equal(
        lost,
        math.inf,
        "a refund of -3 dollars comes back as NaN: that price is lost, and neither 0 nor NaN would ring an "
        "alarm",
        given_as="roundtrip_error(np.sqrt, np.square, [4.0, -3.0])",
    )


def _pipeline(answer, raw="raw-may"):
    """raw -> clean -> (features, report), features -> model; and, apart, guide -> prices."""
    lineage = answer()

    def ids_of(step, inputs, outputs):
        return recorded(lineage.record(step, inputs, outputs, "v1"), len(outputs))

    (clean,) = ids_of("clean", [raw], ["clean.parquet"])
    features, report = ids_of("features", [clean], ["features.parquet", "report.html"])
    (model,) = ids_of("train", [features], ["model.bin"])
    (prices,) = ids_of("import", ["guide"], ["prices.parquet"])
    ids = {"clean": clean, "features": features, "report": report, "model": model, "prices": prices}
    return lineage, ids


def _named(check, impact, ids):
    """The names of the nodes in an impact set: ids differ between right answers."""
    names = {node: name for name, node in ids.items()}
    nodes = check.items(impact, "impact gives a set of ids: whoever withdraws something goes through them")
    return None if nodes is None else sorted(names.get(node, "an id nobody recorded") for node in nodes)


def _one_id(answer, step="clean", inputs=("raw-may",), outputs=("clean.parquet",), code_hash="v1"):
    return recorded(answer().record(step, list(inputs), list(outputs), code_hash), len(outputs))[0]


@E1_5B
def test_one_id_an_output(answer, check):
    """Every output gets an id of its own"""
    why = "two outputs, two ids, in their order"
    ids = check.items(
        answer().record("features", ["raw-may"], ["features.parquet", "report.html"], "v1"), why
    )
    if ids is None or not check.equal(len(ids), 2, why):
        return
    check.equal(
        len(set(ids)),
        2,
        "a report with the id of the features is blamed for every model",
        given_as="different ids",
    )


@E1_5B
def test_same_content_same_id(answer, check):
    """The same run gives the same id, anywhere"""
    lineage = answer()
    first = recorded(lineage.record("clean", ["raw-may"], ["clean.parquet"], "v1"), 1)
    lineage.record("other", ["raw-june"], ["other.parquet"], "v1")
    again = recorded(lineage.record("clean", ["raw-may"], ["clean.parquet"], "v1"), 1)
    check.equal(
        len({*first, *again}),
        1,
        "run again on the same input, it is the same table",
        given_as="ids of two equal runs",
    )
    check.equal(
        len({_one_id(answer), _one_id(answer)}),
        1,
        "a colleague's machine must find the same id, or nobody can tell that two tables are equal",
        given_as="ids of the same step in two Lineages",
    )


@E1_5B
def test_any_change_changes_the_id(answer, check):
    """A change in code, input, step or name gives another id"""
    for change in (
        {"code_hash": "v2"},
        {"inputs": ["raw-june"]},
        {"inputs": ["raw-may", "guide"]},
        {"step": "clean_again"},
        {"outputs": ["clean_eu.parquet"]},
    ):
        (what,) = change
        check.equal(
            len({_one_id(answer), _one_id(answer, **change)}),
            2,
            f"another {what} makes another table: under the same id the old one would pass for the new one",
            given_as=f"different ids before and after {what} became {change[what]!r}",
        )


@E1_5B
def test_change_travels_down(answer, check):
    """A changed source gives new ids all the way down"""
    old, new = (_pipeline(answer, raw)[1] for raw in ("raw-may", "raw-may-corrected"))
    for name in ("clean", "model"):
        check.equal(
            len({old[name], new[name]}),
            2,
            f"the corrected file leads to another {name}",
            given_as=f"ids of {name}",
        )
    check.equal(
        len({old["prices"], new["prices"]}), 1, "the price guide did not change", given_as="ids of prices"
    )


@E1_5B
def test_impact_is_transitive(answer, check):
    """Impact reaches everything downstream"""
    lineage, ids = _pipeline(answer)
    check.equal(
        _named(check, lineage.impact("raw-may"), ids),
        ["clean", "features", "model", "report"],
        "the model never read the raw file itself and is poisoned all the same",
        given_as='impact("raw-may")',
    )
    check.equal(
        _named(check, lineage.impact(ids["clean"]), ids),
        ["features", "model", "report"],
        "from the clean table on, without the table itself",
        given_as="impact(clean)",
    )


@E1_5B
def test_impact_is_exact(answer, check):
    """Impact names nothing else"""
    lineage, ids = _pipeline(answer)
    check.equal(
        _named(check, lineage.impact(ids["features"]), ids),
        ["model"],
        "the report was written beside the features, not from them",
        given_as="impact(features)",
    )
    check.equal(
        _named(check, lineage.impact("guide"), ids),
        ["prices"],
        "withdrawing good models costs too",
        given_as='impact("guide")',
    )
    check.equal(
        _named(check, lineage.impact(ids["model"]), ids),
        [],
        "nothing was built from the model yet",
        given_as="impact(model)",
    )

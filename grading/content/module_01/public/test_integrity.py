"""Section 1.5: is it still the same data?"""

import math

import numpy as np
import pandas as pd

from grading.content.module_01.exercises import E1_5
from grading.content.module_01.public.helpers import (
    agreed_fingerprint,
    distinct_texts,
    flaw_of_digest,
    is_agreed,
    is_digest,
)


def _prices(**changes):
    columns = {"card_id": ["c1", "c2", "c3"], "name": ["Abra", "Mew", "Onix"], "price": [4.5, 9.0, 120.0]}
    return pd.DataFrame(columns | changes)


@E1_5
def test_is_a_digest(answer, check):
    """A fingerprint is a sha256 hex digest, the same each time"""
    first, again = answer(_prices()), answer(_prices())
    check.is_true(
        is_digest(first),
        "a fingerprint is written into manifests: the text that hexdigest() of a sha256 gives",
        given=flaw_of_digest(first),
        expected="64 hex digits",
    )
    distinct_texts(
        check, [first, again], 1, "the same table must get the same name", "fingerprints of two equal tables"
    )


@E1_5
def test_agreed_text(answer, check):
    """It is the digest of the text that is agreed on"""
    table = pd.DataFrame(
        {"price": [9.0, 0.1 + 0.2, np.nan, 9.0], "card_id": ["c2", "c1", "c10", "c2"], "bids": [3, 12, 0, 3]}
    )
    is_agreed(
        check,
        answer(table),
        agreed_fingerprint(table),
        'a partner works out the same one, from [["bids", "card_id", "price"], [[0, "c10", null], '
        '[12, "c1", 0.30000000000000004], [3, "c2", 9.0], [3, "c2", 9.0]]]',
        "fingerprint of bids 3, 12, 0, 3; card_id c2, c1, c10, c2; price 9.0, 0.1 + 0.2, missing, 9.0",
    )


@E1_5
def test_agreed_text_of_odd_tables(answer, check):
    """The agreed text holds for every table, and when ordered"""
    table = pd.DataFrame({"name": ["Mew", 'Flab"bé, 1', None], "price": [9.0, 4.5, 0.5]})
    is_agreed(
        check,
        answer(table, ordered=True),
        agreed_fingerprint(table, ordered=True),
        "the rows stand as they come, with the name that is missing as None",
        'fingerprint with ordered=True of name Mew, Flab"bé, 1, missing; price 9.0, 4.5, 0.5',
    )
    is_agreed(
        check,
        answer(table.iloc[:0]),
        agreed_fingerprint(table.iloc[:0]),
        'without a row the text is [["name", "price"], []]',
        "fingerprint of a table without rows, and with the columns name and price",
    )
    numbers = pd.DataFrame({"sale": [2**53 + 1, 7], "price": [9.0, 4.5]})
    is_agreed(
        check,
        answer(numbers),
        agreed_fingerprint(numbers),
        "a whole number stays one beside a float: 2**53 + 1 has no float of its own",
        "fingerprint of sale 9007199254740993, 7; price 9.0, 4.5",
    )
    gaps = pd.DataFrame({"bids": pd.array([3, None], dtype="Int64"), "price": [9.0, 4.0]})
    gaps["name"] = pd.Series(["Mew", None], dtype=object)
    is_agreed(
        check,
        answer(gaps),
        agreed_fingerprint(gaps),
        'the dtype says what a cell is: [["bids", "name", "price"], [[3, "Mew", 9.0], [null, null, 4.0]]]',
        "fingerprint of bids 3, missing (Int64); name Mew, missing (object); price 9.0, 4.0 (float64)",
    )
    accents = pd.DataFrame({"name": ["Flabby", "Flabébé", "Mew"]})
    is_agreed(
        check,
        answer(accents),
        agreed_fingerprint(accents),
        "sorted is what json.dumps writes, where é is \\u00e9 and comes before b",
        "fingerprint of name Flabby, Flabébé, Mew",
    )


@E1_5
def test_order_of_rows(answer, check):
    """The order of the rows counts only when ordered"""
    table = _prices(card_id=["c1", "c1", "c3"], name=["Abra", "Abra", "Onix"])
    turned = table.iloc[::-1]
    distinct_texts(
        check,
        [answer(table), answer(turned)],
        1,
        "a database may return rows in any order: the same data must not raise an alarm every night",
        "fingerprints of a table and of the same rows turned round, index and all",
    )
    distinct_texts(
        check,
        [answer(table, ordered=True), answer(turned, ordered=True)],
        2,
        "with ordered=True the order is content: bids turned round are other bids",
        "fingerprints with ordered=True of a table and of its rows turned round",
    )


@E1_5
def test_order_of_columns(answer, check):
    """The order of the columns and the index don't count, the names do"""
    table = _prices()
    distinct_texts(
        check,
        [
            answer(table),
            answer(table[["price", "name", "card_id"]]),
            answer(table.set_axis(["x", "y", "z"], axis=0)),
        ],
        1,
        "a partner who exports the columns in another order, or numbers the rows in another way, sends the same data",
        "fingerprints of a table, of the same with its columns reordered, and with another index",
    )
    distinct_texts(
        check,
        [answer(table), answer(table.rename(columns={"price": "price_eur"}))],
        2,
        "a price in euros under the same fingerprint would pass for dollars",
        "fingerprints of a table and of the same with price renamed to price_eur",
    )
    distinct_texts(
        check,
        [answer(pd.DataFrame({name: []})) for name in ("price", "hp")],
        2,
        "an empty file has columns as well",
        "fingerprints of two tables without rows: one has the column price, one hp",
    )


@E1_5
def test_every_digit_counts(answer, check):
    """The smallest change in one cell shows"""
    prices = (0.3, 0.1 + 0.2, 0.301, 0.31, 2.0**53, 2.0**53 + 2)
    distinct_texts(
        check,
        [answer(pd.DataFrame({"price": [first, 9.0]})) for first in prices],
        6,
        "what is printed is rounded: tables can look alike and differ, and one cent is other data too",
        "fingerprints of tables that differ in one price: 0.3, 0.1 + 0.2, 0.301, 0.31, 2**53 and 2**53 + 2",
    )


@E1_5
def test_repeated_rows_count(answer, check):
    """A repeated row is other data"""
    table = _prices()
    once = pd.concat([table, table.head(1)], ignore_index=True)
    twice = pd.concat([table, table.head(1), table.head(1)], ignore_index=True)
    distinct_texts(
        check,
        [answer(table), answer(once), answer(twice)],
        3,
        "a batch that was loaded twice counts every sale twice: the fingerprint must show it",
        "fingerprints of a table, with one row twice, and with that row three times",
    )


def _cards(card_ids, names):
    return pd.DataFrame({"card_id": card_ids, "name": names})


@E1_5
def test_cells_stay_apart(answer, check):
    """Which value stands in which cell counts"""
    table, swapped, moved = (
        answer(_cards(ids, names))
        for ids, names in (
            (["c3", "c2"], ["Abra", "Mew"]),
            (["c2", "c3"], ["Abra", "Mew"]),
            (["c3A", "c2"], ["bra", "Mew"]),
        )
    )
    distinct_texts(
        check,
        [table, swapped],
        2,
        "two cards that traded their names are not the same data",
        "fingerprints of a table and of one with two card_ids swapped",
    )
    distinct_texts(
        check,
        [table, moved],
        2,
        "'c3A' beside 'bra' is not 'c3' beside 'Abra': say in the bytes where a cell ends",
        "fingerprints of two tables whose cells give the same text when joined",
    )


@E1_5
def test_kinds_of_cells(answer, check):
    """Text is no number, and what is missing is no text"""
    distinct_texts(
        check,
        [answer(pd.DataFrame({"hp": cells})) for cells in ([40, 70], ["40", "70"])],
        2,
        "a column that has become text breaks whoever adds it up: the number 40 is not the text '40'",
        "fingerprints of hp 40, 70 and of hp '40', '70'",
    )
    for names, shown in (
        ((None, "nan", "None"), "missing, 'nan' and 'None'"),
        ((None, "", " "), "missing, '' and ' '"),
    ):
        distinct_texts(
            check,
            [answer(_cards(["c1", "c2"], ["Mew", name])) for name in names],
            3,
            "a name nobody knows is no text, and not an empty one",
            f"fingerprints of tables that differ in one name: {shown}",
        )
    distinct_texts(
        check,
        [answer(_cards(["c1"], [name])) for name in ("Flabébé", "Flabebe", "Flabb", "Flab?b?")],
        4,
        "an accent is part of a name: mangled on the way, it is other data",
        "fingerprints of tables with the name Flabébé, Flabebe, Flabb and Flab?b?",
    )


@E1_5
def test_leaves_the_table_alone(answer, check):
    """The table stays as it is"""
    table = _prices(price=[9.0, 4.5, np.nan])[["price", "name", "card_id"]]
    given = check.leaves_alone(
        answer, [table], "whoever asks for a fingerprint goes on to use the table: sort a copy of it"
    )
    check.is_true(
        is_digest(given), "and gets its fingerprint", given=flaw_of_digest(given), expected="64 hex digits"
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
        "if nothing is undone at all, what comes back are logarithms, not dollars; and nothing is rounded",
        given_as="roundtrip_error(np.log1p, np.positive, [1.718, 0.0])",
    )
    for price, lost in ((4e-7, 4e-7), (1_000.0078125, 0.0078125)):
        check.close(
            error(np.rint, np.positive, [price]),
            lost,
            "a small loss is a loss: nothing is rounded away, and close is not equal",
            given_as=f"roundtrip_error(np.rint, np.positive, [{price!r}])",
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
def test_roundtrip_of_all_prices(submission, check):
    """All known prices go through together"""
    error = submission.roundtrip_error
    check.close(
        error(np.sort, np.positive, [9.0, 4.5, 120.0]),
        4.5,
        "sorted prices are good prices on the wrong cards: taken one by one, nobody could see it",
        given_as="roundtrip_error(np.sort, np.positive, [9.0, 4.5, 120.0])",
    )
    check.close(
        error(np.sort, np.positive, np.array([9.0, np.nan, 4.5])),
        4.5,
        "a price that was missing to begin with is left out before anything is done, and spoils no other",
        given_as="roundtrip_error(np.sort, np.positive, np.array([9.0, nan, 4.5]))",
    )
    check.equal(
        error(np.log1p, np.expm1, [math.nan, math.nan]),
        0.0,
        "without a price that is known nothing can go wrong",
        given_as="roundtrip_error(np.log1p, np.expm1, [nan, nan])",
    )
    prices = np.array([9.5, np.nan, 4.25])
    check.close(
        check.leaves_alone(
            error, [np.floor, np.positive, prices], "the prices are somebody else's: work on a copy"
        ),
        0.5,
        "the prices of an array are rounded down, and not undone",
        given_as="roundtrip_error(np.floor, np.positive, np.array([9.5, nan, 4.25]))",
    )


@E1_5
def test_roundtrip_lost_price(submission, check):
    """A price that is lost is an infinite error"""
    error = submission.roundtrip_error
    with np.errstate(all="ignore"):
        lost = error(np.sqrt, np.square, [4.0, -3.0])
        overflown = error(np.exp, np.log, [4.0, 1_000.0])
        back = error(np.log, np.exp, [4.0, 0.0])
    check.equal(
        lost,
        math.inf,
        "a refund of -3 dollars comes back as NaN: that price is lost, and neither 0 nor NaN would ring an "
        "alarm",
        given_as="roundtrip_error(np.sqrt, np.square, [4.0, -3.0])",
    )
    check.equal(
        overflown,
        math.inf,
        "exp(1000) is more than a float can hold, and its logarithm infinite",
        given_as="roundtrip_error(np.exp, np.log, [4.0, 1000.0])",
    )
    check.close(
        back,
        0.0,
        "log(0) is minus infinity, and exp brings the 0 back: only what comes back counts",
        given_as="roundtrip_error(np.log, np.exp, [4.0, 0.0])",
    )

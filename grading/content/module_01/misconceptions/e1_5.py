"""Known wrong answers to E1.5, fingerprints and round trips."""

import hashlib
import json
import math

import numpy as np

from grading.engine.declare.misconception import misconception


def _cells(df):
    columns = sorted(df.columns)
    rows = df[columns].astype(object).itertuples(index=False, name=None)
    return columns, [json.dumps([repr(value) for value in row]) for row in rows]


def _digest(content):
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


@misconception(
    "E1.5",
    "hashes what the table looks like when printed",
    section="1.5",
    explanation="Printing rounds: 0.1 + 0.2 and 0.3 look the same, so two different tables get one "
    "fingerprint, and a change of a hundredth of a cent in a million prices stays unseen. Hash "
    "the values themselves, with all their digits, and not a picture of them.",
)
def printed(df, ordered=False):
    columns = sorted(df.columns)
    lines = [
        df[columns].iloc[[n]].to_string(index=False, header=False, float_format="%.6f")
        for n in range(len(df))
    ]
    return _digest([columns, lines if ordered else sorted(lines)])


@misconception(
    "E1.5",
    "lets repeated rows cancel out",
    section="1.5",
    explanation="Your fingerprint mixes the rows so that a row and its copy cancel (as with xor), or keeps "
    "each row once (as a set does). A batch that was loaded twice then looks like the right one, "
    "and every sale counts twice. To forget the order but not the number, sort the rows before "
    "hashing.",
)
def exclusive_or(df, ordered=False):
    columns, rows = _cells(df)
    if ordered:
        return _digest([columns, rows])
    mixed = 0
    for row in rows:
        mixed ^= int(_digest(row), 16)
    return _digest([columns, mixed])


@misconception(
    "E1.5",
    "counts each different row once",
    section="1.5",
    explanation="Your fingerprint looks at the set of rows, so a row that occurs twice counts once. A batch "
    "that was loaded twice gets the fingerprint of the right one, and every sale is in the report"
    " twice. Sort the rows to forget their order, but keep all of them.",
)
def distinct_rows(df, ordered=False):
    columns, rows = _cells(df)
    return _digest([columns, rows if ordered else sorted(set(rows))])


@misconception(
    "E1.5",
    "depends on the order of the rows",
    section="1.5",
    explanation="The same rows in another order get another fingerprint, also without ordered=True. A "
    "database may return rows in any order it likes, so this alarm would ring every night and be "
    "switched off within a week. Bring the rows into one order before hashing, unless the caller "
    "says that the order is content.",
)
def always_ordered(df, ordered=False):
    return _digest(_cells(df))


@misconception(
    "E1.5",
    "runs the cells together",
    section="1.5",
    explanation="You hash the cells of a row as one text without saying where each ends: 'c3A' and 'bra' "
    "give the same bytes as 'c3' and 'Abra'. Two different tables then share a fingerprint. Put the cells "
    "into a form they could be read back from, such as a JSON list. What can't be read back can't be told "
    "apart either: section 1.5.",
)
def run_together(df, ordered=False):
    columns = sorted(df.columns)
    rows = [
        "".join(str(value) for value in row)
        for row in df[columns].astype(object).itertuples(index=False, name=None)
    ]
    return _digest([columns, rows if ordered else sorted(rows)])


@misconception(
    "E1.5",
    "leaves out the names of the columns",
    section="1.5",
    explanation="Only the values go into your digest. Rename price to price_eur and the fingerprint stays "
    "the same, so euros pass for dollars without anybody noticing. The names of the columns say what the "
    "numbers mean: hash them too. The schema is part of the data: section 1.5.",
)
def no_names(df, ordered=False):
    _, rows = _cells(df)
    return _digest(rows if ordered else sorted(rows))


@misconception(
    "E1.5",
    "measures the average error",
    section="1.5",
    replaces="roundtrip_error",
    explanation="An average hides the single price that is badly off among thousands that are right, and that"
    " one is the card somebody complains about. The question is whether the transform can be "
    "undone for every price, so take the largest absolute difference.",
)
def average_error(transform, inverse, values):
    prices = _known(values)
    back = inverse(transform(prices))
    return float(np.abs(back - prices).mean()) if np.isfinite(back).all() else math.inf


@misconception(
    "E1.5",
    "compares the transformed prices, not dollars",
    section="1.5",
    replaces="roundtrip_error",
    explanation="You compare before everything is undone, in logarithms. There an error of 0.1 looks tiny, "
    "and on a card of 1,250 dollars it is 130 of them. Undo the transform first, then compare with the "
    "prices you began with, in dollars. Forgetting that last expm1 is a classic: section 1.5.",
)
def in_logs(transform, inverse, values):
    prices = _known(values)
    there = transform(prices)
    again = transform(inverse(there))
    return float(np.abs(again - there).max()) if np.isfinite(again).all() else math.inf


@misconception(
    "E1.5",
    "lets too high and too low prices cancel out",
    section="1.5",
    replaces="roundtrip_error",
    explanation="You take the largest difference with its sign. A price that comes back 75 cents too low is "
    "then a negative number, and loses against a 0 for the price that is right. Take the absolute"
    " value of each difference first, and the largest of these after.",
)
def signed(transform, inverse, values):
    prices = _known(values)
    back = inverse(transform(prices))
    return float((back - prices).max()) if np.isfinite(back).all() else math.inf


@misconception(
    "E1.5",
    "skips prices that are lost on the way",
    section="1.5",
    replaces="roundtrip_error",
    explanation="A price that comes back as NaN is left out of your maximum, so the worst case of all reports"
    " an error of 0. The refund of -3 dollars is gone after the square root: nothing brings it "
    "back. A price that was there and is not finite any more makes the error infinite.",
)
def skips_lost(transform, inverse, values):
    prices = _known(values)
    return float(np.nanmax(np.abs(inverse(transform(prices)) - prices)))


@misconception(
    "E1.5",
    "reports NaN when a price is lost",
    section="1.5",
    replaces="roundtrip_error",
    explanation="One price comes back as NaN, and the maximum of all errors is then NaN too. No alarm rings: "
    "NaN > 0.01 is False, and so is NaN < 0.01. A price that was there and is not finite any more"
    " is the worst that can happen, so say infinity.",
)
def nan_if_lost(transform, inverse, values):
    prices = _known(values)
    return float(np.max(np.abs(inverse(transform(prices)) - prices)))


def _known(values):
    prices = np.asarray(values, dtype=float)
    return prices[~np.isnan(prices)]

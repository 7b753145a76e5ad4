"""Known wrong answers to E1.5, fingerprints and round trips."""

import hashlib
import json
import math

import numpy as np
import pandas as pd

from grading.engine.declare.misconception import misconception


def _cells(df, cell=lambda value: value):
    """The names and the rows of a right answer, each cell changed."""
    names = sorted(df.columns)
    columns = [[None if pd.isna(one) else cell(one) for one in df[name].tolist()] for name in names]
    return names, [list(row) for row in zip(*columns, strict=True)]


def _digest(names, rows, ordered):
    rows = rows if ordered else sorted(rows, key=json.dumps)
    return _sha256(json.dumps([names, rows]))


def _sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


@misconception(
    "E1.5",
    "loses the last digits of numbers",
    section="1.5.2",
    explanation="Tables with 0.3 and with 0.1 + 0.2 get one fingerprint from you: the last digits of a number "
    "are lost on the way, as when it is printed. Hash the values themselves, with all their digits, and not a "
    "picture of them.",
)
def printed(df, ordered=False):
    return _digest(*_cells(df, lambda one: f"{one:.6f}" if isinstance(one, float) else one), ordered)


@misconception(
    "E1.5",
    "lets repeated rows cancel out",
    section="1.5.2",
    explanation="A table and the same with one row three times get one fingerprint from you: a row and its copy "
    "cancel out, as with xor. Two copies too many then go unseen, and a sale is in the report three times. To "
    "forget the order but not the number, sort the rows before hashing.",
)
def exclusive_or(df, ordered=False):
    names, rows = _cells(df)
    if ordered:
        return _digest(names, rows, ordered)
    mixed = 0
    for row in rows:
        mixed ^= int(_sha256(json.dumps(row)), 16)
    return _sha256(json.dumps([names, mixed]))


@misconception(
    "E1.5",
    "counts each different row once",
    section="1.5.2",
    explanation="Your fingerprint looks at the set of rows, so a row that occurs twice counts once. A batch "
    "that was loaded twice gets the fingerprint of the right one, and every sale is in the report"
    " twice. Sort the rows to forget their order, but keep all of them.",
)
def distinct_rows(df, ordered=False):
    names, rows = _cells(df)
    return _digest(names, rows if ordered else list({json.dumps(row): row for row in rows}.values()), ordered)


@misconception(
    "E1.5",
    "depends on the order of the rows",
    section="1.5.2",
    explanation="The same rows in another order get another fingerprint, also without ordered=True. A "
    "database may return rows in any order it likes, so this alarm would ring every night and be "
    "switched off within a week. Bring the rows into one order before hashing, unless the caller "
    "says that the order is content.",
)
def always_ordered(df, ordered=False):
    return _digest(*_cells(df), True)


@misconception(
    "E1.5",
    "runs the cells together",
    section="1.5.2",
    explanation="You hash the cells of a row as one text without saying where each ends: 'c3A' and 'bra' "
    "give the same bytes as 'c3' and 'Abra'. Two different tables then share a fingerprint. Put the cells "
    "into a form they could be read back from, such as a JSON list. What can't be read back can't be told "
    "apart either: section 1.5.",
)
def run_together(df, ordered=False):
    names, rows = _cells(df, lambda one: one if isinstance(one, str) else json.dumps(one))
    texts = ["".join(one or "null" for one in row) for row in rows]
    return _sha256(json.dumps([names, texts if ordered else sorted(texts)]))


@misconception(
    "E1.5",
    "leaves out the names of the columns",
    section="1.5.2",
    explanation="Only the values go into your digest. Rename price to price_eur and the fingerprint stays "
    "the same, so euros pass for dollars without anybody noticing. The names of the columns say what the "
    "numbers mean: hash them too. The schema is part of the data: section 1.5.",
)
def no_names(df, ordered=False):
    _, rows = _cells(df)
    return _sha256(json.dumps(rows if ordered else sorted(rows, key=json.dumps)))


@misconception(
    "E1.5",
    "measures the average error",
    section="1.5.1",
    replaces="roundtrip_error",
    explanation="An average hides the single price that is badly off among thousands that are right, and that"
    " one is the card somebody complains about. The question is whether the transform can be "
    "undone for every price, so take the largest absolute difference.",
)
def average_error(transform, inverse, values):
    prices = _known(values)
    back = inverse(transform(prices))
    return float(np.abs(back - prices).sum() / max(1, prices.size)) if np.isfinite(back).all() else math.inf


@misconception(
    "E1.5",
    "compares the transformed prices, not dollars",
    section="1.5.1",
    replaces="roundtrip_error",
    explanation="You compare before everything is undone, in logarithms. There an error of 0.1 looks tiny, "
    "and on a card of 1,250 dollars it is 130 of them. Undo the transform first, then compare with the "
    "prices you began with, in dollars. Forgetting that last expm1 is a classic: section 1.5.",
)
def in_logs(transform, inverse, values):
    prices = _known(values)
    there = transform(prices)
    again = transform(inverse(there))
    return float(np.abs(again - there).max(initial=0.0)) if np.isfinite(again).all() else math.inf


@misconception(
    "E1.5",
    "lets too high and too low prices cancel out",
    section="1.5.1",
    replaces="roundtrip_error",
    explanation="You take the largest difference with its sign. A price that comes back 75 cents too low is "
    "then a negative number, and loses against a 0 for the price that is right. Take the absolute"
    " value of each difference first, and the largest of these after.",
)
def signed(transform, inverse, values):
    prices = _known(values)
    back = inverse(transform(prices))
    return float((back - prices).max(initial=0.0)) if np.isfinite(back).all() else math.inf


@misconception(
    "E1.5",
    "skips prices that are lost on the way",
    section="1.5.1",
    replaces="roundtrip_error",
    explanation="A price that comes back as NaN is left out of your maximum, so the worst case of all reports"
    " an error of 0. The refund of -3 dollars is gone after the square root: nothing brings it "
    "back. A price that was there and is not finite any more makes the error infinite.",
)
def skips_lost(transform, inverse, values):
    prices = _known(values)
    errors = np.abs(inverse(transform(prices)) - prices)
    return float(errors[np.isfinite(errors)].max(initial=0.0))


@misconception(
    "E1.5",
    "reports NaN when a price is lost",
    section="1.5.1",
    replaces="roundtrip_error",
    explanation="One price comes back as NaN, and the maximum of all errors is then NaN too. No alarm rings: "
    "NaN > 0.01 is False, and so is NaN < 0.01. A price that was there and is not finite any more"
    " is the worst that can happen, so say infinity.",
)
def nan_if_lost(transform, inverse, values):
    prices = _known(values)
    errors = np.abs(inverse(transform(prices)) - prices)
    return math.nan if np.isnan(errors).any() else float(errors.max(initial=0.0))


@misconception(
    "E1.5",
    "rounds prices to cents before it hashes them",
    section="1.5.2",
    explanation="0.3 and 0.301 get one fingerprint from you. A tenth of a cent is nothing in a shop, but a sign "
    "that somebody computed with the table in between, and that is what a fingerprint is for. Hash each number "
    "in full.",
)
def rounded(df, ordered=False):
    return _digest(*_cells(df, lambda one: round(one, 2) if isinstance(one, float) else one), ordered)


@misconception(
    "E1.5",
    "takes the number 40 and the text '40' for the same",
    section="1.5.2",
    explanation="You turn every cell into text before you hash it, and then nothing says which of them were "
    "numbers: hp 40 and hp '40' get one fingerprint. A column that has become text is one of the commonest "
    "faults there are. Let json.dumps write the cells as they are: it puts quotes around text alone.",
)
def all_text(df, ordered=False):
    return _digest(*_cells(df, str), ordered)


@misconception(
    "E1.5",
    "takes what is missing for text",
    section="1.5.2",
    explanation="A missing name and the text 'nan' or 'None' get one fingerprint from you. Turning a table into "
    "text writes a word where nothing was, and a card may be called so. Put None where a cell is missing: "
    "json.dumps makes null of it, without quotes.",
)
def missing_is_text(df, ordered=False):
    return _missing_as("nan", df, ordered)


@misconception(
    "E1.5",
    "takes what is missing for an empty text",
    section="1.5.2",
    explanation="A missing name and the empty text '' get one fingerprint from you, as in a CSV file, which "
    "writes both as nothing. Nobody knows the one, and the other is known to be empty. Put None where a cell is "
    "missing: json.dumps makes null of it.",
)
def missing_is_empty(df, ordered=False):
    return _missing_as("", df, ordered)


def _missing_as(text, df, ordered):
    names, rows = _cells(df)
    return _digest(names, [[text if one is None else one for one in row] for row in rows], ordered)


@misconception(
    "E1.5",
    "hashes another text than the one that is agreed on",
    section="1.5.2",
    explanation="Your fingerprint is not the sha256 of the agreed text, so a partner works out another one for the "
    "same table, and you can't compare. Print your text beside the one in the contract's example: names and rows in "
    "one list, spaces after commas, None for what is missing.",
)
def another_text(df, ordered=False):
    names, rows = _cells(df)
    return _sha256(json.dumps({"names": names, "rows": rows if ordered else sorted(rows, key=json.dumps)}))


@misconception(
    "E1.5",
    "counts a price as lost that comes back",
    section="1.5.1",
    replaces="roundtrip_error",
    explanation="log(0) is minus infinity, and there you stop. But exp brings the 0 back, and nothing was lost. "
    "What a price is in between does not matter: look for NaN and infinity in what comes back.",
)
def lost_between(transform, inverse, values):
    prices = _known(values)
    there = transform(prices)
    back = inverse(there)
    both = np.isfinite(there).all() and np.isfinite(back).all()
    return (float(np.abs(back - prices).max()) if prices.size else 0.0) if both else math.inf


@misconception(
    "E1.5",
    "sends the prices through one by one",
    section="1.5.1",
    replaces="roundtrip_error",
    explanation="You transform each price alone. What depends on the others, such as a sort or a running "
    "total, then looks harmless, though in the pipeline it puts good prices on the wrong cards. Give transform "
    "all known prices at once, as the pipeline does.",
)
def one_by_one(transform, inverse, values):
    worst = 0.0
    for price in _known(values):
        back = inverse(transform(np.array([price])))[0]
        worst = max(worst, abs(back - price)) if np.isfinite(back) else math.inf
    return worst


def _known(values):
    prices = np.asarray(values, dtype=float)
    return prices[~np.isnan(prices)]

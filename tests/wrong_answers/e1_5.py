"""Wrong answers to E1.5, fingerprints and round trips."""

import hashlib
import json
import math

import numpy as np
import pandas as pd

from wrong_answers import stands_for


def _sha256(text):
    return hashlib.sha256(text if isinstance(text, bytes) else text.encode()).hexdigest()


def _parts(df, cell=lambda value: None if pd.isna(value) else value):
    names = sorted(df.columns)
    columns = [[cell(one) for one in df[name].tolist()] for name in names]
    return names, [list(row) for row in zip(*columns, strict=True)]


def _digest(names, rows, ordered, dumps=json.dumps):
    return _sha256(dumps([names, rows if ordered else sorted(rows, key=dumps)]))


def missing_is_nan(df, ordered=False):
    """What is missing is None, and not NaN."""
    return _digest(*_parts(df, lambda value: math.nan if pd.isna(value) else value), ordered)


def missing_is_text(df, ordered=False):
    """What is missing is None, and not the text 'nan'."""
    return _digest(*_parts(df, lambda value: "nan" if pd.isna(value) else value), ordered)


def missing_rows_dropped(df, ordered=False):
    """A row with a missing cell is a row."""
    return _digest(*_parts(df.dropna()), ordered)


def whole_numbers_as_floats(df, ordered=False):
    """2**53 + 1 is an int, and not the float beside it."""
    return _digest(
        *_parts(df, lambda v: None if pd.isna(v) else v if isinstance(v, str) else float(v)), ordered
    )


def rows_of_an_array(df, ordered=False):
    """A column of whole numbers keeps its kind beside one of floats."""
    names = sorted(df.columns)
    rows = [[None if pd.isna(one) else one for one in row] for row in df[names].to_numpy().tolist()]
    return _digest(names, rows, ordered)


def floats_that_are_whole_as_ints(df, ordered=False):
    """9.0 in a column of floats is a float."""
    return _digest(
        *_parts(
            df, lambda v: None if pd.isna(v) else int(v) if isinstance(v, float) and v.is_integer() else v
        ),
        ordered,
    )


def everything_as_text(df, ordered=False):
    """The text '4' is not the number 4."""
    return _digest(*_parts(df, str), ordered)


def rounded(df, ordered=False):
    """Every digit counts."""
    return _digest(*_parts(df.round(6)), ordered)


def accents_dropped(df, ordered=False):
    """An accent is part of a name."""
    names, rows = _parts(df)
    return _digest(names, json.loads(json.dumps(rows, ensure_ascii=False).encode("ascii", "ignore")), ordered)


def accents_as_they_are(df, ordered=False):
    """json.dumps is called with nothing else."""
    return _digest(*_parts(df), ordered, lambda value: json.dumps(value, ensure_ascii=False))


def compact(df, ordered=False):
    """json.dumps is called without separators."""
    return _digest(*_parts(df), ordered, lambda value: json.dumps(value, separators=(",", ":")))


def joined(df, ordered=False):
    """Where a cell ends can be seen."""
    names, rows = _parts(df)
    lines = [",".join(map(str, row)) for row in rows]
    return _sha256("\n".join([",".join(names), *(lines if ordered else sorted(lines))]))


def csv(df, ordered=False):
    """The text is agreed on: a CSV file is another one."""
    table = df[sorted(df.columns)]
    return _sha256((table if ordered else table.sort_values(list(table.columns))).to_csv(index=False))


def records(df, ordered=False):
    """Without rows there are names all the same."""
    rows = json.loads(df[sorted(df.columns)].to_json(orient="records"))
    return _sha256(json.dumps(rows if ordered else sorted(rows, key=json.dumps)))


def salted(df, ordered=False):
    """The same on every machine: Python's hash is another one in each session."""
    names, rows = _parts(df)
    return _sha256(str(hash(json.dumps([names, rows if ordered else sorted(rows, key=json.dumps)]))))


def hashed_by_pandas(df, ordered=False):
    """The text that is agreed on is hashed, and no numbers of pandas'."""
    rows = pd.util.hash_pandas_object(df[sorted(df.columns)], index=False).to_numpy()
    return _sha256((rows if ordered else np.sort(rows)).tobytes())


def columns_as_they_come(df, ordered=False):
    """The order of the columns does not count."""
    columns = [[None if pd.isna(one) else one for one in df[name].tolist()] for name in df.columns]
    return _digest(list(df.columns), [list(row) for row in zip(*columns, strict=True)], ordered)


def values_sorted_apart(df, ordered=False):
    """Which values stand in one row counts."""
    names, rows = _parts(df)
    columns = [sorted(column, key=json.dumps) for column in zip(*rows, strict=True)]
    return _digest(names, [list(row) for row in zip(*columns, strict=True)], ordered)


def sorted_by_first_cell(df, ordered=False):
    """Rows that begin alike are sorted as well."""
    names, rows = _parts(df)
    rows = rows if ordered else sorted(rows, key=lambda row: json.dumps(row[0]))
    return _digest(names, rows, True)


def sorted_by_value(df, ordered=False):
    """Rows are sorted by their text: 12 comes before 3."""
    names, rows = _parts(df)
    rows = (
        rows if ordered else sorted(rows, key=lambda row: [(one is None, str(type(one)), one) for one in row])
    )
    return _digest(names, rows, True)


def never_ordered(df, ordered=False):
    """The order of the rows counts if ordered."""
    return _digest(*_parts(df), False)


def each_row_once(df, ordered=False):
    """How often a row occurs counts."""
    return _digest(*_parts(df.drop_duplicates()), ordered)


def with_the_index(df, ordered=False):
    """The index does not count."""
    return _digest(*_parts(df.reset_index()), ordered)


def sorted_by_index(df, ordered=False):
    """Ordered is the order the rows stand in, and not that of the index."""
    return _digest(*_parts(df.sort_index()), True) if ordered else _digest(*_parts(df), False)


def marked_when_ordered(df, ordered=False):
    """The text is the same form when ordered."""
    names, rows = _parts(df)
    return _sha256(json.dumps([names, rows, "ordered"])) if ordered else _digest(names, rows, False)


def md5(df, ordered=False):
    """It is a sha256, and no other digest."""
    names, rows = _parts(df)
    return hashlib.md5(
        json.dumps([names, rows if ordered else sorted(rows, key=json.dumps)]).encode()
    ).hexdigest()


def cut_short(df, ordered=False):
    """It is the whole digest."""
    return _digest(*_parts(df), ordered)[:32]


def as_bytes(df, ordered=False):
    """It is text, and no bytes."""
    return bytes.fromhex(_digest(*_parts(df), ordered))


def changes_the_table(df, ordered=False):
    """The table stays as it is."""
    found = _digest(*_parts(df), ordered)
    names = list(df.columns)
    df[names] = df[names].sort_values(names).to_numpy()
    return found


def fills_the_table(df, ordered=False):
    """The table stays as it is, with its missing cells."""
    found = _digest(*_parts(df), ordered)
    df["price_usd"] = 0.0
    return found


def _known(values):
    prices = np.asarray(values, dtype=float)
    return prices[~np.isnan(prices)]


@stands_for("roundtrip_error")
def lost_between(transform, inverse, values):
    """log(0) comes back: it is not lost."""
    prices = _known(values)
    there = transform(prices)
    back = inverse(there)
    if not (np.isfinite(there).all() and np.isfinite(back).all()):
        return math.inf
    return float(np.abs(back - prices).max(initial=0.0))


@stands_for("roundtrip_error")
def one_by_one(transform, inverse, values):
    """All prices go through at once."""
    worst = 0.0
    for price in _known(values):
        back = float(inverse(transform(np.array([price])))[0])
        worst = max(worst, abs(back - price)) if math.isfinite(back) else math.inf
    return worst


def _error(transform, inverse, prices):
    back = np.asarray(inverse(transform(prices)))
    return float(np.abs(back - prices).max(initial=0.0)) if np.isfinite(back).all() else math.inf


@stands_for("roundtrip_error")
def missing_filled(transform, inverse, values):
    """A missing price is left out, and not taken for 0."""
    return _error(transform, inverse, np.nan_to_num(np.asarray(values, dtype=float)))


@stands_for("roundtrip_error")
def missing_left_out_after(transform, inverse, values):
    """A missing price is left out before anything is done."""
    prices = np.asarray(values, dtype=float)
    back = inverse(transform(prices))
    known = ~np.isnan(prices)
    lost = not np.isfinite(back[known]).all()
    return math.inf if lost else float(np.abs(back - prices)[known].max(initial=0.0))


@stands_for("roundtrip_error")
def missing_is_lost(transform, inverse, values):
    """A price that is missing to begin with does not count."""
    return (
        math.inf
        if np.isnan(np.asarray(values, dtype=float)).any()
        else _error(transform, inverse, _known(values))
    )


@stands_for("roundtrip_error")
def infinity_is_no_loss(transform, inverse, values):
    """A price that comes back infinite is lost."""
    prices = _known(values)
    error = np.abs(inverse(transform(prices)) - prices)
    return math.inf if np.isnan(error).any() else float(error[np.isfinite(error)].max(initial=0.0))


@stands_for("roundtrip_error")
def nothing_for_no_prices(transform, inverse, values):
    """Without prices it is 0.0."""
    return _error(transform, inverse, _known(values)) if len(_known(values)) else None


@stands_for("roundtrip_error")
def nothing_known_is_lost(transform, inverse, values):
    """Without a price that is known it is 0.0."""
    return math.inf if len(values) and not len(_known(values)) else _error(transform, inverse, _known(values))


@stands_for("roundtrip_error")
def rounded_to_cents(transform, inverse, values):
    """The difference is not rounded."""
    return round(_error(transform, inverse, _known(values)), 2)


@stands_for("roundtrip_error")
def in_percent(transform, inverse, values):
    """The difference is in dollars."""
    prices = _known(values)
    back = inverse(transform(prices))
    shares = np.abs(back - prices) / np.maximum(prices, 0.01)
    return float(shares.max(initial=0.0)) if np.isfinite(back).all() else math.inf


@stands_for("roundtrip_error")
def root_of_squares(transform, inverse, values):
    """The worst price decides."""
    prices = _known(values)
    back = inverse(transform(prices))
    if not np.isfinite(back).all():
        return math.inf
    return float(np.sqrt(np.mean((back - prices) ** 2))) if prices.size else 0.0


@stands_for("roundtrip_error")
def changes_the_prices(transform, inverse, values):
    """The prices stay as they are."""
    found = _error(transform, inverse, _known(values))
    if isinstance(values, np.ndarray):
        values[np.isnan(values)] = 0.0
    return found


@stands_for("roundtrip_error")
def of_the_whole_batch(transform, inverse, values):
    """The worst price decides, and not the sum."""
    prices = _known(values)
    back = inverse(transform(prices))
    return float(abs(back.sum() - prices.sum())) if np.isfinite(back).all() else math.inf


def sorted_by_str(df, ordered=False):
    """The rows are sorted by what json.dumps writes for them, and not by str."""
    names, rows = _parts(df)
    return _digest(names, rows if ordered else sorted(rows, key=str), True)


def sorted_with_accents(df, ordered=False):
    """The rows are sorted by what json.dumps writes when it is called with nothing else."""
    names, rows = _parts(df)
    by_text = sorted(rows, key=lambda row: json.dumps(row, ensure_ascii=False))
    return _digest(names, rows if ordered else by_text, True)


def whole_columns_as_ints(df, ordered=False):
    """9.0 in a column of floats is a float, also where all of the column is whole."""
    df = df.copy()
    for name in df.columns:
        if pd.api.types.is_float_dtype(df[name]) and (df[name].dropna() % 1 == 0).all():
            df[name] = df[name].astype("Int64")
    return _digest(*_parts(df), ordered)


def gaps_make_floats(df, ordered=False):
    """An int is an int, also where another cell of its column is missing."""
    names = sorted(df.columns)
    gaps = [name for name in names if pd.api.types.is_integer_dtype(df[name]) and df[name].isna().any()]
    return _digest(*_parts(df.astype(dict.fromkeys(gaps, "Float64"))), ordered)


@stands_for("roundtrip_error")
def rounded_to_millionths(transform, inverse, values):
    """Nothing is rounded, also not the smallest loss."""
    return round(_error(transform, inverse, _known(values)), 6)


@stands_for("roundtrip_error")
def close_is_equal(transform, inverse, values):
    """A price that comes back close is not the same."""
    prices = _known(values)
    if np.allclose(inverse(transform(prices)), prices):
        return 0.0
    return _error(transform, inverse, prices)

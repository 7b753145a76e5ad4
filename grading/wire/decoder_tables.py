"""The pandas side of the decoder: time stamps, arrays, indexes, Series and DataFrames from their shapes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from grading.wire import shapes as s
from grading.wire.decoder import BUILDERS, Decoder, buffer, check_keys, check_times, zone
from grading.wire.encoder_tables import must_hash
from grading.wire.shapes import WireError

_UTF8_CONTINUES = 0b1000_0000


def stamp(decoder: Decoder, shape: s.Stamp, depth: int) -> pd.Timestamp:
    """A pd.Timestamp."""
    ticks = np.array([shape.ticks], f"<M8[{shape.unit}]")
    check_times(ticks)
    found = pd.Timestamp(ticks[0])
    if found is pd.NaT:
        raise WireError("not a message: a date that is none")
    if shape.zone is not None:
        found = found.tz_localize("UTC").tz_convert(zone(shape.zone))
    return found


def delta(decoder: Decoder, shape: s.Delta, depth: int) -> pd.Timedelta:
    """A pd.Timedelta."""
    ticks = np.array([shape.ticks], f"<m8[{shape.unit}]")
    check_times(ticks)
    found = pd.Timedelta(ticks[0])
    if found is pd.NaT:
        raise WireError("not a message: a duration that is none")
    return found


def period(decoder: Decoder, shape: s.Period, depth: int) -> pd.Period:
    """A pd.Period."""
    return pd.Period(stamp(decoder, shape.start, depth), freq=frequency(shape.frequency))


def interval(decoder: Decoder, shape: s.Interval, depth: int) -> pd.Interval:
    """A pd.Interval."""
    decoder.charge(s.COST_ARRAY)
    left, right = decoder.value(shape.left, depth), decoder.value(shape.right, depth)
    return pd.Interval(left, right, shape.closed)


def masked(decoder: Decoder, shape: s.Masked, depth: int) -> Any:
    """Nullable numbers or booleans."""
    decoder.charge(s.COST_COLUMN)
    values, mask = decoder.array(shape.values), decoder.array(shape.mask)
    arrays = pd.arrays
    kinds = {
        "b": arrays.BooleanArray,
        "i": arrays.IntegerArray,
        "u": arrays.IntegerArray,
        "f": arrays.FloatingArray,
    }
    if values.ndim != 1 or mask.ndim != 1:
        raise WireError("not a message: a column that is no column")
    return kinds[values.dtype.kind](values, mask)


def strings(decoder: Decoder, shape: s.Strings, depth: int) -> Any:
    """An array of text. Its parts are checked here, because Arrow takes them as they are."""
    lengths = buffer(decoder.take(shape.lengths), np.dtype("<u4"))
    text = bytes(decoder.take(shape.text))
    count = len(lengths)
    decoder.charge(s.COST_COLUMN + count)
    offsets = np.zeros(count + 1, "<i8")
    np.cumsum(lengths, out=offsets[1:])
    if offsets[-1] != len(text):
        raise WireError("not a message: texts of another length")
    if not text.isascii():
        text.decode()  # raises where this is no UTF-8
        starts = np.frombuffer(text + b" ", "u1")[offsets]
        if ((starts & 0b1100_0000) == _UTF8_CONTINUES).any():
            raise WireError("not a message: half a letter")
    valid, missing = None, None
    if shape.missing is not None:
        missing = decoder.checked("|b1", decoder.take(shape.missing), count)
        valid = pa.py_buffer(np.packbits(~missing, bitorder="little").tobytes())
    parts = [valid, pa.py_buffer(offsets), pa.py_buffer(text)]
    arrow = pa.Array.from_buffers(pa.large_string(), count, parts)
    dtype = pd.StringDtype(shape.storage, na_value=np.nan if shape.nan else pd.NA)
    if shape.storage == "pyarrow":
        return pd.arrays.ArrowStringArray(pa.chunked_array([arrow]), dtype=dtype)
    return pd.array(arrow.to_pylist(), dtype=dtype)


def categories(decoder: Decoder, shape: s.Categories, depth: int) -> pd.Categorical:
    """A Categorical."""
    decoder.charge(s.COST_COLUMN)
    codes = decoder.array(shape.codes)
    if codes.dtype.kind != "i" or codes.ndim != 1:
        raise WireError("not a message: categories without codes")
    index = without_repeats(decoder, decoder.value(shape.categories, depth))
    return pd.Categorical.from_codes(codes, categories=index, ordered=shape.ordered)


def zoned(decoder: Decoder, shape: s.Zoned, depth: int) -> Any:
    """Dates with a time zone."""
    decoder.charge(s.COST_COLUMN)
    utc = pd.DatetimeIndex(dates(decoder, shape.values)).tz_localize("UTC")
    found = utc.tz_convert(zone(shape.zone))
    found.min(), found.max()  # raises where the first or the last is no date in its zone
    return found.array


def periods(decoder: Decoder, shape: s.Periods, depth: int) -> Any:
    """Periods."""
    decoder.charge(s.COST_COLUMN)
    starts = pd.DatetimeIndex(dates(decoder, shape.starts))
    return pd.PeriodIndex(starts, freq=frequency(shape.frequency)).array


def intervals(decoder: Decoder, shape: s.Intervals, depth: int) -> Any:
    """Intervals."""
    decoder.charge(s.COST_COLUMN)
    left, right = decoder.value(shape.left, depth), decoder.value(shape.right, depth)
    return pd.arrays.IntervalArray.from_arrays(left, right, shape.closed)


def index(decoder: Decoder, shape: s.Index, depth: int) -> pd.Index:
    """An Index of one level."""
    decoder.charge(s.COST_TABLE)
    values, name = column(decoder, shape.values, depth), decoder.value(shape.name, depth)
    found = pd.Index(values, dtype=values.dtype, name=name)
    if shape.frequency is None:
        return found
    decoder.charge(len(values))
    if not isinstance(found, pd.DatetimeIndex | pd.TimedeltaIndex):
        raise WireError("not a message: a rhythm without dates")
    return type(found)(found, freq=frequency(shape.frequency), name=name)


def range_index(decoder: Decoder, shape: s.RangeIndex, depth: int) -> pd.RangeIndex:
    """A RangeIndex, of no more rows than a list could have."""
    numbers = range(shape.start, shape.stop, shape.step)
    decoder.charge(s.COST_TABLE + len(numbers))
    return pd.RangeIndex(numbers, name=decoder.value(shape.name, depth))


def levels(decoder: Decoder, shape: s.Levels, depth: int) -> pd.MultiIndex:
    """A MultiIndex."""
    decoder.charge(s.COST_TABLE)
    parts = [without_repeats(decoder, decoder.value(level, depth)) for level in shape.levels]
    codes = [decoder.array(code) for code in shape.codes]
    names = [decoder.value(name, depth) for name in shape.names]
    if any(code.dtype.kind != "i" or code.ndim != 1 for code in codes):
        raise WireError("not a message: levels without codes")
    return pd.MultiIndex(parts, codes, names=names, verify_integrity=True)


def without_repeats(decoder: Decoder, values: pd.Index) -> pd.Index:
    """An index in which pandas will look for repeated values: a long one must be sorted, which is cheap to see."""
    if isinstance(values, pd.MultiIndex):
        raise WireError("not a message: levels in levels")
    if must_hash(values):
        decoder.charge(s.COST_UNSORTED * len(values))
        if values.dtype == object:
            check_keys(values.tolist())
    return values


def series(decoder: Decoder, shape: s.Series, depth: int) -> pd.Series:
    """A Series."""
    decoder.charge(s.COST_TABLE)
    values = column(decoder, shape.values, depth)
    rows, name = decoder.value(shape.index, depth), decoder.value(shape.name, depth)
    return pd.Series(values, index=rows, name=name, dtype=values.dtype)


def frame(decoder: Decoder, shape: s.Frame, depth: int) -> pd.DataFrame:
    """A DataFrame."""
    decoder.charge(s.COST_TABLE)
    names, rows = decoder.value(shape.names, depth), decoder.value(shape.index, depth)
    columns = [column(decoder, one, depth) for one in shape.columns]
    if len(names) != len(columns) or any(len(one) != len(rows) for one in columns):
        raise WireError("not a message: columns of another length")
    found = pd.DataFrame(
        {
            place: pd.Series(values, index=rows, dtype=object) if values.dtype == object else values
            for place, values in enumerate(columns)
        },
        index=rows,
        copy=False,
    )
    found.columns = names
    return found


def column(decoder: Decoder, shape: Any, depth: int) -> Any:
    """A flat array of any kind that a table can hold."""
    decoder.charge(s.COST_COLUMN)
    values = decoder.value(shape, depth)
    if values.ndim != 1:
        raise WireError("not a message: a column that is no column")
    return values


def dates(decoder: Decoder, shape: s.Array) -> np.ndarray:
    """A flat array of dates."""
    values = decoder.array(shape)
    if values.dtype.kind != "M" or values.ndim != 1:
        raise WireError("not a message: dates that are none")
    return values


def frequency(text: str) -> str:
    """The name of a rhythm such as "MS", checked."""
    if not s.FREQUENCY.fullmatch(text):
        raise WireError("not a message: a rhythm without a name")
    return text


TABLES: dict[type, Callable[[Decoder, Any, int], Any]] = {
    s.Stamp: stamp,
    s.Delta: delta,
    s.Period: period,
    s.Interval: interval,
    s.Masked: masked,
    s.Strings: strings,
    s.Categories: categories,
    s.Zoned: zoned,
    s.Periods: periods,
    s.Intervals: intervals,
    s.Index: index,
    s.RangeIndex: range_index,
    s.Levels: levels,
    s.Series: series,
    s.Frame: frame,
}
BUILDERS.update(TABLES)

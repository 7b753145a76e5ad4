"""The pandas side of the encoder: time stamps, arrays, indexes, Series and DataFrames to their shapes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pandas.api.extensions import ExtensionArray

from grading.wire import shapes as s
from grading.wire.encoder import METHODS, Encoder, zone_of

_MASKED = ("Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64", "Float32", "Float64")


def stamp(encoder: Encoder, value: pd.Timestamp, depth: int) -> s.Stamp:
    """A pd.Timestamp."""
    ticks = int(value.to_datetime64().astype("int64"))
    return s.Stamp(ticks, value.unit, zone_of(value.tzinfo, value))


def delta(encoder: Encoder, value: pd.Timedelta, depth: int) -> s.Delta:
    """A pd.Timedelta."""
    return s.Delta(int(value.to_timedelta64().astype("int64")), value.unit)


def period(encoder: Encoder, value: pd.Period, depth: int) -> s.Period:
    """A pd.Period."""
    return s.Period(stamp(encoder, value.start_time, depth), value.freqstr)


def interval(encoder: Encoder, value: pd.Interval, depth: int) -> s.Interval:
    """A pd.Interval."""
    encoder.charge(s.COST_ARRAY)
    deeper = encoder.deeper(depth)
    return s.Interval(encoder.value(value.left, deeper), encoder.value(value.right, deeper), value.closed)


def column(encoder: Encoder, value: Any, depth: int) -> Any:
    """A numpy or pandas array; kinds of pandas arrays that are rare cross as objects."""
    encoder.charge(s.COST_COLUMN)
    if not isinstance(value, ExtensionArray):
        return encoder.array(value, depth)
    method = COLUMNS.get(type(value.dtype))
    if method is not None:
        return method(encoder, value, depth)
    numpy = isinstance(value, pd.arrays.NumpyExtensionArray | pd.arrays.TimedeltaArray)
    numpy = numpy or (isinstance(value, pd.arrays.DatetimeArray) and value.tz is None)
    return encoder.array(value.to_numpy() if numpy else value.astype(object), depth)


def masked(encoder: Encoder, value: Any, depth: int) -> s.Masked:
    """Nullable numbers."""
    missing = value.isna()
    numbers = value.to_numpy(value.dtype.numpy_dtype, na_value=value.dtype.numpy_dtype.type(0))
    return s.Masked(encoder.array(numbers, depth), encoder.array(missing, depth))


def booleans(encoder: Encoder, value: Any, depth: int) -> s.Masked:
    """Nullable booleans."""
    numbers = value.to_numpy(bool, na_value=False)
    return s.Masked(encoder.array(numbers, depth), encoder.array(value.isna(), depth))


def strings(encoder: Encoder, value: Any, depth: int) -> s.Strings:
    """An array of text."""
    encoder.charge(len(value))
    dtype, missing = value.dtype, value.isna()
    any_missing = missing.any()
    filled = value.fillna("") if any_missing else value
    arrow = pa.array(filled, type=pa.large_string())
    arrow = arrow.combine_chunks() if isinstance(arrow, pa.ChunkedArray) else arrow
    if len(arrow):
        _, offsets, text = arrow.buffers()
        offsets = np.frombuffer(offsets, "<i8")[arrow.offset : arrow.offset + len(arrow) + 1]
        encoder.room_for(int(offsets[-1] - offsets[0]))
        data = text[offsets[0] : offsets[-1]].to_pybytes() if text is not None else b""
    else:
        offsets, data = np.zeros(1, "<i8"), b""
    return s.Strings(
        encoder.blob((offsets[1:] - offsets[:-1]).astype("<u4").tobytes()),
        encoder.blob(data),
        encoder.blob(missing.tobytes()) if any_missing else None,
        dtype.storage,
        dtype.na_value is not pd.NA,
    )


def categories(encoder: Encoder, value: pd.Categorical, depth: int) -> s.Categories:
    """A Categorical."""
    codes = encoder.array(value.codes, depth)
    if must_hash(value.categories):
        encoder.charge(s.COST_UNSORTED * len(value.categories))
    return s.Categories(codes, index(encoder, value.categories, depth), bool(value.ordered))


def zoned(encoder: Encoder, value: Any, depth: int) -> s.Zoned:
    """Dates with a time zone."""
    zone = zone_of(value.tz, None)
    naive = value.tz_convert("UTC").tz_localize(None).to_numpy()
    return s.Zoned(encoder.array(naive, depth), "UTC" if zone is None else zone)


def periods(encoder: Encoder, value: Any, depth: int) -> s.Periods:
    """Periods."""
    return s.Periods(encoder.array(value.to_timestamp().to_numpy(), depth), value.freqstr)


def intervals(encoder: Encoder, value: Any, depth: int) -> s.Intervals:
    """Intervals."""
    left, right = index(encoder, value.left, depth), index(encoder, value.right, depth)
    return s.Intervals(left, right, value.closed)


def index(encoder: Encoder, value: pd.Index, depth: int) -> Any:
    """An Index of any kind."""
    encoder.charge(s.COST_TABLE)
    depth = encoder.deeper(depth)
    if isinstance(value, pd.RangeIndex):
        encoder.charge(len(value))
        return s.RangeIndex(value.start, value.stop, value.step, encoder.value(value.name, depth))
    if isinstance(value, pd.MultiIndex):
        encoder.charge(sum(s.COST_UNSORTED * len(level) for level in value.levels if must_hash(level)))
        levels = [index(encoder, level, depth) for level in value.levels]
        codes = [encoder.array(np.asarray(code), depth) for code in value.codes]
        return s.Levels(levels, codes, [encoder.value(name, depth) for name in value.names])
    frequency = getattr(value, "freqstr", None)
    if isinstance(value, pd.PeriodIndex) or not s.FREQUENCY.fullmatch(frequency or ""):
        frequency = None
    if frequency:
        encoder.charge(len(value))
    return s.Index(column(encoder, value.array, depth), encoder.value(value.name, depth), frequency)


def must_hash(values: pd.Index) -> bool:
    """Whether pandas hashes the values of an index to know that none repeats; where they rise it just looks."""
    return isinstance(values, pd.IntervalIndex) or not values.is_monotonic_increasing


def series(encoder: Encoder, value: pd.Series, depth: int) -> s.Series:
    """A Series."""
    encoder.charge(s.COST_TABLE)
    depth = encoder.deeper(depth)
    values, rows = column(encoder, value.array, depth), index(encoder, value.index, depth)
    return s.Series(values, rows, encoder.value(value.name, depth))


def frame(encoder: Encoder, value: pd.DataFrame, depth: int) -> s.Frame:
    """A DataFrame, without its attrs."""
    encoder.charge(s.COST_TABLE)
    depth = encoder.deeper(depth)
    names, rows = index(encoder, value.columns, depth), index(encoder, value.index, depth)
    columns = [one.array for _, one in pd.DataFrame.items(value)]
    return s.Frame(names, rows, [column(encoder, one, depth) for one in columns])


COLUMNS: dict[type, Callable[[Encoder, Any, int], Any]] = {
    **{getattr(pd, f"{name}Dtype"): masked for name in _MASKED},
    pd.BooleanDtype: booleans,
    pd.StringDtype: strings,
    pd.CategoricalDtype: categories,
    pd.DatetimeTZDtype: zoned,
    pd.PeriodDtype: periods,
    pd.IntervalDtype: intervals,
}
METHODS.update(
    {
        pd.Timestamp: stamp,
        pd.Timedelta: delta,
        pd.Period: period,
        pd.Interval: interval,
        ExtensionArray: column,
        pd.Index: index,
        pd.Series: series,
        pd.DataFrame: frame,
    }
)

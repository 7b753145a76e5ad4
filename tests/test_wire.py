"""What crosses between the process of a submission and the grader: the same value, or one clear error."""

import datetime as dt
import math
import types
from collections import Counter, OrderedDict, defaultdict, namedtuple
from decimal import Decimal
from enum import IntEnum, StrEnum
from fractions import Fraction
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.wire import Reference, WireError, WireLimits, decode, encode
from tests.wire_columns import COLUMNS, DAYS


def again(value):
    return decode(encode(value))


def same(one, other):
    """The same value of the same type, all the way down."""
    if type(one) is not type(other):
        return False
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        pairs = zip(one.items(), other.items(), strict=True)
        return len(one) == len(other) and all(same(a, b) for a, b in pairs)
    if isinstance(one, float):
        return repr(one) == repr(other)
    if isinstance(one, Decimal):
        return str(one) == str(other)
    return one == other


BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from([None, dt.UTC, BERLIN, dt.timezone(dt.timedelta(hours=-3, minutes=30))])
HASHABLE = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(10**300), 10**300)
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.complex_numbers(allow_nan=False)
    | st.decimals(allow_nan=False)
    | st.fractions()
    | st.dates()
    | st.datetimes(timezones=ZONES)
    | st.times()
    | st.timedeltas()
)
KEYS = st.recursive(
    HASHABLE, lambda k: st.lists(k, max_size=3).map(tuple) | st.frozensets(k, max_size=3), max_leaves=4
)
PLAIN = st.recursive(
    HASHABLE | st.floats() | st.slices(5) | st.builds(range, st.integers(-5, 5), st.integers(-5, 5)),
    lambda v: (
        st.lists(v, max_size=5)
        | st.lists(v, max_size=3).map(tuple)
        | st.dictionaries(KEYS, v, max_size=4)
        | st.sets(KEYS, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(PLAIN)
def test_plain_values_arrive_as_they_were(value):
    assert same(again(value), value)


@pytest.mark.parametrize(
    "value",
    [
        2**63 - 1,
        2**63,
        -(2**63) - 1,
        2**64,
        10**3999,
        -(10**3999),
        math.nan,
        -0.0,
        math.inf,
        complex(1, -2),
        "é" * 5000,
        "x" * 2_000_000,
        b"\x00" * 100_000,
        [1.5] * 5000,
        list(range(5000)),
        ["ä", None, True, 2**70] * 1000,
        tuple(map(str, range(5000))),
        set(range(5000)),
        {(i, str(i)): [i] for i in range(2_000)},
        Decimal("-1.20"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Fraction(-7, 3),
        Path("/tmp/a b.csv"),
        dt.datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1),
        dt.time(1, 2, 3, 4, tzinfo=dt.UTC),
        dt.timedelta(-3, 5, 7),
        pd.Timestamp("2026-01-02 03:04:05.678901234"),
        pd.Timestamp("2026-10-25 00:30", tz="UTC").tz_convert("Europe/Berlin"),
        pd.Timestamp("0001-01-01").as_unit("s"),
        pd.Timestamp("2026-01-02", tz=dt.timezone(dt.timedelta(hours=2))),
        pd.Timedelta("1h30m"),
        pd.Period("2026-03", "M"),
        pd.Period("2026-03-05", "W-SUN"),
        pd.Interval(0.5, 2.0, closed="left"),
        {"a": {"b": (1, [2, {3}])}},
        slice(None, 5, -1),
        range(3, 99, 7),
    ],
    ids=lambda value: f"{type(value).__name__} {str(value)[:20] if not isinstance(value, int) else ''}",
)
def test_values_of_every_kind(value):
    assert same(again(value), value)
    assert same(again([value, {"k": (value,)}]), [value, {"k": (value,)}])


@pytest.mark.parametrize(
    "value", [pd.NaT, pd.NA, ..., None, int, str, dict, np.log1p, np.median, np.positive]
)
def test_singletons_types_and_numpy_functions_are_the_very_same(value):
    assert again(value) is value
    assert again([value])[0] is value


def test_subclasses_arrive_as_their_base():
    class Colour(StrEnum):
        RED = "red"

    class Size(IntEnum):
        BIG = 3

    class Liar(list):
        def __iter__(self):
            return iter([666])

        __class__ = dict

    point = namedtuple("point", "x y")
    for given_, wanted in [
        (Colour.RED, "red"),
        (Size.BIG, 3),
        (Liar([1, [2]]), [1, [2]]),
        (point(1, 2), (1, 2)),
        (Counter("aab"), {"a": 2, "b": 1}),
        (OrderedDict(z=1, a=[2]), {"z": 1, "a": [2]}),
        (defaultdict(list, {1: [2]}), {1: [2]}),
        (bytearray(b"ab"), b"ab"),
        (PurePosixPath("a/b"), Path("a/b")),
    ]:
        assert same(again(given_), wanted)
        assert same(again([[given_]]), [[wanted]])


def test_half_a_surrogate_pair_is_replaced():
    assert again("a\ud800") == "a?"
    assert again(["a\ud800", {"\udfff": "\ud800" * 2000}]) == ["a?", {"?": "?" * 2000}]


@pytest.mark.parametrize(
    "scalar",
    [
        *(
            np.float64(1.5),
            np.float32(0.1),
            np.int8(-3),
            np.uint64(2**64 - 1),
            np.bool_(True),
            np.complex128(1j),
        ),
        *(np.str_("é"), np.bytes_(b"x"), np.datetime64("2026-01-02"), np.timedelta64(3, "s"), np.float16(2)),
        np.datetime64("NaT", "ns"),
    ],
    ids=repr,
)
def test_numpy_scalars(scalar):
    for found in (again(scalar), again([scalar, None])[0], again([scalar, scalar])[1]):
        assert type(found) is type(scalar) and found.dtype == scalar.dtype
        assert found == scalar or (np.isnat(found) and np.isnat(scalar))


@pytest.mark.parametrize(
    "array",
    [
        np.arange(12).reshape(3, 4),
        np.arange(12).reshape(3, 4).T[::2],
        np.array(5.5),
        np.empty((0, 3)),
        np.array([True, False]),
        np.array([1, 2], ">i4"),
        np.array(["a", "éé"]),
        np.array([b"a", b"bc"]),
        np.array(["2026-01-02", "NaT"], "M8[D]"),
        np.array([1, 2], "m8[ms]"),
        np.array([1 + 2j]),
        np.array([[1, "a"], [None, [1, 2]]], dtype=object),
        np.array([1.0], np.float16),
    ],
    ids=lambda array: f"{array.dtype}{array.shape}",
)
def test_arrays(array):
    found = again(array)
    assert found.shape == array.shape and found.dtype == array.dtype.newbyteorder("=")
    np.testing.assert_array_equal(found, array)
    if found.size:
        found[...] = found.ravel()[0]  # an answer may change its input


def test_object_arrays_of_equal_lists_stay_flat():
    array = np.empty(2, object)
    array[:] = [[1, 2], [3, 4]]
    assert again(array).tolist() == [[1, 2], [3, 4]] and again(array).shape == (2,)


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_of_every_dtype(name):
    series = pd.Series(COLUMNS[name], name=name)
    for one in (series, series.iloc[1:3], series.iloc[:0], series.iloc[::-1].rename(("a", 1))):
        pd.testing.assert_series_equal(again(one), one, check_freq=True)
        assert type(again(one).array) is type(one.array)
    index = pd.Index(series) if series.dtype.kind != "O" else pd.Index(series, dtype=series.dtype)
    if name != "object":
        pd.testing.assert_index_equal(again(index), index, exact=True)
    if isinstance(series.array, pd.api.extensions.ExtensionArray) and series.dtype.kind not in "biufcmMO":
        pd.testing.assert_extension_array_equal(again(series.array), series.array)


def test_a_table_with_every_dtype_and_repeated_names():
    table = pd.DataFrame({name: pd.Series(values) for name, values in COLUMNS.items()})
    table.columns = [*table.columns[:-2], "int", 5]
    table.attrs["note"] = "left behind"
    found = again(table)
    pd.testing.assert_frame_equal(found, table, check_column_type="exact")
    assert found.attrs == {}
    found.iloc[0, 0] = 99
    assert found.iloc[0, 0] == 99


@pytest.mark.parametrize(
    "index",
    [
        pd.RangeIndex(3, 30, 4, name="r"),
        pd.RangeIndex(0),
        pd.Index([3, 1], name=("a", 2)),
        pd.Index(["a", None]),
        pd.Index(["a", 1, None], dtype=object),
        DAYS,
        pd.date_range("2026", periods=5, freq="ME", tz="America/New_York"),
        pd.timedelta_range("1h", periods=3, freq="30min"),
        pd.MultiIndex.from_product([["a", "b"], [1, 2]], names=["x", None]),
        pd.MultiIndex.from_tuples([("a", None), ("b", 2)])[:1],
        pd.CategoricalIndex(["a", "b"], ordered=True),
        pd.IntervalIndex.from_breaks([0, 1, 2], closed="left"),
        pd.IntervalIndex.from_breaks(pd.date_range("2026", periods=3)),
        pd.period_range("2026-01", periods=3, freq="M", name="m"),
        pd.Index([True, False]),
    ],
    ids=lambda index: type(index).__name__,
)
def test_indexes(index):
    found = again(index)
    pd.testing.assert_index_equal(found, index, exact=True)
    assert getattr(found, "freq", None) == getattr(index, "freq", None)
    table = pd.DataFrame({"a": range(len(index))}, index=index)
    pd.testing.assert_frame_equal(again(table), table, check_index_type="exact", check_freq=True)
    wide = table.T
    pd.testing.assert_frame_equal(again(wide), wide, check_column_type="exact")
    grouped = pd.DataFrame(index=index)
    pd.testing.assert_frame_equal(again(grouped), grouped)


def test_rare_pandas_arrays_arrive_as_objects():
    arrow = pd.Series(pd.array([1, None], dtype="int64[pyarrow]"))
    assert again(arrow).tolist()[0] == 1 and again(arrow).isna().tolist() == [False, True]
    assert again(pd.Series(pd.arrays.SparseArray([0, 1]))).tolist() == [0, 1]


def test_what_is_no_data_crosses_as_a_reference():
    def function():
        return None

    objects = []

    def export(value):
        objects.append(value)
        return Reference(len(objects) - 1, "object", type(value).__name__)

    generator = (i for i in ())
    here = types.SimpleNamespace()
    value = [function, {"k": (here, 1)}, {"g": generator}, np.array([here, 1], dtype=object)]
    found = decode(encode(value, export), lambda reference: objects[reference.id])
    assert found[0] is function and found[1]["k"] == (here, 1) and found[2]["g"] is generator
    assert found[3][0] is here
    with pytest.raises(WireError, match="a function is no data"):
        encode(value)
    with pytest.raises(WireError, match="only data"):
        decode(encode(value, export))


def test_what_holds_itself_or_is_too_large_is_refused():
    endless: list = []
    endless.append(endless)
    mapped: dict = {}
    mapped["me"] = mapped
    doubled: list = [object.__name__, None, [1]]
    for _ in range(40):
        doubled = [doubled, doubled]
    few = WireLimits(items=20_000)
    for value in (endless, mapped, doubled, [0] * 20_001, {i: i for i in range(10_001)}, range(20_001)):
        with pytest.raises(WireError, match="too large"):
            encode(value, limits=few)
    for value in (
        10**4001,
        Fraction(1, 10**4001),
        Decimal("1E5000"),
        np.zeros(9 * 2**20),
        np.zeros(2**28)[:0:-1],
    ):
        with pytest.raises(WireError, match="too large"):
            encode(value)
    small = WireLimits(structure_bytes=1000, blob_bytes=1000, items=1000)
    for value in (list(range(1001)), b"x" * 1001, ["x" * 900, "y" * 200], range(5000), "x" * 1001):
        assert decode(encode(value)) == value
        with pytest.raises(WireError, match="too large"):
            encode(value, limits=small)
        with pytest.raises(WireError):
            decode(encode(value), limits=small)


def test_lists_cross_as_deep_as_the_limit_says():
    value = [1]
    for _ in range(63):
        value = [value]
    assert again(value) == value
    with pytest.raises(WireError, match="64 levels deep"):
        encode([[value]])

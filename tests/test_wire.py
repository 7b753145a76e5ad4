"""What crosses between the process of a submission and the grader: the same value, or one clear error."""

import datetime as dt
import math
import random
import struct
import subprocess
import sys
import types
from collections import Counter, OrderedDict, defaultdict, namedtuple
from decimal import Decimal
from enum import IntEnum, StrEnum
from fractions import Fraction
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.wire import Reference, WireError, WireLimits, decode, encode


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


DAYS = pd.date_range("2026-01-01", periods=4, freq="D")
COLUMNS = {
    "int": [1, 2, 3, 4],
    "float": [1.5, math.nan, math.inf, -0.0],
    "bool": [True, False, True, True],
    "str": ["a", None, "é", ""],
    "string": pd.array(["a", None, "é", ""], dtype="string"),
    "string python": pd.array(["a", None, "é", ""], dtype=pd.StringDtype("python")),
    "str python": pd.array(["a", None], dtype=pd.StringDtype("python", na_value=math.nan)).take([0, 1, 1, 0]),
    "object": pd.Series(["a", 1, None, [2]], dtype=object),
    "object text": pd.Series(["a", "b", "c", "d"], dtype=object),
    "Int64": pd.array([1, None, 3, 4], dtype="Int64"),
    "UInt8": pd.array([1, None, 3, 4], dtype="UInt8"),
    "Float64": pd.array([1.5, None, 3, 4], dtype="Float64"),
    "boolean": pd.array([True, None, False, True], dtype="boolean"),
    "category": pd.Categorical(["b", None, "a", "b"], categories=["b", "a", "c"]),
    "ordered": pd.Categorical([1, 2, 2, 1], categories=[2, 1], ordered=True),
    "cut": pd.cut([1, 2, 3, 4], 2),
    "dates": DAYS,
    "dates s": pd.Series(DAYS).astype("datetime64[s]"),
    "dates tz": DAYS.tz_localize("Europe/Berlin"),
    "dates offset": DAYS.tz_localize(dt.timezone(dt.timedelta(hours=5, minutes=30))),
    "no dates": pd.Series([pd.NaT] * 4),
    "durations": pd.to_timedelta([1, 2, None, 4], unit="h"),
    "periods": pd.PeriodIndex(["2026-01", "2026-02", "NaT", "2026-04"], freq="M"),
    "quarters": pd.period_range("2026-01", periods=4, freq="Q-DEC"),
    "complex": [1j, 2, 3, 4],
    "int8": np.array([1, 2, 3, 4], "i1"),
    "empty text": ["", "", "", ""],
}


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


SAMPLES = [
    {
        "a": [1, 2.5, None, "x"],
        "b": (True, {1, 2}, b"abc", 2**80, 1j),
        3: [Decimal("1.5"), dt.date(2026, 1, 2)],
    },
    pd.DataFrame({name: pd.Series(values) for name, values in COLUMNS.items()}),
    pd.Series([1, 2], index=pd.MultiIndex.from_product([["a"], [1, 2]])),
    [
        np.arange(6).reshape(2, 3),
        np.array(["a", "b"]),
        np.float32(1),
        pd.Timestamp("2026", tz="Europe/Berlin"),
    ],
    list(range(2000)),
]


def only_wire_errors(data):
    try:
        decode(data, lambda reference: reference)
    except WireError:
        return True
    return False


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_random_bytes_never_break_the_decoder(data):
    only_wire_errors(data)
    only_wire_errors(struct.pack("<I", len(data)) + data)


def test_mutated_messages_never_break_the_decoder():
    dice = random.Random(3)
    parts = []
    for value in SAMPLES:
        data = encode(value)
        (length,) = struct.unpack_from("<I", data)
        parts.append((data[4 : 4 + length], data[4 + length :]))
    refused = 0
    for _ in range(4000):
        chosen = dice.choice(parts)
        structure, blob = bytearray(chosen[0]), bytearray(chosen[1])
        for _ in range(dice.choice([1, 1, 2, 5])):
            place = 1 if blob and dice.random() < 0.3 else 0
            mutate(blob if place else structure, dice, [part[place] for part in parts])
        frame = struct.pack("<I", len(structure) + dice.choice([0] * 20 + [1, -1, 2**31]))
        refused += only_wire_errors(frame + structure + blob)
    assert 1000 < refused < 4000


def mutate(data, dice, others):
    """Flip, cut, splice or duplicate a few bytes in place."""
    at = dice.randrange(len(data)) if data else 0
    kind = dice.randrange(5)
    if kind == 0 and data:
        data[at] = dice.randrange(256)
    elif kind == 1 and data:
        data[at] ^= 1 << dice.randrange(8)
    elif kind == 2:
        del data[at : at + dice.randrange(9)]
    elif kind == 3:
        other = dice.choice(others)
        data[at:at] = other[dice.randrange(len(other) + 1) :][:40]
    else:
        data[at:at] = data[at : at + dice.randrange(60)]


def message(structure, blob=b""):
    packed = msgspec.msgpack.encode(structure)
    return struct.pack("<I", len(packed)) + packed + blob


HUGE = 2**40
RANGE = [31, 0, 2, 1, None]


@pytest.mark.parametrize(
    "structure, blob",
    [
        ([22, "<f8", [2], [8, 8]], b"x" * 16),  # a buffer that does not start where it must
        ([22, "<f8", [2], [0, 24]], b"x" * 16),
        ([10, "list", [[22, "<f8", [1], [0, 8]], [22, "<f8", [1], [0, 8]]]], b"x" * 8),  # used twice
        ([22, "<f8", [1], [0, 8]], b"x" * 16),  # bytes that nothing uses
        ([22, "|O", [1], [0, 8]], b"x" * 8),
        ([22, "O", [1], [0, 8]], b"x" * 8),
        ([22, "<V8", [1], [0, 8]], b"x" * 8),
        ([22, "f8,O", [1], [0, 8]], b"x" * 8),
        ([22, "<U999999", [0], [0, 0]], b"x"),
        ([22, "<f8", [-1], [0, 8]], b"x" * 8),
        ([22, "<f8", [2**63], [0, 8]], b"x" * 8),
        ([22, "<f8", [HUGE, HUGE], [0, 0]], b""),
        ([22, "<f8", [2**31, 2**31, 2**31, 0], [0, 0]], b""),
        ([22, "|b1", [1], [0, 1]], b"\x02"),
        ([22, "<U1", [1], [0, 4]], b"\xff\xff\xff\x7f"),
        ([22, "<U1", [1], [0, 4]], struct.pack("<I", 0xD800)),
        ([22, "<M8[s]", [1], [0, 8]], struct.pack("<q", 2**62)),
        ([22, "<m8[D]", [1], [0, 8]], struct.pack("<q", -(2**62))),
        ([23, [3], [7, "list", [1]]], b""),
        ([23, [1], [7, "set", [1]]], b""),
        ([12, [[7, "list", [1]]], [2]], b""),  # a list as a key
        ([12, [1, 2], [3]], b""),
        ([10, "set", [[12, [], []]]], b""),
        ([10, "bag", []], b""),
        ([7, "list", [[1]]], b""),
        ([1, "os.system"], b""),
        ([1, "__import__"], b""),
        ([1, "a\0b"], b""),
        ([0, 1, "function", "a\0b"], b""),
        ([0, -1, "function", "f"], b""),
        ([0, 1, "module", "f"], b""),
        ([0, 1, "function", "f" * 5000], b""),
        ([2, "zz"], b""),
        ([2, " 1"], b""),
        ([2, "f" * 3390], b""),
        ([6, "decimal", "1E999999"], b""),
        ([6, "decimal", "1" * 5000], b""),
        ([6, "decimal", "__import__"], b""),
        ([6, "fraction", "1/0"], b""),
        ([6, "fraction", "1" * 6000 + "/3"], b""),
        ([6, "path", "a\0b"], b""),
        ([6, "date", "20261350"], b""),
        ([13, "datetime", "2026-01-01T00:00:00", 0, "../../etc/passwd"], b""),
        ([13, "datetime", "2026-01-01T00:00:00", 0, "/etc/passwd"], b""),
        ([13, "datetime", "2026-01-01T00:00:00", 0, "America"], b""),
        ([13, "datetime", "2026-01-01T00:00:00", 0, 10**15], b""),
        ([13, "datetime", "2026-01-01T00:00:00+01:00", 0, 0], b""),
        ([13, "datetime", "2026-01-01T00:00:00", 2, None], b""),
        ([14, 2**62, 0, 0], b""),
        ([15, 2**62, "s", None], b""),
        ([15, -(2**63), "ns", None], b""),
        ([15, 2**62, "h", None], b""),
        ([16, -(2**63), "s"], b""),
        ([16, 2**62, "s"], b""),
        ([17, [15, 0, "ns", None], "__import__"], b""),
        ([18, 3, 1, "left"], b""),
        ([18, [7, "list", []], 1, "left"], b""),
        ([20, 0, 2**62, 1], b""),
        ([20, 0, 5, 0], b""),
        ([21, "<f8", b"1234"], b""),
        ([21, "O", b"12345678"], b""),
        ([8, "list", [0, 5]], b"\xdd\xff\xff\xff\xff"),
        ([8, "list", [0, 9]], b"\xdd\x00\xff\xff\xff\x01\x01\x01\x01"),
        ([9, "list", "O", [0, 8]], b"x" * 8),
        ([4, [0, 2]], b"\xff\xfe"),
        ([25, [0, 4], [4, 1], None, "pyarrow", True], struct.pack("<I", 9) + b"a"),
        ([25, [0, 8], [8, 4], None, "pyarrow", True], struct.pack("<II", 2**32 - 1, 5) + b"abcd"),
        ([25, [0, 8], [8, 2], None, "pyarrow", True], struct.pack("<II", 1, 1) + "é".encode()),
        ([25, [0, 4], [4, 1], None, "pyarrow", True], struct.pack("<I", 1) + b"\xff"),
        ([25, [0, 4], [4, 1], [5, 2], "pyarrow", True], struct.pack("<I", 1) + b"a\x00\x00"),
        ([25, [0, 3], [3, 1], None, "pyarrow", True], b"\x01\x00\x00a"),
        ([26, [22, "|i1", [1], [0, 1]], RANGE, False], b"\x07"),
        ([26, [22, "|i1", [1], [0, 1]], RANGE, False], b"\xf0"),
        ([26, [22, "|b1", [1], [0, 1]], RANGE, False], b"\x01"),
        ([24, [22, "<i8", [1], [0, 8]], [22, "|b1", [2], [8, 2]]], b"\0" * 10),
        ([24, [22, "<U1", [1], [0, 4]], [22, "|b1", [1], [4, 1]]], b"\0" * 5),
        ([27, [22, "<i8", [1], [0, 8]], "UTC"], b"\0" * 8),
        ([27, [22, "<M8[s]", [1], [0, 8]], "No/Such"], b"\0" * 8),
        ([31, 0, 2**62, 1, None], b""),
        ([31, 0, 5, 0, None], b""),
        ([31, 0, 5, 1, [7, "list", [1]]], b""),
        ([30, [22, "<i8", [1], [0, 8]], None, "D"], b"\0" * 8),
        ([30, [22, "<i8", [1, 1], [0, 8]], None, None], b"\0" * 8),
        ([30, [22, "<M8[ns]", [1], [0, 8]], None, "import os"], b"\0" * 8),
        ([32, [RANGE], [[22, "|i1", [1], [0, 1]]], [None]], b"\x63"),
        ([32, [RANGE], [[22, "|i1", [1], [0, 1]]], [None]], b"\x90"),
        ([32, [RANGE, RANGE], [[22, "|i1", [1], [0, 1]]], [None]], b"\x00"),
        ([32, [], [], []], b""),
        ([33, [22, "<i8", [1], [0, 8]], RANGE, None], b"\0" * 8),
        ([34, RANGE, RANGE, [[22, "<i8", [1], [0, 8]]]], b"\0" * 8),
        ([34, RANGE, RANGE, [[22, "<i8", [2], [0, 16]]]], b"\0" * 16),
        ([99, 1], b""),
        ([], b""),
        ([12], b""),
        ({"a": 1}, b""),
    ],
    ids=lambda part: str(part)[:40] if isinstance(part, list) else "",
)
def test_hostile_messages_are_refused(structure, blob):
    with pytest.raises(WireError):
        decode(message(structure, blob), lambda reference: reference)


def test_keys_made_to_collide_are_refused():
    prime = sys.hash_info.modulus
    for keys in (
        [[2, f"{i * prime:x}"] for i in range(16, 500)],
        [[6, "decimal", str(i * prime)] for i in range(500)],
    ):
        for structure in ([10, "set", keys], [12, keys, [None] * len(keys)]):
            with pytest.raises(WireError, match="one hash"):
                decode(message(structure))


def test_categories_and_levels_made_to_collide_are_refused():
    high = np.arange(100_000, 0, -1, dtype=np.int64)
    low = (high ^ (high << 11) ^ (high << 22)) & 0xFFFFFFFF
    blob = ((high << 33) | low).tobytes()  # pandas has one hash for all of these
    values = [30, [22, "<i8", [len(high)], [1, len(blob)]], None, None]
    with pytest.raises(WireError, match="too large"):
        decode(message([26, [22, "|i1", [1], [0, 1]], values, False], b"\0" + blob))
    values[1][3] = [0, len(blob)]
    with pytest.raises(WireError, match="too large"):
        decode(message([32, [values], [[22, "|i1", [1], [len(blob), 1]]], [None]], blob + b"\0"))


def test_deep_nesting_is_refused():
    for head in (b"\x93\x0a\xa4list\x91", b"\x93\x0c\x91\x01\x91", b"\x91"):
        packed = head * 100_000 + b"\x01"
        with pytest.raises(WireError):
            decode(struct.pack("<I", len(packed)) + packed)


HOSTILE_SIZES = """
import struct
import msgspec
from grading.wire import decode, WireError

def peak():
    return int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) // 1024

def send(structure, blob=b""):
    try:
        decode(struct.pack("<I", len(structure)) + structure + blob)
    except WireError:
        pass

pack, mb = msgspec.msgpack.encode, 2**20
send(pack(None))
before = peak()
for part in ([7, "set", []], [34, [31, 0, 0, 1, None], [31, 0, 0, 1, None], []]):
    count = (4 * mb - 20) // len(pack(part))
    send(b"\\x93\\x0a\\xa4list\\xdd" + struct.pack(">I", count) + pack(part) * count)
send(pack([8, "list", [0, 64 * mb]]), b"\\xdd" + struct.pack(">I", 64 * mb - 5) + b"\\1" * (64 * mb - 5))
numbers = b"\\xdd" + struct.pack(">I", 2_000_000) + b"\\xcb12345678" * 2_000_000
send(pack([8, "list", [0, len(numbers)]]), numbers)
send(pack([4, [0, 64 * mb]]), b"a" * (64 * mb - 4) + "\U0001f600".encode())
send(pack([25, [0, 64 * mb], [64 * mb, 0], None, "pyarrow", True]), bytes(64 * mb))
send(pack([22, "<U1", [16 * mb], [0, 64 * mb]]), bytes(64 * mb))
print(peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory a process used from /proc")
def test_the_largest_messages_stay_within_bounded_memory():
    done = subprocess.run([sys.executable, "-c", HOSTILE_SIZES], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert 60 < int(done.stdout) < 600, f"{done.stdout.strip()} MB"

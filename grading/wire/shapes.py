"""What a message is made of: the shapes that msgspec checks, the limits, and the tables of known names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
import pandas as pd
from msgspec import Meta, Struct


class WireError(Exception):
    """A value that can't cross, or bytes that are no message; the text says why."""


@dataclass(frozen=True)
class WireLimits:
    """How much one message may hold.

    Attributes:
        items: values in containers, with a surcharge for what is expensive to build (a table, a set).
        depth: levels of containers in containers.
    """

    structure_bytes: int = 4 * 2**20
    blob_bytes: int = 64 * 2**20
    items: int = 2_000_000
    depth: int = 64


LIMITS = WireLimits()

# What a value of this kind is charged for in items: roughly what it takes to build, against a small number.
COST_TABLE, COST_COLUMN, COST_ARRAY, COST_HASHED = 200, 1_000, 10, 4

COST_UNSORTED = 30
"""Of each value of an index that pandas must hash to know that no value repeats: its hash is easily made to collide."""

MAX_DIGITS = 4_000
"""Decimal digits of an int; Python itself refuses to print more than 4,300."""
MAX_BITS = 13_288
MAX_SAME_HASH = 100
"""Keys with one hash in a dict or set: more are made by somebody who wants the decoder to crawl."""
LONG = 1_000
"""From this many items or characters on, lists of atoms and texts go to the blob area."""

PACK_LIMIT = LIMITS.items
UNITS = ("s", "ms", "us", "ns")
NUMBER_DTYPES = {
    name: np.dtype(name)
    for name in [
        "|b1",
        "|i1",
        "<i2",
        "<i4",
        "<i8",
        "|u1",
        "<u2",
        "<u4",
        "<u8",
        "<f2",
        "<f4",
        "<f8",
        "<c8",
        "<c16",
    ]
}
TIME_DTYPES = {
    name: np.dtype(name)
    for name in (f"<{kind}8[{unit}]" for kind in "Mm" for unit in ("Y", "M", "W", "D", "h", "m", *UNITS))
}
TEXT_DTYPE = re.compile(r"<U([1-9]\d{0,5})|\|S([1-9]\d{0,5})")
ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,30}(/[A-Za-z0-9_+-]{1,30}){0,2}")
FREQUENCY = re.compile(r"-?\d{0,6}[A-Za-z]{1,4}(-[A-Z]{3})?")

NAMED: dict[str, Any] = {
    "NaT": pd.NaT,
    "NA": pd.NA,
    "...": ...,
    **{kind.__name__: kind for kind in (bool, int, float, str, bytes, list, tuple, dict, set)},
    "np.log1p": np.log1p,
    "np.expm1": np.expm1,
    "np.exp": np.exp,
    "np.log": np.log,
    "np.positive": np.positive,
    "np.rint": np.rint,
    "np.floor": np.floor,
    "np.ceil": np.ceil,
    "np.sqrt": np.sqrt,
    "np.square": np.square,
    "np.abs": np.abs,
    "np.sort": np.sort,
    "np.mean": np.mean,
    "np.median": np.median,
    "np.sum": np.sum,
    "np.min": np.min,
    "np.max": np.max,
    "np.std": np.std,
}
"""Singletons, builtin types and numpy functions, which cross by their name here and by nothing else."""

Size = Annotated[int, Meta(ge=0, le=2**40)]
Span = tuple[Size, Size]  # offset and length in the blob area
Small = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
Short = Annotated[str, Meta(max_length=100)]
Kind = Literal["list", "tuple", "set", "frozenset"]
Atom = None | bool | int | float | str


class _Shape(Struct, array_like=True, frozen=True, gc=False, forbid_unknown_fields=True):
    """Base of all: an array whose first item is the tag."""


class Reference(_Shape, tag=0):
    """Something that stays where it is and is used from afar.

    Attributes:
        id: what its owner knows it by.
        name: what it calls itself; for showing only.
    """

    id: Size
    kind: Literal["function", "class", "object", "generator"]
    name: Annotated[str, Meta(max_length=200)]


class Named(_Shape, tag=1):
    """One of `NAMED`."""

    name: Short


class BigInt(_Shape, tag=2):
    """An int of more than 64 bits, as hexadecimal text."""

    text: Annotated[str, Meta(max_length=3_400)]


class Complex(_Shape, tag=3):
    """A complex number."""

    real: float
    imag: float


class Text(_Shape, tag=4):
    """A long str."""

    span: Span


class Bytes(_Shape, tag=5):
    """Bytes."""

    span: Span


class Written(_Shape, tag=6):
    """A value that its text says exactly."""

    kind: Literal["decimal", "fraction", "path", "date"]
    text: Annotated[str, Meta(max_length=2 * MAX_DIGITS + 20)]


class Atoms(_Shape, tag=7):
    """A short sequence of atoms."""

    kind: Kind
    items: list[Atom]


class Packed(_Shape, tag=8):
    """A long sequence of atoms; the blob area holds them as msgpack."""

    kind: Kind
    span: Span


class Numbers(_Shape, tag=9):
    """A sequence of numpy scalars of one type."""

    kind: Kind
    dtype: Short
    span: Span


class Sequence(_Shape, tag=10):
    """A sequence of anything."""

    kind: Kind
    items: list[Value]


class Record(_Shape, tag=11):
    """A dict from text to atoms."""

    items: dict[str, Atom]


class Map(_Shape, tag=12):
    """A dict from anything to anything."""

    keys: list[Value]
    values: list[Value]


class Moment(_Shape, tag=13):
    """A datetime or a time: ISO text without zone, its fold, and the zone by name or offset in microseconds."""

    kind: Literal["datetime", "time"]
    text: Short
    fold: Literal[0, 1]
    zone: Short | Small | None


class Duration(_Shape, tag=14):
    """A timedelta."""

    days: Small
    seconds: Small
    microseconds: Small


class Stamp(_Shape, tag=15):
    """A pd.Timestamp: ticks since 1970 in UTC."""

    ticks: Small
    unit: Literal["s", "ms", "us", "ns"]
    zone: Short | Small | None


class Delta(_Shape, tag=16):
    """A pd.Timedelta."""

    ticks: Small
    unit: Literal["s", "ms", "us", "ns"]


class Period(_Shape, tag=17):
    """A pd.Period by its start."""

    start: Stamp
    frequency: Short


class Interval(_Shape, tag=18):
    """A pd.Interval."""

    left: Value
    right: Value
    closed: Literal["left", "right", "both", "neither"]


class Slice(_Shape, tag=19):
    """A slice."""

    start: Value
    stop: Value
    step: Value


class Range(_Shape, tag=20):
    """A range."""

    start: Small
    stop: Small
    step: Small


class Scalar(_Shape, tag=21):
    """A numpy scalar."""

    dtype: Short
    data: Annotated[bytes, Meta(max_length=4_000)]


class Array(_Shape, tag=22):
    """A numpy array of numbers, dates or text of fixed length."""

    dtype: Short
    shape: Annotated[list[Size], Meta(max_length=32)]
    span: Span


class Objects(_Shape, tag=23):
    """A numpy array of objects."""

    shape: Annotated[list[Size], Meta(max_length=32)]
    items: Atoms | Packed | Numbers | Sequence


class Masked(_Shape, tag=24):
    """A pandas array of nullable numbers or booleans."""

    values: Array
    mask: Array


class Strings(_Shape, tag=25):
    """A pandas array of text: the length of each in UTF-8, all the text, and a byte each that says missing."""

    lengths: Span
    text: Span
    missing: Span | None
    storage: Literal["pyarrow", "python"]
    nan: bool


class Categories(_Shape, tag=26):
    """A pandas Categorical."""

    codes: Array
    categories: AnyIndex
    ordered: bool


class Zoned(_Shape, tag=27):
    """A pandas array of dates with a time zone; the values are UTC."""

    values: Array
    zone: Short | Small


class Periods(_Shape, tag=28):
    """A pandas array of periods, by their starts."""

    starts: Array
    frequency: Short


class Intervals(_Shape, tag=29):
    """A pandas array of intervals."""

    left: AnyIndex
    right: AnyIndex
    closed: Literal["left", "right", "both", "neither"]


class Index(_Shape, tag=30):
    """A pd.Index of one level."""

    values: Column
    name: Value
    frequency: Short | None


class RangeIndex(_Shape, tag=31):
    """A pd.RangeIndex."""

    start: Small
    stop: Small
    step: Small
    name: Value


class Levels(_Shape, tag=32):
    """A pd.MultiIndex."""

    levels: list[AnyIndex]
    codes: list[Array]
    names: list[Value]


class Series(_Shape, tag=33):
    """A pd.Series."""

    values: Column
    index: AnyIndex
    name: Value


class Frame(_Shape, tag=34):
    """A pd.DataFrame, each column on its own, so that names may repeat."""

    names: AnyIndex
    index: AnyIndex
    columns: list[Column]


AnyIndex = Index | RangeIndex | Levels
Extension = Masked | Strings | Categories | Zoned | Periods | Intervals
Column = Array | Objects | Extension
Value = (
    (Atom | Reference | Named | BigInt | Complex | Text | Bytes | Written | Atoms | Packed | Numbers)
    | (Sequence | Record | Map | Moment | Duration | Stamp | Delta | Period | Interval | Slice | Range)
    | (Scalar | Column | AnyIndex | Series | Frame)
)

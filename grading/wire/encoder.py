"""From a value to the bytes of a message."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePath
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
import pandas as pd

from grading.wire import shapes as s
from grading.wire.shapes import LIMITS, Reference, WireError, WireLimits

_ATOMS = {type(None), bool, int, float, str}
_SORTED = {*_ATOMS, bytes, tuple, dt.date, dt.datetime, pd.Timestamp}
_NAMES = {id(value): name for name, value in s.NAMED.items()}
_pack = msgspec.msgpack.Encoder().encode


def encode(
    value: Any, export: Callable[[Any], Reference] | None = None, limits: WireLimits = LIMITS
) -> bytes:
    """The message that holds a value.

    Args:
        export: called with everything that is no data; its reference crosses in the place of the object.

    Raises:
        WireError: the value is too large or too deep, or holds something that is no data and there is no
            ``export``.
    """
    encoder = Encoder(export, limits)
    try:
        structure = _pack(encoder.value(value, 0))
    except WireError:
        raise
    except RecursionError:
        raise WireError("too large: it is nested too deep, or holds itself") from None
    except Exception as error:  # a subclass that misbehaves, or a dtype nobody thought of
        raise WireError(f"a {type(value).__name__} that can't be read: {type(error).__name__}") from error
    if len(structure) > limits.structure_bytes:
        raise WireError(f"too large: {len(structure):,} bytes of structure")
    return b"".join((struct.pack("<I", len(structure)), structure, *encoder.blobs))


class Encoder:
    """One value on its way to a message; what needs a blob is appended in the order the decoder takes it."""

    def __init__(self, export: Callable[[Any], Reference] | None, limits: WireLimits) -> None:
        self.export, self.limits = export, limits
        self.blobs: list[Any] = []
        self.blob_bytes = 0
        self.items = limits.items

    # --- bookkeeping

    def charge(self, items: int) -> None:
        """Count items against the limit."""
        self.items -= items
        if self.items < 0:
            raise WireError(f"too large: more than {self.limits.items:,} items")

    def room_for(self, size: int) -> None:
        """Refuse what won't fit before it is built."""
        if self.blob_bytes + size > self.limits.blob_bytes:
            raise WireError(f"too large: more than {self.limits.blob_bytes:,} bytes of data")

    def blob(self, data: bytes) -> tuple[int, int]:
        """Append to the blob area and return where it is."""
        self.room_for(len(data))
        span = (self.blob_bytes, len(data))
        self.blobs.append(data)
        self.blob_bytes += len(data)
        return span

    # --- any value

    def value(self, value: Any, depth: int) -> Any:
        """The shape of any value."""
        kind = type(value)
        if value is None or kind is bool or kind is float:
            return value
        method = METHODS.get(kind)
        if method is not None:
            return method(self, value, depth)
        if s.NAMED.get(_NAMES.get(id(value), "")) is value:
            return s.Named(_NAMES[id(value)])
        for base in kind.__mro__:  # a subclass counts as its base; by the type, which an object can't fake
            method = METHODS.get(base)
            if method is not None:
                return method(self, value, depth)
        return self.foreign(value)

    def foreign(self, value: Any) -> Reference:
        """The reference to something that is no data."""
        if self.export is None:
            raise WireError(f"a {type(value).__name__} is no data and can't cross")
        return self.export(value)

    def deeper(self, depth: int) -> int:
        """The next level of nesting."""
        if depth >= self.limits.depth:
            raise WireError(
                f"too large: nested more than {self.limits.depth} levels deep, or it holds itself"
            )
        return depth + 1

    # --- atoms

    def integer(self, value: int, depth: int) -> Any:
        """An int."""
        value = int.__int__(value)
        if -(2**63) <= value < 2**63:
            return value
        if value.bit_length() > s.MAX_BITS:
            raise WireError(f"too large: an integer of more than {s.MAX_DIGITS:,} digits")
        return s.BigInt(f"{value:x}")

    def real(self, value: float, depth: int) -> float:
        """A subclass of float."""
        return float.__float__(value)

    def text(self, value: str, depth: int) -> Any:
        """A str."""
        value = str.__str__(value)
        if value.isascii() and len(value) < s.LONG:
            return value
        self.room_for(len(value))
        data = value.encode("utf-8", "replace")  # half a surrogate pair is no text
        return data.decode() if len(data) < s.LONG else s.Text(self.blob(data))

    def bytes(self, value: Any, depth: int) -> s.Bytes:
        """Bytes or a bytearray."""
        self.room_for(len(value))
        return s.Bytes(self.blob(bytes(memoryview(value))))

    def complex(self, value: complex, depth: int) -> s.Complex:
        """A complex number."""
        return s.Complex(float(complex.real.__get__(value)), float(complex.imag.__get__(value)))

    def decimal(self, value: Decimal, depth: int) -> s.Written:
        """A Decimal."""
        value = Decimal(value)
        if len(value.as_tuple().digits) > s.MAX_DIGITS or (value and abs(_exponent(value)) > s.MAX_DIGITS):
            raise WireError(f"too large: a Decimal of more than {s.MAX_DIGITS:,} digits")
        return s.Written("decimal", str(value))

    def fraction(self, value: Fraction, depth: int) -> s.Written:
        """A Fraction."""
        if max(value.numerator.bit_length(), value.denominator.bit_length()) > s.MAX_BITS:
            raise WireError(f"too large: a Fraction of more than {s.MAX_DIGITS:,} digits")
        return s.Written("fraction", f"{value.numerator}/{value.denominator}")

    def path(self, value: PurePath, depth: int) -> s.Written:
        """A path."""
        return s.Written("path", value.as_posix().encode("utf-8", "replace").decode())

    # --- containers

    def sequence(self, kind: str, value: Any, depth: int) -> Any:
        """A list, tuple, set or frozenset."""
        items = list(value)
        self.charge(len(items) + (s.COST_HASHED if kind in ("set", "frozenset") else 1))
        kinds = set(map(type, items))
        if kind in ("set", "frozenset") and kinds <= _SORTED:
            items.sort(key=repr)  # else the same set would be another message in another process
        if kinds <= _ATOMS and _fit(items, kinds):
            if len(items) < s.LONG:
                return s.Atoms(kind, items)
            return s.Packed(kind, self.blob(_pack(items)))
        if len(kinds) == 1 and len(items) > 1:
            (only,) = kinds
            name = np.dtype(only).str if issubclass(only, np.number) else ""
            if name in s.NUMBER_DTYPES:
                return s.Numbers(kind, name, self.blob(np.array(items, name).tobytes()))
        deeper = self.deeper(depth)
        return s.Sequence(kind, [self.value(item, deeper) for item in items])

    def list(self, value: list, depth: int) -> Any:
        """A list."""
        return self.sequence("list", list.__iter__(value), depth)

    def tuple(self, value: tuple, depth: int) -> Any:
        """A tuple."""
        return self.sequence("tuple", tuple.__iter__(value), depth)

    def set(self, value: set, depth: int) -> Any:
        """A set."""
        return self.sequence("set", set.__iter__(value), depth)

    def frozenset(self, value: frozenset, depth: int) -> Any:
        """A frozenset."""
        return self.sequence("frozenset", frozenset.__iter__(value), depth)

    def dict(self, value: dict, depth: int) -> Any:
        """A dict."""
        keys, values = list(dict.keys(value)), list(dict.values(value))
        self.charge(2 * len(keys) + s.COST_HASHED)
        if all(type(key) is str for key in keys):
            kinds = set(map(type, values))
            if kinds <= _ATOMS and _fit(values, kinds) and _fit(keys, {str}):
                return s.Record(value if type(value) is dict else dict(zip(keys, values, strict=True)))
        deeper = self.deeper(depth)
        return s.Map([self.value(k, deeper) for k in keys], [self.value(v, deeper) for v in values])

    def slice(self, value: slice, depth: int) -> s.Slice:
        """A slice."""
        deeper = self.deeper(depth)
        return s.Slice(*(self.value(part, deeper) for part in (value.start, value.stop, value.step)))

    def range(self, value: range, depth: int) -> s.Range:
        """A range."""
        bounds = (value.start, value.stop, value.step)
        if not all(-(2**63) <= bound < 2**63 for bound in bounds):
            raise WireError("too large: a range of huge numbers")
        self.charge(len(value))
        return s.Range(*bounds)

    # --- dates and times

    def datetime(self, value: dt.datetime, depth: int) -> s.Moment:
        """A datetime."""
        naive = dt.datetime.isoformat(value.replace(tzinfo=None))
        return s.Moment("datetime", naive, value.fold, zone_of(value.tzinfo, value))

    def time(self, value: dt.time, depth: int) -> s.Moment:
        """A time."""
        naive = dt.time.isoformat(value.replace(tzinfo=None))
        return s.Moment("time", naive, value.fold, zone_of(value.tzinfo, value))

    def date(self, value: dt.date, depth: int) -> s.Written:
        """A date."""
        return s.Written("date", dt.date.isoformat(value))

    def timedelta(self, value: dt.timedelta, depth: int) -> s.Duration:
        """A timedelta."""
        return s.Duration(value.days, value.seconds, value.microseconds)

    # --- numpy

    def scalar(self, value: np.generic, depth: int) -> Any:
        """A numpy scalar."""
        self.charge(s.COST_ARRAY)
        name = value.dtype.str.replace(">", "<")
        if name not in s.NUMBER_DTYPES and name not in s.TIME_DTYPES and not s.TEXT_DTYPE.fullmatch(name):
            if isinstance(value, np.longdouble | np.clongdouble | np.str_ | np.bytes_):
                return self.value(value.item() if value.dtype.kind in "US" else _narrow(value)[()], depth)
            return self.foreign(value)  # a record, or a time in a unit no calendar knows
        if value.dtype.kind in "US" and value.dtype.itemsize > 4_000:
            return self.value(value.item(), depth)
        return s.Scalar(name, value.astype(name).tobytes())

    def array(self, value: np.ndarray, depth: int) -> Any:
        """A numpy array."""
        self.charge(s.COST_ARRAY)
        value = np.asarray(value)
        if value.dtype.kind == "O":
            self.charge(value.size)
            return s.Objects(list(value.shape), self.list(value.ravel().tolist(), depth))
        self.room_for(value.nbytes)
        value = _narrow(value)
        name = value.dtype.str.replace(">", "<")
        if name not in s.NUMBER_DTYPES and name not in s.TIME_DTYPES and not s.TEXT_DTYPE.fullmatch(name):
            return self.foreign(value)
        data = value.astype(name, copy=False).tobytes()
        return s.Array(name, list(value.shape), self.blob(data))


def _fit(items: list[Any], kinds: set[type]) -> bool:
    """Whether msgpack can hold these atoms: ints in 64 bits, and no half of a surrogate pair."""
    if int in kinds:
        numbers = items if len(kinds) == 1 else [item for item in items if type(item) is int]
        if min(numbers) < -(2**63) or max(numbers) >= 2**63:
            return False
    if str in kinds:
        joined = "".join(items if len(kinds) == 1 else [item for item in items if type(item) is str])
        if not joined.isascii():
            try:
                joined.encode()
            except UnicodeEncodeError:
                return False
    return True


def _exponent(value: Decimal) -> int:
    return value.adjusted() if value.is_finite() else 0


def _narrow(value: Any) -> Any:
    """Numbers wider than other systems have them as ordinary ones."""
    wide = {np.dtype(np.longdouble): "<f8", np.dtype(np.clongdouble): "<c16"}
    return np.asarray(value).astype(wide[value.dtype]) if value.dtype in wide else value


def zone_of(zone: dt.tzinfo | None, moment: Any) -> str | int | None:
    """A time zone by name, or by its offset in microseconds at the moment."""
    if zone is None:
        return None
    if isinstance(zone, ZoneInfo) and s.ZONE.fullmatch(zone.key or ""):
        return zone.key
    offset = zone.utcoffset(None if isinstance(moment, dt.time) else moment)
    return None if offset is None else offset // dt.timedelta(microseconds=1)


METHODS: dict[type, Callable[[Encoder, Any, int], Any]] = {
    int: Encoder.integer,
    float: Encoder.real,
    str: Encoder.text,
    bytes: Encoder.bytes,
    bytearray: Encoder.bytes,
    complex: Encoder.complex,
    Decimal: Encoder.decimal,
    Fraction: Encoder.fraction,
    PurePath: Encoder.path,
    list: Encoder.list,
    tuple: Encoder.tuple,
    set: Encoder.set,
    frozenset: Encoder.frozenset,
    dict: Encoder.dict,
    slice: Encoder.slice,
    range: Encoder.range,
    dt.datetime: Encoder.datetime,
    dt.time: Encoder.time,
    dt.date: Encoder.date,
    dt.timedelta: Encoder.timedelta,
    np.generic: Encoder.scalar,
    np.float64: Encoder.scalar,  # these are also a Python number or text, which comes first among their bases
    np.complex128: Encoder.scalar,
    np.str_: Encoder.scalar,
    np.bytes_: Encoder.scalar,
    np.ndarray: Encoder.array,
}
"""The method of each type; `grading.wire.encoder_tables` adds those of pandas."""

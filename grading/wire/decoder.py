"""From the bytes of a message to its value. The bytes come from a process that an attacker may own."""

from __future__ import annotations

import datetime as dt
import math
import re
import struct
from collections import Counter
from collections.abc import Callable, Hashable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import msgspec
import numpy as np

from grading.wire import shapes as s
from grading.wire.shapes import LIMITS, Reference, WireError, WireLimits

_unpack = msgspec.msgpack.Decoder(s.Value).decode
_unpack_atoms = msgspec.msgpack.Decoder(Annotated[list[s.Atom], msgspec.Meta(max_length=s.PACK_LIMIT)]).decode
_ATOMS = {type(None), bool, int, float, str}
_SEQUENCES = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}
_FRACTION = re.compile(r"-?\d+/\d+", re.ASCII)
_DECIMAL = re.compile(r"-?(\d+(\.\d*)?(E[+-]?\d{1,6})?|s?NaN\d*|Infinity)", re.ASCII)
_SURROGATES = (0xD800, 0xDFFF)


def decode(
    data: bytes, imported: Callable[[Reference], Any] | None = None, limits: WireLimits = LIMITS
) -> Any:
    """The value a message holds.

    Args:
        imported: called with every reference; its result stands in the place of the reference.

    Raises:
        WireError: the bytes are no message, hold more than the limits allow, or hold a reference and there
            is no ``imported``.
    """
    try:
        (length,) = struct.unpack_from("<I", data)
        blob = memoryview(data)[4 + length :]
        if length > min(limits.structure_bytes, len(data) - 4) or len(blob) > limits.blob_bytes:
            raise WireError("not a message: wrong lengths")
        decoder = Decoder(blob, imported, limits)
        value = decoder.value(_unpack(memoryview(data)[4 : 4 + length]), 0)
        if decoder.used != len(blob):
            raise WireError("not a message: data that nothing refers to")
        return value
    except WireError:
        raise
    except Exception as error:  # numpy and pandas have many ways of saying no
        raise WireError(f"not a message: {type(error).__name__}: {str(error)[:200]}") from None


class Decoder:
    """One message on its way to a value.

    Spans are taken in the order in which they were written, each byte once: so a message can't use a byte
    of the blob area twice, and what is built is in proportion to what was sent.
    """

    def __init__(
        self, blob: memoryview, imported: Callable[[Reference], Any] | None, limits: WireLimits
    ) -> None:
        self.blob, self.imported, self.limits = blob, imported, limits
        self.used = 0
        self.items = limits.items

    def charge(self, items: int) -> None:
        """Count items against the limit."""
        self.items -= items
        if self.items < 0:
            raise WireError(f"too large: more than {self.limits.items:,} items")

    def take(self, span: s.Span) -> memoryview:
        """The bytes of the next span."""
        offset, length = span
        if offset != self.used or length > len(self.blob) - offset:
            raise WireError("not a message: a buffer outside its place")
        self.used += length
        return self.blob[offset : offset + length]

    def value(self, shape: Any, depth: int) -> Any:
        """The value of a shape."""
        if type(shape) in _ATOMS:
            return shape
        if depth > 2 * self.limits.depth:  # a table counts for more levels here than in the encoder
            raise WireError(f"too large: nested more than {self.limits.depth} levels deep")
        return BUILDERS[type(shape)](self, shape, depth + 1)

    def reference(self, shape: Reference, depth: int) -> Any:
        """What a reference stands for here."""
        if not shape.name.isprintable():
            raise WireError("not a message: a name with control characters")
        if self.imported is None:
            raise WireError(f"a {shape.kind} where only data is allowed")
        return self.imported(shape)

    # --- containers

    def gather(self, kind: str, items: list[Any]) -> Any:
        """A list, tuple, set or frozenset."""
        if kind in ("set", "frozenset"):
            self.charge(s.COST_HASHED)
            check_keys(items)
        return items if kind == "list" else _SEQUENCES[kind](items)

    def atoms(self, shape: s.Atoms, depth: int) -> Any:
        """A short sequence of atoms."""
        self.charge(len(shape.items) + 1)
        return self.gather(shape.kind, shape.items)

    def packed(self, shape: s.Packed, depth: int) -> Any:
        """A long sequence of atoms."""
        items = _unpack_atoms(self.take(shape.span))
        self.charge(len(items) + 1)
        return self.gather(shape.kind, items)

    def numbers(self, shape: s.Numbers, depth: int) -> Any:
        """A sequence of numpy scalars."""
        data = self.take(shape.span)
        dtype = s.NUMBER_DTYPES[shape.dtype]
        self.charge(len(data) // dtype.itemsize + 1)
        return self.gather(shape.kind, list(buffer(data, dtype)))

    def sequence(self, shape: s.Sequence, depth: int) -> Any:
        """A sequence of anything."""
        self.charge(len(shape.items) + 1)
        return self.gather(shape.kind, [self.value(item, depth) for item in shape.items])

    def record(self, shape: s.Record, depth: int) -> dict[str, Any]:
        """A dict from text to atoms."""
        self.charge(2 * len(shape.items) + s.COST_HASHED)
        return shape.items

    def map(self, shape: s.Map, depth: int) -> dict[Any, Any]:
        """A dict from anything to anything."""
        self.charge(2 * len(shape.keys) + s.COST_HASHED)
        keys = [self.value(key, depth) for key in shape.keys]
        check_keys(keys)
        return dict(zip(keys, [self.value(value, depth) for value in shape.values], strict=True))

    def slice(self, shape: s.Slice, depth: int) -> Any:
        """A slice."""
        return slice(*(self.value(part, depth) for part in (shape.start, shape.stop, shape.step)))

    def range(self, shape: s.Range, depth: int) -> Any:
        """A range, of no more numbers than a list could have."""
        found = range(shape.start, shape.stop, shape.step)
        self.charge(len(found))
        return found

    # --- atoms

    def named(self, shape: s.Named, depth: int) -> Any:
        """A singleton, a type or a numpy function."""
        return s.NAMED[shape.name]

    def big_int(self, shape: s.BigInt, depth: int) -> int:
        """An int of more than 64 bits."""
        if not re.fullmatch("-?[0-9a-f]+", shape.text):
            raise WireError("not a message: a number without digits")
        found = int(shape.text, 16)
        if found.bit_length() > s.MAX_BITS:
            raise WireError("too large: an integer")
        return found

    def complex(self, shape: s.Complex, depth: int) -> Any:
        """A complex number."""
        return complex(shape.real, shape.imag)

    def text(self, shape: s.Text, depth: int) -> str:
        """A long str."""
        return str(self.take(shape.span), "utf-8")

    def bytes(self, shape: s.Bytes, depth: int) -> Any:
        """Bytes."""
        return bytes(self.take(shape.span))

    def written(self, shape: s.Written, depth: int) -> Any:
        """A Decimal, Fraction, Path or date."""
        text = shape.text
        if shape.kind == "date":
            return dt.date.fromisoformat(text)
        if shape.kind == "path":
            if not text.isprintable():
                raise WireError("not a message: a path with control characters")
            return Path(text)
        if shape.kind == "fraction":
            if not _FRACTION.fullmatch(text) or len(text) > 2 * s.MAX_DIGITS + 2:
                raise WireError("not a message: a fraction")
            over, under = text.split("/")
            if max(len(over) - 1, len(under)) > s.MAX_DIGITS + 1:
                raise WireError("too large: a fraction")
            return Fraction(int(over), int(under))
        if not _DECIMAL.fullmatch(text):
            raise WireError("not a message: a decimal")
        found = Decimal(text)
        if len(found.as_tuple().digits) > s.MAX_DIGITS or exponent(found) > s.MAX_DIGITS:
            raise WireError("too large: a decimal")
        return found

    # --- dates and times

    def moment(self, shape: s.Moment, depth: int) -> dt.datetime | dt.time:
        """A datetime or a time."""
        kind = dt.datetime if shape.kind == "datetime" else dt.time
        naive = kind.fromisoformat(shape.text)
        if naive.tzinfo is not None:
            raise WireError("not a message: two time zones")
        return naive.replace(tzinfo=zone(shape.zone), fold=shape.fold)

    def duration(self, shape: s.Duration, depth: int) -> dt.timedelta:
        """A timedelta."""
        return dt.timedelta(shape.days, shape.seconds, shape.microseconds)

    # --- numpy

    def scalar(self, shape: s.Scalar, depth: int) -> np.generic:
        """A numpy scalar."""
        self.charge(s.COST_ARRAY)
        return self.checked(shape.dtype, memoryview(shape.data), 1)[0]

    def array(self, shape: s.Array, depth: int = 0) -> np.ndarray:
        """A numpy array of numbers, dates or text; one that may be written to."""
        self.charge(s.COST_ARRAY)
        data = self.take(shape.span)
        return self.checked(shape.dtype, data, size(shape.shape)).reshape(shape.shape)

    def objects(self, shape: s.Objects, depth: int = 0) -> np.ndarray:
        """A numpy array of objects."""
        self.charge(s.COST_ARRAY)
        items = self.value(shape.items, depth)
        if type(items) is not list or len(items) != size(shape.shape):
            raise WireError("not a message: an array of another size")
        return np.fromiter(items, dtype=object, count=len(items)).reshape(shape.shape)

    def checked(self, name: str, data: memoryview, count: int) -> np.ndarray:
        """A flat copy of the data as an array, in which every value is one that numpy itself could make."""
        dtype = s.NUMBER_DTYPES.get(name) or s.TIME_DTYPES.get(name)
        if dtype is None:
            if not s.TEXT_DTYPE.fullmatch(name):
                raise WireError("not a message: a type of array that does not cross")
            dtype = np.dtype(name)
        if count * dtype.itemsize != len(data):
            raise WireError("not a message: an array of another size")
        if dtype.kind == "b" and len(data) and buffer(data, np.dtype("u1")).max() > 1:
            raise WireError("not a message: neither true nor false")
        if dtype.kind == "U" and len(data):
            codes = buffer(data, np.dtype("<u4"))
            half = (codes >= _SURROGATES[0]) & (codes <= _SURROGATES[1])
            if codes.max() > 0x10FFFF or half.any():
                raise WireError("not a message: no text")
        found = buffer(data, dtype).copy()
        if dtype.kind in "Mm":
            check_times(found)
        return found


def buffer(data: memoryview, dtype: np.dtype) -> np.ndarray:
    """The data as a flat array, without a copy."""
    return np.frombuffer(data, dtype) if len(data) else np.empty(0, dtype)


EMPTY_ROWS = 100_000


def size(shape: list[int]) -> int:
    """How many items an array of this shape has."""
    if any(side > 2**31 for side in shape):
        raise WireError("too large: an array")
    if 0 in shape and math.prod(side or 1 for side in shape) > EMPTY_ROWS:
        raise WireError("too large: an array of nothing")  # as lists, each of its rows is one
    return math.prod(shape)


def exponent(value: Decimal) -> int:
    """How far the point of a Decimal is from its first digit."""
    return abs(value.adjusted()) if value.is_finite() and value else 0


def zone(wanted: str | int | None) -> dt.tzinfo | None:
    """A time zone from its name or its offset in microseconds."""
    if wanted is None:
        return None
    if isinstance(wanted, int):
        return dt.timezone(dt.timedelta(microseconds=wanted))
    if not s.ZONE.fullmatch(wanted):
        raise WireError("not a message: a time zone without a name")
    return ZoneInfo(wanted)


def check_keys(keys: list[Any]) -> None:
    """Refuse keys that can't be hashed, and keys made to have the same hash."""
    if len(keys) <= s.MAX_SAME_HASH:
        return
    compound: list[Hashable] = [key for key in keys if type(key) not in _ATOMS]
    many_bits = (key for key in keys if type(key) is int and not -(2**63) <= key < 2**64)
    hashes = Counter(map(hash, [*compound, *many_bits]))
    if hashes and max(hashes.values()) > s.MAX_SAME_HASH:
        raise WireError("too large: keys that all have one hash")


def check_times(found: np.ndarray) -> None:
    """Refuse dates outside the years 1 to 9999, and durations that Python's timedelta can't hold."""
    unit, _ = np.datetime_data(found.dtype)
    if unit == "ns":  # 64 bits of nanoseconds are less than 300 years
        return
    ticks = found.view("<i8")[~np.isnat(found)]
    if not len(ticks):
        return
    if found.dtype.kind == "M":
        low, high = (
            int(np.datetime64(date, unit).astype("<i8"))
            for date in ("0001-01-01T00:00:00", "9999-12-31T23:59:59.999999")
        )
    else:
        days = {"Y": 1 / 366, "M": 1 / 31, "W": 1 / 7, "D": 1, "h": 24, "m": 1440}
        per_second = {"s": 1, "ms": 10**3, "us": 10**6}
        high = int(10**9 * days[unit]) if unit in days else (10**9 - 1) * 86_400 * per_second[unit]
        low = -high
    if ticks.min() < low or ticks.max() > high:
        raise WireError("too large: a date or a duration that no calendar has")


BUILDERS: dict[type, Callable[[Decoder, Any, int], Any]] = {
    Reference: Decoder.reference,
    s.Named: Decoder.named,
    s.BigInt: Decoder.big_int,
    s.Complex: Decoder.complex,
    s.Text: Decoder.text,
    s.Bytes: Decoder.bytes,
    s.Written: Decoder.written,
    s.Atoms: Decoder.atoms,
    s.Packed: Decoder.packed,
    s.Numbers: Decoder.numbers,
    s.Sequence: Decoder.sequence,
    s.Record: Decoder.record,
    s.Map: Decoder.map,
    s.Moment: Decoder.moment,
    s.Duration: Decoder.duration,
    s.Slice: Decoder.slice,
    s.Range: Decoder.range,
    s.Scalar: Decoder.scalar,
    s.Array: Decoder.array,
    s.Objects: Decoder.objects,
}
"""The builder of each shape; `grading.wire.decoder_tables` adds those of pandas."""

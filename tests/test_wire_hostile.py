"""Messages that an attacker wrote: the decoder gives a value or one clear error, within bounded memory."""

import datetime as dt
import random
import struct
import subprocess
import sys
from decimal import Decimal

import msgspec
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.wire import WireError, decode, encode
from tests.wire_columns import COLUMNS

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

"""What the processes of the sandbox say to each other: every message, its fields and their bounds.

There are three conversations:

- The grader's `session` asks a submission process one thing at a time (`Request`, `Reply`). Nothing that a
  submission process sends is trusted.
- A worker's `starters` have the `fork_server` start and end submission processes (`WorkerOrder`, `ForkServerNews`). No
  submission takes part in this one.
- Whoever starts a process hands it its settings on standard input (`ForkServerSettings`, `UnconfinedSettings`).

A message is a head and values: ``u16 length of the head | head | values``. The head is one of the structs here, as
msgpack; msgspec checks it while it reads, against these types and bounds. The values are learners' data in the
encoding of `grading.wire`, which has its own bounds; most messages have none. Length and order of messages are the
business of `grading.sandbox.channel`.
"""

from __future__ import annotations

import struct
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta, Struct

from grading.sandbox.limits import MEGABYTE, Limits

MAX_HEAD = 1 << 15
"""Bytes of a head: more than the longest texts of any struct take."""
MAX_REQUEST = 512 * MEGABYTE
"""Bytes of a message to a submission process: a check may pass large tables."""
REPLY_OVERHEAD = 8 * MEGABYTE
"""Bytes that a reply may take beyond the limit on its data, for the structure around it."""
MAX_ORDER = 1 << 14
"""Bytes of a message to the fork server, or from it."""

NOT_CONFINED = 70
"""Exit code of a process that could not be confined; only to be believed before the submission's code runs."""
CALLBACK = 1 << 32
"""References from here on are functions of the grader's; below they are objects of the submission."""

MAX_TEXT, MAX_LINE, MAX_NAME, MAX_KINDS = 2_000, 300, 200, 12
MAX_RELEASED = 1_000
"""References in one message: a head has room for them."""

_Number = Annotated[int, Meta(ge=0, lt=1 << 32)]
_ObjectReference = Annotated[int, Meta(ge=0, lt=CALLBACK)]
_CallbackReference = Annotated[int, Meta(ge=CALLBACK, lt=2 * CALLBACK)]
_Name = Annotated[str, Meta(max_length=MAX_NAME)]
_Line = Annotated[str, Meta(max_length=MAX_LINE)]
_Text = Annotated[str, Meta(max_length=MAX_TEXT)]
_Path = Annotated[str, Meta(max_length=4_096)]
_Length = struct.Struct("<H")


class ProtocolError(Exception):
    """Bytes that are none of the messages expected; the text says what they are instead, and quotes nothing."""


class _Message(Struct, array_like=True, tag=True, frozen=True, forbid_unknown_fields=True):
    """Base of all: an array whose first item is the name of the struct. ``has_values``: values follow the head."""

    has_values: ClassVar[bool] = False


# --- What the grader asks. The number of a request stands in every message until it is answered.


class Open(_Message):
    """Grader: read this notebook. Values: its source, and what it was handed out with. Answered by `Opened`."""

    has_values: ClassVar[bool] = True
    number: _Number
    filename: _Name


class Lookup(_Message):
    """Grader: run what the learner's object of this public name needs, and give it. Answered by `Found`."""

    number: _Number
    name: _Name


class Call(_Message):
    """Grader: call an object. Values: a list of the arguments and a dict of the named ones. Answered by `Value`."""

    has_values: ClassVar[bool] = True
    number: _Number
    reference: _ObjectReference


class GetAttribute(_Message):
    """Grader: give an attribute of an object. Answered by `Value`."""

    number: _Number
    reference: _ObjectReference
    name: _Name


class GetItem(_Message):
    """Grader: give an item of an object. Values: its key. Answered by `Value`."""

    has_values: ClassVar[bool] = True
    number: _Number
    reference: _ObjectReference


class GetLength(_Message):
    """Grader: give the length of an object. Answered by `Length`."""

    number: _Number
    reference: _ObjectReference


class Iterate(_Message):
    """Grader: give an iterator over an object. Answered by `Value`."""

    number: _Number
    reference: _ObjectReference


class Next(_Message):
    """Grader: give the next item of an iterator. Answered by `Value` or `Exhausted`."""

    number: _Number
    reference: _ObjectReference


class Release(_Message):
    """Grader: these objects are not needed any more. Not answered."""

    references: Annotated[list[_ObjectReference], Meta(max_length=MAX_RELEASED)]


class Returned(_Message):
    """Grader: the function that was called back returned. Values: its result."""

    has_values: ClassVar[bool] = True
    number: _Number


class Raised(_Message):
    """Grader: the function that was called back raised this."""

    number: _Number
    kind: _Name
    text: _Text


# --- What a submission process answers


class Opened(_Message):
    """Submission: it is a notebook. ``was_mended``: what came with it was broken, and was put back."""

    number: _Number
    was_mended: bool


class Found(_Message):
    """Submission: the object of a name. Values: the object."""

    has_values: ClassVar[bool] = True
    number: _Number
    is_stub: bool


class Value(_Message):
    """Submission: the result, and whether a call changed what it was given. Values: the result."""

    has_values: ClassVar[bool] = True
    number: _Number
    changed_input: bool = False


class Length(_Message):
    """Submission: a length."""

    number: _Number
    length: Annotated[int, Meta(ge=0, le=(1 << 63) - 1)]


class Exhausted(_Message):
    """Submission: the iterator has no more items."""

    number: _Number


class Trouble(Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """What to tell the learner: a `grading.engine.outcome.Problem` on its way."""

    kind: _Name
    message: _Text
    line: _Line | None
    line_number: Annotated[int, Meta(ge=0, lt=1 << 31)] | None


class Missing(_Message):
    """Submission: there is no object of that name, or its cell fails."""

    number: _Number
    trouble: Trouble


class Failed(_Message):
    """Submission: its code raised an exception, of a class with these ancestors (``module.name``, itself first)."""

    number: _Number
    kinds: Annotated[list[_Name], Meta(max_length=MAX_KINDS)]
    text: _Text
    trouble: Trouble


class PrintedTooMuch(_Message):
    """Submission: it reached the limit of what it may print."""

    number: _Number


class CallBack(_Message):
    """Submission: call this function that it was given. Values: as in `Call`. Answered by `Returned` or `Raised`."""

    has_values: ClassVar[bool] = True
    number: _Number
    reference: _CallbackReference


Request = (
    Open | Lookup | Call | GetAttribute | GetItem | GetLength | Iterate | Next | Release | Returned | Raised
)
Reply = Opened | Found | Value | Length | Exhausted | Missing | Failed | PrintedTooMuch | CallBack

ANSWERS: dict[type, tuple[type, ...]] = {
    Open: (Opened,),
    Lookup: (Found,),
    Call: (Value,),
    GetAttribute: (Value,),
    GetItem: (Value,),
    GetLength: (Length,),
    Iterate: (Value,),
    Next: (Value, Exhausted),
}
"""The replies that answer a request; any request may instead end in `Missing`, `Failed` or `PrintedTooMuch`."""


# --- What a worker orders, and the fork server reports


class Start(_Message):
    """Worker: fork a submission process. Its end of the channel comes along as a descriptor. Answered by `Started` or
    `NotStarted`."""

    scratch: _Path
    shared: _Path


class End(_Message):
    """Worker: this process was killed; collect what is left of it. Answered by `Ended`."""

    pid: int


class Forget(_Message):
    """Worker: the worker before me was lost; end all its processes. Answered by `Forgotten`."""


class Ready(_Message):
    """Fork server: it is warm. Sent once, to the first worker."""


class Started(_Message):
    """Fork server: the process runs. A descriptor that stands for it (pidfd) comes along."""

    pid: int


class NotStarted(_Message):
    """Fork server: the system has no room for one more process."""


class Ended(_Message):
    """Fork server: the process is gone, with this wait status, and used this much processor time."""

    status: int
    cpu_seconds: float


class Forgotten(_Message):
    """Fork server: no process of that worker is left."""


WorkerOrder = Start | End | Forget
ForkServerNews = Ready | Started | NotStarted | Ended | Forgotten


# --- What a process is started with


class PublicFile(Struct, array_like=True, frozen=True):
    """A file that learners have, or may have: its name and its text."""

    name: str
    source: str


class ForkServerSettings(Struct, frozen=True):
    """For the fork server: the limits, and public files that are run once to warm it up."""

    limits: Limits
    notebooks: list[PublicFile]
    first_calls: list[PublicFile]


class UnconfinedSettings(Struct, frozen=True):
    """For an unconfined submission process: the limits, and where it reaches its grader."""

    limits: Limits
    port: int
    token: str


# --- Writing and reading them

_encode = msgspec.msgpack.Encoder().encode
_decode_request = msgspec.msgpack.Decoder(Request).decode
_decode_reply = msgspec.msgpack.Decoder(Reply).decode
_decode_order = msgspec.msgpack.Decoder(WorkerOrder).decode
_decode_news = msgspec.msgpack.Decoder(ForkServerNews).decode


def head(message: Request | Reply) -> bytes:
    """The head of a message with its length; its values follow."""
    data = _encode(message)
    return _Length.pack(len(data)) + data


def read_request(data: memoryview) -> tuple[Request, memoryview]:
    """A request and its encoded values. Raises ProtocolError."""
    return _read(data, _decode_request)


def read_reply(data: memoryview) -> tuple[Reply, memoryview]:
    """A reply and its encoded values, which are not looked at yet. Raises ProtocolError."""
    return _read(data, _decode_reply)


def _read(data: memoryview, decode) -> tuple[Request | Reply, memoryview]:
    if len(data) < _Length.size:
        raise ProtocolError("a message without a head")
    (length,) = _Length.unpack_from(data)
    end = _Length.size + length
    if length > MAX_HEAD or end > len(data):
        raise ProtocolError("a message with a head of a wrong length")
    try:
        message = decode(data[_Length.size : end])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):  # its text quotes what was sent
        raise ProtocolError("a message of an unknown form") from None
    if bool(len(data) - end) is not message.has_values:
        raise ProtocolError("a message with values where none belong, or without its values")
    return message, data[end:]


def encode(message: WorkerOrder | ForkServerNews | ForkServerSettings | UnconfinedSettings) -> bytes:
    """The bytes of a message that has no values."""
    return _encode(message)


def read_order(data: bytes) -> WorkerOrder:
    """What a worker ordered. Raises msgspec.ValidationError for anything else."""
    return _decode_order(data)


def read_news(data: bytes) -> ForkServerNews:
    """What the fork server reported. Raises msgspec.ValidationError for anything else."""
    return _decode_news(data)


def read_settings(data: bytes, kind: type[Struct]) -> Struct:
    """The settings of this kind. Raises msgspec.ValidationError for anything else."""
    return msgspec.msgpack.decode(data, type=kind)


def fit(text: str, most: int) -> str:
    """A text as it may stand in a head: no longer than ``most``, and without halves of surrogate pairs."""
    return str.__str__(text)[:most].encode("utf-8", "replace").decode()

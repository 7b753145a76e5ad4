"""Where the bytes of a submission are, and how to read them without trusting them."""

from __future__ import annotations

import os
import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from grading.instructor.intake.problems import UnreadableFileError

# The same as in grading.engine.answer.notebook_file, which can't be imported without marimo; a test compares them.
MAX_BYTES = 5_000_000
MAX_FILES = 20_000
"""Files in one PATH."""
TOO_LARGE = f"The file is larger than {MAX_BYTES // 1_000_000} MB: this is not an exercise notebook."
DAMAGED = "The file is damaged inside the zip: download or upload it again."
_CHUNK = 65_536
_LOCAL_HEADER = struct.Struct("<4s22xHH")  # signature …, length of the name, length of the extra field

# A symlink is refused, a FIFO doesn't block; Windows has neither flag, and opens in text mode without O_BINARY.
_SAFE = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True)
class ZipMember:
    """Where a file lies in a zip. Sizes in bytes, both as the zip declares them."""

    offset: int
    packed: int
    size: int
    deflated: bool
    crc: int


@dataclass(frozen=True)
class StoredFile:
    """A file on disk, or a member of the zip that the file is.

    Attributes:
        size, mtime_ns: of the file on disk when it was found.
        inner: where the file lies in the zip that all this is; for what `course submit` packed.
    """

    path: Path
    size: int
    mtime_ns: int
    member: ZipMember | None = None
    inner: ZipMember | None = None

    def read(self) -> bytes:
        """The content, without a UTF-8 byte order mark; never more than MAX_BYTES are held.

        Raises:
            UnreadableFileError: it is gone, was changed, is too large or damaged, or may not be read.
        """
        with open_regular(self.path) as file:
            now = os.fstat(file.fileno())
            if (now.st_size, now.st_mtime_ns) != (self.size, self.mtime_ns):
                raise UnreadableFileError("The file was changed while the cohort was graded: grade it again.")
            try:
                wanted = min(self.size, MAX_BYTES) + 1
                data = _unpack(file, self.member) if self.member else file.read(wanted)
                if self.inner and len(data) <= MAX_BYTES:
                    data = _unpack(BytesIO(data), self.inner)
            except (OSError, ValueError, OverflowError) as error:  # also an impossible offset in a zip
                reason = getattr(error, "strerror", None) or "damaged"
                raise UnreadableFileError(f"The file can't be read ({reason}).") from None
        if len(data) > MAX_BYTES:
            raise UnreadableFileError(TOO_LARGE)
        return data.removeprefix(b"\xef\xbb\xbf")


class ListedFile(NamedTuple):
    """A file that a PATH holds.

    Attributes:
        parts: names of the folders it lies in, below PATH, and its own.
        seconds: when it was last written, since 1970.
        shown: its path as it stands in notices and reports.
    """

    parts: tuple[str, ...]
    seconds: float
    stored: StoredFile
    shown: str


@contextmanager
def open_regular(path: Path) -> Iterator[BufferedReader]:
    """Open an ordinary file for reading, and nothing else: no symlink, FIFO, device or socket.

    Raises:
        UnreadableFileError: it is not an ordinary file, is gone, or may not be read.
    """
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):  # before opening: to open a device can have effects
            raise UnreadableFileError("This is not an ordinary file.")
        descriptor = os.open(path, _SAFE)
    except FileNotFoundError:
        raise UnreadableFileError("The file is no longer there.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is impossible"
        raise UnreadableFileError(f"The file can't be opened ({reason}).") from None
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise UnreadableFileError("This is not an ordinary file.")
        yield file


def _unpack(file: BinaryIO, member: ZipMember) -> bytes:
    """The content of a member, bounded whatever its sizes claim.

    Reads from the member's own header: opening the zip anew for each of a thousand members would list a
    thousand members each time.
    """
    if max(member.size, member.packed) > MAX_BYTES + _CHUNK:
        raise UnreadableFileError(TOO_LARGE)
    file.seek(member.offset)
    header = file.read(_LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size or header[:4] != b"PK\x03\x04":
        raise UnreadableFileError(DAMAGED)
    _, name, extra = _LOCAL_HEADER.unpack(header)
    file.seek(name + extra, os.SEEK_CUR)
    data = _inflate(file, member.packed) if member.deflated else file.read(min(member.packed, MAX_BYTES + 1))
    if len(data) > MAX_BYTES:
        raise UnreadableFileError(TOO_LARGE)
    if len(data) != member.size or zlib.crc32(data) != member.crc:
        raise UnreadableFileError(DAMAGED)
    return data


def _inflate(file: BinaryIO, packed: int) -> bytes:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    data = bytearray()
    try:
        while packed > 0 and not unpacker.eof and len(data) <= MAX_BYTES:
            chunk = file.read(min(packed, _CHUNK))
            if not chunk:
                raise UnreadableFileError(DAMAGED)
            packed -= len(chunk)
            while chunk and len(data) <= MAX_BYTES:
                data += unpacker.decompress(chunk, MAX_BYTES + 1 - len(data))
                chunk = unpacker.unconsumed_tail
    except zlib.error:
        raise UnreadableFileError(DAMAGED) from None
    return bytes(data)

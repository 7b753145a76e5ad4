"""Messages over a stream socket: a length of four bytes, then that many bytes."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable

_LENGTH = struct.Struct("<I")
_CHUNK = 1 << 20
_SMALL = 1 << 16
_PATIENCE = 0.1
"""Seconds between two looks at the other side while waiting for it."""


class ChannelError(Exception):
    """The other side broke the protocol, for instance by a message that is too long."""


class ClosedError(Exception):
    """The other side is gone."""


class LateError(Exception):
    """The other side did not answer in time."""


class Channel:
    """One end of the pipe between a grader and a submission process.

    Args:
        connection: a connected stream socket.
        most: longest message to accept, in bytes.
        watch: called about ten times a second while messages come or are waited for; what it raises ends that.
    """

    def __init__(self, connection: socket.socket, most: int, watch: Callable[[], None] | None = None) -> None:
        self._socket, self._most, self._watch = connection, most, watch
        self._unread = bytearray()
        self._next_look = time.monotonic() + _PATIENCE
        self._timeout = connection.gettimeout()
        self.received = 0

    def send(self, head: bytes, values: bytes = b"", deadline: float | None = None) -> None:
        """Send one message; LateError when the other side does not take it by the deadline (monotonic seconds)."""
        start = _LENGTH.pack(len(head) + len(values)) + head
        if len(values) < _SMALL:
            self._send(start + values, deadline)
        else:  # not copied
            self._send(start, deadline)
            self._send(values, deadline)

    def receive(self, deadline: float | None = None) -> memoryview:
        """The next message.

        Raises:
            LateError: it is not whole by the deadline (monotonic seconds).
            ClosedError: the other side closed the channel, also in the middle of a message.
            ChannelError: it is longer than this end accepts.
        """
        self._read(_LENGTH.size, deadline)
        (length,) = _LENGTH.unpack_from(self._unread)
        if length > self._most:
            raise ChannelError(f"a message of {length:,} bytes")
        end = _LENGTH.size + length
        self._read(end, deadline)
        self.received += length
        whole, self._unread = self._unread, self._unread[end:]
        return memoryview(whole)[_LENGTH.size : end]

    def _read(self, size: int, deadline: float | None) -> None:
        """Read until so many bytes are there. They grow as they come in: a claimed length alone takes no memory."""
        while len(self._unread) < size:
            most = min(max(size - len(self._unread), _SMALL), _CHUNK)
            part = self._wait(lambda most=most: self._socket.recv(most), deadline)
            if not part:
                raise ClosedError
            self._unread += part

    def _send(self, data: bytes, deadline: float | None) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[self._wait(lambda part=rest: self._socket.send(part[:_CHUNK]), deadline) :]

    def _wait(self, step: Callable[[], object], deadline: float | None):
        while True:
            patience = None
            if deadline is not None:
                now = time.monotonic()
                if (
                    self._watch and now >= self._next_look
                ):  # by the clock: also while bytes come in one by one
                    self._next_look = now + _PATIENCE
                    self._watch()
                patience = min(_PATIENCE, deadline - now)
                if patience <= 0:
                    raise LateError
            if patience != self._timeout:  # each time is a system call
                self._socket.settimeout(patience)
                self._timeout = patience
            try:
                return step()
            except TimeoutError:
                continue
            except OSError:
                raise ClosedError from None

    def close(self) -> None:
        """Close this end."""
        self._socket.close()

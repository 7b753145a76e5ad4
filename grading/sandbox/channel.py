"""Messages over a stream socket: a length of four bytes, then that many bytes."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable

_LENGTH = struct.Struct("<I")
_CHUNK = 1 << 20
_PATIENCE = 0.1
"""Seconds between two looks at the other side while waiting for it."""


class ChannelError(Exception):
    """The other side broke the protocol, for instance by a message that is too long."""


class ClosedError(Exception):
    """The other side is gone."""


class LateError(Exception):
    """The other side did not answer in time."""


class Channel:
    """One end of the pipe between a grader and a submission.

    Args:
        connection: a connected stream socket.
        most: longest message to accept, in bytes.
        watch: called about ten times a second while waiting; what it raises ends the waiting.
    """

    def __init__(self, connection: socket.socket, most: int, watch: Callable[[], None] | None = None) -> None:
        self._socket, self._most, self._watch = connection, most, watch
        self.received = 0

    def send(self, message: bytes, deadline: float | None = None) -> None:
        """Send one message; LateError when the other side does not take it by the deadline (monotonic seconds)."""
        rest = memoryview(_LENGTH.pack(len(message)) + message)
        while rest:
            rest = rest[self._wait(lambda part=rest: self._socket.send(part[:_CHUNK]), deadline) :]

    def receive(self, deadline: float | None = None) -> bytes:
        """The next message.

        Raises:
            LateError: it is not whole by the deadline (monotonic seconds).
            ClosedError: the other side closed the channel, also in the middle of a message.
            ChannelError: it is longer than this end accepts.
        """
        (length,) = _LENGTH.unpack(self._exactly(_LENGTH.size, deadline))
        if length > self._most:
            raise ChannelError(f"a message of {length:,} bytes")
        self.received += length
        return bytes(self._exactly(length, deadline))

    def _exactly(self, size: int, deadline: float | None) -> bytearray:
        # grows as bytes come in: a claimed length alone takes no memory
        found = bytearray()
        while len(found) < size:
            most = min(size - len(found), _CHUNK)
            part = self._wait(lambda most=most: self._socket.recv(most), deadline)
            if not part:
                raise ClosedError
            found += part
        return found

    def _wait(self, step: Callable[[], object], deadline: float | None):
        while True:
            patience = None
            if deadline is not None:
                patience = min(_PATIENCE, deadline - time.monotonic())
                if patience <= 0:
                    raise LateError
            self._socket.settimeout(patience)
            try:
                return step()
            except TimeoutError:
                if self._watch:
                    self._watch()
            except OSError:
                raise ClosedError from None

    def close(self) -> None:
        """Close this end."""
        self._socket.close()

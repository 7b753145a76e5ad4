"""The grader's end: one submission, asked for names, calls, attributes, items, lengths and iteration."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from grading import wire
from grading.engine.answer.handed_out import HandedOut
from grading.engine.answer.remote_object import RemoteError, RemoteObject
from grading.engine.outcome import MissingAnswerError, Problem, StoppedError
from grading.sandbox import protocol
from grading.sandbox.alarm import alarm, undisturbed
from grading.sandbox.channel import Channel, ChannelError, ClosedError, LateError
from grading.sandbox.limits import MEGABYTE, Limits
from grading.sandbox.remote_errors import error_of, problem_of
from grading.sandbox.starters import Process, SandboxError, Starter
from grading.sandbox.watch import no_room, remove, too_full, too_many_files, too_many_threads

FILENAME = "submission.py"
"""What a notebook is called in its process, whatever its file is called."""
_MESSAGES = 8
"""All answers of a submission together may be this many times as long as one."""
_GRACE = 1.0
"""Seconds that the grader's own work may go on after the time of a check."""
_ARGUMENTS = wire.WireLimits(blob_bytes=protocol.MAX_REQUEST)
_READER = """
import marimo

app = marimo.App()

with app.setup:
    from grading.engine.run.read_table import read_table
"""
"""A notebook of ours, which reads learners' files in a process of its own."""


class NotebookError(Exception):
    """The submission is no notebook that can be read; the message says why."""


class Session:
    """One submission in a process of its own, which is started when it is needed, and again after a stop.

    A `Place` for checks, and the `Owner` of the remote objects that come from the submission.

    Args:
        source: text of the notebook.
        folder: where its scratch files may be; nobody else's are there.
        handed_out: what came with the notebook; where it is broken, its process puts it back while it reads.

    Attributes:
        was_mended: whether it was put back.
    """

    def __init__(
        self,
        starter: Starter,
        source: str,
        folder: str,
        limits: Limits,
        handed_out: HandedOut | None = None,
    ) -> None:
        self._starter, self._source, self._limits = starter, source, limits
        broken = handed_out is not None and not handed_out.is_whole_in(source)
        self._to_mend = (handed_out.setup, list(handed_out.cells)) if broken else (None, [])
        self.was_mended = False
        self._wire_limits = wire.WireLimits(blob_bytes=int(limits.message_mb * MEGABYTE))
        self._disk = folder if os.path.ismount(folder) else None
        self._folder = tempfile.mkdtemp(prefix="submission-", dir=folder)
        self._process: Process | None = None
        self._channel: Channel | None = None
        self._found: dict[str, Any] = {}
        self._let_go: list[int] = []
        self._callbacks: list[Callable[..., Any]] = []
        self._number = 0
        self._received = 0
        self._opened = False
        self._touched = 0
        self._until = time.monotonic() + limits.submission_seconds
        self._deadline = self._until
        self._reader: Session | None = None
        self.changed_input = False
        self.prints = io.StringIO()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            if self._reader:
                self._reader.__exit__()
            self._end()
        finally:
            remove(self._folder)

    @property
    def is_over(self) -> bool:
        """Whether the submission has used up its time."""
        return time.monotonic() >= self._until

    def open(self) -> None:
        """Start the process and let it read the notebook, unless it has.

        Raises:
            NotebookError: it is no notebook.
            StoppedError: a limit was reached.
            SandboxError: no process could be started, or confined.
        """
        if self._process is not None:
            return
        for name in os.listdir(
            self._folder
        ):  # a process that was ended left them: there is one scratch space only
            remove(os.path.join(self._folder, name))
        self._need_room()
        self._scratch, self._shared = (
            tempfile.mkdtemp(prefix=kind, dir=self._folder) for kind in ("scratch-", "shared-")
        )
        self._opened = False
        self._let_go = []  # what is left of an earlier process means nothing to this one
        with undisturbed():
            self._process = self._starter.start(self._scratch, self._shared)
        most = int(self._limits.message_mb * MEGABYTE) + protocol.REPLY_OVERHEAD
        self._channel = Channel(self._process.connection, most, self._watch)
        with self._within(self._limits.check_seconds):
            try:
                notebook = [self._source, *self._to_mend]
                opened, _ = self._ask(protocol.Open(self._next_number(), FILENAME), notebook)
                self.was_mended = opened.was_mended
            except RemoteError as error:
                self._end()
                raise NotebookError(str(error)) from None
        self._touched = os.stat(self._scratch).st_mtime_ns
        self._opened = True

    def lookup(self, name: str) -> Any:
        """The learner's object of this public name, as data or RemoteObject; MissingAnswerError when there is none."""
        self.open()
        if name not in self._found:
            with self._within(self._limits.check_seconds):
                try:
                    found, value = self._ask(protocol.Lookup(self._next_number(), name))
                except RemoteError as error:  # its cell raised something that ends a program
                    raise MissingAnswerError(error.problem) from None
            if type(value) is RemoteObject:
                value._is_stub = found.is_stub
            self._found[name] = value
        return self._found[name]

    def limited(self, function: Callable[[], None]) -> None:
        """Call a check; StoppedError when it takes longer than a check may."""
        with self._within(self._limits.check_seconds):
            function()
            if self._process is not None:
                self._watch()

    @contextmanager
    def folder(self) -> Iterator[str]:
        """A folder that the grader fills and the submission may read. It can't write there."""
        self.open()
        folder = tempfile.mkdtemp(prefix="check-", dir=self._shared)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def read_table(self, data: bytes, kind: str) -> Any:
        """The table in a file of the learner's, read in a process that is confined like the submission's, and not it.

        Raises:
            ValueError: it can't be read.
        """
        if self._process is not None:
            self._watch()  # a disk that the submission has filled has no room for the reader either
        if self._reader is None:
            self._reader = Session(self._starter, _READER, os.path.dirname(self._folder), self._limits)
        return self._reader.lookup("read_table")(data, kind)

    def ask(self, operation: str, reference: int, *arguments: Any) -> Any:
        """Do something with a remote object: call, attr, item, len, iter or next."""
        number = self._next_number()
        while self._let_go and self._process is not None:
            some, self._let_go[: protocol.MAX_RELEASED] = self._let_go[: protocol.MAX_RELEASED], []
            self._send(protocol.Release(some), None)
        match operation:
            case "call":
                self.changed_input = False
                reply, result = self._ask(protocol.Call(number, reference), list(arguments))
                self.changed_input = reply.changed_input
                return result
            case "attr":
                return self._ask(protocol.GetAttribute(number, reference, *arguments))[1]
            case "item":
                return self._ask(protocol.GetItem(number, reference), *arguments)[1]
            case "len":
                return self._ask(protocol.GetLength(number, reference))[0].length
            case "iter":
                _, iterator = self._ask(protocol.Iterate(number, reference))
                return iterator if type(iterator) is RemoteObject else self._break("an iterator that is none")
            case "next":
                reply, item = self._ask(protocol.Next(number, reference))
                return type(reply) is protocol.Value, item
        raise ValueError(operation)

    def _next_number(self) -> int:
        self._number += 1
        return self._number

    def _ask(self, request: protocol.Request, values: Any = None) -> tuple[protocol.Reply, Any]:
        """Send a request; the reply that answers it, and its value."""
        if self._process is None:  # an object of a process that was stopped
            raise StoppedError(Problem("stopped", "its process was ended by an earlier call"))
        self._send(request, values)
        while True:
            reply, data = self._receive()
            if reply.number != request.number:
                self._break("a reply that was not asked for")
            match reply:
                case protocol.CallBack():
                    self._send(*self._call_back(reply, data))
                case protocol.Missing():
                    raise MissingAnswerError(problem_of(reply.trouble))
                case protocol.Failed():
                    raise error_of(reply)
                case protocol.PrintedTooMuch():
                    self._stop(f"output limit: it prints more than {self._limits.output_kb:g} kB")
                case _ if type(reply) in protocol.ANSWERS[type(request)]:
                    return reply, self._value(data) if reply.has_values else None
                case _:
                    self._break("a reply to another question")

    def _send(self, message: protocol.Request, values: Any) -> None:
        data = wire.encode(values, self._export, _ARGUMENTS) if message.has_values else b""
        with self._failures():
            self._channel.send(protocol.head(message), data, self._deadline)

    def _receive(self) -> tuple[protocol.Reply, memoryview]:
        with self._failures():
            message = self._channel.receive(self._deadline)
        if self._received + self._channel.received > _MESSAGES * self._limits.message_mb * MEGABYTE:
            self._stop(f"message limit: its answers are more than {_MESSAGES * self._limits.message_mb:g} MB")
        try:
            return protocol.read_reply(message)
        except protocol.ProtocolError as error:
            self._break(str(error))

    def _value(self, data: memoryview) -> Any:
        try:
            return wire.decode(data, self._import, self._wire_limits)
        except wire.WireError as error:
            self._break(str(error))

    def _export(self, value: Any) -> wire.Reference:
        if type(value) is wire.Reference:
            return value
        if type(value) is RemoteObject:
            return wire.Reference(value._reference, "object", "")
        if not callable(value):
            raise TypeError(f"a check can't pass a {type(value).__name__} to an answer")
        self._callbacks.append(value)
        return wire.Reference(protocol.CALLBACK + len(self._callbacks) - 1, "function", "")

    def _import(self, reference: wire.Reference) -> Any:
        if reference.id < protocol.CALLBACK:
            return RemoteObject(self, reference.id, reference.kind, self._let_go.append)
        if reference.id - protocol.CALLBACK < len(self._callbacks):
            return self._callbacks[reference.id - protocol.CALLBACK]
        raise wire.WireError("a reference to nothing")

    def _call_back(self, reply: protocol.CallBack, data: memoryview) -> tuple[protocol.Request, Any]:
        """Run a function of the grader's that the submission was given, on what it passes as data."""
        position = reply.reference - protocol.CALLBACK
        passed = self._value(data)
        if position >= len(self._callbacks) or not _are_arguments(passed):
            self._break("a call to nothing")
        args, kwargs = passed
        try:
            if kwargs:  # a name could reach an option of the function that its author never thought of
                raise TypeError("call this function without naming its arguments")
            return protocol.Returned(reply.number), self._callbacks[position](*args)
        except Exception as error:
            kind, text = type(error).__name__, str(error)
            fitting = protocol.fit(kind, protocol.MAX_NAME), protocol.fit(text, protocol.MAX_TEXT)
            return protocol.Raised(reply.number, *fitting), None

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        before = self._deadline
        self._deadline = min(time.monotonic() + seconds, self._until)
        try:
            with alarm(seconds + _GRACE, self._alarmed):
                yield
        except MemoryError as error:
            if isinstance(error, RemoteError):  # the submission's own
                raise
            most = f"{self._limits.grader_memory_mb:g} MB"
            self._stop(f"memory limit: checking what it gives takes the grader more than {most}")
        finally:
            self._deadline = before

    def _alarmed(self, *_: object) -> NoReturn:
        """The submission has answered in time, and the grader is still at what it was given."""
        self._stop(f"time limit: what it gives takes longer than {self._limits.check_seconds:g} s to check")

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except LateError:
            if self.is_over:
                self._stop(
                    f"submission limit: it takes more than {self._limits.submission_seconds:g} s in all"
                )
            self._end()
            seconds = f"{self._limits.check_seconds:g} seconds"
            message = f"Your code was stopped after {seconds}. Look for a loop that never ends."
            raise StoppedError(Problem("time limit", message)) from None
        except ChannelError as error:
            self._stop(f"message limit: {error}, and {self._limits.message_mb:g} MB are allowed")
        except ClosedError:
            self._stop(self._why_it_ended(*self._end()))

    def _why_it_ended(self, status: int, cpu_seconds: float) -> str:
        code = os.waitstatus_to_exitcode(status)
        if code == protocol.NOT_CONFINED and not self._opened:
            raise SandboxError("a submission could not be confined, so it was not run")
        if cpu_seconds >= self._limits.cpu_seconds or code == -getattr(signal, "SIGXCPU", 0) != 0:
            return f"CPU limit: it uses more than {self._limits.cpu_seconds:g} s of processor time"
        if code < 0 and code != -9:  # 9 may be ours
            with contextlib.suppress(ValueError):  # some signals have no name
                return f"crash: its process was ended by {signal.Signals(-code).name}"
            return f"crash: its process was ended by signal {-code}"
        return "exit: it ends its own process, or closes the grader's connection"

    def _watch(self) -> None:
        """Look at what can't be limited in advance."""
        exceeded = too_many_threads(self._process.pid, self._limits)
        if not exceeded and self._disk:
            exceeded = too_full(self._disk, self._shared, self._limits)
        elif not exceeded and self._opened and os.stat(self._scratch).st_mtime_ns != self._touched:
            exceeded = too_many_files(self._process.pid, self._scratch, self._limits)
        if exceeded:
            self._stop(exceeded)
        self._need_room()

    def _need_room(self) -> None:
        if not self._disk and no_room(self._folder):  # a disk of its own can only be full of its own files
            raise SandboxError("the disk that holds the files of submissions is full")

    def _break(self, why: str) -> NoReturn:
        self._stop(f"protocol: the grader was sent {why}")

    def _stop(self, why: str) -> NoReturn:
        self._end()
        raise StoppedError(Problem("stopped", why))

    def _end(self) -> tuple[int, float]:
        """Kill the process; its wait status and processor seconds."""
        if self._process is None:
            return 0, 0.0
        process, self._process = self._process, None
        self._received += self._channel.received
        self._found.clear()
        with undisturbed():
            return process.end()


def _are_arguments(passed: Any) -> bool:
    """Whether this is a list of arguments and a dict of named ones."""
    return (
        type(passed) is list
        and [type(part) for part in passed] == [list, dict]
        and all(type(name) is str for name in passed[1])
    )

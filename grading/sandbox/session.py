"""The grader's end: one submission, asked for names, calls, attributes, items, lengths and iteration."""

from __future__ import annotations

import builtins
import contextlib
import io
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from grading import wire
from grading.engine.answer.remote_object import RemoteError, RemoteObject
from grading.engine.outcome import MissingAnswerError, Problem, StoppedError
from grading.sandbox.channel import Channel, ChannelError, ClosedError, LateError
from grading.sandbox.fork_server import NOT_CONFINED
from grading.sandbox.limits import MEGABYTE, Limits
from grading.sandbox.starters import Process, SandboxError, Starter
from grading.sandbox.submission_server import CALLBACK

_MESSAGES = 8
"""All answers of a submission together may be this many times as long as one."""
_DEPTH = 12
_MAPPED = 3
"""Removed files that may be mapped at a time: their size can't be seen."""
_GRACE = 1.0
"""Seconds that the grader's own work may go on after the time of a check."""
# Errors of libraries that a grader may want to tell apart, beside Python's own
_ERROR_MODULES = (
    "numpy.exceptions",
    "pandas.errors",
    "pyarrow.lib",
    "duckdb",
    "_duckdb",
    "sklearn.exceptions",
)


class NotebookError(Exception):
    """The submission is no notebook that can be read; the message says why."""


class Session:
    """One submission in a process of its own, which is started when it is needed, and again after a stop.

    A `Place` for checks, and the `Owner` of the remote objects that come from the submission.

    Args:
        source: text of the notebook.
        folder: where its scratch files may be.
    """

    def __init__(self, starter: Starter, source: str, folder: str, limits: Limits) -> None:
        self._starter, self._source, self._limits = starter, source, limits
        self._wire_limits = wire.WireLimits(blob_bytes=int(limits.message_mb * MEGABYTE))
        self._folder = tempfile.mkdtemp(prefix="submission-", dir=folder)
        self._process: Process | None = None
        self._channel: Channel | None = None
        self._found: dict[str, Any] = {}
        self._callbacks: list[Callable[..., Any]] = []
        self._number = 0
        self._received = 0
        self._opened = False
        self._touched = 0
        self._until = time.monotonic() + limits.submission_seconds
        self._deadline = self._until
        self.prints = io.StringIO()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
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
        """
        if self._process is not None:
            return
        self._scratch, self._shared = (
            tempfile.mkdtemp(prefix=kind, dir=self._folder) for kind in ("scratch-", "shared-")
        )
        self._opened = False
        with _undisturbed():
            self._process = self._starter.start(self._scratch, self._shared)
        most = int((self._limits.message_mb + 8) * MEGABYTE)
        self._channel = Channel(self._process.connection, most, self._watch)
        with self._within(self._limits.check_seconds):
            try:
                self._ask("open", self._source, "submission.py")
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
                    value, is_stub = _pair(self._ask("lookup", name), self._break)
                except RemoteError as error:  # its cell raised something that ends a program
                    raise MissingAnswerError(error.problem) from None
            if type(value) is RemoteObject:
                value = RemoteObject(self, value._reference, value._kind, is_stub is True)
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

    def ask(self, operation: str, reference: int, *arguments: Any) -> Any:
        """Do something with a remote object: call, attr, item, len, iter or next."""
        value = self._ask(operation, wire.Reference(reference, "object", ""), *arguments)
        if operation == "len" and type(value) is not int:
            self._break("a length that is no number")
        return value if operation != "next" else _pair(value, self._break)

    def _ask(self, operation: str, *arguments: Any) -> Any:
        if self._process is None:  # an object of a process that was stopped
            raise StoppedError(Problem("stopped", "its process was ended by an earlier call"))
        self._number += 1
        self._send([self._number, operation, *arguments])
        while True:
            kind, *rest = self._reply()
            if kind == "callback" and len(rest) == 3:
                self._send(self._call_back(*rest))
            elif kind == "value" and len(rest) == 1:
                return rest[0]
            elif kind == "missing" and len(rest) == 4:
                raise MissingAnswerError(_problem(rest))
            elif kind == "error" and len(rest) == 6:
                raise _error(rest)
            elif kind == "printed too much":
                self._stop(f"output limit: it prints more than {self._limits.output_kb:g} kB")
            else:
                self._break("a reply of an unknown form")

    def _send(self, message: list[Any]) -> None:
        data = wire.encode(message, self._export, wire.WireLimits(blob_bytes=512 * MEGABYTE))
        with self._failures():
            self._channel.send(data, self._deadline)

    def _reply(self) -> list[Any]:
        with self._failures():
            data = self._channel.receive(self._deadline)
        if self._received + self._channel.received > _MESSAGES * self._limits.message_mb * MEGABYTE:
            self._stop(f"message limit: its answers are more than {_MESSAGES * self._limits.message_mb:g} MB")
        try:
            message = wire.decode(data, self._import, self._wire_limits)
        except wire.WireError as error:
            self._break(str(error))
        if type(message) is not list or len(message) < 2 or type(message[1]) is not str:
            self._break("a reply of an unknown form")
        if type(message[0]) is not int or message[0] != self._number:
            self._break("a reply that was not asked for")
        return message[1:]

    def _export(self, value: Any) -> wire.Reference:
        if type(value) is wire.Reference:
            return value
        if type(value) is RemoteObject:
            return wire.Reference(value._reference, "object", "")
        if not callable(value):
            raise TypeError(f"a check can't pass a {type(value).__name__} to an answer")
        self._callbacks.append(value)
        return wire.Reference(CALLBACK + len(self._callbacks) - 1, "function", "")

    def _import(self, reference: wire.Reference) -> Any:
        if reference.id < CALLBACK:
            return RemoteObject(self, reference.id, reference.kind)
        if reference.id - CALLBACK < len(self._callbacks):
            return self._callbacks[reference.id - CALLBACK]
        raise wire.WireError("a reference to nothing")

    def _call_back(self, reference: Any, args: Any, kwargs: Any) -> list[Any]:
        """Run a function of the grader's that the submission was given, on what it passes as data."""
        known = type(reference) is int and 0 <= reference - CALLBACK < len(self._callbacks)
        if not known or type(args) is not list or type(kwargs) is not dict:
            self._break("a call to nothing")
        try:
            return ["return", self._callbacks[reference - CALLBACK](*args, **kwargs)]
        except Exception as error:
            return ["raise", type(error).__name__, str(error)]

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        before = self._deadline
        self._deadline = min(time.monotonic() + seconds, self._until)
        try:
            with _alarm(seconds + _GRACE, self._alarmed):
                yield
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
        if code == NOT_CONFINED and not self._opened:
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
        if _threads(self._process.pid) > self._limits.threads:
            self._stop(f"thread limit: it starts more than {self._limits.threads:g} threads")
        if not self._opened or os.stat(self._scratch).st_mtime_ns == self._touched:
            return
        files, size = _measure(self._scratch, int(self._limits.scratch_files))
        nameless, mapped = _removed(self._process.pid, self._scratch)
        if files > self._limits.scratch_files:
            self._stop(f"file limit: it writes more than {self._limits.scratch_files:g} files")
        if size + nameless > self._limits.scratch_mb * MEGABYTE or mapped > _MAPPED:
            self._stop(f"disk limit: it writes more than {self._limits.scratch_mb:g} MB")

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
        with _undisturbed():
            return process.end()


@contextmanager
def _alarm(seconds: float, action: Callable[..., None]) -> Iterator[None]:
    """Interrupt the grader's own work after some seconds, where the system has such an alarm; the outermost counts."""
    if not hasattr(signal, "setitimer") or signal.getitimer(signal.ITIMER_REAL)[0]:
        yield
        return
    before = signal.signal(signal.SIGALRM, action)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep an alarm back while the nursery is spoken to: half a conversation would spoil the next."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def remove(folder: str) -> None:
    """Remove a folder that a submission has written in: it may be too deep for Python, or closed to its owner."""
    with contextlib.suppress(RecursionError):
        shutil.rmtree(folder, ignore_errors=True)
    if os.path.lexists(folder) and os.name == "posix":
        # GNU's tools follow no links here, and have no limit of depth
        subprocess.run(["chmod", "-R", "u+rwx", "--", folder], stderr=subprocess.DEVNULL, check=False)
        subprocess.run(["rm", "-rf", "--", folder], stderr=subprocess.DEVNULL, check=False)


def _threads(pid: int) -> int:
    """How many threads a process has; 0 without a /proc."""
    with contextlib.suppress(OSError, ValueError), open(f"/proc/{pid}/status") as status:
        return int(status.read().partition("Threads:")[2].split()[0])
    return 0


def _removed(pid: int, folder: str) -> tuple[int, int]:
    """Files that have no name any more: the bytes of open ones, and the number of mapped ones in the folder."""
    size, mapped = 0, set()
    with contextlib.suppress(OSError):
        for entry in os.scandir(f"/proc/{pid}/fd"):
            with contextlib.suppress(OSError):
                found = os.stat(entry.path)
                if stat.S_ISREG(found.st_mode) and found.st_nlink == 0:
                    size += found.st_blocks * 512
        with open(f"/proc/{pid}/maps", errors="replace") as maps:
            for line in maps:
                if folder in line and line.endswith(" (deleted)\n"):
                    mapped.add(line.split()[4])  # the number of its inode
    return size, len(mapped)


def _measure(folder: str, most_files: int) -> tuple[int, int]:
    """Number and bytes of the files below a folder, counted no further than the limit.

    A folder that can't be looked into, or is too deep, counts as too many files.
    """
    files = size = 0
    folders = [(folder, 0)]
    while folders and files <= most_files:
        path, depth = folders.pop()
        if depth > _DEPTH:
            return most_files + 1, size
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    files += 1
                    if files > most_files:
                        break
                    if entry.is_dir(follow_symlinks=False):
                        folders.append((entry.path, depth + 1))
                    else:
                        size += entry.stat(follow_symlinks=False).st_blocks * 512
        except FileNotFoundError:  # it was removed meanwhile
            continue
        except OSError:
            return most_files + 1, size
    return files, size


def _pair(value: Any, fail: Callable[[str], NoReturn]) -> list[Any]:
    if type(value) is not list or len(value) != 2:
        fail("a reply of an unknown form")
    return value


def _problem(fields: list[Any]) -> Problem:
    kind, message, line, number = fields
    kind = str(kind)[:100]
    return Problem(
        "error" if kind in ("time limit", "stopped") else kind,  # those two are the grader's own words
        str(message)[:2_000],
        str(line)[:300] if line is not None else None,
        number if type(number) is int else None,
    )


def _error(fields: list[Any]) -> RemoteError:
    """An exception for one that was raised in the submission: of the same kind, where the kind is a known one."""
    kinds, text, *problem = fields
    names = [str(kind)[:200] for kind in kinds] if type(kinds) is list else []
    known = [kind for kind in map(_known_error, names) if kind]
    module, _, name = names[0].rpartition(".") if names else ("", "", "Exception")
    shown = {"__module__": module, "__init__": _Remote.__init__, "__str__": _Remote.__str__}
    bases = (known[0], _Remote) if known else (_Remote,)
    error = type(name if name.isidentifier() else "Exception", bases, shown)()
    error.text, error.problem = str(text)[:2_000], _problem(problem)
    return error


class _Remote(RemoteError):
    text = ""

    def __init__(self) -> None:
        Exception.__init__(self)

    def __str__(self) -> str:
        return self.text


def _known_error(name: str) -> type[Exception] | None:
    module, _, kind = name.rpartition(".")
    if module != "builtins" and module not in _ERROR_MODULES:
        return None
    found = vars(sys.modules.get(module, builtins)).get(kind)
    plain = isinstance(found, type) and issubclass(found, Exception)
    return found if plain and found is not Exception and not issubclass(found, ExceptionGroup) else None

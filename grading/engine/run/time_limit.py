"""Run a learner's code with a time limit and without its prints, keeping the kernel alive."""

from __future__ import annotations

import ctypes
import io
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")
MAX_PRINTED = 20_000
MAX_LOADING = 60.0
_STOP_TRIES = 100


class TimeLimitError(BaseException):
    """Raised inside code that runs too long; a BaseException so that ``except Exception`` lets it through."""


def run_limited(function: Callable[[], T], seconds: float, prints: io.StringIO) -> T:
    """Call ``function`` in a worker thread and return its result, or raise what it raised.

    After ``seconds`` the worker is stopped by an exception raised inside it; code that can't be stopped
    so (a long call into C) is left behind in a daemon thread. Either way the caller goes on. Time in
    which libraries are loaded does not count.

    Args:
        prints: receives what the function prints, cut at 20,000 characters.

    Raises:
        TimeLimitError: the function did not finish in time.
    """
    outcome: dict[str, Any] = {}
    done = threading.Event()

    def work() -> None:
        try:
            outcome["value"] = function()
        except BaseException as error:  # the caller decides what to make of it
            outcome["error"] = error
        finally:
            done.set()

    worker = threading.Thread(target=work, daemon=True)
    with _Prints(worker, prints):
        worker.start()
        if not _finished(done, seconds):
            for _ in range(_STOP_TRIES):  # code may swallow the exception: raise it again
                ctypes.pythonapi.PyThreadState_SetAsyncExc(
                    ctypes.c_ulong(worker.ident), ctypes.py_object(TimeLimitError)
                )
                if done.wait(0.01):
                    break
            raise TimeLimitError
    if "error" in outcome:
        raise outcome["error"]
    return outcome["value"]


def _finished(done: threading.Event, seconds: float) -> bool:
    loaded, until = len(sys.modules), time.monotonic() + MAX_LOADING
    while not done.wait(seconds):
        if len(sys.modules) == loaded or time.monotonic() > until:
            return False
        loaded = len(sys.modules)  # a first import takes long on a busy machine: that is no endless loop
    return True


class _Prints(io.TextIOBase):
    """Stands in for ``sys.stdout`` and keeps what one thread prints; other threads print as before."""

    def __init__(self, thread: threading.Thread, prints: io.StringIO) -> None:
        self.thread, self.prints = thread, prints

    def __enter__(self) -> _Prints:
        self.stdout, sys.stdout = sys.stdout, self
        return self

    def __exit__(self, *_: object) -> None:
        sys.stdout = self.stdout

    def write(self, text: str) -> int:
        if threading.current_thread() is not self.thread:
            return self.stdout.write(text)
        if self.prints.tell() + len(text) <= MAX_PRINTED:
            self.prints.write(text)
        return len(text)

    def flush(self) -> None:
        self.stdout.flush()

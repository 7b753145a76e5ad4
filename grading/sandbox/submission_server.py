"""What runs in the process of a submission: its notebook, and the answers to what the grader asks.

Nothing here is trusted by the grader: a submission can change any of it. It only has to work for honest ones.
"""

from __future__ import annotations

import builtins
import os
import random
import socket
import sys
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from grading import wire
from grading.engine.answer.learner_error import explain
from grading.engine.answer.notebook_file import Notebook
from grading.engine.answer.stub import is_stub
from grading.engine.outcome import MissingAnswerError, Problem
from grading.sandbox.channel import Channel, ClosedError
from grading.sandbox.limits import MEGABYTE, Limits

CALLBACK = 1 << 32
"""References from here on are functions of the grader's; below they are objects of the submission."""

_MOST_REQUEST = 512 * MEGABYTE


class OutputLimitError(BaseException):
    """The submission prints too much; a BaseException so that ``except Exception`` lets it through."""


class Prints:
    """Stands in for standard output: counts what is printed and forgets it."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, most: int) -> None:
        self.rest = most

    def write(self, text: str) -> int:
        """Count a text."""
        self.rest -= len(text)
        if self.rest < 0:
            raise OutputLimitError
        return len(text)

    def flush(self) -> None:
        """Nothing is kept back."""

    def isatty(self) -> bool:
        """No terminal."""
        return False


class Server:
    """Answers requests about one notebook, one at a time.

    A request is ``[number, operation, …]``; a reply ``[number, kind, …]`` with the kinds ``value``,
    ``missing``, ``error``, ``printed too much`` and, while a request is under way, ``callback``.
    """

    def __init__(self, channel: Channel, limits: Limits) -> None:
        self._channel, self._limits = channel, limits
        self._wire_limits = wire.WireLimits(blob_bytes=int(limits.message_mb * MEGABYTE))
        self._notebook: Notebook | None = None
        self._objects: list[Any] = []
        self._number = 0

    def serve(self) -> None:
        """Answer until the grader closes the channel."""
        while True:
            self._reply_to(self._receive())

    def _reply_to(self, request: list[Any]) -> None:
        self._number, operation, *arguments = request
        operations: dict[str, Callable[..., list[Any]]] = {
            "open": self._open,
            "lookup": self._lookup,
            "call": lambda it, args, kwargs: self._value(it(*args, **kwargs)),
            "attr": lambda it, name: self._value(getattr(it, name)),
            "item": lambda it, key: self._value(it[key]),
            "len": lambda it: self._value(len(it)),
            "iter": lambda it: self._value(iter(it)),
            "next": self._next,
        }
        try:
            reply = operations[operation](*arguments)
        except OutputLimitError:
            reply = ["printed too much"]
        except MissingAnswerError as error:
            reply = ["missing", *_fields(error.problem)]
        except BaseException as error:
            reply = self._error(error)
        try:
            self._send(reply)
        except wire.WireError as error:
            self._send(self._error(ValueError(f"the result can't be passed on: {error}")))

    def _open(self, source: str, filename: str) -> list[Any]:
        self._notebook = Notebook(filename, source)
        return ["value", None]

    def _lookup(self, name: str) -> list[Any]:
        value = self._notebook.lookup(name)
        return ["value", [value, is_stub(value)]]

    def _next(self, iterator: Any) -> list[Any]:
        for item in iterator:
            return ["value", [True, item]]
        return ["value", [False, None]]

    @staticmethod
    def _value(value: Any) -> list[Any]:
        return ["value", value]

    def _error(self, error: BaseException) -> list[Any]:
        kinds = [f"{kind.__module__}.{kind.__qualname__}" for kind in type(error).__mro__[:12]]
        problem = explain(error)
        if isinstance(error, MemoryError):
            message = f"memory limit: it needs more than {self._limits.memory_mb:g} MB"
            problem = Problem("MemoryError", message, problem.line, problem.line_number)
        try:
            text = str(error)
        except Exception:
            text = ""
        return ["error", kinds, text[:2_000], *_fields(problem)]

    def _receive(self) -> list[Any]:
        return wire.decode(self._channel.receive(), self._import)

    def _send(self, reply: list[Any]) -> None:
        self._channel.send(wire.encode([self._number, *reply], self._export, self._wire_limits))

    def _export(self, value: Any) -> wire.Reference:
        self._objects.append(value)
        kind = "object"
        if isinstance(value, type):
            kind = "class"
        elif isinstance(value, types.FunctionType | types.BuiltinFunctionType | types.MethodType):
            kind = "function"
        return wire.Reference(len(self._objects) - 1, kind, "")

    def _import(self, reference: wire.Reference) -> Any:
        if reference.id < CALLBACK:
            return self._objects[reference.id]
        return lambda *args, **kwargs: self._call_back(reference.id, args, kwargs)

    def _call_back(self, callback: int, args: tuple, kwargs: dict) -> Any:
        """Call a function of the grader's, given to the submission as an argument."""
        self._send(["callback", callback, list(args), kwargs])
        kind, *result = self._receive()
        if kind == "return":
            return result[0]
        name, message = result
        raise getattr(builtins, name, Exception)(message)


def _fields(problem: Problem) -> list[Any]:
    return [problem.kind, problem.message, problem.line, problem.line_number]


def serve(connection: socket.socket, limits: Limits) -> None:
    """Serve the grader until it hangs up, then end this process without running anything more."""
    sys.stdout = sys.stderr = Prints(int(limits.output_kb * 1024))
    random.seed(0)
    np.random.seed(0)
    try:
        Server(Channel(connection, _MOST_REQUEST), limits).serve()
    except ClosedError:
        pass
    finally:
        os._exit(0)

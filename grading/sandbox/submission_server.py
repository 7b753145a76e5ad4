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
from typing import Any

import numpy as np

from grading import wire
from grading.engine.answer.handed_out import HandedOut
from grading.engine.answer.inputs import has_changeable, is_changed
from grading.engine.answer.learner_error import explain
from grading.engine.answer.notebook_file import Notebook
from grading.engine.answer.stub import is_stub
from grading.engine.outcome import MissingAnswerError, Problem
from grading.sandbox import protocol
from grading.sandbox.channel import Channel, ClosedError
from grading.sandbox.limits import MEGABYTE, Limits
from grading.sandbox.protocol import MAX_KINDS, MAX_LINE, MAX_NAME, MAX_TEXT, Trouble, fit

_NOTHING = object()
"""Where a reply has no values; None is one."""


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
    """Answers requests about one notebook, one at a time."""

    def __init__(self, channel: Channel, limits: Limits) -> None:
        self._channel, self._limits = channel, limits
        self._wire_limits = wire.WireLimits(blob_bytes=int(limits.message_mb * MEGABYTE))
        self._notebook: Notebook | None = None
        self._objects: dict[int, Any] = {}
        self._exported = 0
        self._number = 0

    def serve(self) -> None:
        """Answer until the grader closes the channel."""
        while True:
            request, data = self._receive()
            if type(request) is protocol.Release:
                for reference in request.references:
                    self._objects.pop(reference, None)
            else:
                self._answer(request, data)

    def _answer(self, request: protocol.Request, data: memoryview) -> None:
        self._number = request.number
        try:
            reply, value = self._result(request, data)
        except OutputLimitError:
            reply, value = protocol.PrintedTooMuch(self._number), _NOTHING
        except MissingAnswerError as error:
            reply, value = protocol.Missing(self._number, _trouble(error.problem)), _NOTHING
        except BaseException as error:
            reply, value = self._failed(error), _NOTHING
        try:
            self._send(reply, value)
        except wire.WireError as error:
            self._send(self._failed(ValueError(f"the result can't be passed on: {error}")))

    def _result(self, request: protocol.Request, data: memoryview) -> tuple[protocol.Reply, Any]:
        """Do what a request asks; the reply, and its value."""
        number = request.number
        match request:
            case protocol.Call(_, reference):
                args, kwargs = self._values(data)
                result = self._objects[reference](*args, **kwargs)
                changed = has_changeable([*args, *kwargs.values()]) and is_changed(
                    self._values(data), [args, kwargs], lambda: self._values(data)
                )
                return protocol.Value(number, changed), result
            case protocol.GetAttribute(_, reference, name):
                return protocol.Value(number), getattr(self._objects[reference], name)
            case protocol.GetItem(_, reference):
                return protocol.Value(number), self._objects[reference][self._values(data)]
            case protocol.GetLength(_, reference):
                return protocol.Length(number, len(self._objects[reference])), _NOTHING
            case protocol.Iterate(_, reference):
                return protocol.Value(number), iter(self._objects[reference])
            case protocol.Next(_, reference):
                for item in self._objects[reference]:
                    return protocol.Value(number), item
                return protocol.Exhausted(number), _NOTHING
            case protocol.Lookup(_, name):
                value = self._notebook.lookup(name)
                return protocol.Found(number, is_stub(value)), value
            case protocol.Open(_, filename):
                source, setup, given = self._values(data)
                handed_out = None if setup is None else HandedOut(setup, tuple(given))
                self._notebook = Notebook(filename, source, handed_out)
                return protocol.Opened(number, self._notebook.was_mended), _NOTHING
        raise ValueError("an answer to no question")

    def _failed(self, error: BaseException) -> protocol.Failed:
        kinds = [f"{kind.__module__}.{kind.__qualname__}" for kind in type(error).__mro__[:MAX_KINDS]]
        problem = explain(error)
        if isinstance(error, MemoryError):
            message = f"memory limit: it needs more than {self._limits.memory_mb:g} MB"
            problem = Problem("MemoryError", message, problem.line, problem.line_number)
        try:
            text = str(error)
        except Exception:
            text = ""
        kinds = [fit(kind, MAX_NAME) for kind in kinds]
        return protocol.Failed(self._number, kinds, fit(text, MAX_TEXT), _trouble(problem))

    def _receive(self) -> tuple[protocol.Request, memoryview]:
        return protocol.read_request(self._channel.receive())

    def _values(self, data: memoryview) -> Any:
        return wire.decode(data, self._import)

    def _send(self, reply: protocol.Reply, value: Any = _NOTHING) -> None:
        data = b"" if value is _NOTHING else wire.encode(value, self._export, self._wire_limits)
        self._channel.send(protocol.head(reply), data)

    def _export(self, value: Any) -> wire.Reference:
        self._objects[self._exported] = value
        self._exported += 1
        kind = "object"
        if isinstance(value, type):
            kind = "class"
        elif isinstance(value, types.FunctionType | types.BuiltinFunctionType | types.MethodType):
            kind = "function"
        return wire.Reference(self._exported - 1, kind, "")

    def _import(self, reference: wire.Reference) -> Any:
        if reference.id < protocol.CALLBACK:
            return self._objects[reference.id]
        return lambda *args, **kwargs: self._call_back(reference.id, args, kwargs)

    def _call_back(self, callback: int, args: tuple, kwargs: dict) -> Any:
        """Call a function of the grader's, given to the submission as an argument."""
        self._send(protocol.CallBack(self._number, callback), [list(args), kwargs])
        result, data = self._receive()
        if type(result) is protocol.Returned:
            return self._values(data)
        raise getattr(builtins, result.kind, Exception)(result.text)


def _trouble(problem: Problem) -> Trouble:
    line, number = problem.line, problem.line_number
    return Trouble(
        fit(problem.kind, MAX_NAME),
        fit(problem.message, MAX_TEXT),
        fit(line, MAX_LINE) if line is not None else None,
        number if type(number) is int and 0 <= number < 1 << 31 else None,
    )


def serve(connection: socket.socket, limits: Limits) -> None:
    """Serve the grader until it hangs up, then end this process without running anything more."""
    sys.stdout = sys.stderr = Prints(int(limits.output_kb * 1024))
    random.seed(0)
    np.random.seed(0)
    try:
        Server(Channel(connection, protocol.MAX_REQUEST), limits).serve()
    except ClosedError:
        pass
    finally:
        os._exit(0)

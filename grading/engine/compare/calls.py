"""Calls that a check made to an answer, and how a learner is shown them."""

from __future__ import annotations

from typing import Any

from grading.engine.compare.describe import MAX_CALL, MAX_LINE, cut, describe, outline, small_table

MOST_CALLS, _EACH = 10, 165
"""Calls on one object that are shown, one a line, and the characters of each."""
AS_BEFORE = "what was passed is as it was before the call"


class Named:
    """Stands in a call for an object that has a name and is no data."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Call:
    """One call. It is written down only when somebody is shown it: most checks pass.

    Attributes:
        made: the call that made the object this one was made on; None for a call of the answer itself.
        changed_input: whether something that was passed was different afterwards.
        after: what was changed, as it was afterwards; empty where another process has it.
    """

    __slots__ = ("_args", "_kwargs", "_name", "after", "changed_input", "made")

    def __init__(self, name: str, args: tuple, kwargs: dict[str, Any], made: Call | None = None) -> None:
        self._name, self._args, self._kwargs = name, args, kwargs
        self.made = made.made or made if made else None
        self.changed_input = False
        self.after: list[Any] = []

    def line(self) -> str:
        """The call in one line, with tables by their shape."""
        return self._written(list(map(_outline, self._values())))

    def text(self) -> str:
        """The call with its small tables below it."""
        values = self._values()
        tables = {place: table for place, value in enumerate(values) if (table := small_table(value))}
        names = {at: f"<table {n}>" if len(tables) > 1 else "<table>" for n, at in enumerate(tables, 1)}
        lines = [self._written([names.get(at) or _outline(value) for at, value in enumerate(values)])]
        for place, table in tables.items():
            lines += [f"{names[place]}:", table]
        return cut("\n".join(lines), MAX_CALL)

    def shown_after(self) -> str:
        """What was changed, as it was afterwards."""
        return cut("\n".join(map(describe, self.after)), MAX_CALL) or "changed by your code"

    def _values(self) -> list[Any]:
        return [*self._args, *self._kwargs.values()]

    def _written(self, values: list[str]) -> str:
        first = len(self._args)
        named = [f"{key}={value}" for key, value in zip(self._kwargs, values[first:], strict=True)]
        return cut(f"{self._name}({', '.join([*values[:first], *named])})", MAX_LINE)


def shown_calls(trace: list[Call], last: Call | None = None) -> str | None:
    """The last call, and before it, one a line, what was called on the same object; None where nothing was.

    Args:
        last: another call than the last one.
    """
    if not trace:
        return None
    last = last or trace[-1]
    if last.made is None:
        return last.text()
    until = trace.index(last) + 1
    before = [call for call in trace[:until] if call is last.made or call.made is last.made]
    lines = [cut(call.line(), _EACH) for call in before]
    if len(lines) > MOST_CALLS:
        left_out = len(lines) - MOST_CALLS
        lines[1 : 1 + left_out] = [f"… {left_out} more {'call' if left_out == 1 else 'calls'} …"]
    return cut("\n".join(lines), MAX_CALL)


def _outline(value: Any) -> str:
    return value.name if type(value) is Named else outline(value)

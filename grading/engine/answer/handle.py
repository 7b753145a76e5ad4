"""A learner's answer as checks use it: a handle that copies what goes in and remembers how it was used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grading.engine.answer.inputs import copied, is_changed
from grading.engine.answer.remote_object import RemoteObject, changed_input
from grading.engine.compare.calls import Call, Named
from grading.engine.compare.describe import MAX_LINE, cut, outline
from grading.engine.compare.plain_data import is_plain


class Handle:
    """Something of the learner's that is not data: a function, a class or an instance.

    Checks may call it, read attributes and items, take its length and iterate over it. Data that goes
    in is copied, so that an answer that changes its input can't spoil the next check, and the trace says
    when one did; data that comes out is returned as it is; everything else comes out as another handle.

    Args:
        made: the call that gave the object; None for what the learner wrote.
    """

    __slots__ = ("_made", "_name", "_target", "_trace")

    def __init__(self, target: Any, name: str, trace: list[Call], made: Call | None = None) -> None:
        self._target, self._name, self._trace, self._made = target, name, trace, made

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the learner's code with copies of the data."""
        shown = tuple(map(_noted, args)), {key: _noted(value) for key, value in kwargs.items()}
        call = Call(self._name, *shown, self._made)
        self._trace.append(call)
        passed, named = [_fresh(a) for a in args], {k: _fresh(v) for k, v in kwargs.items()}
        result = self._target(*passed, **named)
        if type(self._target) is RemoteObject:  # it got copies of its own
            call.changed_input = changed_input(self._target)
        else:
            pairs = zip([*args, *kwargs.values()], [*passed, *named.values()], strict=True)
            call.after = [new for old, new in pairs if is_changed(old, new, lambda old=old: _fresh(old))]
            call.changed_input = bool(call.after)
        name = self._name[:1].lower() + self._name[1:] if _is_class(self._target) else f"{self._name}(…)"
        return wrap(result, name, self._trace, call)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        return wrap(value, cut(f"{self._name}.{name}", MAX_LINE), self._trace, self._made)

    def __getitem__(self, key: Any) -> Any:
        name = cut(f"{self._name}[{outline(key, 40)}]", MAX_LINE)
        return wrap(self._target[key], name, self._trace, self._made)

    def __len__(self) -> int:
        self._trace.append(Call("len", (Named(self._name),), {}, self._made))
        return len(self._target)

    def __iter__(self) -> Iterator[Any]:
        return (wrap(item, self._name, self._trace, self._made) for item in self._target)

    def __repr__(self) -> str:
        return f"<{self._name}>"


def wrap(value: Any, name: str, trace: list[Call], made: Call | None = None) -> Any:
    """Data as it is, anything else as a handle that writes its calls to ``trace``."""
    return value if is_plain(value) else Handle(value, name, trace, made)


def _is_class(target: Any) -> bool:
    return target._kind == "class" if type(target) is RemoteObject else isinstance(target, type)


def _fresh(value: Any) -> Any:
    return value._target if isinstance(value, Handle) else copied(value)


def _noted(value: Any) -> Any:
    return Named(value._name) if isinstance(value, Handle) else value

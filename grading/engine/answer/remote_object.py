"""Something of a learner's that lives in another process, used from this one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from grading.engine.outcome import Problem


class RemoteError(Exception):
    """An exception that a learner's code raised in its own process; ``problem`` shows it to the learner."""

    problem: Problem


class Owner(Protocol):
    """The other process, asked for one thing at a time.

    Attributes:
        changed_input: whether the last call changed what it was given, by what the other process says.
    """

    changed_input: bool

    def ask(self, operation: str, reference: int, *args: Any) -> Any:
        """Do something with the object behind a reference: call, attr, item, len, iter or next."""


class RemoteObject:
    """A function, class, instance or generator behind a reference: calls, attributes, items, len, iteration.

    Everything else about it is unknown here, and nothing it defines (``__eq__``, ``__class__``,
    ``__array__``) is ever asked.

    Args:
        let_go: gets the reference when nobody here needs it any more.
    """

    __slots__ = ("_is_stub", "_kind", "_let_go", "_owner", "_reference")

    def __init__(self, owner: Owner, reference: int, kind: str, let_go: Callable[[int], Any]) -> None:
        self._owner, self._reference, self._kind, self._let_go = owner, reference, kind, let_go
        self._is_stub = False

    def __del__(self) -> None:
        self._let_go(self._reference)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it, as a function or a class."""
        return self._owner.ask("call", self._reference, list(args), kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # what Python itself looks for is not the learner's to answer
            raise AttributeError(name)
        return self._owner.ask("attr", self._reference, name)

    def __getitem__(self, key: Any) -> Any:
        return self._owner.ask("item", self._reference, key)

    def __len__(self) -> int:
        return self._owner.ask("len", self._reference)

    def __iter__(self) -> Iterator[Any]:
        items = self._owner.ask("iter", self._reference)
        while True:
            more, item = self._owner.ask("next", items._reference)
            if not more:
                return
            yield item

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<{self._kind} of the submission>"


def changed_input(target: RemoteObject) -> bool:
    """Whether the last call changed what it was given."""
    return target._owner.changed_input

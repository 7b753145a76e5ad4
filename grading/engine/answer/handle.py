"""A learner's answer as checks use it: a handle that copies what goes in and remembers how it was used."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from grading.engine.answer.remote_object import RemoteObject
from grading.engine.compare.describe import MAX_CALL, cut, outline
from grading.engine.compare.plain_data import is_plain


class Handle:
    """Something of the learner's that is not data: a function, a class or an instance.

    Checks may call it, read attributes and items, take its length and iterate over it. Data that goes
    in is copied, so that an answer that changes its input can't spoil the next check; data that comes
    out is returned as it is; everything else comes out as another handle.
    """

    __slots__ = ("_name", "_target", "_trace")

    def __init__(self, target: Any, name: str, trace: list[str]) -> None:
        self._target, self._name, self._trace = target, name, trace

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the learner's code with copies of the data."""
        shown = [outline(a) for a in args] + [f"{key}={outline(value)}" for key, value in kwargs.items()]
        self._trace.append(cut(f"{self._name}({', '.join(shown)})", MAX_CALL))
        result = self._target(*(_fresh(a) for a in args), **{k: _fresh(v) for k, v in kwargs.items()})
        name = self._name[:1].lower() + self._name[1:] if _is_class(self._target) else f"{self._name}(…)"
        return wrap(result, name, self._trace)

    def __getattr__(self, name: str) -> Any:
        return wrap(getattr(self._target, name), cut(f"{self._name}.{name}", MAX_CALL), self._trace)

    def __getitem__(self, key: Any) -> Any:
        name = cut(f"{self._name}[{outline(key, 40)}]", MAX_CALL)
        return wrap(self._target[key], name, self._trace)

    def __len__(self) -> int:
        self._trace.append(f"len({self._name})")
        return len(self._target)

    def __iter__(self) -> Iterator[Any]:
        return (wrap(item, self._name, self._trace) for item in self._target)

    def __repr__(self) -> str:
        return f"<{self._name}>"


def wrap(value: Any, name: str, trace: list[str]) -> Any:
    """Data as it is, anything else as a handle that writes its calls to ``trace``."""
    return value if is_plain(value) else Handle(value, name, trace)


def _is_class(target: Any) -> bool:
    return target._kind == "class" if type(target) is RemoteObject else isinstance(target, type)


def _fresh(value: Any) -> Any:
    if isinstance(value, Handle):
        return value._target
    data = (pd.DataFrame, pd.Series, np.ndarray, list, dict, set)
    return copy.deepcopy(value) if isinstance(value, data) else value

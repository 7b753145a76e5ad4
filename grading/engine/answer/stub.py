"""Whether anything was written yet."""

from __future__ import annotations

import dis
from typing import Any

from grading.engine.answer.remote_object import RemoteObject

_STUB_OPCODES = {"RESUME", "NOP", "RETURN_VALUE"}


def is_stub(value: Any) -> bool:
    """Whether nothing was written yet: None, ``...``, or code whose bodies only return None."""
    if value is None or value is ...:
        return True
    if type(value) is RemoteObject:  # the other process was asked
        return value._is_stub
    if isinstance(value, type):
        if value.__bases__ != (object,):
            return False
        methods = [m for name, m in vars(value).items() if callable(m) and name != "__init__"]
        return bool(methods) and all(is_stub(method) for method in methods)
    code = getattr(value, "__code__", None)
    if code is None:
        return False
    for step in dis.get_instructions(code):
        returns_none = step.opname in ("LOAD_CONST", "RETURN_CONST") and step.argval is None
        if step.opname not in _STUB_OPCODES and not returns_none:
            return False
    return True

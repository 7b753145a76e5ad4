"""From what a submission process reports of an exception to one that a check can catch, and a learner can read."""

from __future__ import annotations

import builtins
import sys

from grading.engine.answer.remote_object import RemoteError
from grading.engine.outcome import FINAL, Problem
from grading.sandbox.protocol import Failed, Trouble

# Errors of libraries that a grader may want to tell apart, beside Python's own
_MODULES = (
    "numpy.exceptions",
    "pandas.errors",
    "pyarrow.lib",
    "duckdb",
    "_duckdb",
    "sklearn.exceptions",
)


def problem_of(trouble: Trouble) -> Problem:
    """What to tell the learner."""
    # no more than the name of an exception, or of what is wrong with a notebook; the others are the grader's own words
    known = trouble.kind.isidentifier() or trouble.kind == "defined twice"
    kind = trouble.kind if known and trouble.kind not in FINAL else "error"
    return Problem(kind, trouble.message, trouble.line, trouble.line_number)


def error_of(reply: Failed) -> RemoteError:
    """An exception for one that was raised in the submission: of the same kind, where the kind is a known one."""
    known = [kind for kind in map(_known, reply.kinds) if kind]
    module, _, name = reply.kinds[0].rpartition(".") if reply.kinds else ("", "", "Exception")
    shown = {"__module__": module, "__init__": _Remote.__init__, "__str__": _Remote.__str__}
    bases = (known[0], _Remote) if known else (_Remote,)
    error = type(name if name.isidentifier() else "Exception", bases, shown)()
    error.text, error.problem = reply.text, problem_of(reply.trouble)
    return error


class _Remote(RemoteError):
    text = ""

    def __init__(self) -> None:
        Exception.__init__(self)

    def __str__(self) -> str:
        return self.text


def _known(name: str) -> type[Exception] | None:
    module, _, kind = name.rpartition(".")
    if module != "builtins" and module not in _MODULES:
        return None
    found = vars(sys.modules.get(module, builtins)).get(kind)
    plain = isinstance(found, type) and issubclass(found, Exception)
    return found if plain and found is not Exception and not issubclass(found, ExceptionGroup) else None

"""The ``check`` of a grader: soft assertions that say what was given, what was expected, and why."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from grading.engine.compare.calls import AS_BEFORE, Call, shown_calls
from grading.engine.compare.describe import MAX_LINE, MAX_TEXT, cut, describe
from grading.engine.compare.equality import records, same, sort_key
from grading.engine.compare.plain_data import TooLargeError, cells, is_plain, plain
from grading.engine.compare.side_by_side import Order, items_alike, keys_alike, rows_alike, side_by_side
from grading.engine.outcome import Message

MOST_ITEMS = 1_000
"""Items that a check ever takes from an answer without saying how many."""
MOST_KEPT = 20_000
"""Items of a value that a record keeps."""


@dataclass(frozen=True)
class Record:
    """One assertion as it went: misconceptions are recognised by comparing these."""

    passed: bool
    given: Any


class SoftAssertions:
    """Collects the assertions of one check.

    Every method takes the learner's value first, compares it as plain data, returns whether it was right,
    and never raises for a wrong one. `number`, `items`, `entries` and `table` give back what a grader may compute
    with, or None, and `leaves_alone` what the answer gave. ``why`` is a sentence for the learner. ``given_as``
    describes the call; without it the last call to the answer is shown, and what was called before on the same object.

    Args:
        trace: calls made to the answer, filled by its handle.
        on_fail: called with each failure, for instance to report it to pytest-check.
    """

    def __init__(self, trace: list[Call], on_fail: Callable[[Message], None] | None = None) -> None:
        self.records: list[Record] = []
        self.messages: list[Message] = []
        self._trace, self._on_fail = trace, on_fail

    def equal(self, given: Any, expected: Any, why: str, *, given_as: str | None = None) -> bool:
        """The same value: numbers by value, list as tuple, missing as missing, containers item by item."""
        return self._compare(given, expected, why, given_as, lambda g, e: same(g, e))

    def close(
        self,
        given: Any,
        expected: Any,
        why: str,
        *,
        rel: float = 1e-6,
        abs: float = 1e-9,
        given_as: str | None = None,
    ) -> bool:
        """The same numbers within a relative or an absolute tolerance."""
        return self._compare(given, expected, why, given_as, lambda g, e: same(g, e, rel, abs))

    def same_items(
        self, given: Any, expected: Iterable[Any], why: str, *, given_as: str | None = None
    ) -> bool:
        """The same items in any order, each as often."""

        def ordered(value: Any) -> Any:
            return sorted(value, key=sort_key) if isinstance(value, list | set) else value

        return self._compare(
            given,
            list(expected),
            why,
            given_as,
            lambda g, e: same(ordered(g), ordered(e)),
            keep=ordered,
            order=items_alike,
        )

    def same_table(
        self,
        given: Any,
        expected: pd.DataFrame,
        why: str,
        *,
        order: bool = False,
        rel: float = 1e-6,
        given_as: str | None = None,
    ) -> bool:
        """The same rows in the columns that ``expected`` has; further columns and dtypes don't matter."""

        def rows(value: Any) -> Any:
            if not isinstance(value, dict):
                return value
            lacking = [column for column in expected.columns if column not in value]
            if lacking:
                return f"no column {', '.join(map(repr, lacking))}"
            columns = {column: value[column] for column in expected.columns}
            if not all(isinstance(column, list) for column in columns.values()):
                return "columns that are no lists"
            if len(set(map(len, columns.values()))) > 1:
                return "columns of different lengths"
            return records(columns, order)

        return self._compare(
            given,
            expected,
            why,
            given_as,
            lambda g, e: same(rows(g), rows(e), rel, 1e-9),
            keep=rows,
            order=keys_alike if order else rows_alike,
        )

    def is_true(
        self,
        condition: Any,
        why: str,
        *,
        given: Any = None,
        expected: str = "true",
        given_as: str | None = None,
    ) -> bool:
        """A condition the grader worked out; ``given`` is the value it was worked out from."""
        passed = self._plain(condition) is True
        return self._record(passed, self._plain(given), lambda: (describe(given), expected), why, given_as)

    def is_in(self, given: Any, options: Iterable[Any], why: str, *, given_as: str | None = None) -> bool:
        """One of several accepted values."""
        accepted = [plain(option) for option in options]
        value = self._plain(given)
        passed = any(same(value, option) for option in accepted)

        def shown() -> tuple[str, str]:
            return describe(given), "one of " + ", ".join(map(describe, accepted))

        return self._record(passed, value, shown, why, given_as)

    def number(self, given: Any, why: str, *, given_as: str | None = None) -> float | None:
        """The number that was given, to compute with; anything else fails and gives None.

        A number is real and finite, of Python or of NumPy, and no bool. Whole numbers come as floats as well.
        """
        value = self._plain(given)
        if isinstance(value, int | float) and not isinstance(value, bool):
            with suppress(OverflowError):  # an int that no float can hold
                if math.isfinite(value):
                    return float(value)
        return self._refuse(given, value, "a number", why, given_as)

    def items(
        self, given: Any, why: str, *, count: int | None = None, given_as: str | None = None
    ) -> list[Any] | None:
        """What a list, tuple, set, column or other flat row of things holds; anything else fails and gives None.

        Args:
            count: how many there must be; without it up to 1,000.
        """
        found = _items(given, MOST_ITEMS if count is None else count)
        if found is not None and (count is None or len(found) == count):
            return found
        wanted = f"a list of at most {MOST_ITEMS:,}" if count is None else f"a list of {count}"
        return self._refuse(given, self._plain(given), wanted, why, given_as)

    def entries(
        self, given: Any, names: Iterable[str], why: str, *, given_as: str | None = None
    ) -> dict[str, Any] | None:
        """These entries of a dict, and no others; where one is not there it fails and gives None."""
        names = list(names)
        if isinstance(given, dict) and all(name in given for name in names):
            return {name: given[name] for name in names}
        wanted = f"a dict with {', '.join(map(repr, names))}"
        return self._refuse(given, self._plain(given), wanted, why, given_as)

    def table(
        self, given: Any, columns: Iterable[str], why: str, *, most: int, given_as: str | None = None
    ) -> dict[str, list[Any]] | None:
        """The cells of these columns of a DataFrame; where one is not there, once, it fails and gives None.

        Args:
            most: rows that it may have.
        """
        columns = list(columns)
        if isinstance(given, pd.DataFrame) and len(given) <= most:
            names = cells(given.columns)
            if all(names.count(column) == 1 for column in columns):
                return {column: cells(given.iloc[:, names.index(column)]) for column in columns}
        wanted = f"a table with the columns {', '.join(columns)} and at most {most} rows"
        return self._refuse(given, self._plain(given), wanted, why, given_as)

    def leaves_alone(self, answer: Any, args: Sequence[Any], why: str, *, given_as: str | None = None) -> Any:
        """Call the answer with these arguments, which must be the same afterwards; gives what the answer gave.

        Without this a change fails the first check that sees one, in general words.
        """
        result = answer(*args)
        calls = [call for call in getattr(answer, "_trace", [])[-1:] if call.changed_input]
        self._record(not calls, bool(calls), lambda: (calls[0].shown_after(), AS_BEFORE), why, given_as)
        for call in calls:
            call.changed_input = False  # it is told
        return result

    def _refuse(self, given: Any, value: Any, expected: str, why: str, given_as: str | None) -> None:
        self._record(False, value, lambda: (describe(given), expected), why, given_as)

    @contextmanager
    def raises(self, kind: type[BaseException], why: str, *, given_as: str | None = None) -> Iterator[None]:
        """The block raises ``kind`` or a subclass of it. A NameError is let through: the code can't run as it is."""
        passed, raised, shown = False, "nothing raised", "no error"
        try:
            yield
        except kind as error:
            passed, raised = True, type(error).__name__
        except NameError:
            raise
        except Exception as error:
            raised, shown = type(error).__name__, cut(f"{type(error).__name__}: {error}", MAX_TEXT)
        self._record(passed, raised, lambda: (shown, f"{kind.__name__} is raised"), why, given_as)

    def _compare(
        self,
        given: Any,
        expected: Any,
        why: str,
        given_as: str | None,
        agree: Callable[[Any, Any], bool],
        keep: Callable[[Any], Any] = lambda value: value,
        order: Order = keys_alike,
    ) -> bool:
        value = self._plain(given)
        passed = agree(value, plain(expected))
        return self._record(passed, keep(value), lambda: side_by_side(given, expected, order), why, given_as)

    @staticmethod
    def _plain(given: Any) -> Any:
        try:
            return plain(given)
        except (TooLargeError, RecursionError):
            return f"a {type(given).__name__} too large to compare"

    def _record(
        self,
        passed: bool,
        value: Any,
        shown: Callable[[], tuple[str, str]],
        why: str,
        given_as: str | None,
    ) -> bool:
        self.records.append(Record(passed, _kept(value)))
        if not passed:
            call = cut(given_as, MAX_LINE) if given_as else shown_calls(self._trace)
            given, expected = shown()  # only now: a table is slow to print
            message = Message(cut(why, MAX_TEXT), call, given, expected)
            self.messages.append(message)
            if self._on_fail:
                self._on_fail(message)
        return passed


def _kept(value: Any) -> Any:
    """What a record keeps of a plain value: all of a small one, which could be a known mistake, else its kind.

    The records of all checks of an exercise are in memory together.
    """
    left, rest = MOST_KEPT, [value]
    while rest:
        item = rest.pop()
        left -= 1 + (len(item) // 20 if isinstance(item, str | bytes) else 0)
        if left < 0:
            return f"a large {type(value).__name__}"
        if isinstance(item, dict | list | set):
            rest += item.values() if isinstance(item, dict) else item
    return value


def _items(given: Any, most: int) -> list[Any] | None:
    if not is_plain(given):  # a generator, the keys of a dict: whatever else can be looped over
        return list(itertools.islice(given, most + 1)) if hasattr(type(given), "__iter__") else None
    if isinstance(given, list | tuple | set | frozenset):
        return list(given) if len(given) <= most else None
    column = isinstance(given, np.ndarray | pd.Series | pd.Index | pd.api.extensions.ExtensionArray)
    return cells(given) if column and given.ndim == 1 and len(given) <= most else None

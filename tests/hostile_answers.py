"""Every check of a module against hostile answers, in a process with little memory: ``python hostile_answers.py 1``.

An answer gives one hostile value, whatever it is asked, or what a right answer gave with hostile leaves in it. Values
are what the sandbox delivers: they have crossed the wire. What goes wrong is printed as JSON, one line for each.
"""

from __future__ import annotations

import itertools
import json
import math
import resource
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
from tapes import Always, Tape

from grading.engine.answer.notebook_file import Notebook
from grading.engine.compare.describe import MAX_CALL, MAX_LINE, MAX_TEXT
from grading.engine.compare.plain_data import is_plain
from grading.engine.declare.catalogue import load_hidden
from grading.engine.run.place import UnlimitedInProcess
from grading.engine.run.run_check import Submission, run_check
from grading.publish.paths import solution_file
from grading.wire import decode, encode

EXTRA_MB = 300
"""Memory that the checks may take beside the values themselves."""
MAX_SHOWN = 2_600
"""Characters in which a value may be shown: the head of a table is a dozen lines."""
LONG, MEDIUM = 20_000_000, 1_000_000
SIDE = 250_000


def nested(levels):
    value: list = []
    for _ in range(levels):
        value = [value]
    return value


MARK = "7031"
"""Stands in a text and a number: an explanation that has it quotes an answer, and learners' pages show explanations."""
SMALL = [
    b"x", "x", "", 10**4000, -(2**62), math.nan, math.inf, -0.0, 1e308, True, None, 1j,
    Decimal("1e3000"), Decimal("sNaN"), Fraction(10**3900, 3), np.float32("nan"), np.array(5.0), np.zeros((2, 2)),
    np.datetime64("2026-01-02"), pd.Timestamp("2026-01-02", tz="Europe/Berlin"), [1, "a", None], (1,), {"a": 1}, {1},
    nested(60), pd.DataFrame(), pd.Series(dtype=float), pd.DataFrame([[1, 2]], columns=["price", "price"]), slice(1),
    set(), dict,
]  # fmt: skip
CELLS = pd.Categorical.from_codes([0] * 10, ["x" * LONG])
LARGE = [
    "x" * LONG, "a" * MEDIUM, b"x" * LONG, np.zeros((SIDE, 1)), np.zeros((1, SIDE)), [0.5] * 200_000,
    np.zeros(2_000_000), pd.Series(np.zeros(1_000_000)), pd.RangeIndex(900_000),
    pd.DataFrame(index=range(900_000)), pd.DataFrame({"price": CELLS, "source": CELLS}),
    pd.DataFrame(np.zeros((10, 12))), pd.Series([1.0] * 10, index=CELLS), ["x" * MEDIUM] * 3, ("x" * MEDIUM, 1),
    [{"band": "x" * 50_000}] * 40, {"x" * MEDIUM: "x" * MEDIUM},
]  # fmt: skip
COLUMNS = ("row", "column", "problem", "listing_id", "label", "source", "sale_id", "reason", "price")
SLOW = [
    set(range(100_000)), {n: n for n in range(90_000)}, nested(3) * 60_000,
    pd.DataFrame({name: range(20_000) for name in COLUMNS}), dict.fromkeys(COLUMNS, "x" * 400_000),
]  # fmt: skip
PAIRS = [(b"x", 1_800_000_000), ("x", 2**62), (LARGE[3], LARGE[4]), ([0], 1_800_000_000), (10**4000, 0.5)]


def leaves(value):
    """How many atoms there are in nested lists, dicts and tables."""
    return sum(1 for _ in _walk(value))


def _walk(value):
    if isinstance(value, pd.DataFrame):
        yield from (0 for _ in range(value.size))
    elif isinstance(value, dict):
        for item in value.values():
            yield from _walk(item)
    elif isinstance(value, list | tuple | set):
        for item in value:
            yield from _walk(item)
    else:
        yield 0


def planted(value, hostile):
    """The value with ``hostile(place, atom)`` in the place of each of its atoms."""
    places = itertools.count()

    def plant(value):
        if isinstance(value, pd.DataFrame):
            cells = {name: [hostile(next(places), cell) for cell in value[name].tolist()] for name in value}
            return pd.DataFrame({name: pd.Series(column, dtype=object) for name, column in cells.items()})
        if isinstance(value, np.ndarray | pd.Series | pd.Index):
            value = value.tolist()
        if isinstance(value, dict):
            return {key: plant(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(plant(item) for item in value)
        if isinstance(value, set):
            return [plant(item) for item in value]
        return hostile(next(places), value)

    return plant(value)


def one_leaf(hostile, turn):
    """Plants a value in the place of one atom; which one depends on whose turn it is."""

    def plant(value):
        at = turn % max(leaves(value), 1)
        return planted(value, lambda place, atom: hostile if place == at else atom)

    return plant


def all_numbers(one, other):
    """Plants two values in turn in the place of all numbers."""
    kinds = itertools.cycle([one, other])

    def plant(value):
        return planted(value, lambda _, atom: next(kinds) if isinstance(atom, int | float) else atom)

    return plant


class Planted(Tape):
    """A recording of right answers with something planted in each of them."""

    def rewind(self, plant):
        super().rewind()
        self.plant = plant

    def of(self, name):
        answer = self.lookup(name)
        if is_plain(answer):
            return answer if self.place is None else self.plant(answer)
        return self.played(answer)

    def next(self, ask):
        value = super().next(ask)
        return self.plant(value) if self.place is not None and is_plain(value) else value


class Whole(Always):
    """An answer that gives the values in turn, whatever it is asked."""

    def __init__(self, lookup, *values):
        super().__init__(lookup, None)
        self.values = itertools.cycle(values)

    def of(self, name):
        return next(self.values) if is_plain(self.lookup(name)) else super().of(name)

    def __call__(self, *args, **kwargs):
        return next(self.values)

    def __len__(self):
        return 2**62


def endless(taken):
    """A generator without an end, which notes when more is taken from it than any check needs."""
    for count in itertools.count():
        if count == 10_000:
            taken.append(count)
            return
        yield "x" * 1_000


def crossed(values):
    return [decode(encode(value)) for value in values]


def answers(lookup, tape, turn):
    """Hostile answers to one check: a name for each, and its lookup. The tape is a right answer's recording.

    Of the small values, every third has its turn: each comes to several checks of an exercise.
    """
    values = [*SMALL[turn % 3 :: 3], *LARGE]
    for value in values:
        yield type(value).__name__, Whole(lookup, value).of
    for one, other in PAIRS:
        names = type(one).__name__, type(other).__name__
        yield " and ".join(names), Whole(lookup, one, other).of
        yield f"items of {names[0]}", Whole(lookup, [one] * 9).of
        for pair in ((one, other), (other, one)):
            tape.rewind(all_numbers(*pair))
            yield f"planted {' and '.join(names)}", tape.of
    for place, value in enumerate(values[turn % 2 :: 2], turn):
        tape.rewind(one_leaf(value, place))
        yield f"planted {type(value).__name__}", tape.of


def marked(tape, most=40):
    """A right answer's recording with the mark in one atom of each value after the other."""
    for place in range(most):
        sizes = [0]

        def plant(value, place=place, sizes=sizes):
            sizes.append(leaves(value))
            return planted(value, lambda at, atom: atom if at != place else mark_for(atom))

        tape.rewind(plant)
        yield "planted mark", tape.of
        if max(sizes) <= place + 1:
            return


def mark_for(atom):
    return f"quoted-{MARK}" if isinstance(atom, str) else float(f"{MARK}0.25")


def slow_answer(lookup, turn):
    """One of the values that are just small enough to be compared item by item."""
    value = SLOW[turn % len(SLOW)]
    return f"slow {type(value).__name__}", Whole(lookup, value).of


def complaints(one, check, name, lookup):
    """What is wrong with how a check went."""
    taken = []
    if name == "endless":
        lookup = Whole(lookup, endless(taken)).of
    try:
        result, _ = run_check(check, Submission(lookup), one.answer, UnlimitedInProcess())
    except BaseException as error:
        yield f"it is no row: {type(error).__name__}: {error}"[:300]
        return
    problem = result.problem
    if problem and "Memory" in problem.kind:
        yield "it takes too much memory"
    if taken:
        yield "it goes through a generator without an end"
    texts = (
        [(problem.message, MAX_TEXT + 100), (problem.line, MAX_LINE), (problem.call, MAX_CALL)]
        if problem
        else []
    )
    for message in result.messages:
        texts += [(message.why, MAX_TEXT), (message.call, MAX_CALL)]
        texts += [(message.given, MAX_SHOWN), (message.expected, MAX_SHOWN)]
    if any(MARK in message.why for message in result.messages):
        yield "its explanation quotes the answer"
    for text, most in texts:
        if text and len(text) > most:
            yield f"a text of {len(text):,} characters: {text[:60]}"
    if check.hidden and result.passed and not name.startswith("planted"):
        yield "it passes"


def main(module):
    exercises = load_hidden(module)
    solved = Notebook(solution_file(module))
    for values in (SMALL, LARGE, SLOW):
        values[:] = crossed(values)
    PAIRS[:] = crossed(PAIRS)
    tapes = {}
    for one in exercises:
        for check in [*one.checks, *one.hidden_checks]:
            tapes[check.name] = Planted(solved.lookup)
            result, _ = run_check(check, Submission(tapes[check.name].of), one.answer, UnlimitedInProcess())
            assert result.passed, check.title
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + EXTRA_MB * 2**20, resource.RLIM_INFINITY))
    for turn, one in enumerate(exercises):
        for number, check in enumerate([*one.checks, *one.hidden_checks]):
            hostile = [("endless", solved.lookup)]
            if number == 0:
                hostile.append(slow_answer(solved.lookup, turn))
            further = answers(solved.lookup, tapes[check.name], number)
            marks = (
                [] if check.hidden else marked(tapes[check.name])
            )  # nobody is shown what a hidden one says
            for name, lookup in itertools.chain(hostile, further, marks):
                for complaint in complaints(one, check, name, lookup):
                    print(json.dumps([one.id, check.title, name, complaint]), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])

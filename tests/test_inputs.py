"""An answer that changes what it is given fails a check, once, and nothing else is taken for a change."""

import copy
import warnings

import numpy as np
import pandas as pd
import pytest

from grading.engine.answer.handle import Handle
from grading.engine.answer.inputs import copied, is_changed
from grading.engine.answer.notebook_file import Notebook
from grading.engine.compare.soft_assertions import SoftAssertions
from grading.engine.declare.catalogue import load_hidden, modules
from grading.engine.declare.exercise import exercise
from grading.engine.grade.grade_exercise import grade_exercise
from grading.engine.run.run_check import CHANGES_INPUT
from grading.publish.paths import solution_file
from grading.wire import decode, encode

TABLE = pd.DataFrame(
    {"card": ["c1", None], "price": [4.5, np.nan], "day": pd.to_datetime(["2026-05-01", None])}
)
VALUES = {
    "table": (TABLE, lambda t: t.__setitem__("price", 0.0)),
    "cell": (TABLE, lambda t: t.loc.__setitem__((0, "card"), "c2")),
    "column": (TABLE, lambda t: t.insert(0, "more", 1)),
    "sorted": (TABLE, lambda t: t.sort_values("price", ascending=False, inplace=True, na_position="first")),
    "index": (TABLE, lambda t: t.set_index("card", inplace=True)),
    "dtype": (TABLE.assign(n=[1, 2]), lambda t: t.__setitem__("n", t["n"].astype(float))),
    "series": (TABLE["price"], lambda s: s.fillna(0.0, inplace=True)),
    "name": (TABLE["price"], lambda s: setattr(s, "name", "paid")),
    "array": (np.array([3.0, np.nan, 1.0]), lambda a: a.sort()),
    "objects": (np.array(["a", None, np.nan], dtype=object), lambda a: a.__setitem__(1, "b")),
    "list": ([3, 1, float("nan")], lambda x: x.sort(key=str)),
    "dict": ({"a": 1, "b": None}, lambda d: d.pop("b")),
    "kind": ({"a": 1}, lambda d: d.__setitem__("a", 1.0)),
    "deep": ([{"a": [1, (2, [float("nan")])]}], lambda x: x[0]["a"][1][1].append(3)),
    "set": ({1, 2}, lambda s: s.add(3)),
    "holding": ({"rows": TABLE}, lambda d: d["rows"].__setitem__("price", 1.0)),
}  # fmt: skip


def crossed(value):
    return decode(encode(value))


@pytest.mark.parametrize("again", [copied, crossed], ids=["copied", "crossed"])
@pytest.mark.parametrize("kind", VALUES)
def test_every_change_in_place_is_seen_and_nothing_else(kind, again):
    value, change = VALUES[kind]
    after = again(value)
    assert not is_changed(again(value), after, lambda: again(value))
    with warnings.catch_warnings(action="ignore"):
        change(after)
    assert is_changed(again(value), after, lambda: again(value))


def test_what_can_not_be_compared_counts_as_the_same():
    loop: list = []
    loop.append(loop)
    ragged = pd.DataFrame({"a": [np.zeros(2), np.zeros(3)]}, dtype=object)

    class Odd:
        def __eq__(self, other):
            raise AssertionError("it was asked")

    for value in (loop, ragged, [Odd()], {"a": Odd()}):
        assert not is_changed(value, copy.deepcopy(value), lambda value=value: copy.deepcopy(value))
    chance = iter(range(9))
    assert not is_changed([next(chance)], [next(chance)], lambda: [next(chance)])


def clean(changes_inputs=False):
    one = exercise(
        "E1.2", title="Clean", points=6, answer="clean", section="1.2", changes_inputs=changes_inputs
    )

    def test_first(answer, check):
        """First"""
        check.equal(len(answer(TABLE)), 2, "all rows")

    def test_second(answer, check):
        """Second"""
        check.equal(len(answer(table=TABLE)), 2, "all rows")

    def test_third(answer, check):
        """Third"""
        check.equal(answer.__repr__(), "<clean>", "no call")

    def test_hidden(answer, check, rng):
        """Hidden"""
        check.equal(len(answer(TABLE)), 2, "all rows")

    one.collect([one(test) for test in (test_first, test_second, test_third)])
    one.collect([one.hidden(test_hidden)], hidden=True)
    return one


def fills(table):
    table["price"] = table["price"].fillna(0.0)
    return table


@pytest.fixture(autouse=True)
def no_mistakes(monkeypatch):
    for place in ("known_mistakes", "telling_check"):
        monkeypatch.setattr(f"grading.engine.recognise.{place}.known_mistakes", lambda _: [])


def test_a_change_fails_the_first_check_that_sees_it():
    before = TABLE.copy()
    verdict = grade_exercise(clean(), lambda name: fills, seed=1)
    assert [check.passed for check in verdict.checks] == [False, True, True, False]
    (message,) = verdict.checks[0].messages
    assert message.why == CHANGES_INPUT
    assert message.call.startswith("clean(<table>)")
    assert "0" in message.given.splitlines()[2] and message.given.startswith("a table of 2 rows")
    assert TABLE.equals(before)
    right = grade_exercise(clean(), lambda name: lambda table: table.assign(price=0.0), seed=1)
    assert (right.status, right.score) == ("passed", 6)


def test_an_exercise_may_ask_for_a_change():
    verdict = grade_exercise(clean(changes_inputs=True), lambda name: fills, seed=1)
    assert verdict.status == "passed"


def test_a_check_can_ask_for_it_itself_and_it_is_said_once():
    for answer, passed in ((fills, False), (len, True)):
        check, trace = SoftAssertions([]), []
        given = check.leaves_alone(Handle(answer, "answer", trace), [TABLE], "the caller's table")
        assert len(given) == 2 if answer is fills else given == 2
        assert [record.passed for record in check.records] == [passed]
        assert not any(call.changed_input for call in trace)
    with pytest.raises(TypeError):
        SoftAssertions([]).leaves_alone([1], [TABLE], "data can't be called")


@pytest.mark.parametrize("module", modules())
def test_no_worked_solution_changes_what_it_is_given(module):
    solved = Notebook(solution_file(module))
    for one in load_hidden(module):
        verdict = grade_exercise(one, solved.lookup, seed=3)
        assert all(check.passed for check in verdict.checks), one.id

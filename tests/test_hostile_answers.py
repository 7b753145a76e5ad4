"""Whatever an answer gives, a check costs little, is a row, and shows short texts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tapes import Tape

from course import ROOT
from grading.engine.answer.notebook_file import Notebook
from grading.engine.compare.calls import Call
from grading.engine.compare.describe import MAX_CALL, describe
from grading.engine.compare.equality import same, sort_key
from grading.engine.compare.plain_data import TooLargeError, cells, plain
from grading.engine.compare.soft_assertions import SoftAssertions
from grading.engine.declare.catalogue import load_hidden, modules
from grading.engine.run.place import UnlimitedInProcess
from grading.engine.run.run_check import Submission, run_check
from grading.publish.paths import solution_file
from grading.wire import encode

HERE = Path(__file__).parent
EXERCISES = [one for module in modules() for one in load_hidden(module)]
SOLVED = {module: Notebook(solution_file(module)) for module in modules()}


@pytest.mark.parametrize("module", modules())
def test_no_check_is_harmed_by_a_hostile_answer(module):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", HERE / "hostile_answers.py", module],
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert [json.loads(line) for line in done.stdout.splitlines()] == []
    assert done.returncode == 0, done.stderr[-2_000:]


class Arguments(Tape):
    """A right answer; all that it is given must be data that crosses by itself."""

    def given(self, args, kwargs):
        encode([args, kwargs])


@pytest.mark.parametrize("one", EXERCISES, ids=lambda one: one.id)
def test_a_function_given_to_an_answer_runs_on_its_side(one):
    for check in [*one.checks, *one.hidden_checks]:
        lookup = Arguments(SOLVED[one.module].lookup).of
        result, _ = run_check(check, Submission(lookup), one.answer, UnlimitedInProcess())
        assert result.passed, check.title


HUGE_INT, LONG_TEXT = 10**5_000, "x" * 50_000_000


def test_soft_assertions_let_through_what_can_be_computed_with():
    check = SoftAssertions([])
    for number in (2, 2.0, np.int64(2), np.float32(2), np.array(2.0)):
        assert check.number(number, "a number") == 2.0
    for row in ([1, 2], (1, 2), {1, 2}, np.array([1, 2]), pd.Series([1, 2]), pd.Index([1, 2])):
        assert check.items(row, "two", count=2) == [1, 2]
    assert check.entries({"a": 1, "b": 2}, ["a"], "an entry") == {"a": 1}
    table = pd.DataFrame({"a": [1, 2], "b": [3, 4]})
    assert check.table(table, ["a"], "a table", most=2) == {"a": [1, 2]}
    assert (check.records, check.messages) == ([], [])


def test_soft_assertions_refuse_the_rest_with_a_sentence():
    check = SoftAssertions([Call("cost", (3,), {})])
    for value in (b"x", "2", True, None, HUGE_INT, float("nan"), float("inf"), 1j, [2], np.zeros((2, 2))):
        assert check.number(value, "a cost is a number") is None
    for value in ("ab", {"a": 1}, 7, [1], [0] * 3, np.zeros((2, 1)), pd.DataFrame({"a": [1, 2]})):
        assert check.items(value, "two items", count=2) is None
    assert check.items([0] * 1_001, "some items") is None
    assert check.entries({"a": 1}, ["a", "b"], "both") is None
    table = pd.DataFrame([[1, 2]], columns=["a", "a"])
    for columns, most in ((["a"], 9), (["b"], 9), ([], 0)):
        assert check.table(table, columns, "a table", most=most) is None
    assert len(check.records) == len(check.messages) == 22
    first = check.messages[0]
    assert (first.call, first.given, first.expected) == ("cost(3)", "1 bytes", "a number")


def test_texts_of_a_failure_are_short():
    check = SoftAssertions([Call("cost", ([{"a": LONG_TEXT, "b": LONG_TEXT}] * 2, LONG_TEXT), {})])
    check.equal({LONG_TEXT: [LONG_TEXT]}, HUGE_INT, LONG_TEXT)
    check.equal(pd.DataFrame({LONG_TEXT: [LONG_TEXT, b"x", HUGE_INT]}, index=[LONG_TEXT] * 3), 1, "one")
    check.equal(1, 2, "one", given_as=LONG_TEXT)
    with check.raises(KeyError, "none"):
        raise ValueError(LONG_TEXT)
    for message in check.messages:
        texts = (message.why, message.call, message.given, message.expected)
        assert max(map(len, texts)) <= 2_600
        assert len(message.call) <= MAX_CALL


def test_numbers_that_no_float_holds_are_compared_and_shown():
    assert same(HUGE_INT, HUGE_INT) and not same(HUGE_INT, 1.0) and not same(0.5, HUGE_INT)
    assert sort_key(HUGE_INT) != sort_key(HUGE_INT + 1)
    assert describe([HUGE_INT]) == "[a whole number of about 5,000 digits]"


def test_a_category_is_taken_once_for_all_its_rows():
    for values in (
        pd.Categorical.from_codes([0, 1, 0, -1], ["a" * 99, "b"]),
        pd.Series(pd.Categorical.from_codes([0, 1, 0, -1], ["a" * 99, "b"])),
        pd.CategoricalIndex(["a" * 99, "b", "a" * 99, None]),
    ):
        found = cells(values)
        assert found == ["a" * 99, "b", "a" * 99, None]
        assert found[0] is found[2]
    levels = cells(pd.MultiIndex.from_product([["a" * 99], [1, 2]]))
    assert levels == [("a" * 99, 1), ("a" * 99, 2)] and levels[0][0] is levels[1][0]
    assert cells(pd.Series([1, 2, 3], index=[9.0, 0.0, 1.0]), 2) == [1, 2]


def test_a_long_text_counts_as_many_items():
    assert plain(["x" * 100_000])
    with pytest.raises(TooLargeError):
        plain(LONG_TEXT)


def test_a_record_keeps_what_a_known_mistake_could_give_and_not_more():
    check = SoftAssertions([])
    for value in ([0.5] * 5_000, {"a": ["x" * 100] * 100}, [0.5] * 100_000, {"a": "x" * 1_000_000}):
        check.equal(value, 1, "one")
    kept = [record.given for record in check.records]
    assert kept == [[0.5] * 5_000, {"a": ["x" * 100] * 100}, "a large list", "a large dict"]

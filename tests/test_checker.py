"""The checker: soft assertions that record and explain."""

import pandas as pd
import pytest

from grading.engine.answer.handle import Handle
from grading.engine.compare.calls import Call
from grading.engine.compare.soft_assertions import SoftAssertions


def test_a_failure_says_what_was_given_expected_and_why_and_goes_on():
    check = SoftAssertions([Call("parse_price", ("$1,250.00",), {})])
    assert not check.equal(1.25, 1250.0, "a comma groups thousands")
    assert check.equal(1250.0, 1250, "the same number")
    (message,) = check.messages
    assert (message.given, message.expected) == ("1.25", "1250")
    assert message.call == "parse_price('$1,250.00')"
    assert message.why == "a comma groups thousands"
    assert [record.passed for record in check.records] == [False, True]


def test_tolerance_order_and_shape_follow_the_method():
    check = SoftAssertions([])
    assert check.close([1.0000001], [1.0], "close")
    assert check.same_items(("b", "a"), ["a", "b"], "any order")
    assert not check.same_items(["a", "a"], ["a"], "each as often")
    assert not check.same_items(None, ["a"], "nothing given")
    assert check.is_in("x", ["x", "y"], "one of")
    assert check.is_true(1 < 2, "true")
    assert not check.is_true("yes", "text is not true")


def test_tables_compare_the_expected_columns_in_any_row_order():
    expected = pd.DataFrame({"card": ["a", "b"], "price": [1.0, 2.0]})
    shuffled = pd.DataFrame({"price": [2, 1], "card": ["b", "a"], "extra": [0, 0]})
    check = SoftAssertions([])
    assert check.same_table(shuffled, expected, "any order")
    assert not check.same_table(shuffled, expected, "in order", order=True)
    assert not check.same_table(shuffled.drop(columns="card"), expected, "a column is missing")
    assert not check.same_table(None, expected, "no table")
    assert not check.same_table(shuffled.assign(price=[2.0, 1.5]), expected, "another price")


def test_raises_accepts_the_right_error_only():
    check = SoftAssertions([])
    with check.raises(ValueError, "free is no price"):
        raise ValueError("free")
    with check.raises(ValueError, "free is no price"):
        raise KeyError("free")
    with check.raises(ValueError, "free is no price"):
        pass
    assert [record.passed for record in check.records] == [True, False, False]


def test_a_list_that_holds_itself_and_a_table_with_a_column_twice_are_calm_rows():
    loop: list = []
    loop.append(loop)
    check = SoftAssertions([])
    assert not check.equal(loop, [1], "one number")
    twice = pd.DataFrame([[1, 2]], columns=["price", "price"])
    assert not check.same_table(twice, pd.DataFrame({"card": ["a"]}), "a card")
    assert not check.equal(twice, {"price": [1]}, "one price")


def test_a_huge_answer_is_a_calm_row():
    check = SoftAssertions([])
    assert not check.equal([0] * 5_000_000, [1], "one number")
    assert check.messages[0].given == "a list of 5,000,000 items"


def test_an_answer_must_leave_what_it_is_given_alone():
    def fills(table, more):
        table["price"] = table["price"].fillna(0.0)
        return len(table) + len(more)

    for answer, passed in ((fills, False), (lambda table, more: len(table) + len(more), True)):
        check, table = SoftAssertions([]), pd.DataFrame({"price": [1.0, None]})
        assert check.leaves_alone(Handle(answer, "answer", []), [table, {"a": 1}], "the caller's table") == 3
        assert [record.passed for record in check.records] == [passed]
        assert table["price"].isna().sum() == 1
    with pytest.raises(TypeError):
        SoftAssertions([]).leaves_alone([1], [table], "data can't be called")

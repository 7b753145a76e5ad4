"""Plain data: comparison is as strict as a contract asks, and no stricter."""

import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.engine.compare.describe import describe
from grading.engine.compare.equality import same
from grading.engine.compare.plain_data import TooLargeError, plain

SAME = [
    (1, 1.0),
    (np.float64(2.5), 2.5),
    (np.int64(3), 3),
    (np.bool_(True), True),
    ((1, 2), [1, 2]),
    (np.array([1.0, 2.0]), [1, 2]),
    (pd.Series([1, 2]), [1, 2]),
    (float("nan"), None),
    (pd.NA, math.nan),
    (pd.NaT, None),
    (dt.date(2026, 1, 2), pd.Timestamp("2026-01-02")),
    (np.datetime64("2026-01-02"), dt.datetime(2026, 1, 2)),
    ({"a": np.float32(1)}, {"a": 1.0}),
    (pd.DataFrame({"a": [1]}), {"a": [1.0]}),
    (0.1 + 0.2, 0.3),
    ({1, 2}, {2, 1}),
]
DIFFERENT = [
    (1, True),
    (1, "1"),
    (None, 0),
    (None, ""),
    ([1, 2], [2, 1]),
    ([1], [1, 2]),
    ({"a": 1}, {"a": 1, "b": 2}),
    (1.0, 1.0001),
    ([], {}),
    (b"a", "a"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_equal_values_of_other_types_are_the_same(left, right):
    assert same(plain(left), plain(right))


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_different_values_are_not(left, right):
    assert not same(plain(left), plain(right))


def test_an_object_that_equals_everything_is_no_data():
    class Yes:
        def __eq__(self, other):
            return True

        __hash__ = None

    assert not same(plain(Yes()), plain(1250.0))
    assert not same(plain([Yes()]), plain([1250.0]))


def test_a_huge_value_is_refused_before_it_is_copied():
    with pytest.raises(TooLargeError):
        plain(range(3) and [0] * 10_000_000)
    with pytest.raises(TooLargeError):
        plain(np.zeros(10_000_000))


def test_a_list_that_holds_itself_is_refused():
    loop: list = []
    loop.append(loop)
    with pytest.raises((TooLargeError, RecursionError)):
        plain(loop)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_a_value_is_the_same_as_itself(value):
    assert same(plain(value), plain(value))


@pytest.mark.parametrize(
    "value", ["x" * 5_000, list(range(1_000)), np.zeros((500, 500)), pd.DataFrame({"a": range(9_999)})]
)
def test_descriptions_stay_short(value):
    assert len(describe(value)) < 1_000

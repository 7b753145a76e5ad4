"""A column of every kind that crosses between a submission and its grader."""

import datetime as dt
import math

import numpy as np
import pandas as pd

DAYS = pd.date_range("2026-01-01", periods=4, freq="D")
COLUMNS = {
    "int": [1, 2, 3, 4],
    "float": [1.5, math.nan, math.inf, -0.0],
    "bool": [True, False, True, True],
    "str": ["a", None, "é", ""],
    "string": pd.array(["a", None, "é", ""], dtype="string"),
    "string python": pd.array(["a", None, "é", ""], dtype=pd.StringDtype("python")),
    "str python": pd.array(["a", None], dtype=pd.StringDtype("python", na_value=math.nan)).take([0, 1, 1, 0]),
    "object": pd.Series(["a", 1, None, [2]], dtype=object),
    "object text": pd.Series(["a", "b", "c", "d"], dtype=object),
    "Int64": pd.array([1, None, 3, 4], dtype="Int64"),
    "UInt8": pd.array([1, None, 3, 4], dtype="UInt8"),
    "Float64": pd.array([1.5, None, 3, 4], dtype="Float64"),
    "boolean": pd.array([True, None, False, True], dtype="boolean"),
    "category": pd.Categorical(["b", None, "a", "b"], categories=["b", "a", "c"]),
    "ordered": pd.Categorical([1, 2, 2, 1], categories=[2, 1], ordered=True),
    "cut": pd.cut([1, 2, 3, 4], 2),
    "dates": DAYS,
    "dates s": pd.Series(DAYS).astype("datetime64[s]"),
    "dates tz": DAYS.tz_localize("Europe/Berlin"),
    "dates offset": DAYS.tz_localize(dt.timezone(dt.timedelta(hours=5, minutes=30))),
    "no dates": pd.Series([pd.NaT] * 4),
    "durations": pd.to_timedelta([1, 2, None, 4], unit="h"),
    "periods": pd.PeriodIndex(["2026-01", "2026-02", "NaT", "2026-04"], freq="M"),
    "quarters": pd.period_range("2026-01", periods=4, freq="Q-DEC"),
    "complex": [1j, 2, 3, 4],
    "int8": np.array([1, 2, 3, 4], "i1"),
    "empty text": ["", "", "", ""],
}

"""The solutions of E1.1 and E1.2 keep their contracts to the letter, whatever comes."""

import math
import re
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.market.rarities import RARITIES
from grading.engine.answer.notebook_file import Notebook
from grading.publish.paths import solution_file

pytestmark = pytest.mark.module("1")
SOLVED = Notebook(solution_file("1"))

missing = st.sampled_from([None, math.nan, pd.NA, pd.NaT])
numbers = st.floats(allow_nan=False) | st.integers(-500, 500) | st.integers(0, 500).map(np.int64)
days = st.dates().map(date.isoformat) | st.sampled_from(
    ["2026-02-30", "2026-13-01", "0000-01-01", "2026-05-03\n", "20260503", "2026-5-3", "２０２６-05-03"]
)
CELLS = {
    "card_id": st.text() | numbers | missing,
    "rarity": st.sampled_from([*RARITIES, "rare", "Promo "]) | missing | numbers,
    "hp": numbers | missing | st.text(max_size=4),
    "price": numbers | missing | st.text(max_size=4),
    "currency": st.sampled_from(["USD", "EUR", "usd", "", "USD EUR"]) | missing | numbers,
    "sold_at": days | missing | st.dates() | st.datetimes().map(pd.Timestamp) | numbers,
}


def is_allowed(column, value):
    """The contract, read aloud."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return column in ("hp", "price")
    if column in ("hp", "price"):
        number = not isinstance(value, str)
        return number and (10 <= value <= 400 if column == "hp" else value > 0)
    if not isinstance(value, str) or column == "card_id":
        return isinstance(value, str)
    if column != "sold_at":
        return value in (RARITIES if column == "rarity" else ("USD", "EUR"))
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


@settings(max_examples=40, deadline=None)
@given(st.data(), st.integers(1, 3), st.sets(st.sampled_from(list(CELLS))))
def test_validate_reports_each_bad_cell_and_changes_nothing(data, rows, gone):
    columns = {
        name: data.draw(st.lists(cell, min_size=rows, max_size=rows))
        for name, cell in CELLS.items()
        if name not in gone
    }
    batch = pd.DataFrame(
        {name: pd.Series(cells, dtype=object) for name, cells in columns.items()}, index=range(rows)
    )
    before = repr(batch.to_dict("list"))
    report = SOLVED.lookup("validate")(batch)
    bad = {
        (row, name)
        for name, cells in columns.items()
        for row, value in enumerate(cells)
        if not is_allowed(name, value)
    } | {(-1, name) for name in gone}
    assert sorted(zip(report["row"], report["column"], strict=True)) == sorted(bad)
    assert SOLVED.lookup("gate")(batch) == int(bool(bad))
    assert repr(batch.to_dict("list")) == before


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789.,$¢ USDeE€-na/_\t", max_size=9) | st.text(max_size=6))
def test_parse_price_reads_what_the_contract_says_and_nothing_else(text):
    number = r"[0-9][0-9,]*(?:\.[0-9]+)?"
    found = re.fullmatch(rf"(?:\$|USD)?\s*({number})|({number})\s*¢", text.strip())
    if re.search(r"(^|[^0-9]),|,($|[^0-9])", text):
        return  # nobody writes a comma so
    if text.strip().lower() in ("", "---", "n/a"):
        assert SOLVED.lookup("parse_price")(text) is None
    elif not found:
        with pytest.raises(ValueError):
            SOLVED.lookup("parse_price")(text)
    else:
        price = float((found[1] or found[2]).replace(",", "")) / (100 if found[2] else 1)
        assert SOLVED.lookup("parse_price")(text) == pytest.approx(price)

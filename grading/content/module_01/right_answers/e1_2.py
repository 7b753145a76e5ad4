"""Right answers to E1.2, each written another way. A dict replaces several names."""

import re

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

# Written out and in another order, as a learner would: the exercise's notebook has no list to import.
_RARITIES = ["Secret Rare", "Illustration Rare", "Ultra Rare", "Promo"]
_RARITIES += ["Rare Holo", "Rare", "Uncommon", "Common"]


def _number(low, high=float("inf")):
    def allowed(cells):
        numbers = cells.map(lambda cell: isinstance(cell, int | float))
        return numbers & pd.to_numeric(cells, errors="coerce").between(low, high)

    return pa.Check(allowed, name="number")


def validate_series(batch):
    """Checks on whole columns; further columns in the report, problems sorted by row."""
    schema = pa.DataFrameSchema(
        {
            "card_id": pa.Column(),
            "rarity": pa.Column(checks=pa.Check.isin(_RARITIES)),
            "hp": pa.Column(checks=_number(10, 400), nullable=True),
            "price": pa.Column(checks=_number(1e-9), nullable=True),
            "currency": pa.Column(checks=pa.Check.isin(["EUR", "USD"])),
            "sold_at": pa.Column(
                checks=pa.Check(lambda cells: cells.astype(str).str.fullmatch(r"\d{4}-\d\d-\d\d"))
            ),
        }
    )
    try:
        schema.validate(batch, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
    else:
        return pd.DataFrame({"row": [], "column": [], "problem": []})
    gone = cases["check"] == "column_in_dataframe"
    cases["row"] = cases["index"].where(~gone, -1).astype(float)
    cases["column"] = cases["column"].where(~gone, cases["failure_case"])
    cases["problem"] = cases["check"].astype(str)
    return cases.drop_duplicates(["row", "column"]).sort_values("row")


def _problems(batch):
    tests = {
        "card_id": lambda cell: not pd.isna(cell),
        "rarity": _RARITIES.__contains__,
        "hp": lambda cell: pd.isna(cell) or (not isinstance(cell, str) and 10 <= cell <= 400),
        "price": lambda cell: pd.isna(cell) or (not isinstance(cell, str) and cell > 0),
        "currency": {"USD", "EUR"}.__contains__,
        "sold_at": lambda cell: (
            isinstance(cell, str) and re.fullmatch("[0-9]{4}(-[0-9]{2}){2}", cell) is not None
        ),
    }
    for column, test in tests.items():
        if column not in batch.columns:
            yield {"row": -1, "column": column, "problem": "is missing"}
        else:
            for row, cell in enumerate(batch[column]):
                if not test(cell):
                    yield {"problem": repr(cell), "column": column, "row": row}


def validate_plain(batch):
    """Without pandera, cell by cell."""
    return pd.DataFrame(list(_problems(batch)), columns=["column", "row", "problem"])


right_series = {"validate": validate_series, "gate": lambda batch: 0 if validate_series(batch).empty else 1}
right_plain = {"validate": validate_plain, "gate": lambda batch: any(True for _ in _problems(batch)) * 1}

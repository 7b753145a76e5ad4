"""Right answers to E1.2, each written another way. A dict replaces several names."""

import re
from datetime import date

import duckdb
import numpy as np
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


def _days(cells):
    text = cells.map(lambda cell: isinstance(cell, str))
    days = cells.where(text, "").astype(str)
    form = days.str.fullmatch(r"\d{4}-\d\d-\d\d", flags=re.ASCII)
    return text & form & pd.to_datetime(days, format="%Y-%m-%d", errors="coerce").notna()


def validate_series(batch):
    """Checks on whole columns; further columns in the report, problems sorted by row."""
    schema = pa.DataFrameSchema(
        {
            "card_id": pa.Column(
                checks=pa.Check(lambda cells: cells.map(lambda cell: isinstance(cell, str)))
            ),
            "rarity": pa.Column(checks=pa.Check.isin(_RARITIES)),
            "hp": pa.Column(checks=_number(10, 400), nullable=True),
            "price": pa.Column(checks=_number(1e-9), nullable=True),
            "currency": pa.Column(checks=pa.Check.isin(["EUR", "USD"])),
            "sold_at": pa.Column(checks=pa.Check(_days)),
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


def _is_day(cell):
    """Read and written again, a day is the same text."""
    try:
        return isinstance(cell, str) and date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def _problems(batch):
    tests = {
        "card_id": lambda cell: isinstance(cell, str),
        "rarity": _RARITIES.__contains__,
        "hp": lambda cell: pd.isna(cell) or (not isinstance(cell, str) and 10 <= cell <= 400),
        "price": lambda cell: pd.isna(cell) or (not isinstance(cell, str) and cell > 0),
        "currency": {"USD", "EUR"}.__contains__,
        "sold_at": _is_day,
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


def validate_sql(batch):
    """DuckDB on the cells as rows of text, with their kind beside them; numbers of the report are NumPy's."""
    names = ["card_id", "rarity", "hp", "price", "currency", "sold_at"]
    rows = [(np.int64(-1), name, "no such column") for name in names if name not in batch]
    cells = pd.DataFrame(
        [
            (row, name, type(cell).__name__, None if pd.isna(cell) else str(cell))
            for name in names
            if name in batch
            for row, cell in enumerate(batch[name])
        ],
        columns=["row", "name", "kind", "cell"],
    ).astype({"row": "int64", "name": "string", "kind": "string", "cell": "string"})
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        connection.register("cells", cells)
        found = connection.execute(_QUERY, [_RARITIES]).df()
    return pd.concat([pd.DataFrame(rows, columns=["row", "column", "problem"]), found], ignore_index=True)


_QUERY = """
    SELECT "row", name AS "column", 'not allowed' AS problem FROM cells WHERE NOT CASE
        WHEN name IN ('hp', 'price') AND cell IS NULL THEN true
        WHEN cell IS NULL THEN false
        WHEN name IN ('hp', 'price') AND kind = 'str' THEN false
        WHEN name NOT IN ('hp', 'price') AND kind <> 'str' THEN false
        WHEN name = 'hp' THEN cell::DOUBLE BETWEEN 10 AND 400
        WHEN name = 'price' THEN cell::DOUBLE > 0
        WHEN name = 'rarity' THEN cell IN (SELECT unnest(?))
        WHEN name = 'currency' THEN cell IN ('USD', 'EUR')
        WHEN name = 'sold_at' THEN regexp_full_match(cell, '[0-9]{4}-[0-9]{2}-[0-9]{2}')
            AND TRY_CAST(cell AS DATE) NOTNULL
        ELSE true END
"""

right_sql = {"validate": validate_sql, "gate": lambda batch: bool(len(validate_sql(batch)))}

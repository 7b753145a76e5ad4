"""What the fork server does before its first fork, so that no submission process has to do it again.

Everything here is public: libraries, the notebooks that learners have, and scripts of first calls. No grader, no
solution and no hidden data may come in, because a submission process can read all that its parent had in memory.
"""

from __future__ import annotations

import contextlib
import importlib
import traceback

from grading.sandbox.protocol import PublicFile

_LIBRARIES = (
    "marimo", "numpy", "pandas", "pyarrow.parquet", "scipy.stats", "scipy.optimize", "sklearn.compose",
    "sklearn.ensemble", "sklearn.impute", "sklearn.linear_model", "sklearn.metrics", "sklearn.model_selection",
    "sklearn.pipeline", "sklearn.preprocessing", "sklearn.tree", "course.data",
    "grading.engine.run.read_table", "grading.sandbox.submission_server", "grading.sandbox.confine", "sandlock",
    "pyseccomp",
)  # fmt: skip
_TIMES = 10
"""How often the first calls are made: Python makes code faster while it runs, and a fork inherits that."""
_NOTEBOOK = """
import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo

    def twice(x):
        return 2 * x

    return mo, twice


@app.cell
def _(mo, twice):
    four = twice(2)
    mo.md("A **trivial** notebook")
    return (four,)
"""


def warm_up(notebooks: list[PublicFile], first_calls: list[PublicFile]) -> None:
    """Import the libraries, run the notebooks as far as they define names, and run the scripts of first calls."""
    for library in _LIBRARIES:
        importlib.import_module(library)
    from grading.engine.answer.notebook_file import Notebook
    from grading.sandbox.confine import readable
    from grading.sandbox.system_calls import filter_program

    filter_program()
    readable()
    for _ in range(_TIMES):
        _first_calls()
        _first_messages()
    for file in (PublicFile("first.py", _NOTEBOOK), *notebooks):
        notebook = Notebook(file.name, file.source)
        for defined in list(notebook.graph.definitions):
            with contextlib.suppress(Exception):
                notebook.lookup(defined)
    for file in first_calls:
        try:
            script = compile(file.source, file.name, "exec")
            for _ in range(_TIMES):
                exec(script, {"__name__": "warm_up"})
        except Exception:
            traceback.print_exc()  # a slower start is no reason to grade nothing


def _first_calls() -> None:
    """Call what notebooks call: some libraries do half of their importing at the first real use."""
    import numpy as np
    import pandas as pd
    from sklearn.compose import ColumnTransformer
    from sklearn.linear_model import LinearRegression, Ridge
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    from grading.engine.run.read_table import read_table

    table = pd.DataFrame({"x": [1.0, 2.0, 4.0, 5.0], "kind": ["a", "b", "a", "b"], "when": "2026-01-02"})
    table["when"] = pd.to_datetime(table["when"])
    table.groupby("kind")["x"].median().to_dict()
    table.merge(table, on="kind").sort_values("x_x").describe()
    y = np.arange(4.0)
    LinearRegression().fit(table[["x"]], y).predict(table[["x"]])
    columns = ColumnTransformer([("x", StandardScaler(), ["x"]), ("kind", OneHotEncoder(), ["kind"])])
    make_pipeline(columns, Ridge()).fit(table, y).predict(table)
    read_table(table.to_parquet(), "parquet")
    read_table(table.to_csv().encode(), "csv")


def _first_messages() -> None:
    """Write and read every kind of value that crosses between grader and submission."""
    import datetime as dt

    import numpy as np
    import pandas as pd

    from grading import wire
    from grading.sandbox import protocol

    table = pd.DataFrame(
        {
            "number": [1.5, None, 2.0],
            "count": [1, 2, 3],
            "text": ["a", None, "c"],
            "mixed": ["a", 1.5, None],
            "flag": [True, False, True],
            "day": pd.to_datetime(["2026-01-01", None, "2026-01-03"]),
            "kind": pd.Categorical(["a", "b", "a"]),
            "whole": pd.array([1, None, 3], dtype="Int64"),
        }
    )
    atoms = [None, True, 1, 2.5, "text", "é" * 2_000, 2**70, dt.date(2026, 1, 1), dt.datetime(2026, 1, 1)]
    arrays = [
        np.arange(6.0).reshape(2, 3),
        np.array(["a", "b"]),
        np.float64(1.5),
        np.int64(2),
        pd.Timestamp(0),
    ]
    tables = [table, table["number"], table.set_index("text")["count"], table.index, table.iloc[:0]]
    values = [
        atoms,
        arrays,
        tables,
        {"a": 1, "b": [1.5]},
        {1: {"x"}, (1, "a"): {}},
        list(range(2_000)),
        len,
        object(),
    ]
    objects: list[object] = []

    def export(value: object) -> wire.Reference:
        objects.append(value)
        return wire.Reference(len(objects) - 1, "object", "")

    wire.decode(memoryview(wire.encode(values, export)), lambda reference: objects[reference.id])
    for message in (protocol.Call(1, 2), protocol.GetAttribute(1, 2, "name"), protocol.Lookup(1, "name")):
        protocol.read_request(memoryview(protocol.head(message) + b"0" * message.has_values))

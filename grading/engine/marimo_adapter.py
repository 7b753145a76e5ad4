"""All that the course uses of marimo beyond its public interface, in one place; marimo is pinned for its sake.

marimo must keep: parsing a notebook into cells, compiling a cell, the graph of what cells define and need, and
writing a notebook the way it saves it. ``tests/test_marimo_adapter.py`` says what of each.

``python -m grading.engine.marimo_adapter FILE…`` writes notebooks in the form that marimo itself would save.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from marimo._ast.compiler import compile_cell
from marimo._ast.parse import MarimoFileError, parse_notebook
from marimo._convert.converters import MarimoConvert
from marimo._runtime.dataflow import DirectedGraph, topological_sort
from marimo._schemas.serialization import CellDef, SetupCell, UnparsableCell

__all__ = [
    "DirectedGraph",
    "canonical",
    "cell_sources",
    "cells",
    "compile_cell",
    "is_setup",
    "is_unparsable",
    "new_cell",
    "new_setup",
    "saved_name",
    "topological_sort",
    "with_cells",
]


def cells(source: str, path: str | Path) -> list[Any]:
    """The cells of a notebook in their order, each with its ``code``.

    Raises:
        ValueError: it is no marimo notebook; the message says why.
    """
    try:
        notebook = parse_notebook(source, filepath=str(path))
    except (MarimoFileError, SyntaxError) as error:
        raise ValueError(f"{path}: not a marimo notebook ({error})") from None
    if notebook is None or not notebook.cells:
        raise ValueError(f"{path}: not a marimo notebook (no cells found)")
    return notebook.cells


def cell_sources(source: str, path: str | Path) -> list[str]:
    """The code of each cell; ValueError for what is no marimo notebook."""
    return [cell.code for cell in cells(source, path)]


def is_unparsable(cell: Any) -> bool:
    """Whether marimo saved the cell as one with a syntax error."""
    return isinstance(cell, UnparsableCell)


def is_setup(cell: Any) -> bool:
    """Whether it is the setup cell, broken or not."""
    return isinstance(cell, SetupCell) or saved_name(cell) == "setup"


def saved_name(cell: Any) -> str:
    """The name a cell was saved with; "_" for none. marimo keeps that of a broken cell among its options."""
    return str(cell.options.get("name", cell.name)) if is_unparsable(cell) else cell.name


def new_cell(code: str, like: Any | None = None) -> Any:
    """A cell with this code, with the name and the options of another."""
    if like is None:
        return CellDef(code=code)
    return CellDef(code=code, name=saved_name(like), options=_options(like))


def new_setup(code: str, like: Any) -> Any:
    """A setup cell with this code, with the options of another."""
    return SetupCell(code=code, name="setup", options=_options(like))


def _options(cell: Any) -> dict[str, Any]:
    return {name: value for name, value in cell.options.items() if name != "name" and value}


def with_cells(source: str, cells: list[Any]) -> str:
    """The notebook of a source with these cells in the place of its own, in the form marimo saves.

    Raises:
        ValueError: the source is no marimo notebook.
    """
    try:
        notebook = parse_notebook(source, filepath="notebook.py")
    except (MarimoFileError, SyntaxError) as error:
        raise ValueError(f"not a marimo notebook ({error})") from None
    if notebook is None:
        raise ValueError("not a marimo notebook (it is empty)")
    written = [
        UnparsableCell(code=cell.code, name=saved_name(cell), options=_options(cell))
        if is_unparsable(cell)
        else cell
        for cell in cells
    ]
    return MarimoConvert.from_ir(replace(notebook, cells=written)).to_py()


def canonical(source: str) -> str:
    """The source as marimo saves it; opening a canonical notebook changes nothing on disk."""
    return MarimoConvert.from_py(source).to_py()


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(canonical(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")

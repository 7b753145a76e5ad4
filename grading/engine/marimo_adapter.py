"""All that the course uses of marimo beyond its public interface, in one place; marimo is pinned for its sake.

marimo must keep: parsing a notebook into cells, compiling a cell, the graph of what cells define and need, and
writing a notebook the way it saves it. ``tests/test_marimo_adapter.py`` says what of each.

``python -m grading.engine.marimo_adapter FILE…`` writes notebooks in the form that marimo itself would save.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from marimo._ast.compiler import compile_cell
from marimo._ast.parse import MarimoFileError, parse_notebook
from marimo._convert.converters import MarimoConvert
from marimo._runtime.dataflow import DirectedGraph, topological_sort
from marimo._schemas.serialization import UnparsableCell

__all__ = [
    "DirectedGraph",
    "canonical",
    "cell_sources",
    "cells",
    "compile_cell",
    "is_unparsable",
    "topological_sort",
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


def canonical(source: str) -> str:
    """The source as marimo saves it; opening a canonical notebook changes nothing on disk."""
    return MarimoConvert.from_py(source).to_py()


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(canonical(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")

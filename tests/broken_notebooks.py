"""Notebooks as a press of Tab, another editor or a slip of the mouse leaves them."""

from marimo._ast.parse import parse_notebook
from marimo._convert.converters import MarimoConvert
from marimo._schemas.serialization import UnparsableCell


def changed(source, change):
    """The notebook after `change(cells)` worked on the list of its cells, as marimo saves it."""
    notebook = parse_notebook(source, filepath="notebook.py")
    change(notebook.cells)
    return MarimoConvert.from_ir(notebook).to_py()


def tabbed(source, *numbers):
    """The notebook after a press of Tab in the first line of some cells; of the setup cell when none is named."""

    def indent(cells):
        for number in numbers or (0,):
            cell = cells[number]
            options = {name: value for name, value in cell.options.items() if name != "name"}
            cells[number] = UnparsableCell(code=f"    {cell.code}", name=cell.name, options=options)

    return changed(source, indent)

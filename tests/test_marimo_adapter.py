"""What marimo must keep: the course uses more of it than its public interface, in one module."""

import ast
import subprocess
import sys

import marimo
import pytest

from course import ROOT
from grading.engine import marimo_adapter as adapter

NOTEBOOK = '''import marimo

__generated_with = "{version}"
app = marimo.App()

with app.setup:
    import math


@app.function
def doubled(x):
    return 2 * x


@app.cell
def _(total):
    half = total / 2
    return (half,)


@app.cell
def _():
    total = doubled(21)
    return (total,)


app._unparsable_cell(
    r"""
    def broken(:
    """,
    name="_"
)


if __name__ == "__main__":
    app.run()
'''.replace("{version}", marimo.__version__)


def test_a_notebook_is_parsed_into_its_cells_in_order():
    sources = adapter.cell_sources(NOTEBOOK, "some.py")
    assert [source.split()[0] for source in sources] == ["import", "def", "half", "total", "def"]
    assert sources[0] == "import math" and sources[2] == "half = total / 2"


def test_a_cell_with_a_syntax_error_is_told_from_the_others():
    found = [adapter.is_unparsable(cell) for cell in adapter.cells(NOTEBOOK, "some.py")]
    assert found == [False, False, False, False, True]


@pytest.mark.parametrize("source", ["", "x = 1\n", "hello world\n", "import marimo\n", "def f(:\n", "\x00"])
def test_what_is_no_notebook_is_one_line(source):
    with pytest.raises(ValueError, match=r"^some.py: not a marimo notebook") as refused:
        adapter.cells(source, "some.py")
    assert isinstance(refused.value, ValueError)


def test_a_compiled_cell_knows_what_it_defines_and_needs():
    cell = adapter.compile_cell("half = total / 2\n_own = half", cell_id="0")
    assert set(cell.defs) == {"half"} and set(cell.refs) == {"total"}
    with pytest.raises(SyntaxError):
        adapter.compile_cell("half = (", cell_id="0")


def test_the_graph_orders_cells_by_what_they_need():
    graph = adapter.DirectedGraph()
    for cell_id, code in (("a", "half = total / 2"), ("b", "total = 42"), ("c", "print(half)")):
        graph.register_cell(cell_id, adapter.compile_cell(code, cell_id=cell_id))
    assert adapter.topological_sort(graph, ["a", "b", "c"]) == ["b", "a", "c"]
    assert set(graph.get_defining_cells("total")) == {"b"}
    assert set(graph.ancestors("c")) == {"a", "b"}


def test_a_notebook_is_written_as_marimo_saves_it():
    saved = adapter.canonical(NOTEBOOK)
    assert adapter.canonical(saved) == saved
    assert adapter.cell_sources(saved, "some.py") == adapter.cell_sources(NOTEBOOK, "some.py")
    untidy = NOTEBOOK.replace("def _(total):", "def _( ):").replace("    return (half,)\n", "    return\n")
    assert adapter.canonical(untidy) == saved
    assert f'__generated_with = "{marimo.__version__}"' in saved


def test_files_are_written_in_that_form_by_the_command(tmp_path):
    path = tmp_path / "some.py"
    path.write_text(NOTEBOOK.replace("def _(total):", "def _( ):"), encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "grading.engine.marimo_adapter", str(path)], cwd=ROOT)
    assert done.returncode == 0
    assert path.read_bytes().decode() == adapter.canonical(NOTEBOOK)


def private_parts(source):
    """Modules and names of marimo with an underscore that a source uses."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value:
            names = [node.value]
        elif isinstance(node, ast.Attribute) and ast.unparse(node).startswith(("mo.", "marimo.")):
            names = ["marimo." + ast.unparse(node).partition(".")[2]]
        else:
            continue
        for name in names:
            first, *parts = name.split(".")
            if first == "marimo" and any(part.startswith("_") and not part.endswith("__") for part in parts):
                yield name


def test_private_parts_are_found():
    source = (
        "import marimo._ast\nfrom marimo import _runtime\nimport_module('marimo._x')\nmo._plugins.ui\nmo.md"
    )
    found = ["marimo._ast", "marimo._runtime", "marimo._plugins.ui", "marimo._plugins", "marimo._x"]
    assert sorted(private_parts(source)) == sorted(found)


def test_nothing_else_uses_private_parts_of_marimo():
    allowed = ROOT / "grading" / "engine" / "marimo_adapter.py"
    assert list(private_parts(allowed.read_text(encoding="utf-8"))), "then the adapter has nothing to do"
    folders = ("course", "course_app", "grading", "modules", "exercises")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")] + [ROOT / "home.py"]
    found = {
        str(path.relative_to(ROOT)): names
        for path in paths
        if path != allowed and (names := list(private_parts(path.read_text(encoding="utf-8"))))
    }
    assert found == {}

"""What came with a notebook is put back in memory before it is checked or graded."""

import json
import shutil

import pytest

from course import ROOT
from course_app import cli
from grading.engine.answer.handed_out import HandedOut, defined, straightened, whole_setup
from grading.engine.answer.notebook_file import Notebook
from grading.engine.declare.catalogue import modules
from grading.engine.outcome import MissingAnswerError
from grading.publish.as_handed_out import handed_out
from grading.publish.paths import exercise_file, solution_file
from tests.broken_notebooks import changed, tabbed

SMALL = """import marimo

app = marimo.App()

with app.setup(hide_code=True):
    import json
    import math


@app.cell
def _():
    LIMIT = 3
    return (LIMIT,)


@app.function
def root(x):
    return math.sqrt(x)


if __name__ == "__main__":
    app.run()
"""
GIVEN = HandedOut.of(SMALL, ("root",))


def test_it_knows_what_is_not_the_learners():
    assert HandedOut("import json\nimport math", ("LIMIT = 3",)) == GIVEN


@pytest.mark.parametrize("module", modules())
def test_a_notebook_in_which_nothing_is_broken_costs_one_look(module):
    for path in (exercise_file(module), solution_file(module)):
        assert handed_out(module).is_whole_in(path.read_text("utf-8"))


@pytest.mark.parametrize(
    ("broken", "lost_without"),
    [
        (tabbed(SMALL), False),  # put straight, as any cell is
        (changed(SMALL, lambda cells: cells.pop(0)), True),
        (SMALL.replace("    import math\n", ""), True),
        (SMALL.replace("    import json\n", "    import (\n"), True),
        (SMALL.replace("    import json\n", "        import json\n"), False),
    ],
    ids=["tab", "deleted", "a line deleted", "half a line", "tab in another editor"],
)
def test_a_broken_setup_cell_costs_nothing(broken, lost_without):
    assert not GIVEN.is_whole_in(broken)
    notebook = Notebook("exercises_01.py", broken, GIVEN)
    assert notebook.was_mended and notebook.lookup("root")(9) == 3
    if lost_without:
        with pytest.raises((MissingAnswerError, NameError)):
            Notebook("exercises_01.py", broken).lookup("root")(9)


def test_what_a_learner_added_to_the_setup_cell_stays():
    own = SMALL.replace("    import math\n", "    import math\n    import textwrap\n    HALF = 0.5\n")
    notebook = Notebook("x.py", own, GIVEN)
    assert not notebook.was_mended and notebook.lookup("HALF") == 0.5
    notebook = Notebook("x.py", tabbed(own), GIVEN)
    assert notebook.was_mended and notebook.lookup("HALF") == 0.5 and notebook.lookup("textwrap")
    unmendable = own.replace("HALF = 0.5", "HALF = (")
    notebook = Notebook("x.py", unmendable, GIVEN)
    assert notebook.was_mended and notebook.lookup("textwrap") and notebook.lookup("root")(4) == 2


def test_a_given_cell_is_put_back():
    notebook = Notebook("x.py", SMALL.replace("LIMIT = 3", "LIMIT = 99"), GIVEN)
    assert notebook.was_mended and notebook.lookup("LIMIT") == 3


def test_an_answers_cell_that_was_indented_is_read():
    assert Notebook("x.py", tabbed(SMALL, 2), GIVEN).lookup("root")(9) == 3


def test_code_is_put_straight_only_where_indentation_alone_is_wrong():
    assert straightened("import io\n    import re") == "import io\nimport re"
    assert straightened("def f(x):\nreturn x") == "def f(x):\n    return x"
    assert straightened("x = (") is None
    assert defined("def f(x):\n    value = ((\n    return 1") == {"f"}
    assert defined("value = ((\nother: int = 3") == {"value", "other"}
    assert whole_setup("import json", None) == "import json"


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "exercises_01.py"
    path.write_text(tabbed(solution_file("1").read_text("utf-8")), "utf-8")
    return path


def test_check_says_so_and_gives_every_point(broken, capsys):
    assert cli.main(["check", "--submission", str(broken)]) == 0
    out = capsys.readouterr().out
    assert "100 of 100 points" in out and "The setup cell of exercises_01.py is broken" in out
    assert cli.main(["check", "E1.1", "--submission", str(broken), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["broken_setup_cells"] == [str(broken)]


@pytest.mark.slow
def test_grade_says_so_and_gives_every_point(broken, tmp_path, capsys, confinement):
    (tmp_path / "ada").mkdir()
    shutil.move(broken, tmp_path / "ada")
    (tmp_path / "bob").mkdir()
    (tmp_path / "bob" / "exercises_01.py").write_text("hello\n")
    out = str(tmp_path / "out")
    assert (
        cli.main(["grade", str(tmp_path / "ada"), str(tmp_path / "bob"), "--out", out, "--format", "json"])
        == 1
    )
    ada, bob = json.loads(capsys.readouterr().out)["reports"]
    assert (ada["score"], ada["status"]) == (100, "graded") and "were put back" in ada["detail"]
    assert bob["detail"].startswith(
        "exercises_01.py: not a marimo notebook"
    )  # the name that the learner knows


def test_nothing_of_a_bundle_or_a_folder_of_ones_own_is_needed(monkeypatch, tmp_path):
    from grading.engine.declare import catalogue

    catalogue.add_folder(ROOT / "tests" / "assignment")
    assert handed_out("90") is not None  # it has a solution.py

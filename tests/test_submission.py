"""Answers are found in whatever shape marimo saved the notebook, whatever else in it is broken."""

import pytest

from grading.engine.answer.notebook_file import Notebook
from grading.engine.outcome import MissingAnswerError

HEAD = """import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import math

"""
TAIL = """

if __name__ == "__main__":
    app.run()
"""


def notebook(tmp_path, *cells):
    path = tmp_path / "exercises_01.py"
    path.write_text(HEAD + "\n\n".join(cells) + TAIL, encoding="utf-8")
    return Notebook(path)


FUNCTION = "@app.function\ndef half(x):\n    return x / 2\n"
DEMOTED = (
    "@app.cell\ndef _():\n    def half(x):\n        return x / 2\n    print(half(1))\n    return (half,)\n"
)
USES_OTHER = "@app.cell\ndef _(two):\n    def half(x):\n        return x / two\n    return (half,)\n"
TWO = "@app.cell\ndef _():\n    two = 2\n    return (two,)\n"
RAISES = "@app.cell\ndef _():\n    boom = 1 / 0\n    return (boom,)\n"
UNPARSABLE = 'app._unparsable_cell(\n    r"""\n    def other(x:\n    """,\n    name="_",\n)\n'
CYCLE = (
    "@app.cell\ndef _(b):\n    a = b\n    return (a,)\n\n\n@app.cell\ndef _(a):\n    b = a\n    return (b,)\n"
)


@pytest.mark.parametrize("cells", [[FUNCTION], [DEMOTED], [USES_OTHER, TWO], [TWO, USES_OTHER]])
@pytest.mark.parametrize("broken", [[], [RAISES], [UNPARSABLE], [CYCLE]])
def test_the_answer_is_found(tmp_path, cells, broken):
    assert notebook(tmp_path, *broken, *cells).lookup("half")(3) == 1.5


def problem_of(tmp_path, name, *cells):
    with pytest.raises(MissingAnswerError) as found:
        notebook(tmp_path, *cells).lookup(name)
    return found.value.problem


def test_each_reason_for_a_missing_answer_is_named(tmp_path):
    assert problem_of(tmp_path, "nothing", FUNCTION).kind == "missing"
    assert problem_of(tmp_path, "half", FUNCTION, DEMOTED).kind == "defined twice"
    assert problem_of(tmp_path, "other", UNPARSABLE).line == "def other(x:"
    assert problem_of(tmp_path, "a", CYCLE).kind == "cycle"
    raised = problem_of(tmp_path, "boom", RAISES)
    assert (raised.kind, raised.line) == ("ZeroDivisionError", "boom = 1 / 0")


def test_a_raw_syntax_error_costs_only_its_own_cell(tmp_path):
    broken = "@app.function\ndef other(x:\n    return 1\n"
    assert notebook(tmp_path, FUNCTION, broken).lookup("half")(3) == 1.5


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "no cells"), (b"\xff\xfe\x00", "as text"), (b"x = 1\n", "not a marimo notebook")],
)
def test_a_file_that_is_no_notebook_is_refused_in_one_line(tmp_path, content, says):
    path = tmp_path / "exercises_01.py"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=says) as error:
        Notebook(path)
    assert "\n" not in str(error.value)
    with pytest.raises(ValueError, match="no such file"):
        Notebook(tmp_path / "nowhere.py")

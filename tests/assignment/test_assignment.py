"""The small assignment is in order: its solution earns everything, its stub nothing."""

from pathlib import Path

import pytest

from grading.engine.answer.notebook_file import Notebook
from grading.engine.declare import catalogue
from grading.engine.grade.grade_exercise import grade_exercise
from grading.engine.marimo_adapter import canonical
from grading.publish.strip_solutions import strip_solutions

HERE = Path(__file__).parent
MODULE = HERE / "module_90"


@pytest.fixture(autouse=True)
def module_90():
    catalogue.add_folder(HERE)
    catalogue.load_hidden("90")


@pytest.mark.parametrize("seed", [1, 7])
@pytest.mark.parametrize(
    ("file", "score", "status"), [("solution", 2, "passed"), ("stub", 0, "not attempted")]
)
def test_scores(file, score, status, seed):
    notebook = Notebook(MODULE / f"{file}.py")
    for one in catalogue.exercises_of("90"):
        verdict = grade_exercise(one, notebook.lookup, seed=seed)
        assert (verdict.score, verdict.status, len(verdict.checks)) == (score, status, 2)


def test_the_stub_is_made_from_the_solution():
    solution = (MODULE / "solution.py").read_text(encoding="utf-8")
    assert canonical(solution) == solution
    assert strip_solutions(solution) == (MODULE / "stub.py").read_text(encoding="utf-8")

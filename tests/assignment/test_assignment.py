"""The small assignment is in order: its solution earns everything, its stub nothing."""

from pathlib import Path

import pytest

from grading import exercise
from grading.canonical import canonical
from grading.release import strip_solutions
from grading.runner import run
from grading.submission import Notebook

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def module_90(monkeypatch):
    monkeypatch.setattr(exercise, "_folders", [exercise.GRADING])  # other tests see the course's modules only
    exercise.add_folder(HERE)
    exercise.load_hidden("90")


@pytest.mark.parametrize("seed", [1, 7])
@pytest.mark.parametrize(
    ("file", "score", "status"), [("exercises", 2, "passed"), ("stub", 0, "not attempted")]
)
def test_scores(file, score, status, seed):
    notebook = Notebook(HERE / f"{file}_90.py")
    for one in exercise.exercises_of("90"):
        verdict = run(one, notebook.lookup, seed=seed)
        assert (verdict.score, verdict.status, len(verdict.checks)) == (score, status, 2)


def test_the_stub_is_made_from_the_solution():
    solution = (HERE / "exercises_90.py").read_text(encoding="utf-8")
    assert canonical(solution) == solution
    assert strip_solutions(solution) == (HERE / "stub_90.py").read_text(encoding="utf-8")

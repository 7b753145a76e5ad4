"""Exercises are made from the solutions, and nothing of a solution is left in them."""

import pytest

from grading.engine.declare.catalogue import exercises_of, modules
from grading.engine.marimo_adapter import canonical
from grading.learner.worked_solution import worked_solution
from grading.publish import strip_solutions as release

SOURCE = canonical('''import marimo

app = marimo.App()


@app.function
def f(x):
    """The contract."""
    ### BEGIN SOLUTION
    secret = x + 1
    return secret
    ### END SOLUTION


@app.cell
def _():
    ### BEGIN SOLUTION
    total = 41 + 1
    ### END SOLUTION
    ### STUB: total = None
    return (total,)


if __name__ == "__main__":
    app.run()
''')


def test_solutions_become_stubs():
    stripped = release.strip_solutions(SOURCE)
    assert "secret" not in stripped and "41" not in stripped and "###" not in stripped
    assert '"""The contract."""\n    # TODO: write your answer here\n    return None' in stripped
    assert "    total = None\n    return" in stripped
    assert stripped.rstrip().endswith("app.run()")


def test_a_marker_without_partner_is_an_error():
    with pytest.raises(ValueError, match="partner"):
        release.strip_solutions(SOURCE.replace("    ### END SOLUTION\n", "", 1))


def test_the_generated_exercises_are_up_to_date():
    assert release.release(check=True) == [], "run `course release` and commit exercises/"


def test_every_exercise_has_a_worked_solution():
    for module in modules():
        for one in exercises_of(module):
            source = worked_solution(one.id)
            assert all(name in source for name in one.names)
            assert "SOLUTION" not in source

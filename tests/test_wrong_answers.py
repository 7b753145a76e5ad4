"""Answers that break one line of a contract lose points: to the public checks, and to the hidden ones."""

import inspect

import pytest
from wrong_answers import replaced, wrong_answers

from grading.engine.answer.notebook_file import Notebook
from grading.engine.declare.catalogue import load_hidden, modules
from grading.engine.grade.grade_exercise import grade_exercise
from grading.engine.run.place import UnlimitedInProcess
from grading.engine.run.run_check import Submission, run_check
from grading.publish.paths import solution_file

EXERCISES = [one for module in modules() for one in load_hidden(module)]
SOLVED = {module: Notebook(solution_file(module)) for module in modules()}
WRONG = [(one, wrong) for one in EXERCISES for wrong in wrong_answers(one).values()]
SEEDS = (1, 2)

each = pytest.mark.parametrize(
    ("one", "wrong"), WRONG, ids=lambda value: getattr(value, "__name__", None) or value.id
)


def instead(one, wrong):
    """A lookup that finds the wrong answer in the place of the solution's."""
    names = replaced(one, wrong)
    return lambda name: names[name] if name in names else SOLVED[one.module].lookup(name)


@each
def test_it_says_which_line_of_the_contract_it_breaks(one, wrong):
    said = inspect.getdoc(wrong)
    assert said and len(said.splitlines()) == 1, wrong.__name__


@each
def test_it_loses_points_to_the_public_checks(one, wrong):
    verdict = grade_exercise(one, instead(one, wrong), place=UnlimitedInProcess())
    lost = verdict.status != "passed" if one.is_prose else verdict.score < verdict.max_score
    assert lost, inspect.getdoc(wrong)


@each
def test_it_loses_points_to_the_hidden_checks_with_every_seed(one, wrong):
    if one.only_public:
        return
    lookup = instead(one, wrong)
    for seed in SEEDS:
        results = (
            run_check(check, Submission(lookup), one.answer, UnlimitedInProcess(), seed)[0]
            for check in reversed(one.hidden_checks)
        )
        assert not all(result.passed for result in results), f"{inspect.getdoc(wrong)} (seed {seed})"

"""The call under each exercise: a panel in a notebook, text in a script, and a record of progress."""

import marimo as mo
import pytest

from course import progress
from grading import check
from grading.engine.answer.notebook_file import Notebook
from grading.engine.declare.catalogue import exercises_of, misconceptions_of
from grading.publish.paths import solution_file

ONE = exercises_of("1")[0]
TWO_NAMES = next(one for one in exercises_of("1") if one.also)


@pytest.fixture(scope="module")
def solution():
    return Notebook(solution_file("1"))


def test_a_script_gets_text_and_progress_is_recorded(capsys, solution):
    answer = solution.lookup(ONE.answer)
    assert check(ONE.id, lambda: answer) is None
    assert f"{ONE.id} {ONE.title}: Passed" in capsys.readouterr().out
    latest = progress.snapshot()[ONE.id]
    assert (latest.status, latest.score, latest.max_score) == ("passed", ONE.points, ONE.points)


def test_a_notebook_gets_a_panel_that_names_the_mistake(monkeypatch):
    monkeypatch.setattr(mo, "running_in_notebook", lambda: True)
    wrong = misconceptions_of(ONE.id)[0]
    panel = check(ONE.id, lambda: wrong.answer)
    assert isinstance(panel, mo.Html)
    assert wrong.title.replace("'", "&#x27;") in panel.text


def test_a_name_that_is_not_there_is_told_in_a_sentence(capsys):
    check(ONE.id, lambda: nowhere_defined)  # noqa: F821
    assert "isn't defined" in capsys.readouterr().out


def test_an_exercise_with_several_names_takes_a_tuple(capsys, solution):
    answers = tuple(solution.lookup(name) for name in TWO_NAMES.names)
    check(TWO_NAMES.id, lambda: answers)
    assert "Passed" in capsys.readouterr().out


def test_an_unknown_exercise_is_an_error_of_the_author():
    with pytest.raises(LookupError, match=r"there is no exercise E1\.99"):
        check("E1.99", lambda: None)

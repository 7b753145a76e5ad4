"""The graders grade rightly: solutions, stubs, other right answers, and every known wrong one."""

import inspect

import pytest
from right_answers import right_answers

from grading.engine.answer.notebook_file import Notebook
from grading.engine.declare.catalogue import exercises_of, misconceptions_of, modules
from grading.engine.grade.grade_exercise import grade_exercise
from grading.engine.recognise.known_mistakes import known_mistakes
from grading.engine.run.place import UnlimitedInProcess
from grading.engine.run.run_check import Submission, run_check
from grading.learner.verdict_text import as_text
from grading.publish.paths import exercise_file, solution_file

EXERCISES = [one for module in modules() for one in exercises_of(module)]
MISTAKES = [(one, wrong) for one in EXERCISES for wrong in misconceptions_of(one.id)]


def grade_file(path, module):
    notebook = Notebook(path)
    return [grade_exercise(one, notebook.lookup) for one in exercises_of(module)]


@pytest.mark.parametrize("module", modules())
def test_the_solution_gets_every_point_and_the_stub_none(module):
    solved = grade_file(solution_file(module), module)
    assert [as_text(v) for v in solved if v.status != "passed"] == []
    untouched = grade_file(exercise_file(module), module)
    assert {v.status for v in untouched} == {"not attempted"}
    assert sum(v.score for v in untouched) == 0


@pytest.mark.parametrize("module", modules())
def test_the_points_of_a_module_sum_to_a_hundred(module):
    assert sum(one.points for one in exercises_of(module)) == 100


@pytest.mark.parametrize("one", EXERCISES, ids=lambda one: one.id)
def test_an_answer_of_none_passes_no_check(one):
    stub = Notebook(exercise_file(one.module))
    for check in one.checks:
        result, _ = run_check(check, Submission(stub.lookup), one.answer, UnlimitedInProcess())
        assert not result.passed, f"{one.id} {check.title}: passes on the untouched stub"


@pytest.mark.parametrize("one", EXERCISES, ids=lambda one: one.id)
def test_differently_written_right_answers_pass(one):
    found = right_answers(one)
    assert len(found) >= 2
    solution = Notebook(solution_file(one.module))
    for answer in found.values():
        names = isinstance(answer, dict) and set(answer) <= set(one.names)
        replaced = dict(answer) if names else {one.answer: answer}
        verdict = grade_exercise(
            one, lambda name, replaced=replaced: replaced.get(name) or solution.lookup(name)
        )
        assert verdict.status == "passed", as_text(verdict)


@pytest.mark.parametrize("one", EXERCISES, ids=lambda one: one.id)
def test_every_exercise_has_hints_and_three_misconceptions(one):
    assert len(one.hints) >= 2
    assert len(misconceptions_of(one.id)) >= 3
    assert all(inspect.getdoc(check.function) for check in one.checks)


@pytest.mark.parametrize(("one", "wrong"), MISTAKES, ids=lambda value: getattr(value, "title", ""))
def test_a_misconception_loses_points_and_is_named(one, wrong):
    solution = Notebook(solution_file(one.module))
    name = wrong.replaces or one.answer
    verdict = grade_exercise(one, lambda asked: wrong.answer if asked == name else solution.lookup(asked))
    assert verdict.status != "passed" if one.is_prose else verdict.score < verdict.max_score
    assert [m.title for m in verdict.misconceptions] == [wrong.title], as_text(verdict)


@pytest.mark.parametrize("one", [one for one in EXERCISES if one.also], ids=lambda one: one.id)
def test_a_misconception_of_one_name_says_nothing_about_the_checks_of_another(one):
    solution = Notebook(solution_file(one.module))
    asked_by = {}
    for check in one.checks:
        asked = asked_by.setdefault(check.name, set())

        def lookup(name, asked=asked):
            asked.add(name)
            return solution.lookup(name)

        run_check(check, Submission(lookup), one.answer, UnlimitedInProcess())
    for wrong, transcripts in known_mistakes(one.id):
        name = wrong.replaces or one.answer
        assert transcripts.keys() <= {check for check, asked in asked_by.items() if name in asked}
        assert transcripts.keys() >= {check for check, asked in asked_by.items() if asked == {name}}

"""The hidden checks: right answers pass, honest mistakes keep their points, replayed examples earn nothing."""

import subprocess
import sys
from collections import Counter

import pandas as pd
import pytest
from right_answers import right_answers
from tapes import Replay

from course import ROOT
from grading.engine.answer.notebook_file import Notebook
from grading.engine.declare.catalogue import load_hidden, misconceptions_of, modules
from grading.engine.grade.grade_exercise import grade_exercise
from grading.engine.run.place import UnlimitedInProcess
from grading.engine.run.run_check import Submission, run_check
from grading.learner.verdict_text import as_text
from grading.publish.paths import exercise_file, solution_file

EXERCISES = [one for module in modules() for one in load_hidden(module) if one.hidden_checks]
SOLVED = {module: Notebook(solution_file(module)) for module in modules()}
STUBS = {module: Notebook(exercise_file(module)) for module in modules()}
HIDDEN = [(one, check) for one in EXERCISES for check in one.hidden_checks]

each = pytest.mark.parametrize("one", EXERCISES, ids=lambda one: one.id)


def passes(one, check, lookup, seed):
    result, _ = run_check(check, Submission(lookup), one.answer, UnlimitedInProcess(), seed)
    return result.passed


def solution(one):
    return SOLVED[one.module].lookup


def stub(one):
    return STUBS[one.module].lookup


def instead(one, answer):
    """A lookup for an answer, or a dict of names, where the solution has the other names."""
    names = isinstance(answer, dict) and set(answer) <= set(one.names)
    replaced = dict(answer) if names else {one.answer: answer}
    return lambda name: replaced[name] if name in replaced else solution(one)(name)


@each
def test_the_solution_gets_every_point(one):
    verdict = grade_exercise(one, solution(one), seed=0)
    assert (verdict.status, verdict.score) == ("passed", one.points), as_text(verdict)
    for seed in range(1, 5):  # the public checks don't depend on it
        failed = [check.title for check in one.hidden_checks if not passes(one, check, solution(one), seed)]
        assert failed == [], f"seed {seed}"


@each
def test_differently_written_right_answers_get_every_point(one):
    for name, answer in right_answers(one).items():
        failed = [
            check.title for check in one.hidden_checks if not passes(one, check, instead(one, answer), 5)
        ]
        assert failed == [], name


@each
def test_the_stub_earns_nothing(one):
    verdict = grade_exercise(one, stub(one), seed=0)
    assert (verdict.status, verdict.score) == ("not attempted", 0)
    assert not any(passes(one, check, stub(one), 0) for check in one.hidden_checks)


@each
def test_titles_say_what_kind_and_nothing_else(one):
    assert 2 <= len(one.hidden_checks) <= 4
    titles = [check.title for check in [*one.checks, *one.hidden_checks]]
    assert len(set(titles)) == len(titles)
    for check in one.hidden_checks:
        assert not any(character.isdigit() for character in check.title)


def test_an_exercise_says_that_it_has_no_hidden_checks():
    every = [one for module in modules() for one in load_hidden(module)]
    assert [one.id for one in every if one.only_public == bool(one.hidden_checks)] == []


def test_names_are_unique():
    names = Counter(check.name for one in EXERCISES for check in [*one.checks, *one.hidden_checks])
    assert [name for name, often in names.items() if often > 1] == []


def raising(kind):
    def otherwise():
        raise kind("never heard of it")

    return otherwise


OTHERWISE = {
    "nothing": lambda: None,
    "an empty table": lambda: pd.DataFrame(columns=["row", "column", "problem"]),
    "ValueError": raising(ValueError),
    "KeyError": raising(KeyError),
}


@each
def test_an_answer_that_replays_the_public_examples_earns_nothing(one):
    replay = Replay(solution(one))
    learned = grade_exercise(one, replay.of)
    assert learned.status == "passed", as_text(learned)
    replay.learning = False
    verdict = grade_exercise(one, replay.of, seed=0)
    assert {check.hidden for check in verdict.checks if not check.passed} == {True}
    assert verdict.score == 0
    for title, replay.otherwise in OTHERWISE.items():
        known = [c.title for c in one.hidden_checks for seed in (0, 1) if passes(one, c, replay.of, seed)]
        assert known == [], f"answers with {title} otherwise"


@pytest.mark.parametrize(("one", "check"), HIDDEN, ids=lambda value: getattr(value, "name", ""))
def test_a_seed_fixes_the_data(one, check):
    def asked(seed):
        replay = Replay(solution(one))
        result, transcript = run_check(check, Submission(replay.of), one.answer, UnlimitedInProcess(), seed)
        assert result.passed
        return replay.asked, repr(transcript.records)  # as text, NaN is equal to itself

    first, again, other = asked(3), asked(3), asked(4)
    assert first == again
    assert first[0] != other[0]


def test_they_are_ordinary_pytest():
    path = str(solution_file("1"))
    wanted = "grading/content/module_01/hidden/test_sources.py::test_other_dollars"
    command = ["-m", "pytest", wanted, "--submission", path, "--seed", "6"]
    done = subprocess.run(
        [sys.executable, *command, "-q", "-p", "no:cacheprovider"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert "1 passed" in done.stdout


TO_THE_LETTER = {"E1.5"}
"""Exercises with an agreed text: a slip in one of the two functions leaves the points of the other."""

KEEPS_NOTHING = {"gives the message before its offset", "gives back a table where prices are asked for"}
"""Nothing can be read on behind the one or compared with the other, so no hidden check gets anywhere."""


@each
def test_an_honest_mistake_costs_points_but_not_all(one):
    first, *further = one.hidden_checks
    easy = one.hidden_checks if one.id in TO_THE_LETTER else [first]
    for wrong in misconceptions_of(one.id):
        lookup = instead(one, {wrong.replaces or one.answer: wrong.answer})
        for seed in range(3):
            kept = any(passes(one, check, lookup, seed) for check in easy)
            assert kept != (wrong.title in KEEPS_NOTHING), f"{wrong.title}, seed {seed}"
        assert not all(passes(one, check, lookup, 0) for check in further), wrong.title

"""What a right answer said under other seeds earns nothing: every hidden result follows from the seed."""

import math

import pandas as pd
import pytest
from tapes import Always, Nearest, Replay, Tape

from grading.engine.answer.notebook_file import Notebook
from grading.engine.compare.plain_data import is_plain
from grading.engine.declare.catalogue import load_hidden, modules
from grading.engine.grade.grade_exercise import grade_exercise
from grading.engine.run.place import UnlimitedInProcess
from grading.engine.run.run_check import Submission, run_check
from grading.publish.paths import solution_file

EXERCISES = [one for module in modules() for one in load_hidden(module) if one.hidden_checks]
SOLVED = {module: Notebook(solution_file(module)) for module in modules()}
KNOWN, ASKED = range(1, 6), (0, 6, 7)
"""The seeds under which an answer was recorded, and under which it is played."""

each = pytest.mark.parametrize("one", EXERCISES, ids=lambda one: one.id)


def solution(one):
    return SOLVED[one.module].lookup


def passes(one, check, lookup, seed):
    result, _ = run_check(check, Submission(lookup), one.answer, UnlimitedInProcess(), seed)
    return result.passed


def recorded(one, check, seed):
    tape = Tape(solution(one))
    assert passes(one, check, tape.of, seed), f"{check.title}: the recording itself is not right"
    return tape


@each
def test_answers_to_the_same_inputs_earn_nothing_under_another_seed(one):
    replay = Replay(solution(one))
    assert grade_exercise(one, replay.of, seed=1).status == "passed"
    for seed in KNOWN[1:]:
        assert all(passes(one, check, replay.of, seed) for check in one.hidden_checks)
    replay.learning = False
    for seed in ASKED:
        verdict = grade_exercise(one, replay.of, seed=seed)
        assert (verdict.score, [c.title for c in verdict.checks if c.hidden and c.passed]) == (0, []), seed


@each
def test_a_tape_played_call_by_call_passes_no_hidden_check_under_another_seed(one):
    for check in one.hidden_checks:
        tapes = [recorded(one, check, seed) for seed in KNOWN]
        for tape in tapes:
            for seed in ASKED:
                tape.rewind()
                assert not passes(one, check, tape.of, seed), f"{check.title}, seed {seed}"


@each
def test_a_tape_under_its_own_seed_is_right(one):
    for check in one.hidden_checks:
        tape = recorded(one, check, 1)
        tape.rewind()
        assert passes(one, check, tape.of, 1), f"{check.title}: this test could not see a tape that works"


@pytest.mark.parametrize(
    "one", [one for one in EXERCISES if one.id in ("E0.1b", "E1.1")], ids=lambda one: one.id
)
def test_the_answer_to_the_nearest_input_earns_nothing(one):
    nearest = Nearest(solution(one))
    for seed in KNOWN[:3]:
        assert grade_exercise(one, nearest.of, seed=seed).status == "passed"
    nearest.learning = False
    assert [grade_exercise(one, nearest.of, seed=seed).score for seed in ASKED] == [0] * len(ASKED)


CONSTANTS = [
    None,
    True,
    0,
    1,
    1.0,
    math.inf,
    "",
    [],
    {},
    set(),
    pd.DataFrame({"row": [], "column": [], "problem": []}),
]


@each
def test_one_answer_to_everything_earns_nothing(one):
    said = [recorded(one, check, 1).said for check in [*one.checks, *one.hidden_checks]]
    gave = [value for calls in said for kind, value in calls if kind == "gave" and is_plain(value)]
    for constant in [*CONSTANTS, *{repr(value): value for value in gave}.values()]:
        always = Always(solution(one), constant)
        known = [check.title for check in one.hidden_checks if passes(one, check, always.of, 0)]
        assert known == [], repr(constant)[:200]

"""Running checks on an answer: the four states, and whatever a learner's code can do."""

import time

import pytest

from grading.engine.answer.notebook_file import missing
from grading.engine.declare.exercise import exercise
from grading.engine.declare.misconception import Misconception
from grading.engine.grade.grade_exercise import grade_exercise
from grading.engine.grade.verdict import earned
from grading.engine.outcome import CheckResult, MissingAnswerError
from grading.engine.run.place import UnlimitedInProcess
from grading.engine.run.run_check import CHANGES_INPUT, Submission, run_check
from grading.learner.panel import as_html
from grading.learner.verdict_text import as_text


def add_three():
    one = exercise(
        "E1.2", title="Add three", points=8, answer="plus", section="1.2", hints=("First.", "Then `x`.")
    )

    @one
    def test_whole(answer, check):
        """Whole numbers"""
        check.equal(answer(2), 5, "three more")

    @one
    def test_halves(answer, check):
        """Halves"""
        check.equal(answer(2.5), 5.5, "three more, also for halves")

    @one(weight=2)
    def test_negative(answer, check):
        """Below zero"""
        check.equal(answer(-1), 2, "three more, also below zero")

    one.collect([test_whole, test_halves, test_negative])
    return one


@pytest.fixture(autouse=True)
def mistakes(monkeypatch):
    """Known mistakes of the exercise above: one alone, and one that contains it."""
    wrong = {
        "rounds": lambda x: int(x) + 3,
        "ignores the sign": lambda x: abs(x) + 3,
        "rounds and ignores the sign": lambda x: int(abs(x)) + 3,
    }
    one = add_three()
    known = []
    for title, function in wrong.items():
        answered = Submission(lambda name, function=function: function)
        transcripts = {c.name: run_check(c, answered, "plus", UnlimitedInProcess())[1] for c in one.checks}
        known.append((Misconception("E1.2", title, "Because.", "1.2", None, function), transcripts))
    monkeypatch.setattr("grading.engine.recognise.known_mistakes.known_mistakes", lambda _: known)


def check_answer(function):
    return grade_exercise(add_three(), lambda name: function)


def test_a_right_answer_passes():
    verdict = check_answer(lambda x: x + 3)
    assert (verdict.status, verdict.score, verdict.passed_count) == ("passed", 8, 3)
    assert "hidden checks" in as_text(verdict)


def test_a_stub_is_not_attempted_and_gets_nothing():
    def stub(x):
        """Says what to do."""
        return None

    for nothing in (stub, lambda x: None, None, ...):
        verdict = check_answer(nothing)
        assert (verdict.status, verdict.score) == ("not attempted", 0)


def test_score_follows_the_weights():
    verdict = check_answer(lambda x: x + 3 if x > 0 else None)
    assert (verdict.status, verdict.score) == ("failed", 4)
    verdict = check_answer(lambda x: int(x) + 3)
    assert (verdict.status, verdict.score) == ("nearly", 6)


def scored(public, hidden, points=8):
    """What 8 points give for checks of weight 1, passed or not; a hidden one may have another weight."""
    checks = [CheckResult(f"p{n}", "", 1.0, passed) for n, passed in enumerate(public)]
    weighted = [one if isinstance(one, tuple) else (one, 1.0) for one in hidden]
    checks += [CheckResult(f"h{n}", "", w, passed, hidden=True) for n, (passed, w) in enumerate(weighted)]
    return earned(points, checks)


def test_public_checks_count_no_more_than_the_share_of_hidden_ones():
    right = [True] * 4
    assert scored(right, []) == 8  # live, and where nothing is hidden
    assert scored([True, True, False, False], []) == 4
    assert scored(right, right) == 8
    assert scored(right, [True, True, True, False]) == 6
    assert scored([True, True, True, False], right) == 7
    assert (
        scored([True, False, False, False], [True, True, True, False]) == 4
    )  # fewer than the cap: as they are
    assert scored(right, [True, (False, 3.0)]) == 2
    assert scored(right, [False] * 4) == scored(right, [None] * 4) == 0  # the examples alone
    assert scored([False] * 4, right) == 4
    assert scored([], []) == 0


def test_mistakes_are_recognised_by_behaviour():
    assert [m.title for m in check_answer(lambda x: x // 1 + 3).misconceptions] == ["rounds"]
    both = check_answer(lambda x: abs(x) // 1 + 3)
    assert [m.title for m in both.misconceptions] == ["rounds and ignores the sign"]
    assert check_answer(lambda x: 7).misconceptions == []


def test_a_learners_error_is_a_row_with_their_own_line():
    def plus(x):
        divisor = 0
        return x / divisor

    verdict = check_answer(plus)
    problem = verdict.checks[0].problem
    assert (problem.kind, problem.line) == ("ZeroDivisionError", "return x / divisor")
    assert "Traceback" not in as_text(verdict)


@pytest.mark.parametrize("loop", ["while True: pass", "while True:\n  try: pass\n  except: pass"])
def test_an_endless_loop_is_stopped_and_the_rest_not_tried(loop, monkeypatch):
    monkeypatch.setattr("grading.engine.run.place.CHECK_SECONDS", 0.2)
    space = {}
    exec("def plus(x):\n " + loop.replace("\n", "\n "), space)
    began = time.monotonic()
    verdict = check_answer(space["plus"])
    assert time.monotonic() - began < 10
    assert verdict.checks[0].problem.kind == "time limit"
    assert [check.passed for check in verdict.checks] == [False, None, None]


def test_prints_are_kept_and_shown():
    def plus(x):
        print("got", x)
        return x + 3

    verdict = check_answer(plus)
    assert verdict.prints.splitlines() == ["got 2", "got 2.5", "got -1"]
    assert "got 2.5" in as_html(verdict)


def test_endless_recursion_and_exit_are_rows_too():
    def plus(x):
        return plus(x)

    assert check_answer(plus).checks[0].problem.kind == "RecursionError"
    assert check_answer(lambda x: exit()).checks[0].problem.kind == "SystemExit"


def test_an_answer_that_changes_its_input_can_not_spoil_the_next_check():
    shared = [1, 2, 3]
    one = exercise("E1.3", title="Sum", points=1, answer="total", section="1.3")

    @one
    def test_total(answer, check):
        """Sum"""
        check.equal(answer(shared), 6, "the sum")
        check.equal(answer(shared), 6, "the sum again")

    one.collect([test_total])

    def total(items):
        found = sum(items)
        items.clear()
        return found

    (check,) = grade_exercise(one, lambda name: total).checks
    assert [message.why for message in check.messages] == [CHANGES_INPUT]
    assert shared == [1, 2, 3]


def test_a_missing_name_is_told_in_a_sentence():
    def lookup(name):
        raise MissingAnswerError(missing(name))

    verdict = grade_exercise(add_three(), lookup)
    assert (verdict.status, verdict.score) == ("failed", 0)
    assert "`plus` isn't defined" in as_text(verdict)


def test_the_panel_escapes_what_a_learner_gives_back():
    html = as_html(check_answer(lambda x: "<script>alert(1)</script>"))
    assert "<script>" not in html
    assert 'data-status="failed"' in html
    assert html.index("Hint 1 of 2") < html.index("Hint 2 of 2")


def test_a_check_without_assertions_does_not_pass():
    one = exercise("E1.3", title="Nothing", points=1, answer="f", section="1.3")

    @one
    def test_nothing(answer, check):
        """Nothing"""

    one.collect([test_nothing])

    assert grade_exercise(one, lambda name: lambda x: 1).score == 0

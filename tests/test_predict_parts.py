"""The questions with several parts: pick, match and order."""

import os
import subprocess
import sys
from itertools import permutations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from course import ROOT, predict, progress
from course.lesson_questions import questions_in
from tests.browser_answers import send

FLAGS = {
    "budget": ("Nobody knows the budget", "Then nobody can say stop."),
    "label": ("The label comes in a year", "Then the first model comes in a year."),
    "python": ("The team writes Python", "Every team writes something."),
    "metric": ("Success is not defined", "Then it can't be reached."),
}
NEEDS = {"refunds": "Fewer refunds", "wait": "Nobody waits", "bulk": "Less typing"}
METRICS = {"big": "Share of big errors", "slow": "Slowest percent", "auto": "Share without a person"}
RIGHT = {"refunds": "big", "wait": "slow", "bulk": "auto"}
WHY = {"refunds": "Big errors are refunded.", "wait": "The slowest hurt.", "bulk": "Hands cost."}
STEPS = {"need": "Ask", "data": "Look", "model": "Fit", "ship": "Ship"}
CHAIN = [("need", "data"), ("data", "model"), ("model", "ship")]


def flags(**changes):
    arguments = {"options": FLAGS, "answer": {"budget", "label", "metric"}} | changes
    return predict.pick("Q0.2a", "Which are red flags?", **arguments)


def needs(**changes):
    arguments = {"items": NEEDS, "options": METRICS, "answer": RIGHT, "explanations": WHY} | changes
    return predict.match("Q0.3a", "Which number follows which need?", **arguments)


def steps(**changes):
    arguments = {"steps": STEPS, "before": CHAIN, "explanation": "Each needs the one before."} | changes
    return predict.order("Q0.4a", "What comes first?", **arguments)


def lock_in(question, given):
    """Answer as the browser does; `given` is in the words of the question (keys, item -> option, order of keys)."""
    spec = question.question
    if isinstance(spec, predict.Pick):
        parts = [key in given for key in spec.options]
    elif isinstance(spec, predict.Match):
        parts = [[spec.options[given[item]]] if item in given else [] for item in spec.items]
    else:
        parts = [[str(given.index(step) + 1)] if step in given else [] for step in spec.steps]
    value = {f"part{number}": part for number, part in enumerate(parts)}
    complaint = question.validate(value)
    if complaint is None:
        send(question, value)
    return complaint


def share(question, given):
    return round(question.question.share(given), 2)


@pytest.mark.parametrize("ask", [flags, needs, steps])
def test_nothing_is_revealed_before_the_answer(ask):
    text = predict.reveal(ask()).text
    assert "Answer first" in text
    for secret in [why for _, why in FLAGS.values()] + list(WHY.values()) + ["Each needs the one before."]:
        assert secret not in text


@pytest.mark.parametrize(
    ("picked", "part"),
    [
        (["budget", "label", "metric"], 1),
        (["budget", "label"], 0.67),
        (["budget", "label", "metric", "python"], 0.67),
        (["budget", "python"], 0),
        (["python"], 0),
    ],
)
def test_a_wrong_pick_takes_away_what_a_right_one_gives(picked, part):
    question = flags()
    assert lock_in(question, picked) is None
    assert share(question, picked) == part
    text = predict.reveal(question).text
    assert ("Right." in text) == (part == 1) and ("Partly right." in text) == (part == 0.67)
    assert all(why in text for _, why in FLAGS.values())
    assert sorted(predict.guess(question)) == sorted(picked)


def test_reveal_says_of_every_option_what_was_done_with_it():
    question = flags()
    lock_in(question, ["budget", "label", "python"])
    text = predict.reveal(question).text
    assert "You picked 2 of the 3 that are right and 1 that is not." in text
    for label, said in [
        ("Nobody knows the budget", "rightly picked"),
        ("Success is not defined", "not picked, but it is right"),
        ("The team writes Python", "picked, but it is wrong"),
    ]:
        assert f"<strong>{label}</strong> ({said})" in text


def test_every_item_of_a_match_counts_and_is_explained():
    question = needs()
    lock_in(question, {**RIGHT, "bulk": "slow"})
    assert share(question, {**RIGHT, "bulk": "slow"}) == 0.67
    latest = progress.snapshot()["Q0.3a"]
    assert latest.score == 1 and not latest.passed_once  # the point is for answering
    text = predict.reveal(question).text
    assert "You matched 2 of 3." in text
    assert "Share without a person (you chose: Slowest percent): Hands cost." in text
    assert all(why in text for why in WHY.values())


def test_an_option_may_fit_several_items_or_none():
    question = needs(answer={"refunds": "big", "wait": "big", "bulk": "auto"})
    lock_in(question, {"refunds": "big", "wait": "big", "bulk": "auto"})
    assert "Right." in predict.reveal(question).text


@pytest.mark.parametrize("given", list(permutations(STEPS)))
def test_an_order_counts_by_its_pairs(given):
    question = steps().question
    turned = sum(
        list(STEPS).index(a) > list(STEPS).index(b) for n, a in enumerate(given) for b in given[n + 1 :]
    )
    assert question.share(list(given)) == pytest.approx(max(0, 1 - 2 * turned / 6))
    assert question.is_right(list(given)) == (turned == 0)


def test_every_order_that_keeps_the_pairs_is_right():
    question = steps(before=[("need", "model"), ("data", "model")]).question
    right = [order for order in permutations(STEPS) if question.is_right(list(order))]
    assert all(max(order.index("need"), order.index("data")) < order.index("model") for order in right)
    assert len(right) == 8 and question.is_right(question.truth())
    assert question.truth() == ["need", "data", "ship", "model"]  # one that works, and always the same


def test_an_order_says_what_came_too_early_and_shows_one_that_works():
    question = steps()
    lock_in(question, ["need", "model", "data", "ship"])
    text = predict.reveal(question).text
    assert "Of the 6 pairs of steps whose order matters, 5 are in order." in text
    assert "<strong>Fit</strong> (too early: first “Look”)" in text
    assert "An order that works" in text and "Each needs the one before." in text
    assert share(question, ["need", "model", "data", "ship"]) == 0.67


def test_only_one_answer_fits_a_full_order():
    question = steps(before=(), answer=list(STEPS)).question
    assert [order for order in permutations(STEPS) if question.is_right(list(order))] == [tuple(STEPS)]


@pytest.mark.parametrize("name", [f"Q0.4{letter}" for letter in "abcdefgh"])
def test_steps_are_shown_shuffled_and_the_same_way_each_time(name):
    shown = [
        list(predict.order(name, "?", STEPS, before=CHAIN, explanation="").question.steps) for _ in range(2)
    ]
    assert shown[0] == shown[1] and sorted(shown[0]) == sorted(STEPS)
    assert predict.QUESTIONS[name].share(shown[0]) < 0.5


@pytest.mark.parametrize(
    ("ask", "given", "says"),
    [
        (flags, [], "Tick at least one."),
        (needs, {}, "Choose one for each: 3 of 3 are open."),
        (needs, {"wait": "slow", "bulk": "auto"}, "Choose one for each: 1 of 3 is open."),
        (steps, [], "Give every step a place; without one: A, B, C, D."),
    ],
)
def test_half_an_answer_is_not_locked_in(ask, given, says):
    question = ask()
    assert lock_in(question, given) == says
    assert progress.snapshot() == {}
    assert "Answer first" in predict.reveal(question).text


def test_two_steps_can_not_have_the_same_place():
    question = steps()
    value = {"part0": ["1"], "part1": ["2"], "part2": ["2"], "part3": ["4"]}
    assert question.validate(value) == "B and C have the same place, 2."
    send(question, value)  # a browser that does not ask for validation changes nothing either
    assert progress.snapshot() == {} and predict.guess(question) is None


@pytest.mark.parametrize(
    ("ask", "first", "later"),
    [
        (flags, ["budget", "python"], ["budget", "label", "metric"]),
        (needs, {**RIGHT, "bulk": "slow"}, RIGHT),
        (steps, ["ship", "need", "data", "model"], list(STEPS)),
    ],
)
def test_the_first_answer_counts_and_is_there_in_a_new_kernel(ask, first, later):
    question = ask()
    lock_in(question, first)
    lock_in(question, later)
    assert predict.guess(question) == first == progress.stored_answer(question.question.id)
    assert "Right." in predict.reveal(question).text
    assert "Your first answer was: " in predict.reveal(question).text
    again = ask()
    assert again.value is None and predict.guess(again) == first
    assert again.question.read(again.element.value) == first  # the boxes show it, too


@pytest.mark.parametrize("stored", ["budget", ["budget", "gone"], [], {"wait": "slow"}, ["need"], 3, [["x"]]])
@pytest.mark.parametrize("ask", [flags, needs, steps])
def test_a_stored_answer_that_fits_no_more_is_asked_again(ask, stored):
    progress.record_answer(ask().question.id, stored, False, 1)
    assert predict.guess(ask()) is None


@settings(max_examples=60, deadline=None)
@given(
    st.sets(st.sampled_from(sorted(FLAGS)), min_size=1), st.sets(st.sampled_from(sorted(FLAGS)), min_size=1)
)
def test_a_share_is_between_0_and_1_and_1_only_when_all_is_right(right, picked):
    assume(right != set(FLAGS))
    question = flags(answer=right).question
    share = question.share(sorted(picked))
    assert 0 <= share <= 1 and (share == 1) == question.is_right(sorted(picked)) == (right == picked)


@pytest.mark.parametrize(
    ("ask", "changes", "says"),
    [
        (flags, {"answer": set()}, "not none"),
        (flags, {"answer": set(FLAGS)}, "not all"),
        (flags, {"answer": {"other"}}, "must be right"),
        (flags, {"options": {"a": ("x", "1"), "b": ("x", "2")}}, "two options say the same"),
        (needs, {"answer": {"refunds": "big"}}, "for every item"),
        (needs, {"answer": {**RIGHT, "bulk": "other"}}, "one of the options"),
        (needs, {"explanations": {}}, "every item needs its explanation"),
        (needs, {"options": {"big": "x", "slow": "x", "auto": "y"}}, "two options say the same"),
        (steps, {"before": ()}, "either before or answer"),
        (steps, {"answer": list(STEPS)}, "either before or answer"),
        (steps, {"before": (), "answer": ["need", "data"]}, "every step once"),
        (steps, {"before": [("need", "other")]}, "names a step that is none"),
        (steps, {"before": [("need", "data"), ("data", "need")]}, "in a circle"),
    ],
)
def test_a_question_that_is_none_is_refused_in_one_line(ask, changes, says):
    with pytest.raises(ValueError, match=r"^Q0\.\da: .*" + says):
        ask(**changes)


def test_braces_and_markdown_in_a_prompt_are_shown_as_written():
    question = predict.pick("Q0.2a", "What is **in** {x}?", FLAGS, answer={"label"})
    assert "<strong>in</strong> {x}?" in question.text


def test_all_kinds_are_read_from_a_file_in_its_order(tmp_path):
    notebook = tmp_path / "lesson.py"
    kinds = ("order", "match", "pick", "number", "choice")
    notebook.write_text(
        "".join(f'q{n} = predict.{kind}("Q0.1{n}", "{kind}?", {{}})\n' for n, kind in enumerate(kinds))
    )
    assert list(questions_in(notebook).values()) == [f"{kind}?" for kind in kinds]


def test_a_prompt_with_a_computed_part_is_found_too(tmp_path):
    notebook = tmp_path / "lesson.py"
    notebook.write_text('q = predict.number("Q0.1a", f"After {weeks:.0f} weeks, how many?", 0, 9, 1)\n')
    assert questions_in(notebook) == {"Q0.1a": "After … weeks, how many?"}


NOTEBOOK = """
import marimo
app = marimo.App()
with app.setup:
    from course import predict
@app.cell
def _():
    a = predict.pick("Q0.2a", "Which?", {"a": ("One", "first why"), "b": ("Two", "second why")}, answer={"b"})
    a
    return (a,)
@app.cell
def _():
    b = predict.order("Q0.4a", "How?", {"x": "Ex", "y": "Why"}, answer=["x", "y"], explanation="third why")
    b
    return (b,)
@app.cell
def _(a, b):
    predict.gate(a)
    predict.gate(b)
    print("went on")
    return
@app.cell
def _(a):
    predict.reveal(a)
    return
@app.cell
def _(b):
    predict.reveal(b)
    return
if __name__ == "__main__":
    app.run()
"""


def test_scripts_and_static_exports_go_straight_through(tmp_path):
    notebook, page = tmp_path / "lesson.py", tmp_path / "page.html"
    notebook.write_text(NOTEBOOK)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, str(notebook)], capture_output=True, text=True, env=environment)
    assert done.stdout == "went on\n", done.stderr
    command = [
        sys.executable,
        "-m",
        "marimo",
        "export",
        "html",
        str(notebook),
        "-o",
        str(page),
        "--no-sandbox",
    ]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    text = page.read_text(encoding="utf-8")
    assert all(words in text for words in ("went on", "second why", "third why", "Decide first"))

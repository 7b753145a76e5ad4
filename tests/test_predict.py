"""The predict-then-reveal question."""

import subprocess
import sys

import marimo as mo
import pytest

from course import ROOT, predict, progress
from course.lesson_questions import questions_in
from tests.browser_answers import send

OPTIONS = {
    "csv": ("The CSV file", "It has to be parsed."),
    "parquet": ("The Parquet file", "Only the pages of two columns are read."),
    "same": ("About the same", "The disk is not what costs."),
}


def ask(**changes):
    arguments = {"options": OPTIONS, "answer": "parquet"} | changes
    return predict.choice("Q1.3a", "Which is read faster?", arguments["options"], answer=arguments["answer"])


def ask_number(**changes):
    settings = {"answer": lambda: 120, "tolerance": 30, "unit": "ms", "explain": "Parsing costs."} | changes
    return predict.number("Q1.3b", "How long does it take?", 0, 500, 10, **settings)


def answer(question, value):
    send(question, value)


def test_nothing_is_revealed_before_the_answer():
    text = predict.reveal(ask()).text
    assert "Answer first" in text
    assert not any(explanation in text for _, explanation in OPTIONS.values())


@pytest.mark.parametrize("key", OPTIONS)
def test_every_option_has_its_own_explanation_and_all_are_told(key):
    question = ask()
    answer(question, OPTIONS[key][0])
    text = predict.reveal(question).text
    assert ("Right." in text) == (key == "parquet")
    assert text.index(OPTIONS[key][1]) < min(
        text.index(OPTIONS[other][1]) for other in OPTIONS if other != key
    )


def test_the_answer_is_stored_with_its_points_and_the_first_one_counts():
    question = ask()
    answer(question, "The CSV file")
    answer(question, "The Parquet file")
    assert progress.stored_answer("Q1.3a") == "csv"
    assert progress.snapshot()["Q1.3a"].score == 1  # an answer earns its point, right or wrong
    assert predict.guess(question) == "csv"
    assert "Your first answer was: The CSV file" in predict.reveal(question).text


def test_a_stored_answer_reveals_at_once_in_a_new_kernel():
    answer(ask(), "The Parquet file")
    again = ask()
    assert again.value is None  # nothing was sent in this kernel
    assert "Right." in predict.reveal(again).text
    assert predict.guess(again) == "parquet"


def test_a_stored_answer_that_is_no_option_any_more_is_asked_again():
    progress.record_answer("Q1.3a", "feather", False, 1)
    question = ask()
    assert predict.guess(question) is None
    assert "Answer first" in predict.reveal(question).text


def test_an_answer_counts_though_it_can_not_be_stored(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "file" / "progress.sqlite"))
    question = ask()
    with pytest.warns(progress.ProgressWarning):
        answer(question, "The Parquet file")
    assert "Right." in predict.reveal(question).text


@pytest.mark.parametrize(("given", "right"), [(90, True), (120, True), (150, True), (160, False), (0, False)])
def test_a_number_is_right_within_its_tolerance(given, right):
    question = ask_number()
    answer(question, given)
    text = predict.reveal(question).text
    assert ("Right." in text) == right
    assert "120 ms" in text and "Parsing costs." in text
    assert progress.snapshot()["Q1.3b"].passed_once == right
    assert predict.guess(question) == given


def test_the_number_is_measured_only_after_the_answer():
    calls = []
    question = ask_number(answer=lambda: calls.append(1) or 120)
    predict.reveal(question)
    assert calls == []
    answer(question, 100)
    assert calls


def test_nothing_stops_outside_a_notebook():
    predict.gate(ask())


@pytest.mark.parametrize(
    "changes",
    [
        {"answer": "other"},
        {"options": {"parquet": OPTIONS["parquet"]}},
        {"options": {"a": ("x", "1"), "parquet": ("x", "2")}},
    ],
)
def test_a_question_that_is_none_is_refused(changes):
    with pytest.raises(ValueError, match=r"Q1\.3a"):
        ask(**changes)


def test_another_element_is_refused():
    with pytest.raises(TypeError, match=r"predict\.choice"):
        predict.guess(mo.ui.slider(0, 1))


def test_questions_are_registered_and_can_be_read_from_a_file(tmp_path):
    ask()
    assert predict.QUESTIONS["Q1.3a"].prompt == "Which is read faster?"
    notebook = tmp_path / "lesson.py"
    notebook.write_text(
        'q = predict.number("Q1.2b", "How many?", 0, 1, 1)\np = predict.choice("Q1.1a", "Which?", {})\n'
    )
    assert questions_in(notebook) == {"Q1.2b": "How many?", "Q1.1a": "Which?"}


NOTEBOOK = """
import marimo
app = marimo.App()
with app.setup:
    from course import predict
@app.cell
def _():
    q = predict.choice("Q1.3a", "Which?", {"a": ("One", "first reason"), "b": ("Two", "second reason")}, answer="b")
    q
    return (q,)
@app.cell
def _(q):
    predict.gate(q)
    print("went on")
    return
@app.cell
def _(q):
    predict.reveal(q)
    return
if __name__ == "__main__":
    app.run()
"""


def test_scripts_and_static_exports_go_straight_through(tmp_path):
    notebook = tmp_path / "lesson.py"
    notebook.write_text(NOTEBOOK)
    done = subprocess.run([sys.executable, str(notebook)], capture_output=True, text=True, env=environment())
    assert done.stdout == "went on\n", done.stderr
    page = tmp_path / "page.html"
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
    done = subprocess.run(command, capture_output=True, text=True, env=environment())
    assert done.returncode == 0, done.stderr
    text = page.read_text(encoding="utf-8")
    assert "went on" in text and "second reason" in text and "Decide first" in text


def environment():
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT)}

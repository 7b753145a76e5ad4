"""A learner's page says what failed in the grader's words, and quotes nothing that an answer gave."""

import json

import pytest
from typer.testing import CliRunner

from course_app.cli import app
from grading.engine.outcome import Problem
from grading.instructor.feedback.page import page
from grading.instructor.feedback.quotes import without_quotes
from grading.instructor.gradebook.book import Gradebook
from grading.instructor.gradebook.report import EXAMPLES_ONLY, CheckReport, ExerciseReport, Report
from grading.sandbox.protocol import Trouble
from grading.sandbox.remote_errors import problem_of

SECRET = "what-a-hidden-check-asked"


def exercise(problem=None, checks=(), status="failed"):
    return ExerciseReport(
        "E1.2", "Parse a price", "1.2", status, 0.0, 8.0, "reads the comma as a decimal point",
        "A comma groups thousands.", "1.2", problem, list(checks),
    )  # fmt: skip


def report(*exercises):
    return Report("ada", "ada.py", "1", "graded", "", 0.0, 8.0, 0.1, list(exercises))


def failed(message="a comma groups thousands", given=SECRET, **more):
    return CheckReport("test_thousands", "A comma groups", False, message, given=given, **more)


def test_what_an_answer_gave_is_nowhere():
    wrong = failed(call=f"parse_price({SECRET!r})", expected=f"1250.0, as {SECRET}")
    raised = failed(f"ValueError: {SECRET}", None)
    shown = without_quotes(report(exercise(f"ValueError: {SECRET} (at `{SECRET}`)", [wrong, raised])))
    assert SECRET not in json.dumps(shown.as_dict()) + page("ada", [shown])
    [one] = shown.exercises
    assert (
        one.problem
        == "It ends with a `ValueError`. Run `python -m course check E1.2` to see what your answer gave."
    )
    assert [check.message for check in one.checks] == [
        "a comma groups thousands",
        "It ends with a `ValueError`.",
    ]
    assert "reads the comma as a decimal point" in page("ada", [shown])


@pytest.mark.parametrize(
    "words",
    [
        "time limit: Your code was stopped after 10 seconds. Look for a loop that never ends.",
        "stopped: disk limit: it writes more than 64 MB",
        "stopped in a hidden check: memory limit",
        EXAMPLES_ONLY,
    ],
)
def test_what_the_grader_says_itself_stays(words):
    kept = exercise(words, [CheckReport("test_more", "Other prices", False, hidden=True)])
    assert without_quotes(report(kept)).exercises == [kept]


@pytest.mark.parametrize(
    "kind",
    [
        "time limit",
        "stopped",
        "stopped in a hidden check",
        "time limit: x",
        f"Error{SECRET}",
        "missing",
        "Ünicode",
        "",
    ],
)
def test_an_exception_can_not_pass_for_the_graders_own_words(kind):
    problem = problem_of(Trouble(kind, SECRET, None, None))
    assert isinstance(problem, Problem)
    shown = without_quotes(report(exercise(f"{problem.kind}: {problem.message}", status="error")))
    assert SECRET not in json.dumps(shown.as_dict())


def test_the_command_quotes_only_when_it_is_told_to(tmp_path):
    with Gradebook(tmp_path / "gradebook.db") as book:
        book.save(report(exercise(None, [failed()])), "fingerprint")
    for options, expected in (([], False), (["--quotes"], True)):
        done = CliRunner().invoke(app, ["feedback", str(tmp_path / "gradebook.db"), *options])
        assert done.exit_code == 0, done.output
        assert (SECRET in (tmp_path / "feedback" / "ada.html").read_text()) is expected

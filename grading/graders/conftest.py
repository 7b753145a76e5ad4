"""Plain pytest on a grader: ``pytest grading/graders/test_exercises_01.py --submission FILE``."""

from __future__ import annotations

from typing import Any

import pytest
import pytest_check

from grading.checker import Checker
from grading.checking import MissingAnswerError, Submission
from grading.exercise import module_of_file
from grading.release import exercise_file
from grading.submission import Notebook
from grading.verdict import Message


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that names the notebook to grade."""
    parser.addoption(
        "--submission", metavar="FILE", help="notebook to grade; your own exercise file by default"
    )


def _report(message: Message) -> None:
    lines = [message.why, f"for: {message.call}", f"given: {message.given}", f"expected: {message.expected}"]
    pytest_check.check.fail("\n".join(lines))


@pytest.fixture(scope="module")
def notebook(request: pytest.FixtureRequest) -> Notebook:
    """The submission's notebook, run as far as the answers need."""
    module = module_of_file(request.path) or "1"
    try:
        return Notebook(request.config.getoption("--submission") or exercise_file(module))
    except ValueError as error:
        raise pytest.UsageError(str(error)) from None


@pytest.fixture
def submission(notebook: Notebook) -> Submission:
    """The learner's public names, as attributes."""
    return Submission(notebook.lookup)


@pytest.fixture
def answer(request: pytest.FixtureRequest, submission: Submission) -> Any:
    """The learner's function, class or value for the exercise of this test."""
    try:
        return getattr(submission, request.function.exercise.answer)
    except MissingAnswerError as error:
        pytest.fail(f"{error.problem.kind}: {error.problem.message}", pytrace=False)


@pytest.fixture
def check(submission: Submission) -> Checker:
    """Soft assertions, reported by pytest-check."""
    return Checker(submission.trace, on_fail=_report)

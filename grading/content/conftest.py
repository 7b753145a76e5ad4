"""Plain pytest on the checks of a module: ``pytest grading/content/module_01/public --submission FILE``.

Hidden checks run in the same way, with ``--seed`` for the data they are made on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
import pytest_check

from course import ROOT
from course.module_ids import exercises_name, module_of_file
from grading.engine.answer.notebook_file import Notebook
from grading.engine.compare.soft_assertions import SoftAssertions
from grading.engine.declare.exercise import check_of
from grading.engine.outcome import Message, MissingAnswerError
from grading.engine.run.read_table import read_table as read_table_here
from grading.engine.run.run_check import Submission, changed_input, rng_of


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that name the notebook to grade, and the data to grade it on."""
    parser.addoption(
        "--submission", metavar="FILE", help="notebook to grade; your own exercise file by default"
    )
    parser.addoption("--seed", type=int, default=0, help="the hidden data to grade on; 0 by default")


def _report(message: Message) -> None:
    pytest_check.check.fail(_text(message))


def _text(message: Message) -> str:
    lines = [message.why, f"for: {message.call}", f"given: {message.given}", f"expected: {message.expected}"]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def notebook(request: pytest.FixtureRequest) -> Notebook:
    """The submission's notebook, run as far as the answers need."""
    own = ROOT / "exercises" / exercises_name(module_of_file(request.path))
    try:
        return Notebook(request.config.getoption("--submission") or own)
    except ValueError as error:
        raise pytest.UsageError(str(error)) from None


@pytest.fixture
def submission(notebook: Notebook) -> Submission:
    """The learner's public names, as attributes."""
    return Submission(notebook.lookup)


@pytest.fixture
def answer(request: pytest.FixtureRequest, submission: Submission) -> Any:
    """The learner's function, class or value for the exercise of this test."""
    exercise, _ = check_of(request.function)
    try:
        return getattr(submission, exercise.answer)
    except MissingAnswerError as error:
        pytest.fail(f"{error.problem.kind}: {error.problem.message}", pytrace=False)


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """The random numbers of this hidden check: the same as in `course grade` with the same seed."""
    _, check = check_of(request.function)
    return rng_of(check, request.config.getoption("--seed"))


@pytest.fixture
def read_table() -> Callable[[bytes, str], pd.DataFrame]:
    """Reads the table in a file that an answer wrote: in this process, as the notebook runs here as well."""
    return read_table_here


@pytest.fixture
def check(request: pytest.FixtureRequest, submission: Submission) -> Iterator[SoftAssertions]:
    """Soft assertions, reported by pytest-check; at the end, that the answer left its arguments as they were."""
    yield SoftAssertions(submission.trace, on_fail=_report)
    exercise, _ = check_of(request.function)
    changing = changed_input(submission.trace)
    if changing and not exercise.changes_inputs:
        pytest.fail(_text(changing), pytrace=False)

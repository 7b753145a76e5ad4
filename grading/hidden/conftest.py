"""Plain pytest on hidden checks: ``pytest grading/hidden/test_exercises_01.py --submission FILE --seed 7``."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import pytest

from grading.checking import rng_of
from grading.graders import conftest as public
from grading.graders.conftest import answer, check, notebook, submission

__all__ = ["answer", "check", "notebook", "submission"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that name the notebook to grade and the data to grade it on."""
    with suppress(ValueError):  # there already, when public and hidden checks run together
        public.pytest_addoption(parser)
    parser.addoption("--seed", type=int, default=0, help="the hidden data to grade on; 0 by default")


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """The random numbers of this check: the same as in `course grade` with the same seed."""
    checks = request.function.exercise.hidden_checks
    this = next(check for check in checks if check.function is request.function)
    return rng_of(this, request.config.getoption("--seed"))

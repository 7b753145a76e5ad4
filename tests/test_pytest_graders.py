"""The graders are ordinary pytest files."""

import subprocess
import sys
from pathlib import Path

import pytest

from course.module_ids import folder_name
from grading.engine.declare.catalogue import modules
from grading.publish.paths import exercise_file, solution_file

ROOT = Path(__file__).parents[1]


def pytest_on(module, submission):
    grader = f"grading/content/{folder_name(module)}/public"
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            grader,
            "--submission",
            str(submission),
            "-q",
            "-p",
            "no:cacheprovider",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
    )


@pytest.mark.parametrize("module", modules())
def test_pytest_passes_on_the_solution_and_fails_on_the_stub(module):
    solved = pytest_on(module, solution_file(module))
    assert solved.returncode == 0, solved.stdout[-3000:]
    untouched = pytest_on(module, exercise_file(module))
    assert untouched.returncode == 1
    assert " passed" not in untouched.stdout.splitlines()[-1]


def test_a_missing_file_is_one_clear_line():
    done = pytest_on("1", "nowhere.py")
    assert "there is no such file" in done.stdout + done.stderr

"""Right answers keep their marks on a machine that is busy with other things, and one that has little memory."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from memory_group import memory_group

REPO = Path(__file__).parents[2]
ASSIGNMENT = REPO / "tests" / "assignment"
LEARNERS = 6
ENOUGH, SCARCE = 420, 270  # megabytes; six submissions on two workers take 280
BUSY = 8  # processes that never rest
KINDLY = ("nice", "-n", "19")  # equals among themselves, and no load for the tests beside this one
GRADE = """
import sys
if sys.argv[1]:
    with open(sys.argv[1] + "/cgroup.procs", "w") as group:
        group.write("0")
from course_app.cli import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture
def grade(confinement, tmp_path):
    """Grades a cohort of right submissions under the limits that hold where nobody sets others."""
    for number in range(LEARNERS):
        folder = tmp_path / "cohort" / f"learner{number}"
        folder.mkdir(parents=True)
        shutil.copy(ASSIGNMENT / "module_90" / "solution.py", folder / "exercises_90.py")
    arguments = [
        "grade",
        tmp_path / "cohort",
        "--graders",
        ASSIGNMENT,
        "--module",
        "90",
        "--out",
        tmp_path / "out",
    ]
    arguments += ["--format", "json", "--jobs", "2", "--seed", "7"]

    def run(megabytes):
        with memory_group(megabytes) as group:  # where there can be none, the rest is tested without
            return subprocess.run(
                [*KINDLY, sys.executable, "-c", GRADE, str(group or ""), *map(str, arguments)],
                cwd=REPO,
                env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
                capture_output=True,
                text=True,
                check=False,
            )

    return run


def scores(run):
    return [
        (report["learner"], report["score"], report["status"]) for report in json.loads(run.stdout)["reports"]
    ]


ALL_RIGHT = [(f"learner{number}", 8.0, "graded") for number in range(LEARNERS)]


@pytest.mark.slow
def test_right_answers_keep_their_marks_beside_busy_processes(grade):
    with ExitStack() as stack:
        for _ in range(BUSY):
            busy = subprocess.Popen([*KINDLY, sys.executable, "-c", "while True: pass"])
            stack.callback(busy.wait)
            stack.callback(busy.kill)
        run = grade(ENOUGH)
    assert run.returncode == 0, run.stderr
    assert scores(run) == ALL_RIGHT


@pytest.mark.slow
def test_no_right_answer_gets_a_wrong_mark_where_memory_is_scarce(grade):
    """The system ends some process of the grader's there; nobody's marks may depend on which."""
    run = grade(SCARCE)
    if run.returncode == 2:  # it gave up, and said so in a line
        assert len(run.stderr.strip().splitlines()) == 1 and "Traceback" not in run.stderr
    else:
        assert run.returncode == 0, run.stderr
        assert scores(run) == ALL_RIGHT

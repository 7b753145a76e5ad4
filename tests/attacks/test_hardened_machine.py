"""Grading works where a careful administrator has set tight limits: each of these is one that real machines have."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]
ASSIGNMENT = REPO / "tests" / "assignment"
GIGABYTE = 1 << 30
# What holds for the command and all of its children: kind of limit -> soft and hard
MACHINES = {
    "no core dumps": {resource.RLIMIT_CORE: 0},
    "everything low": {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 100,  # fewer than a submission may open by default
        resource.RLIMIT_FSIZE: GIGABYTE // 32,  # shorter than a file of a submission may be
        resource.RLIMIT_CPU: 100,  # less than a submission may use
        resource.RLIMIT_AS: 4 * GIGABYTE,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_SIGPENDING: 0,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_NICE: 0,
        resource.RLIMIT_RTPRIO: 0,
    },
}
GRADE = """
import resource, sys
for kind, most in {limits}:
    resource.setrlimit(kind, (most, most))
from course_app.cli import main
sys.exit(main())
"""


@pytest.mark.parametrize("machine", MACHINES)
def test_the_solution_gets_full_marks_on_a_hardened_machine(confinement, tmp_path, machine):
    limits = list(MACHINES[machine].items())
    solution = ASSIGNMENT / "module_90" / "solution.py"
    arguments = ["grade", solution, "--graders", ASSIGNMENT, "--module", "90", "--out", tmp_path / "out"]
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            GRADE.format(limits=limits),
            *map(str, arguments),
            "--format",
            "json",
            "--seed",
            "7",
        ],
        cwd=REPO,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    (report,) = json.loads(said.stdout)["reports"]
    assert (report["score"], report["status"]) == (8.0, "graded"), said.stdout
    assert "Traceback" not in said.stderr

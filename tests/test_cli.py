"""The `course` command: exit codes, one-line errors, and what each command says."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from course import ROOT, progress
from course_app import cli
from course_app.commands.instructor.test import pytest_arguments
from grading.engine.declare.catalogue import exercises_of

SOLUTIONS = "grading/content/module_01/solution.py"
STUBS = "exercises/exercises_01.py"


@pytest.fixture
def course(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)

    def run(*arguments):
        code = cli.main(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return run


def is_one_line(text):
    return text.startswith("course: ") and text.count("\n") == 1


def test_help_has_examples(course):
    for command in ("start", "check", "progress", "hint", "solution", "release", "test", "data build"):
        code, out, _ = course(*command.split(), "--help")
        assert code == 0 and f"course {command}" in out and "Examples" in out


@pytest.mark.parametrize(
    "wrong",
    [
        "chek",
        "check 9",
        "check E1.99",
        "check X",
        "check 1 --submission nowhere.py",
        "hint",
        "hint E7.1",
        "solution nonsense",
        "start --port 0",
        "data",
        "data build --sales many",
        "data build --sales 0 --out never.parquet",
    ],
)
def test_a_wrong_call_is_one_line_and_exit_2(course, wrong):
    code, out, err = course(*wrong.split())
    assert code == 2 and is_one_line(err), (out, err)


def test_check_of_the_solutions_passes_and_leaves_progress_alone(course):
    code, out, _ = course("check", "1", "--submission", SOLUTIONS)
    assert code == 0
    assert "100 of 100 points" in out
    assert progress.snapshot() == {}


def test_check_of_untouched_stubs_falls_short(course):
    code, out, _ = course("check", "--submission", STUBS)
    assert code == 1
    assert "0 of 100 points" in out


def test_check_of_the_learners_own_notebook_is_recorded(course):
    code, _, _ = course("check", "e1.2")
    known = progress.snapshot()
    assert set(known) == {"E1.2"}
    assert code == (0 if known["E1.2"].status == "passed" else 1)


def test_check_says_why(course, tmp_path):
    wrong = tmp_path / "exercises_01.py"
    wrong.write_text(
        "import marimo\n\napp = marimo.App()\n\n\n@app.function\ndef parse_price(text):\n    return 1.0\n"
    )
    code, out, _ = course("check", "E1.1", "--submission", str(wrong))
    assert code == 1
    assert "given" in out and "expected" in out


def test_progress_as_text_and_as_json(course):
    exercise = exercises_of("1")[0]
    progress.record_verdict(exercise.id, "passed", exercise.points, exercise.points, 3, 3)
    code, out, _ = course("progress")
    assert code == 0 and "Data engineering" in out and exercise.id in out and "Next:" in out
    code, out, _ = course("progress", "--json")
    told = json.loads(out)
    assert code == 0 and told["points"] == exercise.points
    items = {item["id"]: item for module in told["modules"] for item in module["items"]}
    assert items[exercise.id]["latest"]["status"] == "passed"


def test_hints_come_one_by_one_and_are_remembered(course):
    total = len(exercises_of("1")[0].hints)
    name = exercises_of("1")[0].id
    for number in range(1, total + 1):
        _, out, _ = course("hint", name)
        assert out.count(f"of {total}") == number
    _, out, _ = course("hint", name)
    assert "no more hints" in out
    assert progress.hints_shown(name) == total


def test_the_solution_comes_after_passing_or_on_yes(course):
    code, out, err = course("solution", "E1.1")
    assert code == 2 and is_one_line(err) and "hint" in err and out == ""
    code, out, _ = course("solution", "E1.1", "--yes")
    assert code == 0 and "def parse_price" in out and "### BEGIN" not in out
    progress.record_verdict("E1.1", "passed", 6, 6, 3, 3)
    progress.record_verdict("E1.1", "failed", 2, 6, 1, 3)
    code, _, _ = course("solution", "E1.1")
    assert code == 0


def test_release_is_up_to_date(course):
    code, out, _ = course("release", "--check")
    assert code == 0, out


def test_data_build_writes_the_file_named(course, tmp_path):
    target = tmp_path / "sales.parquet"
    code, out, _ = course("data", "build", "--sales", "2_000", "--out", str(target))
    assert code == 0 and target.stat().st_size > 0 and out.count("\n") == 1 and str(target) in out


def test_data_build_takes_the_format_from_the_file_named(course, tmp_path):
    target = tmp_path / "sales.csv"
    assert course("data", "build", "--sales", "100", "--out", str(target))[0] == 0
    assert target.read_text("utf-8").startswith("sale_id,")
    code, out, err = course("data", "build", "--sales", "100", "--format", "parquet", "--out", str(target))
    assert code == 2 and is_one_line(err) and not out
    code, out, err = course("data", "build", "--sales", "100", "--out", str(tmp_path))
    assert code == 2 and is_one_line(err) and not out and "Errno" not in err


def test_test_passes_arguments_on():
    command = [sys.executable, "-m", "course", "test", "--collect-only", "-q", "tests/test_progress.py"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "test_progress.py" in done.stdout and "test_cli.py" not in done.stdout


@pytest.mark.parametrize(
    ("given", "parallel", "everything"),
    [
        ([], True, True),
        (["-x", "-ra"], True, True),
        (["-k", "progress", "--module", "1"], True, True),
        (["tests/browser", "tests/attacks"], True, False),
        (["tests/test_progress.py"], False, False),
        (["tests/test_progress.py::test_a", "-x"], False, False),
        (["--pdb"], False, True),
        (["-n", "0"], True, True),  # pytest takes the last of two
    ],
)
def test_test_runs_in_parallel_unless_that_would_be_slower_or_in_the_way(given, parallel, everything):
    called = pytest_arguments(given)
    assert ("loadscope" in called) == parallel
    assert ("tests" in called) == everything
    assert called[len(called) - len(given) :] == given and "--durations=10" in called


@pytest.mark.parametrize(("modules", "left_out"), [(["0"], "1"), (["0", "01"], None)])
def test_test_runs_the_part_of_a_module(modules, left_out):
    files = [
        "tests/test_topics.py",
        "tests/test_modules.py",
        "tests/test_lesson00_cases.py",
        "tests/test_notebooks.py",
    ]
    chosen = [word for module in modules for word in ("--module", module)]
    command = [sys.executable, "-m", "course", "test", *files, *chosen, "--collect-only", "-q"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    of_each = {
        module: {
            f"test_no_topic_of_a_module_is_left_out[{module}]",
            f"test_nothing_of_it_is_missing[{module}]",
            f"test_it_runs_as_a_script[exercises/exercises_0{module}.py]",
            f"test_it_exports_to_html[grading/content/module_0{module}/solution.py]",
        }
        for module in ("0", "1")
    }
    collected = {line.split("::")[1] for line in done.stdout.splitlines() if "::" in line}
    for module, names in of_each.items():
        assert collected & names == (set() if module == left_out else names)
    assert "test_each_size_of_team_is_first_at_some_wait" in collected  # a lesson's test is marked
    assert "test_two_topics_with_one_id_are_found" not in collected  # that is of no module


def test_test_knows_the_modules():
    command = [sys.executable, "-m", "course", "test", "--module", "77", "--collect-only", "-q"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 2 and "there is no module 77" in done.stderr


def test_start_refuses_a_port_in_use(course):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, _, err = course("start", "--no-browser", "--port", str(taken.getsockname()[1]))
    assert code == 2 and is_one_line(err) and "in use" in err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_start_serves_the_home_page_until_it_is_ended(start, end):
    child = start("-m", "course", "start", "--no-browser", stdout=subprocess.PIPE)
    assert "open at" in child.stdout.readline()
    url = child.stdout.readline().strip()
    with urllib.request.urlopen(url, timeout=30) as answer:
        assert answer.status == 200
    base = re.match(r"http://[^/]+", url)[0]
    with pytest.raises(urllib.error.HTTPError):  # the address without its token opens nothing
        urllib.request.urlopen(f"{base}/api/status", timeout=30)
    child.send_signal(end)
    out, _ = child.communicate(timeout=30)
    assert child.returncode == 0 and "closed" in out
    with pytest.raises(OSError):
        urllib.request.urlopen(base, timeout=5)

"""`course grade` as an instructor uses it: a mixed cohort, stops at any moment, and wrong calls."""

import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from course_app.cli import main

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
ASSIGNMENT = ROOT / "tests" / "assignment"
SOLUTION = (ASSIGNMENT / "module_90" / "solution.py").read_text("utf-8")
STUB = (ASSIGNMENT / "module_90" / "stub.py").read_text("utf-8")


@pytest.fixture(autouse=True)
def _confinement(confinement):
    """Every test of this file needs it."""


def arguments(folder, out, *more):
    options = ["--graders", str(ASSIGNMENT), "--module", "90", "--out", str(out), "--format", "json"]
    return ["-m", "course", "grade", str(folder), *options, *more]


def command(folder, out, *more):
    return [sys.executable, *arguments(folder, out, *more)]


def graded(folder, out, *more):
    """The reports of a run by learner, and its exit code."""
    ran = subprocess.run(command(folder, out, *more), capture_output=True, text=True, timeout=300, cwd=ROOT)
    assert ran.returncode in (0, 1), ran.stderr
    return {one["learner"]: one for one in json.loads(ran.stdout)["reports"]}, ran.returncode


def submit(folder, learner, source):
    path = folder / learner / "exercises_90.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(source.encode() if isinstance(source, str) else source)


def changed(old, new):
    assert old in SOLUTION
    return SOLUTION.replace(old, new)


KINDS = {
    "right": (SOLUTION, "graded", 8),
    "untouched": (STUB, "graded", 0),
    "half": (None, "graded", 4),
    "syntax": (None, "graded", 6),
    "loops": (None, "graded", 6),
    "dies": (None, "graded", 6),
    "text": ("hello\n", "unreadable", 0),
    "binary": (b"\x00\x01\x02" * 100, "unreadable", 0),
    "empty": ("", "unreadable", 0),
    "quits": (None, "graded", 0),
}


HALF = f"learner{list(KINDS).index('half'):03d}"


def answer_replaced(name, body, source=SOLUTION):
    """The notebook with another body for one of its functions."""
    pattern = re.compile(rf"(def {name}\([^\n]*\n)(?:(?:    [^\n]*)?\n)+?(?=\n\n@app|\n\nif __name__)")
    replaced, count = pattern.subn(lambda found: found[1] + body, source)
    assert count == 1, name
    return replaced


def cohort_of(folder, count):
    """Submissions of every kind in turn; the expected status and score of each learner."""
    sources = {name: source for name, (source, _, _) in KINDS.items()}
    two = answer_replaced("standardize", "    return X\n")
    sources["half"] = answer_replaced("median_by_rarity", "    return {}\n", two)
    sources["syntax"] = answer_replaced("standardize", "    return ((\n")
    sources["loops"] = answer_replaced("standardize", "    while True:\n        pass\n")
    sources["dies"] = answer_replaced("standardize", "    import os\n    os._exit(0)\n")
    sources["quits"] = SOLUTION.replace("import marimo\n", "import marimo\n", 1).replace(
        "    import numpy as np\n", "    import numpy as np\n    import os\n    os._exit(0)\n"
    )
    assert sources["quits"] != SOLUTION
    expected = {}
    for number in range(count):
        kind = list(KINDS)[number % len(KINDS)]
        learner = f"learner{number:03d}"
        source = sources[kind]
        submit(
            folder, learner, source if isinstance(source, bytes) or not source else f"{source}\n# {number}\n"
        )
        expected[learner] = (KINDS[kind][1], KINDS[kind][2])
    return expected


QUICK = "seed = 5\n[limits]\ncheck_seconds = 1.0\n"


@pytest.fixture
def quick(tmp_path):
    """Settings with a short time for a check."""
    path = tmp_path / "settings.toml"
    path.write_text(QUICK, encoding="utf-8")
    return ["--settings", str(path)]


@pytest.fixture(scope="module")
def mixed(confinement, tmp_path_factory):
    """Four submissions of every kind, graded once: what was expected, the reports, the exit code and the folder."""
    folder = tmp_path_factory.mktemp("mixed")
    (folder / "settings.toml").write_text(QUICK, encoding="utf-8")
    expected = cohort_of(folder / "cohort", 4 * len(KINDS))
    reports, code = graded(
        folder / "cohort", folder / "out", "--settings", str(folder / "settings.toml"), "--jobs", "2"
    )
    return SimpleNamespace(expected=expected, reports=reports, code=code, folder=folder)


def test_a_mixed_cohort_gets_the_expected_scores(mixed):
    assert {name: (one["status"], one["score"]) for name, one in mixed.reports.items()} == mixed.expected
    assert mixed.code == 1  # some could not be read
    looping = next(one for one in mixed.reports.values() if one["exercises"][1]["status"] == "timeout")
    assert "stopped after 1 seconds" in looping["exercises"][1]["problem"]
    assert {path.name for path in (mixed.folder / "out").iterdir()} <= {
        "gradebook.db", "gradebook.db-wal", "gradebook.db-shm", ".lock"
    }  # fmt: skip


def test_killed_at_any_moment_it_goes_on_and_grades_nothing_twice(tmp_path, quick, start):
    folder, out = tmp_path / "cohort", tmp_path / "out"
    for number in range(24):
        submit(folder, f"l{number:02d}", f"{SOLUTION}\n# {number}\n")
    moments = random.Random(7)
    seen: dict[str, str] = {}
    for _ in range(6):
        nothing = subprocess.DEVNULL
        run = start(*arguments(folder, out, "--jobs", "2", *quick), stdout=nothing, stderr=nothing)
        until = time.monotonic() + 60
        goal = len(seen) + moments.randint(0, 3)  # from before its first report to some reports later
        while run.poll() is None and time.monotonic() < until and len(stored(out)) < goal:
            time.sleep(0.01)
        family = psutil.Process(run.pid).children(recursive=True) if run.poll() is None else []
        time.sleep(moments.random() * 0.2)
        run.kill()
        run.wait()
        _, alive = psutil.wait_procs(family, timeout=10)
        assert alive == [], "processes outlived the command"
        now = stored(out)
        assert all(now[name] == at for name, at in seen.items()), "a report was lost or made twice"
        seen = now
    assert 0 < len(seen) < 24, "the kills should have come in between"
    reports, _ = graded(folder, out, *quick)
    assert {one["score"] for one in reports.values()} == {8}
    assert len(reports) == 24
    final = stored(out)
    assert all(final[name] == at for name, at in seen.items())
    again, _ = graded(folder, out, *quick)
    assert again == reports  # to the second they were made in
    assert not (out / ".running").exists()


def stored(out):
    """When each stored report was made."""
    try:
        with sqlite3.connect(f"file:{out / 'gradebook.db'}?mode=ro", uri=True) as book:
            rows = book.execute("SELECT learner, report FROM reports").fetchall()
    except sqlite3.OperationalError:
        return {}
    return {
        learner: f"{json.loads(report)['graded_at']} {json.loads(report)['seconds']}"
        for learner, report in rows
    }


def test_ctrl_c_keeps_what_is_graded_and_leaves_nothing_behind(tmp_path, quick, start):
    folder, out = tmp_path / "cohort", tmp_path / "out"
    for number in range(40):
        submit(folder, f"l{number:02d}", f"{SOLUTION}\n# {number}\n")
    run = start(*arguments(folder, out, *quick), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    while len(stored(out)) < 3 and time.monotonic() < until:
        time.sleep(0.02)
    family = psutil.Process(run.pid).children(recursive=True)
    os.killpg(run.pid, signal.SIGINT)
    _, errors = run.communicate(timeout=30)
    assert run.returncode == 2
    assert "run the same command again to go on" in errors
    assert "Traceback" not in errors
    assert psutil.wait_procs(family, timeout=10)[1] == []
    assert 3 <= len(stored(out)) < 40
    assert not (out / ".running").exists()


def test_only_what_changed_is_graded_again(tmp_path):
    folder, out = tmp_path / "cohort", tmp_path / "out"
    submit(folder, "ada", STUB)
    submit(folder, "bob", SOLUTION)
    first, code = graded(folder, out)
    assert code == 0
    time.sleep(1.1)
    submit(folder, "ada", SOLUTION)
    second, _ = graded(folder, out)
    assert second["bob"] == first["bob"]
    assert (first["ada"]["score"], second["ada"]["score"]) == (0, 8)
    third, _ = graded(folder, out, "--seed", "9")
    assert third["bob"]["graded_at"] != first["bob"]["graded_at"]
    assert third["bob"]["seed"] == 9


def test_the_same_seed_gives_the_same_scores_whoever_else_is_graded(tmp_path, mixed, quick):
    shutil.copytree(mixed.folder / "cohort" / HALF, tmp_path / "alone" / HALF)
    alone, _ = graded(tmp_path / "alone", tmp_path / "out", *quick)
    runs = [dict(mixed.reports[HALF]), alone[HALF]]
    for run in runs:
        run.pop("seconds"), run.pop("graded_at"), run.pop("notebook")
    assert runs[0] == runs[1]
    assert 0 < runs[0]["score"] < 8


def test_hidden_checks_say_their_category_and_nothing_else(mixed):
    hidden = [c for e in mixed.reports[HALF]["exercises"] for c in e["checks"] if c["hidden"]]
    assert not all(check["passed"] for check in hidden)
    assert len(hidden) == 4
    assert {c["message"] for c in hidden} == {""}
    assert {(c["given"], c["expected"], c["call"]) for c in hidden} == {(None, None, None)}


def test_a_download_of_canvas_is_graded_as_it_is(tmp_path):
    with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as archive:
        archive.writestr("lovelaceada_101_9001_exercises_90.py", SOLUTION)
        archive.writestr("hopper_LATE_102_9002_exercises_90.py", STUB)
        archive.writestr("../escape_103_9003_exercises_90.py", SOLUTION)
    reports, _ = graded(tmp_path / "submissions.zip", tmp_path / "out")
    assert {name: (one["score"], one["late"]) for name, one in reports.items()} == {
        "lovelaceada": (8, False),
        "hopper": (0, True),
    }
    assert not (tmp_path.parent / "escape_103_9003_exercises_90.py").exists()


def test_module_1_is_graded_in_full(tmp_path):
    (tmp_path / "ada").mkdir()
    shutil.copy(
        ROOT / "grading" / "content" / "module_01" / "solution.py", tmp_path / "ada" / "exercises_01.py"
    )
    ran = subprocess.run(
        [sys.executable, "-m", "course", "grade", str(tmp_path / "ada" / "exercises_01.py"), "--out",
         str(tmp_path / "out"), "--format", "json"],
        capture_output=True, text=True, timeout=200, cwd=ROOT,
    )  # fmt: skip
    (report,) = json.loads(ran.stdout)["reports"]
    assert (report["score"], report["max_score"], report["module"]) == (100, 100, 1)
    assert sum(check["hidden"] for one in report["exercises"] for check in one["checks"]) >= 24


def test_without_isolation_it_says_so_in_the_report(tmp_path):
    submit(tmp_path / "cohort", "ada", SOLUTION)
    reports, _ = graded(tmp_path / "cohort", tmp_path / "out", "--without-isolation")
    assert (reports["ada"]["score"], reports["ada"]["sandbox"]) == (8, "none")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "nowhere"),
        (["cohort", "--module", "77"], "no module 77"),
        (["cohort", "--graders", "cohort"], "no module_NN/exercises.py"),
        (["cohort", "--settings", "none.toml"], "none.toml: there is no such file"),
        (["cohort", "--settings", "broken.toml"], "can't be read as TOML"),
        (["cohort", "--settings", "wrong.toml"], "check_seconds must be a positive number"),
        (["cohort", "--settings", "other.toml"], "seed = 123"),
        (["cohort", "--out", "file"], "can't be written"),
        (["cohort", "--out", "file/inside"], "can't be written"),
        (["cohort", "--out", "/proc/nowhere"], "can't be written"),
        (["cohort", "--format", "xml"], "xml"),
    ],
)
def test_a_wrong_call_is_one_line(tmp_path, monkeypatch, capsys, arguments, says):
    monkeypatch.chdir(tmp_path)
    submit(tmp_path / "cohort", "ada", STUB)
    (tmp_path / "file").write_text("")
    (tmp_path / "wrong.toml").write_text("[limits]\ncheck_seconds = 'long'\n")
    (tmp_path / "broken.toml").write_text("seed = \n")
    (tmp_path / "other.toml").write_text("sed = 3\n")
    assert main(["grade", *arguments]) == 2
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1


def test_where_nothing_can_be_confined_it_stops(tmp_path, monkeypatch, capsys):
    submit(tmp_path / "cohort", "ada", STUB)
    monkeypatch.setattr("sys.platform", "darwin")
    assert main(["grade", str(tmp_path / "cohort")]) == 2
    assert "--without-isolation" in capsys.readouterr().err


def test_two_runs_at_once_in_one_place_are_refused(tmp_path, capsys):
    import fcntl

    submit(tmp_path / "cohort", "ada", STUB)
    out = tmp_path / "out"
    out.mkdir()
    with open(out / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ran = subprocess.run(command(tmp_path / "cohort", out), capture_output=True, text=True, cwd=ROOT)
    assert ran.returncode == 2
    assert "another run" in ran.stderr

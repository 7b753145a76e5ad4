"""The smaller commands: doctor, submit, check --watch and --json, help, and what pip is told."""

import errno
import hashlib
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
import zipfile
from collections import namedtuple
from pathlib import Path

import pytest

from course import ROOT
from course_app import cli
from course_app.commands.learner import doctor
from grading.instructor.intake.submissions import find_submissions
from grading.publish.paths import solution_file

SOLVED = solution_file("1").read_bytes()


@pytest.fixture
def course(capsys):
    def run(*arguments):
        code = cli.main(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return run


# --- doctor


def test_doctor_says_one_line_a_thing(course):
    code, out, _ = course("doctor")
    lines = out.splitlines()
    assert {line.split()[0] for line in lines} <= {"ok", "warn", "bad"}
    assert all(any(f"  {what} " in line for line in lines) for what in doctor.LOOKS)
    assert code == any(line.startswith("bad") for line in lines)


def test_doctor_finds_what_is_bad_and_says_how_to_mend_it(course, monkeypatch, tmp_path):
    monkeypatch.setattr(doctor.bootstrap, "is_ready", lambda: False)
    full = namedtuple("usage", "total used free")(10**9, 10**9 - 10**6, 10**6)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: full)
    monkeypatch.setattr(doctor, "ROOT", tmp_path)  # with no notebook in it

    def no_browser():
        raise doctor.webbrowser.Error

    monkeypatch.setattr(doctor.webbrowser, "get", no_browser)
    code, out, _ = course("doctor", "--json")
    told = json.loads(out)
    states = {one["what"]: one for one in told["findings"]}
    assert code == 1 and told["ok"] is False
    assert {states[what]["state"] for what in ("packages", "disk", "notebooks")} == {"bad"}
    assert states["browser"]["state"] == "warn" and "--no-browser" in states["browser"]["text"]
    assert "`course reset 1` brings it back" in out and "python -m course" in states["packages"]["text"]


def test_a_look_that_fails_is_a_warning(course, monkeypatch):
    def fails():
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(doctor, "LOOKS", {"disk": fails})
    code, out, _ = course("doctor")
    assert code == 0 and out.startswith("warn") and "could not be looked at" in out


# --- submit


@pytest.fixture
def solved(tmp_path, monkeypatch):
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "exercises_01.py").write_bytes(SOLVED)
    monkeypatch.setattr("course_app.console.ROOT", tmp_path)
    monkeypatch.setattr("course.links.ROOT", tmp_path)
    return tmp_path


def test_submit_packs_one_file_with_a_receipt_that_grade_takes(course, solved):
    code, out, _ = course("submit", "1", "--name", "Ada Lovelace", "--out", str(solved / "in"))
    path = solved / "in" / "course-submission-01.zip"
    digest = hashlib.sha256(SOLVED).hexdigest()
    assert code == 0 and str(path) in out and digest[:16] in out and "100 of 100 points" in out
    with zipfile.ZipFile(path) as archive:
        assert archive.read("Ada Lovelace/exercises_01.py") == SOLVED
        receipt = archive.read("Ada Lovelace/receipt.json")
    assert hashlib.sha256(receipt).hexdigest()[:16] in out
    (notebook,) = json.loads(receipt)["notebooks"]
    assert (notebook["sha256"], notebook["public_points"]) == (digest, 100)
    (entry,), notices = find_submissions([path])
    assert (entry.learner, entry.module, entry.read()) == ("Ada Lovelace", "1", SOLVED) and not notices


@pytest.mark.parametrize("wrong", ["77", "x", "1 --name /", "0"])
def test_a_wrong_submit_is_one_line(course, solved, wrong):
    code, out, err = course("submit", *wrong.split(), "--out", str(solved))
    assert code == 2 and err.startswith("course: ") and err.count("\n") == 1 and not out
    (solved / "file").write_text("")
    code, _, err = course("submit", "1", "--out", str(solved / "file"))
    assert code == 2 and err.count("\n") == 1 and "--out" in err


def test_a_notebook_that_is_lost_or_broken_names_its_cure(course, solved):
    path = solved / "exercises" / "exercises_01.py"
    path.write_text("def (")
    for command in ("check", "submit"):
        code, _, err = course(command, "1")
        assert code == 2 and err.count("\n") == 1 and "not a marimo notebook" in err
    assert "`course reset 1 --all` brings it back" in err
    path.unlink()
    for command in ("check", "submit"):
        code, _, err = course(command, "1")
        assert code == 2 and err.count("\n") == 1 and "`course reset 1` brings it back" in err


def packed(*names, source=b"# a notebook\n"):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, source)
    return data.getvalue()


def test_an_lms_hands_such_files_on(tmp_path):
    one = packed("Somebody Else/exercises_01.py", "Somebody Else/receipt.json")
    two = packed("exercises_00.py", "exercises_01.py", "receipt.json", "../exercises_01.py")
    with zipfile.ZipFile(tmp_path / "download.zip", "w") as archive:
        archive.writestr("lovelaceada_101_9001_course-submission-01.zip", one)
        archive.writestr("hopper_LATE_102_9002_course-submission-2.zip", two)
        archive.writestr("Bob Brown_45_assignsubmission_file_/course-submission-01.zip", one)
        archive.writestr("eve_103_9003_course-submission.zip", b"no zip at all")
        archive.writestr("mallory_104_9004_course-submission.zip", packed("virus.exe"))
    entries, notices = find_submissions([tmp_path / "download.zip"])
    assert {(one.learner, one.module, one.late) for one in entries} == {
        ("lovelaceada", "1", False),
        ("hopper", "0", True),
        ("hopper", "1", True),
        ("Bob Brown", "1", False),
    }
    assert {entry.read() for entry in entries} == {b"# a notebook\n"}
    assert [notice.reason.split(":")[0] for notice in notices] == [
        "damaged",
        "it holds no notebook that `course submit` would have packed",
    ]


def test_a_forged_size_inside_is_no_harm(tmp_path):
    data = bytearray(packed("exercises_01.py", source=b"a" * 100_000))
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (2**31).to_bytes(4, "little")  # it claims two gigabytes
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "course-submission-01.zip").write_bytes(data)
    (entry,), _ = find_submissions([tmp_path])
    assert entry.problem and "larger" in entry.problem


# --- check


def test_check_as_json(course):
    code, out, _ = course("check", "1", "--submission", str(solution_file("1")), "--json")
    told = json.loads(out)
    assert code == 0 and (told["points"], told["max_points"]) == (100, 100)
    assert told["exercises"][0]["id"] == "E1.1" and told["exercises"][0]["checks"][0]["passed"] is True
    assert course("check", "--watch", "--json")[0] == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_check_watches_the_file(start, tmp_path):
    path = tmp_path / "exercises_01.py"
    shutil.copy(ROOT / "exercises" / "exercises_01.py", path)
    child = start(
        "-u", "-m", "course", "check", "E1.1", "--submission", path, "--watch", stdout=subprocess.PIPE
    )

    def until(words):
        return any(words in line for line in child.stdout)

    assert until("0 of 1 exercises passed") and until("Waiting for the next save")
    path.write_text("half a file (")
    assert until("not a marimo notebook")
    path.write_bytes(SOLVED)
    assert until("1 of 1 exercises passed") and until("Waiting for the next save")
    child.send_signal(signal.SIGINT)
    assert child.wait(30) == 0


# --- help


def test_help_shows_every_bracket_and_fills_its_lines(course, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    code, out, _ = course("grade", "-h")
    assert code == 0 and "[limits]" in out
    paragraph = re.search(r"Every report is in .*?\n\n", out, re.DOTALL)[0].strip().splitlines()
    assert all(len(line) > 60 for line in paragraph[:-1])  # no line ends half way
    assert "--install-completion" in course("--help")[1]


def test_help_is_quick():
    started = time.process_time()
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "course", "--help"], cwd=ROOT, capture_output=True
    )
    loaded = done.stderr.decode()
    assert done.returncode == 0
    for heavy in ("marimo", "pandas", "numpy", "rich.markdown"):
        assert not re.search(rf"\|\s+{re.escape(heavy)}$", loaded, re.MULTILINE), heavy
    assert time.process_time() - started < 5


def test_a_table_keeps_its_names_on_one_line_when_piped(course):
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    command = [sys.executable, "-m", "course", "check", "1", "--submission", str(solution_file("1"))]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert "E1.7      Checkpoint: one month, clean and accounted for" in done.stdout


# --- pip


def test_pip_is_told_that_the_course_is_no_library(tmp_path):
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-build-isolation", "--no-index", "--target",
               str(tmp_path / "there"), str(ROOT)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode != 0 and "python -m course" in done.stdout + done.stderr
    assert not list(tmp_path.rglob("*.py"))


@pytest.mark.parametrize("hook", ["build_wheel", "build_sdist", "get_requires_for_build_wheel"])
def test_nothing_but_an_editable_install_is_built(hook):
    from course_app import only_editable

    with pytest.raises(SystemExit, match="can't be installed as a copy"):
        getattr(only_editable, hook)(None)
    system = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]
    assert (system["build-backend"], system["backend-path"]) == ("only_editable", ["course_app"])


def test_an_editable_install_is_built(tmp_path):
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("course", "course_app", "grading"):
        (tmp_path / name).mkdir()
        shutil.copy(ROOT / name / "__init__.py", tmp_path / name)
    shutil.copy(ROOT / "course_app" / "only_editable.py", tmp_path / "course_app")
    (tmp_path / "out").mkdir()
    code = (
        "import sys; sys.path.insert(0, 'course_app'); import only_editable as it; it.build_editable('out')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (wheel,) = Path(tmp_path, "out").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert not any(name.startswith(("course/", "grading/")) for name in archive.namelist())


def test_the_hooks_before_a_commit_name_files_that_are_there():
    text = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    assert not re.search(r"https?:|repo: (?!local)", text)
    assert text.count("language: system") == text.count("- id: ") == 4
    for entry in re.findall(r"entry: python -m (\w+)", text):
        assert entry in ("ruff", "marimo", "course")

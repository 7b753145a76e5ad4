"""The progress store: nothing is lost, and nothing that goes wrong with it reaches the learner as a traceback."""

import sqlite3
import subprocess
import sys

import pytest

from course import ROOT, progress

WRITER = """
import sys
from course import progress
for number in range(25):
    progress.record_verdict(f"E1.{sys.argv[1]}", "failed", number, 100, 0, 1)
    progress.record_answer(f"Q1.{sys.argv[1]}x{number}", number, True, 1)
"""


def test_nothing_is_known_before_anything_was_done(progress_file):
    assert progress.snapshot() == {}
    assert progress.stored_answer("Q1.1a") is None
    assert not progress_file.exists()


def test_the_store_is_where_the_environment_says(progress_file, monkeypatch):
    assert progress.path() == progress_file
    monkeypatch.delenv("COURSE_PROGRESS")
    assert progress.path() == ROOT / ".course" / "progress.sqlite"


def test_the_latest_verdict_is_told_and_the_best_is_remembered():
    progress.record_verdict("E1.2", "passed", 12, 12, 6, 6)
    progress.record_verdict("E1.2", "failed", 4, 12, 2, 6)
    latest = progress.snapshot()["E1.2"]
    assert (latest.status, latest.score, latest.checks_passed, latest.checks_total) == ("failed", 4, 2, 6)
    assert (latest.best, latest.passed_once) == (12, True)


def test_the_same_verdict_again_adds_nothing(progress_file):
    for _ in range(3):
        progress.record_verdict("E1.2", "failed", 4, 12, 2, 6)
    assert len(events(progress_file)) == 1


def test_a_verdict_that_comes_back_is_recorded(progress_file):
    for status in ("failed", "passed", "failed"):
        progress.record_verdict("E1.2", status, 4, 12, 2, 6)
    assert len(events(progress_file)) == 3


def test_an_unknown_status_is_refused():
    with pytest.raises(ValueError, match="unknown status"):
        progress.record_verdict("E1.2", "great", 4, 12, 2, 6)


def test_the_first_answer_counts():
    progress.record_answer("Q1.3a", "csv", False, 1)
    progress.record_answer("Q1.3a", "parquet", True, 1)
    assert progress.stored_answer("Q1.3a") == "csv"
    latest = progress.snapshot()["Q1.3a"]
    assert (latest.status, latest.score, latest.answer) == ("failed", 1, "csv")


def test_an_older_store_that_charged_for_a_wrong_answer_counts_it_too():
    body = {"answer": "csv", "correct": False, "score": 0.0, "max_score": 1.0}
    progress._append("answer", "Q1.3a", body)
    assert progress.snapshot()["Q1.3a"].score == 1


def test_hints_are_counted_apart_from_verdicts():
    progress.record_hint("E1.2", 1)
    progress.record_hint("E1.2", 2)
    assert progress.hints_shown("E1.2") == 2
    assert progress.hints_shown("E1.3") == 0
    assert progress.snapshot() == {}


def test_many_processes_lose_nothing(progress_file):
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(number)], cwd=ROOT, stderr=subprocess.PIPE)
        for number in range(4)
    ]
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert writer.returncode == 0 and errors == b""
    assert len(events(progress_file)) == 4 * 50
    known = progress.snapshot()
    assert [known[f"E1.{number}"].score for number in range(4)] == [24] * 4


@pytest.mark.parametrize("content", [b"not a database" * 500, b"SQLite format 3\0" + b"\1" * 4000])
def test_a_damaged_file_is_kept_aside_and_a_new_one_started(progress_file, content):
    progress_file.write_bytes(content)
    with pytest.warns(progress.ProgressWarning, match="damaged"):
        progress.record_answer("Q1.3a", "csv", False, 1)
    assert progress.stored_answer("Q1.3a") == "csv"
    (aside,) = progress_file.parent.glob("progress.damaged-*.sqlite")
    assert aside.read_bytes() == content
    assert not list(progress_file.parent.glob("*.repair"))


def test_a_file_cut_short_is_survived(progress_file):
    for number in range(200):
        progress.record_answer(f"Q1.{number}", "x" * 100, True, 1)
    with progress_file.open("r+b") as file:
        file.truncate(progress_file.stat().st_size // 2)
    with pytest.warns(progress.ProgressWarning):
        progress.snapshot()
        progress.record_answer("Q1.1a", "csv", False, 1)
    assert progress.stored_answer("Q1.1a") == "csv"


def test_a_store_that_can_not_be_written_is_one_warning(progress_file, monkeypatch):
    blocked = progress_file.with_name("a file")
    blocked.write_text("in the way")
    monkeypatch.setenv("COURSE_PROGRESS", str(blocked / "progress.sqlite"))
    with pytest.warns(progress.ProgressWarning, match="could not be saved"):
        progress.record_verdict("E1.2", "failed", 4, 12, 2, 6)
    assert progress.snapshot() == {}


def events(path):
    with sqlite3.connect(path) as store:
        return store.execute("SELECT id FROM events").fetchall()

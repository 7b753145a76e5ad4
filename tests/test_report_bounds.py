"""A report is bounded whatever a learner gave; one too large for SQLite is one line, and not the end of a run."""

import json
import sqlite3

import pytest

from grading.engine.declare.catalogue import exercises_of
from grading.engine.grade.verdict import Verdict
from grading.engine.outcome import CheckResult, Message, Problem, Recognised
from grading.instructor.gradebook.book import Gradebook, GradebookError
from grading.instructor.gradebook.report import LONGEST, CheckReport, ExerciseReport, Report
from tests.test_gradebook import report

HUGE = "\x00ü" * 5_000_000


def texts(data):
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for one in data.values() if isinstance(data, dict) else data:
            yield from texts(one)


def hostile():
    exercise = exercises_of("0")[0]
    problem = Problem("stopped", HUGE, HUGE)
    message = Message(HUGE, HUGE, HUGE, HUGE)
    checks = [
        CheckResult(HUGE, HUGE, 1.0, False, (message,)),
        CheckResult("b", "b", 1.0, False, (), problem),
        CheckResult("c", HUGE, 1.0, False, (message,), problem, hidden=True),
    ]
    known = Recognised(HUGE, HUGE, HUGE)
    verdict = Verdict(exercise, checks, misconceptions=[known], problem=problem)
    return ExerciseReport.of(verdict)


def test_every_text_of_a_report_is_cut(tmp_path):
    given = Report("ada", HUGE, "0", "crashed", HUGE, 0.0, 8.0, 0.1, [hostile()])
    data = given.as_dict()
    assert max(map(len, texts(data))) <= LONGEST
    assert data["exercises"][0]["checks"][0]["given"].endswith(" … (cut: 9,998,050 more characters)")
    assert len(json.dumps(data)) < 200_000
    with Gradebook(tmp_path / "gradebook.db") as book:
        assert book.save(given, "x") is None
        assert book.report("ada", "0") == given  # and what was cut is not cut again
    assert sum(one.stat().st_size for one in tmp_path.iterdir()) < 1_000_000


def test_a_text_of_the_longest_kind_is_whole():
    check = CheckReport("a", "b", False, "x" * LONGEST, given=None)
    assert check.message == "x" * LONGEST and check.given is None


def limited(book, size):
    book._db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, size)


def many_checks(learner="ada"):
    checks = [CheckReport(f"test_{n}", "a", False, "why" * 500) for n in range(100)]
    exercise = ExerciseReport("E1.1", "a", "1.1", "failed", 7.0, 10.0, checks=checks)
    return Report(learner, "a.py", "1", "graded", "", 7.0, 10.0, 0.1, [exercise])


def test_a_report_too_large_for_sqlite_keeps_its_scores_and_is_one_line(tmp_path):
    with Gradebook(tmp_path / "gradebook.db") as book:
        limited(book, 20_000)
        said = book.save(many_checks(), "abc")
        assert said.startswith("ada, module 1: its report is too large") and "\n" not in said
        assert book.save(report("bob"), "x") is None  # the run goes on
        kept = book.report("ada", "1")
        assert (kept.score, kept.exercises[0].score, kept.exercises[0].checks) == (7.0, 7.0, [])
        assert "too large" in kept.detail and book.fingerprint("ada", "1") == "abc"


def test_what_can_not_be_kept_at_all_leaves_the_book_as_it_was(tmp_path):
    with Gradebook(tmp_path / "gradebook.db") as book:
        book.save(report(), "abc")
        limited(book, 1_000)
        with pytest.raises(GradebookError) as caught:
            book.save(many_checks("x" * 2_000), "def")
        assert "\n" not in str(caught.value)
        assert book.report("ada", "1") == report()

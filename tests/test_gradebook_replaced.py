"""Reports that another notebook took the place of: said, kept, listed and put back."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from course_app import cli
from grading.instructor.gradebook.book import Gradebook, GradebookError
from grading.instructor.gradebook.marks_file import Mark
from grading.instructor.gradebook.schema import SCHEMA_VERSION
from tests.test_gradebook import healthy, report


@pytest.fixture
def path(tmp_path):
    return tmp_path / "grades" / "gradebook.db"


def other(score, notebook="mallory/ada_exercises_01.py", **more):
    return replace(report(score=score, **more), notebook=notebook)


def test_points_that_another_notebook_takes_away_are_said_and_kept(path):
    with Gradebook(path) as book:
        assert book.save(report(score=100), "abc") is None
        assert book.save(other(0), "def") == (
            "ada, module 1: 0 of 100 from mallory/ada_exercises_01.py takes the place of 100 of 100 from c/ada.py;"
            f" to put that back: course gradebook {path} --put-back 1"
        )
        assert book.report("ada", "1").score == 0
        [kept] = book.replaced()
        assert (kept.number, kept.learner, kept.module, kept.score, kept.notebook) == (
            1,
            "ada",
            "1",
            100,
            "c/ada.py",
        )
    assert healthy(path)


def test_what_is_expected_is_not_said_and_not_kept(path):
    """The same notebook handed in anew, and another one that earned as much or more."""
    with Gradebook(path) as book:
        for given in (
            report(score=80),
            report(score=60),
            other(60),
            other(90, "third.py"),
            report("bob", "2"),
        ):
            assert book.save(given, str(given.score)) is None
        assert book.replaced() == []


def test_a_report_is_put_back_and_that_can_be_undone(path):
    first, second = report(score=100, late=True, lms={"lms": "canvas", "user": "12"}), other(0)
    with Gradebook(path) as book:
        book.save(first, "abc")
        book.add_marks([Mark("ada", "1", "E1.1", "style", 1, 2)])
        book.save(second, "def")
        back = book.put_back(1)
        assert (back.learner, back.score) == ("ada", 100)
        assert book.report("ada", "1") == first and book.fingerprint("ada", "1") == "abc"
        assert (book.totals()[0].total, book.totals()[0].late) == (101, True)
        [kept] = book.replaced()
        assert (kept.score, kept.notebook) == (0, second.notebook)
        book.put_back(kept.number)
        assert book.report("ada", "1") == second and [one.score for one in book.replaced()] == [100]
        for number in (0, 99):
            with pytest.raises(GradebookError, match=f"no replaced report {number}"):
                book.put_back(number)


def test_a_report_is_kept_once_however_often_it_is_replaced(path):
    with Gradebook(path) as book:
        for _ in range(3):
            book.save(report(score=100), "abc")
            book.save(other(0), "def")
        assert [one.score for one in book.replaced()] == [100]
        book.save(report(score=90), "ghi")
        book.save(other(10), "jkl")
        assert [one.score for one in book.replaced()] == [100, 90]


def test_odd_names_are_compared_as_they_are_stored(path):
    given = replace(report("half\udc80", score=100), notebook="half\udc80.py")
    with Gradebook(path) as book:
        book.save(given, "abc")
        assert book.save(replace(given, score=0.0), "def") is None
        book.save(given, "abc")
        assert "other.py" in book.save(replace(given, score=0.0, notebook="other.py"), "def")
        book.put_back(1)
        assert book.report(given.learner, "1") == given


def test_a_stored_report_that_can_not_be_read_is_replaced_as_its_message_says(path):
    with Gradebook(path) as book:
        book.save(report(score=100), "abc")
        with closing(sqlite3.connect(path)) as db:
            db.execute("UPDATE reports SET report = '{'")
            db.commit()
        assert book.save(other(0), "def") is None and book.report("ada", "1").score == 0


def test_a_gradebook_without_the_table_gets_it_and_can_be_read_before(path):
    with Gradebook(path) as book:
        book.save(report(score=100), "abc")
    with closing(sqlite3.connect(path)) as db:
        db.executescript("DROP TABLE replaced; PRAGMA user_version = 2;")
    with Gradebook(path, readonly=True) as book:
        assert book.replaced() == [] and book.totals()[0].automatic == 100
    with Gradebook(path) as book:
        assert book.report("ada", "1") == report(score=100)
        assert book.save(other(0), "def") and len(book.replaced()) == 1
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


# -- the command


@pytest.fixture
def course(capsys, monkeypatch, tmp_path, path):
    monkeypatch.chdir(tmp_path)
    with Gradebook(path) as book:
        book.save(report(score=100), "abc")
        book.save(other(0, "mal\x1b[2J.py"), "def")

    def run(*arguments):
        code = cli.main(["gradebook", *map(str, arguments)])
        return code, *capsys.readouterr()

    return run


def test_the_command_lists_and_puts_back(course):
    code, out, err = course("--replaced")
    assert (code, err) == (0, "")
    heading, row = (line.split() for line in out.splitlines())
    assert heading == ["Number", "Learner", "Module", "Points", "Graded", "From"]
    assert row == ["1", "ada", "1", "100/100", "2026-11-21T10:00:00Z", "c/ada.py"]
    code, out, err = course("--put-back", "1")
    assert code == 0 and "100/100" in out and err.startswith("ada, module 1: the report on c/ada.py is back")
    _, out, _ = course("--replaced")
    assert "0/100" in out and "mal\ufffd[2J.py" in out


def test_the_command_says_in_one_line_what_is_not_there(course, tmp_path):
    assert course("--put-back", "1")[0] == 0
    for wrong in (["--put-back", "7"], ["--put-back", "0"], ["new.db", "--put-back", "1"]):
        code, out, err = course(*wrong)
        assert (code, out) == (2, "") and err.startswith("course: ") and err.count("\n") == 1
    assert not (tmp_path / "new.db").exists()
    Gradebook(tmp_path / "empty.db").close()
    assert course("empty.db", "--replaced")[:2] == (0, "No report was replaced by one with fewer points.\n")

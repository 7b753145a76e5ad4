"""The gradebook: what is saved is there, whoever dies, reads or writes meanwhile."""

import json
import os
import sqlite3
import stat
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from grading.instructor.gradebook.book import Gradebook, GradebookError
from grading.instructor.gradebook.marks_file import Mark
from grading.instructor.gradebook.report import CheckReport, ExerciseReport, Report
from grading.instructor.gradebook.schema import SCHEMA_VERSION
from grading.instructor.intake.problems import Notice

posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")


def report(learner="ada", module="1", score=80.0, **more):
    check = CheckReport("test_a", "reads a comma", False, 'it said "1,5"', call="f('1,5')", expected="1.5")
    hidden = CheckReport("test_b", "other numbers", True, hidden=True, weight=2.0)
    exercise = ExerciseReport(
        f"E{module}.1", "Ünïcode", "1.1", "failed", score, 100.0, checks=[check, hidden]
    )
    fields = {"graded_at": "2026-11-21T10:00:00Z", "seed": 7, "sandbox": "landlock+seccomp", **more}
    return Report(learner, f"c/{learner}.py", module, "graded", "", score, 100.0, 0.1, [exercise], **fields)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "grades" / "gradebook.db"


def healthy(path):
    with closing(sqlite3.connect(path)) as db:
        return db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_report_comes_back_whole(path):
    given = report(lms={"lms": "canvas", "user": "12", "name": "lovelaceada"}, late=True)
    with Gradebook(path) as book:
        assert book.report("ada", "1") is None and book.fingerprint("ada", "1") is None
        book.save(given, "abc")
    with Gradebook(path, readonly=True) as book:
        assert book.report("ada", "1") == given and book.fingerprint("ada", "1") == "abc"
        assert list(book.reports()) == [given]


def test_a_second_save_replaces_the_first(path):
    with Gradebook(path) as book:
        book.save(report(score=80), "abc")
        book.save(report(score=90), "def")
        assert [one.score for one in book.reports()] == [90.0] and book.fingerprint("ada", "1") == "def"


def test_reports_come_by_learner_and_module_and_may_be_saved_to_meanwhile(path):
    with Gradebook(path) as book:
        for learner, module in (("bob", "1"), ("ada", "10"), ("ada", "4b"), ("ada", "4"), ("ada", "2")):
            book.save(report(learner, module), "x")
        seen = []
        for one in book.reports():
            seen.append((one.learner, one.module))
            book.save(one, "y")
        assert seen == [("ada", "2"), ("ada", "4"), ("ada", "4b"), ("ada", "10"), ("bob", "1")]
        assert [one.learner for one in book.reports("4b")] == ["ada"]


def test_odd_names_are_kept(path):
    names = ["O'Neil; DROP TABLE reports", "李", "a\nb", 'quote"', "half\udc80", ""]
    with Gradebook(path) as book:
        for name in names:
            book.save(report(name), "x")
            assert book.report(name, "1").learner == name
        assert sorted(one.learner for one in book.reports()) == sorted(names)
        assert len(book.totals()) == len(names)


def test_revision_grows_with_every_change_and_only_then(path):
    with Gradebook(path) as book, Gradebook(path, readonly=True) as reader:
        seen = [reader.revision()]
        for change in (
            lambda: book.save(report(), "x"),
            lambda: book.save(report(), "x"),
            lambda: book.add_marks([Mark("ada", "1", "E1.1", "style", 1, 2)]),
            lambda: book.save_notices([]),
        ):
            change()
            seen.append(reader.revision())
        assert seen == sorted(set(seen)) and reader.revision() == seen[-1]


def test_marks_are_merged_and_survive_a_regrade(path):
    with Gradebook(path) as book:
        book.save(report(score=80.005), "x")
        given = [
            Mark("ada", "1", "E1.1", "style", 7.5, 10, "fine"),
            Mark("ada", "1", "E1.1", "tests", 0.1, 5),
        ]
        change = book.add_marks([*given, Mark("bob", "1", "E1.1", "style", 1, 10)])
        assert (change.new, change.changed, change.removed, change.same) == (3, 0, 0, 0)
        (total,) = book.totals()
        assert (total.automatic, total.manual, total.manual_max) == (80.0, 7.6, 15.0)
        assert (total.total, total.total_max) == (87.6, 115.0)
        book.save(report(score=60.0), "y")
        assert book.marks("ada", "1") == given and book.totals()[0].total == 67.6
        change = book.add_marks([Mark("ada", "1", "E1.1", "style", 8, 10), given[1]])
        assert (change.new, change.changed, change.same) == (0, 1, 1)
        assert book.add_marks([Mark("ada", "1", "E1.1", "style", None, 0)]).removed == 1
        assert [one.criterion for one in book.marks("ada")] == ["tests"]
        assert [one.learner for one in book.marks(module="1")] == ["ada", "bob"]


def test_marks_of_a_file_are_all_added_or_none(path):
    with Gradebook(path) as book:
        with pytest.raises(GradebookError):
            book.add_marks([Mark("ada", "1", "E1.1", "a", 1, 2), Mark("ada", "1", "E1.1", "b", 1, None)])
        assert book.marks() == [] and book.revision() == 0
        book.add_marks([Mark("ada", "1", "E1.1", "a", 1, 2)])
        assert len(book.marks()) == 1


def test_totals_are_rounded_to_two_decimals(path):
    with Gradebook(path) as book:
        book.save(report(score=100 / 3), "x")
        book.add_marks([Mark("ada", "1", "E1.1", str(n), 0.1, 1) for n in range(3)])
        (total,) = book.totals()
    assert (total.automatic, total.manual, total.total) == (33.33, 0.3, 33.63)


def test_notices_of_the_newest_run(path):
    with Gradebook(path) as book:
        book.save_notices([Notice("z.zip: a", "nested archive"), Notice("b", "symlink")])
        book.save_notices([Notice("b\udc80", "symlink"), Notice("a", "duplicate")])
        assert [one.reason for one in book.notices()] == ["symlink", "duplicate"]


@posix
def test_only_the_owner_can_read_it(path):
    with Gradebook(path) as book:
        book.save(report(), "x")
        for file in path.parent.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_readers_see_what_is_saved_while_a_writer_is_in_the_middle(path):
    with Gradebook(path) as writer:
        writer.save(report("ada"), "x")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("DELETE FROM reports")
            with Gradebook(path, readonly=True) as one, Gradebook(path, readonly=True) as two:
                assert len(list(one.reports())) == len(two.totals()) == 1
            other.execute("ROLLBACK")
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_reader_can_change_nothing(path, monkeypatch):
    with Gradebook(path) as book:
        book.save(report(), "x")
    opened, connect = [], sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *args, **more: opened.append(connect(*args, **more)) or opened[-1]
    )
    with Gradebook(path, readonly=True) as book:
        for change in (
            lambda: book.save(report(), "y"),
            lambda: book.add_marks([]),
            lambda: book.save_notices([]),
        ):
            with pytest.raises(GradebookError, match="reading only"):
                change()
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            opened[-1].execute("DELETE FROM reports")


# -- what is no gradebook


def refused(path, **how):
    with pytest.raises(GradebookError) as caught:
        Gradebook(path, **how)
    assert "\n" not in str(caught.value) and str(path) in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("how", [{}, {"readonly": True}])
def test_other_files_are_refused_and_not_touched(tmp_path, how):
    text = tmp_path / "notes.txt"
    text.write_text("learner,points\n" * 50)
    assert "no gradebook" in refused(text, **how)
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as db:
        db.execute("CREATE TABLE meta (name, value)")
        db.commit()
    before = other.read_bytes()
    assert "another program" in refused(other, **how)
    assert other.read_bytes() == before
    assert "folder" in refused(tmp_path, **how)
    assert text.read_text() == "learner,points\n" * 50


@pytest.mark.parametrize("how", [{}, {"readonly": True}])
def test_a_newer_book_is_refused(path, how):
    Gradebook(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    assert "newer" in refused(path, **how)


def test_a_missing_or_empty_book_can_not_be_read_but_filled(path):
    assert "course grade" in refused(path, readonly=True)
    assert not path.exists()
    path.parent.mkdir()
    path.touch()
    assert "course grade" in refused(path, readonly=True)
    with Gradebook(path) as book:
        book.save(report(), "x")


def test_a_damaged_book_says_so_in_one_line(path):
    with Gradebook(path) as book:
        for number in range(50):
            book.save(report(f"learner {number}"), "x")
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(GradebookError, match="damaged") as caught, Gradebook(path) as book:
        list(book.reports())
    assert "\n" not in str(caught.value)


def test_a_report_that_can_not_be_read_says_which(path):
    with Gradebook(path) as book:
        book.save(report(), "x")
        for text in (
            "{}",
            "[]",
            "no JSON",
            '{"module": 1}',
            json.dumps({**report().as_dict(), "score": "8"}),
        ):
            with closing(sqlite3.connect(path)) as db:
                db.execute("UPDATE reports SET report = ?", [text])
                db.commit()
            with pytest.raises(GradebookError, match=r"ada in module 1 .* --regrade"):
                list(book.reports())


@posix
def test_a_read_only_place_can_be_read_and_not_written():
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        path = place / "gradebook.db"
        with Gradebook(path) as book:
            book.save(report(), "x")
        os.chmod(path, 0o444)
        os.chmod(place, 0o555)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                if os.getuid() == 0:
                    os.setuid(65534)  # permissions don't hold root back
                try:
                    Gradebook(path)
                except GradebookError as error:
                    with Gradebook(path, readonly=True) as book:
                        code = 0 if "write-protected" in str(error) and book.report("ada", "1") else 3
            finally:
                os._exit(code)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        os.chmod(place, 0o755)


@posix
def test_where_a_log_does_not_work_the_older_journal_is_used(path, monkeypatch):
    with Gradebook(path) as book:
        book.save(report("ada"), "x")
    connect = sqlite3.connect

    def as_on_a_share(file, **more):
        """SQLite's dot-file locks are made for network shares: they have no shared memory, which a log needs."""
        return connect(f"{file}&vfs=unix-dotfile", **more)

    def journal():
        with closing(connect(path)) as db:
            return db.execute("PRAGMA journal_mode").fetchone()[0]

    assert journal() == "wal"
    monkeypatch.setattr(sqlite3, "connect", as_on_a_share)
    with Gradebook(path, readonly=True) as book:
        assert book.report("ada", "1")
    with Gradebook(path) as book:
        book.save(report("bob"), "x")
    assert journal() == "delete"
    fresh = path.with_name("fresh.db")
    with Gradebook(fresh) as book:
        book.save(report("eve"), "x")
    with Gradebook(fresh) as book, Gradebook(path) as first:
        assert len(book.totals()) == 1 and [one.learner for one in first.reports()] == ["ada", "bob"]
    monkeypatch.undo()
    Gradebook(path).close()  # back on a local disk
    assert journal() == "wal"


def test_the_stored_report_is_compact_json(path):
    with Gradebook(path) as book:
        book.save(report(), "x")
    with closing(sqlite3.connect(path)) as db:
        (text,) = db.execute("SELECT report FROM reports").fetchone()
    assert json.loads(text) == report().as_dict() and '", "' not in text and "Ünïcode" in text

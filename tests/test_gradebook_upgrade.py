"""Gradebooks of an earlier course: read as they are, brought up to date where they are written to, nothing lost."""

import json
import os
import signal
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from grading.instructor.gradebook.book import Gradebook, GradebookError
from grading.instructor.gradebook.marks_file import Mark
from grading.instructor.gradebook.schema import SCHEMA_VERSION
from grading.instructor.intake.problems import Notice
from tests.test_gradebook import healthy, posix, report

TABLES_OF_VERSION_1 = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
INSERT INTO meta VALUES ('revision', 41);
CREATE TABLE reports (
    learner TEXT NOT NULL, module TEXT NOT NULL, fingerprint TEXT NOT NULL, status TEXT NOT NULL,
    score REAL NOT NULL, max_score REAL NOT NULL, late INTEGER NOT NULL, graded_at TEXT NOT NULL,
    lms TEXT NOT NULL, report TEXT NOT NULL, PRIMARY KEY (learner, module)
);
CREATE TABLE marks (
    learner TEXT NOT NULL, module TEXT NOT NULL, exercise TEXT NOT NULL, criterion TEXT NOT NULL,
    points REAL NOT NULL, max_points REAL NOT NULL, comment TEXT NOT NULL, marker TEXT NOT NULL,
    PRIMARY KEY (learner, module, exercise, criterion)
);
CREATE TABLE notices (number INTEGER PRIMARY KEY, path TEXT NOT NULL, reason TEXT NOT NULL);
PRAGMA application_id = 1195535153;
PRAGMA user_version = 1;
"""

CHECK = (
    '{"name":"test_a","title":"reads a comma","passed":false,"message":"it said \\"1,5\\"","hidden":false,'
    '"weight":1.0,"call":"f(\'1,5\')","given":null,"expected":"1.5"}'
)
WITHOUT_RUBRIC = (
    '{"learner":"ada","notebook":"c/ada.py","module":1,"status":"graded","detail":"","score":80.0,'
    '"max_score":100.0,"seconds":0.1,"exercises":[{"id":"E1.1","title":"Ünïcode","section":"1.1",'
    '"status":"failed","score":80.0,"max_score":100.0,"misconception":null,"explanation":null,'
    f'"misconception_section":null,"problem":null,"checks":[{CHECK}]}}],"late":true,'
    '"graded_at":"2026-11-21T10:00:00Z","seed":7,"sandbox":"landlock+seccomp","lms":{"lms":"canvas"}}'
)
"""As the first course wrote it, which knew no rubrics."""
RUBRIC = (
    '"rubric":[{"id":"plain","title":"Plain words","max_points":4,"anchors":{"0":"None.","50":"Some.",'
    '"100":"All."},"self_percent":50},{"id":"decision","title":"A decision","max_points":6.5,'
    '"anchors":{"0":"None.","50":"Some.","100":"All."},"self_percent":null}]'
)
WITH_RUBRIC = (
    WITHOUT_RUBRIC.replace('"learner":"ada"', '"learner":"bob"')
    .replace('"module":1,', '"module":"4b",')
    .replace('"id":"E1.1"', '"id":"E4b.1"')
    .replace(f'"checks":[{CHECK}]', f'"checks":[],{RUBRIC}')
)
QUOTED = WITHOUT_RUBRIC.replace('"learner":"ada"', '"learner":"eve"').replace(
    '"detail":""', '"detail":' + json.dumps('"rubric":[{"id":"me"}]')
)
"""A learner's own words that look like a rubric."""
MARKS = [("bob", "4b", "E4b.1", "plain", 3.0, 4.0, "Clear.", "grace")]


def rows_of(text, module):
    fields = json.loads(text)
    return (fields["learner"], module, "print", "graded", 80.0, 100.0, 1, "2026-11-21T10:00:00Z", "{}", text)


ROWS = [rows_of(WITHOUT_RUBRIC, "1"), rows_of(WITH_RUBRIC, "4b"), rows_of(QUOTED, "1")]


@pytest.fixture
def path(tmp_path):
    return make_version_1(tmp_path / "gradebook.db")


def make_version_1(path):
    with closing(sqlite3.connect(path)) as db:
        db.executescript(TABLES_OF_VERSION_1)
        db.executemany("INSERT INTO reports VALUES (?,?,?,?,?,?,?,?,?,?)", ROWS)
        db.executemany("INSERT INTO marks VALUES (?,?,?,?,?,?,?,?)", MARKS)
        db.execute("INSERT INTO notices VALUES (1, 'b.txt', 'no notebook')")
        db.commit()
        db.execute("PRAGMA journal_mode = WAL")
    return path


def version(path):
    with closing(sqlite3.connect(path)) as db:
        return db.execute("PRAGMA user_version").fetchone()[0]


def content(path):
    """Every row of every table, without the column that is new."""
    names = "learner, module, fingerprint, status, score, max_score, late, graded_at, lms, report"
    with closing(sqlite3.connect(path)) as db:
        return [
            db.execute(question).fetchall()
            for question in (
                f"SELECT {names} FROM reports ORDER BY learner",
                "SELECT * FROM marks",
                "SELECT * FROM notices",
            )
        ]


def columns(path):
    with closing(sqlite3.connect(path)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: db.execute(f"PRAGMA table_info({name})").fetchall() for name in tables}


def is_whole(book):
    """Whether a gradebook says what the one of version 1 said."""
    reports = {one.learner: one for one in book.reports()}
    assert reports["ada"].module == "1" and reports["ada"].exercises[0].rubric == []
    assert reports["ada"].exercises[0].checks[0].message == 'it said "1,5"'
    assert reports["eve"].detail == '"rubric":[{"id":"me"}]'
    assert [one.max_points for one in reports["bob"].exercises[0].rubric] == [4, 6.5]
    assert reports["bob"].exercises[0].rubric[0].anchors == {0: "None.", 50: "Some.", 100: "All."}
    totals = {one.learner: one for one in book.totals() if one.learner in ("ada", "bob", "eve")}
    assert {name: one.has_rubric for name, one in totals.items()} == {"ada": False, "bob": True, "eve": False}
    assert (totals["bob"].manual, totals["bob"].unmarked, totals["bob"].unmarked_max) == (3, 1, 6.5)
    assert (totals["ada"].unmarked, totals["eve"].unmarked) == (0, 0)
    assert book.marks() == [Mark(*MARKS[0])] and book.notices() == [Notice("b.txt", "no notebook")]
    assert book.fingerprint("ada", "1") == "print"
    return True


def test_it_is_read_as_it_is_and_not_changed(path):
    before = path.read_bytes()
    with Gradebook(path, readonly=True) as book:
        assert is_whole(book) and book.revision() == 41
    assert path.read_bytes() == before and version(path) == 1


@posix
def test_it_is_read_from_a_place_where_nobody_can_write():
    with tempfile.TemporaryDirectory() as folder:
        path = make_version_1(Path(folder) / "gradebook.db")
        path.chmod(0o444)
        path.parent.chmod(0o555)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                if os.getuid() == 0:
                    os.setuid(65534)  # permissions don't hold root back
                with Gradebook(path, readonly=True) as book:
                    code = 0 if is_whole(book) else 1
            finally:
                os._exit(code)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        path.parent.chmod(0o755)


def test_it_is_brought_up_to_date_when_it_is_written_to(path, tmp_path):
    before = content(path)
    with Gradebook(path) as book:
        assert is_whole(book) and book.revision() == 41
        assert content(path) == before and version(path) == SCHEMA_VERSION
        book.save(report("zoe"), "new")
        book.add_marks([Mark("bob", "4b", "E4b.1", "decision", 5.0, 6.5)])
        assert [one.unmarked for one in book.totals()] == [0, 0, 0, 0]
    fresh = tmp_path / "fresh.db"
    Gradebook(fresh).close()
    assert columns(path) == columns(fresh) and healthy(path)


def test_a_reader_goes_on_while_it_is_brought_up_to_date(path):
    with Gradebook(path, readonly=True) as reader:
        assert is_whole(reader)
        with Gradebook(path) as writer:
            assert is_whole(reader)
            writer.save(report("zoe"), "new")
            assert [one.learner for one in reader.totals()] == ["ada", "bob", "eve", "zoe"]


@posix
def test_what_only_the_log_of_a_killed_writer_holds_is_kept(path):
    child = os.fork()
    if child == 0:
        db = sqlite3.connect(path)
        db.execute("UPDATE reports SET score = 81 WHERE learner = 'ada'")
        db.commit()
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert path.with_name("gradebook.db-wal").stat().st_size
    with Gradebook(path) as book:
        assert is_whole(book) and book.totals()[0].automatic == 81


@posix
def test_killed_between_any_two_statements_it_is_of_one_version_or_the_other(tmp_path):
    connect, found = sqlite3.connect, []
    for moment in range(1, 100):
        folder = tmp_path / str(moment)
        folder.mkdir()
        path = make_version_1(folder / "gradebook.db")
        before = content(path)
        child = os.fork()
        if child == 0:
            code, counter = 1, iter(range(1, 1000))

            def dies(statement, counter=counter, moment=moment):
                if next(counter) == moment:
                    os.kill(os.getpid(), signal.SIGKILL)

            def traced(*args, dies=dies, **kwargs):
                db = connect(*args, **kwargs)
                db.set_trace_callback(dies)
                return db

            try:
                sqlite3.connect = traced
                Gradebook(path).close()
                code = 0
            finally:
                os._exit(code)
        survived = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        found.append(version(path))
        assert content(path) == before and healthy(path)
        with Gradebook(path, readonly=True) as book:
            assert is_whole(book)
        with Gradebook(path) as book:
            assert is_whole(book) and version(path) == SCHEMA_VERSION
        if survived:
            break
    assert survived and found == sorted(found) and set(found) == {1, SCHEMA_VERSION}


@posix
def test_two_that_open_it_at_once_bring_it_up_to_date_once(path):
    children = []
    for name in ("left", "right", "third"):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                with Gradebook(path) as book:
                    book.save(report(name), name)
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0, 0]
    with Gradebook(path) as book:
        assert {one.learner for one in book.totals()} == {"ada", "bob", "eve", "left", "right", "third"}
        assert is_whole(book)


def test_a_busy_one_says_so_and_stays_as_it_is(path, monkeypatch):
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda file, **more: connect(file, **{**more, "timeout": 0.05}))
    with closing(connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(GradebookError, match="another program was writing"):
            Gradebook(path)
        other.execute("ROLLBACK")
    assert version(path) == 1

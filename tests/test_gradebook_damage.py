"""A gradebook that was damaged: whatever is in the file, each command says so in one line, and changes nothing."""

import json
import random
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace

import pytest

from course_app import cli
from grading.instructor.dashboard import cohort_statistics
from grading.instructor.dashboard.render import learner as learner_html
from grading.instructor.exports.canvas import canvas_csv
from grading.instructor.exports.course_csv import totals_csv
from grading.instructor.exports.course_json import reports_json, totals_json
from grading.instructor.exports.moodle import moodle_csv
from grading.instructor.feedback import page_files
from grading.instructor.feedback.page import page
from grading.instructor.gradebook.book import Gradebook, GradebookError
from grading.instructor.gradebook.marks_file import Mark
from grading.instructor.gradebook.marks_template import marks_template
from grading.instructor.intake.problems import Notice
from tests.test_gradebook import report

PAGE = 4096
MARK = Mark("ada", "1", "E1.1", "style", 1, 2)


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """The bytes of a gradebook with something in every table."""
    path = tmp_path_factory.mktemp("good") / "gradebook.db"
    with Gradebook(path) as book:
        for name in ("ada", "bob", "eve"):
            book.save(report(name, lms={"lms": "canvas", "user": "12", "name": name}), "f")
            book.save(report(name, "4b", lms={"lms": "moodle", "participant": "7", "name": name}), "f")
        book.save(replace(report(score=1.0), notebook="other.py"), "g")
        book.add_marks([MARK, replace(MARK, learner="zoe")])
        book.save_notices([Notice("a.txt", "no notebook")])
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        assert db.execute("SELECT COUNT(*) FROM replaced").fetchone() == (1,)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "gradebook.db"


def read_all(path):
    """Read it in every way that a command does. Returns how often it was said to be damaged."""

    def pages(book):
        for name, reports, marks in page_files.learners(book):
            page(name, reports, marks)
            learner_html(reports[0] if reports else None, marks)

    ways = (
        lambda book: [totals_csv(book.totals()), totals_json(book.totals()), canvas_csv(book.totals())],
        lambda book: moodle_csv([one for one in book.totals() if one.module == "4b"]),
        lambda book: reports_json([(one, book.marks(one.learner)) for one in book.reports()], book.notices()),
        pages,
        marks_template,
        page_files.names_in,
        Gradebook.replaced,
        Gradebook.revision,
        lambda book: book.fingerprint("ada", "1"),
    )
    said = 0
    for way in ways:
        try:
            with Gradebook(path, readonly=True) as book:
                way(book)
        except GradebookError as error:
            assert "\n" not in str(error) and not set(map(ord, str(error))) & {*range(32), 0x9B}
            assert len(str(error)) < 500
            said += 1
    cohort_statistics.revision(path)
    shown = cohort_statistics.snapshot(path)
    stats = (cohort_statistics.summary, cohort_statistics.exercises, cohort_statistics.distribution)
    for number in stats:
        number(shown.reports)
    return said


def write_all(path):
    for way in (
        lambda book: book.save(report("ada", score=0.5), "new"),
        lambda book: book.save(replace(report("ada", score=0.1), notebook="third.py"), "newest"),
        lambda book: book.add_marks([replace(MARK, points=2)]),
        lambda book: book.save_notices([]),
        lambda book: book.put_back(1),
    ):
        with suppress(GradebookError), Gradebook(path) as book:
            way(book)


def broken(data, rng):
    """The bytes with something broken: single bytes, a page, a piece of the tables' definitions, the end."""
    data = bytearray(data)
    how = rng.randrange(5)
    if how == 0:
        for _ in range(rng.choice([1, 5, 100])):
            data[rng.randrange(100, len(data))] = rng.randrange(256)
    elif how == 1:
        first = rng.randrange(1, len(data) // PAGE) * PAGE
        data[first : first + PAGE] = rng.randbytes(PAGE)
    elif how == 2:  # where SQLite keeps what tables there are, as text
        first = rng.randrange(PAGE - 1500, PAGE - 50)
        data[first : first + 50] = rng.randbytes(50)
    elif how == 3:
        del data[rng.randrange(len(data)) :]
    else:
        data[rng.randrange(100)] ^= 1 << rng.randrange(8)
    return bytes(data)


@pytest.mark.parametrize("seed", range(4))
def test_broken_bytes_are_one_line_and_reading_changes_none(path, good, seed):
    rng = random.Random(seed)
    for _ in range(8):
        path.write_bytes(data := broken(good, rng))
        read_all(path)
        assert path.read_bytes() == data
        write_all(path)
        for file in path.parent.iterdir():
            file.unlink()


WRONG = ("x\x9b2J\u202e", "[" * 50_000, '{"a": 1}', 2**62, b"\xff")
COLUMNS = {
    "reports": "learner module fingerprint status score max_score late graded_at lms report has_rubric",
    "replaced": "learner module score max_score graded_at report",
    "marks": "learner module exercise criterion points max_points comment marker",
    "notices": "path reason",
    "meta": "name value",
}


def set_newest(path, table, column, written, value):
    with closing(sqlite3.connect(path)) as db:
        newest = f"(SELECT MAX(rowid) FROM {table})"
        db.execute(f"UPDATE {table} SET {column} = {written} WHERE rowid = {newest}", [value])
        db.commit()


@pytest.mark.parametrize(
    ("table", "column"), [(table, one) for table, names in COLUMNS.items() for one in names.split()]
)
def test_a_column_can_hold_anything(path, good, table, column):
    said = 0
    for value in WRONG:
        path.write_bytes(good)
        set_newest(path, table, column, "CAST(? AS TEXT)" if value == b"\xff" else "?", value)
        said += read_all(path)
    write_all(path)
    assert said  # at least that it is no UTF-8


def test_a_table_that_is_gone_or_empty(path, good):
    for table in COLUMNS:
        for statement in (f"DROP TABLE {table}", f"DELETE FROM {table}"):
            path.write_bytes(good)
            with closing(sqlite3.connect(path)) as db:
                db.execute(statement)
                db.commit()
            said = read_all(path)
            assert said or statement.startswith("DELETE")
            write_all(path)


@pytest.mark.parametrize(
    "wrong",
    [
        *({"learner": "somebody else"}, {"module": 2}, {"score": float("nan")}, {"score": float("inf")}),
        *(
            {"max_score": 10**400},
            {"exercises": [None]},
            {"lms": {"user": 1}},
            {"late": 5},
            {"notebook": None},
        ),
    ],
)
def test_a_report_that_is_none_any_more_is_said(path, good, wrong):
    path.write_bytes(good)
    with Gradebook(path) as book:
        data = {**book.report("ada", "1").as_dict(), **wrong}
    set_newest(path, "reports", "report", "?", json.dumps(data))
    with (
        Gradebook(path, readonly=True) as book,
        pytest.raises(GradebookError, match=r"ada in module 1 .*--regrade"),
    ):
        list(book.reports())
    assert read_all(path)


DAMAGES = {
    "name": ("reports", "learner", "CAST(? AS TEXT)", b"\xff"),
    "lms": ("reports", "lms", "?", "{"),
    "report": ("reports", "report", "?", "[" * 50_000),
    "score": ("reports", "score", "?", "x\x9b2J"),
    "module": ("reports", "module", "?", "²"),
    "mark": ("marks", "points", "?", "x"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_command_says_it_in_one_line(path, good, damage, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("course_app.marimo_server.serve", lambda *_, **__: None)
    path.write_bytes(good)
    set_newest(path, *DAMAGES[damage])
    data, failed = path.read_bytes(), 0
    for command in (
        "gradebook gradebook.db",
        "gradebook gradebook.db --format json",
        "gradebook gradebook.db --marks-template new.csv",
        "gradebook gradebook.db --module 1 --format canvas",
        "feedback gradebook.db --out pages",
        "dashboard gradebook.db --no-browser",
    ):
        code = cli.main(command.split())
        _, err = capsys.readouterr()
        assert code in (0, 2)
        if code == 2:
            failed += 1
            assert err.startswith("course: ") and err.count("\n") == 1 and "\x9b" not in err
    assert failed and path.read_bytes() == data

"""`course gradebook`: what it shows and writes, and how it says what is wrong."""

import csv
import io
import json

import pytest

from course_app import cli
from grading.instructor.gradebook.book import Gradebook
from grading.instructor.gradebook.marks_file import Mark
from tests.test_exports import ROSTER, SHEET, canvas, moodle
from tests.test_gradebook import report

MARKS = "learner,module,exercise,criterion,points,max_points\nada,1,E1.1,style,4,10\nzoe,2,E2.1,style,1,2\n"


@pytest.fixture
def course(capsys, monkeypatch, tmp_path):
    """Run `course …` in a folder with grades/gradebook.db, as a learner's shell would."""
    monkeypatch.chdir(tmp_path)
    with Gradebook(tmp_path / "grades" / "gradebook.db") as book:
        book.save(report("ada", "1", lms=canvas("12", "lovelaceada"), late=True), "x")
        book.save(report("bob[red]\x1b[2J", "1", score=40.5), "x")
        book.save(report("ada", "4b", score=9.0, lms=moodle("101", "Ada Lovelace")), "x")

    def run(*arguments):
        code = cli.main(["gradebook", *map(str, arguments)])
        return code, *capsys.readouterr()

    return run


def is_one_line(text):
    return text.startswith("course: ") and text.count("\n") == 1


def test_help_has_examples(course):
    code, out, _ = course("--help")
    assert code == 0 and "Examples" in out and "course gradebook --marks rubric.csv" in out


def test_the_table_shows_names_as_they_are(course):
    for book in ([], ["grades"], ["grades/gradebook.db"]):
        code, out, err = course(*book)
        assert (code, err) == (0, "")
        rows = [line.split() for line in out.splitlines()]
        assert rows[0][:2] == ["Learner", "Module"]
        assert rows[1] == ["ada", "1", "80/100", "80/100", "late"]
        assert rows[2] == ["ada", "4b", "9/100", "9/100"]
        assert rows[3][0] == "bob[red]\ufffd[2J" and "\x1b" not in out


def test_csv_and_json(course):
    code, out, _ = course("--format", "csv", "--module", "01")
    assert code == 0 and [row[0] for row in csv.reader(io.StringIO(out))][:2] == ["learner", "ada"]
    assert len(out.splitlines()) == 3
    code, out, _ = course("--format", "json")
    rows = json.loads(out)["totals"]
    assert code == 0 and [row["module"] for row in rows] == [1, "4b", 1]
    assert rows[0]["lms"]["user"] == "12" and rows[0]["total"] == 80.0 and rows[0]["late"] is True


def test_marks_are_added_counted_and_kept_for_who_has_no_report(course, tmp_path):
    (tmp_path / "marks.csv").write_text(MARKS)
    code, out, err = course("--marks", "marks.csv")
    assert code == 0 and "Marks: 2 new, 0 changed, 0 as before." in err
    assert "No submission by zoe in module 2 yet" in err
    assert "4/10" in out and "84/110" in out and "zoe" not in out
    (tmp_path / "marks.csv").write_text(MARKS.replace("style,4", "style,5").replace("style,1,2", "style,,"))
    _, out, err = course("--marks", "marks.csv", "--format", "csv")
    assert "0 new, 1 changed, 0 as before, 1 taken away" in err and "zoe" not in err
    assert out.startswith("learner,") and "85.00,110.00" in out
    with Gradebook("grades/gradebook.db", readonly=True) as book:
        assert book.marks() == [Mark("ada", "1", "E1.1", "style", 5.0, 10.0)]


def test_canvas_with_a_roster(course, tmp_path):
    (tmp_path / "roster.csv").write_bytes(ROSTER.encode())
    arguments = ["--module", "1", "--roster", "roster.csv", "--column", "Homework 2 (98766)"]
    code, out, err = course(*arguments)
    assert code == 1 and '"Lovelace, Ada",12,S-1,ada@uni.edu,"Monday, early",80.00' in out
    assert "Left out: bob[red]\ufffd[2J: not in roster.csv" in err
    code, screen, err = course(*arguments, "--output", "upload.csv")
    assert (code, screen) == (1, "") and (tmp_path / "upload.csv").read_bytes().decode() == out.replace(
        "\n", "\r\n"
    ).replace("\r\r", "\r")
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".upload")] == []


def test_moodle_with_a_worksheet(course, tmp_path):
    (tmp_path / "sheet.csv").write_bytes(SHEET.encode())
    code, _, err = course("--module", "4b", "--worksheet", "sheet.csv", "--output", "sheet.csv")
    assert code == 0 and "Written: sheet.csv" in err
    filled = (tmp_path / "sheet.csv").read_bytes().decode()
    assert ",9.00,100.00,Yes" in filled and filled.count("\r\n") == SHEET.count("\r\n")


def test_an_empty_book(course, tmp_path):
    Gradebook(tmp_path / "new.db").close()
    assert course("new.db")[:2] == (0, "No report yet: run `course grade` first.\n")
    assert json.loads(course("new.db", "--format", "json")[1]) == {"totals": []}
    code, _, err = course("new.db", "--format", "canvas")
    assert code == 2 and is_one_line(err)


@pytest.mark.parametrize(
    "wrong",
    [
        "nowhere.db",
        "marks.csv",
        "nowhere.db --marks marks.csv",
        "--marks nowhere.csv",
        "--marks marks.yaml",
        "--marks-template",
        "--marks-template marks.csv",
        "--marks-template new.txt",
        "--marks-template new.csv",
        "--marks-template new.csv --module x",
        "--module x",
        "--marks bad.csv",
        "--module 7",
        "--format xml",
        "--format moodle",
        "--format canvas --worksheet marks.csv",
        "--roster marks.csv",
        "--roster a.csv --worksheet b.csv",
        "--column Homework",
        "--output grades/gradebook.db",
        "--format csv --output nowhere/a.csv",
        "--format csv --output grades",
    ],
)
def test_a_wrong_call_is_one_line_and_changes_nothing(course, tmp_path, wrong):
    (tmp_path / "marks.csv").write_text(MARKS)
    (tmp_path / "marks.yaml").write_text("- {learner: ada}\n")
    (tmp_path / "bad.csv").write_text(MARKS + "ada,1,E1.1,more,5,4\n")
    code, out, err = course(*wrong.split())
    assert code == 2 and out == "" and is_one_line(err), err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bad.csv", "grades", "marks.csv", "marks.yaml"]
    with Gradebook("grades/gradebook.db", readonly=True) as book:
        assert book.marks() == [] and book.revision() == 3

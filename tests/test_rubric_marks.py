"""Rubrics that wait for an instructor: the file of marks and back, totals, pages, and a confined run."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from course_app.cli import main
from grading.instructor.feedback import page as feedback
from grading.instructor.gradebook.book import Gradebook
from grading.instructor.gradebook.marks_file import MarksError, read_marks
from grading.instructor.gradebook.marks_template import marks_template
from grading.instructor.gradebook.report import Report
from grading.instructor.gradebook.rubric_marks import lines, with_marks
from tests import written
from tests.test_feedback import check_page
from tests.written import GOOD, STUB, Code, mark, report

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def module_91(tmp_path, monkeypatch):
    return written.use(tmp_path)


# -- marked by an instructor


@pytest.fixture
def book(tmp_path):
    with Gradebook(tmp_path / "grades" / "gradebook.db") as book:
        book.save(report(), "x")
        book.save(report("=bob", {**GOOD, "letter_self": None}), "x")
        yield book


def test_what_waits_is_no_part_of_the_totals(book):
    ada = next(one for one in book.totals() if one.learner == "ada")
    assert (ada.automatic, ada.manual, ada.manual_max, ada.total_max) == (4, 0, 0, 4)
    assert (ada.has_rubric, ada.unmarked, ada.unmarked_max) == (True, 3, 15)
    book.add_marks([mark("plain", 0, 4), mark("talk", 1, 2, exercise_id="talk")])
    ada = next(one for one in book.totals() if one.learner == "ada")
    assert (ada.manual, ada.manual_max, ada.total, ada.total_max) == (1, 6, 5, 10)
    assert (ada.unmarked, ada.unmarked_max) == (2, 11)
    assert [line.mark.points if line.mark else None for line in lines(report(), book.marks("ada"))] == [
        0,
        None,
        None,
    ]


def test_the_template_comes_back_as_it_was_filled_in(book, tmp_path):
    book.add_marks([mark("plain", 2.5, 4, comment="=clear")])
    text, rows, marked = marks_template(book)
    table = list(csv.DictReader(io.StringIO(text)))
    assert (rows, marked, len(table)) == (6, 1, 6)
    first, last = table[3], table[0]
    assert (first["learner"], first["criterion"], first["points"], first["max_points"]) == (
        "ada",
        "plain",
        "2.5",
        "4",
    )
    assert first["own_mark"] == "50 %" and last["own_mark"] == "" and first["notebook"] == "cohort/ada.py"
    assert last["learner"] == "'=bob" and last["written"] == "something is missing"
    assert "50 %: One term left." in first["anchors"]
    path = tmp_path / "rubric.csv"
    path.write_text("\ufeff" + text, "utf-8")
    change = book.add_marks(read_marks(path))
    assert (change.same, change.new, change.removed) == (6, 0, 0)  # nothing filled in changes nothing
    path.write_text(text.replace("'=bob,91,E91.1,plain,,", "'=bob,91,E91.1,plain,4,"), "utf-8")
    assert book.add_marks(read_marks(path)).new == 1
    assert book.marks("=bob")[0].points == 4 and book.marks("ada")[0].comment == "=clear"
    assert marks_template(book, "1").rows == 0


@pytest.mark.parametrize("name", ["=a", "'=a", "''=a", "'a", "a'", "-5", "+x", "\t=a".strip(), "@x"])
def test_any_name_comes_back_from_a_template(name, tmp_path):
    with Gradebook(tmp_path / "names.db") as book:
        book.save(report(name), "x")
        (tmp_path / "t.csv").write_text(marks_template(book).text, "utf-8")
        assert {one.learner for one in read_marks(tmp_path / "t.csv")} == {name}


def test_a_report_with_marks_has_both():
    data = with_marks(
        report(), [mark("decision", 0, 6, comment="Too vague."), mark("plain", 1, 2, learner="ada")]
    )
    plain, decision = data["exercises"][0]["rubric"]
    assert (plain["self_percent"], plain["points"], decision["points"], decision["comment"]) == (
        50,
        1,
        0,
        "Too vague.",
    )
    assert data["exercises"][1]["rubric"][0]["points"] is None and json.dumps(data)


def test_a_large_cohort_gets_a_template_that_can_be_read_again(tmp_path):
    with Gradebook(tmp_path / "large.db") as book:
        for number in range(3):
            book.save(report(f"learner {number}"), "x")
        table = list(csv.DictReader(io.StringIO(marks_template(book, max_bytes=1_000).text)))
        whole = list(csv.DictReader(io.StringIO(marks_template(book).text)))
    assert len(table) == 9 and {one["anchors"] for one in table} == {""} and table[0]["notebook"]
    assert all(one["anchors"] for one in whole)


HEADER = "learner,module,exercise,criterion,points,max_points\n"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("ada,91,E91.1,plain,4,5", "line 2: max_points 5 of E91.1, plain: the rubric says 4"),
        ("ada,91,E91.1,clear,4,4", "line 2: E91.1 has no criterion 'clear'; its rubric has plain, decision"),
        ("zoe,91,E91.1,plain,4,5", "line 2: max_points 5 of E91.1, plain: the rubric says 4"),
    ],
)
def test_a_mark_that_does_not_fit_the_rubric_is_one_line(book, tmp_path, capsys, row, says):
    path = tmp_path / "marks.csv"
    path.write_text(HEADER + row + "\n")
    assert read_marks(path)[0].points == 4  # alone it is fine
    assert main(["gradebook", str(book.path), "--marks", str(path)]) == 2
    err = capsys.readouterr().err
    assert says in err and err.count("\n") == 1 and book.marks() == []


def test_other_things_may_be_marked_as_ever_and_old_marks_taken_away(book, tmp_path, capsys):
    book.add_marks([mark("gone", 1, 2)])
    path = tmp_path / "marks.csv"
    path.write_text(HEADER + "ada,91,talk,style,1,2\nada,91,E91.1,gone,,\nada,91,E91.1,plain,4,4.0\n")
    assert main(["gradebook", str(book.path), "--marks", str(path)]) == 0
    assert [one.criterion for one in book.marks()] == ["plain", "style"]
    with pytest.raises(MarksError, match="unknown column 'own marks'"):
        path.write_text(HEADER.strip() + ",own marks\n")
        read_marks(path)


def test_the_gradebook_command_writes_the_template_and_says_what_waits(book, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code = main(["gradebook", "--marks-template", "rubric.csv", "--module", "091"])
    assert (code, "6 rows, 0 of them marked already" in capsys.readouterr().err) == (0, True)
    assert (tmp_path / "rubric.csv").read_bytes().startswith(b"\xef\xbb\xbflearner,")
    for again in (["rubric.csv"], ["other.xlsx"], ["other.csv", "--module", "1"]):
        assert main(["gradebook", "--marks-template", *again]) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert main(["gradebook"]) == 0
    out, err = capsys.readouterr()
    assert (
        "not marked yet" in out
        and "0/" not in out.replace("0/15", "x")
        and "6 criteria in 2 submissions" in err
    )
    book.add_marks([mark("plain", 0, 4)])
    assert main(["gradebook"]) == 0
    assert "0/4, 2 not marked yet" in capsys.readouterr().out
    assert main(["gradebook", "--format", "json"]) == 0
    assert [one["unmarked"] for one in json.loads(capsys.readouterr().out)["totals"]] == [3, 2]


def test_the_feedback_page_shows_both_marks():
    page = check_page(feedback.page("ada", [report()], [mark("plain", 4, 4, comment="Clear `now`.")]))
    assert "Your mark 50 %: One term left." in page.words.replace("mark50", "mark 50")
    assert "Instructor’s mark" in page.words and "4 of 4 points Clear now." in page.words
    assert "Total so far88" in page.words and "2 criteria of the rubrics, worth 11 points" in page.words
    assert "Marked by hand44" in page.words and "4 of 4 points, 1 criterion not marked yet" in page.words
    assert (
        "not marked yet 6 points" in page.words and "0 of 0" not in page.words and "0 of 6" not in page.words
    )
    assert "Complete" in page.words
    waiting = check_page(feedback.page("ada", [report()]))
    assert "Marked by handnot marked yet" in waiting.words and "0 of 10" not in waiting.words
    odd = [
        mark("plain", 3, 4),
        mark("decision", 0, 6),
        mark("reasons", 5, 5, "E91.2"),
        mark("tone", 1, 2, "talk"),
    ]
    done = check_page(feedback.page("ada", [report()], odd))
    assert "Total1321" in done.words and "not marked yet" not in done.words and "so far" not in done.words
    assert "3 of 4 points" in done.words and "0 of 6 points" in done.words and "tone" in done.words
    assert feedback.fragment(report(), odd).count('class="rubric"') == 2


def test_a_page_says_what_of_the_prose_is_missing():
    words = check_page(feedback.page("ada", [report(values={**GOOD, "letter_self": {"plain": 30}})])).words
    assert "Your own marks for it are not complete." in words and "no mark of your own" in words
    assert "every check you could run yourself" not in words
    words = check_page(feedback.page("ada", [report(values=STUB)])).words
    assert "Not written" in words and "0 of 4 points" in words and "0 of 0" not in words
    only_prose = report()
    only_prose = Report.from_dict({**only_prose.as_dict(), "score": 0, "max_score": 0,
                                   "exercises": only_prose.as_dict()["exercises"][:1]})  # fmt: skip
    assert "0 of 0" not in check_page(feedback.page("ada", [only_prose])).words


# -- a confined run


def test_a_confined_submission_hands_its_own_marks_over(
    confinement, module_91, tmp_path, capsys, monkeypatch
):
    cohort = {
        "ada": written.notebook(GOOD),
        "stub": written.notebook(STUB),
        "odd": written.notebook({**GOOD, "letter_self": Code("lambda: {'plain': 100}")}),
        "cheat": written.notebook(
            {**GOOD, "letter_self": Code("Marks(plain=100, decision=50)"), "plan_self": Code("{'reasons': 10**400}")},
            before="class Marks(dict):\n    def get(self, *_):\n        return 100",
        ),
        "ends": written.notebook({**GOOD, "letter_self": Code("__import__('os')._exit(3)")}),
        "unreadable": "not a notebook (",
    }  # fmt: skip
    for name, source in cohort.items():
        path = tmp_path / "cohort" / name / "exercises_91.py"
        path.parent.mkdir(parents=True)
        path.write_text(source)
    out = tmp_path / "grades"
    options = ["--graders", str(module_91), "--module", "91", "--out", str(out), "--format", "json"]
    ran = subprocess.run(
        [sys.executable, "-m", "course", "grade", str(tmp_path / "cohort"), *options],
        capture_output=True, text=True, cwd=ROOT, timeout=300,
    )  # fmt: skip
    assert ran.returncode == 1, ran.stderr
    reports = {one["learner"]: one for one in json.loads(ran.stdout)["reports"]}
    own = {
        name: [line["self_percent"] for one in found["exercises"] for line in one["rubric"]]
        for name, found in reports.items()
    }
    nothing = [None, None, None]
    assert own["ada"] == [50, 100, 0] and own["stub"] == own["unreadable"] == nothing
    assert own["odd"] == [None, None, 0] and own["ends"] == [None, None, 0]
    assert own["cheat"][2] is None and set(own["cheat"][:2]) <= {100, 50, None}
    scores = {name: (found["score"], found["max_score"]) for name, found in reports.items()}
    full = ("ada", "odd", "cheat", "ends")
    assert scores == {name: (4 if name in full else 0, 4) for name in cohort}
    assert [one["status"] for one in reports["stub"]["exercises"]] == ["not attempted"] * 2
    assert reports["ends"]["exercises"][0]["status"] == "failed"
    monkeypatch.chdir(tmp_path)
    assert main(["gradebook", "--marks-template", "rubric.csv"]) == 0
    filled = (
        (tmp_path / "rubric.csv")
        .read_text("utf-8-sig")
        .replace("ada,91,E91.1,plain,,", "ada,91,E91.1,plain,3,")
    )
    (tmp_path / "rubric.csv").write_text(filled, "utf-8")
    assert main(["gradebook", "--marks", "rubric.csv", "--module", "91"]) == 0
    assert "3/4, 2 not marked yet" in capsys.readouterr().out
    assert main(["feedback", "--module", "91"]) == 0
    html = (tmp_path / "grades" / "feedback" / "ada.html").read_text("utf-8")
    assert "3 of 4 points" in html and "not marked yet" in html

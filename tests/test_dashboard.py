"""The dashboard without a browser: its command, and what its cells show of a gradebook."""

import re
import signal
import subprocess
import sys
import urllib.request

import pytest

from course import ROOT
from course_app.cli import main
from grading.engine.marimo_adapter import canonical
from grading.instructor.dashboard import cohort_statistics as stats
from grading.instructor.dashboard import render as parts
from grading.instructor.dashboard.app import app
from grading.instructor.gradebook.book import Gradebook
from grading.instructor.gradebook.marks_file import Mark
from tests.plausible import HOSTILE, cohort, hostile_report

TAGS = {"style", "div", "section", "article", "h2", "h3", "h4", "p", "b", "i", "a", "bdi", "small", "span"}
TAGS |= {"dl", "dt", "dd", "ul", "li", "code", "pre", "details", "summary", "progress"}
TAGS |= {"table", "caption", "thead", "tbody", "tr", "th", "td"}
APP = ROOT / "grading" / "instructor" / "dashboard" / "app.py"


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "gradebook.db"
    with Gradebook(path) as opened:
        for report in cohort(30, hostile=len(HOSTILE)):
            opened.save(report, "f")
        opened.add_marks([Mark(cohort(30)[20].learner, "1", "E1.2", "Names", 3.0, 4.0)])
    return path


@pytest.fixture
def html_of(monkeypatch):
    """Everything the app shows of a gradebook, run as marimo runs it."""

    def run(path):
        monkeypatch.setenv("COURSE_GRADEBOOK", str(path))
        outputs, _ = app.run()
        return "\n".join(output.text for output in outputs if hasattr(output, "text"))

    return run


def test_the_notebook_is_clean_and_as_marimo_saves_it():
    source = APP.read_text(encoding="utf-8")
    assert canonical(source) == source
    told = subprocess.run(
        [sys.executable, "-m", "marimo", "check", "--strict", str(APP)], capture_output=True, check=False
    )
    assert told.returncode == 0, told.stdout


def test_no_module_beside_a_notebook_hides_one_of_python():
    """marimo puts a notebook's folder before everything else that is imported."""
    for folder in (APP.parent, ROOT, ROOT / "modules", ROOT / "exercises"):
        names = {path.stem if path.is_file() else path.name for path in folder.iterdir()}
        assert not names & (sys.stdlib_module_names - {"__future__"}), folder


def test_it_shows_the_cohort_and_no_markup_of_a_submission(book, html_of):
    html = html_of(book)
    for said in (
        "Hardest exercises",
        "Hardest checks",
        "Misconceptions",
        "To look into",
        "Learners",
        "Median",
    ):
        assert said in html, said
    assert "Exercises passed" in html
    for never in ("<script", "<img", "onerror=alert(2)>", "<svg", 'beacon.png"', "\x1b", "\u202e"):
        assert never not in html.replace("\\u003c", "<"), never
    assert "&lt;script&gt;" in html or "&amp;lt;script" in html


@pytest.mark.parametrize("state", ["missing", "no bytes", "no reports", "something else"])
def test_without_reports_the_page_says_what_to_do(tmp_path, state, html_of):
    path = tmp_path / "gradebook.db"
    if state == "no bytes":
        path.touch()
    elif state == "no reports":
        Gradebook(path).close()
    elif state == "something else":
        path.write_bytes(b"something else, for long enough" * 10)
    html = html_of(path)
    assert "python -m course grade SUBMISSIONS" in html and "Traceback" not in html
    assert path.exists() == (state != "missing"), "looking makes nothing"


def test_the_drill_down_has_the_page_and_what_an_instructor_needs():
    report = next(one for one in cohort(20) if any(e.misconception for e in one.exercises))
    html = parts.learner(report, [Mark(report.learner, "1", "E1.2", "Names", 3.0, 4.0, "Good.")])
    assert report.notebook in html and "seed 7" in html and "Names" in html and "Good." in html
    assert "It looks as if your code" in html and "expected" in html
    assert "<h1" not in html and "prefers-color-scheme" not in html, "the app's own theme decides"


@pytest.mark.parametrize("kind", HOSTILE)
def test_every_table_escapes(kind):
    report = hostile_report(HOSTILE[kind])
    shown = parts.learner(report, []) + parts.troubles(stats.troubles([report]))
    shown += parts.exercises(stats.exercises([report])) + parts.checks(stats.checks([report]), hidden=False)
    shown += parts.misconceptions(stats.misconceptions([report]), {}, "1") + parts.tiles(
        stats.summary([report])
    )
    assert set(re.findall(r"<(\w+)", shown)) <= TAGS
    assert not re.search(r"<[^>]*\son\w+=", shown)
    [row] = parts.rows([report], [])
    assert (
        "://" not in row["Learner"]
        and not row["Learner"].startswith("data:image")
        and len(row["Learner"]) < 200
    )


def test_the_rows_say_what_there_is():
    reports = stats.by_name(cohort(20))
    rows = parts.rows(reports, [Mark(reports[3].learner, "1", "E1.2", "Names", 3.0, 4.0)])
    assert [row["#"] for row in rows] == list(range(20))
    assert rows[3]["Marks"] == 3.0 and rows[4]["Marks"] == 0.0
    assert "Marks" not in parts.rows(reports, [])[0]
    assert [row["Points"] for row in rows] == [report.score for report in reports]


def test_the_book_may_be_named_by_its_folder_and_need_not_exist(tmp_path, monkeypatch, capsys):
    opened = []
    monkeypatch.setattr(
        "course_app.marimo_server.serve",
        lambda *_, environment, **__: opened.append(environment["COURSE_GRADEBOOK"]),
    )
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.db").write_text("something else, for long enough" * 10)
    for named in ("autumn", "autumn/x.db"):
        assert main(["dashboard", named]) == 0
    assert opened == [str(tmp_path / "autumn" / "gradebook.db"), str(tmp_path / "autumn" / "x.db")]
    assert main(["dashboard", "text.db"]) == 2 and "no gradebook" in capsys.readouterr().err
    assert len(opened) == 2


def test_the_command_serves_with_a_token_and_stops_cleanly(book, start):
    process = start("-m", "course", "dashboard", book, "--no-browser", stdout=subprocess.PIPE)
    first, url = process.stdout.readline(), process.stdout.readline().strip()
    assert str(book) in first and url.startswith("http://127.0.0.1:")
    signed_in = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with signed_in.open(url) as page:
        assert "<title>Cohort</title>" in page.read().decode()
    with urllib.request.urlopen(url.split("?")[0]) as page:
        assert "/auth/login" in page.url, "the grades of a cohort are not for everybody on this machine"
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    assert "The dashboard is closed." in process.stdout.read()

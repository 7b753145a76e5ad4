"""Feedback pages: complete, escaped, well formed, readable, and written safely."""

import re
import signal
import subprocess
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import typer

from course import lesson_headings as lessons
from course.safe_text import visible
from course_app.commands.instructor.feedback import feedback as command
from course_app.console import CommandError
from grading.instructor.feedback import page as feedback
from grading.instructor.feedback import page_files as files
from grading.instructor.gradebook.book import Gradebook
from grading.instructor.gradebook.marks_file import Mark
from grading.instructor.gradebook.report import CheckReport, ExerciseReport, Report
from tests.plausible import HOSTILE, cohort, hostile_report, one_report

VOID = {"meta", "br", "hr", "img", "link", "input"}
TAGS = {
    "html", "head", "meta", "title", "style", "body", "div", "header", "h1", "h2", "h3", "h4", "nav", "ul",
    "li", "a", "span", "main", "section", "p", "progress", "table", "caption", "thead", "tbody", "tr", "th",
    "td", "b", "bdi", "code", "pre", "details", "summary", "article", "dl", "dt", "dd",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "name", "content", "http-equiv", "class", "aria-label", "aria-labelledby",
    "aria-hidden", "href", "id", "value", "max", "scope", "tabindex",
}  # fmt: skip


class Reader(HTMLParser):
    """Reads a page strictly: every element closed in order; keeps elements, attributes and text."""

    def __init__(self, html):
        super().__init__()
        self.open, self.elements, self.text, self.levels = [], [], [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        assert len(dict(attrs)) == len(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)

    @property
    def words(self):
        return " ".join("".join(self.text).split())


def check_page(html):
    """What holds for every page, whatever was in the submission."""
    page = Reader(html)
    assert html.startswith('<!doctype html>\n<html lang="en">')
    assert {tag for tag, _ in page.elements} <= TAGS
    assert {name for _, attributes in page.elements for name in attributes} <= ATTRIBUTES
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in page.elements:
        assert attributes.get("href", "#")[:1] == "#"
        assert attributes.get("href", "#")[1:] in {"", *ids}
        assert attributes.get("aria-labelledby", ids[0] if ids else "") in {"", *ids}
    assert page.levels.count(1) == 1 and page.levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(page.levels, page.levels[1:], strict=False))
    assert len(html.encode("utf-8")) < feedback.SIZE_LIMIT
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]", html)
    assert "url(" not in html and "@import" not in html
    return page


def test_a_page_says_all_there_is():
    report = next(one for one in cohort(20) if any(e.misconception for e in one.exercises))
    mark = Mark(report.learner, "1", "E1.2", "Clear names", 3.0, 4.0, "Say `why` in the docstring.", "kim")
    page = check_page(feedback.page(report.learner, [replace(report, late=True)], [mark]))
    for said in (
        f"Feedback for {report.learner}", "Module 1: Data engineering", "handed in late",
        f"{feedback.points(report.score)} of {feedback.points(report.max_score)} points",
        f"Graded {report.graded_at[:10]} {report.graded_at[11:16]} UTC", "Clear names", "3 of 4", "docstring",
        f"{feedback.points(report.score + 3)}{feedback.points(report.max_score + 4)}", feedback.HIDDEN_WORDS,
    ):  # fmt: skip
        assert said in page.words, said
    for exercise in report.exercises:
        assert f"{exercise.id} {exercise.title}" in page.words
        if exercise.misconception:
            assert f"It looks as if your code {exercise.misconception}." in page.words
            assert f"section {exercise.misconception_section} of modules/01_data_engineering.py" in page.words
        for check in exercise.checks:
            if check.passed is False and not check.hidden:
                assert " ".join(check.expected.split()) in page.words if check.expected else check.message
    assert "cohort/" not in page.words, "the instructor's folders are not the learner's business"


def test_hidden_checks_are_told_by_category_only():
    report = one_report("ada", seed=3)
    whispering = replace(
        report,
        exercises=[
            replace(e, checks=[replace(c, message="SECRET", call="SECRET", given="SECRET", expected="SECRET")
                               if c.hidden else c for c in e.checks]) for e in report.exercises
        ],
    )  # fmt: skip
    html = feedback.page("ada", [whispering])
    assert "SECRET" not in html and "Works on other ordinary data" in html
    assert "test_hidden" not in html


def test_an_answer_that_only_hidden_checks_refuse_is_told_so():
    checks = [CheckReport("a", "Adds", True), CheckReport("h", "Empty input", False, hidden=True)]
    one = ExerciseReport("E1.1", "Parse", "1.1", "failed", 3.0, 6.0, checks=checks)
    page = check_page(feedback.page("ada", [Report("ada", "x.py", "1", "graded", "", 3.0, 6.0, 0.1, [one])]))
    assert "passes every check you could run yourself" in page.words and "Checks to look at" not in page.words


@pytest.mark.parametrize("status", ["timeout", "crashed", "unreadable"])
def test_what_was_not_graded_says_what_happened_and_what_to_do(status):
    report = Report("ada", "ada.zip: exercises_01.py", "1", status, "stopped after 60 s", 0, 100, 1.0, [])
    page = check_page(feedback.page("ada", [report]))
    what, _ = feedback.STOPPED[status]
    assert what in page.words and "stopped after 60 s" in page.words and "What to do:" in page.words
    assert "python -m course" in page.words and "0 of 100 points (0 %)" in page.words
    assert "from your file exercises_01.py" in page.words.replace("From", "from")


def test_modules_come_in_the_order_of_the_course_with_links():
    reports = [one_report("ada", module="1")]
    reports += [replace(reports[0], module=module) for module in ("10", "4b", "4", "2")]
    page = check_page(feedback.page("ada", reports))
    places = [page.words.index(f"Module {module}") for module in ("1:", "2", "4", "4b", "10")]
    assert places == sorted(places)
    assert ("nav", {"aria-label": "Modules on this page"}) in page.elements


def test_marks_without_a_report_have_a_page():
    page = check_page(feedback.page("ada", [], [Mark("ada", "8", "E8.1", "Reasons", 7.5, 10.0, "Short.")]))
    assert "7.5 of 10" in page.words and "No notebook of yours" in page.words


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_stays_text(kind):
    text = HOSTILE[kind]
    html = feedback.page(text, [hostile_report(text)], [Mark(text, "1", text, text, 1.0, 2.0, text, text)])
    page = check_page(html)
    shown = visible(text).split("\n")[0][:20]
    assert page.words.count(" ".join(shown.split())) >= 5, "it is shown, as text"
    if len(text) > 10_000:
        assert "(cut: " in page.words and " more characters)" in page.words


def test_a_very_large_report_still_makes_a_page_of_bounded_size():
    for text in ("&" * 100_000, "\U0001f0a1" * 3_000, "'\n" * 50_000):
        hostile = hostile_report(text).exercises[0]
        many = replace(hostile, checks=hostile.checks[:1] * 12)
        report = replace(hostile_report(text), exercises=[many] * 12)
        check_page(feedback.page(text, [replace(report, module=str(module)) for module in range(2)]))


def test_the_same_report_makes_the_same_bytes():
    report = one_report("ada", seed=5)
    again = Report.from_dict(report.as_dict())
    assert feedback.page("ada", [report]) == feedback.page("ada", [again])


def test_numbers_are_written_as_people_do():
    assert [feedback.points(x) for x in (8.0, 7.5, 0.1 + 0.2, 1234567.0)] == ["8", "7.5", "0.3", "1234567"]
    assert feedback.percent(99.9, 100) == "99 %" and feedback.percent(100, 100) == "100 %"
    assert feedback.percent(0, 0) == "0 %"
    assert feedback.when("2026-11-21T06:01:44+01:00") == "2026-11-21 05:01 UTC"
    assert feedback.when("yesterday\x1b") == "yesterday␛"


def test_a_section_has_its_title_where_the_course_has_the_lesson():
    assert lessons.section_words("1", "1.2") == (
        "section 1.2 of modules/01_data_engineering.py: Ingestion and contracts in CI"
    )
    assert lessons.section_words("../x*", "1.2") == "section 1.2 of the lesson"
    assert lessons.module_title("77") == "Module 77"


# -- files and the command


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "grades" / "gradebook.db"
    with Gradebook(path) as opened:
        for report in cohort(12):
            opened.save(report, "f")
    return path


def run(*arguments, capsys):
    application = typer.Typer()
    application.command()(command)
    capsys.readouterr()
    code = application(list(map(str, arguments)), standalone_mode=False) or 0
    return code, capsys.readouterr().out


def test_pages_are_written_once_and_again_only_when_something_changed(book, capsys):
    code, out = run(book, capsys=capsys)
    folder = book.parent / "feedback"
    assert code == 0 and f"12 pages in {folder}: 12 new, 0 changed, 0 as before." in out
    assert {path.suffix for path in folder.iterdir()} == {".html"} and len(list(folder.iterdir())) == 12
    times = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    with Gradebook(book) as opened:
        opened.add_marks([Mark("Ada Lovelace", "1", "E1.2", "Names", 3.0, 4.0, "")])
    _, out = run(book.parent, capsys=capsys)
    assert "0 new, 1 changed, 11 as before" in out
    changed = [path.name for path in folder.iterdir() if path.stat().st_mtime_ns != times[path]]
    assert changed == ["Ada_Lovelace.html"]
    for path in folder.iterdir():
        check_page(path.read_text(encoding="utf-8"))


def test_one_learner_and_one_module(book, capsys, tmp_path):
    with Gradebook(book) as opened:
        opened.save(replace(one_report("Ada Lovelace"), module="2"), "f")
    _, out = run(book, "--learner", "ada lovelace", "--out", tmp_path / "a", capsys=capsys)
    assert "1 page in" in out and [p.name for p in (tmp_path / "a").iterdir()] == ["Ada_Lovelace.html"]
    run(book, "--module", "02", "--out", tmp_path / "b", capsys=capsys)
    [path] = (tmp_path / "b").iterdir()
    assert "Module 2" in path.read_text() and "Module 1:" not in path.read_text()


def test_hostile_names_make_files_in_the_folder_and_nowhere_else(tmp_path, capsys):
    names = [*HOSTILE.values(), "..", "/abs", "CON", "ada", "ADA", "a/da", "a_da", "é", "e\u0301", ""]
    path = tmp_path / "deep" / "gradebook.db"
    with Gradebook(path) as opened:
        for name in names:
            opened.save(replace(hostile_report("x"), learner=name), "f")
    before = {p for p in tmp_path.rglob("*") if p.is_file() and "gradebook" not in p.name}
    _, out = run(path, "--out", tmp_path / "deep" / "pages", capsys=capsys)
    made = {p for p in tmp_path.rglob("*") if p.is_file() and "gradebook" not in p.name} - before
    assert {p.parent for p in made} == {tmp_path / "deep" / "pages"}
    assert len({p.name.casefold() for p in made}) == len(names)
    assert f"{len(names)} pages" in out


def test_a_link_in_the_way_is_replaced_and_not_followed(book, tmp_path, capsys):
    kept = tmp_path / "kept.txt"
    kept.write_text("mine")
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "Ada_Lovelace.html").symlink_to(kept)
    run(book, "--out", folder, capsys=capsys)
    assert kept.read_text() == "mine" and not (folder / "Ada_Lovelace.html").is_symlink()


def test_names_that_differ_in_case_only_get_files_of_their_own():
    found = files.file_names(["Ada", "ada", "Grace"])
    assert found["Grace"] == "Grace.html"
    assert len({name.casefold() for name in found.values()}) == 3
    assert found == files.file_names(["Grace", "ada", "Ada"])


def test_wrong_calls_say_how_to_mend_them(book, tmp_path, capsys):
    (tmp_path / "text.db").write_text("no gradebook at all, but long enough to look at" * 4)
    Gradebook(tmp_path / "empty.db").close()
    (tmp_path / "file").touch()
    for arguments, says in (
        ([tmp_path / "none.db"], "course grade"),
        ([tmp_path / "text.db"], "no gradebook"),
        ([tmp_path / "empty.db"], "course grade"),
        ([book, "--learner", "Ada Lovelase"], "there is Ada Lovelace"),
        ([book, "--learner", "\x1b[2Jnobody"], "␛"),
        ([book, "--module", "9"], "nothing of module 9"),
        ([book, "--module", "x"], "is no module"),
        ([book, "--out", tmp_path / "file"], "is a file"),
    ):
        with pytest.raises(CommandError) as error:
            run(*arguments, capsys=capsys)
        assert says in str(error.value) and "\n" not in str(error.value)


def test_a_stop_in_the_middle_leaves_whole_pages_only(tmp_path, start):
    folder = tmp_path / "pages"
    code = """
import sys
from pathlib import Path
from grading.instructor.feedback import page_files as files
folder = Path(sys.argv[1]); folder.mkdir(exist_ok=True)
print("ready", flush=True)
number = 0
try:
    while True:
        number += 1
        files.write(folder / f"{number % 7}.html", f"<p>{number}</p>" * 20_000 + "<!--end-->")
except KeyboardInterrupt:
    pass
"""
    process = start("-c", code, folder, stdout=subprocess.PIPE)
    assert process.stdout.readline() == "ready\n"
    while not (folder / "0.html").exists():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    left = list(folder.iterdir())
    assert len(left) == 7 and all(path.read_text().endswith("<!--end-->") for path in left), left

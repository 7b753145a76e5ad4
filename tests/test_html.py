"""Templates, and the colours and the words that every page takes from one place."""

import os
import re
import subprocess
import sys

import pytest
from jinja2 import UndefinedError

from course import ROOT, html, states, theme
from course_app import home_page, outline
from course_app.cli import main
from grading import check
from grading.engine.declare.catalogue import find, misconceptions_of
from grading.engine.grade.grade_exercise import grade_exercise
from grading.instructor.feedback import page as feedback
from grading.instructor.gradebook.report import ExerciseReport, Report
from grading.learner.panel import as_html
from tests import written
from tests.colours import contrast, mixed
from tests.plausible import one_report
from tests.test_feedback import Reader
from tests.written import GOOD, STUB, checked

TEMPLATES = [
    path
    for folder in ("course", "course_app", "grading")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".j2", ".css"}
]


@pytest.fixture
def module_91(tmp_path):
    return written.use(tmp_path)


# -- templates


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("use `a<b` twice: `a<b`", "use <code>a&lt;b</code> twice: <code>a&lt;b</code>"),
        ("use `x` and ` alone", "use <code>x</code> and ` alone"),
        ("a ` alone, then `x`", "a ` alone, then <code>x</code>"),
        ("it`s\n`x` and ``", "it`s\n<code>x</code> and ``"),
        ("`", "`"),
        ("<b>`", "&lt;b&gt;`"),
    ],
)
def test_backticks_become_code_and_a_lone_one_stays(text, shown):
    assert html.ticks(text) == shown


def test_a_lone_backtick_leaves_the_rest_of_a_panel_as_it_is(module_91):
    panel = as_html(checked(letter_self={"plain": "`", "decision": 100}))
    [row] = re.findall(r"<li>.*?is &#39;`&#39;.*?</li>", panel)
    assert row.count("<code>") == row.count("</code>") == 1 and "<code>letter_self[" in row


def test_a_template_escapes_and_refuses_to_leave_out_a_value():
    look = ROOT / "course" / "predict" / "look.html.j2"
    assert "<summary>&lt;b&gt;</summary>&lt;i&gt;" in html.render_macro(
        look, "folded", title="<b>", body="<i>"
    )
    with pytest.raises(UndefinedError):
        html.render(ROOT / "grading" / "learner" / "panel.html.j2")


def test_panels_and_the_home_page_are_well_formed(module_91):
    def printing(text):
        print("got", text)
        raise ValueError("a `b` <c>\nd")

    wrong = misconceptions_of("E1.1")[0].answer
    panels = [checked(), checked(letter=""), checked(letter="It is cheap.", letter_self=None)]
    panels += [
        grade_exercise(find("E1.1"), lambda name, answer=answer: answer) for answer in (printing, wrong)
    ]
    for page in (*map(as_html, panels), home_page.page()):
        read = Reader(page)
        assert all(attributes.get("class") != "" for _, attributes in read.elements)
    assert "It looks as if your code" in as_html(panels[-1])
    assert "What your code printed" in as_html(panels[-2]) and "a <code>b</code> &lt;c&gt;" in as_html(
        panels[-2]
    )


# -- colours


SCHEMES = {
    "light": {name: light for name, (light, _) in theme.PALETTE.items()},
    "dark": {name: dark for name, (_, dark) in theme.PALETTE.items()},
    "print": theme.PRINT_PALETTE,
}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["page", "card", "note", "code"])
@pytest.mark.parametrize("text", ["text", "quiet", "good", "near", "bad", "link"])
def test_every_text_has_contrast_on_every_ground(scheme, ground, text):
    assert contrast(SCHEMES[scheme][text], SCHEMES[scheme][ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tone", ["good", "near", "bad", "quiet"])
def test_every_text_has_contrast_on_a_panel_tinted_by_its_state(scheme, tone):
    style = (ROOT / "grading" / "learner" / "panel.css").read_text(encoding="utf-8")
    [share] = re.findall(r"background:color-mix\(in srgb,var\(--tone\) (\d+)%,var\(--page\)\)", style)
    ground = mixed(SCHEMES[scheme][tone], SCHEMES[scheme]["page"], int(share) / 100)
    for text in ("text", "quiet", "link", tone):
        assert contrast(SCHEMES[scheme][text], ground) >= 4.5, text


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_page_has_no_colours_of_its_own(path):
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![^<]*[\"'])|opacity|rgb\(", source)
    used = set(re.findall(r"var\(--([\w-]+)", source)) - {"tone", "marimo-monospace-font"}
    assert {name for name in used if name} <= theme.PALETTE.keys()


def test_every_page_carries_the_palette(module_91):
    pages = as_html(checked()), home_page.page(), feedback.page("ada", [one_report("ada")])
    for page in pages:
        for name, (light, dark) in theme.PALETTE.items():
            assert f"--{name}:light-dark({light},{dark});" in page


# -- the words of a state


def exercise_row(page, exercise_id):
    """What the row of an exercise says, without markup."""
    row = next(row for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if f">{exercise_id}<" in row)
    return " ".join(re.sub("<[^>]*>", " ", row).split())


@pytest.mark.parametrize(
    ("values", "status"),
    [
        (STUB, "not attempted"),
        ({**GOOD, "letter": "It is cheap."}, "failed"),
        ({**GOOD, "letter_self": None}, "nearly"),
        (GOOD, "passed"),
    ],
)
def test_the_panel_the_home_page_the_terminal_and_the_feedback_agree(
    module_91, monkeypatch, capsys, values, status
):
    words = states.PROSE[status].words
    verdict = checked(letter=values["letter"], letter_self=values["letter_self"])
    assert f'<span class="state">{words}</span>' in as_html(verdict)
    items = (outline.Item("E91.1", "exercise", "Say it plainly", 0, "x"),)
    monkeypatch.setattr(outline, "modules", lambda: [outline.Module("91", "Words", None, "x", items)])
    check("E91.1", lambda: (values["letter"], values["letter_self"]))
    assert f"E91.1 Say it plainly: {words}" in capsys.readouterr().out
    assert words in exercise_row(home_page.page(), "E91.1")
    assert main(["progress"]) == 0 and words.lower() in capsys.readouterr().out
    report = Report("ada", "a.py", "91", "graded", "", 0, 0, 0.1, [ExerciseReport.of(verdict)])
    if status != "nearly":  # a report does not tell it from "failed"
        assert words in exercise_row(feedback.page("ada", [report]), "E91.1")


def test_every_state_has_words_and_a_colour_on_pages_and_in_a_terminal():
    tables = (states.EXERCISE, states.PROSE, states.CHECK, states.SUBMISSION)
    for state in (state for table in tables for state in table.values()):
        assert state.words and state.mark
        assert state.tone in theme.PALETTE and state.tone in theme.TERMINAL
    assert states.PROSE.keys() == states.EXERCISE.keys()
    assert states.of_submission("of another version").words == "of another version"


# -- what a command imports


@pytest.mark.parametrize(
    ("code", "without"),
    [
        ("from course_app.cli import main; main(['--help'])", ("pandas", "marimo", "altair", "jinja2")),
        ("from course_app.cli import main; main(['hint', 'E1.1'])", ("pandas", "marimo", "altair")),
        ("from course_app.cli import main; main(['progress'])", ("pandas", "marimo", "altair")),
        ("from course_app import home_page; home_page.page()", ("pandas", "altair", "marimo")),
        ("import course_app.cli, course.theme, grading", ("http.client", "rich.progress", "altair")),
        (
            "from course_app.cli import main\ntry: main(['check', 'E1.1'])\nexcept SystemExit: pass",
            ("altair", "sklearn", "scipy", "duckdb", "matplotlib", "pandera"),
        ),
    ],
)
def test_a_command_imports_only_what_it_needs(code, without):
    code += "\nimport sys; print(*sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, env={**os.environ}
    )
    assert not set(done.stderr.split()) & set(without)

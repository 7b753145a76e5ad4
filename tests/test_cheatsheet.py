"""ml_cheatsheet.md: a page for every module, whose code runs and says what it says it says."""

import ast
import math
import re

import pytest

from course import ROOT, links
from course.lesson_headings import headings
from course_app import outline

PAGES = re.split(
    r"^## (?=Module )", (ROOT / "ml_cheatsheet.md").read_text(encoding="utf-8"), flags=re.MULTILINE
)
MODULES = [module.number for module in outline.modules() if module.lesson]
LINES = 75  # of a printed page


def page(module):
    (found,) = [one for one in PAGES if one.startswith(f"Module {module}: ")]
    return found


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_its_page_under_its_title(module):
    title, _, rest = page(module).partition("\n")
    assert title == f"Module {module}: {headings(ROOT / links.module_path(module))[module]}"
    assert 20 <= len(rest.splitlines()) <= LINES


@pytest.mark.parametrize("module", MODULES)
def test_its_code_runs_and_gives_what_stands_beside_it(module, tmp_path, monkeypatch):
    """A line `expression  # = value` gives that value; all blocks of a page share their names."""
    monkeypatch.chdir(tmp_path)
    names, compared = {}, 0
    for block in re.findall(r"^```python\n(.*?)^```", page(module), re.DOTALL | re.MULTILINE):
        exec(compile(block, "ml_cheatsheet.md", "exec"), names)
        for expression, value in re.findall(r"^(\S.*?)  # = (.+)$", block, re.MULTILINE):
            given, said = eval(expression, names), ast.literal_eval(value)
            same = math.isclose(given, said, rel_tol=0.005) if isinstance(said, float) else given == said
            assert same, f"{expression} gives {given!r} and not {said!r}"
            compared += 1
    assert compared >= 3


@pytest.mark.parametrize("module", MODULES)
def test_its_words_are_those_of_the_lesson(module):
    """The glossary: each word with the section that says what it means."""
    lesson = (ROOT / links.module_path(module)).read_text(encoding="utf-8")
    parts = re.split(r"^    ## (\d+b?\.\d+) ", lesson, flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    words = re.findall(r"^- \*\*(.+?)\*\* \((\d+b?\.\d+)\): \S", page(module), re.MULTILINE)
    assert len(words) >= 8
    for word, section in words:
        assert f"**{word}**".lower() in sections[section].lower(), (
            f"{word}: section {section} does not name it in bold"
        )

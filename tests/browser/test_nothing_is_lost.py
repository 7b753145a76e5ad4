"""What a learner typed stays: Tab changes nothing it walks past; edits on disk and in the page don't collide."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from course import links

pytestmark = pytest.mark.browser
EXERCISES = "exercises/exercises_01.py"
LESSON = "modules/01_data_engineering.py"
AUTOSAVED = 4_000
"""Milliseconds after which marimo has saved what was changed."""
IN_ANSWER = """document.activeElement.matches('.cm-content')
    && document.activeElement.textContent.includes('def parse_price')"""
PAGES = {
    "home": ("home.py", links.READING),
    "lesson": (LESSON, links.READING),
    "home in the editor": ("home.py", ""),
    "exercises": (EXERCISES, ""),
}


@pytest.fixture
def kept(course):
    """The course, whose notebooks are put back after the test."""
    files = [course.folder / name for name in ("home.py", LESSON, EXERCISES)]
    before = [file.read_bytes() for file in files]
    yield course
    for file, was in zip(files, before, strict=True):
        if file.read_bytes() != was:
            file.write_bytes(was)


@pytest.fixture
def opened(kept):
    """Opens a notebook of it; the page is closed first after the test, because marimo gives a notebook to one page."""
    pages: list[Page] = []

    def open_notebook(path: str, view: str = "") -> Page:
        page = kept.open(kept.url_of(path) + view)
        pages.append(page)
        expect(page.locator("h1").first).to_be_visible(timeout=180_000)
        page.wait_for_timeout(3_000)
        return page

    yield open_notebook
    for page in pages:
        page.context.close()


def wait_until_saved(file: Path, *texts: str) -> None:
    """Return when the file has each of the texts."""
    for _ in range(300):
        saved = file.read_text(encoding="utf-8")
        if all(text in saved for text in texts):
            return
        time.sleep(0.1)
    pytest.fail(f"{file.name} does not have {texts} within 30 s")


def editor(page: Page):
    """The editor of the answer to E1.1."""
    return page.locator(".cm-content").filter(has_text=re.compile("def parse_price")).first


@pytest.mark.parametrize("name", PAGES)
def test_tab_changes_nothing(kept, opened, name):
    path, view = PAGES[name]
    file = kept.folder / path
    page = opened(path, view)
    before = file.read_text(encoding="utf-8")
    for _ in range(40):
        page.keyboard.press("Tab")
    for _ in range(5):
        page.keyboard.press("Shift+Tab")
    page.wait_for_timeout(AUTOSAVED)
    assert file.read_text(encoding="utf-8") == before


def test_tab_reaches_the_answer_and_indents_it_only_after_a_key_or_a_click(opened):
    page = opened(EXERCISES)
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(IN_ANSWER):
            break
    else:
        pytest.fail("Tab never came to the answer")
    before = editor(page).inner_text()
    page.keyboard.press("Home")  # at a line's beginning: behind a word Tab would offer to complete it
    page.keyboard.press("Tab")
    page.wait_for_timeout(500)
    indented = editor(page).inner_text()
    assert indented != before and indented.split() == before.split()
    page.keyboard.press("Escape")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.wait_for_timeout(500)
    assert editor(page).inner_text() == indented
    assert not page.evaluate(IN_ANSWER)
    page.wait_for_timeout(2_500)  # for two seconds after Escape, Tab leaves an editor whatever happens
    editor(page).locator(".cm-line").first.click(position={"x": 1, "y": 5})
    page.keyboard.press("Tab")
    page.wait_for_timeout(500)
    assert editor(page).inner_text() != indented


def test_an_edit_on_disk_is_shown_and_not_overwritten(kept, opened):
    page = opened(EXERCISES)
    file = kept.folder / EXERCISES
    verdict = page.locator("section.verdict[data-exercise='E1.1']")
    expect(verdict).to_be_visible(timeout=60_000)
    text = file.read_text(encoding="utf-8")
    start = text.index("def parse_price")
    stub = text.index("    return None", start)
    file.write_text(text[:stub] + "    return 77.25" + text[stub + 15 :], encoding="utf-8")
    expect(editor(page)).to_contain_text("77.25", timeout=60_000)
    expect(verdict).to_contain_text("77.25", timeout=60_000)
    page.wait_for_timeout(AUTOSAVED)
    assert "return 77.25" in file.read_text(encoding="utf-8")


def test_an_edit_in_the_page_is_saved_and_survives_one_elsewhere_on_disk(kept, opened):
    page = opened(EXERCISES)
    file = kept.folder / EXERCISES
    editor(page).click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text("def parse_price(text):\n    return 12.5")
    page.keyboard.press("ControlOrMeta+Enter")
    wait_until_saved(file, "return 12.5")
    saved = file.read_text(encoding="utf-8")
    start = saved.index("def source_report")
    stub = saved.index("    return None", start)
    file.write_text(saved[:stub] + "    return 99" + saved[stub + 15 :], encoding="utf-8")
    other = page.locator(".cm-content").filter(has_text=re.compile("def source_report")).first
    expect(other).to_contain_text("return 99", timeout=60_000)
    page.wait_for_timeout(AUTOSAVED)
    after = file.read_text(encoding="utf-8")
    assert "return 12.5" in after and "return 99" in after


def test_a_second_tab_reads_until_it_takes_over(kept, opened):
    first = opened(EXERCISES)
    file = kept.folder / EXERCISES
    before = file.read_text(encoding="utf-8")
    second = first.context.new_page()
    second.goto(first.url)
    take_over = second.get_by_role("button", name="Take over")
    expect(take_over).to_be_visible(timeout=60_000)
    assert file.read_text(encoding="utf-8") == before
    take_over.click()
    expect(take_over).to_have_count(0, timeout=60_000)
    expect(editor(second)).to_be_visible(timeout=60_000)
    editor(second).click()
    second.keyboard.press("ControlOrMeta+A")
    second.keyboard.insert_text("def parse_price(text):\n    return 12.5")
    second.keyboard.press("ControlOrMeta+Enter")
    wait_until_saved(file, "return 12.5", "def source_report")

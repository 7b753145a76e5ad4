"""A newcomer opens the course, reads, answers, and sees the verdict change."""

import re
import time
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from grading.engine.declare.catalogue import misconceptions_of
from grading.learner.worked_solution import worked_solution

pytestmark = pytest.mark.browser
EXERCISES = "exercises/exercises_01.py"
TRIED = "E1.1"


def type_answer(page: Page, code: str) -> None:
    """Replace the cell of the exercise's function and run it, as a learner does."""
    editor = page.locator("[data-test-answer] .cm-content")
    editor.scroll_into_view_if_needed()
    editor.click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(code)
    page.keyboard.press("ControlOrMeta+Enter")


def mark_answer(page: Page) -> None:
    """Mark the cell of the exercise's function, so that it is found again whatever is typed into it."""
    editor = page.locator(".cm-content").filter(has_text=re.compile("def parse_price")).first
    editor.evaluate("editor => editor.closest('[id^=cell-]').setAttribute('data-test-answer', '')")


def panel(page: Page, exercise_id: str = TRIED):
    return page.locator(f"section.verdict[data-exercise='{exercise_id}']")


def wait_for(page: Page, status: str) -> None:
    page.wait_for_selector(f"section.verdict[data-exercise='{TRIED}'][data-status='{status}']")


def wrong_answer():
    """A right answer with one mistake in it, and the misconception that explains it."""
    wrong = next(one for one in misconceptions_of(TRIED) if "missing price into 0" in one.title)
    return wrong, worked_solution(TRIED).replace("return None", "return 0.0")


@pytest.fixture(scope="module")
def page(course):
    """The exercise notebook, opened by its link on the home page."""
    home = course.open(course.home)
    home.locator(f"a[href*='{EXERCISES}']").first.click()
    opened = home.context.pages[-1]
    panel(opened).wait_for()
    mark_answer(opened)
    return opened


def test_the_link_on_the_home_page_opens_the_exercises(page):
    assert EXERCISES in unquote(page.url)
    expect(panel(page).first).to_be_visible()


def test_an_untouched_exercise_is_not_attempted(page):
    assert panel(page).get_attribute("data-status") == "not attempted"
    expect(panel(page)).to_contain_text("checks are waiting")


def test_a_misconception_is_named_as_it_is_typed(page):
    wrong, source = wrong_answer()
    type_answer(page, source)
    expect(panel(page)).to_contain_text(wrong.title)
    expect(panel(page)).to_contain_text(wrong.explanation[:40])
    assert panel(page).get_attribute("data-status") in ("failed", "nearly")


def test_hints_unfold_one_by_one(page):
    second = panel(page).get_by_text(re.compile("Hint 2 of"))
    expect(second).to_be_hidden()
    panel(page).get_by_text(re.compile("Hint 1 of")).click()
    expect(second).to_be_visible()


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("def parse_price(text):\n    return 1 / 0", "return 1 / 0"),
        ("def parse_price(text):\n    return text +", "isn't defined"),
        ("def other_name(text):\n    return 1.0", "isn't defined"),
        ("def parse_price(text):\n    while True:\n        pass", "stopped after"),
        ("def parse_price(text):\n    return [0] * 5_000_000", "5,000,000 items"),
    ],
    ids=["exception", "syntax error", "renamed", "endless loop", "huge"],
)
def test_whatever_a_learner_writes_gives_a_calm_row(page, code, says):
    type_answer(page, code)
    expect(panel(page)).to_contain_text(says, timeout=30_000)
    assert "Traceback" not in panel(page).inner_text()


def test_prints_are_shown_outside_the_panel(page):
    type_answer(page, "def parse_price(text):\n    print('seen', text)\n    return 1.0")
    expect(page.locator(".verdict-prints").first).to_contain_text("seen $4.50")
    assert "seen $4.50" not in panel(page).inner_text()


def test_a_right_answer_passes_and_the_home_page_follows(course, page):
    home = course.open(course.home)
    expect(home.locator("body")).to_contain_text("Data engineering", timeout=60_000)
    before = home.locator("body").inner_text()
    type_answer(page, worked_solution(TRIED))
    wait_for(page, "passed")
    expect(panel(page)).to_contain_text("hidden checks")
    expect(panel(page)).to_contain_text("One way to write it")
    for _ in range(100):
        if home.locator("body").inner_text() != before:
            break
        time.sleep(0.1)
    else:
        pytest.fail("the home page did not change within 10 s")
    home.context.close()

"""A learner answers the questions with several parts: by keyboard, once, and finds the answers again."""

import re
import shutil

import pytest
from playwright.sync_api import Page, expect

from course import progress

pytestmark = pytest.mark.browser
NOTEBOOK = "modules/09_questions.py"
AGAIN = "questions_again.py"  # another notebook has a kernel of its own
SOURCE = """
import marimo

app = marimo.App(width="medium", app_title="9 Questions")

with app.setup(hide_code=True):
    import marimo as mo

    from course import predict


@app.cell(hide_code=True)
def _():
    mo.md("# 9 Questions")
    return


@app.cell(hide_code=True)
def _():
    picked = predict.pick(
        "Q9.1a",
        "Which of these does {a shop} know when a card is **listed**?",
        {
            "grade": ("The grade", "It is printed on the case."),
            "rarity": ("The rarity", "It is printed on the card."),
            "views": ("The views", "They are counted until the sale."),
            "days": ("The days until the sale", "They are over when the card is gone."),
        },
        answer={"grade", "rarity"},
    )
    picked
    return (picked,)


@app.cell(hide_code=True)
def _(picked):
    predict.reveal(picked)
    return


@app.cell(hide_code=True)
def _():
    matched = predict.match(
        "Q9.1b",
        "Which number follows which need?",
        {
            "refunds": "Fewer customers ask for their money back because of a wrong price",
            "wait": "Nobody waits",
            "bulk": "The cheap cards price themselves",
        },
        {
            "big": "Share of dear cards off by more than $10",
            "slow": "The 99th percentile of the answer time",
            "auto": "Share of cards priced without a person",
        },
        answer={"refunds": "big", "wait": "slow", "bulk": "auto"},
        explanations={"refunds": "Refunds follow big errors.", "wait": "The slowest hurt.", "bulk": "Hands cost."},
    )
    matched
    return (matched,)


@app.cell(hide_code=True)
def _(matched):
    predict.reveal(matched)
    return


@app.cell(hide_code=True)
def _():
    ordered = predict.order(
        "Q9.1c",
        "What comes first?",
        {
            "need": "Ask who needs it",
            "data": "Look at the data",
            "model": "Fit a model, which is the step that most people want to begin with, as it is the one they know",
            "ship": "Ship it",
        },
        before=[("need", "data"), ("data", "model"), ("model", "ship")],
        explanation="Each step needs what the one before found.",
    )
    ordered
    return (ordered,)


@app.cell(hide_code=True)
def _(ordered):
    predict.reveal(ordered)
    return


if __name__ == "__main__":
    app.run()
"""


@pytest.fixture(scope="module")
def lesson(course):
    """The running course with one more module, of questions only."""
    path = course.folder / NOTEBOOK
    path.write_text(SOURCE, encoding="utf-8")
    (course.folder / AGAIN).write_text(SOURCE, encoding="utf-8")
    asked = course.folder / "course" / "lessons" / "module_09" / "questions" / "section_1.py"
    asked.parent.mkdir(parents=True)
    asked.write_text(SOURCE, encoding="utf-8")  # it is read for ids and prompts, and not run
    course.errors.clear()
    expect.set_options(timeout=30_000)  # a busy machine needs longer than Playwright's five seconds
    yield course
    expect.set_options(timeout=5_000)
    path.unlink()
    (course.folder / AGAIN).unlink()
    shutil.rmtree(asked.parents[1])


@pytest.fixture
def stored(lesson, monkeypatch):
    """What the course stored, read from its own file."""
    monkeypatch.setenv("COURSE_PROGRESS", str(lesson.folder / ".course" / "progress.sqlite"))
    return progress.snapshot


def opened(lesson, scheme="light", notebook=NOTEBOOK) -> Page:
    page = lesson.open(lesson.url_of(notebook), scheme)
    expect(page.get_by_role("button", name="Lock in my answer")).to_have_count(3, timeout=90_000)
    return page


def lock_in(page, number: int) -> None:
    page.get_by_role("button", name="Lock in my answer").nth(number).press("Enter")


def note(page, number: int):
    return page.locator(".course-note").nth(number)


def test_several_of_a_set_are_ticked_by_keyboard(lesson, stored):
    page = opened(lesson)
    lock_in(page, 0)
    expect(page.get_by_text("Tick at least one.")).to_be_visible()
    expect(note(page, 0)).to_contain_text("Answer first")
    for name in ("The grade", "The views"):
        page.get_by_role("checkbox", name=name).press("Space")
    lock_in(page, 0)
    expect(note(page, 0)).to_contain_text(
        "Not quite. You picked 1 of the 2 that are right and 1 that is not."
    )
    expect(note(page, 0)).to_contain_text(
        "The rarity (not picked, but it is right): It is printed on the card."
    )
    assert stored()["Q9.1a"].answer == ["grade", "views"]
    page.context.close()


def test_one_option_is_chosen_for_each_item_by_keyboard(lesson, stored):
    page = opened(lesson)
    items = ("Fewer customers", "Nobody waits", "The cheap cards")
    for item, first_letters in zip(items[:2], ("Share of dear", "The 99th"), strict=True):
        page.get_by_role("combobox", name=item).focus()
        page.keyboard.type(first_letters)
    lock_in(page, 1)
    expect(page.get_by_text("Choose one for each: 1 of 3 is open.")).to_be_visible()
    page.get_by_role("combobox", name=items[2]).focus()
    page.keyboard.type("The 99th")
    lock_in(page, 1)
    expect(note(page, 1)).to_contain_text("Partly right. You matched 2 of 3.")
    expect(note(page, 1)).to_contain_text("you chose: The 99th percentile of the answer time): Hands cost.")
    assert stored()["Q9.1b"].score == 1 and not stored()["Q9.1b"].passed_once  # the point is for answering
    page.context.close()


def places(page) -> dict[str, str]:
    """The letter of each step, as it is shown."""
    steps = {"need": "Ask who", "data": "Look at", "model": "Fit a model", "ship": "Ship it"}
    return {
        key: page.locator("div:has(> marimo-ui-element)", has_text=text).last.evaluate(
            "row => row.querySelector('marimo-dropdown').shadowRoot.querySelector('label').innerText"
        )
        for key, text in steps.items()
    }


def test_steps_are_put_in_order_by_keyboard(lesson, stored):
    page = opened(lesson)
    letters = places(page)
    chosen = {"need": "1", "data": "2", "model": "4", "ship": "4"}
    for key, place in chosen.items():
        page.get_by_role("combobox", name=letters[key], exact=True).focus()
        page.keyboard.type(place)
    lock_in(page, 2)
    expect(page.get_by_text("have the same place, 4.")).to_be_visible()
    page.get_by_role("combobox", name=letters["ship"], exact=True).focus()
    page.keyboard.type("3")
    lock_in(page, 2)
    expect(note(page, 2)).to_contain_text("Of the 6 pairs of steps whose order matters, 5 are in order.")
    expect(note(page, 2)).to_contain_text("too early: first “Fit a model")
    assert stored()["Q9.1c"].answer == ["need", "data", "ship", "model"]
    page.context.close()


def test_the_first_answer_counts_and_is_there_again_in_a_new_kernel(lesson, stored):
    page = opened(lesson, notebook=AGAIN)
    expect(page.get_by_role("checkbox", name="The views")).to_be_checked()
    expect(page.get_by_role("combobox", name="Nobody waits")).to_have_value(
        "The 99th percentile of the answer time"
    )
    expect(note(page, 2)).to_contain_text("5 are in order")
    page.get_by_role("checkbox", name="The views").press("Space")
    page.get_by_role("checkbox", name="The rarity").press("Space")
    lock_in(page, 0)
    expect(note(page, 0)).to_contain_text("Right. You picked 2 of the 2 that are right.")
    expect(note(page, 0)).to_contain_text("Your first answer was: The grade; The views.")
    assert stored()["Q9.1a"].answer == ["grade", "views"]
    home = lesson.open(lesson.home)
    module = home.locator("[data-module='9']")
    expect(module.locator(".points")).to_have_text("Questions 3 of 3 answered")
    home.context.close()
    page.context.close()


def is_light(colour: str) -> bool:
    """Whether a colour as CSS computes it, `rgb(1, 2, 3)` or `color(srgb 0.1 0.2 0.3)`, is a light one."""
    parts = [float(part) for part in re.findall(r"[\d.]+", colour)[:3]]
    return min(parts) > (128 if colour.startswith("rgb") else 0.5)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_they_are_readable_in_both_themes(lesson, scheme, tmp_path):
    page = opened(lesson, scheme)
    expect(note(page, 2)).to_contain_text("5 are in order")
    page.set_viewport_size({"width": 1280, "height": 2600})
    page.wait_for_timeout(1_000)
    page.screenshot(path=tmp_path / f"questions_{scheme}.png")  # pytest --basetemp=… keeps it to look at
    texts = [
        page.locator("marimo-form span", has_text="Ask who needs it").last,
        note(page, 2).locator("strong").first,
    ]
    for text in texts:
        assert is_light(text.evaluate("element => getComputedStyle(element).color")) == (scheme == "dark")
    assert page.locator(".marimo-error").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert lesson.errors == []
    page.context.close()

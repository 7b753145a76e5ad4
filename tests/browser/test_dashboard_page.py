"""An instructor watches a cohort being graded: empty, growing, hostile; light and dark."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from grading.instructor.gradebook.book import Gradebook
from grading.instructor.gradebook.marks_file import Mark
from tests.plausible import HOSTILE, cohort, hostile_report, one_report

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]


class Cohort:
    """A dashboard that runs, its gradebook, and what its pages complain about or ask of others."""

    def __init__(self, path, url, browser):
        self.path, self.url, self.browser, self.complaints = path, url, browser, []

    def open(self, scheme="light", width=1280):
        context = self.browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 1000})
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (self.complaints.append("alert"), dialog.dismiss()))
        page.on("request", self._asked)
        page.goto(self.url)
        expect(page.get_by_role("heading", name="The cohort")).to_be_visible(timeout=60_000)
        return page

    def _asked(self, request):
        if not request.url.startswith((self.url.split("?")[0], "data:", "blob:")):
            self.complaints.append(request.url)

    def save(self, *reports):
        with Gradebook(self.path) as book:
            for report in reports:
                book.save(report, "f")


@pytest.fixture(scope="module")
def served(browser, tmp_path_factory):
    """One dashboard for all tests of this file: each of them opens pages of its own on a gradebook of its own."""
    path = tmp_path_factory.mktemp("grades") / "gradebook.db"
    server = subprocess.Popen(
        [sys.executable, "-m", "course", "dashboard", str(path), "--no-browser"],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    expect.set_options(timeout=30_000)  # a busy machine needs longer than Playwright's five seconds
    try:
        server.stdout.readline()
        yield path, server.stdout.readline().strip()
    finally:
        expect.set_options(timeout=5_000)
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        server.stdout.close()


@pytest.fixture
def dashboard(browser, served):
    path, url = served
    for file in path.parent.iterdir():
        file.unlink()
    return Cohort(path, url, browser)


def tile(page, name):
    return page.locator(".tiles div").filter(has=page.get_by_text(name, exact=True)).locator("dd")


def choose(page, learner):
    page.get_by_role("row").filter(has_text=learner).get_by_role("checkbox").first.click()


def test_the_page_fills_while_grading_runs_and_keeps_what_was_chosen(dashboard):
    page = dashboard.open()
    expect(page.get_by_text("There is no gradebook")).to_be_visible()
    expect(page.get_by_text("python -m course grade SUBMISSIONS")).to_be_visible()
    reports = cohort(12)
    dashboard.save(*reports[:5])
    expect(tile(page, "Notebooks")).to_have_text("5")
    expect(page.get_by_text("There is no gradebook")).to_have_count(0)
    choose(page, "Katherine Lovelace")
    expect(page.locator("[data-learner] h2")).to_have_text("Katherine Lovelace")
    dashboard.save(*reports[5:])
    expect(tile(page, "Notebooks")).to_have_text("12")
    expect(page.locator("[data-learner] h2")).to_have_text("Katherine Lovelace")
    with Gradebook(dashboard.path) as book:
        book.add_marks([Mark("Katherine Lovelace", "1", "E1.2", "Clear names", 3.0, 4.0, "Good.")])
    expect(page.locator(".feedback")).to_contain_text("Clear names")
    dashboard.save(one_report("Zoe", seed=1))
    other = one_report("Zoe", seed=2)
    dashboard.save(replace(other, module="2", graded_at="2027-01-01T00:00:00+00:00"))
    expect(tile(page, "Notebooks")).to_have_text("13")
    page.get_by_test_id("marimo-plugin-dropdown").select_option(label="Module 2")
    expect(tile(page, "Notebooks")).to_have_text("1")
    assert dashboard.complaints == []
    page.context.close()


def test_nothing_of_a_submission_is_run_or_fetched(dashboard):
    kinds = list(HOSTILE)
    dashboard.save(*[hostile_report(HOSTILE[kind]) for kind in kinds])
    page = dashboard.open()
    expect(tile(page, "Notebooks")).to_have_text(str(len(kinds)))
    scripts = page.locator("script").count()
    page.get_by_test_id("next-page-button").click()
    page.get_by_test_id("previous-page-button").click()
    boxes = page.get_by_role("checkbox")
    for number in range(10):
        boxes.nth(number).click()
        expect(boxes.nth(number)).to_be_checked()
        expect(page.locator("[data-learner]")).to_be_visible()
    for summary in page.locator("summary").all():
        summary.click()
    page.wait_for_timeout(500)
    assert page.locator("script").count() == scripts
    assert page.locator("img, [onerror], [onload], [onmouseover]").count() == 0
    assert page.locator("a[href^='javascript'], a[href*='127.0.0.1:9']").count() == 0
    assert dashboard.complaints == []
    page.context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("dark", 390)])
def test_it_is_readable_in_both_schemes_and_on_a_phone(dashboard, scheme, width):
    dashboard.save(*cohort(30))
    page = dashboard.open(scheme, width)
    expect(tile(page, "Notebooks")).to_have_text("30")
    expect(page.locator("canvas, svg.marks").first).to_be_visible()
    choose(page, "Ada Hopper")
    ground = page.locator(".feedback article").first
    expect(ground).to_be_visible()
    colour = ground.evaluate("element => getComputedStyle(element).backgroundColor")
    assert (max(map(int, re.findall(r"\d+", colour)[:3])) < 80) == (scheme == "dark"), colour
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert dashboard.complaints == []
    page.context.close()

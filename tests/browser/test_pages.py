"""Every page of the course opens without an error, in both themes."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from course import ROOT, links

pytestmark = pytest.mark.browser
PATTERNS = ("home.py", "modules/*.py", "exercises/*.py")
PAGES = [path for pattern in PATTERNS for path in sorted(ROOT.glob(pattern))]
SETTLED = """() => document.querySelector("[data-testid='cell-status'], .marimo-cell")
    && !document.querySelector('[data-status="running"], [data-status="queued"]')"""


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_it_opens_without_an_error_and_follows_the_theme(course, path: Path):
    course.errors.clear()
    view = "" if path.parent.name == "exercises" else links.READING  # as links open it
    page = course.open(course.url_of(path.relative_to(ROOT).as_posix()) + view, "dark")
    expect(page.locator("h1").first).to_be_visible(timeout=180_000)
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(SETTLED, timeout=180_000)
        page.wait_for_timeout(1_000)
        assert page.locator(".marimo-error").count() == 0
        theme = page.evaluate("getComputedStyle(document.body).colorScheme || document.body.className")
        assert ("dark" in str(theme)) == (scheme == "dark")
    assert course.errors == []
    page.context.close()

"""The learners' bundle, opened by the README's command, and a real browser on it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from course import links

CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium; Playwright's own download is not used."""
    path = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs Chromium: apt-get install chromium")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGS)
        yield chromium
        chromium.close()


class Course:
    """A running copy of the course."""

    def __init__(self, folder: Path, home: str, browser: Browser) -> None:
        self.folder, self.home, self.browser = folder, home, browser
        self.errors: list[str] = []

    def open(self, url: str, scheme: str = "light") -> Page:
        """Open a page in a window of its own; what a console in it reports as an error is collected."""
        context = self.browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 1000})
        context.set_default_timeout(60_000)
        context.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        page = context.new_page()
        page.goto(url)
        return page

    def url_of(self, path: str) -> str:
        """The address of a notebook of the course, in the editor."""
        return re.sub(r"file=[^&]*", f"file={path}", self.home).replace(links.READING, "")


@pytest.fixture(scope="session")
def course(browser, bundle, tmp_path_factory):
    """The course as a newcomer gets it, opened with the README's command: one for all tests of a worker."""
    folder = shutil.copytree(bundle, tmp_path_factory.mktemp("learner") / "course")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if k != "COURSE_PROGRESS"}
    environment["COURSE_PROGRESS"] = str(folder / ".course" / "progress.sqlite")
    log = (folder / "start.log").open("w+", encoding="utf-8")
    command = [sys.executable, "-m", "course", "start", "--no-browser", "--port", str(port)]
    server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT, env=environment)
    try:
        yield Course(folder, _address(server, folder / "start.log"), browser)
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
        log.close()


def _address(server: subprocess.Popen, log: Path) -> str:
    for _ in range(600):
        found = re.search(r"http://\S+file=home\.py\S*", log.read_text(encoding="utf-8").replace("\n", ""))
        if found:
            return found[0]
        if server.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail(f"`python -m course start` printed no address:\n{log.read_text(encoding='utf-8')}")

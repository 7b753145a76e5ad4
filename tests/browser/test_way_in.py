"""A real browser comes in by the page that hands the address over; a page of somebody else's does not."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from course_app.hand_over import hand_over

pytestmark = pytest.mark.browser
OPENS = """address => new Promise(resolve => {
    const socket = new WebSocket(address)
    socket.onopen = () => { socket.close(); resolve("open") }
    socket.onerror = () => resolve("refused")
})"""


class Elsewhere(BaseHTTPRequestHandler):
    """A page that is not the course's."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def elsewhere():
    """The address of another server on this machine."""
    with HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def home(course):
    """The home page, opened as `course start` opens it."""
    course.errors.clear()  # those of other tests' pages
    with hand_over(course.home) as page:
        opened = course.open(page.as_uri())
        expect(opened.locator("[data-module]").first).to_be_visible(timeout=60_000)
        yield opened
    opened.context.close()
    course.errors.clear()  # a browser reports a refused websocket as an error of the page


def test_the_page_leads_to_the_home_page(course, home):
    assert urlsplit(home.url).netloc == urlsplit(course.home).netloc
    assert course.errors == []


def test_it_is_open_after_a_reload_and_in_a_second_tab_without_the_token(course, home):
    home.goto(course.home.partition("&access_token")[0])
    home.reload()
    second = home.context.new_page()
    second.goto(home.url)
    for page in (home, second):
        expect(page.locator("[data-module]").first).to_be_visible(timeout=60_000)
    second.close()


def test_a_page_of_another_server_on_this_machine_opens_no_websocket(course, home, elsewhere):
    """It gets the cookie along: to a browser, all ports of a machine are one site."""
    own = urlsplit(course.home)
    socket = f"ws://{own.netloc}/ws?session_id=s_tested&file=home.py"
    assert home.evaluate(OPENS, socket) == "open"
    foreign = home.context.new_page()
    foreign.goto(elsewhere)
    assert foreign.evaluate(OPENS, socket) == "refused"
    foreign.close()

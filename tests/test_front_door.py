"""How one comes in: the browser gets the token without a command line, and nobody gets in by another name or page."""

import asyncio
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from course import ROOT
from course_app import hand_over as handing_over
from course_app.front_door import FrontDoor
from course_app.hand_over import hand_over
from tests.conftest import LAUNCHER

BROWSER = """
import html, json, os, re, sys, urllib.request
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

def mode(path):
    return oct(path.stat().st_mode & 0o777)

def command_lines():
    for process in Path("/proc").glob("[0-9]*"):
        try:
            yield (process / "cmdline").read_bytes().decode("utf-8", "replace")
        except OSError:
            pass

given = sys.argv[1]
seen = {"given": given, "address": given}
if given.startswith("file:"):
    page = Path(urllib.request.url2pathname(urlsplit(given).path))
    seen |= {"page": str(page), "mode": mode(page), "folder mode": mode(page.parent)}
    seen["address"] = html.unescape(re.search('url=([^"]*)', page.read_text("utf-8"))[1])
token = parse_qs(urlsplit(seen["address"]).query)["access_token"][0]
seen["shown"] = [line for line in command_lines() if token in line]
opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
with opener.open(seen["address"]) as home:
    seen |= {"status": home.status, "home": home.read().decode()}
print(json.dumps(seen), flush=True)
"""
PORT = 2718
TOKEN = "a-token"
OWN = [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"LOCALHOST:{PORT}", f"[::1]:{PORT}"]
FOREIGN = [
    f"evil.example:{PORT}",
    "127.0.0.1",
    "127.0.0.1:1",
    f"localhost.evil.example:{PORT}",
    f"10.0.0.1:{PORT}",
    "",
]


class Opened:
    """A course that runs, and what the browser saw that it opened."""

    def __init__(self, seen, printed, terminal):
        self.seen, self.printed, self.terminal = seen, printed, terminal
        self.address = urlsplit(seen["address"])
        self.own = f"http://{self.address.netloc}"
        self.cookie = self._cookie()

    def ask(self, path, **headers):
        """The status and the text of the answer to a request of these headers alone."""
        asking = http.client.HTTPConnection("127.0.0.1", self.address.port, timeout=20)
        try:
            asking.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
            for name, value in {"Host": self.address.netloc, **headers}.items():
                asking.putheader(name.replace("_", "-"), value)
            asking.endheaders()
            answer = asking.getresponse()
            return answer.status, "" if answer.status == 101 else answer.read().decode(), answer
        finally:
            asking.close()

    def websocket(self, **headers):
        """The status of the answer to a page that opens the websocket of a notebook; 101 opens it."""
        return self.ask(
            "/ws?session_id=s_abcdef&file=home.py",
            Connection="Upgrade",
            Upgrade="websocket",
            Sec_WebSocket_Version="13",
            Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==",
            **headers,
        )[0]

    def _cookie(self):
        *_, answer = self.ask(f"/?{self.address.query}")
        return answer.getheader("Set-Cookie").split(";")[0]


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """The course as `course start` opens it, in a browser that writes down what it is given and follows it."""
    folder = tmp_path_factory.mktemp("front door")
    browser = folder / "browser.py"
    browser.write_text(BROWSER, encoding="utf-8")
    environment = {
        **os.environ,
        "BROWSER": f"'{sys.executable}' '{browser}' %s",
        "COURSE_PROGRESS": str(folder / "progress.sqlite"),
    }
    command = [sys.executable, "-c", LAUNCHER, sys.executable, "-m", "course", "start"]
    server = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        printed = [server.stdout.readline() for _ in range(3)]
        seen = json.loads(server.stdout.readline())  # the browser prints what it saw to the same terminal
        yield Opened(seen, printed, server.stdout)
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
        server.stdout.close()


posix = pytest.mark.skipif(os.name == "nt", reason="Windows has neither modes nor /proc")


@posix
def test_the_browser_comes_in_by_an_address_without_the_token(opened):
    token = parse_qs(opened.address.query)["access_token"][0]
    assert token not in opened.seen["given"]
    assert opened.seen["status"] == 200 and "<marimo-filename" in opened.seen["home"]
    assert "file=home.py" in opened.address.query
    first, address, _ = opened.printed
    assert "open at" in first and address.strip() == opened.seen["address"]
    assert "copy the address" in opened.terminal.readline()


@posix
def test_no_command_line_of_the_machine_has_the_token(opened):
    assert opened.seen["shown"] == []


@posix
def test_the_page_that_hands_the_token_over_is_private_and_gone_once_used(opened):
    assert "page" in opened.seen, f"the browser was given {opened.seen['given']}"
    assert (opened.seen["mode"], opened.seen["folder mode"]) == ("0o600", "0o700")
    assert not Path(opened.seen["page"]).exists()


@posix
def test_a_websocket_opens_for_the_courses_own_page_alone(opened):
    own, cookie = opened.own, opened.cookie
    assert opened.websocket(Cookie=cookie, Origin=own) == 101
    for foreign in ("http://evil.example", f"https://{opened.address.netloc}", "http://127.0.0.1:1", "null"):
        assert opened.websocket(Cookie=cookie, Origin=foreign) == 403, foreign
    assert opened.websocket(Origin=own) in (401, 403)  # nor without the cookie


@posix
def test_a_request_is_answered_under_the_courses_own_address_alone(opened):
    port = opened.address.port
    for own in (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}"):
        assert opened.ask("/?file=home.py", Host=own, Cookie=opened.cookie)[0] == 200, own
    status, said, _ = opened.ask("/?file=home.py", Host=f"evil.example:{port}", Cookie=opened.cookie)
    assert status == 403 and said.count("\n") == 1 and "terminal" in said
    status, said, _ = opened.ask("/?file=home.py", Origin="http://evil.example", Cookie=opened.cookie)
    assert status == 403 and said.count("\n") == 1


async def house(scope, receive, send):
    """What is behind the door: it answers everybody."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        await send({"type": "http.response.start", "status": 200})


def door(page=None, host="127.0.0.1", port=PORT):
    return FrontDoor(house, host=host, port=port, token=TOKEN, page=page)


def answer(door, *headers, kind="http", method="GET", query=""):
    """What the door sends first: a status, or "websocket.accept" or "websocket.close"."""
    sent = []

    async def send(message):
        sent.append(message)

    pairs = [(name.encode(), value.encode()) for name, value in headers]
    scope = {"type": kind, "method": method, "path": "/", "query_string": query.encode(), "headers": pairs}
    with ThreadPoolExecutor(
        1
    ) as thread:  # a browser that a test before this one used keeps a loop in the main one
        thread.submit(asyncio.run, door(scope, None, send)).result()
    return sent[0].get("status", sent[0]["type"])


@pytest.mark.parametrize(("hosts", "status"), [(OWN, 200), (FOREIGN, 403)])
def test_the_host_must_be_the_courses_own(hosts, status):
    assert {host: answer(door(), ("host", host)) for host in hosts} == dict.fromkeys(hosts, status)
    assert answer(door()) == 403


@pytest.mark.parametrize(
    ("origin", "ours"), [(OWN[0], True), (OWN[1], False), ("evil.example", False), ("127.0.0.1", False)]
)
def test_the_origin_must_be_that_of_the_address_asked(origin, ours):
    headers = ("host", OWN[0]), ("origin", f"http://{origin}")
    for method in ("GET", "POST", "OPTIONS"):
        assert answer(door(), *headers, method=method) == (200 if ours else 403)
    opened = "websocket.accept" if ours else "websocket.close"
    assert answer(door(), *headers, kind="websocket") == opened


def test_a_websocket_of_another_host_is_refused():
    assert answer(door(), ("host", FOREIGN[0]), kind="websocket") == "websocket.close"
    assert answer(door(), ("host", OWN[0]), kind="websocket") == "websocket.accept"


def test_two_hosts_or_two_origins_are_no_way_in():
    assert answer(door(), ("host", OWN[0]), ("host", FOREIGN[0])) == 403
    origins = [("origin", f"http://{name}") for name in (OWN[0], "evil.example")]
    assert answer(door(), ("host", OWN[0]), *origins) == 403


@pytest.mark.parametrize(
    ("listens_on", "port", "host", "status"),
    [
        ("0.0.0.0", PORT, f"192.168.7.8:{PORT}", 200),
        ("0.0.0.0", PORT, f"{socket.gethostname()}:{PORT}", 200),
        ("0.0.0.0", PORT, f"evil.example:{PORT}", 403),
        ("::", PORT, f"[fe80::1]:{PORT}", 200),
        ("fe80::2", PORT, f"[fe80::2]:{PORT}", 200),
        ("192.168.7.8", PORT, f"192.168.7.8:{PORT}", 200),
        ("192.168.7.8", PORT, f"192.168.7.9:{PORT}", 403),
        ("127.0.0.1", 80, "127.0.0.1", 200),
    ],
)
def test_a_course_on_other_addresses_answers_under_them(listens_on, port, host, status):
    assert answer(door(host=listens_on, port=port), ("host", host)) == status


def test_the_page_stays_until_the_token_comes_in(tmp_path):
    page = tmp_path / "open.html"
    page.touch()
    front = door(page)
    for query, host in (("", OWN[0]), ("access_token=wrong", OWN[0]), (f"access_token={TOKEN}", FOREIGN[0])):
        answer(front, ("host", host), query=query)
        assert page.exists()
    for _ in range(2):
        assert answer(front, ("host", OWN[0]), query=f"access_token={TOKEN}") == 200
        assert not page.exists()


@posix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_the_page_is_private_whatever_the_umask_and_gone_at_the_end(tmp_path, monkeypatch, umask):
    monkeypatch.setattr(handing_over, "_places", lambda: [tmp_path])
    before = os.umask(umask)
    try:
        with hand_over("http://127.0.0.1:1/?a=1&access_token=b") as page:
            assert page.stat().st_mode & 0o077 == 0 and page.parent.stat().st_mode & 0o777 == 0o700
            assert "url=http://127.0.0.1:1/?a=1&amp;access_token=b" in page.read_text(encoding="utf-8")
    finally:
        os.umask(before)
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_the_next_place_is_taken_and_none_at_last(tmp_path, monkeypatch):
    nowhere = tmp_path / "file"
    nowhere.touch()
    monkeypatch.setattr(handing_over, "_places", lambda: [nowhere, tmp_path])
    with hand_over("http://127.0.0.1:1/") as page:
        assert page.parent.parent == tmp_path
    monkeypatch.setattr(handing_over, "_places", lambda: [nowhere])
    with hand_over("http://127.0.0.1:1/") as page:
        assert page is None


@posix
def test_a_folder_that_others_may_enter_is_not_used(tmp_path, monkeypatch):
    """As on a file system that knows no modes."""
    monkeypatch.setattr(handing_over, "_places", lambda: [tmp_path])
    make = handing_over.tempfile.TemporaryDirectory

    def open_to_all(**options):
        made = make(**options)
        os.chmod(made.name, 0o755)
        return made

    monkeypatch.setattr(handing_over.tempfile, "TemporaryDirectory", open_to_all)
    with hand_over("http://127.0.0.1:1/") as page:
        assert page is None
    assert list(tmp_path.iterdir()) == []

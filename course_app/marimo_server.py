"""Run marimo's server for as long as a command runs, and open its page in the browser."""

import errno
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import webbrowser
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

from course import ROOT
from course_app.console import CommandError
from course_app.hand_over import hand_over

_WAIT_SECONDS = 60.0
_OPENED = "If the browser shows no page, copy the address into it."
_NOT_OPENED = "No browser could be opened here: copy the address into one."


def serve(
    arguments: list[str],
    page: str,
    *,
    host: str,
    port: int | None,
    browser: bool,
    opened: str,
    closed: str,
    again: str,
    environment: dict[str, str] | None = None,
) -> None:
    """Run ``marimo ARGUMENTS`` until Ctrl-C.

    Args:
        page: path and query of the page to open.
        opened: what is said above the address.
        closed: what is said at the end.
        again: how to start again when marimo ends by itself.
        environment: further variables for marimo.

    Raises:
        CommandError: the port is taken, or marimo does not start or ends by itself.
    """
    port = _claim(host, port)
    token = secrets.token_urlsafe(16)
    shown = "localhost" if host in ("0.0.0.0", "::") else host
    shown = f"[{shown}]" if ":" in shown else shown
    url = f"http://{shown}:{port}/{page}{'&' if '?' in page else '?'}access_token={token}"
    for name in ("SIGTERM", "SIGHUP"):  # closing the terminal must not leave marimo behind
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)
    command = [*arguments, "--headless", "--no-sandbox", "--host", host, "--port", str(port)]
    # What marimo says to who develops with it would only puzzle a learner.
    handed_over = hand_over(url) if browser else nullcontext()
    with tempfile.TemporaryFile() as log, handed_over as way_in:
        server = _launch(command, token, way_in, log, environment or {})
        try:
            _wait(server, host, port, log)
            # The address is a line of its own, so that a terminal makes a link of it.
            print(f"{opened}\n  {url}\n  Ctrl-C stops it.", flush=True)
            if browser:
                was_opened = way_in is not None and webbrowser.open(way_in.as_uri())
                print(f"  {_OPENED if was_opened else _NOT_OPENED}", flush=True)
            server.wait()
            raise CommandError(f"marimo ended ({_last_words(log)}); start again with: {again}")
        except KeyboardInterrupt:
            print(f"\n{closed}", flush=True)
        finally:
            _end(server)


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _claim(host: str, port: int | None) -> int:
    """The port, if it is free; a free one for None. Raises CommandError otherwise."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if os.name != "nt":  # there it would let two programs share a port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port or 0))
            return probe.getsockname()[1]
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CommandError(
                f"port {port} is in use, perhaps by a course that is already open; choose another with --port, "
                "or leave --port out"
            ) from None
        where = f"{host} port {port}" if port else host
        raise CommandError(
            f"can't listen on {where} ({error.strerror or error}); --host takes an address of this machine, such as "
            "127.0.0.1"
        ) from None


def _launch(
    arguments: list[str], token: str, way_in: Path | None, log: BinaryIO, environment: dict[str, str]
) -> subprocess.Popen:
    read, write = os.pipe()
    os.write(write, token.encode())  # by a pipe: a command line can be read by every user of the machine
    os.close(write)
    guarded = [sys.executable, "-m", "course_app.guarded_marimo", str(way_in or "")]
    command = [*guarded, "--quiet", *arguments]
    path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part)
    try:
        # In a session of its own, so that Ctrl-C reaches only us, and we end it with all its kernels.
        return subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=read,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONPATH": path, **environment},
            **(
                {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
                if os.name == "nt"
                else {"start_new_session": True}
            ),
        )
    finally:
        os.close(read)


def _wait(server: subprocess.Popen, host: str, port: int, log: BinaryIO) -> None:
    """Return when the server answers. Raises CommandError when it ends or stays silent."""
    to = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    deadline = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise CommandError(f"marimo did not start: {_last_words(log)}")
        asking = http.client.HTTPConnection(to, port, timeout=2)
        try:
            asking.request("GET", "/health")
            if asking.getresponse().status < 500:
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            asking.close()
    raise CommandError(f"marimo did not answer on port {port} within {_WAIT_SECONDS:.0f} seconds; try again")


def _last_words(log: BinaryIO) -> str:
    log.seek(0)
    lines = [line.strip() for line in log.read().decode("utf-8", "replace").splitlines()]
    return next((line for line in reversed(lines) if line), "it said nothing")


def _end(server: subprocess.Popen) -> None:
    if server.poll() is not None:
        return
    server.send_signal(signal.CTRL_BREAK_EVENT if os.name == "nt" else signal.SIGTERM)
    try:
        server.wait(8)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        if os.name == "nt":
            server.kill()
        else:
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()

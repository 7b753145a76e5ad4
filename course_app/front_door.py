"""What stands before marimo's server: only requests to the course's own address, from its own pages, come in.

marimo asks for a token or the cookie that came of it, and a browser sends that cookie wherever it is led. Two ways in
would be left to a page of somebody else: a name of theirs that suddenly means 127.0.0.1 (DNS rebinding), which the Host
header gives away, and a request or websocket across origins, which the Origin header gives away.
"""

import ipaddress
import secrets
import socket
from contextlib import suppress
from pathlib import Path

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

_WRONG_HOST = "This is not the course's own address: open the one that is printed in the terminal.\n"
_WRONG_ORIGIN = "The course answers only its own pages, and another page asked.\n"
_EVERYWHERE = ("0.0.0.0", "::")


class FrontDoor:
    """ASGI middleware: status 403, or a refused websocket, for a foreign Host or Origin.

    Args:
        app: what is behind the door.
        host: the address that is listened on. For every address of the machine, Host may be any IP address (which no
            foreign name can stand for) or the machine's name.
        port: the port that is listened on, which must be in Host too.
        token: what the address that was handed over ends with.
        page: the page that hands it over; removed as soon as somebody came in with the token.
    """

    def __init__(self, app: ASGIApp, *, host: str, port: int, token: str, page: Path | None = None) -> None:
        self._app, self._token, self._page = app, token, page
        self._port = "" if port == 80 else f":{port}"  # browsers leave out the usual one
        self._everywhere = host in _EVERYWHERE
        own = socket.gethostname() if self._everywhere else host
        self._names = {"127.0.0.1", "localhost", "[::1]", f"[{own}]" if ":" in own else own.lower()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse it, or pass it on to what is behind the door."""
        if scope["type"] in ("http", "websocket"):
            asked = HTTPConnection(scope)
            wrong = self._wrong(asked)
            if wrong:
                refusal = PlainTextResponse(wrong, 403) if scope["type"] == "http" else WebSocketClose()
                return await refusal(scope, receive, send)
            self._remove_used_page(asked)
        await self._app(scope, receive, send)

    def _wrong(self, asked: HTTPConnection) -> str | None:
        hosts, origins = asked.headers.getlist("host"), asked.headers.getlist("origin")
        if len(hosts) != 1 or not self._is_ours(hosts[0].lower()):
            return _WRONG_HOST
        if any(origin.lower() != f"http://{hosts[0].lower()}" for origin in origins):
            return _WRONG_ORIGIN
        return None

    def _is_ours(self, host: str) -> bool:
        if not host.endswith(self._port):
            return False
        name = host.removesuffix(self._port)
        return name in self._names or (self._everywhere and _is_address(name))

    def _remove_used_page(self, asked: HTTPConnection) -> None:
        given = asked.query_params.get("access_token", "")
        if self._page and secrets.compare_digest(given.encode(), self._token.encode()):
            # Windows keeps a file while the browser reads it; this one goes with its folder then.
            with suppress(OSError):
                self._page.unlink()
            self._page = None


def _is_address(name: str) -> bool:
    with suppress(ValueError):
        return bool(ipaddress.ip_address(name.removeprefix("[").removesuffix("]")))
    return False

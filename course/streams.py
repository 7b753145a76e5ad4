"""Redis Streams for the lessons: a server that is always there, and topics that leave nothing behind.

With the environment variable REDIS_URL set, everything here talks to that Redis. Without it, a server written
in Python starts inside this process, on a free port of this machine only. The client is redis-py both times,
so what a lesson shows is what production code does.
"""

import atexit
import os
import threading
import uuid
import weakref
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

import redis

Message = tuple[str, dict[str, str]]
"""A message as a consumer gets it: its id ("1718000000000-0") and its fields, all text."""

_CONNECT_SECONDS = 3.0
# Whatever a killed notebook could not clean up on a real Redis is gone after this time.
_KEEP_SECONDS = 3600
_PREFIX = "mlcourse"

_lock = threading.Lock()
_embedded_port: int | None = None
_open_topics: "weakref.WeakSet[Topic]" = weakref.WeakSet()


class StreamsError(RuntimeError):
    """No Redis could be reached; the message is one line that says what to do."""


def connect(url: str | None = None) -> redis.Redis:
    """A client that is connected: to `url`, else to REDIS_URL, else to the embedded server of this process.

    Replies are text, not bytes. Raises StreamsError when the server does not answer or the URL is none.
    """
    url = url or os.environ.get("REDIS_URL")
    if not url:
        return redis.Redis(host="127.0.0.1", port=_start_embedded(), decode_responses=True)
    try:
        client = redis.Redis.from_url(
            url,
            decode_responses=True,
            socket_connect_timeout=_CONNECT_SECONDS,
            socket_timeout=_CONNECT_SECONDS,
        )
        client.ping()
    except (redis.RedisError, OSError, ValueError) as error:
        raise StreamsError(
            f"No Redis answers at {_without_password(url)} ({type(error).__name__}): "
            "start it, correct REDIS_URL, or unset REDIS_URL to use the built-in server."
        ) from None
    return client


def server_name() -> str:
    """What `connect()` talks to, in words for a page: never shows a password."""
    url = os.environ.get("REDIS_URL")
    return (
        f"Redis at {_without_password(url)}" if url else "fakeredis, an imitation of Redis in this notebook"
    )


class Topic:
    """A named log on Redis that several groups of consumers read, each at its own pace.

    The key of each topic is unique, so notebooks that share one Redis never meet. `close()`, the end of a
    `with` block, the end of the process, or an hour without use removes it.
    """

    def __init__(self, name: str, client: redis.Redis | None = None):
        self.name = name
        self.client = client if client is not None else connect()
        self.key = f"{_PREFIX}:{uuid.uuid4().hex[:12]}:{name}"
        _open_topics.add(self)

    def __enter__(self) -> "Topic":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove the topic with its groups from the server. Closing twice is fine."""
        _open_topics.discard(self)
        self.client.delete(self.key)

    def publish(self, messages: Iterable[Mapping[str, Any]]) -> list[str]:
        """Append messages in one round trip and return their ids, in order."""
        pipe = self.client.pipeline(transaction=False)
        count = 0
        for message in messages:
            pipe.xadd(self.key, {field: str(value) for field, value in message.items()})
            count += 1
        if not count:
            return []
        pipe.expire(self.key, _KEEP_SECONDS)
        return pipe.execute()[:count]

    def subscribe(self, group: str, start: str = "0") -> None:
        """Make a group that reads from `start`: "0" is the oldest message, "$" only what comes from now on.

        A group that exists already stays where it is.
        """
        try:
            self.client.xgroup_create(self.key, group, start, mkstream=True)
        except redis.ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise
        self.client.expire(self.key, _KEEP_SECONDS)

    def read(self, group: str, consumer: str, count: int = 10) -> list[Message]:
        """Up to `count` messages nobody in the group has had yet; they are pending until acknowledged."""
        reply = self.client.xreadgroup(group, consumer, {self.key: ">"}, count=count)
        return _messages(reply[0][1]) if reply else []

    def ack(self, group: str, ids: Iterable[str]) -> int:
        """Say that messages are done; returns how many of them were pending."""
        ids = list(ids)
        return self.client.xack(self.key, group, *ids) if ids else 0

    def claim(self, group: str, consumer: str, idle_ms: int = 0, count: int = 100) -> list[Message]:
        """Take over messages that some consumer left pending for `idle_ms` or longer (XAUTOCLAIM)."""
        return _messages(self.client.xautoclaim(self.key, group, consumer, idle_ms, count=count)[1])

    def replay(self, group: str, start: str = "0") -> None:
        """Move a group back, so that everything after `start` is delivered to it again."""
        self.client.xgroup_setid(self.key, group, start)

    def pending(self, group: str, count: int = 1000) -> list[dict[str, Any]]:
        """Delivered but not acknowledged: rows of message_id, consumer, times_delivered."""
        rows = self.client.xpending_range(self.key, group, "-", "+", count)
        return [{name: row[name] for name in ("message_id", "consumer", "times_delivered")} for row in rows]

    def progress(self, group: str) -> dict[str, int]:
        """Where a group stands, as counts of messages that add up to `published`: waiting, pending, done.

        `waiting` (the lag) counts what was not delivered yet. It is counted from the last delivered id,
        because Redis itself no longer knows the lag after a group was moved.
        """
        [state] = [row for row in self.client.xinfo_groups(self.key) if row["name"] == group]
        published = self.client.xlen(self.key)
        waiting = len(self.client.xrange(self.key, f"({state['last-delivered-id']}", "+"))
        # After a replay a message can be pending and waiting at once; it counts as waiting.
        pending = min(state["pending"], published - waiting)
        return {
            "published": published,
            "waiting": waiting,
            "pending": pending,
            "done": published - waiting - pending,
        }


def _messages(rows: list[tuple[str, dict[str, str] | None]]) -> list[Message]:
    return [(number, dict(fields)) for number, fields in rows if fields is not None]


def _start_embedded() -> int:
    """The port of the embedded server, which starts at the first call and lives as long as the process."""
    global _embedded_port
    with _lock:
        if _embedded_port is None:
            # Imported here: whoever has a real Redis need not load the Python one.
            from fakeredis import TcpFakeServer

            server = TcpFakeServer(("127.0.0.1", 0))
            server.daemon_threads = True
            # Many small replies in a row wait 40 ms for each other unless they are sent at once.
            server.RequestHandlerClass = type(
                "PromptHandler", (server.RequestHandlerClass,), {"disable_nagle_algorithm": True}
            )
            threading.Thread(target=server.serve_forever, name="embedded-redis", daemon=True).start()
            _embedded_port = server.server_address[1]
        return _embedded_port


def _without_password(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"
    except ValueError:
        return "the address in REDIS_URL"


@atexit.register
def _close_topics() -> None:
    if _embedded_port is not None and not os.environ.get("REDIS_URL"):
        return  # the embedded server ends with this process, and takes its topics along
    for topic in list(_open_topics):
        try:
            topic.close()
        except (redis.RedisError, OSError):
            return  # the server is gone: what is left there expires by itself

"""The same promises, kept by the embedded server and by a real Redis that the test starts and stops."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import redis

from course import streams

ROOT = Path(__file__).resolve().parent.parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def real_url(tmp_path_factory):
    program = shutil.which("redis-server")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("redis-server is missing: with CI set, the test against a real Redis must run")
        pytest.skip("redis-server is not installed")
    port = _free_port()
    folder = tmp_path_factory.mktemp("redis")
    server = subprocess.Popen(
        [
            program,
            "--port",
            str(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            str(folder),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        client = redis.Redis(host="127.0.0.1", port=port)
        for _ in range(100):
            try:
                client.ping()
                break
            except redis.RedisError:
                assert server.poll() is None, "redis-server stopped at once"
                time.sleep(0.05)
        else:
            pytest.fail("redis-server did not answer within 5 s")
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture(params=["embedded", "real"])
def topic(request, monkeypatch):
    if request.param == "real":
        monkeypatch.setenv("REDIS_URL", request.getfixturevalue("real_url"))
    else:
        monkeypatch.delenv("REDIS_URL", raising=False)
    with streams.Topic("listings") as topic:
        yield topic


def _publish(topic, count):
    return topic.publish({"listing": number, "name": "Pokémon"} for number in range(count))


def test_a_group_gets_each_message_once_and_in_order(topic):
    ids = _publish(topic, 7)
    topic.subscribe("pricing")
    first = topic.read("pricing", "worker-1", count=4)
    second = topic.read("pricing", "worker-2", count=10)
    assert [number for number, _ in first + second] == ids
    assert first[0][1] == {"listing": "0", "name": "Pokémon"}
    assert topic.read("pricing", "worker-1") == []


def test_groups_do_not_take_messages_from_each_other(topic):
    _publish(topic, 5)
    for group in ("pricing", "search"):
        topic.subscribe(group)
        assert len(topic.read(group, "worker-1")) == 5


def test_a_new_group_can_start_at_the_end(topic):
    _publish(topic, 5)
    topic.subscribe("alerts", start="$")
    assert topic.read("alerts", "worker-1") == []
    _publish(topic, 2)
    assert len(topic.read("alerts", "worker-1")) == 2


def test_subscribing_twice_changes_nothing(topic):
    _publish(topic, 3)
    topic.subscribe("pricing")
    topic.read("pricing", "worker-1")
    topic.subscribe("pricing")
    assert topic.read("pricing", "worker-1") == []


def test_progress_adds_up(topic):
    _publish(topic, 10)
    topic.subscribe("pricing")
    got = topic.read("pricing", "worker-1", count=6)
    assert topic.ack("pricing", [number for number, _ in got[:4]]) == 4
    assert topic.progress("pricing") == {"published": 10, "waiting": 4, "pending": 2, "done": 4}


def test_what_a_dead_consumer_left_is_claimed_and_counted(topic):
    _publish(topic, 3)
    topic.subscribe("pricing")
    lost = topic.read("pricing", "worker-1")
    claimed = topic.claim("pricing", "worker-2")
    assert claimed == lost
    rows = topic.pending("pricing")
    assert {row["consumer"] for row in rows} == {"worker-2"}
    assert {row["times_delivered"] for row in rows} == {2}
    topic.ack("pricing", [number for number, _ in claimed])
    assert topic.pending("pricing") == []


def test_claim_leaves_alone_what_is_not_idle_long_enough(topic):
    _publish(topic, 3)
    topic.subscribe("pricing")
    topic.read("pricing", "worker-1")
    assert topic.claim("pricing", "worker-2", idle_ms=60_000) == []


def test_replay_delivers_again(topic):
    ids = _publish(topic, 6)
    topic.subscribe("pricing")
    got = topic.read("pricing", "worker-1")
    topic.ack("pricing", [number for number, _ in got])
    topic.replay("pricing", start=ids[3])
    assert topic.progress("pricing")["waiting"] == 2
    assert [number for number, _ in topic.read("pricing", "worker-1")] == ids[4:]


def test_nothing_is_published_by_an_empty_batch(topic):
    assert topic.publish([]) == []
    assert topic.ack("pricing", []) == 0


def test_a_big_batch_arrives_whole(topic):
    _publish(topic, 2000)
    topic.subscribe("pricing")
    assert len(topic.read("pricing", "worker-1", count=5000)) == 2000


def test_close_leaves_no_key_behind(topic):
    _publish(topic, 1)
    assert 0 < topic.client.ttl(topic.key) <= 3600
    topic.close()
    topic.close()
    assert topic.client.exists(topic.key) == 0


def test_topics_of_one_name_do_not_meet(topic):
    with streams.Topic("listings") as other:
        _publish(topic, 2)
        other.subscribe("pricing")
        assert other.read("pricing", "worker-1") == []


def test_the_embedded_server_starts_once(monkeypatch):
    monkeypatch.delenv("REDIS_URL", raising=False)
    ports = {streams.connect().connection_pool.connection_kwargs["port"] for _ in range(3)}
    assert len(ports) == 1


def test_an_unreachable_redis_is_one_clear_line(monkeypatch):
    monkeypatch.setenv("REDIS_URL", f"redis://user:secret@127.0.0.1:{_free_port()}/0")
    with pytest.raises(streams.StreamsError) as caught:
        streams.connect()
    text = str(caught.value)
    assert "REDIS_URL" in text
    assert "\n" not in text
    assert "secret" not in text
    assert "secret" not in streams.server_name()


def test_a_url_that_is_none_is_one_clear_line(monkeypatch):
    monkeypatch.setenv("REDIS_URL", "localhost:6379")
    with pytest.raises(streams.StreamsError, match="REDIS_URL"):
        streams.connect()


def test_a_process_cleans_up_after_itself(real_url):
    code = (
        "from course.streams import Topic\n"
        "topic = Topic('listings')\n"
        "topic.publish([{'a': 1}])\n"
        "assert topic.client.exists(topic.key)\n"
    )
    subprocess.run(
        [sys.executable, "-c", code], check=True, cwd=ROOT, env={**os.environ, "REDIS_URL": real_url}
    )
    assert not list(redis.Redis.from_url(real_url).scan_iter("mlcourse:*"))


def test_a_process_with_the_embedded_server_ends_at_once():
    code = "from course.streams import Topic\nTopic('listings').publish([{'a': 1}])\n"
    env = {name: value for name, value in os.environ.items() if name != "REDIS_URL"}
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env=env, timeout=20)

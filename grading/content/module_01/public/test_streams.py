"""Public checks of section 1.4: batch and stream, publish and subscribe."""

from datetime import date, timedelta

from grading.content.module_01.exercises import E1_4, E1_4B
from grading.content.module_01.public.helpers import (
    fed_stream,
    is_message,
    nightly_batch,
    opened_stream,
    sale_event,
)


@E1_4
def test_equals_the_batch(answer, check):
    """On an orderly stream it agrees with the nightly batch"""
    stream, seen = opened_stream(answer, 3, 2), []
    for day, price in ((1, 1.0), (2, 2.0), (3, 4.0), (3, 10.0), (4, 8.0), (5, 16.0), (8, 3.0)):
        seen.append(sale_event(f"e{len(seen)}", f"2025-05-{day:02d}", price))
        stream.update(seen[-1])
        t = f"2025-05-{day:02d}"
        check.close(
            stream.value(t),
            nightly_batch(seen, t, 3),
            "the front page and the nightly report must show the same average",
        )


@E1_4
def test_rarities_apart(answer, check):
    """Each rarity has its own average"""
    stream = fed_stream(
        answer,
        [
            sale_event("e1", "2025-05-04", 1.0),
            sale_event("e2", "2025-05-05", 300.0, "Secret Rare"),
            sale_event("e3", "2025-05-05", 3.0),
        ],
    )
    check.close(
        stream.value("2025-05-05"),
        {"Common": 2.0, "Secret Rare": 300.0},
        "one Secret Rare in the average of the Commons makes every Common look dear",
    )
    check.equal(
        stream.value("2025-06-30"),
        {},
        "without a sale there is no average: an empty dict, no error and no zero",
    )


@E1_4
def test_late_sale_counts(answer, check):
    """A late sale still counts, on the day it was made"""
    stream = fed_stream(
        answer,
        [
            sale_event("e1", "2025-05-03", 1.0),
            sale_event("e2", "2025-05-06", 2.0),
            sale_event("e3", "2025-05-04", 6.0, arrival_time="2025-05-07"),
        ],
    )
    check.close(
        stream.value("2025-05-04"),
        {"Common": 3.5},
        "e3 was sold on May 4, two days before the clock: still in time",
    )
    check.close(
        stream.value("2025-05-07"),
        {"Common": 2.0},
        "the window of May 7 starts on May 5: a sale of May 4 does not enter it because it was told late",
    )


@E1_4
def test_replay_counts_once(answer, check):
    """A replayed event counts once"""
    stream = fed_stream(
        answer,
        [
            sale_event("e1", "2025-05-03", 1.0),
            sale_event("e2", "2025-05-04", 4.0),
            sale_event("e2", "2025-05-04", 4.0, arrival_time="2025-05-05"),
            sale_event("e2", "2025-05-04", 4.0, arrival_time="2025-05-06"),
        ],
    )
    check.close(
        stream.value("2025-05-04"),
        {"Common": 2.5},
        "after a crash the stream sends events again; counted again, they pull the average to what was "
        "replayed",
    )
    check.equal(len(stream), 2, "only two different events came in", given_as="len(streamAgg)")


@E1_4
def test_too_late_is_counted_apart(answer, check):
    """A sale behind the watermark changes nothing, and is counted"""
    stream = fed_stream(
        answer,
        [
            sale_event("e1", "2025-05-05", 1.0),
            sale_event("e2", "2025-05-06", 3.0),
            sale_event("e3", "2025-05-03", 80.0, arrival_time="2025-05-06"),
        ],
    )
    check.equal(
        stream.too_late,
        1,
        "someone must be able to see how many sales the live number leaves out",
        given_as="too_late",
    )
    check.close(
        stream.value("2025-05-05"),
        {"Common": 1.0},
        "May 3 is three days before the clock: the number for that time is closed",
        given_as='value("2025-05-05")',
    )


@E1_4
def test_memory_is_bounded(answer, check):
    """Memory stays bounded"""
    first = date(2025, 1, 1)
    events = [sale_event(f"e{n}", (first + timedelta(days=n)).isoformat(), float(n)) for n in range(60)]
    stream = fed_stream(answer, events)
    held = len(stream)
    check.is_true(
        held <= 5,
        "a stream has no end: a window of 3 days and a watermark of 2 never need more than 5 days of events",
        given=held,
        expected="at most 5 events, after 60 days of one event a day",
        given_as="len(streamAgg)",
    )
    check.close(
        stream.value("2025-02-27"),
        {"Common": 56.0},
        "two days before the clock may still be asked for: don't forget too much",
        given_as='value("2025-02-27")',
    )


def _broker(answer, *groups, messages=3):
    broker = answer()
    for group in groups:
        broker.subscribe("listings", group)
    for n in range(messages):
        broker.publish("listings", {"card_id": f"c{n}"})
    return broker


def _drain(broker, group, most=10):
    """Poll and acknowledge until nothing is left; the card ids in the order they came."""
    cards = []
    for _ in range(most):
        found = broker.poll("listings", group)
        if found is None:
            break
        if not is_message(found) or not isinstance(found[1], dict):
            cards.append(found)
            break
        cards.append(found[1].get("card_id"))
        broker.ack("listings", group, found[0])
    return cards


@E1_4B
def test_offsets(answer, check):
    """Each topic numbers its messages 0, 1, 2"""
    broker = answer()
    given = [broker.publish(topic, {"n": 1}) for topic in ("listings", "listings", "sales", "listings")]
    check.equal(
        given,
        [0, 1, 0, 2],
        "an offset is a place in one topic's log: replay depends on it",
        given_as="four publishes",
    )


@E1_4B
def test_in_order(answer, check):
    """A group gets the messages in order, one after the other"""
    broker = _broker(answer, "pricing")
    check.equal(
        _drain(broker, "pricing"),
        ["c0", "c1", "c2"],
        "a price change must not overtake the listing it belongs to",
    )
    check.equal(broker.poll("listings", "pricing"), None, "everything is acknowledged: nothing is left")
    broker.publish("listings", {"card_id": "c3"})
    check.equal(
        broker.poll("listings", "pricing"),
        (3, {"card_id": "c3"}),
        "what is published next gets the next offset",
    )


@E1_4B
def test_groups_are_independent(answer, check):
    """Every group sees every message"""
    broker = _broker(answer, "pricing", "fraud")
    check.equal(_drain(broker, "pricing"), ["c0", "c1", "c2"], "the first group reads the whole log")
    check.equal(
        _drain(broker, "fraud"),
        ["c0", "c1", "c2"],
        "what pricing finished, fraud still has to read: a fake card must not slip through because it was "
        "priced first",
    )


@E1_4B
def test_redelivered_until_acked(answer, check):
    """An unacknowledged message comes again"""
    broker = _broker(answer, "pricing", messages=2)
    check.equal(broker.poll("listings", "pricing"), (0, {"card_id": "c0"}), "the first message")
    check.equal(
        broker.poll("listings", "pricing"),
        (0, {"card_id": "c0"}),
        "the reader may have crashed before it was done: without an ack the listing would never be priced",
    )
    broker.ack("listings", "pricing", 0)
    check.equal(broker.poll("listings", "pricing"), (1, {"card_id": "c1"}), "acknowledged: on to the next")


@E1_4B
def test_ack_is_for_one_message(answer, check):
    """An ack finishes one message, not those before it"""
    broker = _broker(answer, "pricing")
    broker.ack("listings", "pricing", 1)
    check.equal(
        _drain(broker, "pricing"),
        ["c0", "c2"],
        "c1 was done first; c0 is still being worked on, and must come again if its reader crashes",
    )


@E1_4B
def test_replay(answer, check):
    """Replay rewinds one group to an offset"""
    broker = _broker(answer, "pricing", "fraud")
    _drain(broker, "pricing")
    _drain(broker, "fraud")
    broker.replay("listings", "pricing", 1)
    check.equal(
        _drain(broker, "pricing"),
        ["c1", "c2"],
        "after a bug fix, pricing reads again from offset 1, and only from there",
    )
    check.equal(
        _drain(broker, "fraud"), [], "the fraud team asked for nothing: no listing may reach it twice"
    )


@E1_4B
def test_subscribe_late_and_twice(answer, check):
    """A late group starts at 0, and subscribing twice loses nothing"""
    broker = _broker(answer, "pricing", messages=2)
    broker.subscribe("listings", "fraud")
    check.equal(
        _drain(broker, "fraud"), ["c0", "c1"], "a group that comes later also reads what is in the log"
    )
    broker.subscribe("listings", "fraud")
    check.equal(
        broker.poll("listings", "fraud"),
        None,
        "a reader that restarts subscribes again: it must not get everything a second time",
    )


@E1_4B
def test_unknown_group(answer, check):
    """A group that never subscribed is refused"""
    broker = _broker(answer, "pricing")
    with check.raises(KeyError, "a typo in the group's name would otherwise look like 'nothing to do'"):
        broker.poll("listings", "pircing")

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
    check.equal(
        [stream.value("2025-05-01"), len(stream), stream.too_late],
        [{}, 0, 0],
        "before the first event there is nothing to say, and nothing that goes wrong",
        given_as='[value("2025-05-01"), len, too_late] of a new StreamAgg(3, 2)',
    )
    for day, price in ((1, 1.0), (2, 2.0), (3, 4.0), (3, 10.0), (4, 8.0), (5, 16.005), (8, 3.0)):
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
    check.close(
        stream.value("2025-05-04"),
        {"Common": 1.0},
        "on May 4 no Secret Rare was sold: there is no average of it, and no zero",
    )
    check.equal(
        stream.value("2025-06-30"),
        {},
        "without a sale there is no average: an empty dict, no error and no zero",
    )
    check.close(
        stream.value("2025-05-04"),
        {"Common": 1.0},
        "a question changes nothing: who asks for a later day first gets the same answers",
    )


@E1_4
def test_late_sale_counts(answer, check):
    """A late sale still counts, on the day it was made"""
    stream = fed_stream(
        answer,
        [
            sale_event("e1", "2025-05-03", 1.0),
            sale_event("e2", "2025-05-06", 2.0),
            sale_event("e3", "2025-05-05", 6.0, arrival_time="2025-05-07"),
        ],
    )
    check.close(
        stream.value("2025-05-05"),
        {"Common": 3.5},
        "e3 was sold on May 5, one day before the clock: still in time",
    )
    check.close(
        stream.value("2025-05-08"),
        {"Common": 2.0},
        "the window of May 8 starts on May 6: a sale of May 5 does not enter it because it was told late",
    )
    stream.update(sale_event("e4", "2025-05-03", 80.0, arrival_time="2025-05-07"))
    check.equal(
        stream.too_late,
        1,
        "a late sale moves no clock back: May 3 is still three days before May 6, and too late",
        given_as="too_late, after a sale of May 3",
    )


@E1_4
def test_exactly_the_watermark(answer, check):
    """Exactly watermark_days behind the clock is in time"""
    stream = fed_stream(
        answer,
        [
            sale_event("e1", "2025-05-03", 1.0),
            sale_event("e2", "2025-05-06", 2.0),
            sale_event("e3", "2025-05-04", 6.0, arrival_time="2025-05-06"),
        ],
    )
    check.close(
        stream.value("2025-05-04"),
        {"Common": 3.5},
        "May 4 is two days before the clock, and the watermark waits two days",
    )
    check.equal(stream.too_late, 0, "nothing came too late", given_as="too_late")


@E1_4
def test_arrival_decides_nothing(answer, check):
    """When an event arrives decides nothing"""
    stream = fed_stream(
        answer,
        [
            sale_event("e1", "2025-05-06", 1.0, arrival_time="2025-05-08"),
            sale_event("e2", "2025-05-05", 3.0, arrival_time="2025-05-14"),
        ],
    )
    check.equal(
        [stream.too_late, len(stream)],
        [0, 2],
        "e2 came nine days late, after a holiday, and nothing newer was sold: one day behind the clock is in time",
        given_as="[too_late, len]",
    )
    stream.update(sale_event("e3", "2025-05-15", 5.0, arrival_time="2025-05-15"))
    stream.update(sale_event("e4", "2025-05-12", 9.0, arrival_time="2025-05-13"))
    check.equal(
        stream.too_late,
        1,
        "e4 was told a day after it was sold, but it is three days before the clock: too late",
        given_as="too_late",
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
def test_replay_changes_nothing(answer, check):
    """A replay is recognised first, and by its id alone"""
    events = [sale_event("e1", "2025-05-03", 1.0), sale_event("e2", "2025-05-06", 2.0)]
    stream = fed_stream(answer, [*events, events[0]])
    check.equal(
        [stream.too_late, len(stream)],
        [0, 2],
        "e1 counted long ago and is still held: sent again it is a replay, and no sale that came too late",
        given_as="[too_late, len]",
    )
    for event in (
        sale_event("e2", "2025-05-09", 50.0),
        sale_event("e3", "2025-05-05", 4.0, card_id="c7"),
        sale_event("e4", "2025-05-05", 4.0, card_id="c7"),
    ):
        stream.update(event)
    check.equal(
        [stream.too_late, len(stream)],
        [0, 4],
        "a replay moves no clock, so e3 and e4 are in time; alike in card, day and price, they are two sales "
        "with two ids",
        given_as="[too_late, len]",
    )
    check.close(
        stream.value("2025-05-06"), {"Common": 10.0 / 3}, "2.00, 4.00 and 4.00, and nothing of the replay"
    )


@E1_4
def test_too_late_is_counted_apart(answer, check):
    """A sale behind the watermark changes nothing, and is counted"""
    events = [sale_event("e1", "2025-05-05", 1.0), sale_event("e2", "2025-05-06", 3.0)]
    late = sale_event("e3", "2025-05-03", 80.0, arrival_time="2025-05-06")
    stream = fed_stream(answer, [*events, late])
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
    check.equal(len(stream), 2, "what came too late is not held", given_as="len(streamAgg)")
    stream.update(sale_event("e4", "2025-04-20", 70.0, arrival_time="2025-05-06"))
    check.equal([stream.too_late, len(stream)], [2, 2], "April 20 is later still", given_as="[too_late, len]")


@E1_4
def test_ids_are_forgotten(answer, check):
    """An id that is not held is judged by its day"""
    late = sale_event("e3", "2025-05-03", 80.0)
    stream = fed_stream(answer, [sale_event("e1", "2025-05-01", 1.0), sale_event("e2", "2025-05-06", 3.0)])
    for event in (sale_event("e1", "2025-05-01", 1.0), late, late):
        stream.update(event)
    check.equal(
        stream.too_late,
        3,
        "e1 is forgotten and e3 never counted: whoever remembers their ids remembers every id there ever was",
        given_as="too_late",
    )
    stream.update(sale_event("e3", "2025-05-06", 5.0))
    check.close(
        stream.value("2025-05-06"), {"Common": 4.0}, "corrected, with the right day, e3 counts like any other"
    )


@E1_4
def test_memory_is_bounded(answer, check):
    """Memory stays bounded"""
    first = date(2025, 1, 1)
    events = [sale_event(f"e{n}", (first + timedelta(days=n)).isoformat(), float(n)) for n in range(60)]
    stream = fed_stream(answer, events)
    held = [len(stream)]
    check.close(
        stream.value("2025-02-27"),
        {"Common": 56.0},
        "two days before the clock may still be asked for: don't forget too much",
        given_as='value("2025-02-27")',
    )
    check.equal(
        [*held, len(stream)],
        [5, 5],
        "a stream has no end: with a window of 3 days and a watermark of 2, five days of events are all that "
        "is ever needed",
        given_as="len, before and after a value was asked for, after 60 days of one event a day",
    )


@E1_4
def test_forgets_by_day(answer, check):
    """Old events are forgotten at once, whatever came before them"""
    stream = fed_stream(answer, [sale_event(f"e{n}", f"2025-05-0{n}", 1.0) for n in (1, 3, 4)])
    stream.update(sale_event("e9", "2025-05-20", 1.0))
    check.equal(len(stream), 1, "after a quiet fortnight all three are too old", given_as="len(streamAgg)")
    stream = fed_stream(answer, [sale_event(f"e{n}", f"2025-05-0{n}", 1.0) for n in (6, 5, 4)])
    stream.update(sale_event("e9", "2025-05-10", 1.0))
    check.equal(
        len(stream),
        2,
        "May 4 and 5 are five days before the clock or more; May 6, which came before them, may still be needed",
        given_as="len(streamAgg)",
    )


@E1_4
def test_leaves_events_alone(answer, check):
    """The event stays as it is"""
    stream = opened_stream(answer, 3, 2)
    check.leaves_alone(
        stream.update,
        [sale_event("e1", "2025-05-03", 1.0)],
        "other programs read the same event: what one of them changes, all the others get",
    )
    check.equal(len(stream), 1, "and it counts", given_as="len(streamAgg)")


def _broker(answer, *groups, messages=3):
    broker = answer()
    for group in groups:
        broker.subscribe("listings", group)
    for n in range(messages):
        broker.publish("listings", {"card_id": f"c{n}"})
    return broker


def _drain(broker, group, topic="listings", most=10):
    """Poll and acknowledge until nothing is left; the card ids in the order they came."""
    cards = []
    for _ in range(most):
        found = broker.poll(topic, group)
        if found is None:
            break
        if not is_message(found) or not isinstance(found[1], dict):
            cards.append(found)
            break
        cards.append(found[1].get("card_id"))
        broker.ack(topic, group, found[0])
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
def test_poll_gives_offset_and_message(answer, check):
    """A poll gives the offset, then the message"""
    broker = _broker(answer, "pricing", messages=1)
    check.equal(
        broker.poll("listings", "pricing"),
        (0, {"card_id": "c0"}),
        "a reader takes the two apart by their places: (offset, message)",
    )
    broker.ack("listings", "pricing", 0)
    broker.publish("listings", {7: ("c1", None)})
    check.equal(
        broker.poll("listings", "pricing"),
        (1, {7: ("c1", None)}),
        "a message is any dict, and comes out as it went in: its keys need not be text",
    )


@E1_4B
def test_in_order(answer, check):
    """A group gets the messages in order, one after the other"""
    broker = _broker(answer, "pricing")
    check.equal(
        _drain(broker, "pricing"),
        ["c0", "c1", "c2"],
        "a price change must not overtake the listing it belongs to",
        given_as="poll and ack until there is nothing more",
    )
    check.equal(broker.poll("listings", "pricing"), None, "everything is acknowledged: nothing is left")
    for message in ({"card_id": "c3"}, {}, {"card_id": "c3"}):
        broker.publish("listings", message)
    check.equal(
        _drain(broker, "pricing"),
        ["c3", None, "c3"],
        "what is published next comes next, also when it is empty, or equal to another one",
        given_as="poll and ack, after three more messages, one of them {}",
    )


@E1_4B
def test_groups_are_independent(answer, check):
    """Every group sees every message"""
    broker = _broker(answer, "pricing", "fraud")
    check.equal(
        _drain(broker, "pricing"),
        ["c0", "c1", "c2"],
        "the first group reads the whole log",
        given_as="all that pricing gets",
    )
    check.equal(
        _drain(broker, "fraud"),
        ["c0", "c1", "c2"],
        "what pricing finished, fraud still has to read: a fake card must not slip through because it was "
        "priced first",
        given_as="all that fraud gets",
    )


@E1_4B
def test_topics_are_independent(answer, check):
    """A group reads each topic on its own"""
    broker = answer()
    for topic in ("listings", "sales"):
        broker.subscribe(topic, "pricing")
    check.equal(broker.poll("sales", "pricing"), None, "there is no sale yet: nothing to do, and no error")
    for topic in ("listings", "sales"):
        for n in range(2):
            broker.publish(topic, {"card_id": f"{topic}-{n}"})
    broker.ack("listings", "pricing", 0)
    check.equal(
        _drain(broker, "pricing", "sales"),
        ["sales-0", "sales-1"],
        "offset 0 of the listings is done, and that says nothing about offset 0 of the sales",
        given_as="all that pricing gets of sales",
    )
    broker.replay("listings", "pricing", 0)
    check.equal(broker.poll("sales", "pricing"), None, "listings are read again, and the sales stay finished")


@E1_4B
def test_redelivered_until_acked(answer, check):
    """An unacknowledged message comes again"""
    broker = _broker(answer, "pricing", messages=2)
    for _ in range(3):
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
    for _ in range(2):
        broker.ack("listings", "pricing", 1)
    check.equal(
        _drain(broker, "pricing"),
        ["c0", "c2"],
        "c1 was done first, and reported twice; c0 is still being worked on, and must come again if its reader "
        "crashes",
        given_as="all that pricing gets after two acks of offset 1",
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
        given_as="all that pricing gets after replay from offset 1",
    )
    check.equal(
        _drain(broker, "fraud"),
        [],
        "the fraud team asked for nothing: no listing may reach it twice",
        given_as="all that fraud gets",
    )


@E1_4B
def test_replay_keeps_what_is_open(answer, check):
    """Replay leaves earlier messages as they are"""
    broker = _broker(answer, "pricing")
    for offset in (1, 2):
        broker.ack("listings", "pricing", offset)
    broker.replay("listings", "pricing", 2)
    check.equal(
        _drain(broker, "pricing"),
        ["c0", "c2"],
        "c0 was never finished, and no replay finishes it; c1 is done and stays so",
        given_as="all that pricing gets after acks of 1 and 2, and replay from offset 2",
    )
    broker = _broker(answer, "pricing")
    broker.ack("listings", "pricing", 2)
    broker.replay("listings", "pricing", 1)
    check.equal(
        _drain(broker, "pricing"),
        ["c0", "c1", "c2"],
        "c1, where the replay begins, was still open; c2 after it was done, and comes again",
        given_as="all that pricing gets after an ack of 2, and replay from offset 1",
    )


@E1_4B
def test_subscribe_late_and_twice(answer, check):
    """A late group starts at 0, and subscribing twice loses nothing"""
    broker = _broker(answer, "pricing", messages=2)
    broker.ack("listings", "pricing", 0)
    broker.subscribe("listings", "fraud")
    check.equal(
        _drain(broker, "fraud"),
        ["c0", "c1"],
        "a group that comes later also reads what is in the log",
        given_as="all that fraud gets",
    )
    broker.subscribe("listings", "fraud")
    check.equal(
        broker.poll("listings", "fraud"),
        None,
        "a reader that restarts subscribes again: it must not get everything a second time",
    )


@E1_4B
def test_unknown_group(answer, check):
    """A group that did not subscribe to the topic is refused"""
    broker = _broker(answer, "pricing")
    broker.publish("sales", {"card_id": "c9"})
    for topic, group, why in (
        ("listings", "pircing", "a typo in the group's name would otherwise look like 'nothing to do'"),
        ("sales", "pricing", "pricing subscribed to the listings, and not to the sales"),
        ("lisitngs", "pricing", "there is no such topic to read"),
        ("listing", "spricing", "topic and group are two names: joined to one text, these are the same"),
    ):
        with check.raises(KeyError, why):
            broker.poll(topic, group)

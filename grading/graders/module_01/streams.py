"""Public checks of section 1.4: batch and stream, publish and subscribe."""

from datetime import date, timedelta

from grading.exercise import exercise

E1_4 = exercise(
    "E1.4",
    title="A live average that agrees with the nightly batch",
    points=10,
    answer="StreamAgg",
    section="1.4",
    hints=(
        "Every event carries two days. Which one says when the card was sold? Only that one decides "
        "anything here.",
        "Keep the events you may still need, by their id, each with its day, rarity and price. A known id "
        "means a replay. Keep the newest event_time as a clock, and compute the averages only when "
        "somebody asks.",
        "In update, in this order: ignore an id you hold; count an event that lies more than "
        "watermark_days behind the clock in too_late; else keep it, move the clock forward if it is newer, "
        "and throw out what was sold window_days + watermark_days days before the clock or earlier. In "
        "value, group the prices of the events with t - window_days < event_time <= t by rarity, and "
        "average each group once.",
    ),
)


def _event(event_id, event_time, price, rarity="Common", arrival_time=None):
    arrival_time = arrival_time or event_time
    return {
        "event_id": event_id,
        "card_id": f"card-{event_id}",
        "rarity": rarity,
        "event_time": event_time,
        "arrival_time": arrival_time,
        "price": price,
    }


def _batch(events, t, window_days):
    """The nightly batch: the exact answer, from all events at once."""
    last = date.fromisoformat(t)
    days = {(last - timedelta(days=back)).isoformat() for back in range(window_days)}
    prices = {}
    for event in events:
        if event["event_time"] in days:
            prices.setdefault(event["rarity"], []).append(event["price"])
    return {rarity: sum(paid) / len(paid) for rarity, paid in prices.items()}


def _fed(answer, events, window_days=3, watermark_days=2):
    stream = answer(window_days, watermark_days)
    for event in events:
        stream.update(event)
    return stream


@E1_4
def test_equals_the_batch(answer, check):
    """On an orderly stream it agrees with the nightly batch"""
    stream, seen = answer(3, 2), []
    for day, price in ((1, 1.0), (2, 2.0), (3, 4.0), (3, 10.0), (4, 8.0), (5, 16.0), (8, 3.0)):
        seen.append(_event(f"e{len(seen)}", f"2025-05-{day:02d}", price))
        stream.update(seen[-1])
        t = f"2025-05-{day:02d}"
        check.close(
            stream.value(t),
            _batch(seen, t, 3),
            "the front page and the nightly report must show the same average",
        )


@E1_4
def test_rarities_apart(answer, check):
    """Each rarity has its own average"""
    stream = _fed(
        answer,
        [
            _event("e1", "2025-05-04", 1.0),
            _event("e2", "2025-05-05", 300.0, "Secret Rare"),
            _event("e3", "2025-05-05", 3.0),
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
    stream = _fed(
        answer,
        [
            _event("e1", "2025-05-03", 1.0),
            _event("e2", "2025-05-06", 2.0),
            _event("e3", "2025-05-04", 6.0, arrival_time="2025-05-07"),
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
    stream = _fed(
        answer,
        [
            _event("e1", "2025-05-03", 1.0),
            _event("e2", "2025-05-04", 4.0),
            _event("e2", "2025-05-04", 4.0, arrival_time="2025-05-05"),
            _event("e2", "2025-05-04", 4.0, arrival_time="2025-05-06"),
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
    stream = _fed(
        answer,
        [
            _event("e1", "2025-05-05", 1.0),
            _event("e2", "2025-05-06", 3.0),
            _event("e3", "2025-05-03", 80.0, arrival_time="2025-05-06"),
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
    events = [_event(f"e{n}", (first + timedelta(days=n)).isoformat(), float(n)) for n in range(60)]
    stream = _fed(answer, events)
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


E1_4B = exercise(
    "E1.4b",
    title="A broker that forgets nothing",
    points=10,
    answer="Broker",
    section="1.4",
    hints=(
        "Two things to remember: what was published (per topic), and what was finished (per topic and "
        "group). Which of your methods may change which of the two?",
        "A list per topic is the log: the offset is the index. For each (topic, group) keep the set of "
        "offsets that were acknowledged. The log never shrinks, and a group never touches another group's "
        "set.",
        "publish appends and returns the index. subscribe makes an empty set unless there is one. poll "
        "looks through the log from 0 for the first offset that is not in the set, and changes nothing. "
        "ack adds one offset. replay takes out all offsets from the given one on.",
    ),
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
        cards.append(found[1]["card_id"])
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

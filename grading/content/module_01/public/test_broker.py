"""Section 1.4: a broker that forgets nothing."""

from grading.content.module_01.exercises import E1_4B
from grading.content.module_01.public.helpers import is_message


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

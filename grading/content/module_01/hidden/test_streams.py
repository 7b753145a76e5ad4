"""Hidden checks of section 1.4: batch and stream, publish and subscribe."""

from grading.content.hidden_data import amounts, day, ids, iso, mixed, pick
from grading.content.module_01.exercises import E1_4, E1_4B
from grading.content.module_01.public.helpers import (
    fed_stream,
    is_message,
    nightly_batch,
    opened_stream,
    sale_event,
)


@E1_4.hidden
def test_another_orderly_stream(answer, check, rng):
    """Another orderly stream"""
    window, first, prices = int(rng.integers(2, 6)), day(rng), amounts(rng, 9)
    events = [sale_event(one, iso(first, n), prices[n]) for n, one in enumerate(ids(rng, 9, "e"))]
    stream = fed_stream(answer, events, window, 2)
    for back in (0, 1):
        t = iso(first, 8 - back)
        check.close(stream.value(t), nightly_batch(events, t, window), "the batch's average")


@E1_4.hidden
def test_out_of_order_and_repeated(answer, check, rng):
    """Events out of order, repeated and too late"""
    window, watermark = int(rng.integers(2, 5)), int(rng.integers(2, 5))
    first, days, count = day(rng), 7, 14
    sold = [0, days - 1, *rng.integers(0, days, count - 2).tolist()]
    delay = rng.integers(0, watermark + 1, count).tolist()
    events = [
        sale_event(one, iso(first, sold[n]), price, rarity, iso(first, sold[n] + delay[n]))
        for n, (one, price, rarity) in enumerate(
            zip(ids(rng, count, "e"), amounts(rng, count), pick(rng, ["Common", "Rare"], count), strict=True)
        )
    ]  # none comes later than the watermark allows
    told = sorted(events, key=lambda event: event["arrival_time"])
    repeats = [told[n] for n in rng.integers(0, count, 3).tolist()]
    stream = opened_stream(answer, window, watermark)
    for event in told:
        stream.update(event)
        if event in repeats:
            stream.update(event | {"arrival_time": iso(first, 40)})
    late = int(rng.integers(1, 4))
    for n in range(late):
        stream.update(sale_event(f"late{n}", iso(first, days - 2 - watermark - n), 9_999.0))
    for back in range(watermark + 1):
        t = iso(first, days - 1 - back)
        check.close(stream.value(t), nightly_batch(events, t, window), "the batch's average")
    held = sum(when > days - 1 - window - watermark for when in sold)
    check.equal([stream.too_late, len(stream)], [late, held], "too late, and held")


@E1_4.hidden
def test_repeats_behind_the_watermark(answer, check, rng):
    """Events that are repeated long after"""
    watermark = int(rng.integers(1, 4))
    window = watermark + int(rng.integers(2, 5))
    clock, prices = day(rng), amounts(rng, 3)
    ages = [watermark + 1, 0, 0]
    first, *later = (sale_event(f"e{n}", iso(clock, -ages[n]), price) for n, price in enumerate(prices))
    stream = fed_stream(answer, [first, *later, first, first], window, watermark)
    check.equal([stream.too_late, len(stream)], [0, 3], "held, so it is a replay and not too late")
    check.close(stream.value(iso(clock, 0)), {"Common": sum(prices) / 3}, "each once, and each the same")


@E1_4.hidden
def test_days_at_the_edges(answer, check, rng):
    """Events at the edges of window, watermark and memory"""
    window, watermark = int(rng.integers(2, 6)), int(rng.integers(1, 5))
    clock, prices = day(rng), amounts(rng, 6)
    ages = [window + watermark, window + watermark - 1, window, window - 1, 0]
    events = [sale_event(f"e{n}", iso(clock, -age), prices[n]) for n, age in enumerate(ages)]
    stream = fed_stream(answer, events, window, watermark)
    check.equal(len(stream), 4, "the oldest can't be needed any more, the next one can")
    check.close(stream.value(iso(clock, 0)), {"Common": sum(prices[3:5]) / 2}, "the last days alone")
    edge = sale_event("edge", iso(clock, -watermark), prices[5], "Rare")
    for event in (edge, sale_event("over", iso(clock, -watermark - 1), 9_999.0, "Rare")):
        stream.update(event)
    check.equal([stream.too_late, len(stream)], [1, 5], "exactly the watermark is in time, a day more is not")
    t = iso(clock, -watermark)
    check.close(
        stream.value(t), nightly_batch([*events, edge], t, window), "the earliest day that is asked for"
    )


def _log(rng, broker, count=3, topic="listings"):
    """Publish some messages and return them."""
    cards, prices = ids(rng, count, "c"), amounts(rng, count)
    messages = [{"card_id": card, "price": price} for card, price in zip(cards, prices, strict=True)]
    for message in messages:
        broker.publish(topic, message)
    return messages


def _read(broker, group, topic="listings", most=9):
    """Poll and acknowledge until nothing is left: (offset, message) as they came."""
    found = []
    while len(found) < most and (one := broker.poll(topic, group)) is not None:
        found.append(one)
        if not is_message(one):
            break
        broker.ack(topic, group, one[0])
    return found


@E1_4B.hidden
def test_other_messages(answer, check, rng):
    """Other topics, readers and messages"""
    broker, (topic, group) = answer(), ids(rng, 2, "t")
    broker.subscribe(topic, group)
    messages = _log(rng, broker, 4, topic)
    check.equal(_read(broker, group, topic), list(enumerate(messages)), "all in order, then nothing")


@E1_4B.hidden
def test_crashes_and_slow_readers(answer, check, rng):
    """Readers that crash, restart or come late, and a slow one beside a fast one"""
    broker = answer()
    for group in ("slow", "fast"):
        broker.subscribe("listings", group)
    messages = _log(rng, broker)
    crashed = [broker.poll("listings", "slow") for _ in range(3)]
    check.equal(crashed, [(0, messages[0])] * 3, "without an ack it comes again")
    check.equal(_read(broker, "fast"), list(enumerate(messages)), "the fast one waits for nobody")
    broker.ack("listings", "slow", 0)
    messages += _log(rng, broker, 2)
    check.equal(_read(broker, "fast"), list(enumerate(messages))[3:], "what is new")
    check.equal(_read(broker, "slow"), list(enumerate(messages))[1:], "all that it had not finished")
    for group in ("fast", "new"):
        broker.subscribe("listings", group)
    broker.replay("listings", "slow", 0)
    check.equal(broker.poll("listings", "fast"), None, "restarted, and not asked for a replay")
    check.equal(_read(broker, "new"), list(enumerate(messages)), "who comes late reads all")


@E1_4B.hidden
def test_acks_and_replays_out_of_order(answer, check, rng):
    """Acknowledged out of order and twice, and replays among it"""
    broker = answer()
    broker.subscribe("listings", "pricing")
    count = int(rng.integers(6, 9))
    messages = list(enumerate(_log(rng, broker, count)))
    open_one, *done = mixed(rng, range(count - 1))
    for offset in [*done, done[0], count - 1]:
        broker.ack("listings", "pricing", offset)
    check.equal(_read(broker, "pricing"), [messages[open_one]], "one is left")
    broker.replay("listings", "pricing", 2)
    broker.ack("listings", "pricing", 3)
    broker.ack("listings", "pricing", 0)
    expected = [one for one in messages[2:] if one[0] != 3]
    check.equal(_read(broker, "pricing"), expected, "from the offset on, but for what is finished since")
    broker.replay("listings", "pricing", count - 1)
    check.equal(_read(broker, "pricing"), messages[-1:], "the last one again")


@E1_4B.hidden
def test_topics_apart(answer, check, rng):
    """One group on several topics, and topics without messages"""
    broker, (one, two, three) = answer(), ids(rng, 3, "t")
    for topic in (one, two):
        broker.subscribe(topic, "pricing")
    check.equal(broker.poll(one, "pricing"), None, "there is nothing yet")
    first, second = _log(rng, broker, 2, one), _log(rng, broker, 3, two)
    offsets = [broker.publish(topic, {"card_id": "new"}) for topic in (one, two)]
    check.equal(offsets, [2, 3], "each topic counts for itself", given_as="offsets on two topics")
    first, second = [*first, {"card_id": "new"}], [*second, {"card_id": "new"}]
    check.equal(_read(broker, "pricing", one), list(enumerate(first)), "the first topic")
    check.equal(broker.poll(two, "pricing"), (0, second[0]), "the second is not touched by it")
    check.equal(_read(broker, "pricing", two), list(enumerate(second)), "the second topic")
    broker.replay(one, "pricing", 1)
    check.equal(broker.poll(two, "pricing"), None, "a replay of the first is not one of the second")
    broker.subscribe(three, "fraud")
    for topic, group in ((three, "pricing"), (one, "fraud")):
        with check.raises(KeyError, "a group reads the topics it subscribed to"):
            broker.poll(topic, group)

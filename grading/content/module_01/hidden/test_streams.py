"""Hidden checks of section 1.4: batch and stream, publish and subscribe."""

from grading.content.hidden_data import amounts, day, ids, iso, mixed
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
    stream = opened_stream(answer, window, 2)
    check.equal([stream.value(iso(first, 0)), len(stream), stream.too_late], [{}, 0, 0], "nothing yet")
    for event in events:
        stream.update(event)
    for back in (0, 1):
        t = iso(first, 8 - back)
        check.close(stream.value(t), nightly_batch(events, t, window), "the batch's average")


@E1_4.hidden
def test_out_of_order_and_repeated(answer, check, rng):
    """Events out of order, repeated and too late"""
    window, watermark = int(rng.integers(2, 5)), int(rng.integers(2, 5))
    first, days, count = day(rng), 7, 14
    sold = [0, days - 1, days - 1, days - 2, days - 2, *rng.integers(0, days, count - 5).tolist()]
    delay = [0, 1, 0, *rng.integers(0, watermark + 1, count - 3).tolist()]
    rarities = ["Common", "Rare"] * (count // 2)
    events = [
        sale_event(one, iso(first, sold[n]), price, rarities[n], iso(first, sold[n] + delay[n]))
        for n, (one, price) in enumerate(zip(ids(rng, count, "e"), amounts(rng, count), strict=True))
    ]  # none comes later than the watermark allows
    told = sorted(events, key=lambda event: event["arrival_time"])
    repeats = [events[1], *(told[n] for n in rng.integers(0, count, 2).tolist())]
    stream = opened_stream(answer, window, watermark)
    for event in told:
        check.leaves_alone(stream.update, [event], "an event stays as it is")
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
    """Events and ids that come again, and sales that look alike"""
    watermark = int(rng.integers(1, 4))
    window = watermark + int(rng.integers(2, 5))
    clock, prices = day(rng), amounts(rng, 5)
    ages = [watermark + 1, 0, 0]
    first, *later = (sale_event(f"e{n}", iso(clock, -ages[n]), price) for n, price in enumerate(prices[:3]))
    stream = fed_stream(answer, [first, *later, first, first], window, watermark)
    check.equal([stream.too_late, len(stream)], [0, 3], "held, so it is a replay and not too late")
    moved = later[0] | {"event_time": iso(clock, watermark + 3), "price": prices[3]}
    alike = [sale_event(f"a{n}", iso(clock, -watermark), prices[4], card_id="one") for n in range(2)]
    for event in (moved, *alike):
        stream.update(event)
    check.equal([stream.too_late, len(stream)], [0, 5], "a replay moves no clock; two ids are two sales")
    expected = (sum(prices[:3]) + 2 * prices[4]) / 5
    check.close(stream.value(iso(clock, 0)), {"Common": expected}, "each once, and each the same")
    _ids_that_come_back(answer, check, rng)


def _ids_that_come_back(answer, check, rng):
    """Ids that are forgotten, or never counted, come back."""
    window, watermark = int(rng.integers(2, 5)), int(rng.integers(1, 5))
    clock, prices, (old, never, kept) = day(rng), amounts(rng, 4), ids(rng, 3, "e")
    forgotten = sale_event(old, iso(clock, -window - watermark), prices[0])
    late = sale_event(never, iso(clock, -watermark - 1), prices[1])
    stream = fed_stream(answer, [forgotten, sale_event(kept, iso(clock, 0), prices[2])], window, watermark)
    again = [forgotten] * int(rng.integers(1, 4)) + [late] * int(rng.integers(2, 5))
    for event in mixed(rng, again):
        stream.update(event)
    check.equal([stream.too_late, len(stream)], [len(again), 1], "not held: their day says it")
    stream.update(late | {"event_time": iso(clock, 0), "price": prices[3]})
    expected = sum(prices[2:]) / 2
    check.close(stream.value(iso(clock, 0)), {"Common": expected}, "with another day it counts")


@E1_4.hidden
def test_days_at_the_edges(answer, check, rng):
    """Events at the edges of window, watermark and memory, after a gap and told late"""
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
    _forgetting_and_arrivals(answer, check, rng)


def _forgetting_and_arrivals(answer, check, rng):
    """What is forgotten after a gap, and events that are told late."""
    window, watermark = int(rng.integers(2, 5)), int(rng.integers(2, 5))
    clock, prices = day(rng), amounts(rng, 7)
    ages = [0, *mixed(rng, range(1, watermark + 1))]  # the newest first
    events = [
        sale_event(f"e{n}", iso(clock, -age), prices[n], "Rare", arrival_time=iso(clock, 20 + n))
        for n, age in enumerate(ages)
    ]
    stream = fed_stream(answer, events, window, watermark)
    given = [stream.too_late, len(stream)]
    jump = window + watermark - int(rng.integers(1, watermark))  # the newest stays, at least two go
    told = sale_event("next", iso(clock, jump), prices[5], arrival_time=iso(clock, 21))
    stream.update(told)
    left = 1 + sum(jump + age < window + watermark for age in ages)
    given += [len(stream), len(stream)]
    t = iso(clock, jump)
    check.close(stream.value(t), nightly_batch([*events, told], t, window), "the batch's average")
    stream.update(sale_event("far", iso(clock, 90), prices[6], arrival_time=iso(clock, 90)))
    prompt = sale_event(
        "prompt", iso(clock, 89 - watermark), 9_999.0, arrival_time=iso(clock, 89 - watermark)
    )
    stream.update(prompt)
    given += [len(stream), stream.too_late]
    expected = [0, len(ages), left, left, 1, 1]
    check.equal(given, expected, "by event time, at once, and all that is old", given_as="held and too late")


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
    more = [{}, messages[int(rng.integers(4))], {int(rng.integers(9)): (None, "c")}]
    given = [broker.publish(topic, message) for message in more]
    check.equal(given, [4, 5, 6], "each has an offset of its own", given_as="three publishes")
    check.equal(
        _read(broker, group, topic), list(enumerate(more, 4)), "empty ones, equal ones and odd ones too"
    )


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
    broker.replay("listings", "pricing", count - 1)
    expected = [messages[open_one], messages[-1]]
    check.equal(_read(broker, "pricing"), expected, "one was never finished, and the last comes again")
    broker.replay("listings", "pricing", 2)
    broker.ack("listings", "pricing", 3)
    broker.ack("listings", "pricing", 0)
    expected = [one for one in messages[2:] if one[0] != 3]
    check.equal(_read(broker, "pricing"), expected, "from the offset on, but for what is finished since")
    broker.replay("listings", "pricing", count - 1)
    check.equal(_read(broker, "pricing"), messages[-1:], "the last one again")
    fresh, begin = answer(), int(rng.integers(1, count - 1))
    fresh.subscribe("listings", "pricing")
    for _, message in messages:
        fresh.publish("listings", message)
    fresh.ack("listings", "pricing", count - 1)
    fresh.replay("listings", "pricing", begin)
    check.equal(_read(fresh, "pricing"), messages, "the replay began at one that was open")


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
    for topic, group in ((three, "pricing"), (one, "fraud"), (one[:-1], f"{one[-1]}pricing")):
        with check.raises(KeyError, "a group reads the topics it subscribed to"):
            broker.poll(topic, group)

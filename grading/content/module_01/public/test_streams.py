"""Section 1.4: a live average that agrees with the nightly batch."""

from datetime import date, timedelta

from grading.content.module_01.exercises import E1_4
from grading.content.module_01.public.helpers import (
    fed_stream,
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

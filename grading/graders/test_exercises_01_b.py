"""Public checks of module 1, sections 1.4 to 1.6."""

import hashlib
import io
import math
import re
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

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


E1_5 = exercise(
    "E1.5",
    title="Is it still the same data?",
    points=8,
    answer="fingerprint",
    also=("roundtrip_error",),
    section="1.5",
    hints=(
        "A digest hashes bytes. The whole task is to turn the table into bytes in which everything that "
        "counts can be seen, and nothing else. What does printing a table leave out?",
        "Sort the columns by name. Write each row as text that keeps every digit and the kind of each "
        "value, and from which the cells could be read back. Sort these texts unless the order counts, and "
        "hash names and rows together. For the round trip: there and back on the same array, then compare "
        "in dollars.",
        "repr of a number keeps all its digits; json.dumps of a list keeps its cells apart. So: sorted "
        "column names, one json text a row of the repr of its values, a sorted list of these (all of them, "
        "twice if twice), one json text of names and rows, sha256, hexdigest. For roundtrip_error: drop "
        "missing prices, return 0.0 if none is left, math.inf if anything that comes back is not finite, "
        "else the largest absolute difference.",
    ),
)


def _prices(**changes):
    columns = {"card_id": ["c1", "c2", "c3"], "name": ["Abra", "Mew", "Onix"], "price": [4.5, 9.0, 120.0]}
    return pd.DataFrame(columns | changes)


def _is_digest(text):
    return isinstance(text, str) and re.fullmatch(r"[0-9a-fA-F]{32,}", text) is not None


def _distinct(check, fingerprints, expected, why, given_as):
    """Compare how many different digests there are: digests themselves differ between right answers."""
    count = (
        len(set(fingerprints)) if all(map(_is_digest, fingerprints)) else "something that is no hex digest"
    )
    check.equal(count, expected, why, given_as=given_as)


@E1_5
def test_is_a_digest(answer, check):
    """A fingerprint is a hex digest, the same each time"""
    first, again = answer(_prices()), answer(_prices())
    check.is_true(
        _is_digest(first),
        "a fingerprint is written into manifests: a short text of hex digits",
        given=type(first).__name__,
        expected="text of at least 32 hex digits",
    )
    _distinct(
        check, [first, again], 1, "the same table must get the same name", "fingerprints of two equal tables"
    )


@E1_5
def test_order_of_rows(answer, check):
    """The order of the rows counts only when ordered"""
    table, turned = _prices(), _prices().iloc[::-1]
    _distinct(
        check,
        [answer(table), answer(turned)],
        1,
        "a database may return rows in any order: the same data must not raise an alarm every night",
        "fingerprints of a table and of the same rows turned round, index and all",
    )
    _distinct(
        check,
        [answer(table, ordered=True), answer(turned, ordered=True)],
        2,
        "with ordered=True the order is content: bids turned round are other bids",
        "fingerprints with ordered=True of a table and of its rows turned round",
    )


@E1_5
def test_order_of_columns(answer, check):
    """The order of the columns does not count, their names do"""
    table = _prices()
    original = answer(table)
    _distinct(
        check,
        [original, answer(table[["price", "name", "card_id"]])],
        1,
        "a partner who exports the columns in another order sends the same data",
        "fingerprints of a table and of the same with its columns reordered",
    )
    _distinct(
        check,
        [original, answer(table.rename(columns={"price": "price_eur"}))],
        2,
        "a price in euros under the same fingerprint would pass for dollars",
        "fingerprints of a table and of the same with price renamed to price_eur",
    )


@E1_5
def test_every_digit_counts(answer, check):
    """The smallest change in one cell shows"""
    _distinct(
        check,
        [answer(pd.DataFrame({"price": [first, 9.0]})) for first in (0.3, 0.1 + 0.2, 0.31)],
        3,
        "what is printed is rounded: tables can look alike and differ, and one cent is other data too",
        "fingerprints of tables that differ in one price: 0.3, 0.1 + 0.2 and 0.31",
    )


@E1_5
def test_repeated_rows_count(answer, check):
    """A repeated row is other data"""
    table = _prices()
    once = pd.concat([table, table.head(1)], ignore_index=True)
    twice = pd.concat([table, table.head(1), table.head(1)], ignore_index=True)
    _distinct(
        check,
        [answer(table), answer(once), answer(twice)],
        3,
        "a batch that was loaded twice counts every sale twice: the fingerprint must show it",
        "fingerprints of a table, with one row twice, and with that row three times",
    )


@E1_5
def test_cells_stay_apart(answer, check):
    """Which value stands in which cell counts"""
    table, swapped, moved = (
        answer(pd.DataFrame({"card_id": ids, "name": names}))
        for ids, names in (
            (["c3", "c2"], ["Abra", "Mew"]),
            (["c2", "c3"], ["Abra", "Mew"]),
            (["c3A", "c2"], ["bra", "Mew"]),
        )
    )
    _distinct(
        check,
        [table, swapped],
        2,
        "two cards that traded their names are not the same data",
        "fingerprints of a table and of one with two card_ids swapped",
    )
    _distinct(
        check,
        [table, moved],
        2,
        "'c3A' beside 'bra' is not 'c3' beside 'Abra': say in the bytes where a cell ends",
        "fingerprints of two tables whose cells give the same text when joined",
    )


@E1_5
def test_roundtrip_in_dollars(submission, check):
    """The round trip is measured in dollars"""
    error = submission.roundtrip_error
    check.close(
        error(np.log1p, np.expm1, [0.0, 4.5, 1250.0]),
        0.0,
        "expm1 undoes log1p",
        given_as="roundtrip_error(np.log1p, np.expm1, [0.0, 4.5, 1250.0])",
    )
    check.close(
        error(np.log1p, np.exp, [4.5, 9.0]),
        1.0,
        "log1p is log(1 + price): undone by exp alone, every price is a dollar too high",
        given_as="roundtrip_error(np.log1p, np.exp, [4.5, 9.0])",
    )
    check.close(
        error(np.log1p, np.positive, [math.e - 1.0, 0.0]),
        math.e - 2.0,
        "if nothing is undone at all, what comes back are logarithms, not dollars",
        given_as="roundtrip_error(np.log1p, np.positive, [1.718, 0.0])",
    )


@E1_5
def test_roundtrip_worst_case(submission, check):
    """The worst price decides"""
    error = submission.roundtrip_error
    check.close(
        error(np.rint, np.positive, [4.0, 9.5, 20.25]),
        0.5,
        "a mean would hide the one card that is 50 cents off",
        given_as="roundtrip_error(np.rint, np.positive, [4.0, 9.5, 20.25])",
    )
    check.close(
        error(np.floor, np.positive, [4.0, 9.75]),
        0.75,
        "a price that comes back too low is as wrong as one too high",
        given_as="roundtrip_error(np.floor, np.positive, [4.0, 9.75])",
    )


@E1_5
def test_roundtrip_lost_price(submission, check):
    """A price that is lost is an infinite error"""
    with np.errstate(all="ignore"):
        lost = submission.roundtrip_error(np.sqrt, np.square, [4.0, -3.0])
    check.equal(
        lost,
        math.inf,
        "a refund of -3 dollars comes back as NaN: that price is lost, and neither 0 nor NaN would ring an "
        "alarm",
        given_as="roundtrip_error(np.sqrt, np.square, [4.0, -3.0])",
    )


E1_5B = exercise(
    "E1.5b",
    title="Which models did the bad file poison?",
    points=8,
    answer="Lineage",
    section="1.5",
    hints=(
        "Two questions: what goes into an id, and how do you get from a node to everything after it? For "
        "the first, ask of each thing: if I run the same step on the same inputs tomorrow, is it the same?",
        "Make the id with a digest of one text that holds step, code_hash, inputs and output name, each "
        "readable back out of it. Keep for every node the set of ids built directly from it, and walk "
        "along these sets.",
        "record: for each output name, sha256 of json.dumps of the list [step, code_hash, inputs, name]; "
        "add that id to the set of every input; return the ids as a list. impact: a list of nodes still to "
        "visit, starting with the node; take one out, add what was built from it and was not found yet to "
        "the found ones and to the list; stop when the list is empty.",
    ),
)


def _pipeline(answer, raw="raw-may"):
    """raw -> clean -> (features, report), features -> model; and, apart, guide -> prices."""
    lineage = answer()
    (clean,) = lineage.record("clean", [raw], ["clean.parquet"], "v1")
    features, report = lineage.record("features", [clean], ["features.parquet", "report.html"], "v1")
    (model,) = lineage.record("train", [features], ["model.bin"], "v1")
    (prices,) = lineage.record("import", ["guide"], ["prices.parquet"], "v1")
    ids = {"clean": clean, "features": features, "report": report, "model": model, "prices": prices}
    return lineage, ids


def _named(impact, ids):
    """The names of the nodes in an impact set: ids differ between right answers."""
    names = {node: name for name, node in ids.items()}
    return sorted(names.get(node, "an id nobody recorded") for node in impact)


def _one_id(answer, step="clean", inputs=("raw-may",), outputs=("clean.parquet",), code_hash="v1"):
    return answer().record(step, list(inputs), list(outputs), code_hash)[0]


@E1_5B
def test_one_id_an_output(answer, check):
    """Every output gets an id of its own"""
    ids = answer().record("features", ["raw-may"], ["features.parquet", "report.html"], "v1")
    check.equal(len(ids), 2, "two outputs, two ids, in their order")
    check.equal(
        len(set(ids)),
        2,
        "a report with the id of the features is blamed for every model",
        given_as="different ids",
    )


@E1_5B
def test_same_content_same_id(answer, check):
    """The same run gives the same id, anywhere"""
    lineage = answer()
    first = lineage.record("clean", ["raw-may"], ["clean.parquet"], "v1")
    lineage.record("other", ["raw-june"], ["other.parquet"], "v1")
    again = lineage.record("clean", ["raw-may"], ["clean.parquet"], "v1")
    check.equal(
        len({*first, *again}),
        1,
        "run again on the same input, it is the same table",
        given_as="ids of two equal runs",
    )
    check.equal(
        len({_one_id(answer), _one_id(answer)}),
        1,
        "a colleague's machine must find the same id, or nobody can tell that two tables are equal",
        given_as="ids of the same step in two Lineages",
    )


@E1_5B
def test_any_change_changes_the_id(answer, check):
    """A change in code, input, step or name gives another id"""
    for change in (
        {"code_hash": "v2"},
        {"inputs": ["raw-june"]},
        {"inputs": ["raw-may", "guide"]},
        {"step": "clean_again"},
        {"outputs": ["clean_eu.parquet"]},
    ):
        (what,) = change
        check.equal(
            len({_one_id(answer), _one_id(answer, **change)}),
            2,
            f"another {what} makes another table: under the same id the old one would pass for the new one",
            given_as=f"different ids before and after {what} became {change[what]!r}",
        )


@E1_5B
def test_change_travels_down(answer, check):
    """A changed source gives new ids all the way down"""
    old, new = (_pipeline(answer, raw)[1] for raw in ("raw-may", "raw-may-corrected"))
    for name in ("clean", "model"):
        check.equal(
            len({old[name], new[name]}),
            2,
            f"the corrected file leads to another {name}",
            given_as=f"ids of {name}",
        )
    check.equal(
        len({old["prices"], new["prices"]}), 1, "the price guide did not change", given_as="ids of prices"
    )


@E1_5B
def test_impact_is_transitive(answer, check):
    """Impact reaches everything downstream"""
    lineage, ids = _pipeline(answer)
    check.equal(
        _named(lineage.impact("raw-may"), ids),
        ["clean", "features", "model", "report"],
        "the model never read the raw file itself and is poisoned all the same",
        given_as='impact("raw-may")',
    )
    check.equal(
        _named(lineage.impact(ids["clean"]), ids),
        ["features", "model", "report"],
        "from the clean table on, without the table itself",
        given_as="impact(clean)",
    )


@E1_5B
def test_impact_is_exact(answer, check):
    """Impact names nothing else"""
    lineage, ids = _pipeline(answer)
    check.equal(
        _named(lineage.impact(ids["features"]), ids),
        ["model"],
        "the report was written beside the features, not from them",
        given_as="impact(features)",
    )
    check.equal(
        _named(lineage.impact("guide"), ids),
        ["prices"],
        "withdrawing good models costs too",
        given_as='impact("guide")',
    )
    check.equal(
        _named(lineage.impact(ids["model"]), ids),
        [],
        "nothing was built from the model yet",
        given_as="impact(model)",
    )


E1_6 = exercise(
    "E1.6",
    title="What the label is, and what it is not",
    points=8,
    answer="make_labels",
    section="1.6",
    hints=(
        "Two separate questions for every listing: does it get a row, and does that row get a label? Most "
        "mistakes come from answering both with one filter.",
        "First the rows: listed by the cutoff, each id once, not put up again since. Then one yes-or-no "
        "column that says whether a price is known: sold, by the cutoff, not returned, not in a bundle.",
        "pandas compares days with ISO text, so listed_at <= cutoff works as it is, and NaT is never "
        "before it. drop_duplicates on listing_id; take out ids found in relist_of of the listings that "
        "are left. The label is sold_price divided by the rate mapped from currency, kept only where the "
        "yes-or-no column holds (Series.where leaves NaN elsewhere); censored is its opposite.",
    ),
)

_LISTINGS = ["listing_id", "card_id", "listed_at", "asking_price", "currency", "sold_at", "sold_price"]
_EXTRAS = {"returned": False, "bundle_id": None, "relist_of": None}


def _listings(*rows):
    """Rows of (listing_id, listed_at, asking_price, currency, sold_at, sold_price), then optional extras."""
    full = []
    for listing_id, listed_at, asking, currency, sold_at, sold_price, *extra in rows:
        more = _EXTRAS | (extra[0] if extra else {})
        card, paid = listing_id.replace("l", "c"), math.nan if sold_price is None else sold_price
        full.append([listing_id, card, listed_at, asking, currency, sold_at, paid, *more.values()])
    table = dict(zip([*_LISTINGS, *_EXTRAS], map(list, zip(*full, strict=True)), strict=True))
    days = {day: np.array(table[day], dtype="datetime64[us]") for day in ("listed_at", "sold_at")}
    return pd.DataFrame(table | days)


def _labels(*rows):
    columns = ["listing_id", "card_id", "label", "censored"]
    return pd.DataFrame(
        [(one, one.replace("l", "c"), label, censored) for one, label, censored in rows], columns=columns
    )


CUTOFF = "2025-06-30"


@E1_6
def test_label_is_the_sold_price(answer, check):
    """The label is what was paid"""
    listings = _listings(
        ("l1", "2025-06-01", 12.0, "USD", "2025-06-03", 10.0),
        ("l2", "2025-06-02", 5.0, "USD", "2025-06-30", 5.5),
    )
    check.same_table(
        answer(listings, CUTOFF),
        _labels(("l1", 10.0, False), ("l2", 5.5, False)),
        "asking prices are wishes: a model trained on them prices the shop out of the market",
    )


@E1_6
def test_euros_become_dollars(answer, check):
    """Euros become dollars"""
    listings = _listings(
        ("l1", "2025-06-01", 9.2, "EUR", "2025-06-03", 9.2),
        ("l2", "2025-06-01", 9.2, "USD", "2025-06-03", 9.2),
    )
    check.same_table(
        answer(listings, CUTOFF),
        _labels(("l1", 10.0, False), ("l2", 9.2, False)),
        "a dollar is 0.92 euros: left alone, every European sale is a label 8% too low",
    )


@E1_6
def test_unsold_is_censored(answer, check):
    """An unsold card stays, without a label"""
    listings = _listings(
        ("l1", "2025-06-01", 10.0, "USD", "2025-06-03", 10.0),
        ("l3", "2025-06-05", 99.0, "USD", None, None),
    )
    check.same_table(
        answer(listings, CUTOFF),
        _labels(("l1", 10.0, False), ("l3", math.nan, True)),
        "nobody paid anything for l3 yet: it is not worth 0, nor 99, and without it we only see what sells "
        "well",
    )


@E1_6
def test_sold_after_the_cutoff(answer, check):
    """A sale after the cutoff is not known yet"""
    listings = _listings(
        ("l4", "2025-06-10", 7.5, "USD", "2025-07-02", 7.5),
        ("l7", "2025-06-30", 4.0, "USD", "2025-06-30", 4.0),
    )
    check.same_table(
        answer(listings, CUTOFF),
        _labels(("l4", math.nan, True), ("l7", 4.0, False)),
        "on June 30 nobody knew that l4 would sell on July 2: knowing it is looking into the future",
    )


@E1_6
def test_listed_after_the_cutoff(answer, check):
    """A listing from after the cutoff does not exist yet"""
    listings = _listings(
        ("l6", "2025-07-01", 3.0, "USD", "2025-07-01", 3.0),
        ("l7", "2025-06-30", 4.0, "USD", "2025-06-30", 4.0),
    )
    check.same_table(
        answer(listings, CUTOFF),
        _labels(("l7", 4.0, False)),
        "l6 came on July 1: a table for June 30 can't have a row for it",
    )


@E1_6
def test_returned_is_no_sale(answer, check):
    """A returned card was not sold"""
    listings = _listings(
        ("l5", "2025-06-10", 7.5, "USD", "2025-06-20", 7.5, {"returned": True}),
        ("l1", "2025-06-01", 10.0, "USD", "2025-06-03", 10.0),
    )
    check.same_table(
        answer(listings, CUTOFF),
        _labels(("l5", math.nan, True), ("l1", 10.0, False)),
        "the buyer got the money back: 7.50 is a price that nobody paid in the end",
    )


@E1_6
def test_one_row_a_listing(answer, check):
    """A listing that the feed repeats gives one row"""
    row = ("l1", "2025-06-01", 10.0, "USD", "2025-06-03", 10.0)
    other = ("l2", "2025-06-05", 6.0, "USD", "2025-06-07", 6.0)
    check.same_table(
        answer(_listings(row, other, row), CUTOFF),
        _labels(("l1", 10.0, False), ("l2", 6.0, False)),
        "a sale that counts twice weighs twice, and can stand in training and test data at once",
    )


E1_7 = exercise(
    "E1.7",
    title="Checkpoint: one month, clean and accounted for",
    points=8,
    answer="build_clean",
    section="1.6",
    hints=(
        "Do two jobs one after the other: first give every row a reason or none, and count; then clean "
        "what is left. rows_in must be the sum of what you counted, always.",
        "Go through the reasons in their order and mark each row with the first that holds. Bring sold_at "
        "to one format before you look at its month. Write the Parquet file into memory (io.BytesIO), and "
        "hash exactly those bytes.",
        "A column reason, missing at first, filled for each rule only where it is still missing; its value "
        "counts are manifest['reasons']. Dates: a full match of two digits, two digits, four digits is "
        "turned into ISO. Price: to float, / 100 for partner rows sold on or after 2025-03-01, / 0.92 for "
        "EUR. Rarity: take out spaces and hyphens, lower, then look up in a dict made the same way from "
        "the eight names. Then only the seven columns, to_parquet into the buffer, sha256 of getvalue().",
    ),
)

_GOOD = {
    "listed_at": "2025-04-01",
    "sold_at": "2025-04-03",
    "channel": "web",
    "seller_id": "seller-1",
    "card_id": "card-1",
    "rarity": "Common",
    "hp": "60",
    "price": "4.50",
    "currency": "USD",
    "is_test": "0",
    "n_bids": "3",
    "views_total": "40",
    "days_to_sell": "2",
    "set_price_30d": "5.10",
    "seller_price_index": "1.02",
}
_COLUMNS = ["sale_id", "listed_at", "channel", "card_id", "rarity", "hp", "price_usd"]
_AFTER = ["sold_at", "price", "n_bids", "views_total", "days_to_sell", "set_price_30d", "seller_price_index"]


def _raw(**rows):
    """A raw delivery: one good row for each sale_id, with what differs in it."""
    return pd.DataFrame([{"sale_id": sale_id} | _GOOD | row for sale_id, row in rows.items()], dtype=object)


def _messy():
    raw = _raw(
        s1={},
        s2={"is_test": "1"},
        s3={"sold_at": "---"},
        s4={"price": np.nan},
        s5={"seller_id": "test-7"},
        s6={"sold_at": "2025-03-31"},
        s7={"price": np.nan},
        s8={"sold_at": "30/04/2025"},
    )
    return pd.concat([raw, raw.iloc[[0, 7]]], ignore_index=True)


def _clean(given):
    """The rows in the bytes an answer returned, as column -> values; an error if there are none."""
    content, _ = given
    columns = pq.ParquetFile(io.BytesIO(content)).read().to_pydict()
    return {name: values for name, values in columns.items() if not name.startswith("__index_level_")}


def _cleaned(answer, column, month="2025-04", **rows):
    """One column of what an answer makes of these raw rows, by sale_id."""
    table = _clean(answer(_raw(**rows), month))
    return dict(zip(table["sale_id"], table[column], strict=True))


@E1_7
def test_no_row_is_lost(answer, check):
    """Every row is accounted for"""
    _, manifest = answer(_messy(), "2025-04")
    counts = {key: manifest.get(key) for key in ("rows_in", "rows_clean", "rows_quarantined")}
    check.equal(
        counts,
        {"rows_in": 10, "rows_clean": 2, "rows_quarantined": 8},
        "rows_in = rows_clean + rows_quarantined: a row that just disappears is a sale the bookkeeper will "
        "look for",
        given_as="the counts in the manifest",
    )


@E1_7
def test_reasons(answer, check):
    """Every removed row has its reason"""
    content, manifest = answer(_messy(), "2025-04")
    check.equal(
        manifest.get("reasons"),
        {"test_order": 2, "bad_date": 1, "no_price": 2, "wrong_month": 1, "duplicate": 2},
        "'eight rows are gone' tells nobody what to mend; the reasons do",
        given_as='manifest["reasons"]',
    )
    check.equal(
        sorted(_clean((content, manifest))["sale_id"]),
        ["s1", "s8"],
        "exactly the clean rows are in the file",
        given_as="sale_id in the file",
    )


@E1_7
def test_columns(answer, check):
    """The file has the columns asked for"""
    columns = set(_clean(answer(_raw(s1={}), "2025-04")))
    check.same_items(
        sorted(columns - set(_AFTER)),
        _COLUMNS,
        "whoever reads the file relies on these names",
        given_as="columns of the file",
    )


@E1_7
def test_no_leaks(answer, check):
    """Nothing but the label comes from after the sale"""
    columns = _clean(answer(_raw(s1={}), "2025-04"))
    check.equal(
        [name for name in _AFTER if name in columns],
        [],
        "these exist only once a card is sold: a model that learns from them is blind in production",
        given_as="columns of the file that only the sale brings",
    )


@E1_7
def test_prices(answer, check):
    """Every price is in dollars"""
    april = _cleaned(
        answer,
        "price_usd",
        s1={"channel": "partner", "price": "1250"},
        s2={"channel": "auction", "price": "1250"},
        s3={"currency": "EUR", "price": "9.20"},
        s4={"currency": "EUR", "price": "460", "channel": "partner"},
    )
    check.close(
        april,
        {"s1": 12.5, "s2": 1250.0, "s3": 10.0, "s4": 5.0},
        "the partner sends cents: a 12.50 card at 1,250 makes the average of its whole set worthless",
        given_as="price_usd by sale_id, April 2025",
    )
    february = {"channel": "partner", "price": "12.50", "sold_at": "2025-02-28"}
    check.close(
        _cleaned(answer, "price_usd", "2025-02", s1=february),
        {"s1": 12.5},
        "before March 2025 the partner sent whole units: divided by 100, old sales cost cents",
        given_as="price_usd of a partner's sale in February 2025",
    )


@E1_7
def test_dates(answer, check):
    """05/04/2025 is the fifth of April"""
    days = {"s1": "05/04/2025", "s2": "04/05/2025", "s3": "28/04/2025"}
    check.equal(
        sorted(_cleaned(answer, "sale_id", **{sale: {"sold_at": day} for sale, day in days.items()})),
        ["s1", "s3"],
        "the day comes first: read the other way round, sales move to months they never happened in",
        given_as="sale_id of April in the file",
    )


@E1_7
def test_text_is_cleaned(answer, check):
    """HP are numbers, rarities have one spelling"""
    raw = _raw(
        s1={"hp": "120 HP", "rarity": "ULTRA-RARE"},
        s2={"hp": "60", "rarity": "common "},
        s3={"hp": np.nan, "rarity": "Rare Holo"},
        s4={"rarity": "IllustrationRare"},
        s5={"rarity": "Holo Rare "},
    )
    table = _clean(answer(raw, "2025-04"))
    by_sale = {name: dict(zip(table["sale_id"], table[name], strict=True)) for name in ("hp", "rarity")}
    check.equal(
        by_sale["hp"],
        {"s1": 120.0, "s2": 60.0, "s3": None, "s4": 60.0, "s5": 60.0},
        "'120 HP' is 120; what is missing stays missing",
        given_as="hp by sale_id",
    )
    check.equal(
        by_sale["rarity"],
        {"s1": "Ultra Rare", "s2": "Common", "s3": "Rare Holo", "s4": "Illustration Rare", "s5": "Rare Holo"},
        "three spellings of one rarity are three rarities to a model",
        given_as="rarity by sale_id",
    )


@E1_7
def test_manifest_hash(answer, check):
    """The manifest proves which file it belongs to"""
    content, manifest = answer(_messy(), "2025-04")
    check.equal(
        manifest.get("month"), "2025-04", "the manifest says which month it is", given_as='manifest["month"]'
    )
    digest = str(manifest.get("sha256")).lower()
    check.is_true(
        digest == hashlib.sha256(content).hexdigest(),
        "sha256 is the digest of the very bytes of the file: whoever downloads it compares them",
        given="another digest" if len(digest) == 64 else digest,
        expected="the sha256 hex digest of the file's bytes",
        given_as='manifest["sha256"]',
    )
    again = answer(_messy(), "2025-04")
    check.is_true(
        again[0] == content and again[1] == manifest,
        "the same raw data gives the same file and manifest: otherwise every rebuild looks like a change",
        given="something else the second time",
        expected="the same content and manifest",
        given_as="build_clean called twice",
    )

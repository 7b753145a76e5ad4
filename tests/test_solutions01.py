"""The solutions of E1.4 to E1.7 keep their contracts: they agree with answers that are written in another way."""

import io
import math
import warnings
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.content.module_01.public.helpers import agreed_fingerprint, raw_delivery, sale_event
from grading.content.module_01.right_answers import e1_4, e1_4b, e1_5, e1_6, e1_7
from grading.engine.answer.notebook_file import Notebook
from grading.engine.declare.catalogue import find, misconceptions_of
from grading.engine.grade.grade_exercise import grade_exercise
from grading.publish.paths import solution_file

SOLVED = Notebook(solution_file("1"))
FEW = settings(max_examples=40, deadline=None)
DAYS = [str(date(2025, 2, 25) + timedelta(days=n)) for n in range(12)]
PRICES = st.floats(0.01, 5_000).map(lambda price: round(price, 3))
EVENTS = st.builds(
    sale_event,
    st.sampled_from("abcdefgh"),
    st.sampled_from(DAYS),
    PRICES,
    st.sampled_from(["Common", "Rare"]),
    st.sampled_from(DAYS),
)


@FEW
@given(st.lists(EVENTS, max_size=30), st.integers(1, 4), st.integers(1, 4))
def test_streams(events, window, watermark):
    streams = [kind(window, watermark) for kind in (SOLVED.lookup("StreamAgg"), e1_4.right_day_buckets)]
    for event in events:
        for stream in streams:
            stream.update(event)
        one, other = streams
        assert (one.too_late, len(one)) == (other.too_late, len(other))
        for back in range(watermark + 1):
            t = str(one.clock - timedelta(days=back))
            assert one.value(t) == pytest.approx(other.value(t))


STEPS = st.tuples(
    st.sampled_from(["publish", "subscribe", "poll", "ack", "replay"]),
    st.sampled_from("tu"),
    st.sampled_from("gh"),
    st.integers(0, 3),
)


@FEW
@given(st.lists(STEPS, max_size=40))
def test_brokers(steps):
    brokers, lengths, groups = [SOLVED.lookup("Broker")(), e1_4b.right_flags()], {"t": 0, "u": 0}, set()
    for what, topic, group, offset in steps:
        if what in ("ack", "replay") and (offset >= lengths[topic] or (topic, group) not in groups):
            continue
        if what == "poll" and (topic, group) not in groups:
            for broker in brokers:
                with pytest.raises(KeyError):
                    broker.poll(topic, group)
            continue
        if what == "publish":
            lengths[topic] += 1
        if what == "subscribe":
            groups.add((topic, group))
        arguments = {"publish": [{"n": offset}], "ack": [group, offset], "replay": [group, offset]}
        found = [getattr(broker, what)(topic, *arguments.get(what, [group])) for broker in brokers]
        assert tuple(found[0] or ()) == tuple(found[1] or ()) if what == "poll" else found[0] == found[1]


CELLS = (
    st.lists(st.none() | st.text(max_size=3), min_size=3, max_size=3),
    st.lists(st.integers(-(2**60), 2**60), min_size=3, max_size=3),
    st.lists(st.floats(allow_nan=True, allow_infinity=False), min_size=3, max_size=3),
)


@FEW
@given(st.dictionaries(st.text(max_size=2), st.one_of(CELLS), max_size=4), st.booleans(), st.integers(0, 3))
def test_fingerprints(columns, ordered, rows):
    table = pd.DataFrame(columns).head(rows)
    expected = agreed_fingerprint(table, ordered)
    assert SOLVED.lookup("fingerprint")(table, ordered) == expected
    if columns:
        assert e1_5.right_records["fingerprint"](table, ordered) == expected


@FEW
@given(
    st.sampled_from(
        [(np.log1p, np.expm1), (np.log, np.exp), (np.sort, np.positive), (np.floor, np.positive)]
    ),
    st.lists(st.floats(-10, 900) | st.just(math.nan), max_size=6),
)
def test_round_trips(trip, prices):
    with np.errstate(all="ignore"):
        found = SOLVED.lookup("roundtrip_error")(*trip, prices)
        assert found == pytest.approx(e1_5.right_pieces["roundtrip_error"](*trip, prices), abs=1e-9)
    assert found >= 0


@st.composite
def listings(draw):
    rows = []
    for n in range(draw(st.integers(0, 6))):
        sold = draw(st.sampled_from([None, *DAYS]))
        price = math.nan if sold is None else draw(PRICES)
        bundle, relist = draw(st.sampled_from([None, "b1"])), draw(st.sampled_from([None, "l0", "l1", "l2"]))
        relist = None if relist == f"l{n}" else relist
        listed, currency = draw(st.sampled_from(DAYS)), draw(st.sampled_from(["USD", "EUR"]))
        rows.append(
            [f"l{n}", f"c{n % 3}", listed, 9.0, currency, sold, price, draw(st.booleans()), bundle, relist]
        )
    names = ["listing_id", "card_id", "listed_at", "asking_price", "currency", "sold_at", "sold_price"]
    table = pd.DataFrame(rows + rows[:1], columns=[*names, "returned", "bundle_id", "relist_of"])
    kinds = {
        "listed_at": "datetime64[us]",
        "sold_at": "datetime64[us]",
        "sold_price": float,
        "returned": bool,
    }
    return table.astype(kinds)


@FEW
@given(listings(), st.sampled_from(["2025-02-01", *DAYS]))
def test_labels(table, cutoff):
    found, expected = (answer(table, cutoff) for answer in (SOLVED.lookup("make_labels"), e1_6.right_loop))
    assert list(found) == list(expected) and found["label"].dtype == float and found["censored"].dtype == bool
    order = ["listing_id"]
    pd.testing.assert_frame_equal(
        found.sort_values(order, ignore_index=True),
        expected.sort_values(order, ignore_index=True),
        check_dtype=False,
    )


ROW = st.fixed_dictionaries(
    {
        "sold_at": st.sampled_from(["2025-03-01", "28/02/2025", "01/03/2025", "01/03/2024", "---", np.nan]),
        "channel": st.sampled_from(["partner", "web"]),
        "seller_id": st.sampled_from(["seller-1", "test-1", "contest-1"]),
        "hp": st.sampled_from(["60", "120 HP", np.nan]),
        "price": st.sampled_from(["4.50", "1250", np.nan]),
        "currency": st.sampled_from(["USD", "EUR"]),
        "is_test": st.sampled_from("0001"),
        "rarity": st.sampled_from(["Holo Rare", "RARE", "Secret  Rare", "common "]),
    }
)


@FEW
@given(st.lists(st.tuples(st.sampled_from("abcde"), ROW), min_size=1, max_size=8))
def test_clean_months(rows):
    raw = pd.concat([raw_delivery(**{sale: row}) for sale, row in rows], ignore_index=True)
    found, expected = (answer(raw, "2025-03") for answer in (SOLVED.lookup("build_clean"), e1_7.right_arrow))
    tables = [pd.read_parquet(io.BytesIO(content)) for content, _ in (found, expected)]
    pd.testing.assert_frame_equal(*tables, check_dtype=False)
    assert (tables[0]["hp"].dtype, tables[0]["price_usd"].dtype) == (float, float)
    counts = [
        {k: v for k, v in manifest.items() if k not in ("sha256", "bytes")}
        for _, manifest in (found, expected)
    ]
    assert counts[0] == counts[1]
    assert sum(counts[0]["reasons"].values()) == counts[0]["rows_quarantined"]


def test_recognising_a_mistake_prints_no_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        for wrong in misconceptions_of("E1.5"):
            names = {wrong.replaces or "fingerprint": wrong.answer}
            verdict = grade_exercise(
                find("E1.5"), lambda name, names=names: names.get(name) or SOLVED.lookup(name)
            )
            problems = [check.problem for check in verdict.checks if check.problem]
            assert problems == [], wrong.title

"""The demos of module 1 say what the lesson says about them."""

import ast

import numpy as np
import pandas as pd
import pandera.pandas as pa
import pytest

from course import predict
from course.data import load_raw, load_sales
from course.lessons.module_01 import broken, contracts, events, formats, integrity, labels, ledger
from course.lessons.module_01 import sources as feeds
from course.links import ROOT
from course.market import listings, sources
from course.streams import Topic
from grading.engine.answer.notebook_file import Notebook

pytestmark = pytest.mark.module("1")

LESSON = ROOT / "modules" / "01_data_engineering.py"


@pytest.fixture(scope="module")
def sales():
    return load_sales()


@pytest.fixture(scope="module")
def rows():
    """The contract for rows as the lesson shows it."""
    return Notebook(LESSON).lookup("s12_rows")


@pytest.fixture(scope="module")
def months(sales):
    month = sales["sold_at"].dt.to_period("M").astype(str)
    everyday = contracts.everyday(sales, sales[month <= "2026-02"])
    month = month[everyday.index]
    return (
        everyday[(month >= "2025-07") & (month <= "2025-11")],
        everyday[(month >= "2025-12") & (month <= "2026-02")],
        everyday[month >= "2026-03"],
    )


def test_every_section_asks_and_every_option_is_explained():
    questions = predict.questions_in(LESSON)
    for section in ("1.1", "1.2", "1.3", "1.4", "1.5", "1.6"):
        assert any(name.startswith(f"Q{section}") for name in questions), section
    assert len(questions) >= 16
    calls = [
        node for node in ast.walk(ast.parse(LESSON.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    ]
    folded = [ast.literal_eval(key) for call in calls if ast.unparse(call.func) == "mo.accordion"
              for key in call.args[0].keys]  # fmt: skip
    assert len({title for title in folded if title.endswith("?")}) >= 5


def test_only_the_auction_feed_is_in_another_unit():
    frames = sources(seed=0)
    guide = frames["price_guide"]
    for in_dollars, high in ((False, {"auctions"}), (True, set())):
        numbers = feeds.numbers(frames, in_dollars).merge(guide, on="card_id")
        ratio = (numbers["number"] / numbers["market_price"]).groupby(numbers["source"]).median()
        assert set(ratio[ratio > 5].index) == high


def test_feeds_are_below_the_guide_because_real_cards_are_played():
    frames = sources(seed=0)
    paid = (
        frames["system_log"]
        .query("price > 0")
        .merge(frames["listings"][["sale_id", "condition"]], on="sale_id")
    )
    paid = paid.merge(frames["price_guide"], on="card_id")
    ratio = (paid["price"] / paid["market_price"]).groupby(paid["condition"] == "NM").median()
    assert ratio[True] > 0.9 > 0.7 > ratio[False]


def test_sellers_write_a_price_in_four_ways():
    text = sources(seed=0)["listings"]["price"].str.replace(r"[\d.,]+", "1", regex=True)
    assert set(text) - {"", "---"} == {"$1", "1", "USD 1", "1¢"}


def test_fields_are_known_in_the_order_the_lesson_says(sales):
    sale = sales[sales["days_to_sell"] == 21].iloc[0]
    known = feeds.known_on(sale, 20).set_index("field")["value"]
    assert known["price"] == known["n_bids"] == known["set_price_30d"] == "not yet"
    assert known["rarity"] == sale["rarity"]
    assert feeds.known_on(sale, 21).set_index("field")["value"]["price"] == str(sale["price_usd"])
    assert "not yet" not in set(feeds.known_on(sale, 51)["value"])


@pytest.mark.parametrize("source", sorted(feeds.PROFILES))
def test_every_row_of_a_source_can_be_shown(source):
    frame = sources(seed=0)[source]
    for number in range(41):
        shown = feeds.raw_and_parsed(source, frame.iloc[number])
        assert list(shown["field"]) == list(frame.columns)


def test_clean_months_raise_no_alarm(months, rows):
    train, batch, later = months
    contract = pa.DataFrameSchema(rows.columns, checks=contracts.batch_checks(train))
    single = [month for part in months for _, month in part.groupby(part["sold_at"].dt.to_period("M"))]
    assert len(single) == 12
    for part in (train, batch, later, *single):
        assert contracts.problems(contract, part).empty


def test_a_missing_condition_is_no_fault_but_their_share_is_checked(months, rows):
    train, _, later = months
    contract = pa.DataFrameSchema(rows.columns, checks=contracts.batch_checks(train))
    assert train["condition"].isna().any()
    partner = later["condition"].mask(later["channel"] == "partner")
    for condition in (partner, later["condition"].fillna("NM")):
        changed = later.assign(condition=condition)
        assert contracts.problems(rows, changed).empty
        found = contracts.problems(contract, changed)
        assert "share of missing conditions is usual" in set(found["check"])


def test_limits_from_the_past_refuse_honest_sales_and_one_from_the_meaning_does_not(sales):
    highest = contracts.refused(sales, lambda price: price.max())
    sigma = contracts.refused(sales, lambda price: price.mean() + 3 * price.std())
    assert len(highest) == len(sigma) == 33
    assert highest.sum() >= 10 and (sigma >= 1).mean() > 0.85  # the next record; "almost every month"
    assert contracts.refused(sales, lambda price: 50_000.0).sum() == 0
    assert sales["price_usd"].max() > 100 * sales["price_usd"].median()


@pytest.mark.parametrize("kind", sorted(contracts.CORRUPTIONS))
def test_every_fault_is_seen_by_the_whole_contract(months, rows, kind):
    train, _, later = months
    contract = pa.DataFrameSchema(rows.columns, checks=contracts.batch_checks(train))
    assert not contracts.problems(contract, contracts.corrupt(later, kind, 0.3)).empty


def test_a_pinned_value_passes_every_row_check(months, rows):
    assert contracts.problems(rows, contracts.corrupt(months[0], "pinned", 0.5)).empty
    # What the page shows first: a tenth of the training rows, seen by a check of the whole batch only.
    contract = pa.DataFrameSchema(rows.columns, checks=contracts.batch_checks(months[0]))
    found = contracts.problems(contract, contracts.corrupt(months[0], "pinned", 0.1))
    assert list(found["check"]) == ["share of NM is usual"]


def test_cents_cost_most_and_negative_hp_next_to_nothing(months):
    train, _, later = months
    clean = contracts.rmse(contracts.price_model(train)(later), later["price_usd"])
    cost = {kind: contracts.damage(train, later, kind, 0.05, "training") for kind in contracts.CORRUPTIONS}
    assert max(cost, key=cost.get) == "cents"
    assert cost["cents"] > 1.5 * clean
    assert cost["null"] > 1.05 * clean  # "it hurts"
    for kind in ("negative", "type", "pinned", "typo"):
        assert abs(cost[kind] - clean) < 0.02 * clean, kind  # "most faults never show in its score"
    priced = {kind: contracts.damage(train, later, kind, 0.05, "priced") for kind in ("pinned", "typo")}
    assert priced["typo"] > 1.04 * clean > priced["pinned"]  # a spelling bites where cards are priced
    half = contracts.damage(train, later, "pinned", 0.5, "priced")
    assert half > max(1.02 * clean, priced["pinned"] + 0.01 * clean)  # "it grows"


def test_corrupt_leaves_its_input_alone_and_knows_its_faults(months):
    before = months[0].copy()
    for kind in contracts.CORRUPTIONS:
        contracts.corrupt(months[0], kind, 0.5)
    pd.testing.assert_frame_equal(months[0], before)
    with pytest.raises(ValueError, match="unknown corruption"):
        contracts.corrupt(before, "gremlins", 0.5)


def test_the_ledger_loses_no_row():
    raw = load_raw()
    done = ledger.sort_rows(raw)
    assert len(done) == len(raw)
    assert set(done["outcome"]) == {ledger.ACCEPTED, ledger.REPAIRED, ledger.QUARANTINED}
    steps = ledger.waterfall(done)
    assert steps["rows"][0] == steps["rows"][1:].sum() == len(raw)
    assert steps["end"].iloc[-1] == 0


def test_three_kinds_of_file_hold_the_same_sale(sales, tmp_path):
    files = formats.write_files(sales.head(500), tmp_path)
    assert formats.column_bytes(files["Parquet"], ["rarity"]) < files["Parquet"].stat().st_size
    columns = ["price_usd", "rarity", "name"]
    times = formats.read_times(files, columns, [1, 3])
    assert len(times) == 6 and (times[["first_ms", "warm_ms", "megabytes"]] > 0).all().all()
    assert len(formats.lookup_times(files, sales["sale_id"][7])) == 3
    assert list(formats.loop_times(sales.head(50))["way"]) == ["loop over rows", "one column"]


def test_a_stream_by_event_time_that_waits_long_enough_is_the_batch(sales):
    may = sales[(sales["sold_at"] >= "2026-05-01") & (sales["sold_at"] < "2026-06-01")]
    late = events.late_events(may, days=3)
    truth = events.nightly_batch(late)
    waited, dropped, _ = events.watermark_stream(late, wait_days=3)
    assert dropped == 0
    assert events.wrong_days(waited, truth, tolerance=1e-9) == 0
    assert events.wrong_days(events.naive_stream(late), truth) > 20
    hurried, dropped, _ = events.watermark_stream(late, wait_days=0)
    assert dropped > 0 and hurried.sum() < truth.sum()
    on_time = events.late_events(may, days=0)
    assert events.wrong_days(events.naive_stream(on_time), events.nightly_batch(on_time)) == 0


@pytest.mark.parametrize(
    ("switches", "expected"),
    [
        ({}, {"lost": 0, "repeated": 2, "stuck": 0}),
        ({"ack_first": True}, {"lost": 2, "repeated": 0, "stuck": 0}),
        ({"claim": False}, {"lost": 0, "repeated": 0, "stuck": 4}),
        ({"crash": False}, {"lost": 0, "repeated": 0, "stuck": 0}),
    ],
)
def test_what_a_crash_costs(switches, expected):
    with Topic("lag") as topic:
        table, count = events.run_groups(topic, **switches)
    assert {name: count[name] for name in expected} == expected
    assert (table["published"] == table["waiting"] + table["pending"] + table["done"]).all()


def test_the_desk_redelivers_what_a_dead_worker_held(sales):
    console = events.StreamConsole(sales.tail(20))
    press = console.actions()
    assert press["publish 5"](0) == 1
    press["worker-1 reads 3"](0)
    press["kill worker-1"](0)
    assert list(console.pending()["held by"]) == ["worker-1"] * 3
    press["worker-2 claims"](0)
    press["worker-2 acks"](0)
    assert console.pending().empty
    assert console.groups().set_index("group").loc["pricing", ["waiting", "done"]].tolist() == [2, 3]
    assert console.repeated() == 0
    press["replay pricing"](0)
    press["worker-2 reads 3"](0)
    press["worker-2 acks"](0)
    assert console.repeated() == 3
    for act in press.values():
        act(0)
    console.topic.close()


def test_round_trips():
    prices = np.array([0.0, 0.25, 9.99, 4_500.0])
    for step, exact in {
        "log1p, undone by expm1": True,
        "standardise, undone": True,
        "log1p, undone by exp": False,
        "log1p, never undone": False,
        "clip at $100": False,
        "price bands, undone by the middle": False,
        "float16": False,
    }.items():
        assert (np.abs(integrity.round_trip(prices, step)).max() < 1e-9) == exact, step


def test_one_bit_changes_the_checksum_and_pandas_does_not_mind(sales):
    data = integrity.small_file(sales.tail(5))
    for position in range(0, len(data), 7):
        flipped = integrity.flip(data, position)
        assert integrity.digest(flipped) != integrity.digest(data)
        assert integrity.flip(flipped, position) == data
        assert integrity.what_pandas_sees(data, flipped)
    assert "as they were" in integrity.what_pandas_sees(data, data)


def test_impact_is_transitive():
    hit = integrity.affected(integrity.GRAPH, ["price guide"])
    assert hit == {"guide ratio", "training set", "price model", "price tags"}
    assert integrity.affected(integrity.GRAPH, ["price tags"]) == set()
    for name in integrity.GRAPH:
        assert integrity.mermaid(integrity.GRAPH, name).startswith("graph LR")


def test_unsold_listings_count_and_labels_take_time():
    done = labels.finished(listings(seed=0, n=4_000))
    means = labels.averages(done)
    assert means["money in, all listings"] < means["sold price, sold listings"]
    arrival = labels.arrival(done)
    assert arrival["labelled"].is_monotonic_increasing
    assert 0.5 < arrival["labelled"].iloc[-1] < 1
    asked = labels.asked_by_fate(done).set_index("fate")["mean"]
    assert asked["not sold"] > asked["sold"]
    assert 0.17 < 1 - arrival["labelled"].iloc[-1] < 0.23  # "one listing in five finds no buyer"


def test_breaking_the_pipeline(months):
    works = broken.run(*months, [], guards=False)
    assert works["lost"] == works["repeated"] == 0 and not works["alarms"]
    assert not broken.run(*months, [], guards=True)["alarms"]
    for fault in broken.FAULTS:
        result = broken.run(*months, [fault], guards=True)
        assert result["rows_in"] == result["used"] + result["quarantined"], fault
        assert bool(result["alarms"]) == (fault != "asking"), fault
    bare = {fault: broken.run(*months, [fault], guards=False) for fault in broken.FAULTS}
    assert bare["cents"]["rmse"] > 1.5 * works["rmse"]
    for fault in ("gaps", "typo", "twice", "asking"):
        assert bare[fault]["rmse"] < 1.05 * works["rmse"], fault  # "some hardly move it"
    assert bare["asking"]["bias"] > works["bias"] + 0.5  # "push every tag the same way"
    assert bare["gaps"]["lost"] > 0 and bare["twice"]["repeated"] > 0

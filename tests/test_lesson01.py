"""The demos of module 1 say what the lesson says about them."""

import ast
import re
from datetime import datetime

import numpy as np
import pandas as pd
import pandera.pandas as pa
import pytest

from course.data import load_raw, load_sales
from course.lesson_headings import headings
from course.lesson_questions import questions_of
from course.lessons.module_01 import (
    broken,
    charts,
    contracts,
    events,
    formats,
    integrity,
    labels,
    ledger,
    panels,
)
from course.lessons.module_01 import questions as ask
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
def page():
    """The lesson, whose functions are looked up by name."""
    return Notebook(LESSON)


@pytest.fixture(scope="module")
def rows(page):
    """The contract for rows as the lesson shows it."""
    return page.lookup("row_contract")()


@pytest.fixture(scope="module")
def problems(page):
    """What the lesson's own function finds, counted by kind."""
    find = page.lookup("find_problems")
    return lambda contract, batch: contracts.summary(find(contract, batch))


@pytest.fixture(scope="module")
def months(sales):
    return contracts.split(sales)


SOURCE = LESSON.read_text(encoding="utf-8")
CELLS = [node for node in ast.parse(SOURCE).body if isinstance(node, ast.FunctionDef)]
CALLS = [node for node in ast.walk(ast.parse(SOURCE)) if isinstance(node, ast.Call)]
FUNCTIONS = [cell for cell in CELLS if ast.unparse(cell.decorator_list[0]) == "app.function"]


def test_every_section_asks_and_has_a_function_worth_reading():
    questions = questions_of("1")
    assert 16 <= len(questions) <= 18
    section, found = None, {}
    for cell in CELLS:
        named = re.match(r"section_1_(\d)", cell.name)
        section = int(named[1]) if named else section
        if cell in FUNCTIONS:
            found.setdefault(section, []).append(cell.name)
    for number in range(1, 8):
        assert any(name.startswith(f"Q1.{number}") for name in questions), number
        assert found[number], number


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_what_is_worth_reading_is_short_and_shown_and_used(function):
    assert len(ast.get_source_segment(SOURCE, function).splitlines()) <= 15
    shows = [call for call in CALLS if ast.unparse(call.func) == "reading_view.show"]
    assert function.name in {ast.unparse(one) for call in shows for one in call.args}
    used = {ast.unparse(one) for call in CALLS if call not in shows for one in (call.func, *call.args)}
    assert function.name in used


def test_places_that_verdicts_link_to_have_their_cells():
    numbered = {number for number in headings(LESSON) if "." in number}
    assert {
        "1.1.1",
        "1.1.2",
        "1.2.1",
        "1.2.4",
        "1.4.1",
        "1.4.3",
        "1.5.1",
        "1.5.2",
        "1.5.3",
        "1.6.3",
    } <= numbered
    cells = {cell.name for cell in CELLS if cell.name.startswith("section_")}
    assert cells == {"section_" + number.replace(".", "_") for number in numbered}


def test_a_heading_waits_for_no_data():
    cells = [
        cell
        for cell in CELLS
        if re.search(r"^\s*#{1,2} ", ast.get_source_segment(SOURCE, cell), re.MULTILINE)
    ]
    cells += [cell for cell in CELLS if cell.name.startswith("section_")]
    assert "# 1 Data engineering" in ast.get_source_segment(SOURCE, cells[0]) and len(cells) > 10
    assert [cell.name for cell in cells if cell.args.args] == []


def test_a_switch_breaks_a_pipeline_that_works(months):
    assert 'break_switch = mo.ui.switch(value=False, label="break it")' in SOURCE
    assert "break_picker.value if break_switch.value else []" in SOURCE
    assert 'value=[broken.FAULTS["cents"]]' in SOURCE
    train, batch, later = months
    works, breaks = (broken.run(train, batch, later, faults, guards=False) for faults in ([], ["cents"]))
    assert breaks["rmse"] > 2 * works["rmse"]
    assert "An average price tag is as it would be" in panels.pipeline(works, works).text
    assert "higher" in panels.pipeline(works, breaks).text


def test_a_day_needs_both_looks():
    for text, written, exists in (("2026-05-03", 1, 1), ("2026-02-30", 1, 0), ("2026-5-3", 0, 1)):
        assert bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)) == written
        try:
            datetime.strptime(text, "%Y-%m-%d")
        except ValueError:
            assert not exists
        else:
            assert exists


def test_a_digest_of_json_keeps_apart_what_the_lesson_says(page):
    digest = page.lookup("digest_of")
    lists = [["c1", 4], ["c1", "4"], ["c1", None], ["ab", "c"], ["a", "bc"]]
    assert len({digest(one) for one in lists}) == len(lists)
    assert str(lists).replace("'", '"') in SOURCE
    assert digest(["clean", "v1", ["raw-may"], "clean.parquet"]).startswith(
        "9f6c6ce3"
    )  # the example of E1.5b
    with pytest.raises(TypeError):
        digest([np.int64(4)])
    assert digest(np.array([4]).tolist()) == digest([4])


def test_small_tables_have_texts_to_the_left_and_numbers_to_the_right():
    shown = panels.exit_codes({"a <b>": pd.DataFrame(index=[0])}).text
    assert re.findall(r"<t[hd] style=\"text-align: (left|right)", shown) == ["left", "right", "right"] * 2
    assert "a &lt;b&gt;" in shown


def test_a_long_digest_breaks_where_the_page_is_narrow():
    shown = panels.listed({"got": "<b>", "sha256": "0" * 64}).text
    assert "overflow-wrap: anywhere" in shown and "got: &lt;b&gt;\nsha256: " in shown


def test_days_of_the_stream_are_counted_from_one(sales):
    may = sales[sales["sold_at"].dt.to_period("M").astype(str) == "2026-05"]
    assert may["sold_at"].min() == pd.Timestamp("2026-05-01")
    found = events.late_events(may, 3)
    truth = events.nightly_batch(found)
    assert list(truth.index) == list(range(1, 32)) and found["arrived"].min() >= 1
    assert truth[3] == pytest.approx(may.loc[may["sold_at"] == "2026-05-03", "price_usd"].sum())


@pytest.mark.parametrize(
    "words",
    [
        "validate(batch, lazy=True)",
        "failure_cases",
        "element_wise=True",
        "read_parquet(path, columns=columns)",
        "to_parquet(",
        "hashlib.sha256(",
        "%d/%m/%Y",
        "known when it was last written",
        "json.dumps(",
        "io.BytesIO()",
        "9.20 / 0.92",
        "panels.trace(",
        "bundle",
        "xack",
    ],
)
def test_what_the_exercises_ask_for_has_been_seen(words):
    assert words in SOURCE


def test_a_right_option_is_seldom_the_longest(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress.sqlite"))
    simple = (
        *(ask.known, ask.costly_fault, ask.upper_limit, ask.no_price, ask.lookup, ask.groups, ask.crash),
        *(ask.not_undone, ask.untouched, ask.unsold, ask.manifest),
    )
    asked = [one().question for one in simple] + [ask.blind_spot((0.98, 1.06), 1.17).question]
    length = [{key: len(option.label) for key, option in one.options.items()} for one in asked]
    longest = [max(one, key=one.get) for one in length]
    assert sum(one.answer == key for one, key in zip(asked, longest, strict=True)) <= len(asked) // 4


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


def test_clean_months_raise_no_alarm(months, rows, problems):
    train, batch, later = months
    contract = pa.DataFrameSchema(rows.columns, checks=contracts.batch_checks(train))
    single = [month for part in months for _, month in part.groupby(part["sold_at"].dt.to_period("M"))]
    assert len(single) == 12
    for part in (train, batch, later, *single):
        assert problems(contract, part).empty


def test_a_missing_condition_is_no_fault_but_their_share_is_checked(months, rows, problems):
    train, _, later = months
    contract = pa.DataFrameSchema(rows.columns, checks=contracts.batch_checks(train))
    assert train["condition"].isna().any()
    partner = later["condition"].mask(later["channel"] == "partner")
    for condition in (partner, later["condition"].fillna("NM")):
        changed = later.assign(condition=condition)
        assert problems(rows, changed).empty
        found = problems(contract, changed)
        assert "share of missing conditions is usual" in set(found["check"])


def test_a_contract_says_which_cell_is_wrong_and_converts_nothing(page, rows):
    find, batch = page.lookup("find_problems"), contracts.example()
    found = find(rows, batch)
    cells = {(row.column, row.index) for row in found.dropna(subset=["index"]).itertuples(index=False)}
    assert cells == {("hp", 1), ("price_usd", 2), ("rarity", 3)}
    assert list(found.loc[found["index"].isna(), "failure_case"]) == ["condition"]
    pd.testing.assert_frame_equal(batch, contracts.example())
    assert (
        find(rows, batch.assign(hp="60", condition="NM"))["column"] == "hp"
    ).sum() == 4  # E1.2: a text is none


def test_only_the_meaning_of_a_price_and_the_unit_of_its_channel_make_a_limit_without_fault(sales):
    table = contracts.limits(sales).set_index("rule")
    assert table.loc["meaning"].tolist() == [0, 0]
    assert table.loc["none", "refused"] == 0 and table.loc["none", "let_in"] > 1_000
    assert table.loc["max", "refused"] >= 10 and table.loc["sigma", "refused"] > 100
    assert (table.loc[["max", "sigma"], "let_in"] > 200).all()
    assert sales["price_usd"].max() > 100 * sales["price_usd"].median()
    price = [part for _, part in sales["price_usd"].groupby(sales["sold_at"].dt.to_period("M"))]
    past = [pd.concat(price[place - 3 : place]) for place in range(3, len(price))]
    refused = [(now > one.mean() + 3 * one.std()).any() for one, now in zip(past, price[3:], strict=True)]
    assert 0.85 < np.mean(refused) < 1  # "in almost every month"


def test_prices_are_missing_in_every_month():
    raw = load_raw()
    where = ledger.sort_rows(raw).loc[raw["price"].isna(), "reason"]
    assert set(where) == {"no price", "came twice"}  # "what came twice is that, price or not"
    assert raw["price"].isna().groupby(raw["listed_at"].str[:7]).any().all()


@pytest.mark.parametrize("kind", sorted(contracts.CORRUPTIONS))
def test_every_fault_is_seen_by_the_whole_contract(months, rows, problems, kind):
    train, _, later = months
    contract = pa.DataFrameSchema(rows.columns, checks=contracts.batch_checks(train))
    assert not problems(contract, contracts.corrupt(later, kind, 0.3)).empty


def test_a_pinned_value_passes_every_row_check(months, rows, problems):
    assert problems(rows, contracts.corrupt(months[0], "pinned", 0.5)).empty
    # What the page shows first: a tenth of the training rows, seen by a check of the whole batch only.
    contract = pa.DataFrameSchema(rows.columns, checks=contracts.batch_checks(months[0]))
    found = problems(contract, contracts.corrupt(months[0], "pinned", 0.1))
    assert list(found["check"]) == ["share of NM is usual"]


def test_cents_cost_most_and_negative_hp_next_to_nothing(months):
    train, _, later = months
    clean, median = contracts.misses(contracts.price_model(train)(later), later["price_usd"])
    assert clean > 3 * median  # "a few dear ones make most of it"
    cost = {kind: contracts.damage(train, later, kind, 0.05, "training")[0] for kind in contracts.CORRUPTIONS}
    assert max(cost, key=cost.get) == "cents"
    assert cost["cents"] > 1.5 * clean
    assert cost["null"] > 1.05 * clean  # "it hurts"
    for kind in ("negative", "type", "pinned", "typo"):
        assert abs(cost[kind] - clean) < 0.02 * clean, kind  # "most faults never show in its score"
    priced = {kind: contracts.damage(train, later, kind, 0.05, "priced")[0] for kind in ("pinned", "typo")}
    assert priced["typo"] > 1.04 * clean > priced["pinned"]  # a spelling bites where cards are priced
    half = contracts.damage(train, later, "pinned", 0.5, "priced")[0]
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


def test_three_kinds_of_file_hold_the_same_sale(page, sales, tmp_path):
    files = formats.write_files(sales.head(500), tmp_path)
    assert formats.column_bytes(files["Parquet"], ["rarity"]) < files["Parquet"].stat().st_size
    columns = ["price_usd", "rarity", "name"]
    times = formats.read_times(files, columns, [1, 3], page.lookup("read_some"))
    assert len(times) == 6 and (times[["first_ms", "warm_ms", "megabytes"]] > 0).all().all()
    assert len(formats.lookup_times(files, sales["sale_id"][7])) == 3
    (tmp_path / "months").mkdir()
    for month in (0, 1):
        sales.iloc[100 * month : 100 * month + 100].to_parquet(tmp_path / "months" / f"{month}.parquet")
    assert page.lookup("read_some")(tmp_path / "months", ["rarity"]).shape == (
        200,
        1,
    )  # a folder is one table


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
    ("wait", "verdicts"),
    [
        (2, ["counts for day 1", "counts for day 4", "counts for day 2", "a replay: ignored", "too late"]),
        (1, ["counts for day 1", "counts for day 4", "too late", "a replay: ignored", "too late"]),
        (
            3,
            [
                "counts for day 1",
                "counts for day 4",
                "counts for day 2",
                "a replay: ignored",
                "counts for day 1",
            ],
        ),
    ],
)
def test_five_arrivals(wait, verdicts):
    told = events.trace(wait)
    assert [one.partition(",")[0] for one in told["verdict"]] == verdicts
    assert told["clock"].tolist() == [1, 4, 4, 4, 4]


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


def test_one_bit_changes_the_checksum_and_pandas_seldom_minds(page, sales):
    data = integrity.small_file(sales.tail(5))
    for position in range(0, len(data), 7):
        flipped = integrity.flip(data, position)
        assert page.lookup("digits_that_differ")(data, flipped) > 40
        assert integrity.flip(flipped, position) == data
        assert integrity.what_pandas_sees(data, flipped)
    assert "as they were" in integrity.what_pandas_sees(data, data)
    flips = integrity.what_flips_do(data)
    assert sum(flips.values()) == 8 * len(data) and flips["read"] > 0.6 * sum(flips.values())


def test_impact_is_transitive():
    hit = integrity.affected(integrity.GRAPH, ["price guide"])
    assert hit == {"guide ratio", "training set", "price model", "price tags"}
    assert integrity.affected(integrity.GRAPH, ["price tags"]) == set()
    for name in integrity.GRAPH:
        assert integrity.mermaid(integrity.GRAPH, name).startswith("graph TD")
    assert "affected" not in integrity.mermaid(integrity.GRAPH)  # what is shown before the question


def test_a_sealed_table_has_one_digest(page, sales):
    content, manifest = page.lookup("sealed")(sales.head(50))
    assert page.lookup("sealed")(sales.head(50)) == (content, manifest) and manifest["rows"] == 50
    assert page.lookup("sealed")(sales.tail(50))[1]["sha256"] != manifest["sha256"]


def test_unsold_listings_count_and_labels_take_time(page):
    done = labels.finished(listings(seed=0, n=4_000))
    means = labels.averages(done)
    assert means["money in, all listings"] < means["sold price, sold listings"]
    arrival = labels.arrival(done, page.lookup("known_after"))
    assert arrival["labelled"].is_monotonic_increasing
    assert 0.5 < arrival["labelled"].iloc[-1] < 1
    asked = labels.asked_by_fate(done)
    assert asked["unsold"] > asked["sold"] + 0.1
    by_asked = labels.sold_by_asked(done)
    assert by_asked["sold"].iloc[0] > 0.85 and by_asked["sold"].iloc[-1] < 0.4
    assert by_asked["listings"].sum() == len(done)
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


def test_a_guard_on_the_level_would_see_asking_prices(months):
    train, batch, later = months
    (low, high), asking = broken.levels(train, pd.concat([batch, later]), batch)
    assert 0.9 < low < 1 < high < 1.1 < asking


def test_charts_are_described_and_fit_the_page(sales, page):
    groups = pd.DataFrame({"group": ["a"], "published": [5], "done": [2], "pending": [1], "waiting": [2]})
    done = labels.finished(listings(seed=0, n=400))
    for chart in (
        charts.known_from(feeds.known_on(sales[sales["days_to_sell"] == 21].iloc[0], 3), 3, mine="grade"),
        charts.waterfall(ledger.waterfall(ledger.sort_rows(load_raw().head(500)))),
        charts.late_days(events.wrong_by_lateness(sales.tail(50), [0, 1]), guess=3),
        charts.revenue({name: pd.Series({0: 1.0}) for name in ("a", "b", "c")}),
        charts.groups(groups),
        charts.lag(pd.DataFrame({"tick": [0, 1], "group": "a", "waiting": [0, 3], "pending": [1, 0]})),
        charts.round_trip(np.array([0.0, 1.0])),
        charts.arrival(labels.arrival(done, page.lookup("known_after")), 3, "labelled"),
    ):
        spec = chart.to_dict()
        assert len(spec["description"]) > 20 and spec["width"] == "container"


def test_your_choice_is_in_the_name_and_covers_nothing(sales):
    known = feeds.known_on(sales[sales["days_to_sell"] == 21].iloc[0], 3)
    spec = charts.known_from(known, 3, mine="grade").to_dict()
    assert "grade ▸ yours" in str(spec["datasets"])
    assert all(layer["mark"]["type"] != "text" for layer in spec["layer"])


def test_a_table_escapes_what_a_changed_file_holds():
    shown = panels.flipped(b"name,price_usd\nx,1\n", b"name,price_usd\n<b>,1\n", 60, None).text
    assert "<td><b></td>" not in shown

"""Whatever a learner moves in lesson 0, the page has something to show."""

from itertools import product

import numpy as np
import pytest

from course.data import load_sales
from course.lessons.module_00 import (
    accuracy,
    broken,
    budget,
    charts,
    drift,
    framing,
    priced_cards,
    profit,
    roles,
    rules,
    scoping,
    timeline,
    views,
)
from tests.lesson_functions import lesson

pytestmark = pytest.mark.module("0")
shown = lesson("0")


@pytest.fixture(scope="module")
def sales():
    return load_sales()


@pytest.fixture(scope="module")
def tags(sales):
    past, later = rules.split(sales)
    return past, later, rules.tags(past, later, shown.price_by_rarity(past, later).to_numpy())


@pytest.mark.parametrize("wish", rules.CASES)
def test_every_wish_has_its_way(wish):
    assert any(words in views.way_of(wish).text for words in rules.OUTCOMES.values())


def test_every_drift_can_be_drawn(sales):
    table = drift.drift_table("mail", sales)
    for share, kept in product(drift.DRIFTS, (True, False)):
        assert f"With {share}%" in charts.drift(table, kept, share).to_dict()["description"]
    assert drift.right(table, "rule", 0) > drift.right(table, "rule", 100)


def test_every_way_of_pricing_is_asked_the_five_questions(tags):
    past, later, said = tags
    for way, enough in product(rules.WAYS[:4], (0.1, 0.9)):
        assert "of 5 yes" in views.checklist(rules.five_answers(way, past, later, said[way], enough)).text
    for guess in (None, 0, 100):
        assert views.close(said, later["price_usd"], guess).to_dict()["description"]


def test_money_is_shown_also_where_nothing_pays_back():
    flows = {"a (b)": shown.money_so_far(20_000, 3_000, 10), "c": shown.money_so_far(2_000, 0, 1e5)}
    text = views.costs(flows).text
    assert "never pays back" in text and "pays back in month 1" in text


def test_every_share_and_spread_of_the_cards():
    for share, spread in product((0.01, 0.15, 0.5), accuracy.SPREADS):
        assert "recall" in views.ten_thousand(share, spread).text
    assert (
        "–" in views.ten_thousand(0.15, "missed").text
    )  # no card is called dear, so nothing can be true of it


def test_every_project_and_each_of_its_stages():
    for spread, redo, feeds in product((0.0, 1.0), (0.0, 1.0), (1, 5)):
        assert "P90" in views.finish(shown.imagine_projects(spread, redo, feeds)).text
    for stage in range(5):
        table = timeline.cone(shown.imagine_projects(), 7)
        assert charts.cone(table, stage).to_dict()["description"].count(":") == stage + 1


def test_every_threshold_and_payoff(sales):
    _, judge, chance = profit.good_deal(sales)
    good = (judge["profit"] > 0).to_numpy()
    for gain, loss in product((1, 12), (1, 20)):
        money = [shown.earned(at, chance, good, gain, loss) for at in profit.THRESHOLDS]
        for percent in (0, 1, 29, 57, 100):  # as the slider gives them
            assert (
                "buying everything" in views.threshold(money, profit.f1(good, chance), percent / 100, 50).text
            )
    for percent in range(101):
        assert percent / 100 in profit.THRESHOLDS


def test_every_budget_and_every_cheat(tags):
    _, later, said = tags
    price = later["price_usd"]
    used = budget.by_band(price, said["model"], 6)
    for total, power in product((1_000, 8_000), budget.POWERS.values()):
        card = shown.share_out(total, used["cards"], used["revenue"] / used["cards"], power)
        assert "bands keep their budget" in views.shares(used, used, card).text
    before = budget.drivers(price, said["median by card"])
    for cheat in (0, 0.5):
        assert "Refunds" in views.star(before, budget.drivers(price, said["model"] * (1 - cheat))).text
    for band in (None, *budget.BANDS):
        assert charts.band_errors(used, band).to_dict()["description"]


def test_every_team_loop_and_sentence():
    for wait, mine in product((0, 10), (None, *roles.OWNERS)):
        days = {f"{size} (3)": shown.days_to_live(owners, wait) for size, owners in roles.OWNERS.items()}
        assert ("your guess" in views.team_days(days, mine).to_dict()["description"]) == (mine is not None)
    for chance in (0, 0.5):
        assert "weeks" in views.loops(chance).text
    for text in ("", "Please approve $40 by Friday."):
        assert views.asked_of(text).text


def test_every_gate_and_worth():
    for catch, gates in product((0, 0.9), (0, 8)):
        spent = [shown.expected_spend(62.1, number, catch) for number in range(9)]
        assert "million" in views.gates(spent, gates).text
    few, many = (views.algorithms(percent, keep=20).text for percent in (100, 10_000))
    assert "−&#36;" in few and "−&#36;" not in many  # an entity, so that no dollar starts a formula


def test_every_interview():
    for asked in ([], list(framing.INTERVIEW), ["decision"]):
        assert "Open risk" in views.interview(asked).text


def test_every_scope(sales):
    curve = scoping.learning_curve(sales)
    for size, target, deadline, owner in product(scoping.SIZES, (3, 12), (2, 40), (True, False)):
        scope = {"sales": size, "target": target, "deadline": deadline, "owner": owner}
        found = scoping.feasibility(curve, **scope, delay=20, cards=3_000, running=500)
        assert "weakest part" in views.scope(found).text


def test_every_number_of_picks_and_every_pair_of_faults(sales):
    desk = priced_cards.price_later_cards(sales)
    bargains = framing.Bargains(desk)
    for picks in (10, 150):
        table = views.framings(
            bargains, lambda key, picks=picks: shown.buy(bargains.days[0], f"by {key}", picks)
        ).text
        assert all(one["task"] in table for one in framing.FRAMINGS.values()) and "nan" not in table
    works = broken.run(desk, bargains, [], guards=False)
    for one, other, guards in product(broken.FAULTS, broken.FAULTS, (True, False)):
        run = broken.run(desk, bargains, {one, other}, guards)
        assert len(run.money) == 17 and np.isfinite(run.money).all()
    assert "Alarms" in views.desk(works, run).text

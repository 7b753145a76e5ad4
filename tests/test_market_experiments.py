"""Visitors for A/B tests: what is always true of them, what each switch does, and that right analyses hold."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from course.market.experiments import ARMS, METRICS, STEPS, Design, assign, clicks, simulate

ROOT = Path(__file__).parents[1]
USERS = 20_000


@pytest.fixture(scope="module")
def plain():
    """An A/A experiment: the same population as in `switched`."""
    return simulate(1, users=USERS)


def switched(**options):
    return simulate(1, users=USERS, **options)


def naive_lift(experiment, metric):
    """Return the relative difference of the arms' means a search."""
    mean = experiment.searches.groupby("arm", observed=True)[metric].mean()
    return mean["treatment"] / mean["control"] - 1


def gained(experiment, plain, metric):
    """Return by how much the treatment's total rose against the same searches without the switch."""
    of = [e.searches.loc[e.searches["arm"] == "treatment", metric].sum() for e in (experiment, plain)]
    return of[0] / of[1] - 1


def p_value(frame, metric):
    treated = (frame["arm"] == "treatment").to_numpy()
    values = frame[metric].to_numpy()
    return stats.ttest_ind(values[treated], values[~treated], equal_var=False).pvalue


# What is always true


def test_the_levels_fit_together(plain):
    users, sessions, searches = plain.users, plain.sessions, plain.searches
    assert len(users) == USERS
    for frame, key in ((users, "user_id"), (sessions, "session_id"), (searches, "search_id")):
        assert frame[key].is_unique and frame[key].dtype == "int64"
        assert frame.notna().all().all()
    assert set(sessions["user_id"]) < set(users["user_id"])
    assert set(searches["session_id"]) == set(sessions["session_id"])
    joined = searches.merge(sessions, on="session_id", suffixes=("", "_session"))
    for column in ("user_id", "day", "arm"):
        assert (joined[column] == joined[column + "_session"]).all()
    assert sessions["started_at"].is_monotonic_increasing
    day = (sessions["started_at"].dt.normalize() - pd.Timestamp("2026-07-06")).dt.days
    assert (day == sessions["day"]).all() and set(day) == set(range(14))
    assert 0.15 < 1 - sessions["user_id"].nunique() / USERS < 0.25, "who does not come is in users too"


def test_the_funnel_only_narrows(plain):
    q = switched(lift={"click": 0.5, "offer": 0.5, "sale": 0.5}, set_release=3, bots=0.05).searches
    for frame in (plain.searches, q):
        assert frame["views"].between(1, 20).all() and (frame["sales"] >= 0).all()
        for wide, narrow in (("views", "clicks"), ("clicks", "offers"), ("offers", "sales")):
            assert (frame[wide] >= frame[narrow]).all()
        assert ((frame["revenue"] > 0) == (frame["sales"] > 0)).all()
        assert frame["revenue"].equals(frame["revenue"].round(2))
    assert 0.02 < (plain.by_session()["sales"] > 0).mean() < 0.05


def test_the_tables_have_the_totals_of_the_log(plain):
    names = list(METRICS)
    for table in (plain.by_user(), plain.by_session(), plain.by_day()):
        assert np.allclose(table[names].sum(), plain.searches[names].sum())
        assert table["searches"].sum() == len(plain.searches)
    user = plain.by_user()
    assert user["user_id"].is_unique and user["sessions"].sum() == len(plain.sessions)
    one = user.iloc[7]
    own = plain.searches[plain.searches["user_id"] == one["user_id"]]
    assert one["clicks"] == own["clicks"].sum() and one["arm"] == own["arm"].iloc[0]
    assert len(plain.by_session()) == len(plain.sessions) and len(plain.by_day()) == 28
    assert plain.counts().sum() == len(user)


def test_the_past_predicts_and_cuped_pays(plain):
    user = plain.by_user()
    for metric in ("sessions", "clicks", "offers"):
        past, now = user["pre_" + metric], user[metric]
        assert 0.5 < past.corr(now) < 0.7, metric
        theta = past.cov(now) / past.var()
        assert 0.25 < 1 - (now - theta * past).var() / now.var() < 0.49, metric
    # Sales are rare, so that luck hides more of the habit.
    assert 0.15 < user["pre_revenue"].corr(user["revenue"]) < user["pre_offers"].corr(user["offers"])


def test_activity_and_spending_have_heavy_tails(plain):
    sessions = plain.by_user()["sessions"].sort_values(ascending=False)
    assert 0.3 < sessions.head(len(sessions) // 10).sum() / sessions.sum() < 0.5
    revenue = plain.searches["revenue"]
    sold = revenue[revenue > 0]
    assert sold.mean() > 1.4 * sold.median() and sold.max() > 15 * sold.median()


def test_weekends_are_busier_and_convert_less(plain):
    session = plain.by_session()
    weekend = session["started_at"].dt.day_of_week >= 5
    assert weekend.sum() / 4 > 1.25 * (~weekend).sum() / 10
    rate = session.groupby(weekend)["offers"].sum() / session.groupby(weekend)["clicks"].sum()
    assert 0.80 < rate[True] / rate[False] < 0.90


def test_a_later_result_is_looked_at_less():
    found = clicks(np.full((20_000, 25), 0.3), seed=1)
    assert found.shape == (20_000, 25) and found.dtype == bool
    rate = found.mean(axis=0)
    assert abs(rate[0] - 0.3) < 0.01 and abs(rate[10] - 0.3 * 0.87**10) < 0.01
    assert not found[:, 20:].any()
    assert np.array_equal(found, clicks(np.full((20_000, 25), 0.3), seed=1))
    relevant = np.zeros((200, 3))
    relevant[:, 1] = 1.0
    assert clicks(relevant)[:, 1].mean() > 0.8 and not clicks(relevant)[:, [0, 2]].any()
    with pytest.raises(ValueError, match="2 dimensions"):
        clicks(np.zeros(3))
    with pytest.raises(ValueError, match="0 to 1"):
        clicks(np.full((2, 2), 1.5))


# Who gets the treatment


def test_an_assignment_is_stable_and_independent_of_others():
    ids = np.arange(100_000)
    first = assign(ids, "exp-1", 0.2)
    assert np.array_equal(first[::-1], assign(ids[::-1], "exp-1", 0.2))
    assert np.array_equal(first[500:600], assign(ids[500:600], "exp-1", 0.2))
    assert abs(first.mean() - 0.2) < 0.005
    assert (assign(ids, "exp-1", 0.5) >= first).all(), "who has the treatment keeps it when the share grows"
    other = assign(ids, "exp-2", 0.2)
    assert abs(np.corrcoef(first, other)[0, 1]) < 0.01
    assert abs(np.corrcoef(first[1:], first[:-1])[0, 1]) < 0.01
    assert assign(range(8), "exp-1").tolist() == [False, True, True, True, False, False, False, False]
    with pytest.raises(ValueError, match="ids must be whole numbers, not float64"):
        assign(ids / 2, "exp-1")
    with pytest.raises(ValueError, match="share must be a number from 0 to 1, not 2"):
        assign(ids, "exp-1", 2)


def test_the_unit_decides_where_an_arm_is():
    for unit, share in (("user", 0.2), ("session", 0.5), ("search", 0.8)):
        e = simulate(2, users=4_000, unit=unit, share=share, salt="new ranking")
        frames = {"user": e.users, "session": e.sessions, "search": e.searches}
        treated = frames[unit]["arm"] == "treatment"
        assert (
            treated.to_numpy().tolist() == assign(frames[unit][unit + "_id"], "new ranking", share).tolist()
        )
        assert ("arm" in e.users) == (unit == "user") and ("arm" in e.sessions) == (unit != "search")
        arms = e.searches.groupby("user_id")["arm"].nunique()
        assert (arms.max() == 1) == (unit == "user")
        assert e.by_user().duplicated("user_id").any() == (unit != "user")
        assert e.by_session().duplicated("session_id").any() == (unit == "search")
        assert e.counts().index.tolist() == list(ARMS)
        assert abs(e.counts()["treatment"] / e.counts().sum() - share) < 0.02


def test_only_the_analysis_by_the_unit_keeps_its_error_rate():
    runs = 200
    found = dict.fromkeys(("user", "search", "ratio", "ratio of searches", "srm"), 0)
    for seed in range(runs):
        e = simulate(seed, users=500)
        user = e.by_user()
        found["user"] += p_value(user, "clicks") < 0.05
        found["search"] += p_value(e.searches, "clicks") < 0.05
        found["ratio"] += _ratio_p(user) < 0.05
        found["srm"] += stats.chisquare(e.counts()).pvalue < 0.05
        clicked, viewed = (np.bincount(user["arm"].cat.codes, user[m]) for m in ("clicks", "views"))
        table = np.array([clicked, viewed - clicked])
        found["ratio of searches"] += stats.chi2_contingency(table, correction=False).pvalue < 0.05
    low, high = bounds(runs)
    for right in ("user", "ratio", "srm"):
        assert low <= found[right] <= high, found
    for wrong in ("search", "ratio of searches"):
        assert found[wrong] > 0.12 * runs, found


def test_sessions_may_be_compared_when_they_are_the_unit():
    session = simulate(4, users=2_000, unit="session").by_session()
    clicked, runs, found = session["clicks"].to_numpy(), 300, {}
    for unit in ("session", "user"):
        arms = [assign(session[unit + "_id"], f"a/a {run}") for run in range(runs)]
        found[unit] = sum(stats.ttest_ind(clicked[arm], clicked[~arm]).pvalue < 0.05 for arm in arms)
    low, high = bounds(runs)
    assert low <= found["session"] <= high
    assert found["user"] > 0.12 * runs, "sessions of one user are alike"


def bounds(runs):
    """Return between which counts a true rate of 5% stays in 999 of 1000 cases."""
    return stats.binom.ppf([0.0005, 0.9995], runs, 0.05)


def _ratio_p(user):
    """Return the p-value for clicks over views by the delta method."""
    difference, variance = 0.0, 0.0
    for arm, sign in (("treatment", 1), ("control", -1)):
        of = (user["arm"] == arm).to_numpy()
        clicked, viewed = user["clicks"].to_numpy()[of], user["views"].to_numpy()[of]
        rate = clicked.sum() / viewed.sum()
        difference += sign * rate
        variance += (clicked - rate * viewed).var(ddof=1) / len(clicked) / viewed.mean() ** 2
    return 2 * stats.norm.sf(abs(difference) / np.sqrt(variance))


# The switches


def test_without_a_switch_nothing_differs(plain):
    assert (plain.truth["lift"] == 0).all()
    for metric in ("clicks", "offers", "sales"):
        assert p_value(plain.by_user(), metric) > 0.01
    assert stats.chisquare(plain.counts()).pvalue > 0.01


@pytest.mark.parametrize("step", STEPS)
def test_a_lift_acts_on_its_step_and_those_after(plain, step):
    e = switched(lift=0.2, step=step)
    at = STEPS.index(step)
    for i, metric in enumerate(("clicks", "offers", "sales")):
        true = e.truth.loc[metric, "lift"]
        assert abs(true - (0.2 if i >= at else 0.0)) < 0.002
        assert abs(gained(e, plain, metric) - true) < 0.035
    assert p_value(e.by_user(), ("clicks", "offers", "sales")[at]) < 0.05
    assert np.isclose(e.truth.loc["revenue", "lift"], e.truth.loc["sales", "lift"], atol=0.002)


def test_a_lift_can_differ_by_step(plain):
    e = switched(lift={"click": 0.2, "sale": -0.3})
    assert abs(gained(e, plain, "clicks") - 0.2) < 0.02
    assert np.isclose(e.truth.loc["sales", "lift"], 1.2 * 0.7 - 1)
    assert gained(e, plain, "sales") < -0.1


def test_the_truth_is_what_is_expected(plain):
    expected = plain.truth.loc[list(METRICS), "control"]
    seen = plain.searches[list(METRICS)].sum()
    assert seen["views"] == expected["views"]
    assert (abs(seen / expected - 1) < [1e-12, 0.01, 0.04, 0.06, 0.08]).all()
    assert np.isclose(
        plain.searches["latency_ms"].sum() / plain.truth.loc["latency_ms", "control"], 1, atol=1e-3
    )
    everybody = simulate(1, users=USERS, lift=0.2, share=0.99)
    assert np.isclose(everybody.truth.loc["sales", "treatment"] / expected["sales"], 1.2)


def test_switches_share_all_draws(plain):
    e = switched(lift=0.3, step="click", novelty=0.1, latency=0.0)
    assert e.users.equals(plain.users)
    assert e.sessions.equals(plain.sessions)
    control = plain.searches["arm"] == "control"
    assert e.searches[control].equals(plain.searches[control])
    assert (e.searches["clicks"] >= plain.searches["clicks"]).all()
    assert e.searches["views"].equals(plain.searches["views"])
    # A release brings more sessions; those without it stay as they were.
    released = switched(set_release=7)
    old = released.sessions[released.sessions["session_id"].isin(plain.sessions["session_id"])]
    assert old.reset_index(drop=True).equals(plain.sessions)
    both = released.searches.merge(plain.searches, on="search_id", suffixes=("", "_plain"))
    assert len(both) == len(plain.searches)
    for name in ("session_id", "user_id", "arm", "day", "views", "clicks", "offers", "latency_ms"):
        assert (both[name] == both[name + "_plain"]).all()


@pytest.mark.parametrize("novelty", [0.3, -0.3])
def test_novelty_wears_off_to_the_long_run_lift(plain, novelty):
    e = switched(lift=0.1, step="click", novelty=novelty)
    assert np.isclose(e.truth.loc["clicks", "lift"], 0.1)
    since = e.searches["day"] - e.searches.groupby("user_id")["day"].transform("min")
    treated = e.searches["arm"] == "treatment"
    more = [
        e.searches["clicks"][treated & when].sum() / plain.searches["clicks"][treated & when].sum() - 1
        for when in (since == 0, since == 3, since >= 11)
    ]
    assert np.allclose(more, [0.1 + novelty, 0.1 + novelty / np.e, 0.1], atol=0.035)


def test_a_lift_at_weekends_needs_whole_weeks(plain):
    e = switched(weekend_lift=0.4, step="click")
    same = e.searches["clicks"] == plain.searches["clicks"]
    weekend, treated = e.searches["day"] % 7 >= 5, e.searches["arm"] == "treatment"
    assert same[~(weekend & treated)].all() and not same[weekend & treated].all()
    share = plain.searches["views"][plain.searches["day"] % 7 >= 5].sum() / plain.searches["views"].sum()
    assert abs(e.truth.loc["clicks", "lift"] - 0.4 * share) < 0.01
    assert abs(gained(e, plain, "clicks") - e.truth.loc["clicks", "lift"]) < 0.02


def test_a_set_release_misleads_before_and_after_only():
    e, without = (switched(set_release=7, lift=lift, step="click") for lift in (0.1, 0.0))
    total = e.by_day().groupby("day")[["sessions", "sales"]].sum()
    assert total["sessions"][7] > 1.7 * total["sessions"][0]
    assert total["sales"][7:].sum() / total["sales"][:7].sum() > 1.5, "far more than the lift of 0.1"
    assert np.isclose(e.truth.loc["clicks", "lift"], 0.1)
    assert abs(naive_lift(e, "clicks") - 0.1) < 0.04
    for week in (0, 1):
        clicks_of = [
            x.searches[(x.searches["day"] // 7 == week) & (x.searches["arm"] == "treatment")]["clicks"].sum()
            for x in (e, without)
        ]
        assert abs(clicks_of[0] / clicks_of[1] - 1.1) < 0.02


def test_latency_is_a_guardrail_that_costs_clicks(plain):
    e = switched(latency=200)
    slower = e.searches["latency_ms"] - plain.searches["latency_ms"]
    treated = e.searches["arm"] == "treatment"
    assert (slower[~treated] == 0).all() and slower[treated].between(199, 201).all()
    assert np.isclose(e.truth.loc["clicks", "lift"], 0.99**2 - 1)
    assert -0.025 < gained(e, plain, "clicks") < -0.015
    both = simulate(1, users=500, latency=200, lift=0.2, step="click")
    assert np.isclose(both.truth.loc["clicks", "lift"], 1.2 * 0.99**2 - 1)
    assert p_value(e.by_user(), "clicks") > 0.05, "a cost too small for this experiment to see"


def test_carry_over_hides_an_effect_when_users_see_both_arms():
    lift = {"lift": 0.3, "step": "click", "unit": "session"}
    clean, carried = switched(**lift), switched(**lift, carry_over=1.0)
    assert abs(naive_lift(clean, "clicks") - 0.3) < 0.03
    assert naive_lift(carried, "clicks") < 0.15
    assert np.isclose(carried.truth.loc["clicks", "lift"], 0.3)
    by_user = {"lift": 0.3, "step": "click"}
    same = switched(**by_user, carry_over=1.0).searches
    assert same.equals(switched(**by_user).searches)


def test_interference_overstates_the_effect(plain):
    e = switched(lift=0.5, interference=0.8)
    true = e.truth.loc["sales", "lift"]
    assert np.isclose(true, 1.5 / 1.4 - 1)
    assert naive_lift(e, "sales") > true + 0.25
    control = e.searches["arm"] == "control"
    taken = e.searches["sales"][control].sum() / plain.searches["sales"][control].sum()
    assert 0.78 < taken < 0.90, "expected: 1 / (1 + 0.8 * 0.25)"
    # On an empty shelf, what everybody gets is what anybody would have got.
    assert abs(switched(lift=0.5, interference=1.0).truth.loc["sales", "lift"]) < 1e-9
    assert switched(interference=0.8).searches.equals(plain.searches)


def test_bots_look_and_click_and_never_buy(plain):
    e = switched(bots=0.05)
    total, before = e.searches[list(METRICS)].sum(), plain.searches[list(METRICS)].sum()
    assert total["views"] > 1.05 * before["views"] and total["clicks"] > 1.4 * before["clicks"]
    assert 0.9 < total["sales"] / before["sales"] <= 1
    user = e.by_user()
    bot = (user["views"] == 20 * user["searches"]) & (user["searches"] > 5)
    assert 0.04 < bot.sum() / (user["searches"] > 5).sum() < 0.06
    assert user.loc[bot, ["offers", "sales", "revenue", "pre_offers"]].to_numpy().sum() == 0
    assert e.truth.loc["clicks", "control"] < plain.truth.loc["clicks", "control"], "people only"


@pytest.mark.parametrize("unit", ["user", "session", "search"])
def test_a_sample_ratio_mismatch_loses_the_worse_units(unit):
    whole, e = (switched(unit=unit, srm=srm) for srm in (0.0, 0.1))
    assert e.counts()["control"] == whole.counts()["control"]
    assert abs(e.counts()["treatment"] / whole.counts()["treatment"] - 0.9) < 0.01
    assert stats.chisquare(e.counts()).pvalue < 1e-6 < 0.01 < stats.chisquare(whole.counts()).pvalue
    treated = whole.searches["arm"] == "treatment"
    left = whole.searches["search_id"].isin(e.searches["search_id"])
    assert left[~treated].all()
    lost, kept = whole.searches[treated & ~left], whole.searches[treated & left]
    assert lost["offers"].mean() < 0.8 * kept["offers"].mean()
    assert lost["latency_ms"].mean() > 1.3 * kept["latency_ms"].mean()
    assert e.truth.equals(whole.truth)


def test_log_loss_takes_rows_of_one_arm_only(plain):
    e = switched(log_loss=0.2)
    assert e.sessions.equals(plain.sessions)
    assert e.counts().equals(plain.counts()), "no user is missing: a ratio check of users sees nothing"
    rows = e.searches["arm"].value_counts() / plain.searches["arm"].value_counts()
    assert rows["control"] == 1 and abs(rows["treatment"] - 0.8) < 0.01
    assert p_value(e.by_user(), "searches") < 1e-6
    assert len(e.by_session()) == len(e.sessions) and (e.by_session()["searches"] == 0).any()
    assert abs(naive_lift(e, "clicks")) < 0.03, "lost at random: rates stay"
    by_search = switched(unit="search", log_loss=0.2)
    assert stats.chisquare(by_search.counts()).pvalue < 1e-6


# The same arguments, the same bytes

DIGEST = "4900244d742fcb7a"
PROGRAM = """
import hashlib
from course.market.experiments import simulate
e = simulate(3, users=80, unit="session", lift={"click": 0.2, "sale": 0.1}, novelty=0.1, weekend_lift=0.1,
             latency=50, carry_over=0.5, interference=0.5, set_release=4, bots=0.05, srm=0.1, log_loss=0.1)
frames = (e.users, e.sessions, e.searches, e.by_user())
print(hashlib.sha256("".join(f.to_csv(index=False) for f in frames).encode()).hexdigest()[:16])
"""


@pytest.mark.parametrize(("hash_seed", "threads"), [("1", "1"), ("2", "2")])
def test_the_frames_are_the_same_in_every_process(hash_seed, threads):
    environment = {
        **os.environ,
        "PYTHONHASHSEED": hash_seed,
        "OMP_NUM_THREADS": threads,
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == DIGEST


def test_another_seed_or_salt_gives_another_experiment():
    one, again, seed, salt = (
        simulate(s, users=300, salt=t) for s, t in ((5, "a"), (5, "a"), (6, "a"), (5, "b"))
    )
    for name in ("users", "sessions", "searches", "truth"):
        assert getattr(one, name).equals(getattr(again, name))
    assert not one.searches["views"].head(200).equals(seed.searches["views"].head(200))
    assert one.searches.drop(columns="arm").equals(salt.searches.drop(columns="arm"))
    assert not one.searches["arm"].equals(salt.searches["arm"])


def test_the_smallest_experiments_work():
    for seed in range(5):
        e = simulate(seed, users=1, days=1, pre_days=1, set_release=0, novelty=0.1, interference=1)
        assert len(e.users) == 1 and len(e.by_user()) <= 1
        assert e.by_session()["searches"].sum() == len(e.searches)
        assert len(e.by_day()) <= 1 and list(e.counts().index) == list(ARMS)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"share": 1.5}, "share must be a number from 0.01 to 0.99, not 1.5"),
        ({"share": np.zeros((40, 2))}, "share must be a number"),
        ({"users": 0}, "users must be a whole number from 1 to 2000000, not 0"),
        ({"users": 10.5}, "users must be a whole number"),
        ({"days": True}, "days must be a whole number from 1 to 365, not True"),
        ({"seed": "a"}, "seed must be a whole number"),
        ({"pre_days": 0}, "pre_days must be a whole number from 1 to 365, not 0"),
        ({"unit": "card"}, "unit must be one of user, session, search, not 'card'"),
        ({"unit": np.zeros(2)}, "unit must be one of"),
        ({"step": "view"}, "step must be one of click, offer, sale, not 'view'"),
        ({"salt": ""}, "salt must be a text that is not empty, not ''"),
        ({"lift": float("nan")}, "lift must be a number from -0.9 to 1.0, not nan"),
        ({"lift": {"view": 0.1}}, "lift must name steps of click, offer, sale, not 'view'"),
        ({"lift": {"click": 7}}, "lift must be a number from -0.9 to 1.0, not 7"),
        ({"set_release": 14}, "set_release must be a whole number from 0 to 13, not 14"),
        ({"novelty": 2}, "novelty must be a number from -0.9 to 1.0, not 2"),
        ({"weekend_lift": None}, "weekend_lift must be a number from -0.9 to 1.0, not None"),
        ({"latency": -1}, "latency must be a number from 0.0 to 10000.0, not -1"),
        ({"carry_over": 2}, "carry_over must be a number from 0.0 to 1.0, not 2"),
        ({"interference": 1.1}, "interference must be a number from 0.0 to 1.0, not 1.1"),
        ({"bots": 0.6}, "bots must be a number from 0.0 to 0.5, not 0.6"),
        ({"srm": 0.3}, "srm must be a number from 0.0 to 0.25, not 0.3"),
        ({"log_loss": 1}, "log_loss must be a number from 0.0 to 0.9, not 1"),
    ],
)
def test_wrong_input_is_named_in_one_line(options, message):
    with pytest.raises(ValueError) as caught:
        simulate(**options)
    assert str(caught.value).startswith(message) and "\n" not in str(caught.value)


def test_an_unknown_option_is_named():
    with pytest.raises(TypeError, match="lifts"):
        simulate(lifts=0.1)
    assert Design().lifts == {"sale": 0.0}

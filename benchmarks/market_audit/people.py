"""Modules 4b and 6: what people do. Sellers over time, listings at the price asked, and visitors of an experiment."""

from functools import lru_cache

import numpy as np
import pandas as pd
from scipy import stats

from benchmarks.market_audit.registry import measure
from benchmarks.market_audit.shared import sales
from course.market import listings, outcome
from course.market.demand import worth_of
from course.market.draws import normal, stream
from course.market.experiments import simulate
from course.market.pricing import EUR_PER_USD, MIN_PRICE
from course.market.sellers import is_shop

TIMES = (0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.1)
"""Prices to ask, over what a card is worth."""


@measure("4b", "units of an experiment")
def units():
    """Correlation of a seller's number of sales in the last three months with that in the three before (what an
    experiment on sellers could use), and sales by weekday."""
    frame = sales()
    shop = is_shop(frame["seller_id"])
    values = {
        "shops": int(frame.loc[shop, "seller_id"].nunique()),
        "people": int(frame.loc[~shop, "seller_id"].nunique()),
    }
    for name, part in (("shops", frame[shop]), ("people", frame[~shop])):
        when = np.where(part["month"] >= 33, "after", np.where(part["month"] >= 30, "before", "early"))
        counts = pd.crosstab(part["seller_id"], when)
        values[f"sales before and after, {name}"] = counts["before"].corr(counts["after"])
    weekday = frame["sold_at"].dt.day_of_week.value_counts()
    return values | {"busiest weekday over the quietest": weekday.max() / weekday.min()}


def mean_by_user(experiment, metric: str, adjusted: bool = False) -> tuple[float, float]:
    """Return lift and p-value (Welch) of a metric a user; `adjusted` by the same metric before the experiment."""
    users = experiment.by_user()
    y = users[metric].astype(float)
    if adjusted:
        before = users[f"pre_{metric}"]
        y = y - y.cov(before) / before.var() * (before - before.mean())
    treated = users["arm"] == "treatment"
    return y[treated].mean() / y[~treated].mean() - 1, stats.ttest_ind(
        y[treated], y[~treated], equal_var=False
    ).pvalue


@measure("4b", "CUPED")
def cuped():
    """Correlation over users of the metric in the 28 days before and in the experiment, 20,000 users, no effect; and
    the power at 5% for 5% more clicks (40 runs of 20,000 users), plain and adjusted."""
    users = simulate(seed=1).by_user()
    values = {
        f"correlation, {metric}": users[f"pre_{metric}"].corr(users[metric])
        for metric in ("sessions", "clicks", "offers", "sales", "revenue")
    }
    runs = [simulate(seed=seed, lift={"click": 0.05}) for seed in range(40)]
    for name, adjusted in (("plain", False), ("adjusted", True)):
        p = [mean_by_user(run, "clicks", adjusted)[1] for run in runs]
        values[f"power for 5% more clicks, {name}"] = np.mean(np.array(p) < 0.05)
    return values


@measure("4b", "false alarms of A/A tests")
def a_a_tests():
    """200 runs of 3,000 users without an effect, Welch's test at 5%: clicks a user; clicks a search as if searches had
    been randomised; and a look every day that stops at the first p under 0.05."""
    by_user, by_search, peeking = [], [], []
    for seed in range(200):
        run = simulate(seed=seed, users=3_000)
        by_user.append(mean_by_user(run, "clicks")[1])
        log = run.searches
        treated = (log["arm"] == "treatment").to_numpy()
        clicks = log["clicks"].to_numpy()
        by_search.append(stats.ttest_ind(clicks[treated], clicks[~treated], equal_var=False).pvalue)
        days = log.groupby(["user_id", "day"])["clicks"].sum().unstack(fill_value=0).cumsum(axis=1)
        arm = run.users.set_index("user_id")["arm"].loc[days.index] == "treatment"
        looks = stats.ttest_ind(days[arm.to_numpy()], days[~arm.to_numpy()], equal_var=False).pvalue
        peeking.append(looks.min())
    return {
        name: np.mean(np.array(p) < 0.05)
        for name, p in (("by user", by_user), ("by search", by_search), ("a look every day", peeking))
    }


@measure("4b", "what spoils an experiment")
def spoilt():
    """100,000 users, 10% more clicks: measured lift of clicks or sales a user under one switch, and the truth. For srm
    the p-value of a chi-squared test of the counts."""

    def measured(metric="clicks", **options):
        run = simulate(seed=3, users=100_000, **options)
        return f"measured {mean_by_user(run, metric)[0]:+.3f}, true {run.truth.loc[metric, 'lift']:+.3f}"

    counts = simulate(seed=3, users=100_000, srm=0.02).counts()
    lift = {"lift": 0.1, "step": "click"}
    return {
        "nothing": measured(**lift),
        "novelty of 0.2, first seven days": measured(**lift, novelty=0.2, days=7),
        "novelty of 0.2, 28 days": measured(**lift, novelty=0.2, days=28),
        "interference of 1, sales": measured("sales", **lift, interference=1.0),
        "carry-over of 1, searches randomised": measured(**lift, carry_over=1.0, unit="search"),
        "bots 2%, clicks": measured(**lift, bots=0.02),
        "srm of 0.02: p-value of the counts": f"{stats.chisquare(counts).pvalue:.2g}",
        "srm of 0.02, no effect, clicks": measured(srm=0.02),
    }


@lru_cache(maxsize=1)
def market_listings() -> pd.DataFrame:
    """Return 6,000 listings (without those put up again) with `worth`, what buyers think they are worth in USD."""
    frame = listings(seed=0, n=6_000)
    frame = frame[frame["listing_id"].str[1:].astype(int) <= 6_000].reset_index(drop=True)
    return frame.assign(worth=worth_of(frame))


@measure("4b 6", "demand")
def demand():
    """6,000 listings at some prices over their worth: share sold within 60 days, mean days until the sale, and mean
    margin over the worth."""
    frame = market_listings()
    values = {}
    for times in TIMES:
        result = outcome(frame, np.maximum(frame["worth"] * times, MIN_PRICE))
        values[f"asked {times:g}: sold, days, margin"] = (
            f"{result['sold'].mean():.3f}  {result['days'].mean():.1f}  "
            f"{(result['margin'] / frame['worth']).mean():.3f}"
        )
    return values


@measure("6", "a bandit that asks prices")
def bandit():
    """The same listings in order: Thompson sampling over the prices above (normal rewards, margin over worth; in
    batches of 50). Margins a listing over that of the best price in hindsight; also of what sellers asked, of a price
    at random, and of the worth itself."""
    frame = market_listings()
    n = len(frame)
    gains = np.array(
        [
            (
                outcome(frame, np.maximum(frame["worth"] * times, MIN_PRICE))["margin"] / frame["worth"]
            ).to_numpy()
            for times in TIMES
        ]
    )
    asked = frame["asking_price"] / np.where(frame["currency"] == "EUR", EUR_PER_USD, 1.0)
    sellers = (outcome(frame, asked.to_numpy())["margin"] / frame["worth"]).mean()
    rng = stream(0, "audit", "bandit")
    total, squares, count = np.zeros(len(TIMES)), np.zeros(len(TIMES)), np.zeros(len(TIMES))
    earned = []
    for start in range(0, n, 50):
        rows = np.arange(start, min(start + 50, n))
        # Two listings at a gain of 0 and 0.4 for each price stand for what is known before.
        mean, spread = (total + 0.4) / (count + 2), np.sqrt((squares + 0.16) / (count + 2) / (count + 2))
        drawn = mean + spread * normal(rng, len(rows) * len(TIMES)).reshape(len(rows), -1)
        arm = drawn.argmax(axis=1)
        gain = gains[arm, rows]
        earned.extend(gain)
        count += np.bincount(arm, minlength=len(TIMES))
        total += np.bincount(arm, gain, len(TIMES))
        squares += np.bincount(arm, gain**2, len(TIMES))
    best = gains.mean(axis=1)
    return {
        "best price over worth": TIMES[int(best.argmax())],
        "its margin over worth": best.max(),
        "bandit over the best": np.mean(earned) / best.max(),
        "bandit over the best, last third": np.mean(earned[-n // 3 :])
        / gains[:, -n // 3 :].mean(axis=1).max(),
        "a price at random over the best": best.mean() / best.max(),
        "the sellers' prices over the best": sellers / best.max(),
        "the worth itself over the best": best[TIMES.index(1.0)] / best.max(),
    }


@measure("6", "feedback: only what sells is seen")
def survivorship():
    """Mean ln(asked price over worth) of listings sold and not sold, as the listings tell (older than 60 days); and of
    the price paid by those sold."""
    frame = market_listings()
    frame = frame[frame["listed_at"] < "2026-05-01"]
    rate = np.where(frame["currency"] == "EUR", EUR_PER_USD, 1.0)
    premium = np.log(frame["asking_price"] / rate / frame["worth"])
    sold = frame["status"] == "sold"
    alone = sold & frame["bundle_id"].isna()
    return {
        "share sold": sold.mean(),
        "asked over worth, all": premium.mean(),
        "asked over worth, sold": premium[sold].mean(),
        "asked over worth, not sold": premium[~sold].mean(),
        "paid over worth, sold alone": np.log(frame["sold_price"] / rate / frame["worth"])[alone].mean(),
    }

"""Module 6: what a monitor meets. Decay, the scenarios, what alarms see, how many sales a canary needs."""

from functools import cache

import numpy as np
import pandas as pd
from scipy import stats

from benchmarks.market_audit.registry import measure
from benchmarks.market_audit.shared import (
    dollars_90,
    in_dollars,
    learned,
    prepared,
    random_split,
    ridge,
    rms,
    sales,
    strong,
    strong_of_all,
    up_to,
)
from course.market import SCENARIOS, noise_free_price, production, production_year
from course.market.draws import integers, stream
from course.market.scenarios import KINDS, new_sets, parse

WATCHED_NUMBERS = ["hp", "attack_damage", "age", "printings", "generation", "retreat_cost"]
WATCHED_WORDS = ["channel", "finish", "condition", "rarity", "type", "set_id"]
WATCHED = [*WATCHED_NUMBERS, *WATCHED_WORDS, "price_usd"]
TYPED = [name for name in SCENARIOS if name != "strings"]


@cache
def months_after(scenario: str, seed: int, a_month: int = 700) -> pd.DataFrame:
    """Return three prepared production months, with `oracle` (the price without noise had nothing happened to
    prices) and `own` (the one in the scenario). Not to be changed."""
    frame = production(scenario, seed=seed, sales_per_month=a_month)
    quiet = [(event.month, "new_set", event.strength) for event in new_sets(parse(scenario))]
    return prepared(frame).assign(
        oracle=noise_free_price(frame, quiet), own=noise_free_price(frame, scenario)
    )


def last_month(scenario: str, seed: int, a_month: int = 700) -> pd.DataFrame:
    """Return the last of the three months of a scenario."""
    frame = months_after(scenario, seed, a_month)
    return frame[frame["month"] == frame["month"].max()]


def differs(reference: pd.DataFrame, current: pd.DataFrame, column: str) -> float:
    """Return the p-value that both are alike: Kolmogorov-Smirnov for numbers, chi-squared for words (with words of
    under five expected sales together)."""
    if column not in WATCHED_WORDS:
        return float(stats.ks_2samp(reference[column], current[column]).pvalue)
    counts = pd.concat([reference[column].value_counts(), current[column].value_counts()], axis=1).fillna(0)
    rare = counts.sum(axis=1) * len(current) / (len(reference) + len(current)) < 5
    counts = [*counts[~rare].to_numpy(), *([counts[rare].sum().to_numpy()] if rare.any() else [])]
    return float(stats.chi2_contingency(counts).pvalue) if len(counts) > 1 else 1.0


def sample(frame: pd.DataFrame, n: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return n rows, each at most once."""
    return frame.iloc[np.argsort(rng.random(len(frame)))[:n]]


def population_stability(reference: pd.Series, current: pd.Series) -> float:
    """Return the population stability index of a word; an empty share counts as half a sale."""
    counts = pd.concat([reference.value_counts(), current.value_counts()], axis=1).fillna(0)
    share = counts.clip(lower=0.5) / counts.sum()
    return float(((share.iloc[:, 1] - share.iloc[:, 0]) * np.log(share.iloc[:, 1] / share.iloc[:, 0])).sum())


@measure("6", "decay")
def decay():
    """Ridge fitted on months 0-11, tested on each later half-year; and ridge fitted anew each quarter on all months
    before, tested on that quarter: the worst and the last."""
    early = sales()[sales()["month"] < 12]
    model = ridge().fit(early, early["y"])
    values = {}
    for start in range(12, 36, 6):
        part = up_to(early, sales()[sales()["month"].between(start, start + 5)])
        values[f"lnRMSE, months {start}-{start + 5}"] = rms(part["y"] - model.predict(part))
        values[f"$90, months {start}-{start + 5}"] = dollars_90(in_dollars(model, part), part["price_usd"])
    anew = []
    for start in range(12, 36, 3):
        before, part = sales()[sales()["month"] < start], sales()[sales()["month"].between(start, start + 2)]
        anew.append(learned(ridge(), before, part))
    return values | {"retrained each quarter, worst": max(anew), "retrained each quarter, last": anew[-1]}


@measure("6", "errors in production")
def errors_in_production():
    """$90 and lnRMSE of boosting and ridge fitted on all 36 months, by month of each scenario (mean of three seeds),
    and of the scenario's own oracle."""
    models = {"boosting": strong_of_all(), "ridge": ridge().fit(sales(), sales()["y"])}
    values = {}
    for scenario in TYPED:
        rows = {}
        for seed in (10, 11, 12):
            frame = months_after(scenario, seed)
            for _, part in frame.groupby("month"):
                for name, model in models.items():
                    rows.setdefault(f"$90, {name}", []).append(
                        dollars_90(in_dollars(model, part), part["price_usd"])
                    )
                rows.setdefault("$90, oracle", []).append(dollars_90(part["own"], part["price_usd"]))
        for name, found in rows.items():
            by_month = np.reshape(found, (3, -1)).mean(axis=0)
            values[f"{scenario}: {name}, months 1, 2, 3"] = "  ".join(f"{value:.1f}" for value in by_month)
    return values


@measure("6", "what fires")
def what_fires():
    """Power at 5% of a test of each column, n = 200 sales of the scenario's third month against 2,000 of the last
    three months of the history; 40 samples from two seeds. Also of the error of ridge fitted on the months before
    (known when labels are there). Columns over 0.2; steady shows the false alarms."""
    early, reference = (sales()[sales()["month"] < 33], sales()[sales()["month"] >= 33])
    model = ridge().fit(early, early["y"])

    def with_error(frame):
        return frame.assign(error=frame["y"] - model.predict(up_to(early, frame)))

    reference = with_error(reference)
    rng = stream(0, "audit", "fires")
    values = {}
    for scenario in TYPED:
        frames = [with_error(last_month(scenario, seed)) for seed in (10, 11)]
        hits = dict.fromkeys([*WATCHED, "error"], 0)
        for k in range(40):
            now, before = sample(frames[k % 2], 200, rng), sample(reference, 2_000, rng)
            for column in hits:
                hits[column] += differs(before, now, column) < 0.05
        fires = [f"{column} {count / 40:.2f}" for column, count in hits.items() if count > 8]
        values[scenario] = ", ".join(fires) or "nothing"
    return values


@measure("6", "what kind of shift")
def kind_of_shift():
    """Third months of three seeds against a pool of steady third months of ten others. P(y|x): KS test that ln(price
    over the steady oracle) is as in the pool, and its mean beyond the pool's. P(x) and P(y): tests of rarity, set,
    type, channel, generation and age, and of the price. P(x|y): the same tests of x in each quarter of the prices,
    against sales of the pool with the same prices (one of the nine nearest each). p-values; those of x are the
    smallest times the number of tests."""
    pool = pd.concat([last_month("steady", seed, 4_000) for seed in range(20, 30)])
    pool = pool.sort_values("y", kind="stable", ignore_index=True)
    pool_ratio = pool["y"] - np.log(pool["oracle"])
    inputs = ["rarity", "set_id", "type", "channel", "generation", "age"]

    def smallest(pairs):
        found = [differs(before, now, column) for before, now in pairs for column in inputs]
        return min(1.0, len(found) * min(found))

    values = {}
    for scenario in TYPED:
        now = pd.concat([last_month(scenario, seed) for seed in (10, 11, 12)]).sort_values(
            "y", ignore_index=True
        )
        ratio = now["y"] - np.log(now["oracle"])
        away = integers(stream(0, "audit", "kind", scenario), -4, 4, len(now))
        alike = pool.iloc[np.clip(np.searchsorted(pool["y"], now["y"]) + away, 0, len(pool) - 1)]
        quarters = np.array_split(np.arange(len(now)), 4)
        p = {
            "P(y|x)": stats.ks_2samp(ratio, pool_ratio).pvalue,
            "P(x|y)": smallest([(alike.iloc[rows], now.iloc[rows]) for rows in quarters]),
            "P(x)": smallest([(pool, now)]),
            "P(y)": stats.ks_2samp(now["y"], pool["y"]).pvalue,
        }
        tests = "  ".join(f"{name} {value:.2g}" for name, value in p.items())
        mean = ratio.mean() - pool_ratio.mean()
        values[f"{scenario} ({KINDS[scenario]})"] = f"{tests}  mean of ln(price/oracle) {mean:+.3f}"
    return values


@measure("6", "labels that come late")
def late_labels():
    """A steady production year: days from the sale to the label, by channel; and how much of the last 30 days before 1
    January is labelled then."""
    year = production_year(seed=10)
    days = (year["label_at"] - year["sold_at"]).dt.days
    partner = year["channel"] == "partner"
    day = pd.Timestamp("2027-01-01")
    recent = year["sold_at"].between(day - pd.Timedelta(days=30), day)
    return {
        "median days, partner": days[partner].median(),
        "median days, other channels": days[~partner].median(),
        "95% of the days, all": days.quantile(0.95),
        "share labelled, last 30 days": (year.loc[recent, "label_at"] <= day).mean(),
    }


@measure("6", "false alarms")
def false_alarms():
    """Steady months of 40 seeds, n = 700, 13 tests at 5%: any fires, and any after Bonferroni; against the last three
    months and against all 36. PSI of two samples of 700 from the same months is from sampling alone."""
    rng = stream(0, "audit", "false alarms")
    values = {}
    currents = [prepared(production("steady", months=1, seed=seed)) for seed in range(100, 140)]
    for name, reference in (("last three", sales()[sales()["month"] >= 33]), ("all 36", sales())):
        p = np.array([[differs(reference, now, column) for column in WATCHED] for now in currents])
        values[f"any of {len(WATCHED)}, {name} months"] = (p < 0.05).any(axis=1).mean()
        values[f"Bonferroni, {name} months"] = (p < 0.05 / len(WATCHED)).any(axis=1).mean()
        each = pd.Series((p < 0.05).mean(axis=0), index=WATCHED).nlargest(3)
        often = ", ".join(f"{column} {share:.2f}" for column, share in each.items())
        values[f"most often, {name} months"] = often
    recent = sales()[sales()["month"] >= 33]
    order = [np.argsort(rng.random(len(recent))) for _ in range(20)]
    for column in ("set_id", "rarity"):
        values[f"PSI of {column}, two samples of 700"] = np.mean(
            [
                population_stability(recent[column].iloc[o[:700]], recent[column].iloc[o[700:1400]])
                for o in order
            ]
        )
    return values


@measure("5 6", "canary (prices x 1.1)")
def canary():
    """Sales an arm needs (power 0.8, 5%, two-sided, normal) to tell the strong model from the same model 10% dearer:
    by the mean absolute or squared error in dollars, by the squared one of logarithms, and by paired differences of
    the latter."""
    _, test = random_split()
    predicted, y = strong().predict(test), test["y"].to_numpy()
    z = stats.norm.isf(0.025) + stats.norm.isf(0.2)

    def arms(old, new):
        return 2 * z**2 * (np.var(old) + np.var(new)) / 2 / (new.mean() - old.mean()) ** 2

    price = np.exp(y)
    dollars = [np.abs(np.exp(predicted) * factor - price) for factor in (1.0, 1.1)]
    logs = [(predicted + np.log(factor) - y) ** 2 for factor in (1.0, 1.1)]
    paired = logs[1] - logs[0]
    return {
        "an arm, absolute dollars": arms(*dollars),
        "an arm, squared dollars": arms(*(d**2 for d in dollars)),
        "an arm, squared logarithms": arms(*logs),
        "paired shadow, squared logarithms": z**2 * np.var(paired) / paired.mean() ** 2,
    }

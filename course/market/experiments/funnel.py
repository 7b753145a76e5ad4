"""What becomes of each search: looks, clicks, offers, sales and revenue, and what the treatment does to it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from course.market import draws
from course.market.experiments.design import Design
from course.market.experiments.visitors import (
    BOT_CLICK,
    FADE_DAYS,
    MAX_LOOKS,
    MS_SD,
    PRICE_SD,
    RELEASE_SALE,
    SALE,
    WEEKEND_OFFER,
    Users,
    Visits,
    binomial,
    lognormal,
    looks,
    release,
)

METRICS = ("views", "clicks", "offers", "sales", "revenue")
LATENCY_COST = 0.01  # of the clicks, for each 100 ms
_MAX_CHANCE = 0.95


@dataclass(frozen=True)
class Funnel:
    """Arrays with one value a search."""

    views: np.ndarray
    clicks: np.ndarray
    offers: np.ndarray
    sales: np.ndarray
    revenue: np.ndarray  # USD
    latency_ms: np.ndarray
    truth: pd.DataFrame


def run(design: Design, users: Users, visits: Visits, treated: np.ndarray) -> Funnel:
    """Return what happens in each search; treated: one boolean a search."""
    user, day = visits.user, visits.day
    bot = users.bot[user]
    views = np.where(bot, MAX_LOOKS, looks(visits.u["looks"]))
    felt = release(design, np.arange(design.days))
    base = {
        "click": users.click[user],
        "offer": np.where(bot, 0.0, users.offer[user]) * np.where(day % 7 >= 5, WEEKEND_OFFER, 1.0),
        "sale": SALE * (1 + RELEASE_SALE * felt)[day],
    }
    dose, fresh = _exposure(design, user, day, treated)
    chance = _chances(design, base, views, day, dose, fresh)
    clicks = binomial(visits.u["click"], views, np.where(bot, BOT_CLICK, chance["click"]))
    offers = binomial(visits.u["offer"], clicks, chance["offer"])
    sales = binomial(visits.u["sale"], offers, chance["sale"])
    sold = np.flatnonzero(sales)
    revenue = np.zeros(len(user))
    price = np.maximum(users.budget[user[sold]] * lognormal(visits.u["price"][sold], PRICE_SD), 0.25)
    revenue[sold] = np.round(sales[sold] * np.round(price, 2), 2)
    ms = users.ms[user] * lognormal(visits.u["ms"], MS_SD)
    truth = _truth(design, base, views, day, users.budget[user], ms, ~bot)
    return Funnel(
        views, clicks, offers, sales, revenue, np.rint(ms + design.latency * treated).astype(int), truth
    )


def _exposure(design: Design, user, day, treated) -> tuple[np.ndarray, np.ndarray]:
    """Return for each search how much of the effect reaches it (0 to 1), and how new it is to the user (1 on
    the day of the first exposure, then falling)."""
    if not (design.novelty or design.carry_over):
        return treated.astype(float), np.zeros(len(user))
    n = len(user)
    place = np.flatnonzero(treated)[::-1]
    first = np.full(user.max(initial=0) + 1, n)
    first[user[place]] = place  # searches are in order of time: the earliest is written last
    first = first[user]
    seen = np.arange(n) >= first
    dose = np.where(treated, 1.0, np.where(seen, design.carry_over, 0.0))
    since = np.where(seen, day - day[np.minimum(first, n - 1)], 0)
    return dose, np.exp(-since / FADE_DAYS)


def _chances(design: Design, base: dict, views, day, dose, fresh) -> dict[str, np.ndarray]:
    """Return the chance of each step for each search, under the treatment's effect and the shared stock."""
    chance = dict(base)
    effect = {step: lift for step, lift in design.lifts.items() if lift}
    if design.novelty or design.weekend_lift:
        extra = design.novelty * fresh + design.weekend_lift * (day % 7 >= 5)
        effect[design.step] = effect.get(design.step, 0.0) + extra
    if design.latency:
        effect["click"] = (1 + effect.get("click", 0.0)) * (1 - LATENCY_COST) ** (design.latency / 100) - 1
    for step, size in effect.items():
        chance[step] = np.clip(base[step] * (1 + dose * size), 0.0, _MAX_CHANCE)
    if design.interference:
        usual = np.bincount(day, _demand(base, views), design.days)
        wanted = np.bincount(day, _demand(chance, views), design.days)
        excess = np.divide(wanted, usual, out=np.ones(design.days), where=usual > 0) - 1
        shortage = np.maximum(1 + design.interference * excess, 0.05)[day]
        chance["sale"] = np.clip(chance["sale"] / shortage, 0.0, _MAX_CHANCE)
    return chance


def _demand(chance: dict, views) -> np.ndarray:
    """Return the expected number of cards each search wants to buy."""
    return views * chance["click"] * chance["offer"] * chance["sale"]


def _truth(design: Design, base: dict, views, day, budget, ms, person) -> pd.DataFrame:
    """Return expected totals when nobody and when everybody has the treatment, novelty worn off."""
    totals = {}
    for arm, dose in (("control", 0.0), ("treatment", 1.0)):
        chance = _chances(design, base, views, day, dose, 0.0)
        clicks = views * chance["click"]
        offers = clicks * chance["offer"]
        sales = offers * chance["sale"]
        columns = (views, clicks, offers, sales, sales * budget, ms + design.latency * dose)
        totals[arm] = [float((column * person).sum()) for column in columns]
    truth = pd.DataFrame(totals, index=pd.Index([*METRICS, "latency_ms"], name="metric"))
    truth["lift"] = truth["treatment"] / truth["control"] - 1
    return truth


def clicks(relevance: np.ndarray, seed: int = 0) -> np.ndarray:
    """Return which results people click in n searches, booleans of shape (n, k).

    relevance: the chance that a result is clicked once it is looked at, shape (n, k), best rank first. The
    first rank is always looked at, each further one with chance 0.87 after the one above, 20 at most: an
    equally good result gets fewer clicks further down. Raises ValueError for another shape or a chance
    outside 0 to 1."""
    relevance = np.asarray(relevance, dtype=float)
    if relevance.ndim != 2:
        raise ValueError(f"relevance must have 2 dimensions (searches, ranks), not {relevance.ndim}")
    if not ((relevance >= 0) & (relevance <= 1)).all():
        raise ValueError("relevance must be chances from 0 to 1, and has values outside")
    rng = draws.stream(seed, "experiment clicks")
    n, k = relevance.shape
    looked = np.arange(k) < looks(rng.random(n))[:, None]
    return looked & (rng.random((n, k)) < relevance)

"""Who visits: users with their habits before the experiment, their sessions, and the searches in them."""

from dataclasses import dataclass, field

import numpy as np

from course.market import draws
from course.market.experiments.design import Design

START = "2026-07-06"  # a Monday
WEEKDAYS = np.array([0.92, 0.87, 0.87, 0.89, 0.95, 1.25, 1.25])  # sessions, Monday to Sunday, mean 1
WEEKEND_OFFER = 0.85  # at weekends people look more and buy less
RELEASE_TRAFFIC, RELEASE_SALE, FADE_DAYS = 1.0, 0.5, 3.0

# Calibrated so that the correlation before and during is about 0.6 for sessions, clicks and offers.
SESSIONS = 4.0 / 14  # of a user on an average day
REGULAR_SD, DRIFT_SD = 0.9, 0.45  # ln of activity: what stays, and what changes between the periods
CLICK_SD, OFFER_SD, BUDGET_SD, PRICE_SD = 0.35, 1.0, 0.8, 0.7
MEAN_PRICE = 9.0
ANOTHER_SEARCH, ANOTHER_LOOK, MAX_LOOKS = 0.45, 0.87, 20
CLICK, OFFER, SALE = 0.10, 0.10, 0.30  # a look is clicked, a click makes an offer, an offer is accepted
BOT_CLICK = 0.5
SLOW_SD, MS_SD = 0.35, 0.2  # ln of latency: between users, and between searches of one

DEVICES = {"phone": (0.60, 0.85, 420.0), "desktop": (0.32, 1.25, 260.0), "tablet": (0.08, 1.1, 380.0)}
_SHARE, _DEVICE_OFFER, _DEVICE_MS = np.array(list(DEVICES.values())).T
# Evening peak: share of a day's sessions begun by each hour
_HOURS = [0, 6, 9, 17, 20, 23, 24]
_BY_HOUR = [0, 0.04, 0.13, 0.50, 0.74, 0.98, 1]


@dataclass(frozen=True)
class Users:
    """Arrays with one value a user: what is known of them (pre: period before) and what is not."""

    user_id: np.ndarray
    device: np.ndarray  # position in DEVICES
    pre: dict[str, np.ndarray]
    activity: np.ndarray  # sessions a day, on average
    click: np.ndarray  # chance that a look is clicked
    offer: np.ndarray  # chance that a click makes an offer
    budget: np.ndarray  # mean price of what they buy, USD
    ms: np.ndarray  # median latency of a search
    bot: np.ndarray


@dataclass
class Visits:
    """Sessions in order of time and the searches in them, in the same order; u: uniform numbers."""

    session_id: np.ndarray
    session_user: np.ndarray  # position of the user
    second: np.ndarray  # since the start of day 0
    search_id: np.ndarray
    session: np.ndarray  # position of the session, for each search
    u: dict[str, np.ndarray]
    user: np.ndarray = field(init=False)  # position of the user, for each search
    day: np.ndarray = field(init=False)  # for each search

    def __post_init__(self):
        self.user = self.session_user[self.session]
        self.day = (self.second // 86_400)[self.session]


def make_users(design: Design) -> Users:
    """Return the users; only seed, users, pre_days and bots matter."""
    rng = draws.stream(design.seed, "experiment users")
    n = design.users
    ids = _ids(design.seed, "user", n)
    device = draws.pick(rng, _SHARE, n)
    slow, regular = draws.normal(rng, n), draws.normal(rng, n)
    # A slow client goes with a slower hand at offers: losing slow units flatters those that are left.
    keen = -0.5 * slow + np.sqrt(0.75) * draws.normal(rng, n)
    offer = OFFER * _DEVICE_OFFER[device] * _lognormal(keen, OFFER_SD)
    click = CLICK * _lognormal(draws.normal(rng, n), CLICK_SD)
    budget = MEAN_PRICE * _lognormal(draws.normal(rng, n), BUDGET_SD)
    usual = SESSIONS * _lognormal(regular, REGULAR_SD)
    before, during = (usual * _lognormal(draws.normal(rng, n), DRIFT_SD) for _ in range(2))
    bot = draws.keyed(ids, "bot") < design.bots
    offer = np.minimum(offer, 0.6)  # leaves room for a lift
    pre = _before(design, before, np.where(bot, BOT_CLICK, click), np.where(bot, 0.0, offer), budget)
    return Users(
        ids, device, pre, during, click, offer, budget, _DEVICE_MS[device] * np.exp(SLOW_SD * slow), bot
    )


def _before(design: Design, activity, click, offer, budget) -> dict[str, np.ndarray]:
    """Return what the users did in the pre_days before: totals a user."""
    rng = draws.stream(design.seed, "experiment before")
    n = len(activity)
    u = {step: rng.random(n) for step in ("clicks", "offers", "sales")}
    days = WEEKDAYS[np.arange(-design.pre_days, 0) % 7].sum()
    sessions = np.bincount(_visitors(rng, activity * days), minlength=n)
    looks = np.rint(sessions * mean_looks() / (1 - ANOTHER_SEARCH)).astype(int)
    clicks = binomial(u["clicks"], looks, click)
    offers = binomial(u["offers"], clicks, offer)
    sales = binomial(u["sales"], offers, np.full(n, SALE))
    price = _lognormal(draws.normal(rng, sales.sum()), PRICE_SD)
    spent = np.bincount(np.repeat(np.arange(n), sales), price, n) * budget
    return {
        "sessions": sessions,
        "clicks": clicks,
        "offers": offers,
        "sales": sales,
        "revenue": np.round(spent, 2),
    }


def make_visits(design: Design, users: Users) -> Visits:
    """Return the sessions and searches; lift, unit and the losses do not matter."""
    day = np.arange(design.days)
    usual = WEEKDAYS[day % 7]
    visits = _visits(design, users, usual, "")
    if design.set_release is None:
        return visits
    extra = _visits(design, users, usual * RELEASE_TRAFFIC * release(design, day), " release")
    return _merged(design.seed, visits, extra)


def release(design: Design, day: np.ndarray) -> np.ndarray:
    """Return how much of a set release is felt on each day: 1 on the day itself, 0 before."""
    if design.set_release is None:
        return np.zeros(len(day))
    since = day - design.set_release
    return np.where(since >= 0, np.exp(-np.maximum(since, 0) / FADE_DAYS), 0.0)


def _visits(design: Design, users: Users, per_day: np.ndarray, purpose: str) -> Visits:
    """Return visits with `per_day` times the users' activity on each day."""
    rng = draws.stream(design.seed, "experiment sessions" + purpose)
    user = _visitors(rng, users.activity * per_day.sum())
    hour = np.interp(rng.random(len(user)), _BY_HOUR, _HOURS)
    second = draws.pick(rng, per_day, len(user)) * 86_400 + np.minimum((hour * 3_600).astype(int), 86_399)
    order = np.argsort(second, kind="stable")
    user, second = user[order], second[order]

    rng = draws.stream(design.seed, "experiment searches" + purpose)
    searches = 1 + _geometric(rng.random(len(user)), ANOTHER_SEARCH, MAX_LOOKS - 1)
    session = np.repeat(np.arange(len(user)), searches)
    n = len(session)
    u = {name: rng.random(n) for name in ("looks", "click", "offer", "sale", "price", "ms")}
    session_id = _ids(design.seed, "session", len(user))
    return Visits(session_id, user, second, _ids(design.seed, "search", n), session, u)


def _merged(seed: int, visits: Visits, extra: Visits) -> Visits:
    """Return both in order of time; the ids of the first stay, those of the second continue them."""
    second = np.concatenate([visits.second, extra.second])
    order = np.argsort(second, kind="stable")
    place = np.empty(len(order), dtype=int)
    place[order] = np.arange(len(order))
    session = place[np.concatenate([visits.session, extra.session + len(visits.second)])]
    searches = np.argsort(session, kind="stable")
    return Visits(
        _ids(seed, "session", len(order))[order],
        np.concatenate([visits.session_user, extra.session_user])[order],
        second[order],
        _ids(seed, "search", len(searches))[searches],
        session[searches],
        {name: np.concatenate([u, extra.u[name]])[searches] for name, u in visits.u.items()},
    )


def looks(u: np.ndarray) -> np.ndarray:
    """Return how many results are looked at, 1 to 20, from the top: each further one with chance 0.87."""
    return 1 + _geometric(u, ANOTHER_LOOK, MAX_LOOKS - 1)


def mean_looks() -> float:
    """Return the expected number of results looked at in a search."""
    return (1 - ANOTHER_LOOK**MAX_LOOKS) / (1 - ANOTHER_LOOK)


def _visitors(rng: np.random.Generator, expected: np.ndarray) -> np.ndarray:
    """Return the position of the user of each session, ascending; each user's number is Poisson."""
    from scipy import stats  # half a second that only simulating should cost

    # A Poisson total shared out by weight is a Poisson number for each, and much faster to draw.
    cumulated = np.cumsum(expected)
    total = int(stats.poisson.ppf(rng.random(), cumulated[-1]))
    place = np.sort(rng.random(total)) * cumulated[-1]  # sorted, because then the search is fast
    return np.minimum(np.searchsorted(cumulated, place, side="right"), len(expected) - 1)


def binomial(u: np.ndarray, trials: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """Return the binomial counts at the quantiles u; a higher chance never gives a lower count."""
    from scipy import stats

    counts = np.zeros(len(u), dtype=int)
    some = np.flatnonzero(trials)  # most searches make no offer
    counts[some] = stats.binom.ppf(np.maximum(u[some], 1e-12), trials[some], chance[some])
    return counts


def _geometric(u: np.ndarray, again: float, most: int) -> np.ndarray:
    return np.minimum(np.log1p(-u) / np.log(again), most).astype(int)


def _lognormal(normal: np.ndarray, sd: float) -> np.ndarray:
    """Return lognormal factors with mean 1."""
    return np.exp(sd * normal - sd**2 / 2)


def lognormal(u: np.ndarray, sd: float) -> np.ndarray:
    """Return lognormal factors with mean 1, given uniform numbers; sd: of the logarithm."""
    from scipy.special import ndtri

    return _lognormal(ndtri(np.clip(u, 1e-12, 1 - 1e-12)), sd)


def _ids(seed: int, kind: str, n: int) -> np.ndarray:
    """Return n ids. Where they begin depends on the seed, so that one salt splits each population anew."""
    return 1_000_000 + int(draws.stream(seed, "experiment ids", kind).random() * 8_000_000) + np.arange(n)

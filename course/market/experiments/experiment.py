"""One simulated experiment: its logs, tables ready for tests, and the truth."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from course.market import draws
from course.market.experiments.design import ARMS, Design, assign
from course.market.experiments.funnel import METRICS, run
from course.market.experiments.visitors import DEVICES, START, Users, Visits, make_users, make_visits

# Made once: for small experiments, making them would take longer than the draws.
_ARM, _DEVICE = pd.CategoricalDtype(list(ARMS)), pd.CategoricalDtype(list(DEVICES))


@dataclass(frozen=True, eq=False)
class Experiment:
    """What an experiment logged, and the truth that no real experiment knows.

    users: one row an account, also those who did not come. user_id, arm (only if users are randomised),
        device, pre_sessions, pre_clicks, pre_offers, pre_sales, pre_revenue (USD, totals of design.pre_days).
    sessions: one row a session, in order of time. session_id, user_id, arm (unless searches are randomised),
        day (from 0), started_at, device.
    searches: one row a search. search_id, session_id, user_id, arm, day, views (results looked at), clicks,
        offers, sales (views >= clicks >= offers >= sales), revenue (USD, 0 without a sale), latency_ms.
    truth: one row a metric (views … revenue, latency_ms). control, treatment: expected totals over all
        searches of people (no bots) when nobody and when everybody has the treatment, with what novelty adds
        worn off, the stock shared by all, and nothing lost on the way to the logs. lift: their relative
        difference, the long-run effect of a launch. The totals over the number of users, sessions or searches
        are the means of that unit."""

    design: Design
    users: pd.DataFrame
    sessions: pd.DataFrame
    searches: pd.DataFrame
    truth: pd.DataFrame

    def by_user(self) -> pd.DataFrame:
        """Return one row a user seen, with the columns of `users` and totals; one row a user and arm when
        sessions or searches are randomised."""
        keys = ["user_id"] if self.design.unit == "user" else ["user_id", "arm"]
        return self.users.merge(self._totals(keys), on="user_id")

    def by_session(self) -> pd.DataFrame:
        """Return one row a session with totals; one row a session and arm when searches are randomised."""
        if self.design.unit == "search":
            return self._totals(["session_id", "user_id", "day", "arm"])
        totals = self._totals(["session_id"])
        return self.sessions.merge(totals.drop(columns="sessions"), on="session_id", how="left")

    def by_day(self) -> pd.DataFrame:
        """Return one row a day and arm, with totals and the number of users seen."""
        totals = self._totals(["day", "arm"])
        users = self._seen().groupby(["day", "arm"], observed=True)["user_id"].nunique()
        totals.insert(2, "users", users.to_numpy())
        return totals

    def counts(self) -> pd.Series:
        """Return the number of units seen in each arm: what a check for a sample ratio mismatch needs."""
        unit = f"{self.design.unit}_id"
        return self._seen().drop_duplicates(unit)["arm"].value_counts().reindex(list(ARMS)).rename("units")

    def _seen(self) -> pd.DataFrame:
        """Return the log that says which units were there: the sessions, if they have an arm."""
        return self.sessions if "arm" in self.sessions else self.searches

    def _totals(self, keys: list[str]) -> pd.DataFrame:
        seen = self._seen()
        if seen is self.searches:
            seen = seen.drop_duplicates(["session_id", *keys])
        sessions = seen.groupby(keys, observed=True).size()
        by = self.searches.groupby(keys, observed=True)
        totals = by[list(METRICS)].sum()
        totals.insert(0, "searches", by.size())
        # A session whose searches were all lost from the log was there, with nothing in it.
        totals = totals.reindex(sessions.index, fill_value=0)
        totals.insert(0, "sessions", sessions)
        return totals.reset_index()


def simulate(seed: int = 0, **options) -> Experiment:
    """Return one experiment; options are the fields of `Design`, e.g. unit="session", lift=0.05.

    The same arguments give the same frames. 200,000 sessions take less than a second. Raises ValueError for
    a value out of range, and TypeError for an unknown option."""
    design = Design(seed=seed, **options)
    users = make_users(design)
    visits = make_visits(design, users)
    ids = {
        "user": users.user_id[visits.user],
        "session": visits.session_id[visits.session],
        "search": visits.search_id,
    }
    unit = ids[design.unit]
    treated = assign(unit, design.salt, design.share)
    funnel = run(design, users, visits, treated)

    searches = pd.DataFrame(
        {
            "search_id": ids["search"],
            "session_id": ids["session"],
            "user_id": ids["user"],
            "arm": _arm(treated),
            "day": visits.day,
            **{metric: getattr(funnel, metric) for metric in METRICS},
            "latency_ms": funnel.latency_ms,
        }
    )
    there = ~_missing(design, users, visits, unit, treated)
    lost = treated & (draws.keyed(ids["search"], "log loss", design.salt) < design.log_loss)
    frames = (
        _user_frame(design, users),
        _session_frame(design, users, visits, treated, there),
        searches[there & ~lost].reset_index(drop=True),
    )
    return Experiment(design, *frames, funnel.truth)


def _missing(
    design: Design, users: Users, visits: Visits, unit: np.ndarray, treated: np.ndarray
) -> np.ndarray:
    """Return which searches belong to a unit that never reached the logs (`srm`)."""
    slow = users.ms > np.quantile(users.ms, 0.75)
    return treated & slow[visits.user] & (draws.keyed(unit, "srm", design.salt) < 4 * design.srm)


def _arm(treated: np.ndarray) -> pd.Categorical:
    return pd.Categorical.from_codes(treated.astype(np.int8), dtype=_ARM)


def _device(codes: np.ndarray) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, dtype=_DEVICE)


def _user_frame(design: Design, users: Users) -> pd.DataFrame:
    columns = {"user_id": users.user_id}
    if design.unit == "user":
        columns["arm"] = _arm(assign(users.user_id, design.salt, design.share))
    columns["device"] = _device(users.device)
    return pd.DataFrame({**columns, **{f"pre_{name}": values for name, values in users.pre.items()}})


def _session_frame(
    design: Design, users: Users, visits: Visits, treated: np.ndarray, there: np.ndarray
) -> pd.DataFrame:
    """Return the sessions; every session has a search, so the first one tells its arm."""
    first = np.searchsorted(visits.session, np.arange(len(visits.session_id)))
    frame = pd.DataFrame(
        {
            "session_id": visits.session_id,
            "user_id": users.user_id[visits.session_user],
            "arm": _arm(treated[first]),
            "day": visits.second // 86_400,
            "started_at": np.datetime64(START, "us") + visits.second.astype("timedelta64[s]"),
            "device": _device(users.device[visits.session_user]),
        }
    )
    if design.unit == "search":
        # Its searches are of both arms, and losing one loses no session.
        return frame.drop(columns="arm")
    return frame[there[first]].reset_index(drop=True)

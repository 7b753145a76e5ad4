"""What an experiment is: its arguments with their checks, and who gets the treatment."""

from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Integral, Real

import numpy as np

from course.market import draws

ARMS = ("control", "treatment")
UNITS = ("user", "session", "search")
STEPS = ("click", "offer", "sale")

_WHOLE = {"seed": (0, 2**63 - 1), "users": (1, 2_000_000), "days": (1, 365), "pre_days": (1, 365)}
_NUMBERS = {
    "share": (0.01, 0.99),
    "novelty": (-0.9, 1.0),
    "weekend_lift": (-0.9, 1.0),
    "latency": (0.0, 10_000.0),
    "carry_over": (0.0, 1.0),
    "interference": (0.0, 1.0),
    "bots": (0.0, 0.5),
    "srm": (0.0, 0.25),
    "log_loss": (0.0, 0.9),
}


@dataclass(frozen=True)
class Design:
    """One experiment. Every switch from `lift` on is off by default.

    seed: the population and its luck. users: accounts (about one in five does not come in 14 days).
    days: length of the experiment; day 0 is Monday 2026-07-06. pre_days: length of the period before it.
    unit: what is randomised, "user", "session" or "search". share: of the units, to the treatment.
    salt: another one gives another, independent assignment.

    lift: true relative effect on one funnel step, 0.05 is +5%: a number (then on `step`) or a mapping of
        steps to numbers, e.g. {"click": 0.1, "sale": -0.05}. A lift on a step carries to the steps after it.
    step: "click", "offer" or "sale": where `lift`, `novelty` and `weekend_lift` act.
    novelty: added to the lift on the day of a user's first exposure, and falls by a factor of e in three
        days; negative is primacy.
    weekend_lift: added to the lift on Saturdays and Sundays.
    latency: milliseconds added to each search of the treatment; 100 ms cost 1% of the clicks.
    carry_over: share of the effect that stays with a user's control searches after the first treated one.
    interference: 0 to 1, how short the stock is. Demand above normal empties the shelves for both arms: at 1
        the market sells no more than without treatment.
    set_release: day of a set release, for both arms: twice the sessions and 1.5 times the sales of an offer,
        fading by a factor of e in three days.
    bots: share of users that look at every result, click half of them, and never make an offer.
    srm: share of the treatment's units that are missing from the logs: the slowest quarter of the users'
        units loses four times this share. Slow users also buy less.
    log_loss: share of the treatment's searches missing from the log, at random.

    Raises ValueError for a value out of range, and TypeError for an unknown argument."""

    seed: int = 0
    users: int = 20_000
    days: int = 14
    pre_days: int = 28
    unit: str = "user"
    share: float = 0.5
    salt: str = "exp-1"
    lift: float | Mapping[str, float] = 0.0
    step: str = "sale"
    novelty: float = 0.0
    weekend_lift: float = 0.0
    latency: float = 0.0
    carry_over: float = 0.0
    interference: float = 0.0
    set_release: int | None = None
    bots: float = 0.0
    srm: float = 0.0
    log_loss: float = 0.0

    def __post_init__(self):
        for name, (low, high) in _WHOLE.items():
            _check(name, getattr(self, name), Integral, low, high)
        for name, (low, high) in _NUMBERS.items():
            _check(name, getattr(self, name), Real, low, high)
        for name, allowed in (("unit", UNITS), ("step", STEPS)):
            value = getattr(self, name)
            if not isinstance(value, str) or value not in allowed:
                raise ValueError(f"{name} must be one of {', '.join(allowed)}, not {_short(value)}")
        if not isinstance(self.salt, str) or not self.salt:
            raise ValueError(f"salt must be a text that is not empty, not {_short(self.salt)}")
        if self.set_release is not None:
            _check("set_release", self.set_release, Integral, 0, self.days - 1)
        for step, lift in self.lifts.items():
            if step not in STEPS:
                raise ValueError(f"lift must name steps of {', '.join(STEPS)}, not {_short(step)}")
            _check("lift", lift, Real, -0.9, 1.0)

    @property
    def lifts(self) -> dict[str, float]:
        """The long-run lift of each step that has one."""
        return dict(self.lift) if isinstance(self.lift, Mapping) else {self.step: self.lift}


def _check(name: str, value, kind: type, low: float, high: float) -> None:
    if isinstance(value, bool) or not isinstance(value, kind) or not low <= value <= high:
        what = "a whole number" if kind is Integral else "a number"
        raise ValueError(f"{name} must be {what} from {low} to {high}, not {_short(value)}")


def _short(value) -> str:
    """Return the value for a message of one line."""
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else text[:57] + "..."


def assign(ids, salt: str, share: float = 0.5) -> np.ndarray:
    """Return which of n units get the treatment, n booleans: the same id and salt always give the same.

    ids: whole numbers, in any order. A unit that has the treatment keeps it when the share grows. Raises
    ValueError for other ids or a share outside 0 to 1."""
    ids = np.asarray(ids)
    if ids.dtype.kind not in "iu":
        raise ValueError(f"ids must be whole numbers, not {ids.dtype}")
    _check("share", share, Real, 0, 1)
    return draws.keyed(ids, "arm", salt) < share

"""What can happen to the market after the training window: the named scenarios, and scripts made of them.

A script is a list of events `(month, scenario, strength)`: month 0 is July 2026, strength 1 the size described
below, and an event lasts until the next one of the same scenario (strength 0 ends it), so a second "boom" changes
the strength of the first; but each "new_set" brings out a set of its own. A name alone stands for its script in
`SCRIPTS`."""

from dataclasses import dataclass
from numbers import Integral, Real

import numpy as np
import pandas as pd

from course.market.pricing import FIRST_MONTH, MONTHS, SEASON, VOLUME, month_number

KINDS = {
    "steady": "no shift",
    "new_set": "covariate shift",
    "rarity_mix": "covariate shift",
    "dear_cards": "label shift",
    "boom": "concept shift, gradual",
    "reprint": "concept shift, sudden",
    "mixed": "covariate and concept shift",
    "seasonal": "concept shift, passing",
    "cents": "data fault",
    "strings": "data fault",
}
SCENARIOS = tuple(KINDS)
SCRIPTS = {
    "steady": [],
    "mixed": [(0, "new_set", 1.0), (0, "boom", 1.0)],
    "reprint": [(1, "reprint", 1.0)],
    "cents": [(1, "cents", 1.0)],
}

CENTS_CHANNEL = "app"  # what switches to cents in the scenario "cents"
NEW_SET_SHARE, NEW_SET_MONTHS = 0.35, 3  # of the sales, for three months; then the rush fades
RARITY_MIX = {"Secret Rare": 2.5, "Illustration Rare": 2.0, "Common": 0.5, "Uncommon": 0.5, "Rare": 0.5}
# How much more often a sale at such a price (USD, upper edges) comes up in "dear_cards".
PRICE_BANDS, DEAR_CARDS = (2.0, 5.0, 10.0, 20.0, 50.0), (0.4, 0.6, 1.0, 1.5, 2.0, 2.5)
_BOOM = np.array([1.0, 1.12, 1.35, 1.55])  # prices in the first, second and later months
_BOOM_OLD = np.array([1.0, 1.10, 1.30, 1.50])  # on top, for Pokemon of generation 1
_REPRINT, _REPRINT_DAY, _REPRINTED_SINCE = 0.60, 10, np.datetime64("2020-01-01", "D").astype(int)
_SEASON_EXTRA = 2.0  # a season three times as strong as those of the history


@dataclass(frozen=True)
class Event:
    """A scenario with its strength from one month (0 is July 2026) to before another; start: the month since which
    it is on, with whatever strength."""

    month: int
    scenario: str
    strength: float
    until: float
    start: int


def parse(script) -> tuple[Event, ...]:
    """Return the events of a scenario's name or of a script.

    Raises ValueError, with what is wrong, for anything else."""
    if isinstance(script, str):
        if script not in KINDS:
            raise ValueError(f"unknown scenario {script!r}; there are {', '.join(SCENARIOS)}")
        script = SCRIPTS.get(script, [(0, script, 1.0)])
    if not isinstance(script, list | tuple):
        raise ValueError(f"a scenario is a name or a list of (month, scenario, strength), not {script!r}")
    steps = sorted((step for entry in script for step in _steps(entry)), key=lambda step: step[0])
    # Of two for one month the later one counts.
    steps = list({(month, scenario): strength for month, scenario, strength in steps}.items())
    events, on = [], {}
    for (month, scenario), strength in steps:
        later = [m for (m, name), other in steps if name == scenario and m > month
                 and (scenario != "new_set" or other == 0)]  # fmt: skip
        start = on.get(scenario, month) if scenario != "new_set" else month
        if strength > 0:
            events.append(Event(month, scenario, strength, min(later, default=np.inf), start))
            on[scenario] = start
        else:
            on.pop(scenario, None)
    return tuple(events)


def _steps(entry) -> list[tuple[int, str, float]]:
    """Return one entry of a script as its parts, checked."""
    try:
        month, scenario, strength = entry
    except (TypeError, ValueError):
        raise ValueError(f"an event is (month, scenario, strength), not {entry!r}") from None
    if not isinstance(scenario, str) or scenario not in KINDS:
        raise ValueError(f"unknown scenario {scenario!r}; there are {', '.join(SCENARIOS)}")
    if isinstance(month, bool) or not isinstance(month, Integral) or month < 0:
        raise ValueError(f"the month of {scenario!r} must be a whole number from 0 on, not {month!r}")
    if isinstance(strength, bool) or not isinstance(strength, Real) or not 0 <= strength <= 3:
        raise ValueError(f"the strength of {scenario!r} must be a number from 0 to 3, not {strength!r}")
    parts = [name for _, name, _ in SCRIPTS["mixed"]] if scenario == "mixed" else [scenario]
    return [(int(month), part, float(strength)) for part in parts if part != "steady"]


def calendar_month(month: int) -> str:
    """Return a month after the training window as text: 0 is "2026-07"."""
    return str(np.datetime64(FIRST_MONTH, "M") + MONTHS + month)


def strength_in(events: tuple[Event, ...], scenario: str, month: int) -> float:
    """Return how strong a scenario is in a month; 0 where it is not on."""
    on = [e.strength for e in events if e.scenario == scenario and e.month <= month < e.until]
    return on[-1] if on else 0.0


def new_sets(events: tuple[Event, ...]) -> list[Event]:
    """Return the events that bring out a large set."""
    return [event for event in events if event.scenario == "new_set"]


def new_set_share(since: int, strength: float) -> float:
    """Return which share of the sales the large set has, so many months after it came out."""
    fade = np.exp(-max(since - NEW_SET_MONTHS + 1, 0) / 4)
    return min(NEW_SET_SHARE * strength * fade, 0.9) if since >= 0 else 0.0


def volume(events: tuple[Event, ...], month: int) -> float:
    """Return how many sales a month has over an average one: the season, stronger in "seasonal"."""
    return VOLUME[(month + MONTHS + 6) % 12] ** (1 + _SEASON_EXTRA * strength_in(events, "seasonal", month))


def price_effect(events: tuple[Event, ...], sold_day: np.ndarray, cards: pd.DataFrame) -> np.ndarray:
    """Return what the events multiply the expected price of n sales by.

    sold_day: days since 1970-01-01; cards: n rows of the catalogue."""
    month = month_number(sold_day.astype("datetime64[D]"))
    effect = np.ones(len(sold_day))
    for event in events:
        since = month - MONTHS - event.start
        on = (month - MONTHS >= event.month) & (month - MONTHS < event.until)
        if event.scenario == "boom":
            step = np.clip(since + 1, 0, 3)
            rise = _BOOM[step] * np.where(cards["generation"].to_numpy() == 1, _BOOM_OLD[step], 1.0)
        elif event.scenario == "reprint":
            first = np.datetime64(calendar_month(event.start), "D").astype(int) + _REPRINT_DAY - 1
            hit = (cards["release_day"].to_numpy() >= _REPRINTED_SINCE) & (sold_day >= first)
            rise = np.where(hit, _REPRINT, 1.0)
        elif event.scenario == "seasonal":
            rise = np.array(SEASON)[(month + 6) % 12] ** _SEASON_EXTRA
        else:
            continue
        effect *= np.where(on, rise, 1.0) ** event.strength
    return effect

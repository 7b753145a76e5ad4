"""The stages of a project and what can be measured at the gate behind each: the facts of E0.2c."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

STAGES = ("discovery", "data", "model", "production")

MEASURES = {
    "hours_saved": ("discovery", "at_least", (0, 168)),
    "usable_share": ("data", "at_least", (0, 1)),
    "rule_error": ("data", "at_least", (0, 1_000)),
    "model_error": ("model", "at_most", (0, 1_000)),
    "accepted_share": ("production", "at_least", (0, 1)),
}
"""What is measured: the stage that finds it out, the direction of the limit, and the numbers that make sense."""

UNOBSERVABLE = {
    "refunds_next_year": "next year's refunds are known when next year is over: no gate of this project can wait for "
    "them, so this gate would never decide anything",
    "best_possible_error": "how good the model could become with more time is known to nobody: such a gate is always "
    "passed, with one more month each time",
    "team_confidence": "how confident the team feels is no measurement: it is highest at the start, and it never "
    "stopped a project",
}
"""What can't be measured at any gate, and why."""

STOPPING = ("stop", "keep_rule", "two_weeks_then_stop")
NOT_STOPPING = {
    "go_on": "a gate that is passed either way is no gate: what was spent is gone whatever you do, and only what is "
    "still to be spent can be saved",
    "discuss": "'we will see then' is no rule: on that day everybody is tired, in love with the model, and out of "
    "time. Write down now what happens beyond the limit",
}
"""What a gate can say should happen beyond the limit: ends that stop the project, and those that don't."""


NEAR = 0.25
"""Weeks that two simulations may differ by."""


def step(name: str, low: float, likely: float, high: float, after: tuple[str, ...] = ()) -> dict:
    """A task as `finish_quantile` takes it: weeks at best, most likely and at worst, and what it waits for."""
    return {"name": name, "low": low, "likely": likely, "high": high, "after": list(after)}


def simulated(tasks: list[dict], *quantiles: float, runs: int = 60_000) -> list[float]:
    """The quantiles by one simulation of ours, on other random numbers than an answer's."""
    rng, ends = np.random.default_rng(20_260_701), {}
    for task in tasks:
        start = np.max([ends[name] for name in task["after"]], axis=0) if task["after"] else 0.0
        ends[task["name"]] = start + rng.triangular(task["low"], task["likely"], task["high"], runs)
    return np.quantile(np.max(list(ends.values()), axis=0), quantiles).tolist()


PLAN = [
    step("discovery", 1, 2, 6),
    step("data", 3, 4, 11, ("discovery",)),
    step("model", 1, 2, 8, ("data",)),
    step("production", 1, 2, 7, ("model",)),
]
"""The shop's plan of 2 + 4 + 2 + 2 weeks, with what can go wrong."""


@lru_cache
def plan_quantile(stage: str, q: float) -> float:
    """The week in which a stage of the plan ends, as a quantile."""
    return simulated(PLAN[: STAGES.index(stage) + 1], q)[0]


def fits(stage: str, weeks: tuple[float, float]) -> bool:
    """Whether a range starts before the P50 of its stage and ends after the P80, within what is possible at all."""
    early, late = weeks
    before = PLAN[: STAGES.index(stage) + 1]
    shortest, longest = (sum(one[end] for one in before) for end in ("low", "high"))
    starts = shortest - NEAR <= early < plan_quantile(stage, 0.5) + NEAR
    return starts and plan_quantile(stage, 0.8) - NEAR < late <= longest + NEAR


def range_of(gate: object) -> tuple[float, float] | None:
    """The earliest and latest week of a gate, or None where there are no two numbers."""
    weeks = gate.get("weeks") if isinstance(gate, dict) else None
    if not isinstance(weeks, tuple | list) or len(weeks) != 2 or not all(map(_is_number, weeks)):
        return None
    return weeks[0], weeks[1]


def measure_trouble(gate: dict) -> str | None:
    """Why a gate's quantity can't be measured there; None where it can."""
    stage, measure = gate.get("stage"), gate.get("measure")
    if measure in UNOBSERVABLE:
        return UNOBSERVABLE[measure]
    if measure not in MEASURES:
        return "take the measure from the table: it says what each stage finds out"
    known = MEASURES[measure][0]
    if known == stage:
        return None
    if STAGES.index(known) > STAGES.index(stage):
        return f"this is first known at the end of the {known} stage: at this gate there is no number to look at yet"
    return f"this was known at the end of the {known} stage already: it tells nothing about the {stage} stage"


def limit_trouble(gate: dict) -> str | None:
    """What is wrong with a gate's number; None where it decides."""
    _, direction, (low, high) = MEASURES[gate["measure"]]
    other = "at_most" if direction == "at_least" else "at_least"
    limit = gate.get(direction)
    if other in gate:
        return f"for {gate['measure']} the limit is {direction}: the other way round the gate stops the good projects"
    if not _is_number(limit):
        return f"without a number in {direction} everybody passes: each reads the result as they like it"
    if not low < limit < high:
        return f"{gate['measure']} lies between {low} and {high}: a limit outside of that can't tell good from bad"
    return None


def _is_number(value: object) -> bool:
    """Whether this is a number that a gate could mean: not so large that no float holds it."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -1e9 < value < 1e9

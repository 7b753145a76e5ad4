"""Section 0.2: what is known of a project's end after each of its stages, and when to stop it."""

import numpy as np
import pandas as pd

STAGES = {"discovery": 2.0, "data": 4.0, "model": 2.0, "production": 2.0}
"""The stages of a project and the weeks each takes as often less as more: its median."""


def chance_by(weeks: pd.DataFrame, deadline: float) -> float:
    """The share of the imagined projects that are done within `deadline` weeks."""
    return float((weeks.sum(axis=1) <= deadline).mean())


def cone(weeks: pd.DataFrame, project: int) -> pd.DataFrame:
    """When one of the projects will be done, as seen at the start and after each of its stages.

    Columns: seen (what is behind it), passed (weeks so far), low, middle and high (P10, P50, P90 of the week of
    the finish, from what the rest took in all projects).
    """
    rows, passed = [], 0.0
    for number, stage in enumerate(["start", *weeks.columns]):
        if stage != "start":
            passed += float(weeks[stage].iloc[project])
        rest = weeks.iloc[:, number:].sum(axis=1)
        low, middle, high = passed + np.quantile(rest, [0.1, 0.5, 0.9])
        rows.append((stage if stage == "start" else f"after {stage}", passed, low, middle, high))
    return pd.DataFrame(rows, columns=["seen", "passed", "low", "middle", "high"])


def stopped(weeks: pd.DataFrame, deadline: float, chance: float) -> dict[str, float]:
    """What a kill rule does to all the projects: after each stage but the last, stop when the chance to be done
    by `deadline` (weeks) is below `chance` (0 to 1).

    Returns the shares stopped, late all the same, and stopped though they would have been in time; and the weeks
    of work that went into projects without a result in time, per project, with the rule and without it.
    """
    total = weeks.sum(axis=1).to_numpy()
    in_time = total <= deadline
    spent, alive = total.copy(), np.ones(len(weeks), dtype=bool)
    for number in range(1, len(weeks.columns)):
        passed = weeks.iloc[:, :number].sum(axis=1).to_numpy()
        rest = np.sort(weeks.iloc[:, number:].sum(axis=1).to_numpy())
        hope = np.searchsorted(rest, deadline - passed, side="right") / len(rest)
        kill = alive & (hope < chance)
        spent[kill] = passed[kill]
        alive &= ~kill
    return {
        "stopped": float(np.mean(~alive)),
        "late": float(np.mean(alive & ~in_time)),
        "stopped in vain": float(np.mean(~alive & in_time)),
        "weeks lost with": float(np.mean(np.where(alive & in_time, 0.0, spent))),
        "weeks lost without": float(np.mean(np.where(in_time, 0.0, total))),
    }

"""Right answers to E0.2c, each written another way."""

import random

import numpy as np


def _finish_loops(tasks, q, runs=20_000, seed=0):
    """Run by run with the standard library, the quantile by sorting."""
    numbers = random.Random(seed)
    done = []
    for _ in range(runs):
        ends = {}
        for task in tasks:
            start = max((ends[name] for name in task["after"]), default=0)
            ends[task["name"]] = start + numbers.triangular(task["low"], task["high"], task["likely"])
        done.append(max(ends.values()))
    return sorted(done)[int(q * (runs - 1))]


def _finish_inverse(tasks, q, runs=20_000, seed=0):
    """All tasks in one matrix of uniform numbers, through the inverse of the triangular distribution."""
    uniform = np.random.default_rng(seed).random((len(tasks), runs))
    position = {task["name"]: row for row, task in enumerate(tasks)}
    ends = np.zeros_like(uniform)
    for row, task in enumerate(tasks):
        low, likely, high = task["low"], task["likely"], task["high"]
        early = low + np.sqrt(uniform[row] * (high - low) * (likely - low))
        late = high - np.sqrt((1 - uniform[row]) * (high - low) * (high - likely))
        ends[row] = np.where(uniform[row] < (likely - low) / (high - low), early, late)
        before = [position[name] for name in task["after"]]
        ends[row] += ends[before].max(axis=0) if before else 0
    return np.percentile(ends.max(axis=0), 100 * q)


right_loops = {
    "finish_quantile": _finish_loops,
    "gates": [
        {
            "stage": "discovery",
            "weeks": [1, 5],
            "measure": "hours_saved",
            "at_least": 8,
            "otherwise": "keep_rule",
        },
        {
            "stage": "data",
            "weeks": [5, 12],
            "measure": "rule_error",
            "at_least": 9.5,
            "otherwise": "keep_rule",
        },
        {
            "stage": "model",
            "weeks": [8, 16],
            "measure": "model_error",
            "at_most": 7,
            "otherwise": "two_weeks_then_stop",
        },
        {
            "stage": "production",
            "weeks": [10, 20],
            "measure": "accepted_share",
            "at_least": 0.6,
            "otherwise": "stop",
        },
    ],
}
right_inverse = {
    "finish_quantile": _finish_inverse,
    "gates": (
        {
            "stage": "discovery",
            "weeks": (2.5, 4.5),
            "otherwise": "stop",
            "measure": "hours_saved",
            "at_least": 20,
        },
        {
            "stage": "data",
            "weeks": (8, 11.5),
            "otherwise": "stop",
            "measure": "usable_share",
            "at_least": 0.95,
        },
        {
            "stage": "model",
            "weeks": (11, 15.5),
            "otherwise": "stop",
            "measure": "model_error",
            "at_most": 4.5,
        },
        {
            "stage": "production",
            "weeks": (14, 19.5),
            "otherwise": "stop",
            "measure": "accepted_share",
            "at_least": 0.9,
        },
    ),
}

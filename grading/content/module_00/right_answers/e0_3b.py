"""Right answers to E0.3b, each written another way."""

import numpy as np


def _matrix_curve(y, p, payoff, thresholds):
    bought = np.asarray(p)[:, None] >= np.asarray(thresholds, dtype=float)[None, :]
    sells = np.asarray(y)[:, None].astype(bool)
    return (
        payoff["tp"] * (bought & sells).sum(axis=0)
        + payoff["fp"] * (bought & ~sells).sum(axis=0)
        + payoff["fn"] * (~bought & sells).sum(axis=0)
        + payoff["tn"] * (~bought & ~sells).sum(axis=0)
    )


def _matrix_best(y, p, payoff):
    candidates = np.append(np.unique(p), np.inf)
    profits = np.round(_matrix_curve(y, p, payoff, candidates) * 100)
    return candidates[np.flatnonzero(profits == profits.max())[-1]]


def _loop_curve(y, p, payoff, thresholds):
    curve = []
    for threshold in thresholds:
        dollars = 0
        for truth, chance in zip(y, p, strict=True):
            case = ("t" if (chance >= threshold) == bool(truth) else "f") + (
                "p" if chance >= threshold else "n"
            )
            dollars += payoff[case]
        curve.append(dollars)
    return curve


def _sweep_best(y, p, payoff):
    """Start with nothing bought and buy card after card, from the likeliest down."""
    order = sorted(range(len(p)), key=lambda n: -p[n])
    profit = sum(payoff["fn"] if truth else payoff["tn"] for truth in y)
    best, threshold = round(profit, 2), float("inf")
    for place, n in enumerate(order):
        profit += payoff["tp"] - payoff["fn"] if y[n] else payoff["fp"] - payoff["tn"]
        last_of_equals = place + 1 == len(order) or p[order[place + 1]] != p[n]
        if last_of_equals and round(profit, 2) > best:
            best, threshold = round(profit, 2), float(p[n])
    return threshold


right_matrix = {"profit_curve": _matrix_curve, "best_threshold": _matrix_best}
right_sweep = {"profit_curve": _loop_curve, "best_threshold": _sweep_best}

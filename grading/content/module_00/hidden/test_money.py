"""Hidden checks of section 0.3: the threshold that earns most."""

import math

import numpy as np

from grading.content.hidden_data import mixed
from grading.content.module_00.exercises import E0_3B
from grading.content.module_00.public.helpers import profit


def _cards(rng, count, digits=2):
    p = np.round(rng.beta(2, 2, count), digits)
    return (rng.uniform(size=count) < p).astype(int), p


def _top(y, p, payoff):
    candidates = [math.inf, *sorted(set(p.tolist()), reverse=True)]
    return max(candidates, key=lambda threshold: profit(y, p, payoff, threshold))  # the first of equals


def _cents(rng, low, high):
    """Dollars whose cents are not 0."""
    return int(rng.integers(low, high)) + int(rng.integers(1, 4)) / 4


_SHORT = [cents / 100 for cents in range(101, 900) if int(cents / 100 * 100) < cents]
"""Dollars that lose a cent when they are cut after times 100."""
_UNEVEN = [
    cents / 100
    for cents in range(10, 300)
    if 3 * (cents / 100) > 3 * cents / 100 and sum([-3 * cents / 100, *[cents / 100] * 3]) > 0
]
"""Dollars of which three are more than three times as much, in floats."""


@E0_3B.hidden
def test_single_cards(answer, check, rng):
    """Other cards, one at a time"""
    for p in (0.15, 0.45, 0.85):
        earns = int(rng.integers(30, 6_000)) / 10
        payoff = {"tp": earns, "fp": 0, "fn": 0, "tn": 0}
        low, high = p - float(rng.uniform(0.02, 0.1)), p + float(rng.uniform(0.02, 0.1))
        check.close(
            answer(np.array([1]), np.array([p]), payoff, [low, high]),
            [earns, 0],
            "bought below, let go above",
            given_as="profit_curve for one card",
        )


@E0_3B.hidden
def test_whole_curve(answer, check, rng):
    """Whole curves, with amounts that earn or cost"""
    y, p = _cards(rng, 120)
    p[0] = 1.0
    payoff = {
        "tp": int(rng.integers(5, 40)),
        "fp": -int(rng.integers(41, 90)),
        "fn": -int(rng.integers(2, 30)),
        "tn": int(rng.integers(1, 5)),
    }
    thresholds = [*mixed(rng, sorted(set(p.tolist())))[:12], 1.5, 0.0]
    thresholds.append(thresholds[0])
    expected = [profit(y, p, payoff, threshold) for threshold in thresholds]
    check.close(answer(y, p, payoff, thresholds), expected, "dollars at each threshold", given_as="the curve")
    y, p = _cards(rng, 60, digits=3)
    thresholds = [*mixed(rng, sorted(set(p.tolist())))[:4], math.inf]
    for signs in ((1, 1, 1, 1), (-1, 1, 1, -1), (-1, -1, -1, 1)):
        amounts = [sign * one for sign, one in zip(signs, rng.choice(_SHORT, 4).tolist(), strict=True)]
        payoff = dict(zip(("tp", "fp", "fn", "tn"), amounts, strict=True))
        expected = [profit(y, p, payoff, threshold) for threshold in thresholds]
        check.close(answer(y, p, payoff, thresholds), expected, "dollars as they stand", given_as="the curve")


@E0_3B.hidden(weight=2)
def test_best_of_many_cards(submission, check, rng):
    """The best threshold where one error costs far more than the other"""
    best = submission.best_threshold
    for tp, fp, fn in ((12, -60, 0), (40, -7, 0), (3, -9, -25)):
        y, p = _cards(rng, 150, digits=3)
        payoff = {"tp": tp + int(rng.integers(0, 3)), "fp": fp, "fn": fn, "tn": 0}
        check.equal(best(y, p, payoff), _top(y, p, payoff), "the top of the curve", given_as="best_threshold")


@E0_3B.hidden
def test_nothing_and_ties(submission, check, rng):
    """Days on which nothing pays, ties, and both ends"""
    best = submission.best_threshold
    y, p = _cards(rng, 40)
    losing = {"tp": -int(rng.integers(1, 9)), "fp": -30, "fn": 0, "tn": 0}
    check.equal(best(y, p, losing), math.inf, "buy nothing", given_as="best_threshold where all lose")
    earns = int(rng.integers(2, 30))
    tie = np.sort(rng.choice(np.arange(100, 990), 6, replace=False))[::-1] / 1_000
    order = rng.permutation(6)
    even = {"tp": earns, "fp": -earns, "fn": 0, "tn": 0}
    check.equal(
        best(np.array([1, 1, 0, 0, 1, 1])[order], tie[order], even),
        tie[1],
        "the highest of equals",
        given_as="best_threshold with a tie",
    )
    check.equal(
        best(np.array([0, 1, 0, 0, 1, 0])[order], tie[order], even),
        math.inf,
        "as good as nothing, so nothing",
        given_as="best_threshold with a tie at $0",
    )
    order = rng.permutation(6)
    p = np.sort(rng.choice(np.arange(101, 998, 3), 6, replace=False))[::-1] / 1_000
    y = np.array([1, 1, 1, 0, 1, 0])
    good, small = _cents(rng, 5, 9), _cents(rng, 1, 3)
    cases = [
        ({"tp": good, "fp": small, "fn": 0, "tn": 0}, y, p[5]),
        ({"tp": good, "fp": -2 * good, "fn": 0, "tn": 0}, np.array([1, 0, 0, 0, 1, 1]), p[0]),
        ({"tp": -good - small, "fp": -1, "fn": -good, "tn": 0}, y, math.inf),
        ({"tp": small, "fp": -good, "fn": -good, "tn": -good + small}, y, p[4]),
        ({"tp": good, "fp": -good + 0.25, "fn": 0, "tn": good}, y, p[2]),
        ({"tp": 1.52, "fp": -1.5, "fn": 0, "tn": 0}, y, p[4]),
        ({"tp": good, "fp": -1.4 * good, "fn": 0, "tn": 0}, np.array([1, 1, 0, 0, 1, 1]), p[1]),
        ({"tp": good, "fp": -good - 0.25, "fn": 0, "tn": 0}, np.array([0, 1, 0, 0, 1, 1]), math.inf),
    ]
    for payoff, truth, expected in mixed(rng, cases):
        check.equal(
            best(truth[order], p[order], payoff), float(expected), "the top", given_as="best_threshold"
        )
    little = float(rng.choice(_UNEVEN))
    check.equal(
        best(np.array([0, 1, 1, 1]), p[:4], {"tp": little, "fp": -round(3 * little, 2), "fn": 0, "tn": 0}),
        math.inf,
        "to the cent as good as nothing, so nothing",
        given_as="best_threshold with a tie at $0, in cents",
    )
    same = np.array([p[0], p[0], p[1]])
    check.equal(
        best(np.array([1, 0, 0]), same, {"tp": good, "fp": -good - 1, "fn": 0, "tn": 0}),
        math.inf,
        "both or none",
        given_as="best_threshold of two cards with the same p",
    )

"""Hidden checks of section 0.3: success metrics and money."""

import math

import numpy as np
import pandas as pd

from grading.content.hidden_data import mixed
from grading.content.module_00.exercises import E0_3B, E0_3C, E0_3D
from grading.content.module_00.public.helpers import entry_of, outcome_table, price_bands

_LABELS = ["mint", "played", "damaged", "foil", "signed", "graded"]


def _counts(rng, labels, most=60):
    return pd.DataFrame(rng.integers(1, most, (len(labels), len(labels))), index=labels, columns=labels)


def _worth(cm, payoff):
    """The right answer, from the definition."""
    labels = list(cm)
    total = sum(cm.loc[truth, called] * payoff.loc[truth, called] for truth in labels for called in labels)
    cards = {truth: cm.loc[truth].sum() for truth in labels}
    best = max(sum(cards[truth] * payoff.loc[truth, called] for truth in labels) for called in labels)
    return {"total": total, "per_card": total / sum(cards.values()), "gain": total - best}


@E0_3B.hidden
def test_equal_costs(answer, check, rng):
    """Other days, where every error costs the same"""
    for _ in range(3):
        one, other = pair = mixed(rng, _LABELS)[:2]
        cost = int(rng.integers(2, 90))
        payoff = outcome_table(**{one: {one: 0, other: -cost}, other: {one: -cost, other: 0}})
        cm = _counts(rng, pair)
        errors = cm.loc[one, other] + cm.loc[other, one]
        total = entry_of(answer(cm, payoff), "total")
        check.close(total, -cost * errors, "each error costs the same", given_as="total")


@E0_3B.hidden
def test_unequal_costs(answer, check, rng):
    """Errors of very different cost"""
    one, other = pair = mixed(rng, _LABELS)[:2]
    cm = _counts(rng, pair)
    cm.loc[other, other] += 900
    dear, cheap, good, found = (
        int(rng.integers(low, high)) for low, high in ((900, 2_000), (1, 5), (2, 9), (10, 40))
    )
    payoff = outcome_table(**{one: {one: found, other: -dear}, other: {one: -cheap, other: good}})
    cm.loc[one, one] += int(900 * good / dear) + 60  # now the rarer label is the better one for all
    check.close(answer(cm, payoff), _worth(cm, payoff), "counts times dollars", given_as="value")
    rare = outcome_table(**{one: {one: 0, other: 1}, other: {one: int(rng.integers(20, 50)), other: 950}})
    check.close(answer(rare, payoff), _worth(rare, payoff), "a loss is a loss", given_as="value")


@E0_3B.hidden
def test_many_labels(answer, check, rng):
    """More labels, in any order"""
    labels = mixed(rng, _LABELS)[: int(rng.integers(3, 6))]
    cm = _counts(rng, labels)
    rows = {
        truth: {called: int(rng.integers(-90, 0)) + 100 * (truth == called) for called in labels}
        for truth in labels
    }
    payoff = outcome_table(**rows).loc[[*labels[1:], labels[0]], mixed(rng, labels)]
    check.close(answer(cm, payoff), _worth(cm, payoff), "by label, not by place", given_as="value")


def _shared(bands, total):
    """The right answer for bands that are thick enough."""
    k = total / sum(band["cards"] * math.sqrt(band["price"]) for band in bands)
    return [
        {**band, "dollars": k * math.sqrt(band["price"]), "share": k / math.sqrt(band["price"])}
        for band in bands
    ]


def _prices(rng, count):
    return np.cumsum(np.round(rng.uniform(1, 80, count), 2)).round(2).tolist()


@E0_3C.hidden
def test_single_band(answer, check, rng):
    """A shop with a single band"""
    for _ in range(3):
        cards, price = int(rng.integers(40, 4_000)), _prices(rng, 1)[0]
        bands, total = price_bands(("all", cards, price)), float(rng.integers(100, 9_000))
        check.close(
            answer(bands, total), _shared(bands, total), "the total over the cards", given_as="one band"
        )


@E0_3C.hidden
def test_other_bands(answer, check, rng):
    """Other bands, all with enough cards"""
    count = int(rng.integers(3, 7))
    cards = rng.integers(30, 6_000, count).tolist()
    bands = price_bands(*zip([f"band {n}" for n in range(count)], cards, _prices(rng, count), strict=True))
    total = float(rng.integers(1_000, 90_000))
    check.close(answer(bands, total), _shared(bands, total), "the same k for all", given_as="the bands")


@E0_3C.hidden
def test_thin_bands(answer, check, rng):
    """Bands with too few cards, at the top, in the middle and at the bottom"""
    prices = _prices(rng, 6)
    many = rng.integers(50, 900, 6).tolist()
    few = rng.integers(1, 15, 6).tolist()
    total = float(rng.integers(1_000, 90_000))

    def joined(*parts):
        cards = sum(n for _, n, _ in parts)
        price = sum(n * price for _, n, price in parts) / cards
        return " + ".join(name for name, _, _ in parts), cards, price

    rows = [(name, n, price) for name, n, price in zip("abcdef", many, prices, strict=True)]
    thin = [(name, n, price) for name, n, price in zip("abcdef", few, prices, strict=True)]
    a, b, c, d, e, f = rows
    cases = [
        ([a, b, c, d, e, thin[5]], [a, b, c, d, joined(e, thin[5])]),
        ([a, b, c, thin[3], thin[4], f], [a, b, joined(c, thin[3], thin[4]), f]),
        ([thin[0], b, thin[2], d], [joined(thin[0], joined(b, thin[2])), d]),
    ]
    for given, left in cases:
        check.close(
            answer(price_bands(*given), total),
            _shared(price_bands(*left), total),
            "joined downwards",
            given_as="the bands",
        )
    check.close(
        answer(price_bands(a, b, c), total, sum(many[:3]) + 1),
        _shared(price_bands(joined(a, b, c)), total),
        "one band is left",
        given_as="three bands that are too thin even together",
    )


def _cards(rng, count, digits=2):
    p = np.round(rng.beta(2, 2, count), digits)
    return (rng.uniform(size=count) < p).astype(int), p


def _profit(y, p, payoff, threshold):
    return sum(
        payoff[("tp" if truth else "fp") if one >= threshold else ("fn" if truth else "tn")]
        for truth, one in zip(y.tolist(), p.tolist(), strict=True)
    )


def _top(y, p, payoff):
    candidates = [math.inf, *sorted(set(p.tolist()), reverse=True)]
    return max(candidates, key=lambda threshold: _profit(y, p, payoff, threshold))  # the first of equals


@E0_3D.hidden
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


@E0_3D.hidden
def test_whole_curve(answer, check, rng):
    """A whole curve, with four different amounts"""
    y, p = _cards(rng, 120)
    payoff = {
        "tp": int(rng.integers(5, 40)),
        "fp": -int(rng.integers(41, 90)),
        "fn": -int(rng.integers(2, 30)),
        "tn": int(rng.integers(1, 5)),
    }
    thresholds = [*mixed(rng, sorted(set(p.tolist())))[:12], 1.5, 0.0]
    expected = [_profit(y, p, payoff, threshold) for threshold in thresholds]
    check.close(answer(y, p, payoff, thresholds), expected, "dollars at each threshold", given_as="the curve")


@E0_3D.hidden(weight=2)
def test_best_of_many_cards(submission, check, rng):
    """The best threshold where one error costs far more than the other"""
    best = submission.best_threshold
    for tp, fp, fn in ((12, -60, 0), (40, -7, 0), (3, -9, -25)):
        y, p = _cards(rng, 150, digits=3)
        payoff = {"tp": tp + int(rng.integers(0, 3)), "fp": fp, "fn": fn, "tn": 0}
        check.equal(best(y, p, payoff), _top(y, p, payoff), "the top of the curve", given_as="best_threshold")


@E0_3D.hidden
def test_nothing_and_ties(submission, check, rng):
    """Days on which nothing pays, and ties"""
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

"""Hidden checks of section 0.1. E0.1 has none: its answer is a choice, the same for everybody."""

from itertools import chain

import numpy as np
import pandas as pd

from course.market.rarities import RARITIES
from grading.content.hidden_data import amounts, mixed
from grading.content.module_00.exercises import E0_1B, E0_1C
from grading.content.module_00.public.helpers import CENTS


def _worth(build, run, gain, months, rate):
    """What each month has brought so far, in today's money, from month 0 on."""
    flows = [-build] + [(gain - run) * (1 + rate) ** (-month / 12) for month in range(1, months + 1)]
    return np.cumsum(flows).tolist()


def _first(worth):
    return next((month for month, total in enumerate(worth) if total >= 0), None)


@E0_1B.hidden
def test_another_project(submission, check, rng):
    """Another project, with neither interest nor running costs"""
    gain, months = int(rng.integers(5, 40)) * 100, int(rng.integers(4, 15))
    build = gain * months - int(rng.integers(1, 100))
    given = [submission.npv(build, 0, gain, 36, 0.0), submission.npv(build, 0, gain, 12, 0.0)]
    check.close(given, [36 * gain - build, 12 * gain - build], "a sum", **CENTS)
    check.equal(submission.break_even_month(build, 0, gain, 36, 0.0), months, "the first month that pays")


@E0_1B.hidden
def test_projects_that_never_pay(submission, check, rng):
    """Projects that bring nothing, or less than they cost to run"""
    build, run = int(rng.integers(3, 30)) * 1_000, int(rng.integers(3, 9)) * 100
    months, rate = int(rng.integers(12, 48)), float(rng.uniform(0.05, 0.4))
    # the last one would pay if it were used for longer
    projects = [
        (build, run, 0),
        (build, run, run // 2),
        (build, run, run),
        (200_000, run, 200_000 / months + run - 1),
    ]
    given = [submission.npv(*project, months, rate) for project in projects]
    check.close(given, [_worth(*project, months, rate)[-1] for project in projects], "all below 0", **CENTS)
    never = [submission.break_even_month(*project, months, rate) for project in projects]
    free = [submission.break_even_month(0, run, gain, months, rate) for gain in (run * 2, run // 2)]
    check.equal([*never, *free], [None] * 4 + [0, 0], "never, or at once")


@E0_1B.hidden
def test_other_rates(answer, check, rng):
    """Other rates of interest and running costs"""
    for rate in rng.uniform(0.03, 0.9, 4).tolist():
        build, run, gain = (int(part) for part in rng.integers([20_000, 300, 2_000], [90_000, 1_500, 9_000]))
        months = int(rng.integers(20, 60))
        check.close(
            answer(build, run, gain, months, rate),
            _worth(build, run, gain, months, rate)[-1],
            "each month at its own worth",
            **CENTS,
        )


@E0_1B.hidden
def test_other_break_even_months(submission, check, rng):
    """Other break-even months, and projects that pay back just in time or just not"""
    given, expected = [], []
    while len(given) < 4:
        rate, run, gain = (
            float(rng.uniform(0.15, 0.6)),
            int(rng.integers(300, 900)),
            int(rng.integers(2, 9)) * 1_000,
        )
        month = int(rng.integers(20, 50)) + 30 * (len(given) % 2)
        # half a month's money more than the month before pays back
        build = _worth(0, run, gain, month, rate)[-1] - (gain - run) * (1 + rate) ** (-month / 12) / 2
        given.append(submission.break_even_month(build, run, gain, 100, rate))
        expected.append(month)
    check.equal(given, expected, "the first month at which it adds up")
    given, expected = [], []
    for _ in range(3):
        net, run, months = (
            int(rng.integers(5, 40)) * 100,
            int(rng.integers(1, 9)) * 100,
            int(rng.integers(5, 30)),
        )
        for more, used, month in ((0, months, months), (0.6, months, None), (0.6, months + 1, months + 1)):
            given.append(submission.break_even_month(net * months + more, run, run + net, used, 0.0))
            expected.append(month)
        given.append(submission.break_even_month(net, run, run, months, 0.0))
        expected.append(None)
    check.equal(given, expected, "60 cents short is not paid back")


def _table(rng, prices):
    """Sales in any order, from lists of prices by rarity."""
    rows = [(rarity, price) for rarity, listed in prices.items() for price in listed]
    return pd.DataFrame(mixed(rng, rows), columns=["rarity", "price"])


def _even(rng, count=5):
    """Prices whose mean is their median."""
    middle = int(rng.integers(40, 400))
    steps = rng.choice(np.arange(1, 20), count // 2, replace=False).tolist()
    return [float(middle), *(float(middle + sign * step) for step in steps for sign in (1, -1))]


def _uneven(rng, count):
    """Prices with a few dear ones among them."""
    return [*amounts(rng, count - count // 3, 0.3, 30), *amounts(rng, count // 3, 100, 900)]


def _middle(prices):
    return float(np.median([price for price in prices if price is not None]))


@E0_1C.hidden
def test_another_shop(answer, check, rng):
    """Another shop, with many sales of every rarity"""
    prices = {rarity: _even(rng, 7) for rarity in mixed(rng, RARITIES)[:4]}
    asked = mixed(rng, [*prices, *prices])
    price = answer(_table(rng, prices))
    answer(
        _table(rng, {rarity: _even(rng, 5) for rarity in prices})
    )  # another rule changes nothing in the first
    given = price(pd.DataFrame({"rarity": asked}))
    check.close(given, [_middle(prices[rarity]) for rarity in asked], "the median of each rarity")


def _distinct(rng, count, low, high):
    """Prices with two digits, none of them twice."""
    return (rng.choice(np.arange(low, high), count, replace=False) / 100).tolist()


@E0_1C.hidden
def test_missing_and_rare_rarities(answer, check, rng):
    """Sales and cards whose rarity is missing, new or hardly ever sold"""
    often, enough, few, new, *_ = mixed(rng, RARITIES)
    # five dear sales, four dearer ones, and so many cheap ones of unknown rarity that each part moves the middle of all
    prices = {
        often: _distinct(rng, 31, 300, 3_000),
        enough: _distinct(rng, 5, 40_000, 90_000),
        few: _distinct(rng, 4, 100_000, 200_000),
        None: _distinct(rng, int(rng.integers(13, 18)), 10, 99),
    }
    overall = _middle(chain.from_iterable(prices.values()))
    asked = [often, *mixed(rng, [enough, few, new, None, often]), None]
    known = {often: _middle(prices[often]), enough: _middle(prices[enough])}
    cards = pd.DataFrame({"rarity": asked, "price": amounts(rng, 7)}, index=mixed(rng, [7, 3, 3, 1, 0, 2, 3]))
    check.close(
        answer(_table(rng, prices))(cards),
        [known.get(rarity, overall) for rarity in asked],
        "the overall median where there is no rule",
    )


@E0_1C.hidden
def test_sales_with_gaps(answer, check, rng):
    """Sales with many prices missing, and cards with further columns"""
    often, gaps, none = mixed(rng, RARITIES)[:3]
    # those of `gaps` are all dear: the middle of all is another than that of `often`
    prices = {
        often: [*_uneven(rng, 12), *[None] * 9],
        gaps: [*_distinct(rng, 4, 40_000, 90_000), *[None] * 3],
        none: [None] * 8,
    }
    overall = _middle(chain.from_iterable(prices.values()))
    asked = mixed(rng, [often, gaps, none, often, often, often, often])
    cards = pd.DataFrame(
        {"price": [*amounts(rng, 5, 500, 900), None, None], "rarity": asked, "hp": 60},
        index=mixed(rng, range(7)),
    )
    sales = _table(rng, prices)
    sales.insert(0, "seller", "till")
    price = answer(sales)
    expected = [_middle(prices[often]) if rarity == often else overall for rarity in asked]
    check.close(
        [price(cards), price(cards.iloc[:1]), price(cards.iloc[:0])],
        [expected, expected[:1], []],
        "only prices that were paid, for each table its own",
    )


@E0_1C.hidden
def test_prices_to_the_half_cent(answer, check, rng):
    """Sales that look alike, and medians between two cents; a shop that has sold little"""
    twice, even = mixed(rng, RARITIES)[:2]
    middle, cents = int(rng.integers(300, 9_000)), int(rng.integers(10, 99))
    prices = {
        twice: [middle / 100, middle / 100, middle / 100, (middle - cents) / 100, (middle + cents) / 100],
        even: [(20_000 + middle + step) / 100 for step in (-2, -1, 0, 1, 2, 3)],
    }
    known = {twice: middle / 100, even: (20_000 + middle + 0.5) / 100}
    asked = mixed(rng, [twice, even, even])
    given = answer(_table(rng, prices))(pd.DataFrame({"rarity": asked}))
    check.close(given, [known[rarity] for rarity in asked], "two that look alike are two; not rounded")
    little = {twice: prices[twice][:4], even: prices[even][:4]}
    given = answer(_table(rng, little))(pd.DataFrame({"rarity": asked}))
    check.close(given, [_middle(chain.from_iterable(little.values()))] * 3, "no rarity has five sales")

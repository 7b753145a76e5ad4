"""Public checks of section 0.3: success metrics and money."""

import math

import numpy as np

from grading.content.module_00.exercises import E0_3C, E0_3D
from grading.content.module_00.public.helpers import bands_of, entry_of, price_bands


def _dollars(budget):
    return bands_of(budget, "dollars")


def _names(budget):
    names = bands_of(budget, "band")
    return list(names) if isinstance(names, dict) else names


_SHOP = (("under $5", 4_000, 1.0), ("$5 to $50", 900, 16.0), ("over $50", 100, 100.0))


@E0_3C
def test_budget_of_each_band(answer, check):
    """A card's budget grows with the square root of its price"""
    check.close(
        _dollars(answer(price_bands(*_SHOP), 4_300.0)),
        {"under $5": 0.5, "$5 to $50": 2.0, "over $50": 5.0},
        "a card of $100 may be wrong by ten times as many dollars as a card of $1, not by a hundred times as many, "
        "and not by the same",
        given_as="dollars by band: 4,000 cards of $1, 900 of $16, 100 of $100; total $4,300",
    )


@E0_3C
def test_budget_in_percent(answer, check):
    """Cheap cards are looser in percent, dear ones tighter"""
    check.close(
        bands_of(answer(price_bands(*_SHOP), 4_300.0), "share"),
        {"under $5": 0.5, "$5 to $50": 0.125, "over $50": 0.05},
        "50 cents off on a $1 card upsets nobody; half the price of a $100 card does",
        given_as="share by band, same cards",
    )


def _spent(check, budget, why):
    """Dollars that all cards may be wrong by together, or None where that can't be worked out."""
    total = 0.0
    for band in check.items(budget, why) or ():
        if (entry := check.entries(band, ("cards", "dollars"), why)) is None:
            return None
        cards, dollars = (check.number(value, why) for value in entry.values())
        if cards is None or dollars is None:
            return None
        total += cards * dollars
    return total


@E0_3C
def test_budget_is_spent_exactly(answer, check):
    """Over all cards the budgets sum to the total"""
    budget = answer(price_bands(("a", 1_000, 4.0), ("b", 60, 25.0), ("c", 40, 900.0)), 3_500.0)
    why = "what the bands may lose together is what the shop can bear, to the dollar"
    check.close(_spent(check, budget, why), 3_500.0, why, given_as="sum of cards x dollars; total $3,500")
    check.close(
        _dollars(budget),
        {"a": 2.0, "b": 5.0, "c": 30.0},
        "the budget belongs to cards, not to bands: a band of a thousand cards gets more of it than one of forty",
        given_as="dollars by band: 1,000 cards of $4, 60 of $25, 40 of $900",
    )


@E0_3C
def test_thin_band_is_joined(answer, check):
    """A band with 12 cards is joined with the next cheaper"""
    budget = answer(price_bands(("a", 100, 4.0), ("b", 48, 64.0), ("c", 12, 64.0)), 1_360.0)
    check.close(
        budget,
        [
            {"band": "a", "cards": 100, "price": 4.0, "dollars": 4.0, "share": 1.0},
            {"band": "b + c", "cards": 60, "price": 64.0, "dollars": 16.0, "share": 0.25},
        ],
        "of 12 cards one bad quote makes an average: nobody could tell whether that budget was kept. The cards "
        "still need one, so they go to the neighbours",
        given_as="100 cards of $4, 48 of $64 and 12 of $64; total $1,360",
    )


@E0_3C
def test_price_of_a_joined_band(answer, check):
    """The price of a joined band is that of its cards"""
    budget = answer(price_bands(("a", 100, 1.0), ("b", 90, 8.0), ("c", 10, 18.0)), 400.0)
    joined = budget[-1] if isinstance(budget, list | tuple) and budget else budget
    check.close(
        [entry_of(joined, "price"), entry_of(joined, "dollars")],
        [9.0, 3.0],
        "90 cards of $8 and 10 of $18 cost $9 on average; $13 would be a band in which half the cards are dear",
        given_as="price and dollars of the joined band; total $400",
    )


@E0_3C
def test_joins_go_on(answer, check):
    """Joining goes on until every band has enough cards"""
    thin = price_bands(("a", 50, 4.0), ("b", 20, 9.0), ("c", 5, 9.0), ("d", 5, 9.0))
    check.close(
        _dollars(answer(thin, 190.0)),
        {"a": 2.0, "b + c + d": 3.0},
        "c and d together are 10 cards, still too few to judge",
        given_as="dollars by band: 50, 20, 5 and 5 cards; total $190",
    )
    bottom = price_bands(("a", 4, 9.0), ("b", 40, 9.0), ("c", 40, 36.0))
    check.close(
        _dollars(answer(bottom, 372.0)),
        {"a + b": 3.0, "c": 6.0},
        "the cheapest band has nothing below it: it joins the one above",
        given_as="dollars by band: 4, 40 and 40 cards; total $372",
    )
    check.close(
        _dollars(answer(bottom[:2], 132.0)),
        {"a + b": 3.0},
        "two bands, of which the cheaper is too thin, are one",
        given_as="dollars by band: 4 and 40 cards; total $132",
    )


@E0_3C
def test_least_number_of_cards(answer, check):
    """The least number of cards is yours to choose"""
    bands = price_bands(("a", 45, 4.0), ("b", 30, 9.0))
    check.equal(
        [_names(answer(bands, 100.0, *least)) for least in ((), (31,), (10,))],
        [["a", "b"], ["a + b"], ["a", "b"]],
        "30 cards are enough where 30 are asked for, which is what you get without asking",
        given_as="names of the bands with 45 and 30 cards, for min_cards left out, 31 and 10",
    )
    check.equal(
        _names(answer(price_bands(("a", 45, 4.0), ("b", 29, 9.0)), 100.0)),
        ["a + b"],
        "29 are one too few",
        given_as="names of the bands with 45 and 29 cards",
    )


_TRADE = {"tp": 12, "fp": -30, "fn": 0, "tn": 0}
_Y = np.array([1, 0, 1, 1, 0, 1, 0, 0, 1])
_P = np.array([0.9, 0.2, 0.55, 0.7, 0.6, 0.35, 0.4, 0.1, 0.52])


@E0_3D
def test_profit_at_three_thresholds(answer, check):
    """Dollars at three thresholds"""
    check.close(
        answer(_Y, _P, _TRADE, [0.3, 0.5, 0.65]),
        [0.0, 18.0, 24.0],
        "at 0.65 you buy 2 cards and both sell, at 0.5 also two that sell and one that stays, and at 0.3 two that "
        "stay eat up what five sales earn. In dollars, over all cards together",
        given_as="profit_curve for 9 cards, $12 a good buy, -$30 a bad one, thresholds 0.3, 0.5, 0.65",
    )


@E0_3D
def test_threshold_itself_buys(answer, check):
    """A card that just reaches the threshold is bought"""
    check.close(
        answer(np.array([1, 0]), np.array([0.7, 0.5]), _TRADE, [0.7, 0.5]),
        [12.0, -18.0],
        "p is at least the threshold: at 0.7 the first card is bought",
        given_as="profit_curve for p of 0.7 and 0.5 at exactly these thresholds",
    )


@E0_3D
def test_letting_go_has_a_price(answer, check):
    """All four cases count"""
    payoff = {"tp": 12, "fp": -30, "fn": -7, "tn": 1}
    check.close(
        answer(_Y, _P, payoff, [0.65, 2.0]),
        [7.0, -31.0],
        "a good card let go costs $7 here (the customer takes the next one elsewhere too), a bad one let go earns "
        "$1: what you don't do is in the books as well",
        given_as="profit_curve with $7 lost for a good card let go and $1 earned for a bad one",
    )


@E0_3D
def test_curve_keeps_the_order(answer, check):
    """One number for each threshold, in the order asked"""
    check.close(
        answer(_Y, _P, {"tp": 10, "fp": -3, "fn": 0, "tn": 0}, [0.65, 0.3, 0.65]),
        [20.0, 44.0, 20.0],
        "a curve is drawn point by point: each threshold gets its own number, in its own place",
        given_as="profit_curve at the thresholds 0.65, 0.3, 0.65",
    )


@E0_3D(weight=2)
def test_best_threshold_earns_most(submission, check):
    """The best threshold is the one that earns most"""
    best = submission.best_threshold
    check.equal(
        best(_Y, _P, _TRADE),
        0.7,
        "a bad buy costs more than two good ones earn, so only the two surest cards pay: $24. At 0.35, where F1 is "
        "highest, the shop earns $0",
        given_as="best_threshold with $12 a good buy, -$30 a bad one",
    )
    check.equal(
        best(_Y, _P, {"tp": 30, "fp": -4, "fn": 0, "tn": 0}),
        0.35,
        "where a bad buy is cheap, you buy far below 0.5",
        given_as="best_threshold with $30 a good buy, -$4 a bad one",
    )
    check.equal(
        best(_Y, _P, {"tp": 5, "fp": -1, "fn": -40, "tn": 0}),
        0.35,
        "here it is the good card let go that hurts",
        given_as="best_threshold with $40 lost for a good card let go",
    )


@E0_3D
def test_best_may_be_nothing(submission, check):
    """Where every purchase loses, the best is to buy nothing"""
    check.equal(
        submission.best_threshold(_Y, _P, {"tp": -2, "fp": -30, "fn": 0, "tn": 0}),
        math.inf,
        "with postage even a good buy loses $2: the best is a threshold that no card reaches",
        given_as="best_threshold with -$2 a good buy, -$30 a bad one",
    )


@E0_3D
def test_ties_buy_less(submission, check):
    """Between equal profits the higher threshold wins"""
    best = submission.best_threshold
    check.equal(
        best(
            np.array([0, 1, 1, 1]), np.array([0.5, 0.9, 0.25, 0.3]), {"tp": 10, "fp": -20, "fn": 0, "tn": 0}
        ),
        0.9,
        "0.9 and 0.25 both earn $10: with the higher one the shop ties up less money",
        given_as="best_threshold where 0.9 and 0.25 earn the same",
    )
    check.equal(
        best(np.array([1, 0, 0]), np.array([0.8, 0.8, 0.3]), {"tp": 30, "fp": -30, "fn": 0, "tn": 0}),
        math.inf,
        "the two cards with 0.8 come together or not at all, and together they earn $0: as much as doing nothing",
        given_as="best_threshold where the best purchase earns exactly $0",
    )

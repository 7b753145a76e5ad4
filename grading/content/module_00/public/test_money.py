"""Public checks of section 0.3: the threshold that earns most."""

import math

import numpy as np

from grading.content.module_00.exercises import E0_3B

_TRADE = {"tp": 12, "fp": -30, "fn": 0, "tn": 0}
_Y = np.array([1, 0, 1, 1, 0, 1, 0, 0, 1])
_P = np.array([0.9, 0.2, 0.55, 0.7, 0.6, 0.35, 0.4, 0.1, 0.52])


@E0_3B
def test_profit_at_three_thresholds(answer, check):
    """Dollars at three thresholds"""
    check.close(
        answer(_Y, _P, _TRADE, [0.3, 0.5, 0.65]),
        [0.0, 18.0, 24.0],
        "at 0.65 you buy 2 cards and both sell, at 0.5 also two that sell and one that stays, and at 0.3 two that "
        "stay eat up what five sales earn. In dollars, over all cards together",
        given_as="profit_curve for 9 cards, $12 a good buy, -$30 a bad one, thresholds 0.3, 0.5, 0.65",
    )


@E0_3B
def test_threshold_itself_buys(answer, check):
    """A card that just reaches the threshold is bought"""
    check.close(
        answer(np.array([1, 0]), np.array([0.7, 0.5]), _TRADE, [0.7, 0.5]),
        [12.0, -18.0],
        "p is at least the threshold: at 0.7 the first card is bought",
        given_as="profit_curve for p of 0.7 and 0.5 at exactly these thresholds",
    )
    check.close(
        answer(np.array([1, 0]), np.array([1.0, 0.5]), _TRADE, [1.0, 1.5]),
        [12.0, 0.0],
        "a threshold that is higher than every p buys nothing, not even the card of which the model is sure",
        given_as="profit_curve for p of 1.0 and 0.5 at the thresholds 1.0 and 1.5",
    )


@E0_3B
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


@E0_3B
def test_each_amount_has_its_sign(answer, check):
    """Each of the four can earn or cost, with its cents"""
    payoff = {"tp": -0.58, "fp": 1.15, "fn": 2.3, "tn": -0.29}
    check.close(
        answer(_Y, _P, payoff, [0.56, math.inf]),
        [6.02, 10.34],
        "the dollars are as they stand, above 0 and below: here a card that stays is rented out, and earns. At 0.56 "
        "you buy two that sell and one that stays",
        given_as="profit_curve with -$0.58 a good buy, $1.15 a bad one, $2.30 for a good card let go, -$0.29 for a "
        "bad one",
    )
    check.close(
        answer(_Y, _P, payoff, [0.0]),
        [1.7],
        "at 0 you buy everything",
        given_as="the same at the threshold 0",
    )


@E0_3B
def test_curve_keeps_the_order(answer, check):
    """One number for each threshold, in the order asked"""
    check.close(
        answer(_Y, _P, {"tp": 10, "fp": -3, "fn": 0, "tn": 0}, [0.65, 0.3, 0.65]),
        [20.0, 44.0, 20.0],
        "a curve is drawn point by point: each threshold gets its own number, in its own place",
        given_as="profit_curve at the thresholds 0.65, 0.3, 0.65",
    )


@E0_3B(weight=2)
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
        best(_Y, _P, {"tp": 5, "fp": -12, "fn": -40, "tn": 0}),
        0.35,
        "here it is the good card let go that hurts: without it you would stop at 0.7",
        given_as="best_threshold with $5 a good buy, -$12 a bad one, -$40 for a good card let go",
    )


@E0_3B(weight=2)
def test_best_counts_all_four(submission, check):
    """The best threshold counts all four amounts, with their cents"""
    best = submission.best_threshold
    check.equal(
        best(_Y, _P, {"tp": 12, "fp": 2, "fn": 0, "tn": 0}),
        0.1,
        "where even a bad buy earns, you buy everything: the best is the smallest p, though that card stays",
        given_as="best_threshold with $12 a good buy, $2 a bad one",
    )
    check.equal(
        best(_Y, _P, {"tp": 3, "fp": -9, "fn": -6, "tn": -8}),
        0.35,
        "every threshold loses money here: take the one that loses least. Letting go costs as well",
        given_as="best_threshold with $3 a good buy, -$9 a bad one, -$6 for a good card let go, -$8 for a bad one",
    )
    check.equal(
        best(_Y, _P, {"tp": -3, "fp": -1, "fn": -2, "tn": 0}),
        math.inf,
        "letting go costs $2 and buying $3 for each good card: the least loss is to buy nothing",
        given_as="best_threshold with -$3 a good buy, -$1 a bad one, -$2 for a good card let go",
    )
    y, p = np.array([1, 0, 1, 0]), np.array([0.904, 0.613, 0.612, 0.2])
    check.equal(
        best(y, p, {"tp": 1.52, "fp": -1.5, "fn": 0, "tn": 0}),
        0.612,
        "a good buy earns 2 cents more than a bad one costs, so the third card pays for the second. It is one of the "
        "values in p, with all its digits",
        given_as="best_threshold of four cards with $1.52 a good buy, -$1.50 a bad one",
    )
    check.equal(
        best(y, p, {"tp": 2, "fp": -1, "fn": 0, "tn": 2}),
        0.904,
        "a bad card let go earns $2: to buy the second means to lose that, too",
        given_as="best_threshold of the same cards with $2 a good buy, -$1 a bad one, $2 for a bad one let go",
    )


@E0_3B
def test_best_may_be_nothing(submission, check):
    """Where every purchase loses, the best is to buy nothing"""
    check.equal(
        submission.best_threshold(_Y, _P, {"tp": -2, "fp": -30, "fn": 0, "tn": 0}),
        math.inf,
        "with postage even a good buy loses $2: the best is a threshold that no card reaches",
        given_as="best_threshold with -$2 a good buy, -$30 a bad one",
    )


@E0_3B
def test_ties_buy_less(submission, check):
    """Between equal profits the higher threshold wins"""
    best = submission.best_threshold
    check.equal(
        best(
            np.array([0, 1, 1, 1]), np.array([0.5, 0.25, 0.9, 0.3]), {"tp": 10, "fp": -20, "fn": 0, "tn": 0}
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
    check.equal(
        best(
            np.array([0, 1, 1, 1]), np.array([0.9, 0.8, 0.7, 0.6]), {"tp": 0.1, "fp": -0.3, "fn": 0, "tn": 0}
        ),
        math.inf,
        "three good buys of 10 cents and a bad one of 30 make $0 to the cent, as much as doing nothing. Added up as "
        "floats they leave 0.00000000000000003: round to cents before you compare",
        given_as="best_threshold where buying everything earns $0, at 10 and 30 cents a card",
    )

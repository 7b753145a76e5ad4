"""Known wrong answers to E0.3b, the threshold that earns most."""

import math

import numpy as np

from grading.engine.declare.misconception import misconception


def _counts(y, p, threshold):
    bought = p >= threshold
    tp, fp = (bought & (y == 1)).sum(), (bought & (y == 0)).sum()
    return tp, fp, (y == 1).sum() - tp, (y == 0).sum() - fp


def _profit(y, p, payoff, threshold):
    names = ("tp", "fp", "fn", "tn")
    return float(sum(n * payoff[k] for n, k in zip(_counts(y, p, threshold), names, strict=True)))


def _curve(y, p, payoff, thresholds):
    return [_profit(y, p, payoff, threshold) for threshold in thresholds]


def _highest(p, score, candidates=None):
    """The candidate with the largest score, the highest of equals."""
    if candidates is None:
        candidates = [math.inf, *np.unique(p)[::-1]]
    return float(max(candidates, key=score))


@misconception(
    "E0.3b",
    "swaps the two kinds of error",
    section="0.3",
    explanation="The dollars of fp and fn change places in your code: a bad card that was bought gets the "
    "price of a good one that was let go. As letting go is cheap here, buying looks harmless, and "
    "the curve sends the shop shopping. fp is what you did and should not have (bought, and it "
    "stays), fn what you did not and should have.",
)
def swapped(y, p, payoff, thresholds):
    return _curve(y, p, payoff | {"fp": payoff["fn"], "fn": payoff["fp"]}, thresholds)


@misconception(
    "E0.3b",
    "buys only above the threshold",
    section="0.3",
    explanation="You buy where p is greater than the threshold, and the rule says at least. For most "
    "thresholds there is no difference; for one that is itself a value of p the card on the edge "
    "is missing, and the best threshold nearly always is such a value. Whoever puts your "
    "threshold into the shop's software gets another day than you drew.",
)
def strictly_above(y, p, payoff, thresholds):
    return [_profit(y, p, payoff, np.nextafter(threshold, math.inf)) for threshold in thresholds]


@misconception(
    "E0.3b",
    "leaves out what is let go",
    section="0.3",
    explanation="Your curve knows only the cards that were bought. What you let go has a price as well, where "
    "payoff says so: a good card not taken is a customer who sells elsewhere next time. Without "
    "fn and tn every curve says that caution is free.",
)
def bought_only(y, p, payoff, thresholds):
    return _curve(y, p, payoff | {"fn": 0, "tn": 0}, thresholds)


@misconception(
    "E0.3b",
    "sorts the thresholds first",
    section="0.3",
    explanation="Your numbers are right, and in another order than the thresholds they belong to. Whoever "
    "puts the two side by side reads the profit of one threshold at another. Keep the order you "
    "were asked in, repeated values too.",
)
def sorted_thresholds(y, p, payoff, thresholds):
    return _curve(y, p, payoff, sorted(thresholds))


@misconception(
    "E0.3b",
    "takes 0.5, whatever the dollars say",
    section="0.3",
    replaces="best_threshold",
    explanation="0.5 is where a card is as likely to sell as to stay. It is the best threshold when both "
    "errors cost the same, and they hardly ever do: with $12 to win and $30 to lose, a card that "
    "sells with a chance of 0.5 loses $9 on average. Let the curve decide.",
)
def half(y, p, payoff):
    return 0.5


@misconception(
    "E0.3b",
    "takes the threshold with the best accuracy",
    section="0.3",
    replaces="best_threshold",
    explanation="You count right decisions, and each counts the same. The shop's till does not: a bad buy "
    "costs $30 and a good one earns $12, so one more error of the one kind is not made up for by "
    "one less of the other. Maximise the profit itself.",
)
def best_accuracy(y, p, payoff):
    def accuracy(threshold):
        tp, _, _, tn = _counts(y, p, threshold)
        return tp + tn

    return _highest(p, accuracy)


@misconception(
    "E0.3b",
    "takes the threshold with the best F1",
    section="0.3",
    replaces="best_threshold",
    explanation="F1 weighs precision and recall alike and knows no dollars: it gives the same threshold "
    "whether a bad buy costs $30 or 30 cents. It is a fine number for comparing models before "
    "anyone knows what the errors cost. Here you know: maximise the profit.",
)
def best_f1(y, p, payoff):
    def f1(threshold):
        tp, fp, fn, _ = _counts(y, p, threshold)
        return 2 * tp / (2 * tp + fp + fn) if tp else 0.0

    return _highest(p, f1)


@misconception(
    "E0.3b",
    "always buys something",
    section="0.3",
    replaces="best_threshold",
    explanation="You choose among the values of p, and at the highest of them one card is still bought. On a "
    "day when every purchase loses, you pick the smallest loss. Nobody has to buy: add a "
    "threshold that no card reaches, math.inf, to the candidates. 'Do nothing' belongs in every "
    "such comparison.",
)
def never_nothing(y, p, payoff):
    return _highest(p, lambda t: _profit(y, p, payoff, t), np.unique(p)[::-1])


@misconception(
    "E0.3b",
    "takes the lowest of several best thresholds",
    section="0.3",
    replaces="best_threshold",
    explanation="Where two thresholds earn the same you take the lower one, so the shop buys more cards, ties "
    "up more money, and earns not a dollar more. That happens easily with argmax on rising "
    "thresholds. Of equals take the highest, and nothing at all if that is as good.",
)
def lowest_of_equals(y, p, payoff):
    return _highest(p, lambda t: _profit(y, p, payoff, t), [*np.unique(p), math.inf])


@misconception(
    "E0.3b",
    "works the threshold out from the costs of buying",
    section="0.3",
    replaces="best_threshold",
    explanation="loss / (gain + loss) is the chance from which a single card is worth buying, if the model's chances "
    "are right and letting go costs nothing. The answer here is asked of these very cards: one of the values in p, "
    "found by trying each, with all four amounts. Compare the two: far apart, they say that the chances are off.",
)
def ratio_of_buying(y, p, payoff):
    gain, loss = payoff["tp"], -payoff["fp"]
    return loss / (gain + loss) if gain + loss else math.inf


@misconception(
    "E0.3b",
    "works the threshold out from all four costs",
    section="0.3",
    replaces="best_threshold",
    explanation="Your formula gives the chance from which a single card is worth buying, if the model's chances are "
    "right. The answer here is asked of these very cards: one of the values in p, or math.inf, found by trying each. "
    "Compare the two: far apart, they say that the chances are off.",
)
def ratio_of_all(y, p, payoff):
    gain, loss = payoff["tp"] - payoff["fn"], payoff["tn"] - payoff["fp"]
    return loss / (gain + loss) if gain + loss else math.inf

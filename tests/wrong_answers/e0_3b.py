"""Wrong answers to E0.3b, the threshold that earns most."""

import math

import numpy as np

from wrong_answers import stands_for


def _profit(y, p, payoff, threshold):
    bought, sells = np.asarray(p) >= threshold, np.asarray(y) == 1
    return float(
        np.where(
            bought, np.where(sells, payoff["tp"], payoff["fp"]), np.where(sells, payoff["fn"], payoff["tn"])
        ).sum()
    )


def _best(y, p, payoff, candidates=None, profit=_profit):
    """The candidate that earns most; the first of equals, so the highest where they fall."""
    if candidates is None:
        candidates = [math.inf, *sorted(set(np.asarray(p).tolist()), reverse=True)]
    return float(max(candidates, key=lambda threshold: round(profit(y, p, payoff, threshold), 2)))


def counts_whole_dollars(y, p, payoff, thresholds):
    """Dollars with their cents."""
    return [round(_profit(y, p, payoff, threshold)) for threshold in thresholds]


def cuts_the_cents_of_a_payoff(y, p, payoff, thresholds):
    """Dollars with their cents."""
    return [
        _profit(y, p, {name: int(one) for name, one in payoff.items()}, threshold) for threshold in thresholds
    ]


def takes_every_bad_buy_for_a_loss(y, p, payoff, thresholds):
    """fp is negative where it costs, and may earn."""
    return [_profit(y, p, payoff | {"fp": -abs(payoff["fp"])}, threshold) for threshold in thresholds]


def takes_letting_go_for_a_loss(y, p, payoff, thresholds):
    """fn and tn are negative where they cost, and may earn."""
    changed = payoff | {"fn": -abs(payoff["fn"]), "tn": abs(payoff["tn"])}
    return [_profit(y, p, changed, threshold) for threshold in thresholds]


def takes_every_good_buy_for_a_gain(y, p, payoff, thresholds):
    """tp is negative where it costs."""
    return [_profit(y, p, payoff | {"tp": abs(payoff["tp"])}, threshold) for threshold in thresholds]


def is_never_below_nothing(y, p, payoff, thresholds):
    """A loss is below 0."""
    return [max(0.0, _profit(y, p, payoff, threshold)) for threshold in thresholds]


def averages_the_cards(y, p, payoff, thresholds):
    """Over all cards together, not for each."""
    return [_profit(y, p, payoff, threshold) / len(p) for threshold in thresholds]


def averages_the_bought(y, p, payoff, thresholds):
    """Over all cards together, not for each that is bought."""
    return [_profit(y, p, payoff, threshold) / max(1, (p >= threshold).sum()) for threshold in thresholds]


def swaps_what_is_let_go(y, p, payoff, thresholds):
    """fn would have sold, tn would have stayed."""
    changed = payoff | {"fn": payoff["tn"], "tn": payoff["fn"]}
    return [_profit(y, p, changed, threshold) for threshold in thresholds]


def forgets_what_would_have_stayed(y, p, payoff, thresholds):
    """tn counts."""
    return [_profit(y, p, payoff | {"tn": 0}, threshold) for threshold in thresholds]


def forgets_what_would_have_sold(y, p, payoff, thresholds):
    """fn counts."""
    return [_profit(y, p, payoff | {"fn": 0}, threshold) for threshold in thresholds]


def gives_each_threshold_once(y, p, payoff, thresholds):
    """One number for each threshold, also where one comes twice."""
    return [_profit(y, p, payoff, threshold) for threshold in dict.fromkeys(thresholds)]


def goes_from_low_to_high(y, p, payoff, thresholds):
    """In the order of the thresholds."""
    return [_profit(y, p, payoff, threshold) for threshold in sorted(thresholds)]


def buys_below(y, p, payoff, thresholds):
    """It buys every card whose p is at least the threshold."""
    return [_profit(y, 1 - p, payoff, threshold) for threshold in thresholds]


def adds_up_the_curve(y, p, payoff, thresholds):
    """Each threshold has its own number."""
    return np.cumsum([_profit(y, p, payoff, threshold) for threshold in thresholds])


def takes_the_order_of_p_for_granted(y, p, payoff, thresholds):
    """The cards come in no particular order."""
    return [_profit(y, np.sort(p)[::-1], payoff, threshold) for threshold in thresholds]


def rounds_p(y, p, payoff, thresholds):
    """p is compared as it is."""
    return [_profit(y, np.round(p, 1), payoff, threshold) for threshold in thresholds]


def returns_a_dict(y, p, payoff, thresholds):
    """A list of numbers, or an array."""
    return {threshold: _profit(y, p, payoff, threshold) for threshold in thresholds}


def knows_thresholds_up_to_one(y, p, payoff, thresholds):
    """A threshold may be higher than every p, math.inf too."""
    return [_profit(y, p, payoff, min(threshold, float(np.max(p)))) for threshold in thresholds]


@stands_for("best_threshold")
def leaves_the_smallest_out(y, p, payoff):
    """The smallest p may be the best."""
    return _best(y, p, payoff, [math.inf, *sorted(set(p.tolist()), reverse=True)[:-1]])


@stands_for("best_threshold")
def leaves_the_largest_out(y, p, payoff):
    """The largest p may be the best."""
    return _best(y, p, payoff, [math.inf, *sorted(set(p.tolist()), reverse=True)[1:]])


@stands_for("best_threshold")
def tries_hundredths(y, p, payoff):
    """It is one of the values in p, or math.inf."""
    return _best(y, p, payoff, [math.inf, *np.arange(100, -1, -1) / 100])


@stands_for("best_threshold")
def lies_in_the_middle(y, p, payoff):
    """It is one of the values in p, or math.inf."""
    values = sorted(set(p.tolist()), reverse=True)
    between = [(one + other) / 2 for one, other in zip(values, [*values[1:], 0], strict=True)]
    return _best(y, p, payoff, [math.inf, *between])


@stands_for("best_threshold")
def tries_good_cards_alone(y, p, payoff):
    """Any value in p may be the best, also that of a card that stays."""
    return _best(y, p, payoff, [math.inf, *sorted(set(p[y == 1].tolist()), reverse=True)])


@stands_for("best_threshold")
def says_one_for_nothing(y, p, payoff):
    """math.inf buys nothing."""
    best = _best(y, p, payoff)
    return 1.01 if best == math.inf else best


@stands_for("best_threshold")
def says_none_for_nothing(y, p, payoff):
    """math.inf buys nothing."""
    best = _best(y, p, payoff)
    return None if best == math.inf else best


@stands_for("best_threshold")
def buys_nothing_where_it_loses(y, p, payoff):
    """The least loss is the best, where letting go costs more."""
    best = _best(y, p, payoff)
    return math.inf if _profit(y, p, payoff, best) <= 0 else best


@stands_for("best_threshold")
def never_buys_nothing_where_letting_go_costs(y, p, payoff):
    """Buying nothing is one of the decisions, whatever letting go costs."""
    return _best(y, p, payoff, sorted(set(p.tolist()), reverse=True) if payoff["fn"] else None)


@stands_for("best_threshold")
def forgets_what_is_let_go(y, p, payoff):
    """By the rules of profit_curve: fn and tn count."""
    return _best(y, p, payoff | {"fn": 0, "tn": 0})


@stands_for("best_threshold")
def forgets_what_would_have_stayed_too(y, p, payoff):
    """By the rules of profit_curve: tn counts."""
    return _best(y, p, payoff | {"tn": 0})


@stands_for("best_threshold")
def buys_above(y, p, payoff):
    """By the rules of profit_curve: at least the threshold."""
    return _best(
        y, p, payoff, profit=lambda y, p, payoff, t: _profit(y, p, payoff, np.nextafter(t, math.inf))
    )


@stands_for("best_threshold")
def stops_at_the_first_loss(y, p, payoff):
    """The best of all values, not the first after which the next card loses."""
    best, profit = math.inf, _profit(y, p, payoff, math.inf)
    for threshold in sorted(set(p.tolist()), reverse=True):
        if _profit(y, p, payoff, threshold) < profit:
            break
        if _profit(y, p, payoff, threshold) > profit:
            best, profit = threshold, _profit(y, p, payoff, threshold)
    return best


@stands_for("best_threshold")
def takes_cards_one_by_one(y, p, payoff):
    """Cards with the same p are bought together or not at all."""
    order = sorted(range(len(p)), key=lambda n: (-p[n], -y[n]))
    best, threshold = (profit := _profit(y, p, payoff, math.inf)), math.inf
    for n in order:
        profit += payoff["tp"] - payoff["fn"] if y[n] else payoff["fp"] - payoff["tn"]
        if profit > best:
            best, threshold = profit, float(p[n])
    return threshold


@stands_for("best_threshold")
def takes_the_middle_of_equals(y, p, payoff):
    """Of several that earn the same it is the highest."""
    top = _profit(y, p, payoff, _best(y, p, payoff))
    equal = [one for one in sorted({*p.tolist(), math.inf}) if _profit(y, p, payoff, one) == top]
    return equal[(len(equal) - 1) // 2]


@stands_for("best_threshold")
def says_what_it_earns(y, p, payoff):
    """It is the threshold, not the dollars."""
    return _profit(y, p, payoff, _best(y, p, payoff))


@stands_for("best_threshold")
def says_its_place(y, p, payoff):
    """It is the threshold, not its place in p."""
    return int(np.argmax(np.asarray(p) == _best(y, p, payoff)))


@stands_for("best_threshold")
def rounds_it(y, p, payoff):
    """It is one of the values in p, not a rounded one."""
    return round(_best(y, p, payoff), 1)


@stands_for("best_threshold")
def cuts_the_cents(y, p, payoff):
    """By the rules of profit_curve, with the cents."""
    return _best(y, p, {name: int(one) for name, one in payoff.items()})


def cuts_the_sum_to_cents(y, p, payoff, thresholds):
    """Dollars with their cents, as they are."""
    cents = {name: int(one * 100) for name, one in payoff.items()}
    return [_profit(y, p, cents, threshold) / 100 for threshold in thresholds]


def takes_a_threshold_for_a_probability(y, p, payoff, thresholds):
    """A threshold may be higher than every p, also where one p is 1."""
    return [_profit(y, p, payoff, min(threshold, 1.0)) for threshold in thresholds]


@stands_for("best_threshold")
def compares_sums_of_floats(y, p, payoff):
    """Of several that earn the same, to the cent, it is the highest."""
    candidates = [math.inf, *sorted(set(p.tolist()), reverse=True)]
    return max(candidates, key=lambda threshold: _profit(y, p, payoff, threshold))


@stands_for("best_threshold")
def compares_counts_times_floats(y, p, payoff):
    """Of several that earn the same, to the cent, it is the highest."""

    def profit(threshold):
        bought, sells = p >= threshold, y == 1
        cells = {"tp": bought & sells, "fp": bought & ~sells, "fn": ~bought & sells, "tn": ~bought & ~sells}
        return sum(int(cells[name].sum()) * payoff[name] for name in cells)

    return max([math.inf, *sorted(set(p.tolist()), reverse=True)], key=profit)


@stands_for("best_threshold")
def leaves_good_cards_let_go_out(y, p, payoff):
    """By the rules of profit_curve: a good card let go counts as well."""
    return _best(y, p, payoff | {"fn": 0})


@stands_for("best_threshold")
def takes_the_first_of_equals(y, p, payoff):
    """Of several that earn the same it is the highest, wherever it stands in p."""
    return _best(y, p, payoff, [math.inf, *p.tolist()])

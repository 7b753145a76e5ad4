"""Wrong answers to E0.1b, what a project is worth and when it has paid for itself."""

import math

from wrong_answers import stands_for


def _flows(build, run, gain, months, rate):
    """What each month brings, from month 0 on, in today's dollars."""
    return [-build] + [(gain - run) * (1 + rate) ** (-month / 12) for month in range(1, months + 1)]


def _first(flows, enough=lambda total: total >= 0):
    total = 0.0
    for month, flow in enumerate(flows):
        total += flow
        if enough(total):
            return month
    return None


def leaves_the_last_month_out(build, run, gain, months, rate):
    """It brings money at the end of every month from 1 to months."""
    return sum(_flows(build, run, gain, months - 1, rate))


def counts_one_month_more(build, run, gain, months, rate):
    """It is used for so many months and no longer."""
    return sum(_flows(build, run, gain, months + 1, rate))


def discounts_the_build(build, run, gain, months, rate):
    """The build is paid today."""
    flows = _flows(build, run, gain, months, rate)
    return flows[0] / (1 + rate) ** (1 / 12) + sum(flows[1:])


def discounts_gains_alone(build, run, gain, months, rate):
    """Costs are in today's dollars as well."""
    return sum(_flows(build, 0, gain, months, rate)) - run * months


def discounts_costs_alone(build, run, gain, months, rate):
    """Gains are in today's dollars as well."""
    return gain * months + sum(_flows(build, run, 0, months, rate))


def discounts_by_whole_years(build, run, gain, months, rate):
    """Money of month m is worth that money times (1 + rate) ** (-m / 12)."""
    return -build + sum((gain - run) * (1 + rate) ** -(month // 12) for month in range(1, months + 1))


def discounts_without_a_break(build, run, gain, months, rate):
    """The rate is per year, as (1 + rate) ** (-m / 12) has it."""
    return -build + sum((gain - run) * math.exp(-rate * month / 12) for month in range(1, months + 1))


def discounts_in_proportion(build, run, gain, months, rate):
    """A year of interest is 1 + rate, and two years are that squared."""
    return -build + sum((gain - run) / (1 + rate * month / 12) for month in range(1, months + 1))


def runs_from_the_second_month(build, run, gain, months, rate):
    """It is paid for running in every month from 1 on."""
    return sum(_flows(build, run, gain, months, rate)) + run * (1 + rate) ** (-1 / 12)


def runs_once(build, run, gain, months, rate):
    """Running it is paid every month."""
    return sum(_flows(build, 0, gain, months, rate)) - run


def is_never_below_nothing(build, run, gain, months, rate):
    """A project that loses money is worth less than nothing."""
    return max(0.0, sum(_flows(build, run, gain, months, rate)))


def ends_where_it_does_not_pay(build, run, gain, months, rate):
    """It is used, and costs, for all its months, also where it brings less than it costs."""
    return sum(_flows(build, run, max(gain, run), months, rate))


def is_free_where_it_brings_nothing(build, run, gain, months, rate):
    """The gain may be 0."""
    return sum(_flows(build, run, gain, months, rate)) if gain else 0.0


def needs_interest(build, run, gain, months, rate):
    """The rate may be 0."""
    factor = (1 + rate) ** (-1 / 12)
    return (gain - run) * factor * (1 - factor**months) / (1 - factor) - build


def counts_in_thousands(build, run, gain, months, rate):
    """A dollar off is near enough, and no more."""
    return round(sum(_flows(build, run, gain, months, rate)), -3)


def counts_in_tens(build, run, gain, months, rate):
    """A dollar off is near enough, and no more."""
    return round(sum(_flows(build, run, gain, months, rate)), -1)


def leaves_the_build_out(build, run, gain, months, rate):
    """Building it costs."""
    return sum(_flows(0, run, gain, months, rate))


def adds_the_build(build, run, gain, months, rate):
    """The build is a cost."""
    return sum(_flows(-build, run, gain, months, rate))


@stands_for("break_even_month")
def stops_before_the_last_month(build, run, gain, months, rate):
    """The last month counts."""
    return _first(_flows(build, run, gain, months - 1, rate))


@stands_for("break_even_month")
def goes_on_for_a_month(build, run, gain, months, rate):
    """None where it does not pay within these months."""
    return _first(_flows(build, run, gain, months + 1, rate))


@stands_for("break_even_month")
def goes_on_for_ever(build, run, gain, months, rate):
    """None where it does not pay within these months."""
    return _first(_flows(build, run, gain, months + 600, rate)) if gain > run else (None if build else 0)


@stands_for("break_even_month")
def wants_more_than_nothing(build, run, gain, months, rate):
    """Adding up to exactly 0 is paid back."""
    return _first(_flows(build, run, gain, months, rate), lambda total: total > 0)


@stands_for("break_even_month")
def lets_a_dollar_go(build, run, gain, months, rate):
    """Half a dollar short is not paid back."""
    return _first(_flows(build, run, gain, months, rate), lambda total: total >= -1)


@stands_for("break_even_month")
def begins_in_month_one(build, run, gain, months, rate):
    """A project that costs nothing to build has paid for itself in month 0."""
    month = _first(_flows(build, run, gain, months, rate))
    return 1 if month == 0 else month


@stands_for("break_even_month")
def looks_from_month_one_on(build, run, gain, months, rate):
    """A project that costs nothing to build has paid for itself in month 0, whatever comes later."""
    total = -build
    for month in range(1, months + 1):
        total += (gain - run) * (1 + rate) ** (-month / 12)
        if total >= 0:
            return month if build else 0
    return None


@stands_for("break_even_month")
def never_where_it_brings_less(build, run, gain, months, rate):
    """A project that costs nothing to build has paid for itself in month 0, whatever it brings."""
    return None if gain <= run else _first(_flows(build, run, gain, months, rate))


@stands_for("break_even_month")
def divides_by_what_is_left(build, run, gain, months, rate):
    """The gain may be as much as it costs to run."""
    if rate or gain < run:
        return _first(_flows(build, run, gain, months, rate))
    month = math.ceil(build / (gain - run))
    return month if month <= months else None


@stands_for("break_even_month")
def says_nought_where_it_never_pays(build, run, gain, months, rate):
    """None where it does not pay."""
    return _first(_flows(build, run, gain, months, rate)) or 0


@stands_for("break_even_month")
def says_a_text_where_it_never_pays(build, run, gain, months, rate):
    """None where it does not pay."""
    month = _first(_flows(build, run, gain, months, rate))
    return "never" if month is None else month


@stands_for("break_even_month")
def counts_from_one(build, run, gain, months, rate):
    """The month by whose end it is paid back."""
    month = _first(_flows(build, run, gain, months, rate))
    return None if month is None else month + 1


@stands_for("break_even_month")
def rounds_down(build, run, gain, months, rate):
    """The first month by whose end it has paid, and not the one in which it begins to."""
    month = _first(_flows(build, run, gain, months, rate))
    return month - 1 if month else month


@stands_for("break_even_month")
def counts_years(build, run, gain, months, rate):
    """The first month, and not the end of its year."""
    month = _first(_flows(build, run, gain, months, rate))
    return month and min(months, 12 * math.ceil(month / 12))


@stands_for("break_even_month")
def takes_twelfths_of_the_rate(build, run, gain, months, rate):
    """In today's dollars as in npv: (1 + rate) ** (-m / 12)."""
    return _first([-build] + [(gain - run) * (1 + rate / 12) ** -month for month in range(1, months + 1)])


@stands_for("break_even_month")
def discounts_from_today(build, run, gain, months, rate):
    """The first money comes at the end of month 1."""
    return _first([-build] + [(gain - run) * (1 + rate) ** (-month / 12) for month in range(months)])


@stands_for("break_even_month")
def looks_four_years_ahead(build, run, gain, months, rate):
    """The first month, from 0 to months, however many they are."""
    return _first(_flows(build, run, gain, min(months, 48), rate), lambda total: total >= -0.005)

"""Right answers to E0.1b, each written another way."""

import math
from itertools import accumulate

import numpy as np


def _npv_annuity(build, run, gain, months, rate):
    """In closed form, rounded to cents."""
    factor = (1 + rate) ** (-1 / 12)
    annuity = months if rate == 0 else factor * (1 - factor**months) / (1 - factor)
    return round((gain - run) * annuity - build, 2)


def _month_formula(build, run, gain, months, rate):
    """Solves for the month instead of walking to it."""
    if build <= 0:
        return 0
    if gain <= run:
        return None
    factor, needed = (1 + rate) ** (-1 / 12), build / (gain - run)
    if rate == 0:
        month = math.ceil(needed)
    else:
        left = 1 - needed * (1 - factor) / factor
        if left <= 0:
            return None
        month = math.ceil(math.log(left) / math.log(factor))
    return month if month <= months else None


def _flows(build, run, gain, months, rate):
    """Discounts by dividing month after month, not by a power of the month."""
    monthly, worth = math.exp(math.log1p(rate) / 12), 1.0
    flows = [-build]
    for _ in range(months):
        worth /= monthly
        flows += [gain * worth - run * worth]
    return flows


def _npv_flows(build, run, gain, months, rate):
    return sum(_flows(build, run, gain, months, rate))


def _month_flows(build, run, gain, months, rate):
    for month, total in enumerate(accumulate(_flows(build, run, gain, months, rate))):
        if total >= 0:
            return month


def _month_array(build, run, gain, months, rate):
    """Cumulative sums in an array; NaN where it never pays, an array's integer otherwise."""
    month = np.arange(months + 1)
    flows = np.where(month == 0, -build, (gain - run) * np.power(1.0 + rate, -month / 12))
    paid = np.flatnonzero(np.cumsum(flows) >= 0)
    return paid[0] if paid.size else np.nan


right_closed_form = {"npv": _npv_annuity, "break_even_month": _month_formula}
right_flows = {"npv": _npv_flows, "break_even_month": _month_flows}
right_array = {"npv": _npv_flows, "break_even_month": _month_array}

"""Public checks of section 0.6: the money of a proposal follows from its own numbers."""

import re

from grading.content.module_00.exercises import E0_2
from grading.content.module_00.public import needs
from grading.content.module_00.public.briefs import (
    OPEN,
    metric_row,
    near,
    say,
    values,
    weeks_of,
)
from grading.content.module_00.public.helpers import word
from grading.engine.compare.describe import describe


@E0_2(weight=2)
def test_return_follows(answer, check):
    """The return follows from the brief's own numbers"""
    row = metric_row(answer)
    found = values(
        answer,
        "metric.today", "metric.target", "metric.worth", "alternative.value", "money.build",
        "money.run_per_month", "money.months", "money.gain_per_month", "money.roi",
    )  # fmt: skip
    weeks = weeks_of(answer)
    if not say(
        check,
        None if row and row.worth and found and weeks else OPEN,
        "this takes every number of metric, alternative, timeline and money, and a metric whose worth is known",
        "numbers to follow",
        "money",
    ):
        return
    today, target, worth, value, build, running, months, gain, roi = found
    say(
        check,
        None if near(worth, row.worth) else "another worth",
        "what one unit less is worth stands in the table",
        "the worth of the table",
        f"metric.worth {worth:g}",
    )
    right = worth * (value - target)
    kind = (
        None
        if near(gain, right)
        else "counted from today"
        if near(gain, worth * (today - target))
        else "other"
    )
    say(
        check,
        kind,
        "the gain is what the model brings over the alternative: one unit's worth times the units between the two",
        "worth × (alternative's value - target)",
        f"gain_per_month {gain:g}, and your numbers make {right:g}",
    )
    costs = build + running * months
    right = (gain * months - costs) / costs
    forgot = near(roi, (gain * months - build) / build, 0.02)
    whole = near(roi, gain * months / costs, 0.02)
    percent = abs(roi) > 1 and abs(roi / 100 - right) <= 0.006
    say(
        check,
        None
        if abs(roi - right) <= 0.006
        else "without the running costs"
        if forgot
        else "costs not taken off"
        if whole
        else "in percent"
        if percent
        else "other",
        "from your own gain and costs another return follows",
        "(gain_per_month × months - costs) / costs, with costs = build + run_per_month × months, as a share",
        f"roi {roi:g}, gain {gain * months:g} and costs {costs:g} over {months:g} months",
    )


def _worth_today(build, running, gain, months):
    later = sum((1 + needs.INTEREST) ** (-month / 12) for month in range(1, months + 1))
    return (gain - running) * later - build


@E0_2(weight=2)
def test_it_is_worth_what_it_says(answer, check):
    """What it is worth today follows, and the advice from that"""
    found = values(
        answer, "money.build", "money.run_per_month", "money.months", "money.gain_per_month", "money.npv"
    )
    advice = (values(answer, "recommendation") or [None])[0]
    if not say(
        check,
        None if found and advice else OPEN,
        "this takes every number of money, and your recommendation",
        "numbers and an advice",
        "money",
    ):
        return
    build, running, months, gain, worth = found
    if not say(
        check,
        None if months == int(months) and 1 <= months <= needs.LONGEST else "no horizon one can see",
        "nobody knows what cards fetch in ten years, or whether the model still runs: count at most three years of "
        "use",
        "whole months, from 1 to 36",
        f"months {months:g}",
    ):
        return
    right = _worth_today(build, running, gain, int(months))
    off = 10.0
    simple = (gain - running) * months - build
    kind = "later money at its full value" if abs(worth - simple) <= off else "other"
    fits = say(
        check,
        None if abs(worth - right) <= off else kind,
        "from your own numbers another worth follows: the build is paid today, and each month brings its gain less "
        "what it costs to run, in today's dollars at 8% a year",
        "the sum that npv of E0.1b gives, with a rate of 0.08, to $10",
        f"npv {worth:g}, and your numbers make {right:.0f}",
    )
    if not fits:
        return
    said = re.sub(r"[\s_]+", "-", word(advice))
    agrees = said in ("go", "no-go") and (abs(right) <= off or (said == "go") == (right > 0))
    say(
        check,
        None
        if agrees
        else f"{said} against its own numbers"
        if said in ("go", "no-go")
        else "neither go nor no-go",
        "whoever recommends what their own numbers speak against has not read them: go where it is worth more than "
        "nothing today, no-go where it isn't",
        "go or no-go, as the sign of npv says",
        f"recommendation {describe(advice, 40)}, npv {worth:g}",
    )


@E0_2
def test_it_is_paid_for(answer, check):
    """The build pays for its weeks, and running it costs something"""
    weeks, found = weeks_of(answer), values(answer, "money.build", "money.run_per_month")
    if not say(
        check,
        None if weeks and found else OPEN,
        "this takes the weeks of all stages, the build and the running costs",
        "numbers to compare",
        "money",
    ):
        return
    build, running = found
    paid = build >= needs.WEEK_COSTS * sum(weeks) * 0.999
    say(
        check,
        None if paid and build <= needs.BUDGET else "not paid for" if not paid else "over budget",
        "a week of work costs $1,800, and there are $20,000: the build pays for its weeks and stays within the budget",
        "weeks × $1,800 <= build <= $20,000",
        f"build {build:g} for {sum(weeks):g} weeks",
    )
    say(
        check,
        None if running >= needs.LEAST_TO_RUN else "runs for nothing",
        "a server, and a few hours each month of somebody who looks after it: nothing in use costs less",
        "$200 a month or more",
        f"run_per_month {running:g}",
    )

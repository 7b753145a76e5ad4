"""Public checks of section 0.6: a proposal whose parts agree with each other and with what is known."""

from grading.content.module_00.exercises import E0_2
from grading.content.module_00.public import needs
from grading.content.module_00.public.briefs import (
    FINE,
    OPEN,
    later,
    metric_row,
    near,
    read_brief,
    say,
    values,
    weeks_of,
)
from grading.content.module_00.public.sentences import names_nobody
from grading.engine.compare.describe import describe


@E0_2
def test_every_field_can_be_read(answer, check):
    """Every field is filled in, and is what it says"""
    _, wrong = read_brief(answer)
    shown = wrong[:4] + ([f"and {len(wrong) - 4} more"] if len(wrong) > 4 else [])
    check.is_true(
        not wrong,
        "a brief with a gap is read as a brief with a secret: fill in what is named here",
        given=shown or FINE,
        expected="every field of the form",
        given_as="brief",
    )


@E0_2
def test_problem_before_solution(answer, check):
    """It starts from a problem, and the metric measures it"""
    need = (values(answer, "need") or [None])[0]
    disguised = f"{need} is no problem" if need in needs.SOLUTIONS_IN_DISGUISE else "no need of the table"
    trouble = None if need in needs.NEED_METRICS else OPEN if need is None else disguised
    if not say(
        check,
        trouble,
        needs.SOLUTIONS_IN_DISGUISE.get(need, "take the need from the table"),
        "somebody's loss that would be there if nobody had heard of models",
        f"need {describe(need)}",
    ):
        return
    name = (values(answer, "metric.name") or [None])[0]
    say(
        check,
        None if name in needs.NEED_METRICS[need] else OPEN if name is None else "measures something else",
        "if this number gets better, does the loss you begin with get smaller? Only then is it the project's metric",
        "a metric of the table that measures the need",
        f"metric {describe(name)} for the need {describe(need)}",
    )


@E0_2(weight=2)
def test_metric_is_known_by_the_deadline(answer, check):
    """The metric is known before the deadline"""
    row = metric_row(answer)
    found = values(answer, "timeline.start", "timeline.deadline", "metric.today")
    weeks = weeks_of(answer)
    if not say(
        check,
        None if row and found and weeks else OPEN,
        "this takes a metric of the table with today's level, the dates, and the weeks of all four stages",
        "a metric and a timeline",
        "metric and timeline",
    ):
        return
    start, deadline, today = found
    say(
        check,
        None if near(today, row.today) else "not today's level",
        "today's level stands in the table: it is what all the others are measured against",
        "today's level of this metric",
        f"metric.today {today:g}",
    )
    first = later(start, 7 * sum(weeks[:3]))
    known = later(first, row.known_after)
    say(
        check,
        None if known <= deadline else f"{values(answer, 'metric.name')[0]} is known too late",
        "the first price a customer sees is true or false only so many days later. On the day of the decision there "
        "would be nothing to look at",
        "the first true values are in by the deadline",
        f"production begins on {first}, first known on {known}, deadline {deadline}",
    )


@E0_2(weight=2)
def test_alternative_has_a_number(answer, check):
    """The way without ML has a number, and the target beats it"""
    row = metric_row(answer)
    found = values(answer, "alternative.name", "alternative.value")
    if not say(
        check,
        None if found and row else OPEN,
        "whoever pays will ask what the simplest way would reach. Give it a name and a level of your metric",
        "an alternative with its level of the metric",
        "alternative",
    ):
        return
    name, value = found
    say(
        check,
        "no name" if names_nobody(name) else None,
        "what would the shop do without a model? It is named, so that somebody can go and try it",
        "a name of the way without ML",
        f"alternative.name {describe(name, 40)}",
    )
    say(
        check,
        None if value <= row.rule * 1.001 else "today's way" if near(value, row.today) else "a straw man",
        "the rule by rarity was tried and does better than this; a project that beats only the weaker way has "
        "beaten nobody",
        "a level at least as good as the rule's",
        f"alternative.value {value:g}, and the rule reaches {row.rule:g}",
    )
    target = (values(answer, "metric.target") or [None])[0]
    late = target is not None and target >= value
    dreamt = target is not None and target < row.tried * 0.999
    say(
        check,
        OPEN
        if target is None
        else "not better"
        if late
        else "promised more than was seen"
        if dreamt
        else None,
        "a target that the alternative reaches as well needs no model, and one that nobody has come near is a wish",
        "better than the alternative, and not better than what the first try reached",
        f"metric.target {target}, alternative {value:g}, first try {row.tried:g}",
    )


@E0_2(weight=2)
def test_timeline_adds_up(answer, check):
    """The timeline adds up"""
    weeks, found = (
        weeks_of(answer),
        values(answer, "timeline.total_weeks", "timeline.start", "timeline.deadline"),
    )
    if not say(
        check,
        None if weeks and found else OPEN,
        "this takes the weeks of all four stages, their total, the start and the deadline",
        "four stages, a total and two dates",
        "timeline",
    ):
        return
    total, start, deadline = found
    needed = sum(weeks)
    say(
        check,
        None
        if near(total, needed, 1e-6)
        else "less than its stages"
        if total < needed
        else "more than its stages",
        "the reader adds the stages up before reading anything else",
        "the sum of the four stages",
        f"total_weeks {total:g}, and the stages make {needed:g}",
    )
    end = later(start, 7 * needed)
    say(
        check,
        None if start >= needs.FIRST_DAY and end <= deadline <= needs.LAST_DAY else "does not fit",
        "the team is free from 7 September, and the owner decides on 18 December at the latest: all stages lie "
        "between your start and your deadline, and both within these days",
        "start, stages and deadline in order",
        f"start {start}, stages end on {end}, deadline {deadline}",
    )


@E0_2
def test_data_is_there(answer, check):
    """Nothing is learned before the data is there"""
    weeks, found = weeks_of(answer), values(answer, "timeline.start")
    if not say(
        check,
        None if weeks and found else OPEN,
        "this takes the start and the weeks of the stages",
        "dates and weeks",
        "timeline",
    ):
        return
    end = later(found[0], 7 * sum(weeks[:2]))
    say(
        check,
        None if end >= needs.DATA_DAY else "the model comes before its data",
        "the data stage ends before the sales may be used, on 5 October: the model would wait, and every date after "
        "it is wrong",
        "a data stage that ends on 5 October or later",
        f"the data stage ends on {end}",
    )
    say(
        check,
        None if min(weeks) >= 1 else "no stage",
        "nothing is found out in less than a week: a stage that short is a wish",
        "a week for each stage at the least",
        f"the shortest stage takes {min(weeks):g} weeks",
    )

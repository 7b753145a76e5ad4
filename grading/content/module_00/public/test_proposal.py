"""Public checks of section 0.6: a proposal whose parts agree with each other and with what is known."""

import datetime as dt
import math

from course.brief import ProjectBrief, read
from grading.content.module_00.exercises import E0_2
from grading.content.module_00.public import needs
from grading.content.module_00.public.helpers import dicts, word
from grading.engine.compare.describe import describe
from grading.engine.compare.plain_data import TooLargeError, is_plain, plain

_OPEN = "not filled in"
_FINE = "as it should be"
_MOST = 2_000
"""Values in a brief that is read: a page has some fifty."""


def _later(day, days):
    """So many days after a day, or the last day there is."""
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return dt.date.max


def _near(one, other, rel=0.01):
    return math.isclose(one, other, rel_tol=rel, abs_tol=1e-9)


def _say(check, trouble, why, expected, where):
    """One assertion: `trouble` names in words what is wrong, None where nothing is."""
    return check.is_true(trouble is None, why, given=trouble or _FINE, expected=expected, given_as=where)


def _read(answer) -> tuple[ProjectBrief, list[str]]:
    """The brief as far as it can be read, and what is wrong; one that is no page any more is not read at all."""
    dump = None if is_plain(answer) else getattr(answer, "model_dump", None)
    fields = dump() if callable(dump) else answer
    try:
        plain(fields, _MOST)
    except (TooLargeError, RecursionError):
        return read({})[0], [f"brief has more than {_MOST:,} values: it is a page"]
    return read(fields)


def _get(brief, path):
    for name in path.split("."):
        brief = getattr(brief, name, None)
    return brief


def _values(answer, *paths):
    """The fields at these places, or None if one of them can't be read."""
    brief, _ = _read(answer)
    found = [_get(brief, path) for path in paths]
    return None if any(value is None for value in found) else found


def _weeks(answer):
    """Weeks by stage."""
    return _values(answer, *(f"timeline.milestones.{stage}.weeks" for stage in needs.STAGES))


def _metric(answer):
    """The row of the metric in the table, or None."""
    name = _values(answer, "metric.name")
    return needs.PROPOSAL_METRICS.get(name[0]) if name else None


@E0_2
def test_every_field_can_be_read(answer, check):
    """Every field is filled in, and is what it says"""
    _, wrong = _read(answer)
    shown = wrong[:4] + ([f"and {len(wrong) - 4} more"] if len(wrong) > 4 else [])
    check.is_true(
        not wrong,
        "a brief with a gap is read as a brief with a secret: fill in what is named here",
        given=shown or _FINE,
        expected="every field of the form",
        given_as="brief",
    )


@E0_2
def test_problem_before_solution(answer, check):
    """It starts from a problem, and the metric measures it"""
    need = (_values(answer, "need") or [None])[0]
    trouble = None if need in needs.NEED_METRICS else _OPEN if need is None else "no problem"
    if not _say(
        check,
        trouble,
        needs.SOLUTIONS_IN_DISGUISE.get(need, "take the need from the table"),
        "somebody's loss that would be there if nobody had heard of models",
        f"need {describe(need)}",
    ):
        return
    name = (_values(answer, "metric.name") or [None])[0]
    _say(
        check,
        None if name in needs.NEED_METRICS[need] else _OPEN if name is None else "measures something else",
        "if this number gets better, does the loss you begin with get smaller? Only then is it the project's metric",
        "a metric of the table that measures the need",
        f"metric {describe(name)} for the need {describe(need)}",
    )


@E0_2(weight=2)
def test_metric_is_known_by_the_deadline(answer, check):
    """The metric is known before the deadline"""
    row = _metric(answer)
    found = _values(answer, "timeline.start", "timeline.deadline", "metric.today")
    weeks = _weeks(answer)
    if not _say(
        check,
        None if row and found and weeks else _OPEN,
        "this takes a metric of the table with today's level, the dates, and the weeks of all four stages",
        "a metric and a timeline",
        "metric and timeline",
    ):
        return
    start, deadline, today = found
    _say(
        check,
        None if _near(today, row.today) else "not today's level",
        "today's level stands in the table: it is what all the others are measured against",
        "today's level of this metric",
        f"metric.today {today:g}",
    )
    first = _later(start, 7 * sum(weeks[:3]))
    known = _later(first, row.known_after)
    _say(
        check,
        None if known <= deadline else "known too late",
        "the first price a customer sees is true or false only so many days later. On the day of the decision there "
        "would be nothing to look at",
        "the first true values are in by the deadline",
        f"production begins on {first}, first known on {known}, deadline {deadline}",
    )


@E0_2(weight=2)
def test_alternative_has_a_number(answer, check):
    """The way without ML has a number, and the target beats it"""
    row = _metric(answer)
    found = _values(answer, "alternative.name", "alternative.value")
    if not _say(
        check,
        None if found and row else _OPEN,
        "whoever pays will ask what the simplest way would reach. Give it a name and a level of your metric",
        "an alternative with its level of the metric",
        "alternative",
    ):
        return
    value = found[1]
    _say(
        check,
        None if value <= row.rule * 1.001 else "today's way" if _near(value, row.today) else "a straw man",
        "the rule by rarity was tried and does better than this; a project that beats only the weaker way has "
        "beaten nobody",
        "a level at least as good as the rule's",
        f"alternative.value {value:g}, and the rule reaches {row.rule:g}",
    )
    target = (_values(answer, "metric.target") or [None])[0]
    late = target is not None and target >= value
    dreamt = target is not None and target < row.tried * 0.999
    _say(
        check,
        _OPEN
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
        _weeks(answer),
        _values(answer, "timeline.total_weeks", "timeline.start", "timeline.deadline"),
    )
    if not _say(
        check,
        None if weeks and found else _OPEN,
        "this takes the weeks of all four stages, their total, the start and the deadline",
        "four stages, a total and two dates",
        "timeline",
    ):
        return
    total, start, deadline = found
    needed = sum(weeks)
    _say(
        check,
        None
        if _near(total, needed, 1e-6)
        else "less than its stages"
        if total < needed
        else "more than its stages",
        "the reader adds the stages up before reading anything else",
        "the sum of the four stages",
        f"total_weeks {total:g}, and the stages make {needed:g}",
    )
    end = _later(start, 7 * needed)
    _say(
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
    weeks, found = _weeks(answer), _values(answer, "timeline.start", "timeline.data_ready")
    if not _say(
        check,
        None if weeks and found else _OPEN,
        "this takes the start, the weeks of the stages, and the day the data can be used",
        "dates and weeks",
        "timeline",
    ):
        return
    start, ready = found
    end = _later(start, 7 * sum(weeks[:2]))
    _say(
        check,
        None if ready >= needs.DATA_DAY else "before the contract allows it",
        "the sales of the last three years may be used from 5 October",
        "the day on which the data can be used",
        f"data_ready {ready}",
    )
    _say(
        check,
        None if end >= ready else "the model comes before its data",
        "the data stage ends before its data is there: the model would wait, and every date after it is wrong",
        "a data stage that ends on the day the data is there, or later",
        f"the data stage ends on {end}, data_ready {ready}",
    )


@E0_2(weight=2)
def test_return_follows(answer, check):
    """The return follows from the brief's own numbers"""
    row = _metric(answer)
    found = _values(
        answer,
        "metric.today", "metric.target", "metric.worth", "alternative.value", "money.budget", "money.build",
        "money.run_per_month", "money.months", "money.gain_per_month", "money.roi",
    )  # fmt: skip
    weeks = _weeks(answer)
    if not _say(
        check,
        None if row and row.worth and found and weeks else _OPEN,
        "this takes every number of metric, alternative, timeline and money, and a metric whose worth is known",
        "numbers to follow",
        "money",
    ):
        return
    today, target, worth, value, budget, build, running, months, gain, roi = found
    _say(
        check,
        None if _near(worth, row.worth) else "another worth",
        "what one unit less is worth stands in the table",
        "the worth of the table",
        f"metric.worth {worth:g}",
    )
    right = worth * (value - target)
    kind = (
        None
        if _near(gain, right)
        else "counted from today"
        if _near(gain, worth * (today - target))
        else "other"
    )
    _say(
        check,
        kind,
        "the gain is what the model brings over the alternative: one unit's worth times the units between the two",
        "worth × (alternative's value - target)",
        f"gain_per_month {gain:g}, and your numbers make {right:g}",
    )
    costs = build + running * months
    forgot = _near(roi, (gain * months - build) / build, 0.02) if build else False
    whole = _near(roi, gain * months / costs, 0.02) if costs else False
    fits = costs > 0 and abs(roi - (gain * months - costs) / costs) <= 0.006
    _say(
        check,
        None
        if fits
        else "without the running costs"
        if forgot
        else "costs not taken off"
        if whole
        else "other",
        "from your own gain and costs another return follows",
        "(gain_per_month × months - costs) / costs, with costs = build + run_per_month × months",
        f"roi {roi:g}, gain {gain * months:g} and costs {costs:g} over {months:g} months",
    )
    paid = build >= needs.WEEK_COSTS * sum(weeks) * 0.999
    _say(
        check,
        None if paid and build <= budget <= needs.BUDGET else "not paid for" if not paid else "over budget",
        "a week of work costs $1,800, and there are $20,000: the build pays for its weeks and stays within the budget",
        "weeks × $1,800 <= build <= budget <= $20,000",
        f"build {build:g} for {sum(weeks):g} weeks, budget {budget:g}",
    )


@E0_2
def test_risks_have_mitigations(answer, check):
    """Three risks, each with what is done about it"""
    raw = answer.get("risks") if isinstance(answer, dict) else None
    if raw is None:
        raw = [risk.model_dump() for risk in (_values(answer, "risks") or [[]])[0]]
    entries = dicts(raw)

    def text(entry, field):
        return word(entry.get(field)) or ""

    named = {text(one, "what") for one in entries} - {""}
    _say(
        check,
        None if len(named) >= 3 else "fewer than three",
        "a plan in which little can go wrong was not thought through: ask people, data and market for one each",
        "three different risks or more",
        f"{len(named)} named",
    )
    open_ones = [
        number for number, one in enumerate(entries, 1) if text(one, "what") and not text(one, "mitigation")
    ]
    _say(
        check,
        None if named and not open_ones else "no risks" if not named else "named, and left alone",
        "a risk without an answer is a complaint: what do you do so that it is less likely, or hurts less?",
        "a mitigation beside every risk",
        f"risks without a mitigation: {', '.join(map(str, open_ones)) or 'none'}",
    )
    same = [one for one in entries if text(one, "what") and text(one, "what") == text(one, "mitigation")]
    unowned = [one for one in entries if text(one, "what") and not text(one, "owner")]
    _say(
        check,
        None if named and not same and not unowned else _OPEN if not named else "nobody does it",
        "what everybody should watch nobody watches: name who does it; and the answer to a risk is not the risk again",
        "an owner and an answer for each",
        f"{len(unowned)} without an owner",
    )

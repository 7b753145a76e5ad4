"""Public checks of section 0.2: what an accuracy means, and when a project is done."""

from functools import lru_cache
from itertools import pairwise

import pandas as pd

from grading.content.module_00.exercises import E0_2B, E0_2C
from grading.content.module_00.public.helpers import (
    dicts,
    entries_of_classes,
    entry_of,
    gate_behind,
    near_weeks,
)
from grading.content.module_00.public.stages import (
    NOT_STOPPING,
    PLAN,
    STAGES,
    STOPPING,
    UNOBSERVABLE,
    fits,
    limit_trouble,
    measure_trouble,
    plan_quantile,
    range_of,
    simulated,
    step,
)


def _table(rows, names=("cheap", "dear"), columns=None):
    """Cards by their true class (rows) and the class the model said (columns)."""
    return pd.DataFrame(rows, index=list(names), columns=list(names))[list(columns or names)]


_SHOP = [[8_100, 400], [1_100, 400]]
"""10,000 cards of which 1,500 are dear, with 85% said right."""


@E0_2B
def test_accuracy_and_what_no_model_gets(answer, check):
    """The accuracy, and what saying the same of every card would get"""
    result = answer(_table(_SHOP))
    check.close(entry_of(result, "accuracy"), 0.85, "8,100 and 400 cards of 10,000 are said right")
    check.close(
        entry_of(result, "no_model"),
        0.85,
        "8,500 of the 10,000 are cheap: 'they are all cheap' is right just as often, without any model",
    )
    three = answer(_table([[50, 0, 0], [10, 20, 0], [10, 0, 10]], ("low", "middle", "high")))
    check.close(
        entry_of(three, "no_model"), 0.5, "with three classes it is still the share of the largest one"
    )


@E0_2B
def test_missed_of_each_class(answer, check):
    """How many cards of each class there are, and how many are missed"""
    result = answer(_table(_SHOP))
    check.equal(
        entries_of_classes(result, "cards"),
        {"cheap": 8_500, "dear": 1_500},
        "a row holds the cards that truly are of a class",
    )
    check.equal(
        entries_of_classes(result, "missed"),
        {"cheap": 400, "dear": 1_100},
        "the same 85%: one cheap card in twenty is missed, and almost three of four dear ones",
    )


@E0_2B
def test_false_alarms_of_each_class(answer, check):
    """How many cards are put into each class by mistake"""
    check.equal(
        entries_of_classes(answer(_table(_SHOP)), "false_alarms"),
        {"cheap": 1_100, "dear": 400},
        "a column holds the cards that the model put there: those of another class are in it by mistake",
    )


@E0_2B
def test_trust_in_each_answer(answer, check):
    """How far to trust each of the model's words"""
    check.close(
        entries_of_classes(answer(_table(_SHOP)), "trust"),
        {"cheap": 8_100 / 9_200, "dear": 0.5},
        "of 800 cards it calls dear 400 are: 85% of all answers are right, and half of those that say dear",
    )


@E0_2B
def test_a_class_nobody_is_put_into(answer, check):
    """A model that never says dear is right 85% of the time"""
    result = answer(_table([[8_500, 0], [1_500, 0]]))
    check.equal(
        [
            entry_of(result, "accuracy"),
            entries_of_classes(result, "missed"),
            entries_of_classes(result, "false_alarms"),
        ],
        [0.85, {"cheap": 0, "dear": 1_500}, {"cheap": 1_500, "dear": 0}],
        "85%, and not one of the dear cards is found",
        given_as="accuracy, missed and false_alarms of a model that calls every card cheap",
    )
    check.equal(
        entries_of_classes(result, "trust"),
        {"cheap": 0.85, "dear": None},
        "it never says dear, so nothing is known about how far to trust that: None, and no number",
    )


@E0_2B
def test_columns_in_another_order(answer, check):
    """The classes go by name, not by position"""
    result = answer(
        _table([[80, 15, 5], [10, 40, 0], [5, 5, 40]], ("low", "middle", "high"), ("high", "low", "middle"))
    )
    check.close(
        [
            entry_of(result, "accuracy"),
            entries_of_classes(result, "missed"),
            entries_of_classes(result, "false_alarms"),
        ],
        [0.8, {"low": 20, "middle": 10, "high": 10}, {"low": 15, "middle": 20, "high": 5}],
        "the next report has its columns in another order, and nobody says so: the names do",
        given_as="accuracy, missed and false_alarms of 3 classes, the columns in the order high, low, middle",
    )


_AFTER_ONE_ANOTHER = "the plan of 2 + 4 + 2 + 2 weeks, each stage after the one before"


@E0_2C
def test_one_task(answer, check):
    """The quantiles of one task"""
    labelling = [step("label 3,000 cards", 2, 3, 10)]
    why = "half of the runs are done by the P50, nine of ten by the P90"
    for q, weeks in ((0.5, 10 - 28**0.5), (0.9, 10 - 5.6**0.5)):
        near_weeks(check, answer(labelling, q), weeks, why)
    why = (
        "one run is one number, the first and the last of all: whoever runs this again with the same seed must find "
        "the same date"
    )
    ends = [check.number(answer(labelling, q, 1, 7), why) for q in (0.0, 1.0)]
    check.is_true(
        None not in ends and ends[0] == ends[1],
        why,
        expected="the same number twice",
        given_as="runs=1 and seed=7, with q=0.0 and with q=1.0",
    )


@E0_2C
def test_the_middle_of_the_plan(answer, check):
    """Stages one after another: even odds come later than the plan says"""
    near_weeks(
        check,
        answer(PLAN, 0.5),
        plan_quantile("production", 0.5),
        "each stage can be late by more than it can be early, so the likely weeks of all, added up, are a date that is "
        "hardly ever met",
        _AFTER_ONE_ANOTHER + ", q=0.5",
    )


@E0_2C
def test_nine_of_ten(answer, check):
    """Stages one after another: the date that holds nine times in ten"""
    near_weeks(
        check,
        answer(PLAN, 0.9),
        plan_quantile("production", 0.9),
        "all stages are late together in few runs only: the P90 of the whole is earlier than the sum of their P90s, "
        "and well after the plan",
        _AFTER_ONE_ANOTHER + ", q=0.9",
    )


def _side_by_side():
    return [
        step("labels", 2, 4, 10),
        step("contract", 2, 4, 13),
        step("model", 1, 2, 3, ("labels", "contract")),
    ]


@lru_cache
def _middle_side_by_side():
    return simulated(_side_by_side(), 0.5)[0]


@E0_2C
def test_tasks_side_by_side(answer, check):
    """Tasks side by side: the last one to end counts"""
    near_weeks(
        check,
        answer(_side_by_side(), 0.5),
        _middle_side_by_side(),
        "two tasks run at the same time, and the third waits for the slower of them, whichever that is this time",
        "two tasks side by side and one that waits for both, q=0.5",
    )


def _stages(gates):
    return [one.get("stage") for one in dicts(gates)]


def _no_trouble(check, found, expected):
    """One assertion over all gates, so that the same mistake at other gates is still the same mistake.

    `found` has stage, kind of mistake and reason for every gate that is wrong.
    """
    check.is_true(
        not found,
        ". Also: ".join(dict.fromkeys(why for _, _, why in found)),
        given=sorted({kind for _, kind, _ in found}),
        expected=expected,
        given_as="the gate behind " + ", ".join(stage for stage, _, _ in found),
    )


@E0_2C
def test_each_gate_is_a_range(submission, check):
    """A gate behind each stage, in a range of weeks that widens"""
    gates = submission.gates
    why = "one gate behind each stage, in their order"
    if not check.equal(_stages(gates), list(STAGES), why, given_as="the stages in gates"):
        return
    ranges = [range_of(gate_behind(gates, stage)) for stage in STAGES]
    promise = "a single week is a promise that nobody can keep: say the earliest and the latest, as (3, 6)"
    found = []
    for stage, weeks in zip(STAGES, ranges, strict=True):
        if weeks is None or not 0 <= weeks[0] <= weeks[1]:
            found.append((stage, "no weeks", "say the earliest and the latest week, as (3, 6)"))
        elif weeks[0] == weeks[1]:
            found.append((stage, "a single week", promise))
    _no_trouble(check, found, "weeks as (earliest, latest)")
    if found:
        return
    widths = [late - early for early, late in ranges]
    widens = check.is_true(
        all(a <= b + 1e-9 for a, b in pairwise(widths)) and widths[0] < widths[-1],
        "what comes later is known less well: everything before it can be late as well, so no range may be narrower "
        "than the one before",
        given="the ranges don't widen",
        expected="ranges that get wider",
        given_as="the weeks of the four gates",
    )
    if widens:
        why = (
            "ask your forecast when each stage ends: a range starts before the P50 of its stage and ends after its "
            "P80, and says nothing that can't happen"
        )
        missed = [one for one, weeks in zip(STAGES, ranges, strict=True) if not fits(one, weeks)]
        _no_trouble(
            check, [(one, "weeks that don't fit", why) for one in missed], "weeks that fit the forecast"
        )


@E0_2C
def test_each_gate_measures(submission, check):
    """Each gate looks at something that is known by then"""
    found = []
    for stage in STAGES:
        gate = gate_behind(submission.gates, stage)
        trouble = measure_trouble(gate | {"stage": stage})
        kind = (
            "what nobody can measure"
            if gate.get("measure") in UNOBSERVABLE
            else "what this stage doesn't find out"
        )
        found += [(stage, kind, trouble)] if trouble else []
    _no_trouble(check, found, "what this stage finds out")


@E0_2C
def test_each_gate_has_a_number(submission, check):
    """Each gate has a number that decides"""
    found = []
    for stage in STAGES:
        gate = gate_behind(submission.gates, stage)
        known = measure_trouble(gate | {"stage": stage}) is None
        trouble = limit_trouble(gate) if known else "a limit needs a measure that is known at this gate"
        found += [(stage, "no limit that decides" if known else "no measure", trouble)] if trouble else []
    _no_trouble(check, found, "one number in at_least or at_most")


@E0_2C
def test_each_gate_can_stop(submission, check):
    """Each gate can stop the project"""
    found = []
    for stage in STAGES:
        otherwise = gate_behind(submission.gates, stage).get("otherwise")
        if otherwise not in STOPPING:
            why = NOT_STOPPING.get(otherwise, "what happens otherwise makes it a gate: take it from the list")
            kind = "nothing that stops" if otherwise in NOT_STOPPING else "not in the list"
            found.append((stage, kind, why))
    _no_trouble(check, found, "an end that stops something")

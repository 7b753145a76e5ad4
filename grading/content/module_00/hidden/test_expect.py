"""Hidden checks of section 0.2: what an accuracy means, and when a project is done."""

import numpy as np
import pandas as pd

from grading.content.hidden_data import mixed
from grading.content.module_00.exercises import E0_2B, E0_2C
from grading.content.module_00.public.helpers import entries_of_classes, entry_of, gate_behind, near_weeks
from grading.content.module_00.public.stages import (
    STAGES,
    STOPPING,
    limit_trouble,
    measure_trouble,
    range_of,
    simulated,
    step,
)

_CLASSES = ["bulk", "cheap", "fair", "dear", "grail"]


def _report(check, given, counts, names, why):
    """Compare every part of an answer with the counts, rows and columns in the order of the names."""
    counts = np.array(counts)
    hits, cards, said = counts.diagonal(), counts.sum(axis=1), counts.sum(axis=0)
    check.close(entry_of(given, "accuracy"), hits.sum() / counts.sum(), why)
    check.close(entry_of(given, "no_model"), cards.max() / counts.sum(), why)
    trust = [hit / all_said if all_said else None for hit, all_said in zip(hits, said, strict=True)]
    parts = {"cards": cards, "missed": cards - hits, "false_alarms": said - hits, "trust": trust}
    for part, values in parts.items():
        check.close(
            entries_of_classes(given, part), dict(zip(names, values, strict=True)), f"{part} of each class"
        )


def _table(counts, names):
    return pd.DataFrame(counts, index=names, columns=names)


@E0_2B.hidden
def test_an_even_model(answer, check, rng):
    """Another model, as good at one class as at the other"""
    right, wrong = int(rng.integers(500, 900)), int(rng.integers(50, 300))
    counts, names = [[right, wrong], [wrong, right]], mixed(rng, _CLASSES)[:2]
    _report(check, answer(_table(counts, names)), counts, names, "of all cards")


@E0_2B.hidden
def test_a_class_that_is_rare(answer, check, rng):
    """Other models, for a class that is very rare"""
    names, rare = mixed(rng, _CLASSES)[:2], int(rng.integers(15, 25)) * 10
    found = int(rng.integers(10, rare - 50))
    for counts in (
        [[9_700 - found, 300], [rare - found, found]],
        [[9_700, 0], [rare, 0]],
        [[0, 9_000], [0, rare]],
    ):
        _report(check, answer(_table(counts, names)), counts, names, "2% are of this class")


@E0_2B.hidden
def test_several_classes(answer, check, rng):
    """Models with several classes, in any order"""
    for size in (3, 5):
        names = mixed(rng, _CLASSES)[:size]
        counts = rng.integers(1, 400, (size, size)) + np.diag(rng.integers(500, 2_000, size))
        table = _table(counts, names)[mixed(rng, names)]
        _report(check, answer(table.loc[mixed(rng, names)]), counts, names, "the names say which is which")


def _drawn(rng, name, after=(), most=12):
    """A task that is seldom early and can be very late."""
    low = int(rng.integers(1, 40)) / 4
    likely = low + int(rng.integers(0, 2))
    return step(name, low, likely, likely + int(rng.integers(most - 4, most)), after)


@E0_2C.hidden
def test_another_task(answer, check, rng):
    """Another task, as likely to be early as late"""
    for name in ("inventory", "moving", "training"):
        low, half = int(rng.integers(1, 80)) / 2, int(rng.integers(1, 5))
        near_weeks(
            check, answer([step(name, low, low + half, low + 2 * half)], 0.5), low + half, "the middle"
        )


@E0_2C.hidden
def test_other_plans(answer, check, rng):
    """Other plans, one stage after another"""
    names = mixed(rng, list("abcde"))
    tasks = [_drawn(rng, names[0])]
    for name in names[1:]:
        tasks.append(_drawn(rng, name, (tasks[-1]["name"],)))
    for q, expected in zip((0.2, 0.5, 0.9), simulated(tasks, 0.2, 0.5, 0.9), strict=True):
        near_weeks(check, answer(tasks, q), expected, "the ends of many runs")


@E0_2C.hidden
def test_tasks_that_wait(answer, check, rng):
    """Other plans, with tasks side by side that wait for others"""
    a, b, c, d, e, f = mixed(rng, ["label", "contract", "export", "pilot", "train", "review"])
    tasks = [_drawn(rng, a), _drawn(rng, b, (a,)), _drawn(rng, c, (a,)), _drawn(rng, d)]
    tasks += [_drawn(rng, e, (b, c)), _drawn(rng, f, (d,))]
    for q, expected in zip((0.5, 0.8), simulated(tasks, 0.5, 0.8), strict=True):
        near_weeks(check, answer(tasks, q), expected, "the last one to end")
    # the task that ends last is not the last of the list
    low = int(rng.integers(120, 200)) / 4
    tasks = [step(a, low, low + 5, low + 10), _drawn(rng, b), _drawn(rng, c, (b,), most=8)]
    near_weeks(check, answer(tasks, 0.5), simulated(tasks, 0.5)[0], "the last one to end")


@E0_2C.hidden
def test_gates_that_decide(submission, check, rng):
    """Gates that decide, whatever is measured"""
    for name in ("pilot", "review", "rollout"):
        task = _drawn(rng, name)
        weeks = submission.finish_quantile([task], 0.8)
        near_weeks(check, weeks, simulated([task], 0.8)[0], "a forecast goes with them")
    gates, widths = submission.gates, []
    for stage in mixed(rng, STAGES):
        gate = gate_behind(gates, stage) | {"stage": stage}
        trouble = measure_trouble(gate) or limit_trouble(gate)
        check.is_true(trouble is None, trouble or "", given=gate.get("measure"))
        check.is_true(gate.get("otherwise") in STOPPING, "a gate can stop", given=gate.get("otherwise"))
    for stage in STAGES:
        early, late = range_of(gate_behind(gates, stage)) or (0, 0)
        widths.append(late - early)
    check.is_true(0 < widths[0] < widths[-1], "later is known less well", given=widths)

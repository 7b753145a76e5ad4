"""Hidden checks of section 0.2: what an accuracy means."""

import numpy as np
import pandas as pd

from grading.content.hidden_data import mixed
from grading.content.module_00.exercises import E0_2B
from grading.content.module_00.public.helpers import entries_of_classes, entry_of

_CLASSES = ["Bulk", "cheap", "Fair", "dear", "Grail"]


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
def test_a_class_that_is_never_right(answer, check, rng):
    """Models that put only the wrong cards into a class, or hardly any"""
    names = mixed(rng, _CLASSES)[:3]
    a, b, c, d = (int(part) for part in rng.integers(3, 90, 4))
    for counts in ([[a, b, 0], [a + b + c, 0, d], [1, 2, c]], [[0, a, 1], [d, 0, c], [b, a + b + c + d, 0]]):
        table = _table(counts, names)
        _report(check, answer(table[mixed(rng, names)]), counts, names, "0 is a trust as well")


@E0_2B.hidden
def test_several_classes(answer, check, rng):
    """Models with several classes, in any order"""
    for size in (3, 5):
        names = mixed(rng, _CLASSES)[:size]
        counts = rng.integers(1, 400, (size, size)) + np.diag(rng.integers(500, 2_000, size))
        table = _table(counts, names)[mixed(rng, names)]
        _report(check, answer(table.loc[mixed(rng, names)]), counts, names, "the names say which is which")

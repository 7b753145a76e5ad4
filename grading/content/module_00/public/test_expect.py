"""Public checks of section 0.2: what an accuracy means."""

import pandas as pd

from grading.content.module_00.exercises import E0_2B
from grading.content.module_00.public.helpers import entries_of_classes, entry_of


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
def test_worse_than_no_model(answer, check):
    """A small model that is worse than none, share by share"""
    result = answer(_table([[1, 1, 0], [3, 0, 0], [1, 0, 1]], ("Common", "Rare Holo", "Promo")))
    check.close(
        [entry_of(result, "accuracy"), entry_of(result, "no_model")],
        [2 / 7, 3 / 7],
        "3 of 7 cards are Rare Holo, though the model says Common most often; whoever needs two digits rounds what "
        "they print, not what they keep",
        given_as="accuracy and no_model of 7 cards in three classes",
    )
    check.close(
        entries_of_classes(result, "trust"),
        {"Common": 0.2, "Rare Holo": 0.0, "Promo": 1.0},
        "one card was called Rare Holo, and it is none: that word was never right, which is a trust of 0, and known",
        given_as="trust of 7 cards in three classes",
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

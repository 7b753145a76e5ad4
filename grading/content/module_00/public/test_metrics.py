"""Public checks of section 0.3: metrics translation."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np

from grading.content.module_00.exercises import E0_3
from grading.engine.compare.describe import describe
from grading.engine.compare.plain_data import plain

_NEEDS = ("satisfaction", "refunds", "fakes")
_METRICS = (
    "accuracy",
    "rmse",
    "median_error",
    "overpriced_share",
    "recall_of_fakes",
    "precision_of_fakes",
    "page_views",
)
_SLICES = ("all", "under_50", "from_50", "new_sellers", "flagged")
_STARS = ("page_views", "quotes_made", "validation_rmse", "refunds_paid", "overpriced_quotes")


def _part(answer, need, part):
    """One entry of an answer: a text or a number as it is, else a description; None where it has none."""
    need = answer.get(need) if isinstance(answer, dict) else None
    value = need.get(part) if isinstance(need, dict) else None
    if isinstance(value, np.generic | Decimal | Fraction):
        value = plain(value)
    return value if value is None or isinstance(value, str | int | float) else describe(value)


@E0_3
def test_translations_are_complete(answer, check):
    """Every need has a metric, a threshold and a slice"""
    for need in _NEEDS:
        given = [_part(answer, need, part) for part in ("metric", "threshold", "slice")]
        metric, threshold, part = given
        number = isinstance(threshold, int | float) and not isinstance(threshold, bool)
        check.is_true(
            metric in _METRICS and number and part in _SLICES,
            "a promise that leaves one of the three open can't be kept or broken",
            given=given if metric not in _METRICS or not number or part not in _SLICES else "complete",
            expected="a metric and a slice from the tables, and a number",
            given_as=f'translations["{need}"]',
        )
    star = [_part(answer, "north_star", part) for part in ("lagging", "leading")]
    check.is_true(
        all(one in _STARS for one in star),
        "one number for where the shop wants to arrive, and one to steer by",
        given="complete" if all(one in _STARS for one in star) else star,
        expected="a lagging and a leading number from the table",
        given_as='translations["north_star"]',
    )


@E0_3
def test_metric_of_satisfaction(answer, check):
    """Satisfaction is measured by what the complaints are about"""
    metric = _part(answer, "satisfaction", "metric")
    check.is_true(
        metric == "median_error",
        "they complain that a quote was far off, in percent of their card: a metric that can improve while these "
        "quotes stay as wrong as they are is a metric of something else",
        given=metric,
        expected="a metric that stays bad for as long as they have reason to complain",
        given_as='translations["satisfaction"]["metric"]',
    )


@E0_3
def test_metric_of_refunds(answer, check):
    """Refunds are measured by the error that causes them"""
    metric = _part(answer, "refunds", "metric")
    check.is_true(
        metric == "overpriced_share",
        "only a card that was priced far too high comes back: an error to the other side costs no refund",
        given=metric,
        expected="a metric that rises with every refund, and with nothing else",
        given_as='translations["refunds"]["metric"]',
    )


@E0_3
def test_metric_of_fakes(answer, check):
    """Fakes are measured by those that slip through"""
    metric = _part(answer, "fakes", "metric")
    check.is_true(
        metric == "recall_of_fakes",
        "the owner asks about all the fakes that come in, found or not",
        given=metric,
        expected="a metric that falls with every fake that slips through, and with nothing else",
        given_as='translations["fakes"]["metric"]',
    )


@E0_3
def test_thresholds_follow_from_today(answer, check):
    """Each threshold is a level, worked out from today's"""
    for need, level, why in (
        ("satisfaction", 0.17, "15% less of an error of 20%: 0.15 of it goes, 0.85 of it stays"),
        ("refunds", 0.04, "a fifth fewer than 5 in a hundred"),
        ("fakes", 0.95, "if 1 in 20 may slip through, the other 19 are to be found"),
    ):
        given = _part(answer, need, "threshold")
        where = f'translations["{need}"]["threshold"]'
        if (share := check.number(given, why, given_as=where)) is None:
            continue
        check.is_true(
            math.isclose(share, level, abs_tol=1e-6),
            why,
            given=given,
            expected="the level that is to be reached, as a share from 0 to 1",
            given_as=where,
        )


@E0_3
def test_slices_are_where_it_hurts(answer, check):
    """Each slice is where the need is"""
    for need, part, why in (
        (
            "satisfaction",
            "from_50",
            "the cheap cards are 9 in 10: over all cards their quotes hide the dear ones",
        ),
        ("refunds", "all", "refunds come from cards of every price and from every seller"),
        (
            "fakes",
            "new_sellers",
            "the wish is about sellers in their first month: what the others send is insured",
        ),
    ):
        given = _part(answer, need, "slice")
        check.is_true(
            given == part,
            why,
            given=given,
            expected="the cards that the need is about",
            given_as=f'translations["{need}"]["slice"]',
        )


@E0_3
def test_north_star_lags(answer, check):
    """The north star is an outcome the shop can feel"""
    given = _part(answer, "north_star", "lagging")
    check.is_true(
        given == "refunds_paid",
        "ask who would notice if this number doubled: the north star is in the shop's books at the end of the month",
        given=given,
        expected="what the shop wants in the end, in its own unit",
        given_as='translations["north_star"]["lagging"]',
    )


@E0_3
def test_north_star_has_a_leading_number(answer, check):
    """The leading number is known the same day and moves the outcome"""
    given = _part(answer, "north_star", "leading")
    check.is_true(
        given == "overpriced_quotes",
        "refunds arrive weeks after the quote: to steer you need a number of today whose rise means refunds later",
        given=given,
        expected="something measured on today's quotes that leads to the outcome",
        given_as='translations["north_star"]["leading"]',
    )

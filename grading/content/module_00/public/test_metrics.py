"""Public checks of section 0.3: metrics, and what errors cost."""

import math

from grading.content.module_00.exercises import E0_3, E0_3B
from grading.content.module_00.public.helpers import entry_of, outcome_table
from grading.engine.compare.describe import describe

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
            math.isclose(share, level, abs_tol=1e-9),
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


def _cm(fakes_found, fakes_missed, false_alarms, genuine):
    return outcome_table(
        fake={"fake": fakes_found, "genuine": fakes_missed},
        genuine={"fake": false_alarms, "genuine": genuine},
    )


_PAYOFF = _cm(0, -400, -5, 12)


@E0_3B
def test_value_of_a_day(answer, check):
    """Counts times dollars, summed"""
    check.close(
        entry_of(answer(_cm(8, 2, 40, 950), _PAYOFF), "total"),
        10_400.0,
        "2 fakes sold cost $800, 40 false alarms $200, and 950 sales earn $11,400",
        given_as="total for 8 fakes found, 2 missed, 40 false alarms and 950 sales",
    )


@E0_3B
def test_errors_have_a_direction(answer, check):
    """The two kinds of error cost what they cost"""
    check.close(
        [
            entry_of(answer(_cm(9, 1, 9, 981), _PAYOFF), "total"),
            entry_of(answer(_cm(1, 9, 1, 989), _PAYOFF), "total"),
        ],
        [11_327.0, 8_263.0],
        "both days have 10 errors and the same accuracy; one is worth $3,064 more, because a fake in the window "
        "costs 80 times as much as a false alarm",
        given_as="totals of two days with 10 errors each",
    )


@E0_3B
def test_right_decisions_count(answer, check):
    """What goes right is worth something too"""
    payoff = _cm(30, -400, -5, 0)
    check.close(
        entry_of(answer(_cm(5, 0, 0, 100), payoff), "total"),
        150.0,
        "no error at all, and each fake found earns the $30 that its sender pays for the check",
        given_as="total for 5 fakes found and no error, $30 for each",
    )


@E0_3B
def test_value_per_card(answer, check):
    """Per card: over all the cards"""
    check.close(
        entry_of(answer(_cm(8, 2, 40, 950), _PAYOFF), "per_card"),
        10.4,
        "a thousand cards came in, right or wrong: days of different size can only be compared by card",
        given_as="per_card for 1,000 cards worth $10,400",
    )


@E0_3B
def test_gain_over_no_model(answer, check):
    """The gain is over the best you can do without a model"""
    check.close(
        entry_of(answer(_cm(8, 2, 40, 950), _PAYOFF), "gain"),
        2_520.0,
        "selling everything unchecked would have earned $7,880: only what comes on top is the model's",
        given_as="gain for 1,000 cards worth $10,400",
    )
    check.close(
        entry_of(answer(_cm(0, 1, 60, 939), _PAYOFF), "gain"),
        -1_020.0,
        "a value of $10,568 looks splendid, and without the model the day was worth $11,588",
        given_as="gain for 1 fake, not found, and 60 false alarms",
    )


@E0_3B
def test_best_rival_is_not_the_commonest(answer, check):
    """The best single label is the one that earns most"""
    payoff = _cm(0, -4_000, -5, 12)
    check.close(
        entry_of(answer(_cm(8, 2, 40, 950), payoff), "gain"),
        8_150.0,
        "with $4,000 a fake it is better to sell nothing (-$4,950) than everything (-$28,120), though most cards "
        "are genuine: the gain is over -$4,950",
        given_as="gain for 1,000 cards where a fake sold costs $4,000",
    )


@E0_3B
def test_value_of_three_labels(answer, check):
    """Three labels work the same way"""
    cm = outcome_table(
        mint={"mint": 50, "played": 5, "damaged": 0},
        played={"mint": 10, "played": 30, "damaged": 1},
        damaged={"mint": 2, "played": 3, "damaged": 9},
    )
    payoff = outcome_table(
        mint={"mint": 10, "played": -4, "damaged": -8},
        played={"mint": -20, "played": 6, "damaged": -3},
        damaged={"mint": -50, "played": -15, "damaged": 1},
    )
    worth = {"total": 321.0, "per_card": 321.0 / 110, "gain": 505.0}
    check.close(
        answer(cm, payoff),
        worth,
        "rows are what a card is, columns what it was called: a damaged card sold as mint costs $50, a mint one "
        "sold as damaged $8. The best single label is played, at -$184",
        given_as="three conditions, 110 cards",
    )
    order = ["damaged", "mint", "played"]
    check.close(
        answer(cm, payoff.loc[order[::-1], order]),
        worth,
        "go by the labels: whoever wrote the table of dollars need not have used your order",
        given_as="the same with the rows and columns of payoff in another order",
    )


@E0_3B
def test_value_of_no_cards(answer, check):
    """No cards, no dollars"""
    check.close(
        answer(_cm(0, 0, 0, 0), _PAYOFF),
        {"total": 0.0, "per_card": 0.0, "gain": 0.0},
        "a day without cards is worth 0, and is no reason for an error",
        given_as="no cards at all",
    )

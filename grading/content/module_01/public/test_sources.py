"""Public checks of section 1.1: know your sources."""

import pandas as pd

from grading.content.module_01.exercises import E1_1, E1_1B, E1_1C
from grading.content.module_01.public.helpers import by_source, source_records, writing_log


@E1_1
def test_reads_dollars(answer, check):
    """Dollars are read with and without a sign"""
    why = "the same dollars come with $, with USD or bare, depending on the form the seller filled in"
    check.equal(answer("$4.50"), 4.5, why)
    check.equal(answer("USD 3"), 3.0, why)
    check.equal(answer("12"), 12.0, why)
    why = (
        "a number is digits, as many as it takes: not everybody writes commas, or two digits after the point"
    )
    check.equal(answer("$1250"), 1250.0, why)
    check.equal(answer("$4.5"), 4.5, why)


@E1_1
def test_comma_groups_thousands(answer, check):
    """A comma groups thousands"""
    why = (
        "a comma groups thousands, it is not a decimal point: misread, a chase card is sold for small change"
    )
    check.equal(answer("$1,250.00"), 1250.0, why)
    check.equal(answer("USD 2,400"), 2400.0, why)
    check.equal(answer("$1,000,000"), 1_000_000.0, why)


@E1_1
def test_cents_become_dollars(answer, check):
    """Cents become dollars"""
    why = "the ¢ sign says that the number is in cents: read as dollars, the price is 100 times too high"
    check.close(answer("450¢"), 4.5, why)
    check.close(answer("99¢"), 0.99, why)
    check.close(answer("1,250¢"), 12.5, "cents are grouped by commas like dollars")
    check.close(answer("12.5¢"), 0.125, "cards sold by the thousand cost parts of a cent: nothing is rounded")


@E1_1
def test_spaces_mean_nothing(answer, check):
    """Spaces around the text and beside the sign mean nothing"""
    why = "people type spaces all the time, and the price is the same"
    given = [answer(text) for text in (" 12 ", "  $4.50", "$ 4.50", "450 ¢ ", "   ", " --- ")]
    texts = "' 12 ', '  $4.50', '$ 4.50', '450 ¢ ', '   ', ' --- '"
    check.close(given, [12.0, 4.5, 4.5, 4.5, None, None], why, given_as=texts)


@E1_1
def test_no_price_is_none(answer, check):
    """No price is None, not a number"""
    why = "a missing price is not a price of 0: zeros pull every average down and look like real bargains"
    given = [answer(text) for text in ("", "---", "n/a", "N/A", "N/a", None)]
    check.equal(
        [*given, answer("$5.00")],
        [None] * 6 + [5.0],
        why,
        given_as="'', '---', 'n/a', 'N/A', 'N/a', None, '$5.00'",
    )


@E1_1
def test_zero_is_a_price(answer, check):
    """A price of 0 is a price"""
    why = "somebody gives a card away: that is known, and not missing"
    check.equal([answer("$0"), answer("0.00")], [0.0, 0.0], why, given_as="'$0', '0.00'")


@E1_1
def test_unreadable_text_raises(answer, check):
    """A text that is no price raises ValueError"""
    why = (
        "nobody can read a price from this, so stop loudly: passed over, a broken feed looks like a quiet day"
    )
    for text in ("free", "make an offer", "none", "-", "$"):
        with check.raises(ValueError, why, given_as=f"parse_price({text!r})"):
            answer(text)


@E1_1
def test_no_number_but_a_price(answer, check):
    """A number that is not written as a price raises ValueError"""
    why = "the contract says how a price is written, and this is something else: a guess may be wrong by any factor"
    for text in ("3 4.50", "4.50.1", "-5", "1e3", "nan", "inf", "1_000", "3 or less"):
        with check.raises(ValueError, why, given_as=f"parse_price({text!r})"):
            answer(text)


@E1_1
def test_a_unit_stands_once(answer, check):
    """A unit stands once, and in its place"""
    why = "is it dollars or cents, and was a number lost between? Who guesses may be wrong by a factor of 100"
    for text in ("$450¢", "USD 450¢", "$USD 3", "3 USD", "5$"):
        with check.raises(ValueError, why, given_as=f"parse_price({text!r})"):
            answer(text)


@E1_1
def test_another_currency_raises(answer, check):
    """Another currency is not dollars"""
    why = "euros are no dollars: dropping the sign makes a price that is wrong by the exchange rate"
    for text in ("12.00 €", "EUR 12", "£5"):
        with check.raises(ValueError, why, given_as=f"parse_price({text!r})"):
            answer(text)


_TODAY = "2026-06-30"


def _guide():
    """The guide: three prices of c2, whose median is 2, and of c5, seen last, the price is missing."""
    return source_records(
        [
            ("g1", "c1", 1.0, "2026-06-01"),
            ("g2", "c2", 7.0, "2026-06-01"),
            ("g3", "c3", 10.0, "2026-05-12"),
            ("g4", "c4", 40.0, "2026-06-01"),
            ("g5", "c5", None, "2026-06-11"),
            ("g6", "c2", 2.0, "2026-06-01"),
            ("g7", "c2", 1.5, "2026-06-01"),
        ]
    )


def _listings():
    """Typed by users: a price is missing, an id comes three times, a card nobody knows, and one price is wild."""
    return source_records(
        [
            ("l1", "c1", 1.1, "2026-06-29"),
            ("l2", "c2", 2.0, "2026-06-28"),
            ("l3", "c3", None, "2026-04-30"),
            ("l2", "c2", 2.0, "2026-06-28"),
            ("l2", "c2", 2.1, "2026-06-28"),
            ("l4", "c4", 9999.0, "2026-06-27"),
            ("l5", "c3", 9.0, "2026-06-27"),
            ("l6", "c1", 0.5, "2026-06-27"),
            ("l7", "c77", 3.0, "2026-06-27"),
        ]
    )


def _auctions():
    """A partner that sends cents, and whose cards come in another order than the guide's."""
    return source_records(
        [
            ("a1", "c4", 3900.0, "2026-06-30"),
            ("a2", "c3", 1000.0, "2026-06-30"),
            ("a3", "c1", 105.0, "2026-06-29"),
            ("a4", "c2", 220.0, "2026-06-10"),
        ]
    )


def _expected(frames, **columns):
    return pd.DataFrame({"source": list(frames), **columns})


@E1_1B
def test_share_of_missing_prices(answer, check):
    """null_share is the share of all rows without a price"""
    frames = {"listings": _listings(), "auctions": _auctions(), "price_guide": _guide()}
    check.same_table(
        by_source(answer(frames, _TODAY)),
        _expected(frames, null_share=[1 / 9, 0.0, 1 / 7]),
        "of all rows that arrived, before anything is cleaned away: it says how much a source leaves open",
    )


@E1_1B
def test_duplicates_count_the_extra_copies(answer, check):
    """duplicate_ids counts the extra copies"""
    frames = {"listings": _listings(), "price_guide": _guide()}
    check.same_table(
        by_source(answer(frames, _TODAY)),
        _expected(frames, duplicate_ids=[2, 0]),
        "l2 came three times: that is one record and two copies too many, and two sales that never happened",
    )


@E1_1B
def test_staleness_is_of_the_newest_record(answer, check):
    """days_stale looks at the newest record"""
    log = source_records([("s1", "c1", 1.0, "2026-04-28"), ("s2", "c1", 1.0, "2026-05-12")])
    frames = {"listings": _listings(), "auctions": _auctions(), "system_log": log, "price_guide": _guide()}
    check.same_table(
        by_source(answer(frames, _TODAY)),
        _expected(frames, days_stale=[1, 0, 49, 19]),
        "a source is as fresh as its newest record: one old record says nothing about whether the feed still runs",
    )


@E1_1B
def test_median_ratio_shows_the_unit(answer, check):
    """ratio_to_guide shows a source in another unit"""
    frames = {"listings": _listings(), "auctions": _auctions(), "price_guide": _guide()}
    check.same_table(
        by_source(answer(frames, _TODAY)),
        _expected(frames, ratio_to_guide=[1.0, 102.5, 1.0]),
        "card by card against the guide, a feed in cents stands out at about 100; one wild price must not move it",
    )


@E1_1B
def test_a_card_has_one_guide_price(answer, check):
    """A card's guide price is the median of its prices in the guide"""
    shop = [("s1", "c2", 2.6, "2026-06-20"), ("s2", "c1", None, "2026-06-20")]
    frames = {"shop": source_records(shop), "price_guide": _guide()}
    check.same_table(
        by_source(answer(frames, _TODAY)),
        _expected(frames, ratio_to_guide=[1.3, 1.0], disagree_share=[1.0, 2 / 6]),
        "the guide has c2 at 7, at 2 and at 1.5: the middle one, 2, is what all prices of c2 are held against, "
        "also the guide's own",
    )


@E1_1B
def test_disagreement_counts_every_comparable_row(answer, check):
    """disagree_share is of the rows that can be compared"""
    frames = {"listings": _listings(), "price_guide": _guide()}
    check.same_table(
        by_source(answer(frames, _TODAY)),
        _expected(frames, disagree_share=[2 / 7, 2 / 6]),
        "7 of the 9 listings have a price and a guide price, and 2 of these 7 disagree: without a price on both sides "
        "nobody knows, and a wild price is the finding",
    )


@E1_1B
def test_the_limits_agree(answer, check):
    """A ratio of exactly 0.8 or 1.25 agrees"""
    prices = [("s1", 8.0), ("s2", 12.5), ("s3", 7.99), ("s4", 12.51)]
    frames = {
        "shop": source_records([(one, "c3", price, "2026-06-20") for one, price in prices]),
        "price_guide": _guide(),
    }
    check.same_table(
        by_source(answer(frames, _TODAY)),
        _expected(frames, disagree_share=[2 / 4, 2 / 6]),
        "the guide has c3 at 10: below 8 and above 12.50 disagree, the limits themselves don't",
    )


@E1_1B
def test_a_source_without_common_cards(answer, check):
    """Without a card in common there is nothing to compare"""
    frames = {"system_log": source_records([("s1", "c77", 3.0, "2026-06-20")]), "price_guide": _guide()}
    check.same_table(
        by_source(answer(frames, _TODAY)),
        _expected(
            frames,
            null_share=[0.0, 1 / 7],
            duplicate_ids=[0, 0],
            days_stale=[10, 19],
            ratio_to_guide=[None, 1.0],
            disagree_share=[None, 2 / 6],
        ),
        "no card of the log is in the guide: that is unknown (missing), and neither agreement nor disagreement",
    )


@E1_1B
def test_sources_stay_as_they_are(answer, check):
    """The sources stay as they are"""
    frames = {"listings": _listings(), "price_guide": _guide()}
    report = check.leaves_alone(
        answer, [frames, _TODAY], "a report only looks: whoever reads the tables next needs what arrived"
    )
    check.same_table(by_source(report), _expected(frames, days_stale=[1, 19]), "and the report is right")


_LISTED, _SOLD = "2026-05-02 09:00", "2026-05-20 17:30"


@E1_1C
def test_known_at_the_listing(answer, check):
    """Written with the offer or before it, a column is known at the listing"""
    log = writing_log(
        ("frame_style", "l1", _LISTED),
        ("era_index", "l1", "2025-12-24 03:00"),
        ("frame_style", "l2", _LISTED),
        ("frame_style", "l2", "2026-05-01 22:10"),
        listed=_LISTED,
        sold=_SOLD,
    )
    check.equal(
        answer(log),
        {"frame_style": "listing", "era_index": "listing"},
        "all that was written by the minute of the listing is there: a model that may not use it gives features away",
    )


@E1_1C
def test_known_at_the_sale(answer, check):
    """Written between the listing and the sale, it is known at the sale"""
    log = writing_log(
        ("buyer_zone", "l1", _SOLD), ("offers_seen", "l1", "2026-05-02 09:01"), listed=_LISTED, sold=_SOLD
    )
    check.equal(
        answer(log),
        {"buyer_zone": "sale", "offers_seen": "sale"},
        "one minute after the listing the price is already out, and the minute of the sale is still the sale",
    )


@E1_1C
def test_known_after_the_sale(answer, check):
    """Written later than the sale, it comes after it"""
    log = writing_log(("est_value", "l1", "2026-05-20 17:31"), listed=_LISTED, sold=_SOLD)
    check.equal(
        answer(log),
        {"est_value": "after"},
        "a job that runs later has seen the price we want to predict: a model that reads it shines until it is live",
    )


@E1_1C(weight=2)
def test_the_last_write_counts(answer, check):
    """What is written again counts from its last writing"""
    log = writing_log(
        ("hearts", "l1", _SOLD),
        ("hearts", "l1", _LISTED),
        ("trust", "l1", _LISTED),
        ("trust", "l1", "2026-05-21 03:00"),
        ("trust", "l1", "2026-05-10 03:00"),
        listed=_LISTED,
        sold=_SOLD,
    )
    check.equal(
        answer(log),
        {"hearts": "sale", "trust": "after"},
        "the export shows the last value: at the listing hearts was 0 for every card, whatever it was worth later",
    )


@E1_1C(weight=2)
def test_one_late_field_is_enough(answer, check):
    """One listing where it comes late is enough, each held against its own times"""
    early, late = [
        writing_log(*writes, listed=listed, sold=sold)
        for writes, listed, sold in (
            ([("vault", "l1", _LISTED), ("vault", "l2", _LISTED), ("score", "l1", _LISTED),
              ("gem", "l1", _LISTED), ("gem", "l2", _SOLD)], _LISTED, _SOLD),
            ([("vault", "l3", "2026-04-02 08:00"), ("score", "l3", "2026-04-07 08:00"),
              ("gem", "l3", "2026-04-01 08:00")], "2026-04-01 08:00", "2026-04-06 08:00"),
        )
    ]  # fmt: skip
    check.equal(
        answer(pd.concat([early, late], ignore_index=True)),
        {"vault": "sale", "score": "after", "gem": "sale"},
        "l3 was listed and sold in April: what came late there is late, although May had not begun. gem came late for "
        "l2 alone, and a model can't know for which card it may look",
    )


@E1_1C
def test_an_empty_log(answer, check):
    """Of an empty log nothing is said"""
    empty = writing_log(listed=_LISTED, sold=_SOLD)
    one = writing_log(("hearts", "l1", _LISTED), listed=_LISTED, sold=_SOLD)
    check.equal(
        [answer(empty), answer(one)],
        [{}, {"hearts": "listing"}],
        "an entry for each column in the log, and for no other",
        given_as="a log without rows, and one with a single row",
    )


@E1_1C
def test_the_log_stays_as_it_is(answer, check):
    """The log stays as it is"""
    log = writing_log(("hearts", "l1", _SOLD), ("est_value", "l1", _LISTED), listed=_LISTED, sold=_SOLD)
    moments = check.leaves_alone(answer, [log], "a log is evidence: whoever reads it next needs it as it was")
    check.equal(moments, {"hearts": "sale", "est_value": "listing"}, "and the answer is right")

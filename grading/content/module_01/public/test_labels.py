"""Section 1.6: what the label is, and what it is not."""

import math

from grading.content.module_01.exercises import E1_6
from grading.content.module_01.public.helpers import (
    label_table,
    listing_table,
)

CUTOFF = "2025-06-30"


@E1_6
def test_label_is_the_sold_price(answer, check):
    """The label is what was paid"""
    listings = listing_table(
        ("l1", "2025-06-01", 12.0, "USD", "2025-06-03", 10.0),
        ("l2", "2025-06-02", 5.0, "USD", "2025-06-28", 5.555),
    )
    check.same_table(
        answer(listings, CUTOFF),
        label_table(("l1", 10.0, False), ("l2", 5.555, False)),
        "asking prices are wishes: a model trained on them prices the shop out of the market",
    )


@E1_6
def test_euros_become_dollars(answer, check):
    """Euros become dollars"""
    listings = listing_table(
        ("l1", "2025-06-01", 9.2, "EUR", "2025-06-03", 9.2),
        ("l2", "2025-06-01", 9.2, "USD", "2025-06-03", 9.2),
    )
    check.same_table(
        answer(listings, CUTOFF),
        label_table(("l1", 10.0, False), ("l2", 9.2, False)),
        "a dollar is 0.92 euros: left alone, every European sale is a label 8% too low",
    )


@E1_6
def test_unsold_is_censored(answer, check):
    """An unsold card stays, without a label"""
    listings = listing_table(
        ("l1", "2025-06-01", 10.0, "USD", "2025-06-03", 10.0),
        ("l3", "2025-06-05", 99.0, "USD", None, None),
    )
    check.same_table(
        answer(listings, CUTOFF),
        label_table(("l1", 10.0, False), ("l3", math.nan, True)),
        "nobody paid anything for l3 yet: it is not worth 0, nor 99, and without it we only see what sells "
        "well",
    )


@E1_6
def test_sold_after_the_cutoff(answer, check):
    """A sale after the cutoff is not known yet"""
    listings = listing_table(
        ("l4", "2025-06-10", 7.5, "USD", "2025-07-02", 7.5),
        ("l7", "2025-06-20", 4.0, "USD", "2025-06-21", 4.0),
    )
    check.same_table(
        answer(listings, CUTOFF),
        label_table(("l4", math.nan, True), ("l7", 4.0, False)),
        "on June 30 nobody knew that l4 would sell on July 2: knowing it is looking into the future",
    )


@E1_6
def test_the_cutoff_day(answer, check):
    """The cutoff day itself counts"""
    listings = listing_table(
        ("l7", "2025-06-20", 4.0, "USD", "2025-06-30", 4.0),
        ("l8", "2025-06-30", 6.0, "USD", "2025-06-30", 6.0),
        ("l9", "2025-06-21", 9.0, "USD", None, None),
        ("l10", "2025-06-30", 9.0, "USD", None, None, {"relist_of": "l9"}),
    )
    check.same_table(
        answer(listings, CUTOFF),
        label_table(("l7", 4.0, False), ("l8", 6.0, False), ("l10", math.nan, True)),
        "the table is made at the end of June 30: what was listed and sold on that day is known",
    )
    check.same_table(
        answer(listings, "2025-06-20"),
        label_table(("l7", math.nan, True)),
        "for cutoff 2025-06-20 only l7 is listed, and not sold yet: any day can be the cutoff",
    )


@E1_6
def test_listed_after_the_cutoff(answer, check):
    """A listing from after the cutoff does not exist yet"""
    listings = listing_table(
        ("l6", "2025-07-01", 3.0, "USD", "2025-07-01", 3.0),
        ("l7", "2025-06-30", 4.0, "USD", "2025-06-30", 4.0),
    )
    check.same_table(
        answer(listings, CUTOFF),
        label_table(("l7", 4.0, False)),
        "l6 came on July 1: a table for June 30 can't have a row for it",
    )


@E1_6
def test_returned_is_no_sale(answer, check):
    """A returned card was not sold"""
    listings = listing_table(
        ("l5", "2025-06-10", 7.5, "USD", "2025-06-20", 7.5, {"returned": True}),
        ("l1", "2025-06-01", 10.0, "USD", "2025-06-03", 10.0),
    )
    check.same_table(
        answer(listings, CUTOFF),
        label_table(("l5", math.nan, True), ("l1", 10.0, False)),
        "the buyer got the money back: 7.50 is a price that nobody paid in the end",
    )


@E1_6
def test_bundles_have_no_label(answer, check):
    """A card sold in a bundle has no price of its own"""
    listings = listing_table(
        ("l1", "2025-06-10", 9.0, "USD", "2025-06-20", 60.0, {"bundle_id": "b1"}),
        ("l2", "2025-06-10", 9.0, "USD", "2025-06-20", 60.0, {"bundle_id": "b1"}),
        ("l3", "2025-06-11", 9.0, "USD", "2025-06-21", 45.0, {"bundle_id": "b2"}),
        ("l4", "2025-06-12", 9.0, "USD", "2025-06-22", 8.0),
    )
    check.same_table(
        answer(listings, CUTOFF),
        label_table(
            ("l1", math.nan, True), ("l2", math.nan, True), ("l3", math.nan, True), ("l4", 8.0, False)
        ),
        "60.00 is what the whole lot b1 brought, and 45.00 that of b2, whose other cards came in another feed",
    )


@E1_6
def test_put_up_again(answer, check):
    """The later listing stands for a card that was put up again"""
    listings = listing_table(
        ("l1", "2025-06-01", 9.0, "USD", None, None),
        ("l2", "2025-06-08", 8.0, "USD", None, None, {"relist_of": "l1"}),
        ("l3", "2025-06-15", 7.0, "USD", "2025-06-20", 6.5, {"relist_of": "l2"}),
        ("l4", "2025-06-02", 5.0, "USD", "2025-06-04", 5.0, {"returned": True}),
        ("l5", "2025-06-09", 5.0, "USD", None, None, {"relist_of": "l4"}),
    )
    check.same_table(
        answer(listings, CUTOFF),
        label_table(("l3", 6.5, False), ("l5", math.nan, True)),
        "l1, l2 and l3 are one card on its third try: counted three times, two unsold cards were never there",
    )
    listings = listing_table(
        ("l6", "2025-06-20", 5.0, "USD", None, None),
        ("l7", "2025-07-01", 4.0, "USD", "2025-07-02", 4.0, {"relist_of": "l6"}),
    )
    check.same_table(
        answer(listings, CUTOFF),
        label_table(("l6", math.nan, True)),
        "on June 30 nobody knew that l6 would be put up again on July 1",
    )


@E1_6
def test_one_row_a_listing(answer, check):
    """A listing that the feed repeats gives one row"""
    row = ("l1", "2025-06-01", 10.0, "USD", "2025-06-03", 10.0)
    other = ("l2", "2025-06-05", 6.0, "USD", "2025-06-07", 6.0)
    check.same_table(
        answer(listing_table(row, other, row), CUTOFF),
        label_table(("l1", 10.0, False), ("l2", 6.0, False)),
        "a sale that counts twice weighs twice, and can stand in training and test data at once",
    )
    twins = listing_table(row, ("l3", *row[1:]))
    twins["card_id"] = "c1"
    expected = label_table(("l1", 10.0, False), ("l3", 10.0, False)).assign(card_id="c1")
    check.same_table(
        answer(twins, CUTOFF),
        expected,
        "two copies of one card, listed and sold on the same days at the same price, are two listings",
    )
    unsold = listing_table(
        ("l4", "2025-06-01", 9.0, "USD", None, None), ("l5", "2025-06-09", 8.0, "USD", None, None)
    )
    unsold["card_id"] = "c4"
    expected = label_table(("l4", math.nan, True), ("l5", math.nan, True)).assign(card_id="c4")
    check.same_table(
        answer(unsold, CUTOFF),
        expected,
        "two copies of one card that nobody bought are two listings: only relist_of says that one replaces another",
    )


@E1_6
def test_nothing_is_listed_yet(answer, check):
    """Where nothing is listed yet, the table is empty"""
    later = listing_table(
        ("l1", "2025-07-03", 10.0, "EUR", "2025-07-04", 9.0),
        ("l2", "2025-07-05", 6.0, "USD", None, None),
    )
    for listings in (later, later.iloc[:0]):
        check.same_table(
            answer(listings, CUTOFF),
            label_table(),
            "a table without rows has its columns all the same: the month's job goes on with it",
        )


@E1_6
def test_leaves_the_listings_alone(answer, check):
    """The listings stay as they are"""
    listings = listing_table(
        ("l1", "2025-06-01", 12.0, "EUR", "2025-06-03", 9.2),
        ("l2", "2025-07-02", 5.0, "USD", "2025-07-28", 5.5),
    )
    check.same_table(
        check.leaves_alone(
            answer,
            [listings, CUTOFF],
            "the same listings are labelled again for other cutoffs: work on a copy",
        ),
        label_table(("l1", 10.0, False)),
        "and the labels are right",
    )

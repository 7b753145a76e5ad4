"""Public checks of section 1.1: know your sources."""

import pandas as pd

from grading.content.module_01.exercises import E1_1, E1_1B, E1_1C
from grading.content.module_01.public.helpers import by_source, source_records


@E1_1
def test_reads_dollars(answer, check):
    """Dollars are read with and without a sign"""
    why = "the same dollars come with $, with USD or bare, depending on the form the seller filled in"
    check.equal(answer("$4.50"), 4.5, why)
    check.equal(answer("USD 3"), 3.0, why)
    check.equal(answer(" 12 "), 12.0, "spaces around a price mean nothing, and people type them all the time")


@E1_1
def test_comma_groups_thousands(answer, check):
    """A comma groups thousands"""
    why = (
        "a comma groups thousands, it is not a decimal point: misread, a chase card is sold for small change"
    )
    check.equal(answer("$1,250.00"), 1250.0, why)
    check.equal(answer("USD 2,400"), 2400.0, why)


@E1_1
def test_cents_become_dollars(answer, check):
    """Cents become dollars"""
    why = "the ¢ sign says that the number is in cents: read as dollars, the price is 100 times too high"
    check.close(answer("450¢"), 4.5, why)
    check.close(answer("99¢"), 0.99, why)


@E1_1
def test_no_price_is_none(answer, check):
    """No price is None, not a number"""
    why = "a missing price is not a price of 0: zeros pull every average down and look like real bargains"
    given = [answer(text) for text in ("", "   ", "---", "n/a", "N/A", None)]
    check.equal(
        [*given, answer("$5.00")],
        [None] * 6 + [5.0],
        why,
        given_as="'', '   ', '---', 'n/a', 'N/A', None, '$5.00'",
    )


@E1_1
def test_unreadable_text_raises(answer, check):
    """A text that is no price raises ValueError"""
    why = "what nobody can read must stop loudly: returned as missing, a broken feed looks like a quiet day"
    for text in ("free", "make an offer", "nan", "1e3"):
        with check.raises(ValueError, why, given_as=f"parse_price({text!r})"):
            answer(text)


@E1_1
def test_another_currency_raises(answer, check):
    """Another currency is not dollars"""
    why = "euros are no dollars: dropping the sign makes a price that is wrong by the exchange rate"
    for text in ("12.00 €", "EUR 12"):
        with check.raises(ValueError, why, given_as=f"parse_price({text!r})"):
            answer(text)


_TODAY = "2026-06-30"


def _guide():
    return source_records(
        [
            ("g1", "c1", 1.0, "2026-06-01"),
            ("g2", "c2", 2.0, "2026-06-01"),
            ("g3", "c3", 10.0, "2026-05-12"),
            ("g4", "c4", 40.0, "2026-06-01"),
        ]
    )


def _listings():
    """Typed by users: one price missing, one id twice, and one price of the fantastic kind."""
    return source_records(
        [
            ("l1", "c1", 1.1, "2026-06-29"),
            ("l2", "c2", 2.0, "2026-06-28"),
            ("l3", "c3", None, "2026-04-30"),
            ("l2", "c2", 2.0, "2026-06-28"),
            ("l2", "c2", 2.0, "2026-06-28"),
            ("l4", "c4", 9999.0, "2026-06-27"),
            ("l5", "c3", 9.0, "2026-06-27"),
            ("l6", "c1", 0.5, "2026-06-27"),
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
def test_counts_rows_and_missing_prices(answer, check):
    """Rows and the share of missing prices are right"""
    frames = {"listings": _listings(), "price_guide": _guide()}
    check.same_table(
        by_source(answer(frames, _TODAY)),
        _expected(frames, rows=[8, 4], null_share=[1 / 8, 0.0]),
        "count what arrived, before anything is cleaned away: null_share is the share of its rows without a price",
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
    frames = {"listings": _listings(), "auctions": _auctions(), "price_guide": _guide()}
    check.same_table(
        by_source(answer(frames, _TODAY)),
        _expected(frames, days_stale=[1, 0, 29]),
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
        rel=1e-3,
    )


@E1_1B
def test_disagreement_counts_every_comparable_row(answer, check):
    """disagree_share counts the rows that disagree"""
    frames = {"listings": _listings(), "price_guide": _guide()}
    check.same_table(
        by_source(answer(frames, _TODAY)),
        _expected(frames, disagree_share=[2 / 7, 0.0]),
        "rows that disagree are the finding, not dirt: leave them out and every source looks perfect",
    )


@E1_1B
def test_a_source_without_common_cards(answer, check):
    """Without a card in common there is nothing to compare"""
    frames = {"system_log": source_records([("s1", "c77", 3.0, "2026-06-20")]), "price_guide": _guide()}
    check.same_table(
        by_source(answer(frames, _TODAY)),
        pd.DataFrame(
            {
                "source": ["system_log", "price_guide"],
                "rows": [1, 4],
                "days_stale": [10, 29],
                "ratio_to_guide": [None, 1.0],
                "disagree_share": [None, 0.0],
            }
        ),
        "no card of the log is in the guide: that is unknown (missing), and neither agreement nor disagreement",
    )


@E1_1C
def test_card_and_offer_are_known_at_listing(answer, check):
    """The card and the offer are known at the listing"""
    columns = [
        "listed_at",
        "card_id",
        "rarity",
        "hp",
        "illustrator",
        "condition",
        "grade",
        "finish",
        "seller_id",
    ]
    check.equal(
        answer(columns),
        dict.fromkeys(columns, "listing"),
        "these stand on the card or in the offer: a model that may not use them gives its best features away",
    )


@E1_1C
def test_the_deal_is_known_at_the_sale(answer, check):
    """The deal itself is known at the sale"""
    columns = ["sold_at", "price", "sale_id"]
    check.equal(
        answer(columns),
        dict.fromkeys(columns, "sale"),
        "before somebody buys there is no price paid and no day of sale: price is what we want to predict",
    )


@E1_1C
def test_final_counts_are_known_at_the_sale(answer, check):
    """Final counts are known when the offer ends"""
    columns = ["n_bids", "views_total", "days_to_sell"]
    check.equal(
        answer(columns),
        dict.fromkeys(columns, "sale"),
        "the file holds the final count: on the first day of an offer it is zero, whatever the card is worth",
    )


@E1_1C
def test_computed_columns_come_after(answer, check):
    """Columns computed from sales come after the sale"""
    columns = ["set_price_30d", "seller_price_index"]
    check.equal(
        answer(columns),
        dict.fromkeys(columns, "after"),
        "both averages hold the very price we want to predict: a model that reads them is brilliant until it is live",
    )


@E1_1C
def test_answers_what_was_asked(answer, check):
    """Only the columns asked for are answered"""
    check.equal(
        [answer(["hp", "sold_at"]), answer([])],
        [{"hp": "listing", "sold_at": "sale"}, {}],
        "one entry for each column asked for, so that the result can be compared with a table's own columns",
        given_as='availability(["hp", "sold_at"]) and availability([])',
    )


@E1_1C
def test_an_unknown_column_raises(answer, check):
    """A column the dictionary doesn't have raises KeyError"""
    why = "a new column is a question for whoever fills it: a friendly default is how leaks get into a model"
    with check.raises(KeyError, why, given_as='availability(["hp", "buyer_rating"])'):
        answer(["hp", "buyer_rating"])

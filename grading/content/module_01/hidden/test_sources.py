"""Hidden checks of section 1.1: know your sources."""

from itertools import pairwise

import numpy as np
import pandas as pd

from grading.content.hidden_data import amounts, day, ids, iso, mixed, pick
from grading.content.module_01.exercises import E1_1, E1_1B, E1_1C
from grading.content.module_01.public.helpers import by_source, source_records


@E1_1.hidden
def test_other_dollars(answer, check, rng):
    """Other prices in dollars"""
    signed, bare = amounts(rng, 2, 13, 900)
    whole = int(rng.integers(20, 900))
    texts = [f"${signed:.2f}", f"USD {whole}", f"  {bare:.2f} "]
    check.close([answer(text) for text in texts], [signed, whole, bare], "dollars, with a sign and bare")


@E1_1.hidden
def test_large_prices_and_cents(answer, check, rng):
    """Large prices, and prices in cents"""
    million, cents = int(rng.integers(1_000_000, 9_000_000)), int(rng.integers(101, 999))
    thousands = amounts(rng, 1, 10_000, 90_000)[0]
    texts = [f"${million:,}.00", f"{thousands:,.2f}", f"USD {thousands:,.2f}", f" {cents}¢ "]
    expected = [million, thousands, thousands, cents / 100]
    check.close([answer(text) for text in texts], expected, "every comma groups, and ¢ is a hundredth")


@E1_1.hidden
def test_other_missing_prices(answer, check, rng):
    """Other ways of saying that there is no price"""
    price = amounts(rng, 1, 13, 900)[0]
    texts = mixed(rng, [" --- ", "N/a", " n/a", "n/A ", " " * int(rng.integers(4, 9)), None])
    given = [answer(text) for text in [*texts, f"${price:.2f}"]]
    check.equal(given, [None] * 6 + [price], "spaces and capitals mean nothing")


@E1_1.hidden
def test_other_unreadable_texts(answer, check, rng):
    """Other texts that are no price in dollars"""
    amount = amounts(rng, 1, 13, 900)[0]
    check.close(answer(f"${amount:.2f}"), amount, "a price among them")
    texts = [f"£{amount}", f"{amount} €", f"CHF {int(amount)}", f"GBP {amount}", "ask me", "inf", "$"]
    for text in [*texts, f"{int(amount)}e2", f"{amount:.2f}.5", f"{amount} or less"]:
        with check.raises(ValueError, "anything else raises", given_as=repr(text)):
            answer(text)


def _sources(rng, **makers):
    """A guide with a price for each card, and sources whose prices ``makers`` derive from the guide's."""
    cards = ids(rng, 7, "c")
    guide = dict(zip(cards, amounts(rng, 7, 2, 90), strict=True))
    today = day(rng)

    def table(prefix, stale, prices):
        days = [iso(today, -stale)] * len(prices)
        return source_records(
            list(zip(ids(rng, len(prices), prefix), prices, prices.values(), days, strict=True))
        )

    stale = dict(zip(["price_guide", *makers], rng.integers(0, 300, len(makers) + 1).tolist(), strict=True))
    frames = {"price_guide": table("g", stale["price_guide"], guide)}
    for source, maker in makers.items():
        chosen = mixed(rng, cards)
        frames[source] = table(source, stale[source], {card: maker(guide[card]) for card in chosen})
    return frames, today.isoformat(), stale


def _report(frames, **columns):
    return pd.DataFrame({"source": list(frames), **columns})


@E1_1B.hidden
def test_other_sources(answer, check, rng):
    """Other sources of the same kind"""
    frames, today, stale = _sources(rng, listings=lambda price: price)
    gaps = int(rng.integers(1, 6))
    frames["listings"].loc[mixed(rng, range(7))[:gaps], "price"] = None
    check.same_table(
        by_source(answer(frames, today)),
        _report(
            frames,
            rows=[7, 7],
            null_share=[0, gaps / 7],
            duplicate_ids=[0, 0],
            days_stale=list(stale.values()),
        ),
        "rows, gaps and age, counted",
    )


@E1_1B.hidden
def test_a_feed_in_another_unit(answer, check, rng):
    """One feed in cents, one in another currency"""
    rate = float(rng.uniform(0.85, 0.95))
    frames, today, _ = _sources(rng, eur=lambda price: price * rate, cents=lambda price: price * 100)
    frames["eur"].loc[0, "price"] *= float(rng.uniform(300, 900))  # one wild price
    check.same_table(
        by_source(answer(frames, today)),
        _report(frames, ratio_to_guide=[1, rate, 100], disagree_share=[0, 1 / 7, 1]),
        "the median ratio is the unit",
    )


@E1_1B.hidden(weight=2)
def test_stale_records_copies_and_limits(answer, check, rng):
    """Stale and repeated records, and ratios at the limits"""
    one, two, gap, none = ids(rng, 4, "c")
    unit = 5.0 * 2 ** int(rng.integers(0, 5))  # 0.8 and 1.25 times this are exact
    guide = [(one, unit - 3), (one, unit), (one, unit + 30), (one, None), (two, unit), (two, 3 * unit)]
    guide.append((gap, None))
    prices = [(one, unit * 0.8), (one, unit * 1.25), (two, unit * 1.6), (two, unit * 2.5)]
    prices += [(one, unit * 0.8 - 0.01), (two, unit * 2.5 + 0.01), (gap, 1.0), (none, 2.0), (one, None)]
    today, copies, stale = day(rng), int(rng.integers(1, 4)), rng.integers(0, 300, 2).tolist()
    frames = {}
    for source, rows, age in (("shop", mixed(rng, prices), stale[0]), ("price_guide", guide, stale[1])):
        days = mixed(rng, [age, *(age + rng.integers(0, 400, len(rows) - 1)).tolist()])
        frames[source] = source_records([(f"r{n}", *row, iso(today, -days[n])) for n, row in enumerate(rows)])
    frames["shop"].loc[:copies, "record_id"] = "r0"
    ratios = [0.8, 1.25, 0.8, 1.25, 0.8 - 0.01 / unit, 1.25 + 0.005 / unit]
    own = sorted([1 - 3 / unit, 1, 1 + 30 / unit, 0.5, 1.5])
    check.same_table(
        by_source(answer(frames, today.isoformat())),
        _report(
            frames,
            rows=[9, 7],
            duplicate_ids=[copies, 0],
            days_stale=stale,
            ratio_to_guide=[(max(ratios[0::2]) + min(ratios[1::2])) / 2, own[2]],
            disagree_share=[2 / 6, sum(not 0.8 <= ratio <= 1.25 for ratio in own) / 5],
        ),
        "exactly at the limit agrees; the guide's price is the median of its own",
    )


_LISTING = [
    *(
        "card_id",
        "name",
        "species",
        "set_id",
        "set_name",
        "series",
        "set_release_date",
        "number",
        "generation",
    ),
    *("type", "stage", "rarity", "hp", "attack_damage", "retreat_cost", "attack", "defense", "speed"),
    *(
        "illustrator",
        "printings",
        "listed_at",
        "channel",
        "seller_id",
        "finish",
        "condition",
        "grade",
        "currency",
    ),
]
_SALE = ["sale_id", "is_test", "sold_at", "price", "n_bids", "views_total", "days_to_sell"]
_AFTER = ["set_price_30d", "seller_price_index"]
_MOMENT = {
    **dict.fromkeys(_LISTING, "listing"),
    **dict.fromkeys(_SALE, "sale"),
    **dict.fromkeys(_AFTER, "after"),
}


@E1_1C.hidden
def test_other_columns(answer, check, rng):
    """Other columns of the card and the offer"""
    public = {
        "listed_at",
        "card_id",
        "rarity",
        "hp",
        "illustrator",
        "condition",
        "grade",
        "finish",
        "seller_id",
    }
    columns = mixed(rng, [column for column in _LISTING if column not in public])[:8]
    check.equal(answer(columns), dict.fromkeys(columns, "listing"), "on the card, or in the offer")


@E1_1C.hidden
def test_every_column(answer, check, rng):
    """Every column of the dictionary"""
    columns = mixed(rng, list(_MOMENT))
    ends = [0, *sorted(rng.choice(np.arange(1, len(columns)), 3, replace=False).tolist()), len(columns)]
    for first, last in pairwise(ends):
        expected = {column: _MOMENT[column] for column in columns[first:last]}
        check.equal(answer(columns[first:last]), expected, "as the dictionary says")


@E1_1C.hidden
def test_columns_filled_in_later(answer, check, rng):
    """Columns that a system fills in later, among others"""
    columns = mixed(rng, ["is_test", *mixed(rng, _SALE[2:])[:3], *_AFTER, *mixed(rng, _LISTING)[:3]])
    expected = {column: _MOMENT[column] for column in columns}
    check.equal(answer(columns), expected, "what a job or the sale writes is not there before")


@E1_1C.hidden
def test_other_unknown_columns(answer, check, rng):
    """Other columns that the dictionary doesn't have"""
    known = mixed(rng, _LISTING)[:4]
    check.equal(answer(known), dict.fromkeys(known, "listing"), "the known columns")
    names = ["refund_at", "buyer_country", "list_price", "price_eur", "set_price_7d", "sold", "HP", "seller"]
    for unknown in ["x", *mixed(rng, names)[:4]]:
        columns = mixed(rng, [*pick(rng, known, int(rng.integers(0, 3))), unknown])
        with check.raises(KeyError, "a column that is not in the dictionary", given_as=repr(columns)):
            answer(columns)

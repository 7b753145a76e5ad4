"""Hidden checks of section 1.1: know your sources."""

import pandas as pd

from grading.content.hidden_data import amounts, day, ids, iso, mixed, pick
from grading.content.module_01.exercises import E1_1, E1_1B, E1_1C
from grading.content.module_01.public.helpers import by_source, source_records, writing_log


@E1_1.hidden
def test_other_dollars(answer, check, rng):
    """Other prices in dollars"""
    signed, bare = amounts(rng, 2, 13, 900)
    whole = int(rng.integers(20, 900))
    texts = [f"${signed:.2f}", f"USD {whole}", f"  {bare:.2f} ", f"{whole + 1}", f"${whole}.5", f"{whole}000"]
    expected = [signed, whole, bare, whole + 1, whole + 0.5, whole * 1_000]
    check.close([answer(text) for text in texts], expected, "dollars, with a sign and bare")


@E1_1.hidden
def test_large_prices_and_cents(answer, check, rng):
    """Large prices, and prices in cents"""
    million, cents = int(rng.integers(1_000_000, 9_000_000)), int(rng.integers(101, 999))
    thousands = amounts(rng, 1, 10_000, 90_000)[0]
    texts = [f"${million:,}.00", f"{thousands:,.2f}", f"USD {thousands:,.2f}", f" {cents}¢ "]
    texts += [f"{million:,}¢", f"$ {cents}", f"{cents} ¢", f"USD  {cents}", f"{cents}.5¢"]
    expected = [million, thousands, thousands, cents / 100, million / 100, cents, cents / 100, cents]
    expected.append((cents + 0.5) / 100)
    check.close([answer(text) for text in texts], expected, "every comma groups, and ¢ is a hundredth")


@E1_1.hidden
def test_other_missing_prices(answer, check, rng):
    """Other ways of saying that there is no price"""
    price = amounts(rng, 1, 13, 900)[0]
    none = [" --- ", "N/a", "N/A", " n/a", "n/A ", " " * int(rng.integers(4, 9)), "", None]
    pairs = [
        *((text, None) for text in none),
        ("$0", 0.0),
        ("0¢", 0.0),
        ("USD 0.00", 0.0),
        (f"${price:.2f}", price),
    ]
    pairs = mixed(rng, pairs)
    given = [answer(text) for text, _ in pairs]
    check.equal(given, [price for _, price in pairs], "spaces and capitals mean nothing, and 0 is a price")


@E1_1.hidden
def test_other_unreadable_texts(answer, check, rng):
    """Other texts that are no price in dollars"""
    amount = amounts(rng, 1, 13, 900)[0]
    check.close(answer(f"${amount:.2f}"), amount, "a price among them")
    texts = [
        f"£{amount}",
        f"{amount} €",
        f"CHF {int(amount)}",
        f"GBP {amount}",
        f"EUR {amount}",
        f"€{int(amount)}",
        f"${amount}¢",
        f"{amount} USD",
        f"$ USD {int(amount)}",
        "ask me",
        "inf",
        "nan",
        "$",
        "¢",
        "--",
    ]
    texts += [f"{int(amount)}e2", f"{amount:.2f}.5", f"{amount} or less", f"-{amount}", f"$-{amount}"]
    for text in [*texts, f"{int(amount)}_000", f"{int(amount)} {amount}", f"{amount}%", "nothing"]:
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
            null_share=[0, gaps / 7],
            duplicate_ids=[0, 0],
            days_stale=list(stale.values()),
        ),
        "gaps, copies and age, counted",
    )


@E1_1B.hidden
def test_a_feed_in_another_unit(answer, check, rng):
    """One feed in cents, one in another currency"""
    rate = float(rng.uniform(0.85, 0.95))
    frames, today, _ = _sources(rng, eur=lambda price: price * rate, cents=lambda price: price * 100)
    frames["eur"].loc[0, "price"] *= float(rng.uniform(300, 900))  # one wild price, which came twice
    frames["eur"] = pd.concat([frames["eur"], frames["eur"].head(1)], ignore_index=True)
    check.same_table(
        by_source(answer(frames, today)),
        _report(frames, ratio_to_guide=[1, rate, 100], disagree_share=[0, 2 / 8, 1]),
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
    prices += [
        (one, unit * 0.8 - 0.01),
        (two, unit * 2.5 + 0.01),
        (gap, 9 * unit),
        (none, 9 * unit),
        (one, unit * 1.1875),  # exact; the median of all rows, and not of the two cards' medians
    ]
    shop = mixed(rng, prices)
    shop.insert(5, (one, None))
    today, copies, stale = day(rng), int(rng.integers(2, 4)), rng.integers(0, 300, 3).tolist()
    frames, tables = {}, {"shop": shop, "price_guide": guide, "log": [(none, unit)]}
    for (source, rows), age in zip(tables.items(), stale, strict=True):
        days = (age + rng.integers(1, 400, len(rows))).tolist()
        days[len(rows) // 2] = age  # the newest stands in between, and has no price
        frames[source] = source_records([(f"r{n}", *row, iso(today, -days[n])) for n, row in enumerate(rows)])
    frames["shop"].loc[:copies, "record_id"] = "r0"
    own = sorted([1 - 3 / unit, 1, 1 + 30 / unit, 0.5, 1.5])
    report = check.leaves_alone(answer, [frames, today.isoformat()], "the sources stay as they are")
    check.same_table(
        by_source(report),
        _report(
            frames,
            null_share=[1 / 10, 2 / 7, 0],
            duplicate_ids=[copies, 0, 0],
            days_stale=stale,
            ratio_to_guide=[1.1875, own[2], None],
            disagree_share=[2 / 7, sum(not 0.8 <= ratio <= 1.25 for ratio in own) / 5, None],
        ),
        "exactly at the limit agrees; the guide's price is the median of its own",
    )


_MOMENTS = ["listing", "sale", "after"]


def _minute(rng, first, last, month=6):
    """A minute of chance from one day of a month to another."""
    return f"2026-{month:02d}-{rng.integers(first, last):02d} {rng.integers(24):02d}:{rng.integers(60):02d}"


def _decided(rng, count, *, again=False):
    """A log of four listings, months apart, and the moment of each of its columns.

    One listing makes a column late: neither the first nor the last in the log, and never the newest.

    Args:
        count: columns for each of the three moments.
        again: every field is written more than once.
    """
    moments = mixed(rng, _MOMENTS * count)
    names = ids(rng, len(moments), "field_")
    late = [int(rng.integers(1, 3)) for _ in names]
    first, *others = mixed(rng, [3, 4, 5])
    months = mixed(rng, [first, 9])
    rows = []
    for place, month in enumerate([months[0], *others, months[1]]):
        listed, sold = _minute(rng, 5, 9, month), _minute(rng, 15, 19, month)
        times = {
            "listing": [listed, _minute(rng, 1, 5, month)],
            "sale": [sold, _minute(rng, 10, 14, month)],
            "after": [_minute(rng, 20, 29, month)],
        }
        writes = []
        for name, moment, late_at in zip(names, moments, late, strict=True):
            earlier = _MOMENTS[: max(1, _MOMENTS.index(moment))]
            known = moment if place == late_at else pick(rng, earlier, 1)[0]
            written = [*times["listing"], *times[known]] if again else mixed(rng, times[known])[:1]
            writes += [(name, f"l{month}", at, listed, sold) for at in written]
        rows += mixed(rng, writes)
    columns = writing_log(listed="", sold="").columns
    return pd.DataFrame(rows, columns=columns, dtype=object), dict(zip(names, moments, strict=True))


@E1_1C.hidden
def test_written_before_the_listing(answer, check, rng):
    """Other columns that come with the card"""
    names = ids(rng, 5, "field_")
    log = writing_log(
        *((name, "l1", _minute(rng, 1, 9)) for name in names),
        listed="2026-06-10 12:00",
        sold="2026-06-20 12:00",
    )
    check.equal(answer(log), dict.fromkeys(names, "listing"), "all of it is there when the card is listed")


@E1_1C.hidden
def test_other_listings(answer, check, rng):
    """Other columns of several listings"""
    for count in (1, 2):
        log, moments = _decided(rng, count)
        check.equal(answer(log), moments, "each field is held against the times of its own listing")


@E1_1C.hidden
def test_written_again(answer, check, rng):
    """Other columns whose fields were written again"""
    log, moments = _decided(rng, 2, again=True)
    given = check.leaves_alone(answer, [log], "the log stays as it is")
    check.equal(given, moments, "the last writing counts")
    check.equal(answer(log.head(0)), {}, "no row, no column")


@E1_1C.hidden
def test_at_the_very_minute(answer, check, rng):
    """Columns written at the minute of the listing or the sale, or one later"""
    hour, listed, sold = int(rng.integers(10, 20)), int(rng.integers(10, 58)), int(rng.integers(10, 58))
    writes = {
        f"2026-06-02 {hour}:{listed}": "listing",
        f"2026-06-02 {hour}:{listed + 1}": "sale",
        f"2026-06-12 {hour}:{sold}": "sale",
        f"2026-06-12 {hour}:{sold + 1}": "after",
    }
    names, times = ids(rng, 4, "field_"), mixed(rng, list(writes))
    log = writing_log(
        *((name, "l1", at) for name, at in zip(names, times, strict=True)),
        listed=f"2026-06-02 {hour}:{listed}",
        sold=f"2026-06-12 {hour}:{sold}",
    )
    expected = {name: writes[at] for name, at in zip(names, times, strict=True)}
    check.equal(answer(log), expected, "the minute itself is not late")

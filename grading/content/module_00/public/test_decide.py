"""Public checks of section 0.1: when to use machine learning, and what it is worth."""

import pandas as pd

from grading.content.module_00.exercises import E0_1, E0_1B, E0_1C
from grading.content.module_00.public.helpers import CENTS, word, words
from grading.content.module_00.public.scenarios import FOR, REASONS, SCENARIOS


def _parts(decisions, name):
    """Verdict and reasons of a scenario as far as they can be read: ('' and no reasons where there are none)."""
    entry = decisions.get(name) if isinstance(decisions, dict) else None
    if not isinstance(entry, tuple | list) or len(entry) != 2:
        return word(entry) or "", []
    verdict, reasons = entry
    listed = sorted(words([reasons] if isinstance(reasons, str) else reasons))
    return word(verdict) or "", list(dict.fromkeys(listed))


def _judge(check, decisions, name):
    """A scenario's points need both: the verdict, and reasons that carry it."""
    scenario, (verdict, reasons) = SCENARIOS[name], _parts(decisions, name)
    where = f'decisions["{name}"]'
    unknown = f'write it as "{name}": ("yes", {{"examples", …}}), with "yes", "no" or "maybe" first'
    right = check.is_true(
        verdict in scenario.holds,
        scenario.other_verdicts.get(verdict, unknown),
        given=verdict or "nothing",
        expected="the verdict that the scenario calls for"
        if verdict in scenario.other_verdicts
        else "a verdict",
        given_as=where,
    )
    if not right:
        return
    wrong = [reason for reason in reasons if reason not in scenario.holds[verdict]]
    for reason in wrong:
        check.is_true(
            False,
            scenario.why_not(reason),
            given=f"{reason}: {REASONS[reason]}" if reason in REASONS else reason,
            expected="only reasons that hold here and carry the verdict",
            given_as=where,
        )
    if wrong:
        return
    if verdict == "maybe":
        enough = 0 < len(set(reasons) & FOR) < len(reasons)
        why = "a maybe stands between two sides: name a reason for a model and one against it"
    else:
        enough = len(reasons) >= 2
        why = "the verdict is right; name at least two reasons that carry it, so that it convinces others"
    check.is_true(enough, why, given=reasons, expected="at least two reasons", given_as=where)


@E0_1
def test_email_spam(answer, check):
    """E-mail spam: verdict and reasons fit"""
    _judge(check, answer, "email_spam")


@E0_1
def test_inventory(answer, check):
    """Inventory: verdict and reasons fit"""
    _judge(check, answer, "inventory")


@E0_1
def test_fraud(answer, check):
    """Fraud: verdict and reasons fit"""
    _judge(check, answer, "fraud")


@E0_1
def test_translation(answer, check):
    """Text translation: verdict and reasons fit"""
    _judge(check, answer, "translation")


@E0_1
def test_calculator(answer, check):
    """Calculator: verdict and reasons fit"""
    _judge(check, answer, "calculator")


@E0_1B
def test_without_interest_it_is_a_sum(answer, check):
    """Without interest it is a sum"""
    check.close(
        answer(10_000, 0, 1_000, 24, 0.0),
        14_000.0,
        "24 months that bring $1,000 each, minus the $10,000 it took to build",
        **CENTS,
    )


@E0_1B
def test_running_costs_every_month(answer, check):
    """What it costs to run counts every month"""
    check.close(
        answer(10_000, 700, 1_000, 24, 0.0),
        -2_800.0,
        "somebody watches, mends and retrains the model, and the server is paid every month: a project that looks "
        "like $14,000 loses $2,800",
        **CENTS,
    )


@E0_1B
def test_later_money_is_worth_less(answer, check):
    """Later money is worth less"""
    check.close(
        answer(20_000, 500, 2_500, 12, 0.12),
        -20_000 + sum(2_000 * 1.12 ** (-month / 12) for month in range(1, 13)),
        "a dollar in a year is worth 1 / 1.12 today: the same months bring in less the later they come",
        **CENTS,
    )


@E0_1B
def test_a_year_of_interest(answer, check):
    """The build is paid today, the first money comes at the end of month one"""
    check.close(
        answer(1_000_000, 0, 1_100_000, 1, 1.0),
        -1_000_000 + 1_100_000 / 2 ** (1 / 12),
        "at 100% a year a dollar in one month is worth 1 / 2 ** (1/12) today, and today's dollars stay as they are",
        **CENTS,
    )


@E0_1B
def test_nothing_gained(answer, check):
    """A project that brings nothing costs its build and its running"""
    check.close(
        answer(5_000, 200, 0, 12, 0.0),
        -7_400.0,
        "an unused model is not worth 0: it was built, and it runs on",
        **CENTS,
    )


@E0_1B
def test_break_even_month(submission, check):
    """The break-even month is the first that pays for all before it"""
    why = "the first month at whose end everything so far, with its costs, adds up to 0 or more"
    check.equal(submission.break_even_month(10_000, 0, 1_000, 24, 0.0), 10, why)
    check.equal(submission.break_even_month(10_500, 500, 1_500, 24, 0.0), 11, why)


@E0_1B
def test_break_even_in_todays_money(submission, check):
    """The break-even month counts in today's money"""
    check.equal(
        submission.break_even_month(30_000, 1_000, 2_000, 60, 0.20),
        41,
        "at 20% a year the money of the third year is worth much less: without interest it would be month 30",
    )
    check.equal(
        submission.break_even_month(84_000, 1_000, 2_000, 120, 0.0),
        84,
        "some projects are used for ten years, and this one pays in the seventh",
    )


@E0_1B
def test_never_breaks_even(submission, check):
    """A project that never pays has no break-even month"""
    given = [
        submission.break_even_month(10_000, 900, 1_000, 24, 0.0),
        submission.break_even_month(10_000, 1_000, 400, 24, 0.1),
        submission.break_even_month(10_000, 1_000, 1_000, 24, 0.0),
        submission.break_even_month(2_000, 0, 1_000, 24, 0.0),
    ]
    check.equal(
        given,
        [None, None, None, 2],
        "None says that it does not pay within the months it is used: the last month would be a promise",
        given_as="break_even_month of projects that bring $100 a month, -$600 and $0 more than they cost, and of one "
        "that pays",
    )


@E0_1B
def test_nothing_to_build(submission, check):
    """What costs nothing to build is paid back in month 0"""
    given = [
        submission.break_even_month(0, 500, 1_000, 12, 0.1),
        submission.break_even_month(0, 500, 100, 12, 0.1),
        submission.break_even_month(500, 500, 1_000, 12, 0.0),
    ]
    check.equal(
        given,
        [0, 0, 1],
        "nothing was spent, so nothing has to come back, whatever the months bring",
        given_as="break_even_month of a build of $0 that gains $500 a month, one of $0 that loses $400 a month, and "
        "one of $500",
    )


@E0_1B
def test_the_last_month_counts(submission, check):
    """The last month counts, half a dollar short is not paid back"""
    given = [
        submission.break_even_month(12_000, 0, 1_000, 12, 0.0),
        submission.break_even_month(12_000.5, 0, 1_000, 12, 0.0),
        submission.break_even_month(12_000.5, 0, 1_000, 13, 0.0),
    ]
    check.equal(
        given,
        [12, None, 13],
        "the months go up to and with the last one, and no further; 0 or more is paid back, and nothing below 0",
        given_as="break_even_month of $12,000, and of 50 cents more, at $1,000 a month for 12, 12 and 13 months",
    )


def _sales(**prices):
    """Sales from prices by rarity; the name none stands for a missing rarity."""
    rows = [
        (None if name == "none" else name.replace("_", " "), paid)
        for name, listed in prices.items()
        for paid in listed
    ]
    return pd.DataFrame(rows, columns=["rarity", "price"])


def _cards(*rarities, **columns):
    return pd.DataFrame({"rarity": list(rarities), **columns})


_COMMON, _HOLO = [0.4, 0.5, 0.6, 0.7, 60.0], [9.0, 11.0, 12.0, 14.0, 400.0, 13.0]


@E0_1C
def test_median_of_the_rarity(answer, check):
    """A card gets the median of its rarity"""
    check.close(
        answer(_sales(Common=_COMMON, Rare_Holo=_HOLO))(_cards("Rare Holo", "Common", "Rare Holo")),
        [12.5, 0.6, 12.5],
        "one chase card for $60 makes no Common dearer: the median asks what the usual one costs",
        given_as="cards of rarity Rare Holo, Common and Rare Holo",
    )


@E0_1C
def test_unknown_rarity_gets_the_overall_median(answer, check):
    """A card whose rarity is missing or new gets the overall median"""
    check.close(
        answer(_sales(Common=_COMMON, Rare_Holo=_HOLO))(_cards(None, "Promo", "Common")),
        [11.0, 11.0, 0.6],
        "somebody lists such a card every day, and the shop needs a price for it: the median of all sales",
        given_as="cards of rarity None, Promo and Common",
    )


@E0_1C
def test_few_sales_are_no_rule(answer, check):
    """Five sales make a rule, four do not"""
    sales = _sales(Common=_COMMON, Promo=[30.0, 31.0, 32.0, 33.0], Rare=[2.0, 3.0, 4.0, 5.0, 6.0])
    check.close(
        answer(sales)(_cards("Promo", "Rare")),
        [4.5, 4.0],
        "four sales say little about the fifth: a rule that follows every accident is no rule",
        given_as="a Promo, with 4 sales, and a Rare, with 5",
    )


@E0_1C
def test_sales_without_a_price(answer, check):
    """A sale without a price counts for nothing"""
    sales = _sales(Common=[*_COMMON, None, None, None], Rare=[7.0, 8.0, 9.0, 8.5, None], none=[3.0, 4.0])
    check.close(
        answer(sales)(_cards("Common", "Rare", None)),
        [0.6, 4.0, 4.0],
        "a missing price is no price of 0, and it makes no fifth sale; a sale of unknown rarity has a price that "
        "counts",
        given_as="a Common with 3 prices missing, a Rare with 4 prices and one missing, and a card without a rarity",
    )


@E0_1C
def test_asking_prices_are_not_read(answer, check):
    """Only past sales decide, not the cards that are asked for"""
    cards = _cards(
        "Common", "Rare Holo", "Common", "Common", "Common", "Common", price=[99.0, 1.0, 98.0, 97, 96, 95]
    )
    price = answer(_sales(Common=_COMMON, Rare_Holo=_HOLO))
    check.close(
        price(cards.set_index(pd.Index([7, 3, 3, 1, 0, 2]))),
        [0.6, 12.5, 0.6, 0.6, 0.6, 0.6],
        "whoever lists a card names a price: a rule that learns from it repeats every wish. The prices come in the "
        "order of the rows, whatever their index says",
        given_as="six cards with asking prices and an index in no order",
    )


@E0_1C
def test_unknown_rarity_is_no_rarity(answer, check):
    """Sales of unknown rarity count for all cards, and make no rule of their own"""
    sales = _sales(Rare=[7.0, 8.0, 9.0, 8.5, 8.0], none=[0.5, 0.6, 0.7, 0.8, 0.9, 0.4])
    check.close(
        answer(sales)(_cards(None, "Rare", "Promo")),
        [0.9, 8.0, 0.9],
        "cards nobody noted a rarity for have nothing in common. Two Rares for $8 are two sales",
        given_as="a card without a rarity, a Rare and a Promo, from 5 sales of Rares and 6 without a rarity",
    )


@E0_1C
def test_prices_are_not_rounded(answer, check):
    """Prices are not rounded"""
    sales = _sales(Common=[0.10, 0.20, 0.25, 0.26, 0.30, 0.30])
    check.close(
        answer(sales)(_cards("Common", None)),
        [0.255, 0.255],
        "half a cent is nothing on one card and $500 on a hundred thousand: whoever prints the tag rounds",
        given_as="a Common and a card without a rarity, from six sales around 25 and 26 cents",
    )


@E0_1C
def test_any_table_of_cards(answer, check):
    """It prices one table after another: one card, none, without asking prices"""
    sales = _sales(Common=_COMMON, Rare_Holo=_HOLO)
    price = answer(
        pd.concat([pd.Series("till 2", sales.index, name="place"), sales[["price", "rarity"]]], axis=1)
    )
    answer(_sales(Common=[7.0] * 5, Promo=[8.0] * 5))  # another rule, which leaves the first as it is
    tables = [
        _cards("Rare Holo", "Common", "Common", price=[None, 0.1, None]),
        pd.DataFrame({"name": ["Common", "Ditto"], "rarity": ["Rare Holo", "Common"]}),
        _cards("Common"),
        _cards("Rare Holo", "Promo"),
        _cards("Common").iloc[:0],
    ]
    check.close(
        [price(table) for table in tables],
        [[12.5, 0.6, 0.6], [12.5, 0.6], [0.6], [12.5, 11.0], []],
        "the rule is learned once and asked all day: each table gets its own prices, one for each of its cards",
        given_as="a table of three cards, two of them without an asking price; of two, their names before the rarity; "
        "of one; of two; of none. A rule for another shop was learned before",
    )
    why = "also a table without cards gets a list, an array or a Series, with nothing in it: no table"
    check.items(price(tables[-1]), why, count=0, given_as="the prices of a table without cards")


@E0_1C
def test_no_rule_at_all(answer, check):
    """Where no rarity has five sales, every card costs the median of all"""
    check.close(
        answer(_sales(Common=[1.0, 2.0, 4.0], Rare=[5.0, 9.0, None]))(_cards("Rare", "Common")),
        [4.0, 4.0],
        "a young shop has sold little: until there are five of a kind, the best it knows is the middle of all",
        given_as="a Rare and a Common, from three sales of each, one without a price",
    )


@E0_1C
def test_beats_one_price_for_all(answer, check):
    """The rule is closer than one price for all cards"""
    past = _sales(
        Common=[0.3, 0.4, 0.5, 0.8, 1.5],
        Rare=[2.0, 3.0, 3.5, 5.0, 9.0],
        Ultra_Rare=[12.0, 18.0, 25.0, 31, 60],
    )
    later = _sales(Common=[0.4, 0.9, 0.5], Rare=[2.5, 6.0, 3.0], Ultra_Rare=[16.0, 40.0, 22.0])
    why = (
        "one price for everything is $8.91 off on these later sales: a rule worth having is well below, and a "
        "model worth having is below the rule"
    )
    given = check.items(answer(past)(later[["rarity"]]), why, count=9, given_as="nine later sales")
    prices = [check.number(one, why, given_as="a later sale") for one in given or ()]
    if not prices or None in prices:
        return
    errors = [abs(one - paid) for one, paid in zip(prices, later["price"], strict=True)]
    error = round(sum(errors) / 9, 2)
    check.is_true(
        error < 8.0,
        why,
        given=error,
        expected="less than 8.0",
        given_as="the mean error, in dollars, on nine later sales",
    )

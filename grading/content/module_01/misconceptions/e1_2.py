"""Known wrong answers to E1.2, the contract for a batch and its gate."""

import re
from datetime import date, datetime

import pandas as pd

from course.market.rarities import RARITIES
from grading.engine.declare.misconception import misconception


def _is_number(value):
    return isinstance(value, int | float)


def _is_day(value):
    return isinstance(value, str) and date.fromisoformat(value).isoformat() == value


def _holds(rule, value):
    try:
        return rule(value)
    except (TypeError, ValueError):
        return False


def _find(batch, dearest=float("inf"), required=("card_id", "rarity", "currency", "sold_at"), is_day=_is_day):
    """A right answer with a switch for some mistakes; other mistakes change the batch before, or the result."""
    rules = {
        "card_id": lambda value: isinstance(value, str),
        "rarity": lambda value: value in RARITIES,
        "hp": lambda value: _is_number(value) and 10 <= value <= 400,
        "price": lambda value: _is_number(value) and 0 < value <= dearest,
        "currency": lambda value: value in ("USD", "EUR"),
        "sold_at": is_day,
    }
    problems = []
    for column, rule in rules.items():
        if column not in batch:
            problems.append((-1, column, "missing column"))
            continue
        for row, value in enumerate(batch[column].tolist()):
            allowed = column not in required if pd.isna(value) else _holds(rule, value)
            if not allowed:
                problems.append((row, column, "not allowed"))
    return pd.DataFrame(problems, columns=["row", "column", "problem"])


@misconception(
    "E1.2",
    "stops at the first problem",
    section="1.2.1",
    explanation="Your report ends after the first problem, where the batch had six. The partner fixes that "
    "one, sends the batch again, and hears of the next: six nights for what one report could have"
    " said. Validate lazily, so that pandera collects everything before it raises.",
)
def stops_at_first(batch):
    return _find(batch).head(1)


@misconception(
    "E1.2",
    "takes the dearest card seen so far as the limit",
    section="1.2.3",
    explanation="You put an upper limit on price, probably the largest one in last month's data. Then the "
    "first $2,400 Secret Rare is an error, and the sale the shop earns most on waits until "
    "somebody notices. What was observed is no rule: ask what can't be true, such as a price of 0"
    " or less.",
)
def observed_maximum(batch):
    return _find(batch, dearest=1_000)


@misconception(
    "E1.2",
    "drops incomplete rows before it looks",
    section="1.2.1",
    explanation="You drop rows with missing cells first, and look at the rest. So nothing is said of the row "
    "without a card_id, nor of what else is wrong in such rows, and the numbers of the rows after them no "
    "longer fit the batch. A validator reports and changes nothing.",
)
def drops_before(batch):
    return _find(batch.dropna().reset_index(drop=True))


@misconception(
    "E1.2",
    "converts before it checks",
    section="1.2.1",
    explanation="You make numbers of hp and price first, so '120 HP' becomes a harmless missing value and the"
    " text '0.25' a fine price. But the change of type was the news: the sender changed "
    "something, and the raw value is what the next program gets. Check what arrived, convert "
    "later.",
)
def converts_before(batch):
    numbers = {c: pd.to_numeric(batch[c], errors="coerce") for c in ("hp", "price") if c in batch}
    return _find(batch.assign(**numbers))


@misconception(
    "E1.2",
    "demands a price in every row",
    section="1.2.1",
    explanation="A row without a price is reported as a problem, but the contract allows it: some sales are "
    "priced later, the dear ones more often. A check that is stricter than the contract cries "
    "wolf every night, and soon nobody reads it. Say for each column whether a cell may be "
    "missing.",
)
def demands_price(batch):
    return _find(batch, required=("card_id", "rarity", "price", "currency", "sold_at"))


@misconception(
    "E1.2",
    "lets a cell be missing that must not be",
    section="1.2.1",
    explanation="A row without a card_id, a rarity, a currency or a day passes your contract. pandera skips "
    "missing cells in its checks, and so does a rule that compares with NaN in mind; what may be "
    "missing is a rule of its own. In this contract only hp and price may.",
)
def allows_missing(batch):
    return _find(batch, required=())


@misconception(
    "E1.2",
    "looks at the form of a day, and not whether there is such a day",
    section="1.2.1",
    explanation="Four digits, two, two: 2026-13-45 and 2026-02-30 have that form, and pass. But February has no "
    "30th, and the next program that makes a date of it stops, at night. Look at the form, and then "
    "ask the calendar too.",
)
def form_only(batch):
    return _find(batch, is_day=lambda v: bool(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", v)))


@misconception(
    "E1.2",
    "takes whatever a parser can read as a day",
    section="1.2.1",
    explanation="You ask a parser whether it can make a day of the text, and date.fromisoformat reads more than "
    "one form: 20260503 is a day to it, and 2026-W18-7 is Sunday of week 18. The contract has one "
    "form, because days are sorted and joined as text: there 20260503 comes before or after all "
    "others, and matches nothing. Check the form as well.",
)
def parser_decides(batch):
    return _find(batch, is_day=lambda v: bool(date.fromisoformat(v)))


@misconception(
    "E1.2",
    "takes a day with a digit too few",
    section="1.2.1",
    explanation="strptime with %Y-%m-%d also reads 2026-5-3: %m and %d ask for no leading zero. The contract has "
    "one form, because days are sorted and joined as text, and there 2026-5-3 is another day than "
    "2026-05-03, and comes after December. Check the form as well.",
)
def short_days(batch):
    return _find(batch, is_day=lambda v: bool(datetime.strptime(v, "%Y-%m-%d")))


@misconception(
    "E1.2",
    "makes text of a date before it looks",
    section="1.2.1",
    explanation="You call str() on the cell, and a date object prints like the text that the contract wants. So "
    "it passes, and the next program has texts and dates in one column, which it can neither sort nor "
    "join. Ask first whether the cell is a text.",
)
def text_of_a_date(batch):
    return _find(batch, is_day=lambda v: _is_day(str(v)[:10] if isinstance(v, date) else v))


@misconception(
    "E1.2",
    "hands the number of problems to CI",
    section="1.2.2",
    replaces="gate",
    explanation="Your gate returns how many problems there are. An exit code is one byte on Linux and macOS, "
    "so a batch with 256 problems leaves with 0, and CI waves it through. Return 1 for any number"
    " of them; the report has the count.",
)
def counts_problems(batch):
    return len(_find(batch))


@misconception(
    "E1.2",
    "says 1 for a good batch and 0 for a bad one",
    section="1.2.2",
    replaces="gate",
    explanation="In Python 1 means true, so it seems to mean good. For an exit code it is the other way "
    "round: 0 is success, all else is failure. As it is, CI stops every clean batch and lets "
    "every broken one through.",
)
def upside_down(batch):
    return int(_find(batch).empty)

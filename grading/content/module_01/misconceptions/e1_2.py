"""Known wrong answers to E1.2, the contract for a batch and its gate."""

import re

import pandas as pd

from course.market.rarities import RARITIES
from grading.engine.declare.misconception import misconception


def _is_number(value):
    return isinstance(value, int | float)


def _find(batch, dearest=float("inf"), price_required=False):
    """A right answer with a switch for some mistakes; other mistakes change the batch before, or the result."""
    rules = {
        "card_id": lambda value: isinstance(value, str),
        "rarity": lambda value: value in RARITIES,
        "hp": lambda value: _is_number(value) and 10 <= value <= 400,
        "price": lambda value: _is_number(value) and 0 < value <= dearest,
        "currency": lambda value: value in ("USD", "EUR"),
        "sold_at": lambda value: bool(re.fullmatch(r"\d{4}-\d\d-\d\d", str(value))),
    }
    optional = {"hp"} if price_required else {"hp", "price"}
    problems = []
    for column, rule in rules.items():
        if column not in batch:
            problems.append((-1, column, "missing column"))
            continue
        for row, value in enumerate(batch[column].tolist()):
            allowed = column in optional if pd.isna(value) else rule(value)
            if not allowed:
                problems.append((row, column, "not allowed"))
    return pd.DataFrame(problems, columns=["row", "column", "problem"])


@misconception(
    "E1.2",
    "stops at the first problem",
    section="1.2",
    explanation="Your report ends after the first problem, where the batch had six. The partner fixes that "
    "one, sends the batch again, and hears of the next: six nights for what one report could have"
    " said. Validate lazily, so that pandera collects everything before it raises.",
)
def stops_at_first(batch):
    return _find(batch).head(1)


@misconception(
    "E1.2",
    "takes the dearest card seen so far as the limit",
    section="1.2",
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
    section="1.2",
    explanation="You drop rows with missing cells first, and then everything that is left is fine. The row "
    "without a card_id is gone, nobody is told, and the numbers of the rows after it no longer "
    "fit the batch. A validator reports and changes nothing.",
)
def drops_before(batch):
    return _find(batch.dropna().reset_index(drop=True))


@misconception(
    "E1.2",
    "converts before it checks",
    section="1.2",
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
    section="1.2",
    explanation="A row without a price is reported as a problem, but the contract allows it: some sales are "
    "priced later, the dear ones more often. A check that is stricter than the contract cries "
    "wolf every night, and soon nobody reads it. Say for each column whether a cell may be "
    "missing.",
)
def demands_price(batch):
    return _find(batch, price_required=True)


@misconception(
    "E1.2",
    "hands the number of problems to CI",
    section="1.2",
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
    section="1.2",
    replaces="gate",
    explanation="In Python 1 means true, so it seems to mean good. For an exit code it is the other way "
    "round: 0 is success, all else is failure. As it is, CI stops every clean batch and lets "
    "every broken one through.",
)
def upside_down(batch):
    return int(_find(batch).empty)

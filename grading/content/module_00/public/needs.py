"""The facts that a proposal has to agree with: needs, metrics, days and money."""

import datetime as dt
from typing import NamedTuple


class ProposalMetric(NamedTuple):
    """A number the project could be measured by; less of it is better.

    `today`, `rule` and `tried` are its levels by hand, by the median of the rarity and in a first try with a model;
    `worth` is what one unit less brings, in dollars a month (None: nobody can say); `known_after` days.
    """

    today: float
    rule: float
    tried: float
    worth: float | None
    known_after: int


PROPOSAL_METRICS = {
    "mean_error": ProposalMetric(8.4, 6.9, 4.6, 1_200, 30),
    "overpriced": ProposalMetric(9, 7, 4, 1_000, 30),
    "refunds": ProposalMetric(5.2, 4.4, 3.0, 1_000, 90),
    "minutes": ProposalMetric(3, 0, 0, 4_800, 0),
    "not_returning": ProposalMetric(40, 39, 37, 300, 365),
    "not_exact": ProposalMetric(99, 99, 98, None, 30),
}
NEED_METRICS = {
    "quotes_off": ("mean_error", "overpriced", "refunds"),
    "quotes_slow": ("minutes",),
    "sellers_leave": ("not_returning",),
}
"""Needs that are problems, with the metrics that measure them."""
SOLUTIONS_IN_DISGUISE = {
    "no_model": "'we have no price model' names what you want to build: it is solved by building anything. What hurts "
    "while it isn't there?",
    "others_use_ai": "what others use is no loss of this shop: ask what it loses, then what would stop that",
    "data_unused": "unused data costs nothing. Who would do what better with it?",
}

STAGES = ("discovery", "data", "model", "production")
FIRST_DAY, DATA_DAY, LAST_DAY = dt.date(2026, 9, 7), dt.date(2026, 10, 5), dt.date(2026, 12, 18)
"""When the team is free, when the sales may be used, and when the owner decides at the latest."""
WEEK_COSTS = 1_800
BUDGET = 20_000
LEAST_TO_RUN = 200
"""Dollars: a week of work, what there is for the build, and what running it costs a month at the least."""
LONGEST = 36
"""Months of use that may be counted."""
INTEREST = 0.08
"""A year, for what later money is worth today."""

"""The facts of section 0.6: the metrics a proposal can choose, the needs to frame, and the questions to ask."""

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


FIELDS = ("decision", "unit", "target", "task", "loss")
FRAMINGS = {
    "price_tag": [
        {
            "task": "regression",
            "target": "sale_price",
            "loss": "absolute_error",
            "unit": "card",
            "decision": "print_tag",
        }
    ],
    "bargains": [
        {
            "task": "ranking",
            "target": "margin",
            "loss": "pairwise",
            "unit": "listing",
            "decision": "buy_forty",
        },
        {
            "task": "quantile",
            "target": "margin",
            "loss": "pinball",
            "unit": "listing",
            "decision": "buy_forty",
        },
        {
            "task": "quantile",
            "target": "sale_price",
            "loss": "pinball",
            "unit": "listing",
            "decision": "buy_forty",
        },
    ],
    "fakes": [
        {
            "task": "classification",
            "target": "expert_verdict",
            "loss": "log_loss",
            "unit": "card",
            "decision": "send_to_expert",
        }
    ],
    "sleeves": [
        {
            "task": "quantile",
            "target": "packs_wanted",
            "loss": "pinball",
            "unit": "product_week",
            "decision": "order_packs",
        }
    ],
}
"""Every framing of a need that is accepted."""
_DECISIONS = "what somebody does with the answer"
_UNITS = "the thing one decision is about"
_TARGETS = "what the decision needs, and is known afterwards for every unit"
_LOSSES = "the loss that hurts as the mistakes do"
NEEDS = {
    need: {"decision": _DECISIONS, "unit": _UNITS, "target": _TARGETS, "task": task, "loss": _LOSSES}
    for need, task in {
        "price_tag": "the kind of answer that can be printed on a tag",
        "bargains": "an answer that sorts, or that says what is rarely missed",
        "fakes": "an answer that can be weighed against a cost",
        "sleeves": "an answer that leans to the side that costs less",
    }.items()
}
"""What is asked for, by need and field, in words that don't give it away."""

_WHY = {
    (
        "bargains",
        "task",
        "regression",
    ): "a point price is right in the middle of cheap and dear surprises. Take the 40 "
    "largest gaps of 600, and you take the 40 largest errors: nobody needs the price, but the order or a price that is "
    "rarely missed",
    (
        "bargains",
        "task",
        "classification",
    ): "hundreds may be called bargains and only 40 can be bought: which? The "
    "answer has to sort, or to promise a price that is rarely missed",
    (
        "bargains",
        "target",
        "asking_price",
    ): "it is known anyway, and easy to predict: what the buyers need is what is left when the card is sold",
    (
        "bargains",
        "target",
        "marked_bargain",
    ): "it exists only for what the buyers bought: a card they passed by never "
    "gets the mark, so neither training nor checking sees it",
    (
        "fakes",
        "target",
        "returned_as_fake",
    ): "only cards that were sold can come back: those held back never get this "
    "label, and the better the model the less it sees. It is known only after the action",
    (
        "fakes",
        "loss",
        "accuracy",
    ): "1 card in 100 is a fake: whoever never says fake is right for 99, and accuracy "
    "weighs a $400 fake like a $5 look. The chance itself has to be right",
    (
        "fakes",
        "task",
        "regression",
    ): "fake or genuine are two classes; the decision weighs the chance of the one",
    (
        "fakes",
        "task",
        "ranking",
    ): "an order does not say where to stop: a look pays from a certain chance on, so the chance is needed",
    (
        "sleeves",
        "target",
        "packs_sold",
    ): "when the shelf is empty it stops counting: weeks that were sold out look like "
    "weeks with little demand, and the next order is too small again",
    (
        "sleeves",
        "task",
        "regression",
    ): "the middle is missed half the time to the side that costs three times as much: "
    "order where the costs balance, not in the middle",
    (
        "sleeves",
        "loss",
        "absolute_error",
    ): "it weighs a missing pack like one that is left, and one costs three times the other",
    (
        "sleeves",
        "loss",
        "squared_error",
    ): "it weighs a missing pack like one that is left, and one costs three times the other",
    (
        "price_tag",
        "loss",
        "squared_error",
    ): "it counts a $20 miss like four of $10, and the shop loses as much as two",
    (
        "price_tag",
        "task",
        "quantile",
    ): "a dollar too high costs what a dollar too low does: there is no side to lean to",
    ("price_tag", "target", "asking_price"): "it is known, and easy: what sellers ask is not what buyers pay",
}
_GENERAL = {
    "decision": "say who does what with the answer; a number that changes no decision needs no model",
    "unit": "one decision is about one of these: take the thing that is bought, tagged, sent or ordered",
    "target": "it has to be what the decision depends on, and to become known for every unit, whatever was decided",
    "task": "look at what the answer has to do: be printed, be sorted, be weighed, or lean to one side",
    "loss": "training makes this small: does it hurt as the mistakes hurt the shop, and does it fit the task?",
}


def why_wrong(need: str, field: str, given: str | None) -> str:
    """Why a choice does not fit its need."""
    return _WHY.get((need, field, given), _GENERAL[field])


TOPICS = {
    "users": ("who_decides", "use_nice"),
    "label": ("when_known", "right_clear"),
    "cost of errors": ("wrong_costs", "errors_bad"),
    "volume": ("how_many", "much_data"),
    "latency": ("by_when", "fast_enough"),
    "freshness": ("how_old", "up_to_date"),
    "privacy": ("whose_data", "privacy_ok"),
    "owner": ("who_owns", "team_owns"),
}
"""Questions by topic: the one whose answer is a number or a name, and its vague twin."""
DECISIVE = ("users", "label", "cost of errors")
AFTER = ("volume", "latency", "freshness", "privacy", "owner")
_TWIN = "they will say yes, and you know as much as before. Ask for a number or a name"
VAGUE = {twin: f"'{twin}': {_TWIN}" for _, twin in TOPICS.values()}

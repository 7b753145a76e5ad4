"""Known wrong answers to E0.6, framing needs and asking first."""

from grading.engine.declare.misconception import misconception


def _framings(**changes):
    """Right framings with some fields of some needs changed."""
    right = {
        "price_tag": {
            "decision": "print_tag", "unit": "card", "target": "sale_price", "task": "regression",
            "loss": "absolute_error",
        },
        "bargains": {
            "decision": "buy_forty", "unit": "listing", "target": "margin", "task": "ranking", "loss": "pairwise",
        },
        "fakes": {
            "decision": "send_to_expert", "unit": "card", "target": "expert_verdict", "task": "classification",
            "loss": "log_loss",
        },
        "sleeves": {
            "decision": "order_packs", "unit": "product_week", "target": "packs_wanted", "task": "quantile",
            "loss": "pinball",
        },
    }  # fmt: skip
    return {need: {**fields, **changes.get(need, {})} for need, fields in right.items()}


_ASKED = [
    "who_decides",
    "wrong_costs",
    "when_known",
    "how_many",
    "by_when",
    "how_old",
    "whose_data",
    "who_owns",
]


@misconception(
    "E0.6",
    "predicts a price where an order is needed",
    section="0.6",
    value=True,
    explanation="To find bargains you predict the price of each listing and take the largest gaps. Among "
    "600 listings the largest gaps are mostly the largest errors: the model sorts by its own mistakes, "
    "and the buyers buy them. Either learn the order by what was left over in the end, or predict a "
    "careful price that is rarely missed, and buy below it.",
)
def point_price():
    return _framings(bargains={"task": "regression", "target": "sale_price", "loss": "squared_error"})


@misconception(
    "E0.6",
    "learns from what is known only after the action",
    section="0.6",
    value=True,
    explanation="A card comes back as a fake only if it was sold. Those the model holds back never get a "
    "label: the better it works, the fewer fakes it learns from, and nobody can check whether it was "
    "right about them. The expert's verdict on cards drawn at random exists for every kind of card, "
    "before and after the model is there.",
)
def after_the_action():
    return _framings(fakes={"target": "returned_as_fake"})


@misconception(
    "E0.6",
    "takes accuracy where a chance is weighed",
    section="0.6",
    value=True,
    explanation="1 card in 100 is a fake, so 'all genuine' is 99% accurate and finds none. The decision "
    "weighs a $400 fake against a $5 look: what it needs is a chance that can be believed, and log loss "
    "is what makes chances honest. The threshold comes from the costs afterwards.",
)
def accuracy():
    return _framings(fakes={"loss": "accuracy"})


@misconception(
    "E0.6",
    "takes what was sold for what was wanted",
    section="0.6",
    value=True,
    explanation="When the shelf is empty nothing is sold, however many people ask. A model of packs sold "
    "learns that demand is low in the weeks in which it was highest, orders less, and sells out again: it "
    "makes itself come true. What people asked for is the target, sold or not.",
)
def sold_for_wanted():
    return _framings(sleeves={"target": "packs_sold"})


@misconception(
    "E0.6",
    "orders for the middle although one side costs more",
    section="0.6",
    value=True,
    explanation="A missing pack costs three times as much as one that is left, and you predict the "
    "middle: half of the weeks run out. Where the sides cost different amounts, order the quantile at "
    "which they balance: here the level that demand stays below in three of four weeks. The pinball loss "
    "is made for that.",
)
def middle():
    return _framings(sleeves={"task": "regression", "loss": "squared_error"})


@misconception(
    "E0.6",
    "asks about the algorithm before the users",
    section="0.6",
    value=True,
    replaces="questions",
    explanation="Your first question is one the buyers can't answer, and nothing they need depends on it. "
    "The method is yours to choose, and it follows from the rest: who decides what, what counts as right, "
    "what a mistake costs. Ask those while the people who know are in the room.",
)
def algorithm_first():
    return ["which_algorithm", *_ASKED]


@misconception(
    "E0.6",
    "asks questions that can be answered with yes",
    section="0.6",
    value=True,
    replaces="questions",
    explanation="'Should it be fast?' Of course. You learn nothing, and later it turns out that fast "
    "meant 'by 9 in the morning' or 'while the customer waits'. Ask so that the answer is a number or a "
    "name: how many, by when, how much does it cost, who.",
)
def vague():
    return [
        "use_nice", "errors_bad", "right_clear", "much_data", "fast_enough", "up_to_date", "privacy_ok", "team_owns",
    ]  # fmt: skip


@misconception(
    "E0.6",
    "asks for the limits before the purpose",
    section="0.6",
    value=True,
    replaces="questions",
    explanation="Volume, speed and privacy come first on your list, and what is right and what a mistake "
    "costs last. If the meeting ends after five questions you know how fast to be at something nobody has "
    "described. The limits also depend on it: how old the data may be follows from what a mistake costs.",
)
def limits_first():
    return [
        "who_decides",
        "how_many",
        "by_when",
        "how_old",
        "whose_data",
        "who_owns",
        "wrong_costs",
        "when_known",
    ]

"""Right answers to E0.6: bargains by a careful price, and by a careful margin; questions in other orders."""

_TAG = ("print_tag", "card", "sale_price", "regression", "absolute_error")
_FAKES = ("send_to_expert", "card", "expert_verdict", "classification", "log_loss")
_SLEEVES = ("order_packs", "product_week", "packs_wanted", "quantile", "pinball")


def _framed(*fields):
    return dict(zip(("decision", "unit", "target", "task", "loss"), fields, strict=True))


right_careful_price = {
    "framings": {
        "sleeves": _framed(*_SLEEVES),
        "fakes": _framed(*_FAKES),
        "bargains": _framed("buy_forty", "listing", "sale_price", "quantile", "pinball"),
        "price_tag": _framed(*_TAG),
    },
    "questions": [
        "who_decides", "when_known", "wrong_costs", "who_owns", "whose_data", "how_old", "by_when", "how_many",
    ],
}  # fmt: skip
right_careful_margin = {
    "framings": {
        "price_tag": _framed(*_TAG),
        "bargains": _framed("Buy_forty", "listing", "margin", "Quantile", "pinball"),
        "fakes": _framed(*_FAKES),
        "sleeves": _framed(*_SLEEVES),
    },
    "questions": (
        "who_decides", "wrong_costs", "when_known", "how_many", "whose_data", "by_when", "who_owns", "how_old",
    ),
}  # fmt: skip

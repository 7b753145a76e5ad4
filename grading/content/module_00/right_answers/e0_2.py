"""Right answers to E0.2: another metric and plan as a dict, a ProjectBrief, and one that advises against itself."""

from decimal import Decimal
from fractions import Fraction

import numpy as np

from course.brief import Alternative, Metric, Milestone, Milestones, Money, ProjectBrief, Risk, Timeline

_RISKS = [
    ("Staff quote what they like", "Two of them try it first and say why they differ", "head buyer"),
    ("A new set sells unlike the old ones", "It is priced by hand for its first 30 days", "pricing lead"),
    ("The export of sales comes late", "Begin with the till's own list", "analyst"),
    ("Sellers learn where the model is wrong", "At most 12 cards a week from one seller", "pricing lead"),
]


def _worth(build, run, gain, months):
    return sum((gain - run) / 1.08 ** (month / 12) for month in range(1, months + 1)) - build


right_overpriced = {
    "brief": {
        "owner": "pricing lead",
        "risks": [{"what": what, "mitigation": answer, "owner": who} for what, answer, who in _RISKS],
        "money": {
            "build": "19800", "run_per_month": 250.0, "months": 18, "gain_per_month": 2_500,
            "roi": 2_500 * 18 / (19_800 + 250 * 18) - 1, "npv": round(_worth(19_800, 250, 2_500, 18), -1),
        },
        "recommendation": "Go",
        "timeline": {
            "start": "2026-09-14",
            "deadline": "2026-12-11",
            "total_weeks": 11,
            "milestones": {
                "discovery": {"weeks": 1.5, "result": "The rule measured on 500 sales"},
                "data": {"weeks": 3, "result": "Sales without returns and doubles"},
                "model": {"weeks": 3.5, "result": "A share of overpriced quotes on later sales"},
                "production": {"weeks": 3, "result": "Quotes at one counter"},
            },
        },
        "alternative": {"name": "median by rarity and condition", "value": 6.5},
        "metric": {"name": "overpriced", "today": 9, "target": 4, "worth": 1000},
        "decision": "The counter offers the lower of the two prices.",
        "why_ml": "Nobody has time to keep 4,000 rules by set and condition.",
        "problem": "Of 100 quotes 9 are over 1.25 times what the card fetches, and the shop pays the difference.",
        "need": "quotes_off",
    }
}  # fmt: skip

right_typed = {
    "brief": ProjectBrief(
        need="quotes_off",
        problem="Quotes miss by $8.40 a card, and those who get too little go elsewhere.",
        why_ml="Condition and set move the price as much as the rarity.",
        decision="The counter quotes the price shown, under $100.",
        metric=Metric(name="mean_error", today=8.4, target=4.6, worth=1200),
        alternative=Alternative(name="median by rarity", value=6.9),
        timeline=Timeline(
            start="2026-09-07",
            deadline="2026-12-18",
            total_weeks=10,
            milestones=Milestones(
                discovery=Milestone(weeks=2, result="The rule measured"),
                data=Milestone(weeks=3, result="Checked sales"),
                model=Milestone(weeks=3, result="A miss on late sales"),
                production=Milestone(weeks=2, result="500 quotes"),
            ),
        ),
        money=Money(
            build=18_500,
            run_per_month=300,
            months=12,
            gain_per_month=2_760,
            roi=0.5,
            npv=_worth(18_500, 300, 2_760, 12),
        ),
        recommendation="go",
        risks=[Risk(what=what, mitigation=answer, owner=who) for what, answer, who in _RISKS[:3]],
        owner="pricing lead",
    )
}

right_no_go = {
    "brief": right_overpriced["brief"]
    | {
        "metric": {"name": "overpriced", "today": 9, "target": Fraction(6), "worth": Decimal(1000)},
        "money": {
            "build": 19_800,
            "run_per_month": 250,
            "months": 24,
            "gain_per_month": 500,
            "roi": 500 * 24 / (19_800 + 250 * 24) - 1,
            "npv": np.int64(_worth(19_800, 250, 500, 24)),
        },
        "recommendation": "No go",
    }
}

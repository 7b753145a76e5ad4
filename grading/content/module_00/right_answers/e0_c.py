"""Answers to E0.C in which nothing is missing: how good they are, a person says."""

_MARKS = {"vp_rules": 100, "cfo_return": 50, "cto_failure": 100, "to_the_point": 0}
right_short = {
    "answers": {
        "vp": "We can, and for rare cards we do: the median by rarity is off by $6.90. It can't see the condition.",
        "cfo": "A fifth in twelve months, over what the rule brings. We ask you for $18,000 and show the "
        "first numbers on 2 December.",
        "cto": "Three bad weeks in a row and the old table takes over; the pricing lead decides what comes then.",
    },
    "answers_self": _MARKS,
}
right_other_words = {
    "answers": {
        "vp": "Instead of a model we tried a table of averages. It gets within $7, and a model within $5.",
        "cfo": "It costs 22,800 dollars and saves about 27,000 in a year; in a bad year it loses 3,000. "
        "Approve only the first two weeks now, and decide on the rest in October.",
        "cto": "No price over $100 is given without a person, so at most 40 cards a week are at stake; an "
        "alarm at $7 turns it off.",
    },
    "answers_self": _MARKS,
}

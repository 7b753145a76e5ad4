"""Wrong answers to E0.2: briefs that fill in the form and promise nothing, or promise what does not follow."""

from wrong_answers import gives_value

_LOREM = "Lorem ipsum dolor sit amet consectetur adipiscing elit 12 sed do eiusmod tempor incididunt"
_RISKS = [
    ("Clerks quote what they believe", "Two of them help to build it and note why they differ", "head buyer"),
    ("A new set sells unlike all before", "It is priced by hand for its first 30 days", "pricing lead"),
    ("Sellers bring only what we overprice", "At most 12 cards a week from one seller", "pricing lead"),
]


def _worth(build, run_per_month, months, gain_per_month, rate=0.08):
    later = sum((1 + rate) ** (-month / 12) for month in range(1, int(months) + 1)) if months < 1e4 else 0
    return (gain_per_month - run_per_month) * later - build


def _brief(weeks=(2, 4, 2, 2), risks=None, results=None, **changes):
    """A right brief with some fields changed; roi, npv and the recommendation follow from the others."""
    results = results or (
        "The rule runs at one counter",
        "Sales without returns",
        "The miss on late sales",
        "2,000 quotes",
    )
    brief = {
        "need": "quotes_off",
        "problem": "Our quotes miss what a card fetches by $8.40, and sellers who get too little leave.",
        "why_ml": "The rule can't see condition and set, which move a price as much as the rarity.",
        "decision": "The clerk at the counter quotes the price that is shown, under $100.",
        "metric": {"name": "mean_error", "today": 8.4, "target": 5.0, "worth": 1200},
        "alternative": {"name": "median by rarity", "value": 6.9},
        "timeline": {
            "start": "2026-09-07",
            "deadline": "2026-12-18",
            "total_weeks": sum(weeks),
            "milestones": {
                stage: {"weeks": one, "result": result}
                for stage, one, result in zip(
                    ("discovery", "data", "model", "production"), weeks, results, strict=True
                )
            },
        },
        "money": {"build": 18000, "run_per_month": 400, "months": 12, "gain_per_month": 2280},
        "risks": [{"what": what, "mitigation": done, "owner": who} for what, done, who in risks or _RISKS],
        "owner": "pricing lead",
    }
    follows = {}
    for place, value in changes.items():
        part, _, name = place.partition("__")
        if part == "money" and name in ("roi", "npv"):
            follows[name] = value
        elif name:
            brief[part][name] = value
        else:
            brief[part] = value
    money = brief["money"]
    costs = money["build"] + money["run_per_month"] * money["months"]
    money["roi"] = money["gain_per_month"] * money["months"] / costs - 1
    money["npv"] = _worth(**{name: one for name, one in money.items() if name != "roi"})
    money |= follows
    brief.setdefault("recommendation", "go" if money["npv"] > 0 else "no-go")
    return brief


@gives_value
def says_lorem_ipsum():
    """problem, why_ml and decision are yours to word."""
    return _brief(problem=_LOREM, why_ml=_LOREM[6:], decision=_LOREM[12:])


@gives_value
def says_x():
    """problem, why_ml and decision are six words or more."""
    return _brief(problem="x 1", why_ml="x", decision="x")


@gives_value
def says_one_word_six_times():
    """problem, why_ml and decision are six words or more."""
    return _brief(why_ml="the the the of of of the of")


@gives_value
def says_the_same_thrice():
    """problem, why_ml and decision say what hurts, why a model, and who does what."""
    text = "Our quotes miss by $8.40 and the sellers who get too little leave us."
    return _brief(problem=text, why_ml=text, decision=text)


@gives_value
def has_no_number():
    """The problem is told with a number."""
    return _brief(problem="Our quotes miss what the cards fetch, and those who get too little leave us.")


@gives_value
def has_results_of_one_letter():
    """The results of the stages are yours to word."""
    return _brief(results=("x", "x", "x", "x"))


@gives_value
def has_results_in_latin():
    """The results of the stages are yours to word."""
    return _brief(results=("lorem ipsum", "dolor sit", "amet elit", "sed tempor"))


@gives_value
def has_the_same_result_everywhere():
    """Each stage has its result."""
    return _brief(results=("The stage is done and over",) * 4)


@gives_value
def is_owned_by_x():
    """The owner is yours to word."""
    return _brief(owner="x")


@gives_value
def runs_for_nothing():
    """Running a model costs $200 a month or more."""
    return _brief(money__run_per_month=0)


@gives_value
def runs_for_a_cent():
    """Running a model costs $200 a month or more."""
    return _brief(money__run_per_month=0.01)


@gives_value
def is_used_for_a_hundred_years():
    """Count 1 to 36 months of use."""
    return _brief(money__months=1200)


@gives_value
def is_used_for_37_months():
    """Count 1 to 36 months of use."""
    return _brief(money__months=37)


@gives_value
def is_used_for_half_a_month():
    """Count 1 to 36 months of use."""
    return _brief(money__months=0.5)


@gives_value
def goes_at_a_loss():
    """recommendation is go where npv is above 0, else no-go."""
    return _brief(money__months=3, recommendation="go")


@gives_value
def stops_at_a_gain():
    """recommendation is go where npv is above 0, else no-go."""
    return _brief(recommendation="no-go")


@gives_value
def recommends_perhaps():
    """recommendation is go or no-go."""
    return _brief(recommendation="perhaps")


@gives_value
def recommends_nothing():
    """recommendation is go or no-go."""
    return _brief(recommendation="")


@gives_value
def promises_another_worth():
    """npv is what the brief's own numbers make."""
    return _brief(money__npv=30_000)


@gives_value
def takes_ten_percent():
    """npv is at 8% a year."""
    return _brief(money__npv=_worth(18000, 400, 12, 2280, rate=0.10))


@gives_value
def says_roi_for_worth():
    """npv is in dollars."""
    return _brief(money__npv=0.2)


@gives_value
def is_in_production_within_a_day():
    """Every stage takes a week or more."""
    return _brief(weeks=(2, 4, 3.9, 0.1))


@gives_value
def discovers_nothing():
    """Every stage takes a week or more."""
    return _brief(weeks=(0.5, 4, 3, 2.5))


@gives_value
def ends_before_the_data_is_there():
    """The data stage ends on 5 October or later."""
    return _brief(weeks=(1, 2, 4, 3))


@gives_value
def begins_before_the_team_is_free():
    """The team is free from 7 September 2026."""
    return _brief(timeline__start="2026-08-31", weeks=(2, 5, 1, 1))


@gives_value
def decides_after_the_owner():
    """The owner decides on 18 December at the latest."""
    return _brief(timeline__deadline="2027-01-31")


@gives_value
def sees_the_metric_too_late():
    """Production begins so early that the metric is known by the deadline."""
    return _brief(timeline__start="2026-09-28")


@gives_value
def builds_below_its_cost():
    """The build pays for all its weeks."""
    return _brief(money__build=9000)


@gives_value
def builds_over_budget():
    """There are $20,000 for the build."""
    return _brief(money__build=26000)


@gives_value
def invents_a_worth():
    """What one unit less is worth stands in the table."""
    return _brief(metric__worth=12000, money__gain_per_month=22800)


@gives_value
def invents_todays_level():
    """today is from the table."""
    return _brief(metric__today=12)


@gives_value
def dreams_of_a_target():
    """The target is no better than the first try."""
    return _brief(metric__target=1.0, money__gain_per_month=1200 * 5.9)


@gives_value
def promises_less_than_the_rule():
    """The target is better than the alternative."""
    return _brief(metric__target=7.0, money__gain_per_month=-120)


@gives_value
def gains_from_nowhere():
    """The gain is worth × (alternative's value - target)."""
    return _brief(money__gain_per_month=9_000)


@gives_value
def measures_something_else():
    """The metric measures the need."""
    return _brief(need="quotes_slow")


@gives_value
def repeats_each_risk():
    """Each risk has a mitigation that says what is done."""
    return _brief(risks=[(what, what, who) for what, _, who in _RISKS])


@gives_value
def avoids_each_risk():
    """Each risk has a mitigation that says what is done."""
    return _brief(risks=[(what, f"Avoid that {what.lower()}", who) for what, _, who in _RISKS])


@gives_value
def repeats_one_risk():
    """Each risk has a mitigation that says what is done."""
    return _brief(risks=[*_RISKS[:2], ("The data comes late", "The data comes late.", "analyst")])


@gives_value
def has_one_answer_for_all():
    """Each risk has a mitigation of its own."""
    return _brief(risks=[(what, "We will be very careful about it", who) for what, _, who in _RISKS])


@gives_value
def has_one_risk_thrice():
    """There are three risks or more."""
    return _brief(risks=[(_RISKS[0][0], done, who) for _, done, who in _RISKS])


@gives_value
def has_risks_of_one_letter():
    """There are three risks or more, each with what is done."""
    return _brief(risks=[("x", "y", "z"), ("a", "b", "c"), ("d", "e", "f")])


@gives_value
def has_risks_in_latin():
    """There are three risks or more, each with what is done."""
    latin = _LOREM.split()
    return _brief(
        risks=[(" ".join(latin[n : n + 3]), " ".join(latin[n + 3 : n + 6]), "nemo") for n in (0, 3, 6)]
    )


@gives_value
def has_two_risks():
    """There are three risks or more."""
    return _brief(risks=_RISKS[:2])


@gives_value
def leaves_a_risk_to_nobody():
    """Each risk has somebody who sees to it."""
    return _brief(risks=[*_RISKS[:2], (*_RISKS[2][:2], "")])


@gives_value
def has_an_alternative_without_a_name():
    """The alternative has a name."""
    return _brief(alternative__name="x")


@gives_value
def is_yet_to_be_owned():
    """The owner is a name or a role."""
    return _brief(owner="TBD")


@gives_value
def has_risks_that_nobody_sees_to():
    """Each risk has somebody who sees to it."""
    return _brief(risks=[(what, done, "nobody") for what, done, _ in _RISKS])


@gives_value
def is_worth_fifty_dollars_more():
    """npv is right to $10."""
    brief = _brief(money__months=24)
    brief["money"]["npv"] += 50
    return brief

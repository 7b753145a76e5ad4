"""Known wrong answers to E0.2, the project proposal."""

from grading.engine.declare.misconception import misconception


def _brief(**changes):
    """A right brief with some places changed: metric_name="…" changes brief["metric"]["name"]."""
    brief = {
        "need": "quotes_off",
        "problem": "Quotes miss by $8.40 a card; sellers of underpriced cards go elsewhere.",
        "why_ml": "The rule sees the rarity alone; condition and set move the price as much.",
        "decision": "The buyer at the counter quotes the price shown for cards under $100.",
        "metric": {"name": "mean_error", "today": 8.4, "target": 5.0, "worth": 1200},
        "alternative": {"name": "median by rarity", "value": 6.9},
        "timeline": {
            "start": "2026-09-07",
            "deadline": "2026-12-18",
            "total_weeks": 10,
            "milestones": {
                "discovery": {"weeks": 2, "result": "the rule measured"},
                "data": {"weeks": 4, "result": "checked sales"},
                "model": {"weeks": 2, "result": "a miss on late sales"},
                "production": {"weeks": 2, "result": "500 quotes at one counter"},
            },
        },
        "money": {
            "build": 18000, "run_per_month": 400, "months": 12, "gain_per_month": 2280, "roi": 0.2, "npv": 3644,
        },
        "recommendation": "go",
        "risks": [
            {"what": "Buyers don't follow it", "mitigation": "Try it with two of them first", "owner": "head buyer"},
            {"what": "A new set sells oddly", "mitigation": "Price it by hand for 30 days", "owner": "pricing lead"},
            {"what": "The data comes late", "mitigation": "Begin with our own till", "owner": "analyst"},
        ],
        "owner": "pricing lead",
    }  # fmt: skip
    for place, value in changes.items():
        part, _, name = place.partition("_")
        if name and part in brief:
            brief[part] = {**brief[part], name: value}
        else:
            brief[place] = value
    if "money_npv" not in changes:
        money = brief["money"]
        brief["money"] = {**money, "npv": _worth(**money)}
    return brief


def _worth(build, run_per_month, months, gain_per_month, **_):
    """What it is worth today, at 8% a year."""
    return (gain_per_month - run_per_month) * sum(
        1.08 ** (-month / 12) for month in range(1, months + 1)
    ) - build


@misconception(
    "E0.2",
    "begins with the solution",
    section="0.6",
    value=True,
    explanation="'We have no price model' is your solution with a 'no' in front. It is cured by building "
    "any model at all, good or useless, so nothing in the rest of the brief can be wrong or right. Begin "
    "with a loss that somebody can see in the till today; then a rule, a person or a model may turn out "
    "to be the cure.",
)
def solution_first():
    return _brief(need="no_model")


@misconception(
    "E0.2",
    "measures whether prices are exactly right",
    section="0.6",
    value=True,
    explanation="Accuracy counts a price as right or wrong. A quote that is 10 cents off is then as wrong "
    "as one that is $50 off, and nobody can say what one right price more is worth: no gain and no return "
    "follow from it. A price needs a metric of distance, in dollars, or the share of misses that hurt.",
)
def accuracy():
    return _brief(metric={"name": "not_exact", "today": 99, "target": 98, "worth": 500},
                  alternative={"name": "median by rarity", "value": 99})  # fmt: skip


@misconception(
    "E0.2",
    "promises refunds that are known after the deadline",
    section="0.6",
    value=True,
    explanation="Refunds are what the shop wants to see fall, and they come up to 90 days after the "
    "quote. On the day of the decision there would be none from the new prices, and the project would be "
    "judged by hope. Promise a number that is known in time and leads there, such as the miss on cards "
    "that were sold; keep refunds as what you look at later.",
)
def known_too_late():
    return _brief(
        metric={"name": "refunds", "today": 5.2, "target": 3.2, "worth": 1000},
        alternative={"name": "median by rarity", "value": 4.4},
        money_gain_per_month=1200,
        money_months=24,
        money_roi=1200 * 24 / (18000 + 400 * 24) - 1,
    )


@misconception(
    "E0.2",
    "counts the gain over doing nothing",
    section="0.6",
    value=True,
    explanation="You count all that is gained from today's level on. But a part of it the rule by rarity "
    "brings as well, for almost nothing: the model earns only what lies between the rule and your target. "
    "Whoever pays will find that out, and then believes none of the other numbers.",
)
def over_nothing():
    gain = 1200 * (8.4 - 5.0)
    return _brief(money_gain_per_month=gain, money_roi=gain * 12 / 22800 - 1)


@misconception(
    "E0.2",
    "forgets what it costs to run",
    section="0.6",
    value=True,
    explanation="The return is taken on the build alone. A model has to be hosted, watched and trained "
    "again every month it is in use; over its months that is a good part of the costs, and the part that "
    "goes on when nobody is proud of it any more. Costs are build + run_per_month × months.",
)
def no_running_costs():
    return _brief(money_roi=(2280 * 12 - 18000) / 18000)


@misconception(
    "E0.2",
    "takes what comes in for the return",
    section="0.6",
    value=True,
    explanation="Gain divided by costs is 1 when you get back exactly what you paid: a return of nothing, "
    "not of 100%. Take the costs off first: (gain - costs) / costs.",
)
def gain_over_costs():
    return _brief(money_roi=2280 * 12 / 22800)


@misconception(
    "E0.2",
    "compares with a straw man",
    section="0.6",
    value=True,
    explanation="Your alternative is to go on as today, and today is the worst of all ways on the table. "
    "Somebody in the room will know that the rule by rarity was tried and does better. Compare with the "
    "best way that needs no model: if no target can beat that, you have saved the shop the build.",
)
def straw_man():
    gain = 1200 * (8.4 - 5.0)
    return _brief(
        alternative={"name": "by hand, as today", "value": 8.4},
        money_gain_per_month=gain,
        money_roi=gain * 12 / 22800 - 1,
    )


@misconception(
    "E0.2",
    "promises fewer weeks than its stages take",
    section="0.6",
    value=True,
    explanation="The stages make more weeks than the total you promise. Mostly the total came first, from "
    "a wish, and the stages after it. The reader adds up, and believes nothing else in the brief. Let the "
    "total follow, or cut a stage and say which.",
)
def short_total():
    return _brief(timeline_total_weeks=8)


@misconception(
    "E0.2",
    "names risks and leaves them alone",
    section="0.6",
    value=True,
    explanation="Three things may go wrong, and nothing is done about them: that protects you afterwards, "
    "and the project never. To each belongs what makes it less likely or less bad, and who does it. If "
    "there is nothing, that is worth a sentence as well: then the owner has to accept it knowingly.",
)
def no_mitigation():
    risks = [{**one, "mitigation": ""} for one in _brief()["risks"]]
    return _brief(risks=risks)


@misconception(
    "E0.2",
    "waits a year for the metric",
    section="0.6",
    value=True,
    explanation="Whether a seller comes back within a year is known after that year, and the owner decides in "
    "December. Until then every plan looks good. It is also worth little for each seller in a hundred that stays. "
    "Begin with a loss whose number moves within weeks, and look at the sellers when a year is over.",
)
def known_next_year():
    return _brief(
        need="sellers_leave",
        metric={"name": "not_returning", "today": 40, "target": 37, "worth": 300},
        alternative={"name": "median by rarity", "value": 39},
        money_gain_per_month=600,
        money_months=36,
        money_roi=600 * 36 / (18000 + 400 * 36) - 1,
        recommendation="no-go",
    )


@misconception(
    "E0.2",
    "writes the return in percent",
    section="0.6",
    value=True,
    explanation="Your return is right as so many percent, and the form wants a share: 20% is 0.2. Read as it stands, "
    "it promises a hundred times what you mean. Write one unit everywhere, and say which.",
)
def percent():
    return _brief(money_roi=20)


@misconception(
    "E0.2",
    "takes later money at its full value",
    section="0.6",
    value=True,
    explanation="You add up the months as they are. The build is paid today and the gains come later, and a dollar in "
    "a year is worth 1 / 1.08 today. Over three years that is a good part of the sum. Your npv of E0.1b does it: call "
    "it with a rate of 0.08.",
)
def no_interest():
    return _brief(money_npv=(2280 - 400) * 12 - 18000)


@misconception(
    "E0.2",
    "recommends what its own numbers speak against",
    section="0.6",
    value=True,
    explanation="Your numbers say that the project is worth less than nothing today, and you recommend it. Somebody "
    "will read the two side by side. Either a number is too careful, then say which, or the answer is no-go: that is "
    "a good proposal as well, it saves the shop the build.",
)
def go_at_a_loss():
    return _brief(money_months=6, money_roi=2280 * 6 / (18000 + 2400) - 1)


@misconception(
    "E0.2",
    "turns down what its own numbers speak for",
    section="0.6",
    value=True,
    explanation="Your numbers say that the project is worth more than nothing today, and you advise against it. If "
    "you don't believe one of them, change it and say why; a reader can only go by what is written.",
)
def no_go_at_a_gain():
    return _brief(recommendation="no-go")

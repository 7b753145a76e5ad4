"""Known wrong answers to E0.3, metrics translation."""

from grading.engine.declare.misconception import misconception


def _translations(**changes):
    """A right answer with single entries changed: need__part=value."""
    right = {
        "satisfaction": {"metric": "median_error", "threshold": 0.17, "slice": "from_50"},
        "refunds": {"metric": "overpriced_share", "threshold": 0.04, "slice": "all"},
        "fakes": {"metric": "recall_of_fakes", "threshold": 0.95, "slice": "new_sellers"},
        "north_star": {"lagging": "refunds_paid", "leading": "overpriced_quotes"},
    }
    for place, value in changes.items():
        need, part = place.split("__")
        right[need][part] = value
    return right


@misconception(
    "E0.3",
    "measures satisfaction by accuracy",
    section="0.3",
    value=True,
    explanation="Accuracy counts how many judgements are right, each as much as any other. The customers who "
    "complain don't ask for that: their quotes are prices, and a price isn't right or wrong, it "
    "is off by some percent. Accuracy can rise all year while the quotes of dear cards stay as "
    "far off as they are. Take a metric of the very thing they complain about.",
)
def accuracy_for_satisfaction():
    return _translations(satisfaction__metric="accuracy")


@misconception(
    "E0.3",
    "measures satisfaction in squared dollars",
    section="0.3",
    value=True,
    explanation="RMSE is in dollars and squares each error, so a single $2,000 card outweighs hundreds of $60 "
    "cards. The customers compare the error with the price of their own card: being off by $15 is "
    "nothing on the one and a quarter of the other. And '15% smaller than 20% of the price' can't "
    "be said in dollars.",
)
def rmse_for_satisfaction():
    return _translations(satisfaction__metric="rmse")


@misconception(
    "E0.3",
    "measures fakes by accuracy",
    section="0.3",
    value=True,
    explanation="1 card in 100 is a fake. Whoever waves all of them through is right about the other 99 and "
    "has an accuracy of 0.99, with every fake in the window: your promise is kept and worth "
    "nothing. Where one class is rare, look at that class: how much of it is found?",
)
def accuracy_for_fakes():
    return _translations(fakes__metric="accuracy")


@misconception(
    "E0.3",
    "measures how sure the alarms are, not how many fakes slip through",
    section="0.3",
    value=True,
    explanation="Precision looks only at the cards that were flagged. A model that flags the one clumsiest "
    "fake of the year has a precision of 1, and the rest slip through. 'At most 1 in 20 may slip "
    "through' speaks about all the fakes that came in: that is recall. Precision is the guard on "
    "the other side, for the experts' time.",
)
def precision_for_fakes():
    return _translations(fakes__metric="precision_of_fakes")


@misconception(
    "E0.3",
    "takes the change that was asked for as the level to reach",
    section="0.3",
    value=True,
    explanation="'15% smaller' and 'a fifth fewer' say how far to go from where you are. You promise 0.15 and "
    "0.20 as levels: the first is stricter than what was asked, and the second lets refunds grow "
    "to four times today's level. Start from today's level and take the change off it.",
)
def change_as_level():
    return _translations(satisfaction__threshold=0.15, refunds__threshold=0.2)


@misconception(
    "E0.3",
    "takes 15% off as 15 percentage points",
    section="0.3",
    value=True,
    explanation="From an error of 20% you go down to 5%, which is a quarter of it. What was asked is 15% less "
    "than today's 20%: a share of a share. With 5% you would promise a different project, and "
    "break the promise. When somebody says percent, ask: of what?",
)
def percentage_points():
    return _translations(satisfaction__threshold=0.05)


@misconception(
    "E0.3",
    "measures everything over all cards",
    section="0.3",
    value=True,
    explanation="Each of your metrics is taken over all cards. Nine in ten of them cost less than $50 and get "
    "no complaints, and what older sellers send is insured: the number is made of cards that the "
    "wish is not about, and can stay fine while the customers leave. A promise needs its slice.",
)
def all_cards():
    return _translations(satisfaction__slice="all", fakes__slice="all")


@misconception(
    "E0.3",
    "looks for fakes among the cards that were flagged",
    section="0.3",
    value=True,
    explanation="Among the flagged cards every fake was found, by definition: recall there is always 1. The "
    "ones that slip through are the ones that were not flagged. Measure on a slice you can name "
    "before the model has spoken.",
)
def among_the_flagged():
    return _translations(fakes__slice="flagged")


@misconception(
    "E0.3",
    "steers by a vanity metric",
    section="0.3",
    value=True,
    explanation="Page views go up with every advertisement, and with every customer who comes back to "
    "complain. They look good on a slide and are in nobody's books: the shop can lose more on "
    "refunds with twice the views. Ask of a north star: if it doubled, would the shop be better "
    "off, whatever else happened?",
)
def vanity():
    return _translations(north_star__lagging="page_views")


@misconception(
    "E0.3",
    "takes the model's own error for a leading number",
    section="0.3",
    value=True,
    explanation="validation_rmse is known before the model meets a customer: it does not change from day to "
    "day, and an error to the low side, which costs no refund, counts in it like one to the high "
    "side. A leading number is measured on today's quotes, and when it rises you know that "
    "refunds will follow.",
)
def model_error_leads():
    return _translations(north_star__leading="validation_rmse")


@misconception(
    "E0.3",
    "takes how busy the shop is for a leading number",
    section="0.3",
    value=True,
    explanation="More quotes bring more refunds, but only because there is more of everything. To steer by it "
    "you would have to quote less. A leading number for refunds is a share: how many of today's "
    "quotes are of the kind that comes back?",
)
def busyness_leads():
    return _translations(north_star__leading="quotes_made")


@misconception(
    "E0.3",
    "writes shares in percent",
    section="0.3",
    value=True,
    explanation="Your levels are right as percentages, and the form asks for shares: 17% is 0.17. Written as 17, the "
    "promise is kept when a quote is off by seventeen times the price. Write one unit everywhere, and say which.",
)
def percent():
    return _translations(satisfaction__threshold=17, refunds__threshold=4, fakes__threshold=95)


@misconception(
    "E0.3",
    "says how many may slip through, not how many are found",
    section="0.3",
    value=True,
    explanation="0.05 is the share of fakes that may slip through. Your metric is the share that is found, and a "
    "level of 0.05 lets 19 of 20 pass. Say it in the metric's own direction: 1 - 1/20.",
)
def missed_for_found():
    return _translations(fakes__threshold=0.05)

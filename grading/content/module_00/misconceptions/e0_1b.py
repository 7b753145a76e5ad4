"""Known wrong answers to E0.1b, what a project is worth."""

from grading.engine.declare.misconception import misconception


def _worth(build, run, gain, months, rate, first=1, yearly=True):
    """A right answer with a switch for each mistake."""
    years = 12 if yearly else 1
    return sum((gain - run) * (1 + rate) ** (-(month + first) / years) for month in range(months)) - build


def _month(build, run, gain, months, rate, never=None):
    worth = -build
    for month in range(months + 1):
        worth += (gain - run) * (1 + rate) ** (-month / 12) if month else 0
        if worth > -0.005:
            return month
    return months if never == "last" else never


@misconception(
    "E0.1b",
    "forgets what it costs to run",
    section="0.1",
    explanation="You count the build and the gains, and nothing for running it. A model in use is watched, repaired "
    "and retrained, and its server is paid: $700 a month turn a gain of $14,000 into a loss of $2,800. In "
    "most projects this is the larger part of the bill.",
)
def no_running_costs(build, run, gain, months, rate):
    return _worth(build, 0, gain, months, rate)


@misconception(
    "E0.1b",
    "takes a dollar next year for a dollar today",
    section="0.1",
    explanation="You add up the months as they are. The build is paid now and the gains come later: meanwhile the "
    "money could have earned the interest elsewhere. Multiply what a month brings by (1 + rate) ** (-month"
    " / 12).",
)
def no_interest(build, run, gain, months, rate):
    return _worth(build, run, gain, months, 0.0)


@misconception(
    "E0.1b",
    "takes the yearly interest for a monthly one",
    section="0.1",
    explanation="The rate is per year and you apply it every month, so 12% a year become almost 290%. A good project "
    "looks hopeless then. A month is a twelfth of a year: the exponent is -month / 12.",
)
def monthly_rate(build, run, gain, months, rate):
    return _worth(build, run, gain, months, rate, yearly=False)


@misconception(
    "E0.1b",
    "has the first gain come today",
    section="0.1",
    explanation="Your months start at 0, so the first month's money is not discounted at all and each later one by a "
    "month too little. Today only the build is paid; the first gain comes at the end of month 1. "
    "range(months) starts at 0.",
)
def first_month_today(build, run, gain, months, rate):
    return _worth(build, run, gain, months, rate, first=0)


@misconception(
    "E0.1b",
    "forgets the interest when it looks for the break-even month",
    replaces="break_even_month",
    section="0.1",
    explanation="Your month is the payback time without interest, build / (gain - run). At 20% a year the money of "
    "the third year is worth much less, and what looked like month 30 is month 41. Add up the months in today's "
    "dollars, as in npv.",
)
def simple_payback(build, run, gain, months, rate):
    return _month(build, run, gain, months, 0.0)


@misconception(
    "E0.1b",
    "names the last month when a project never pays",
    replaces="break_even_month",
    section="0.1",
    explanation="Your loop ends at the last month and returns it, also when the money has not come back by then. "
    "Whoever reads 'month 24' takes it for a promise. Return None after the loop: it does not pay within "
    "the time it is used.",
)
def last_month(build, run, gain, months, rate):
    return _month(build, run, gain, months, rate, never="last")


@misconception(
    "E0.1b",
    "pays the project back without its running costs",
    replaces="break_even_month",
    section="0.1",
    explanation="Your break-even month counts the gains alone. Each month also costs what it takes to run the model, "
    "and only what is left pays the build back: with $900 to run and $1,000 gained, $10,000 take 100 "
    "months and not 10.",
)
def payback_of_gains(build, run, gain, months, rate):
    return _month(build, 0, gain, months, rate)


@misconception(
    "E0.1b",
    "divides the build by what comes in, without running costs and interest",
    replaces="break_even_month",
    section="0.1",
    explanation="Your month is build / gain. Two things are missing: what it costs to run the model comes off each "
    "month's gain, and later money is worth less. A project that brings $100 a month more than it costs takes ten "
    "times as long as one that brings $1,000.",
)
def payback_without_both(build, run, gain, months, rate):
    return _month(build, 0, gain, months, 0.0)


@misconception(
    "E0.1b",
    "takes a twelfth of the yearly rate for a month",
    section="0.1",
    explanation="12% a year are not 1% a month: twelve months of 1% make 12.7%. Banks write some rates that way, and "
    "the contract here says another: (1 + rate) ** (-m / 12), so that a year is exactly 1 + rate.",
)
def twelfth(build, run, gain, months, rate):
    return sum((gain - run) * (1 + rate / 12) ** -(month + 1) for month in range(months)) - build

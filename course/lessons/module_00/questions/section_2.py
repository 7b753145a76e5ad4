"""The questions of section 0.2, Setting expectations."""

from collections.abc import Callable, Mapping

import marimo as mo

from course import predict
from course.lessons.module_00.accuracy import true_share


def dear(counts: Mapping[str, int]) -> mo.ui.form:
    """How often "dear" is true; `counts` is what `accuracy.confusion` says of that model."""
    return predict.number(
        "Q0.2a",
        "Of 10,000 cards 500 are dear. A model is right for 85% of the dear cards and for 85% of the cheap ones. It "
        "says of a card: dear. How often is that true?",
        0,
        100,
        1,
        answer=lambda: 100 * true_share(counts),
        tolerance=8,
        unit="%",
        explain=f"It finds {counts['found']} of the 500. But 15% of 9,500 cheap cards are {counts['alarms']:,} false "
        "alarms, and they bury the finds. Count cards, not percentages.",
    )


def week_ten(chance: Callable[[], float]) -> mo.ui.form:
    """How likely the sum of the medians is kept; `chance` gives it, from 0 to 1."""
    return predict.number(
        "Q0.2c",
        "How likely is it that you are done by week 10? (One time in five the data has to be fetched again.)",
        0,
        100,
        1,
        answer=lambda: 100 * chance(),
        tolerance=8,
        unit="%",
        explain="A stage can be three weeks late, but hardly three weeks early. Delays add up, head starts don't: the "
        "median of the sum lies beyond the sum of the medians.",
    )


def date() -> mo.ui.form:
    """What to say when a date is wanted too early."""
    return predict.choice(
        "Q0.2d",
        "The owner wants a date, today, before anybody has seen the data. What do you say?",
        {
            "date": (
                "Week 12: half of such projects are done by then, and a date was asked for",
                "Nobody hears the range behind it. From now on every other date is late.",
            ),
            "pad": (
                "Week 25, to be safe: nobody ever complained that something was early",
                "Safe, and false: work spreads to fill the time.",
            ),
            "later": (
                "No date before EDA: all else is a guess, and guesses get quoted",
                "True, and useless: the owner can't plan with it.",
            ),
            "gate": (
                "Week 8 to 17. About week 7 the data tells us more, or tells us to stop",
                "A range, the time at which it narrows, and a way to stop.",
            ),
        },
        answer="gate",
    )


def flags() -> mo.ui.form:
    """Red flags in a thread from week one."""
    return predict.pick(
        "Q0.2e",
        "Which lines of this thread do you answer the same day, because they will cost the project dearly?",
        {
            "date": (
                "Owner: I have told the fair we launch the price app on March 1.",
                "A public date before anybody has seen the data.",
            ),
            "tools": (
                "Engineer: I would rather use Polars than pandas for this.",
                "A matter of taste, promised to nobody.",
            ),
            "perfect": (
                "Sales: Customers expect the tag to be right. No mistakes, please.",
                "Then no model can pass. Agree on what an error costs.",
            ),
            "labels": (
                "Partner: You get the sold prices after the contract is signed in spring.",
                "Until then nothing can be trained or judged.",
            ),
            "owner": (
                "Pricing lead: Just send me the scores, somebody will look at them.",
                "Which decision changes? A score without a user fails unnoticed.",
            ),
            "night": (
                "Engineer: The feed was down last night, I loaded it again this morning.",
                "Ordinary work, mended within a day.",
            ),
        },
        answer={"date", "perfect", "labels", "owner"},
    )

"""The questions of section 0.4, ML at companies."""

import marimo as mo

from course import predict
from course.lessons.module_00 import roles


def team() -> mo.ui.form:
    """Which size of team has a change live first."""
    return predict.choice(
        "Q0.4a",
        "Each time a change moves from one owner to another, it waits two days. Which team has it live first?",
        {
            "small": (
                "The small one, which hands over least often",
                "But its generalist owns five kinds of task, and each further kind slows the others.",
            ),
            "medium": (
                "The medium one: six people, five roles",
                "Focused, and one engineer carries the change through three tasks in a row.",
            ),
            "large": (
                "The large one, where everybody does a single thing well",
                "The work itself is quickest there. The change loses that time again in queues.",
            ),
        },
        answer="medium",
    )


def steps() -> mo.ui.form:
    """The lifecycle in order."""
    return predict.order(
        "Q0.4b",
        "Put the ten steps of the pricing project in an order that works.",
        {name: words for name, (words, _) in roles.STEPS.items()} | roles.LATER,
        before=roles.BEFORE,
        explanation="The metric comes first: it decides which data you need. Rule and model may be made in either "
        "order, but both before the judging, because a model is judged *against* something. And nothing ends with the "
        "release.",
    )


def failures() -> mo.ui.form:
    """Six stories, three ways to fail."""
    return predict.match(
        "Q0.4d",
        "Six stories from the shop. How did each project fail?",
        {
            "rmse": "It won on RMSE. Buyers ask which cards to buy, so they still guess",
            "nm": "The form sends condition NM for every card, also for played ones",
            "tab": "The price is right, in a tool beside the till that nobody opens",
            "rare": "It prices cards over $1,000 well. The shop sells two a month, by hand",
            "trust": "After one absurd price, buyers override all of them",
            "sold": "It was trained on sold cards only, and believes that everything sells",
        },
        {"problem": "wrong problem", "data": "bad data", "adoption": "no adoption"},
        answer={
            "rmse": "problem",
            "nm": "data",
            "tab": "adoption",
            "rare": "problem",
            "trust": "adoption",
            "sold": "data",
        },
        explanations={
            "rmse": "the decision was another one.",
            "nm": "compare a batch with what is usual.",
            "tab": "put the price where the decision is made.",
            "rare": "count decisions first.",
            "trust": "start with few cards, and a limit on absurd prices.",
            "sold": "survivorship: those that never sold are missing.",
        },
    )


def sentence() -> mo.ui.form:
    """The sentence that a CFO can decide by."""
    return predict.choice(
        "Q0.4e",
        "The CFO gives you one sentence. With which one can she decide today?",
        {
            "rmse": (
                "RMSE fell from 34.7 to 28.9 on the hold-out months, thanks to price history",
                "Exact, for a colleague. Is 5.8 of anything worth money?",
            ),
            "better": (
                "The new model is much more accurate than the rule, and we are confident that it pays",
                "No number, and nothing that can be checked later.",
            ),
            "ask": (
                "For $2,000 we try it until 1 March, and stop if it earns less than today",
                "A price, a decision, a date, and what ends it.",
            ),
            "wait": (
                "We will know more after the analysis of the new data, and then come back to you",
                "Say *when* you will know, and what you will do in either case.",
            ),
        },
        answer="ask",
    )

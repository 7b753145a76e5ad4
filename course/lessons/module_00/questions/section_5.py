"""The questions of section 0.5, Case studies."""

import marimo as mo

from course import predict


def gates() -> mo.ui.form:
    """What would have been a reason to stop Watson at MD Anderson."""
    return predict.pick(
        "Q0.5b",
        "Which of these was a reason to stop, or to hold the money back, while it ran?",
        {
            "invoices": (
                "Invoices were paid in full, whether or not what was agreed had been delivered",
                "Tie each part of the money to something that works.",
            ),
            "spent": (
                "Tens of millions had been spent already",
                "Sunk cost: it says nothing of what the *next* million brings.",
            ),
            "records": (
                "The center chose another patient records system, and the product didn't work with it",
                "Integration comes before accuracy.",
            ),
            "accuracy": (
                "The audit found that its advice was wrong too often",
                "It says that it judges neither the science nor the system's abilities.",
            ),
            "clinic": (
                "After four years it was not in clinical use, and not piloted outside",
                "A first use on real cases belongs in the first year.",
            ),
        },
        answer={"invoices", "records", "clinic"},
    )


def lessons() -> mo.ui.form:
    """Which project taught which lesson, from what was known when it began."""
    return predict.match(
        "Q0.5d",
        "Five projects, as they looked at their beginning. Which lesson did each teach?",
        {
            "netflix": "Netflix, 2006: $1 million for whoever predicts stars 10% better",
            "flu": "Google, 2008: search words tell how much flu there is, before the doctors' reports",
            "hiring": "Amazon, 2014: a tool rates applicants, learned from ten years of applications",
            "uber": "Uber, before 2015: each model needs its own engineers to go live",
            "zillow": "Zillow, 2018: a model of house prices now makes offers to sellers",
        },
        {
            "upkeep": "The last bit of accuracy may cost more than it brings",
            "dull": "Measure against the dull alternative, again and again",
            "labels": "Labels that are old decisions repeat them",
            "road": "Build one road to production, for all models",
            "hold": "An error is as dear as the decision it feeds",
            "data": "With enough data any model becomes right",
        },
        answer={
            "netflix": "upkeep",
            "flu": "dull",
            "hiring": "labels",
            "uber": "road",
            "zillow": "hold",
        },
        explanations={
            "netflix": "better, and not worth its engineering.",
            "flu": "older numbers, carried forward, did better.",
            "hiring": "more such data makes it surer, not more just.",
            "uber": "the second model should cost less than the first.",
            "zillow": "a wrong estimate costs a click, a wrong purchase a house.",
        },
    )

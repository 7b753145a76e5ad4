"""Questions of section 1.4: late events, groups of readers, and what a crash does."""

import marimo as mo

from course import predict


def late_days(days_wrong: int) -> mo.ui.form:
    """Q1.4a: on how many days a stream by arrival is off; `days_wrong` was counted."""
    return predict.number(
        "Q1.4a",
        "In May, 4 sales in 10 are told up to three days late. A simple stream books each on the day it "
        "arrives. On how many days is its revenue off by more than 5%?",
        0,
        31,
        1,
        answer=float(days_wrong),
        tolerance=4,
        unit="days",
        explain=(
            "A late sale is wrong twice: it is missing on the day it happened, and it is extra on the day "
            "it came."
        ),
    )


def groups() -> mo.ui.form:
    """Q1.4b: how many messages each worker of a group gets."""
    return predict.choice(
        "Q1.4b",
        "100 listings are published. The groups pricing and search both subscribe; pricing has two "
        "workers, equally fast. How many listings does each worker of pricing get?",
        {
            "hundred": (
                "100 each, and search gets 100 as well",
                "Each *group* gets all 100. Inside a group the workers share them, or every card would be "
                "priced twice.",
            ),
            "fifty": (
                "About 50 each; search gets 100",
                "A group is one reader with many hands: its workers share. Groups take nothing from each "
                "other.",
            ),
            "third": (
                "About 33 each; search gets the rest",
                "That is a queue: a message is gone when somebody took it. A topic is a log: reading "
                "removes nothing.",
            ),
        },
        answer="fifty",
    )


def crash() -> mo.ui.form:
    """Q1.4c: what happens to what a dead worker held."""
    return predict.choice(
        "Q1.4c",
        "A worker reads 4 messages, finishes 2, and crashes before it acknowledges any. Later another "
        "worker takes over. What happens to the 4?",
        {
            "lost": (
                "They are lost: they were delivered",
                "Delivered is not done. Without an acknowledgement they stay on the pending list of the "
                "group.",
            ),
            "two": (
                "The other worker does the 2 that were not finished",
                "Nobody told the server that 2 were finished. It knows only that none was acknowledged.",
            ),
            "four": (
                "All 4 come again; 2 are done twice",
                "This is *at-least-once* delivery. Nothing is lost, so some work is repeated.",
            ),
            "auto": (
                "The server sees the crash and hands them on at once",
                "A dead worker and a slow one look the same. Somebody must claim what is idle too long.",
            ),
        },
        answer="four",
    )

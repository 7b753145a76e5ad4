"""Section 0.4: who does what in teams of three sizes, what a lifecycle with loops takes, and words a CFO can use."""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

TASKS: dict[str, float] = {
    "say what is needed": 2,
    "collect and check data": 5,
    "explore and train": 5,
    "review with the buyers": 1,
    "package and test": 3,
    "deploy": 1,
    "watch it run": 2,
    "measure the money": 1,
}
"""What one change of a model needs, in order, with days of undisturbed work: round numbers, for the demo."""

OWNERS: dict[str, tuple[str, ...]] = {
    "small": (
        "pricing lead",
        "generalist",
        "generalist",
        "pricing lead",
        "generalist",
        "generalist",
        "generalist",
        "pricing lead",
    ),
    "medium": (
        "product owner",
        "data engineer",
        "data scientist",
        "pricing lead",
        "ML engineer",
        "ML engineer",
        "ML engineer",
        "data scientist",
    ),
    "large": (
        "product manager",
        "data platform",
        "data scientist",
        "buying experts",
        "ML engineer",
        "release team",
        "operations",
        "analyst",
    ),
}
"""Who owns each task of TASKS, by kind of team."""

SWITCHING = 0.12
"""What each further kind of task costs its owner: this share of the time on top, for every task they own."""


STEPS: dict[str, tuple[str, float]] = {
    "need": ("Agree on the decision and its metric", 1),
    "data": ("Collect and check data", 3),
    "label": ("Define and get labels", 1),
    "rule": ("Measure a simple rule", 0.5),
    "train": ("Train a model", 2),
    "judge": ("Judge it on later data, by slice", 1),
    "trial": ("Try it on a few real decisions", 2),
    "release": ("Release with a way back", 0.5),
}
"""The steps up to the release, with weeks: round numbers, for the demo."""

LATER: dict[str, str] = {"watch": "Watch it and the money it makes", "retire": "Retire or replace it"}
"""The steps after the release."""

BEFORE = [
    ("need", "data"),
    ("data", "label"),
    ("label", "rule"),
    ("label", "train"),
    ("rule", "judge"),
    ("train", "judge"),
    ("judge", "trial"),
    ("trial", "release"),
    ("release", "watch"),
    ("watch", "retire"),
]
"""Which step has to come before which. The rule and the model may be made in either order."""

LOOPS = {"judge": "data", "trial": "need", "release": "train"}
"""Where a failed check sends a project back to."""


def expected_visits(chance: float) -> pd.DataFrame:
    """How often each step is done and how many weeks it takes in all, when each check fails with this `chance`.

    An absorbing Markov chain: (I - Q)^-1 holds the expected visits. Raises ValueError unless 0 <= chance < 1.
    """
    if not 0 <= chance < 1:
        raise ValueError("the chance to be sent back must be at least 0 and less than 1")
    names = list(STEPS)
    moves = np.zeros((len(names), len(names)))
    for place, name in enumerate(names):
        back = LOOPS.get(name)
        if back is not None:
            moves[place, names.index(back)] += chance
        if place + 1 < len(names):
            moves[place, place + 1] += 1 - (chance if back else 0)
    visits = np.linalg.inv(np.eye(len(names)) - moves)[0]
    weeks = np.array([weeks for _, weeks in STEPS.values()])
    return pd.DataFrame(
        {"step": [words for words, _ in STEPS.values()], "times": visits, "weeks": visits * weeks}
    )


def weeks_again() -> dict[str, float]:
    """The weeks of planned work that a failed check repeats: check -> weeks from where it sends back to itself."""
    names, weeks = list(STEPS), [weeks for _, weeks in STEPS.values()]
    return {check: sum(weeks[names.index(back) : names.index(check) + 1]) for check, back in LOOPS.items()}


def lifecycle_graph() -> str:
    """Mermaid text of the lifecycle; dashed arrows are its loops."""
    short = {
        "need": "decision<br/>and metric",
        "data": "data",
        "label": "labels",
        "rule": "simple<br/>rule",
        "train": "train",
        "judge": "judge",
        "trial": "trial",
        "release": "release",
        "watch": "watch",
        "retire": "retire",
    }
    lines = ["flowchart LR", *(f'    {name}["{words}"]' for name, words in short.items())]
    lines += [f"    {first} --> {then}" for first, then in pairwise(short)]
    lines += ["    judge -. not good enough .-> data", "    trial -. nobody decides by it .-> need"]
    lines += ["    release -. rolled back .-> train", "    watch -. the world moved .-> data"]
    return "\n".join(lines)


JARGON: dict[str, str] = {
    "rmse": "the median or the average miss in dollars, which are other numbers",
    "mae": "average miss in dollars",
    "auc": "how well it tells two groups apart",
    "f1": "a mix of missed and false alarms",
    "precision": "of those we flag, the share that is right",
    "recall": "the share of all cases that we find",
    "overfit": "good on old cards, worse on new ones",
    "overfitting": "good on old cards, worse on new ones",
    "regularisation": "keeping the model simple",
    "regularization": "keeping the model simple",
    "hyperparameter": "setting",
    "gradient": "(leave it out)",
    "embedding": "(leave it out)",
    "drift": "the market moved away from what the model learned",
    "inference": "making one price",
    "feature": "what we know of a card",
    "features": "what we know of a card",
    "latency": "waiting time",
    "p95": "19 times in 20",
    "baseline": "what we do today",
    "quantile": "a low or high price that is rarely passed",
    "epoch": "(leave it out)",
    "pipeline": "the steps from data to price",
}
"""Words to leave in the team, each with what to say instead."""

_DATE = re.compile(
    r"\b(?:\d{4}-\d\d|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.? \d|\d{1,2}\.? (?:jan|feb|mar|apr"
    r"|may|jun|jul|aug|sep|oct|nov|dec)|monday|tuesday|wednesday|thursday|friday|week \d|q[1-4]\b)",
    re.IGNORECASE,
)
_DECISION = re.compile(
    r"\b(?:stop|start|buy|keep|approve|decide|wait|launch|release|switch|fund|hire|please|propose|recommend|ask)\w*\b",
    re.IGNORECASE,
)


def what_is_missing(text: str) -> list[str]:
    """What a reader who pays for it would still ask, in words; an empty list says nothing about how good it is."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    found = [word for word in dict.fromkeys(words) if word in JARGON]
    missing = [f'"{word}": say "{JARGON[word]}"' for word in found]
    if not re.search(r"\d", _DATE.sub("", text)):
        missing.append("no number")
    if "$" not in text and "dollar" not in text.lower():
        missing.append("no money")
    if not _DECISION.search(text):
        missing.append("no decision: what should the reader do?")
    if not _DATE.search(text):
        missing.append("no date")
    return missing


LADDER: Sequence[str] = (
    "We see covariate drift on the set feature, PSI 0.31.",
    "The shop now gets many cards from a set the model has hardly seen.",
    "One card in four is now from a new set, and there the model misses by $9 on average, three times as much as "
    "elsewhere.",
    "One card in four is from a new set, and there the model misses by $9 on average. Until we have 300 sales of it, "
    "about 20 June, please price that set by hand. It is 15 cards a day.",
)
"""The same message on four steps: team words, plain words, a number, a number with a decision and a date. The
numbers are examples of messages, not measurements."""

LADDER_STEPS = ("1 team words", "2 plain words", "3 with a number", "4 with a decision and a date")

"""Section 0.1: three tasks with a rule and a model each, while the pattern they rest on changes."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

TASKS = {
    "tax": "Tax on an order, to the cent",
    "mail": "Sort the mail into orders, returns, offers",
    "taste": "Which type a collector buys next",
}
DRIFTS = tuple(range(0, 101, 10))

_FORMS = {
    "order": ("order {number} {name} has it shipped",),
    "return": ("return request {number} {name}",),
    "offer": ("offer to sell {name} and others",),
}
_FREE = {
    "order": (
        "where is my {name}",
        "did you post {name} yet",
        "still waiting for {name}",
        "{name} not here yet",
    ),
    "return": (
        "{name} came bent want money back",
        "please take {name} back",
        "{name} not as described refund",
        "wrong card got {name}",
    ),
    "offer": (
        "what would you pay for {name}",
        "have {name} in a binder interested",
        "found {name} in the attic want it",
        "price for my {name} please",
    ),
}
_UNCLEAR = ("about {name}", "question about {name} please", "{name}", "your {name}")
_CUES = {"return": ("return",), "offer": ("offer",)}
_EDITED = {"return": ("return", "refund", "money back"), "offer": ("offer", "pay for", "interested")}


def drift_table(task: str, sales: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """How often rule and model are right (0 to 1) while a growing share of the pattern changes.

    Columns: drift (percent), way ("rule" or "model"), maintained (bool: the rule edited, the model trained
    again, after the change) and right. Raises ValueError for a task that is not in TASKS.
    """
    scores = {"tax": _tax, "mail": _mail, "taste": _taste}.get(task)
    if scores is None:
        raise ValueError(f"unknown task {task!r}; one of {', '.join(TASKS)}")
    rows = scores(sales, np.random.default_rng(seed))
    return pd.DataFrame(rows, columns=["drift", "way", "maintained", "right"]).astype({"right": float})


def right(table: pd.DataFrame, way: str, changed: int) -> float:
    """How often a way that somebody looks after is right with `changed` percent of the pattern changed."""
    row = (table["way"] == way) & (table["drift"] == changed) & table["maintained"]
    return float(table.loc[row, "right"].item())


def _tax(sales: pd.DataFrame, rng: np.random.Generator) -> Iterator[tuple[int, str, bool, float]]:
    """Ten tax zones with a rate each; a share of the zones gets a new rate."""
    # here, so that the page's heading does not wait for scikit-learn
    from sklearn.tree import DecisionTreeRegressor

    before = np.round(rng.uniform(0.03, 0.10, 10), 3)
    prices = sales["price_usd"].to_numpy()

    def receipts(n: int, rates: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        price, zone = rng.choice(prices, n), rng.integers(0, 10, n)
        return np.column_stack([price, zone]), np.round(price * rates[zone], 2)

    def right(said: np.ndarray, truth: np.ndarray) -> float:
        return np.mean(np.abs(np.round(said, 2) - truth) < 0.005)

    old = DecisionTreeRegressor(random_state=0).fit(*receipts(3_000, before))
    for drift in DRIFTS:
        after = np.where(np.arange(10) < drift / 10, before + 0.005, before)
        new = DecisionTreeRegressor(random_state=0).fit(*receipts(3_000, after))
        orders, tax = receipts(2_000, after)
        for kept, rates, trained in ((False, before, old), (True, after, new)):
            yield drift, "rule", kept, right(orders[:, 0] * rates[orders[:, 1].astype(int)], tax)
            yield drift, "model", kept, right(trained.predict(orders), tax)


def _mail(sales: pd.DataFrame, rng: np.random.Generator) -> Iterator[tuple[int, str, bool, float]]:
    """Mail from the shop's own form; a share of it comes in people's own words instead, some of them unclear."""
    # here, so that the page's heading does not wait for scikit-learn
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.naive_bayes import MultinomialNB
    from sklearn.pipeline import Pipeline, make_pipeline

    names, kinds = sales["name"].str.lower().unique(), list(_FORMS)

    def mails(n: int, free: float) -> tuple[list[str], np.ndarray]:
        folder = rng.integers(0, len(kinds), n)
        own, unclear = rng.random(n) < free, rng.random(n) < 0.15
        name, number, pick = (
            rng.integers(0, len(names), n),
            rng.integers(1_000, 10_000, n),
            rng.integers(0, 4, n),
        )
        texts = []
        for i in range(n):
            words = (
                (_UNCLEAR if unclear[i] else _FREE[kinds[folder[i]]]) if own[i] else _FORMS[kinds[folder[i]]]
            )
            texts.append(words[pick[i] % len(words)].format(number=number[i], name=names[name[i]]))
        return texts, folder

    def sort(text: str, cues: Mapping[str, tuple[str, ...]]) -> int:
        return next((kinds.index(kind) for kind, words in cues.items() if any(w in text for w in words)), 0)

    def trained(free: float) -> Pipeline:
        return make_pipeline(CountVectorizer(), MultinomialNB()).fit(*mails(900, free))

    old = trained(0.0)
    for drift in DRIFTS:
        texts, folder = mails(1_500, drift / 100)
        for kept, cues, sorter in ((False, _CUES, old), (True, _EDITED, trained(drift / 100))):
            yield drift, "rule", kept, np.mean([sort(text, cues) for text in texts] == folder)
            yield drift, "model", kept, np.mean(sorter.predict(texts) == folder)


def _taste(sales: pd.DataFrame, rng: np.random.Generator) -> Iterator[tuple[int, str, bool, float]]:
    """Three hundred collectors with a favourite type each; a share of them finds a new one."""
    share = sales["type"].value_counts(normalize=True).to_numpy()
    kinds, people, bought = len(share), 300, 20
    before, new = rng.integers(0, kinds, people), rng.integers(0, kinds, people)

    def purchases(favourite: np.ndarray, n: int) -> np.ndarray:
        """Two in three purchases are of the favourite type, the rest as the market sells."""
        any_type = rng.choice(kinds, (people, n), p=share)
        return np.where(rng.random((people, n)) < 2 / 3, favourite[:, None], any_type)

    def most_bought(history: np.ndarray) -> np.ndarray:
        counts = (history[:, :, None] == np.arange(kinds)).sum(axis=1) + share
        return counts.argmax(axis=1)[:, None]

    old = purchases(before, bought)
    for drift in DRIFTS:
        after = np.where(np.arange(people) < people * drift / 100, new, before)
        asked = purchases(after, 10)
        for kept, history in ((False, old), (True, purchases(after, bought))):
            best_seller = np.bincount(history.ravel(), minlength=kinds).argmax()
            yield drift, "rule", kept, np.mean(asked == best_seller)
            yield drift, "model", kept, np.mean(asked == most_bought(history))

"""Section 0.1: when a rule is enough, what a model costs, and five questions put to rules that price cards."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from course.market import noise_free_price
from course.theme import COLORS

# --- the decision tree ---------------------------------------------------------------------------------------

ASKED = {
    "exact": "Can an expert write the exact rule down?",
    "examples": "Are there examples with the right answer?",
    "few": "Do a few simple cues decide it well enough?",
    "tolerable": "Can the shop live with some wrong answers?",
}
"""The questions of the decision tree, in the order they are asked."""

OUTCOMES = {
    "rule": "Rule: write it down, test it, done",
    "heuristic": "Heuristic: a rule of thumb, with its error measured",
    "person": "A person decides; a model may propose",
    "ml": "Machine learning, beside the rule it must beat",
}

CASES = {
    "Sales tax on an order": ("exact",),
    "Sort mail that carries an order number": ("exact",),
    "What a collector may like next": ("examples", "tolerable"),
    "Price of a card from a set that came out today": ("tolerable",),
    "Postage by number of cards": ("examples", "few", "tolerable"),
    "Is this $3,000 card a forgery?": ("examples",),
}
"""Things the shop could build, with the questions that are answered yes."""

_ENDS_WITH_YES = {"exact": "rule", "few": "heuristic", "tolerable": "ml"}
_ENDS_WITH_NO = {"examples": "heuristic", "tolerable": "person"}


def advise(answers: Mapping[str, bool]) -> tuple[str, list[str]]:
    """The outcome (a key of OUTCOMES) that the answers lead to, and the questions asked on the way."""
    asked: list[str] = []
    for question in ASKED:
        asked.append(question)
        ends = _ENDS_WITH_YES if answers[question] else _ENDS_WITH_NO
        if question in ends:
            return ends[question], asked
    raise AssertionError("the last question ends both ways")


def tree(answers: Mapping[str, bool]) -> str:
    """The decision tree as Mermaid text, with the way the answers take drawn in colour."""
    outcome, asked = advise(answers)
    lines = ["graph TB"]
    lines += [f'    {name}{{{{"{text}"}}}}' for name, text in ASKED.items()]
    lines += [f'    {end}_{name}(["{OUTCOMES[end]}"])' for name, end in _ENDS_WITH_YES.items()]
    lines += [f'    {end}_{name}(["{OUTCOMES[end]}"])' for name, end in _ENDS_WITH_NO.items()]
    order = list(ASKED)
    on_the_way: list[int] = []
    arrow = 0
    for place, name in enumerate(order):
        for said, ends in ((True, _ENDS_WITH_YES), (False, _ENDS_WITH_NO)):
            to = f"{ends[name]}_{name}" if name in ends else order[place + 1]
            lines.append(f"    {name} -->|{'yes' if said else 'no'}| {to}")
            if name in asked and answers[name] == said:
                on_the_way.append(arrow)
            arrow += 1
    ends = ",".join(f"{end}_{name}" for ends in (_ENDS_WITH_YES, _ENDS_WITH_NO) for name, end in ends.items())
    lines.append(f"    classDef idle fill:{COLORS['muted']}22,stroke:{COLORS['muted']}")
    lines.append(f"    class {','.join(order)},{ends} idle")
    lines.append(f"    classDef taken fill:{COLORS['truth']}33,stroke:{COLORS['truth']},stroke-width:3px")
    lines.append(f"    class {','.join(asked)},{outcome}_{asked[-1]} taken")
    lines.append(f"    linkStyle {','.join(map(str, on_the_way))} stroke:{COLORS['truth']},stroke-width:4px")
    return "\n".join(lines)


# --- ways to price a card ------------------------------------------------------------------------------------

Predict = Callable[[pd.DataFrame], np.ndarray]

CUT = "2025-12"
"""The last month that rules and models learn from; the six months after it judge them."""


def split(sales: pd.DataFrame, cut: str = CUT) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The sales up to the month `cut`, and those after it."""
    early = sales["sold_at"].dt.to_period("M").astype(str) <= cut
    return sales[early], sales[~early]


def by_card(past: pd.DataFrame, later: pd.DataFrame, otherwise: np.ndarray) -> np.ndarray:
    """The median price, in USD, of the very card in `past`, for each card of `later`; `otherwise` where it is new."""
    table = past.groupby("card_id")["price_usd"].median()
    return later["card_id"].map(table).fillna(pd.Series(otherwise, later.index)).to_numpy(dtype=float)


def model(past: pd.DataFrame) -> Predict:
    """A ridge regression of the log price in USD on what is known when a card is listed."""
    # here, so that the page's heading does not wait for scikit-learn
    from sklearn.compose import make_column_transformer
    from sklearn.linear_model import Ridge
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    words = ["rarity", "finish", "condition", "set_id", "species", "card_id", "set_rarity"]
    numbers = ["grade", "log_printings", "log_age", "age", "years"]
    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), words), (StandardScaler(), numbers)
    )
    fitted = make_pipeline(encode, Ridge(alpha=2.0)).fit(_features(past), np.log(past["price_usd"]))
    return lambda sales: np.exp(fitted.predict(_features(sales)))


WAYS = ("one price for all", "median by rarity", "median by card", "model", "without the noise")
"""Ways to price a card, the simplest first; the last one only the maker of the data knows."""


def tags(past: pd.DataFrame, later: pd.DataFrame, by_rarity: np.ndarray) -> dict[str, np.ndarray]:
    """What each of WAYS, learned from `past`, says of the cards in `later`, USD; `by_rarity` is the second one's."""
    said = (
        np.full(len(later), past["price_usd"].median()),
        np.asarray(by_rarity, dtype=float),
        by_card(past, later, by_rarity),
        model(past)(later),
        noise_free_price(later),
    )
    return dict(zip(WAYS, said, strict=True))


def ceiling(noise_free: np.ndarray, price: pd.Series, share: float = 0.25) -> float:
    """The largest share of sales within `share` of their price that one factor on the noise-free prices reaches.

    Those prices are means, and the guess that is most often close lies a little below them.
    """
    return max(close(factor * noise_free, price, share) for factor in np.arange(0.90, 1.051, 0.01))


def _features(sales: pd.DataFrame) -> pd.DataFrame:
    age = (sales["sold_at"] - sales["set_release_date"]).dt.days.clip(lower=0) / 365.25
    return sales[["rarity", "finish", "set_id", "species", "card_id"]].assign(
        condition=sales["condition"].fillna("unknown"),
        set_rarity=sales["set_id"].astype(str) + sales["rarity"].astype(str),
        grade=sales["grade"].fillna(0.0),
        log_printings=np.log1p(sales["printings"]),
        log_age=np.log1p(age),
        age=age,
        years=(sales["sold_at"] - pd.Timestamp("2023-07-01")).dt.days / 365.25,
    )


def close(predicted: np.ndarray, price: pd.Series, share: float = 0.25) -> float:
    """The share of sales whose prediction is within `share` of the price paid."""
    return float(np.mean(np.abs(predicted - price) <= share * price))


# --- the five questions --------------------------------------------------------------------------------------

CHECKLIST = (
    "Can you write it on one page?",
    "Does it answer every case?",
    "Is it close often enough?",
    "Is it close where the money is?",
    "Is it still right in half a year?",
)
_DEAR = 50.0
_PAGE = 40


def five_answers(
    way: str, past: pd.DataFrame, later: pd.DataFrame, predicted: np.ndarray, enough: float = 0.6
) -> pd.DataFrame:
    """The five questions of "will simple rules work?", answered for one of WAYS by measuring it on real sales.

    The way learned from `past` and `predicted` (USD) the sales in `later`; `enough` is the share of sales that must
    be priced within 25%. Columns: question, measured (text), wanted (text) and yes (bool).
    """
    numbers = {
        "one price for all": 1,
        "median by rarity": past["rarity"].nunique(),
        "median by card": past["card_id"].nunique(),
    }.get(way) or _coefficients(past)
    answered = later["card_id"].isin(past["card_id"]).mean() if way == "median by card" else 1.0
    right = close(predicted, later["price_usd"])
    dear = (later["price_usd"] > _DEAR).to_numpy()
    dear_right = close(predicted[dear], later["price_usd"][dear])
    month = later["sold_at"].dt.to_period("M")
    last = (month == month.max()).to_numpy()
    off = float(np.median(predicted[last] / later["price_usd"][last]) - 1)
    answers = (
        (f"{numbers:,} number{'s' if numbers > 1 else ''}", f"at most {_PAGE}", numbers <= _PAGE),
        (f"{answered:.0%} of the sales", "at least 99%", answered >= 0.99),
        (f"{right:.0%} of the sales within 25%", f"at least {enough:.0%}", right >= enough),
        (f"{dear_right:.0%} of those over ${_DEAR:.0f}", f"at least {enough:.0%}", dear_right >= enough),
        (f"the middle price tag is {off:+.0%} off", "at most 10% off", abs(off) <= 0.10),
    )
    return pd.DataFrame(
        [(question, *answer) for question, answer in zip(CHECKLIST, answers, strict=True)],
        columns=["question", "measured", "wanted", "yes"],
    )


def _coefficients(past: pd.DataFrame) -> int:
    """How many numbers the model has learned: one a category and five for its numeric features."""
    features = _features(past)
    words = features.select_dtypes(exclude="number").columns
    return int(sum(features[column].nunique() for column in words)) + 5


# --- what it costs -------------------------------------------------------------------------------------------


def pays_back(money: np.ndarray) -> int | None:
    """The first month after which the money so far is no longer below zero; None when that does not come."""
    above = np.flatnonzero(money >= 0)
    return int(above[0]) if len(above) else None

"""Section 0.6: the requirement interview, and one need framed in four ways."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from course.lessons.module_00.priced_cards import FEE, PricedCards


@dataclass(frozen=True)
class Question:
    """A question to ask before the work begins: its minutes, the answer, and how much risk it takes away (0 to 10)."""

    text: str
    topic: str
    minutes: int
    answer: str
    risk: int


INTERVIEW: dict[str, Question] = {
    "decision": Question(
        "Who does what differently when the list is there?",
        "decision",
        5,
        "Two buyers read it at 9 and buy up to 40 cards. Today they pick by feeling.",
        10,
    ),
    "loss": Question(
        "What does a wrong pick cost, and what a missed one?",
        "cost of errors",
        4,
        "A wrong pick ties up its price for weeks and sells at a loss. A missed bargain costs nothing we see.",
        9,
    ),
    "label": Question(
        "What counts as a bargain, and when do we know?",
        "label",
        4,
        "Sold for more than it cost, fee included. We know when it is sold: about three weeks later.",
        9,
    ),
    "today": Question(
        "How well does today's way do?",
        "baseline",
        3,
        "Nobody wrote it down. The till can tell: of the last 200 buys, 71 lost money.",
        8,
    ),
    "volume": Question(
        "How many cards a day, and how many can be bought?",
        "volume",
        2,
        "600 new listings a day; money and hands for 40.",
        6,
    ),
    "fresh": Question(
        "How soon after listing must the answer be there?",
        "latency",
        2,
        "By 9 in the morning. A bargain lasts about a day.",
        5,
    ),
    "data": Question(
        "Which data may we use at that moment?",
        "data",
        4,
        "The listing and our own sales. Not the views: they come later.",
        7,
    ),
    "privacy": Question(
        "Whose personal data is in it, and who agreed?",
        "privacy",
        2,
        "Seller ids. They may be used to stop fraud, not to price people.",
        4,
    ),
    "owner": Question(
        "Who owns it in a year, and who may switch it off?",
        "owner",
        3,
        "Not decided. The pricing lead says: me, if the on-call is shared.",
        7,
    ),
    "kill": Question(
        "Which number would make us stop?",
        "stop rule",
        3,
        "Four weeks in which the picks earn less than the buyers' own picks.",
        7,
    ),
    "algorithm": Question(
        "Should it be deep learning or gradient boosting?",
        "algorithm",
        6,
        "They shrug. It isn't theirs to answer, and nothing above depends on it.",
        0,
    ),
    "dashboard": Question(
        "Which colours should the dashboard have?",
        "looks",
        4,
        "Blue. They would rather have talked about the money.",
        0,
    ),
}
"""What can be asked of the buyers who say "find us bargains". The answers are this shop's."""

MEETING = 25
"""Minutes the buyers have."""


def interview(asked: Iterable[str]) -> dict[str, float]:
    """What is left after asking these keys of INTERVIEW in order, as long as the MEETING lasts.

    "minutes" used, "answered" questions, "risk" still open (percent of all risk).
    """
    minutes, answered = 0, []
    for key in asked:
        if minutes + INTERVIEW[key].minutes > MEETING:
            break
        minutes += INTERVIEW[key].minutes
        answered.append(key)
    total = sum(question.risk for question in INTERVIEW.values())
    open_risk = total - sum(INTERVIEW[key].risk for key in answered)
    return {"minutes": minutes, "answered": len(answered), "risk": 100 * open_risk / total}


FRAMINGS: dict[str, dict[str, str]] = {
    "point": {
        "task": "regression on the price",
        "target": "the price it will sell for",
        "output": "a price",
        "loss": "squared error",
        "order": "largest gap between price and asking price",
    },
    "margin": {
        "task": "regression on the margin",
        "target": "what buying it earns, fee paid",
        "output": "expected dollars",
        "loss": "squared error",
        "order": "most dollars expected",
    },
    "class": {
        "task": "classification",
        "target": "bargain: yes or no",
        "output": "a chance",
        "loss": "log loss",
        "order": "highest chance",
    },
    "rank": {
        "task": "ranking",
        "target": "which of two listings earns more",
        "output": "a place",
        "loss": "pairs in the wrong order",
        "order": "first places",
    },
    "low": {
        "task": "quantile",
        "target": "a price that 8 of 10 sales reach",
        "output": "a careful price",
        "loss": "pinball loss",
        "order": "largest gap between careful price and asking price",
    },
}
"""Five ways to frame "find bargains": what is predicted, what comes out, what is minimised, how 40 are picked."""

CAREFUL = 0.2
"""The quantile of the careful price: one sale in five is below it."""

CAREFUL_ROWS = 1_500
"""Sales that the careful price learns from: a quantile fit grows fast with its rows."""

LISTINGS, DAYS = 600, 20
"""Listings a day, and the days that results are averaged over, so that no claim hangs on one lucky day."""


@dataclass(frozen=True)
class Day:
    """One day's listings: row numbers of the desk's cards, asking prices, and what each earns after the fee, USD."""

    rows: np.ndarray
    asking: np.ndarray
    gain: np.ndarray


def asking_prices(prices: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """What sellers ask for cards that fetch `prices`: a little more on average, with a wide spread, as listings do."""
    return prices * np.exp(0.05 + 0.30 * rng.standard_normal(len(prices)))


class Bargains:
    """Five models for one need, trained on the same sales and asking prices."""

    def __init__(self, priced: PricedCards) -> None:
        # here, so that the page's heading does not wait for scikit-learn
        from sklearn.linear_model import LogisticRegression, QuantileRegressor, Ridge
        from sklearn.preprocessing import StandardScaler

        rng = np.random.default_rng(5)
        x, price = priced.train, priced.train_price
        some = rng.permutation(len(x))[:CAREFUL_ROWS]
        point = Ridge(alpha=1.0).fit(x, np.log(price))
        low = QuantileRegressor(quantile=CAREFUL, alpha=0.0).fit(x.iloc[some], np.log(price[some]))
        self.worth = priced.cards["price_usd"].to_numpy()
        self.point = priced.cards["predicted"].to_numpy()
        later = np.exp(low.predict(priced.features))
        # The same help as the price got, which the page tells: on later cards, one in five is below it.
        self.low = later * np.quantile(self.worth / later, CAREFUL)

        asking = asking_prices(price, rng)
        gain = price * (1 - FEE) - asking
        inside = np.exp(point.predict(x))
        inputs = _inputs(inside * price.mean() / inside.mean(), np.exp(low.predict(x)), asking)
        self._scale = StandardScaler().fit(inputs)
        z = self._scale.transform(inputs)
        # What a listing earns grows with its price, so the model learns it as a share of the asking price.
        self._margin = Ridge(alpha=1.0).fit(_ratios(inputs), gain / asking)
        self._class = LogisticRegression(max_iter=2000).fit(z, gain > 0)
        one, other = rng.integers(0, len(z), (2, 20_000))
        self._rank = LogisticRegression(max_iter=2000, fit_intercept=False)
        self._rank.fit(z[one] - z[other], gain[one] > gain[other])

    def day(self, number: int) -> Day:
        """The listings of day 0, 1, 2 …; the same ones each time."""
        rng = np.random.default_rng(number)
        rows = rng.choice(len(self.worth), LISTINGS, replace=False)
        asking = asking_prices(self.worth[rows], rng)
        return Day(rows, asking, self.worth[rows] * (1 - FEE) - asking)

    def outputs(self, day: Day) -> pd.DataFrame:
        """What each framing says of each listing of a day, and the score its buyers sort by ("by …")."""
        point, low = self.point[day.rows], self.low[day.rows]
        inputs = _inputs(point, low, day.asking)
        z = self._scale.transform(inputs)
        margin = self._margin.predict(_ratios(inputs)) * day.asking
        rank = self._rank.decision_function(z)
        return pd.DataFrame(
            {
                "asking": day.asking,
                "gain": day.gain,
                "worth": self.worth[day.rows],
                "price": point,
                "margin": margin,
                "chance": self._class.predict_proba(z)[:, 1],
                "place": pd.Series(-rank).rank().astype(int),
                "careful": low,
                "by point": point * (1 - FEE) - day.asking,
                "by margin": margin,
                "by class": self._class.decision_function(z),
                "by rank": rank,
                "by low": low * (1 - FEE) - day.asking,
            }
        )

    @cached_property
    def days(self) -> list[pd.DataFrame]:
        """The `outputs` of DAYS days."""
        return [self.outputs(self.day(number)) for number in range(DAYS)]

    def losses(self, day: Day) -> dict[str, float]:
        """Each framing's own loss on one day: RMSE in USD (price, then margin), log loss, share of pairs out of
        order, pinball in USD."""
        from scipy.stats import kendalltau  # here, so that the page's heading does not wait for scikit-learn
        from sklearn.metrics import log_loss, mean_pinball_loss, root_mean_squared_error

        table = self.outputs(day)
        return {
            "point": float(root_mean_squared_error(table["worth"], table["price"])),
            "margin": float(root_mean_squared_error(table["gain"], table["margin"])),
            "class": float(log_loss(table["gain"] > 0, table["chance"])),
            "rank": float((1 - kendalltau(table["by rank"], table["gain"]).statistic) / 2),
            "low": float(mean_pinball_loss(table["worth"], table["careful"], alpha=CAREFUL)),
        }


def _ratios(inputs: np.ndarray) -> np.ndarray:
    """The inputs that don't grow with the price, and both prices as multiples of the asking price."""
    return np.column_stack([np.exp(inputs[:, 2:4]), inputs[:, 2:]])


def _inputs(point: np.ndarray, low: np.ndarray, asking: np.ndarray) -> np.ndarray:
    net = 1 - FEE
    return np.column_stack(
        [
            np.arcsinh(point * net - asking),
            np.arcsinh(low * net - asking),
            np.log(point / asking),
            np.log(low / asking),
            np.log(asking),
        ]
    )

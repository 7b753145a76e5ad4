"""Break it yourself: seventeen weeks of the buying desk, five ways a project fails, and four guards."""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from course.lessons.module_00.framing import CAREFUL, Bargains, asking_prices
from course.lessons.module_00.priced_cards import FEE, PricedCards

FAULTS: dict[str, str] = {
    "question": "wrong question: buy where the predicted price is highest above the asking price",
    "data": "bad data: the form sends condition NM for every card",
    "market": "the world moves: from week 7 on, prices are 25% lower",
    "sellers": "the others answer: rivals take nine in ten real bargains first",
    "adoption": "no adoption: buyers follow one tip in five",
}
"""What can go wrong with the desk, in words."""

PICKS = 12
"""Cards the desk buys a week at most."""

_FROM_WEEK, _FALL, _RIVALS, _FOLLOWED = 6, 0.25, 0.9, 0.2
_BAD_LOSERS, _LAST, _ODD = 0.35, 3, 0.2


@dataclass
class Run:
    """What seventeen weeks brought: `money` after each week, `followed` tips, and what the guards said.

    `score` is the model's average miss of what the cards fetched, USD, over all weeks; `late_score` from week 7 on.
    """

    score: float = 0.0
    late_score: float = 0.0
    money: list[float] = field(default_factory=list)
    bought: int = 0
    tips: int = 0
    followed: int = 0
    losers: int = 0
    alarms: list[str] = field(default_factory=list)

    def table(self, name: str) -> pd.DataFrame:
        """Week and money so far, for a plot; `name` is what the line is called."""
        return pd.DataFrame({"week": range(1, len(self.money) + 1), "money": self.money, "desk": name})


def run(priced: PricedCards, bargains: Bargains, faults: Collection[str], guards: bool) -> Run:
    """Buy week by week with these `faults` (keys of FAULTS). Raises ValueError for an unknown one.

    Guards look at what happens, not at the faults: at the batch before the start (how many cards are NM?); then each
    week at the money of the last three, the share of picks that lost, and the share of tips that buyers took.
    """
    unknown = set(faults) - set(FAULTS)
    if unknown:
        raise ValueError(f"unknown fault {sorted(unknown)[0]!r}; one of {', '.join(FAULTS)}")
    rng = np.random.default_rng(11)
    asking = asking_prices(bargains.worth, rng)
    rare, first, mood = rng.random((3, len(asking)))
    point, low = bargains.point, bargains.low
    mint = (priced.cards["condition"] == "NM").to_numpy()
    sent = np.ones_like(mint) if "data" in faults else mint
    if "data" in faults:
        point, low = _without_condition(priced)
    weeks = _weeks(priced)
    fetched = bargains.worth.copy()
    if "market" in faults:
        fetched[np.concatenate(weeks[_FROM_WEEK:])] *= 1 - _FALL
    off = np.abs(point - fetched)
    result = Run(
        float(off[np.concatenate(weeks)].mean()), float(off[np.concatenate(weeks[_FROM_WEEK:])].mean())
    )
    if guards and sent.mean() > mint.mean() + _ODD:
        result.alarms.append(
            f"before the start: {sent.mean():.0%} of the batch is NM, usually {mint.mean():.0%}; sent back and mended"
        )
        point, low = bargains.point, bargains.low

    careful = "question" not in faults
    follow = _FOLLOWED if "adoption" in faults else 1.0
    stopped, settled, weekly, lost, taken = False, 0, [], [], []
    for week, rows in enumerate(weeks):
        gain = fetched[rows] * (1 - FEE) - asking[rows]
        price = (low if careful else point)[rows]
        promised = price * (1 - FEE) - asking[rows]
        if "sellers" in faults:
            # Rivals know the cards: what is truly cheap is gone; what only looks cheap to the model stays.
            promised = np.where((gain > 0) & (rare[rows] < _RIVALS), -np.inf, promised)
        best = np.argsort(-promised)[:PICKS]
        tips = best[promised[best] > 0]
        follows = first[rows][tips] < follow
        by_feeling = np.argsort(mood[rows])[: int((~follows).sum())]
        picks = np.concatenate([tips[follows], by_feeling]).astype(int)
        if stopped:
            picks, tips, follows = picks[:0], tips[:0], follows[:0]
        weekly.append(float(gain[picks].sum()))
        lost.append(int((gain[picks] < 0).sum()))
        taken.append((int(follows.sum()), len(tips), len(picks)))
        result.money.append(sum(weekly))
        if guards and not stopped and week + 1 >= settled + _LAST:  # a mended desk gets three weeks again
            share = sum(lost[-_LAST:]) / max(sum(count for *_, count in taken[-_LAST:]), 1)
            given = sum(tip for _, tip, _ in taken[-_LAST:])
            used = sum(yes for yes, *_ in taken[-_LAST:]) / given if given else 1.0
            if used < 0.5:
                result.alarms.append(
                    f"week {week + 1}: buyers take {used:.0%} of the tips; sat down with them"
                )
                follow, settled = 1.0, week + 1
            elif share > _BAD_LOSERS and not careful:
                result.alarms.append(
                    f"week {week + 1}: {share:.0%} of the picks lost money; a careful price now"
                )
                careful, settled = True, week + 1
            elif sum(weekly[-_LAST:]) < 0:
                result.alarms.append(f"week {week + 1}: three weeks together lost money; stopped")
                stopped = True
    result.bought = sum(count for *_, count in taken)
    result.tips = sum(tip for _, tip, _ in taken)
    result.followed = sum(yes for yes, *_ in taken)
    result.losers = sum(lost)
    return result


def _without_condition(priced: PricedCards) -> tuple[np.ndarray, np.ndarray]:
    """Price and careful price by a model that was never told a card's condition."""
    from sklearn.linear_model import Ridge  # here, so that the page's heading does not wait for scikit-learn

    told = [name for name in priced.train.columns if not name.startswith("state_")]
    fit = Ridge(alpha=1.0).fit(priced.train[told], np.log(priced.train_price))
    point, worth = np.exp(fit.predict(priced.features[told])), priced.cards["price_usd"].to_numpy()
    point = point * worth.mean() / point.mean()
    return point, point * np.quantile(worth / point, CAREFUL)


def _weeks(priced: PricedCards) -> list[np.ndarray]:
    day = (priced.cards["sold_at"] - priced.cards["sold_at"].min()).dt.days.to_numpy()
    return [np.flatnonzero(day // 7 == week) for week in range(17)]

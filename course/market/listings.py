"""Listings, the unsold ones too: what labels have to be made from when not every card finds a buyer."""

import numpy as np
import pandas as pd

from course.market import draws
from course.market.catalogue import catalogue
from course.market.demand import UNSOLD_AFTER_DAYS, fate, worth_of
from course.market.pricing import CHANNELS, EUR_PER_USD, FIRST_MONTH, MIN_PRICE, MONTHS, month_number
from course.market.sales import CHANNEL_SHARES, EUR_SHARE, N_SALES, finishes, first_people, states
from course.market.sellers import SHOP_EFFECT, SHOPS, sellers

RETURN_SHARE, BUNDLE_SHARE, RELIST_SHARE = 0.04, 0.05, 0.35
# What is asked over what a card is worth, as a logarithm: mean of people, spread. Shops ask a tenth less.
ASKED, ASKED_SD = 0.12, 0.20
# What the seller paid over what the card is worth: long ago or by luck, so it tells little of the worth.
COST, COST_SD = 0.65, 0.40
COLUMNS = (
    "listing_id",
    "card_id",
    "seller_id",
    "listed_at",
    "channel",
    "finish",
    "condition",
    "grade",
    "cost_usd",
    "asking_price",
    "currency",
    "status",
    "sold_at",
    "sold_price",
    "returned",
    "bundle_id",
    "relist_of",
)


def listings(seed: int = 0, n: int = 2_000, as_of: str = "2026-06-30") -> pd.DataFrame:
    """Return n listings (and those put up again) as known on the day `as_of`, in order of listed_at.

    listing_id, card_id, seller_id (those of the sales), listed_at, channel, finish, condition, grade, cost_usd
    (what the seller paid), asking_price, currency, status ("active", "sold", "expired", "withdrawn"), sold_at and
    sold_price (in the currency; NaT and NaN unless sold), returned (True when the buyer sent it back),
    bundle_id (NaN unless sold in a bundle: sold_price is then the whole bundle's), relist_of (the listing_id
    this one repeats). The dearer a listing is than its card is worth, the later or rarer it sells:
    `course.market.outcome` tells what another price would have brought. Raises ValueError for an n below 1 or a
    day before the market."""
    if isinstance(n, bool) or not isinstance(n, int | np.integer) or n < 1:
        raise ValueError(f"n must be a whole number from 1 on, not {n!r}")
    today = np.datetime64(as_of, "D").astype(int)
    if today < np.datetime64(FIRST_MONTH, "D").astype(int):
        raise ValueError(f"as_of must be {FIRST_MONTH}-01 or later, not {as_of!r}")
    rng = draws.stream(seed, "listings")
    cards = catalogue()
    first = np.datetime64(FIRST_MONTH, "D").astype(int)
    listed = np.sort(first + np.floor(rng.random(n) * (today - first + 1)).astype(int))
    release = cards["release_day"].to_numpy()
    chosen = draws.pick(rng, cards["weight"].to_numpy() * (release < np.quantile(listed, 0.5)), n)
    listed = np.maximum(listed, release[chosen] + 1)
    listed_cards = cards.iloc[chosen]
    seller = _sellers(rng, listed_cards, listed)
    grade, condition = states(rng, listed_cards, listed - release[chosen])
    frame = pd.DataFrame(
        {
            "listing_id": [f"L{k}" for k in range(1, n + 1)],
            "card_id": cards["card_id"].to_numpy()[chosen],
            "seller_id": [f"u{k}" for k in seller],
            "listed_at": pd.to_datetime(listed, unit="D"),
            "channel": np.array(list(CHANNELS))[draws.pick(rng, CHANNEL_SHARES, n)],
            "finish": finishes(rng, listed_cards),
            "condition": condition,
            "grade": grade,
            "currency": np.where(rng.random(n) < EUR_SHARE, "EUR", "USD"),
            "relist_of": None,
        }
    )
    worth = worth_of(frame)
    asked = (
        worth * np.exp(ASKED + ASKED_SD * draws.normal(rng, n)) * np.where(seller < SHOPS, SHOP_EFFECT, 1.0)
    )
    frame["asked_usd"] = np.maximum(np.round(asked, 2), MIN_PRICE)
    frame["cost_usd"] = np.round(worth * COST * np.exp(COST_SD * draws.normal(rng, n)), 2)
    frame = _fate(frame, seed, today)
    again = frame[(frame["status"] == "expired") & (rng.random(n) < RELIST_SHARE)].copy()
    again["relist_of"] = again["listing_id"]
    again["listing_id"] = [f"L{n + k}" for k in range(1, len(again) + 1)]
    pause = UNSOLD_AFTER_DAYS + draws.integers(rng, 1, 14, len(again))
    again["listed_at"] += pd.to_timedelta(pause, unit="D")
    again["asked_usd"] = np.round(again["asked_usd"] * 0.9, 2)
    again = _fate(again[again["listed_at"] <= pd.Timestamp(as_of)].reset_index(drop=True), seed, today)
    return _finished(pd.concat([frame, again], ignore_index=True), rng)


def _sellers(rng: np.random.Generator, cards: pd.DataFrame, listed: np.ndarray) -> np.ndarray:
    """Return the seller numbers: the shops, and the people who sell in the month of the listing."""
    month = np.clip(month_number(listed.astype("datetime64[D]")), 0, MONTHS - 1)
    first = first_people(N_SALES)
    number = np.empty(len(cards), dtype=int)
    for k in np.unique(month):
        here = month == k
        number[here] = sellers(rng, cards[here], first[k], first[k + 1] - first[k])
    return number


def _fate(frame: pd.DataFrame, seed: int, today: int) -> pd.DataFrame:
    """Return the frame with what has become of each listing by the day `today`."""
    asked = frame["asked_usd"].to_numpy()
    sells, days, paid = fate(frame["listing_id"], asked, worth_of(frame), seed)
    listed = frame["listed_at"].to_numpy().astype("datetime64[D]").astype(int)
    sold = sells & (listed + days <= today)
    withdrawn = ~sells & (days <= UNSOLD_AFTER_DAYS) & (listed < today)
    expired = ~sold & (listed + UNSOLD_AFTER_DAYS < today)
    rate = np.where(frame["currency"] == "EUR", EUR_PER_USD, 1.0)
    return frame.assign(
        status=np.select([sold, withdrawn, expired], ["sold", "withdrawn", "expired"], "active"),
        sold_day=np.where(sold, listed + days, -1),
        asking_price=np.round(asked * rate, 2),
        sold_price=np.where(sold, np.round(paid * rate, 2), np.nan),
        returned=sold & (draws.keyed(draws.numbers_of(frame["listing_id"]), seed, "returned") < RETURN_SHARE),
    )


def _finished(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    sold = np.flatnonzero((frame["status"] == "sold") & ~frame["returned"] & (frame["currency"] == "USD"))
    pairs = max(1, int(len(sold) * BUNDLE_SHARE / 2)) if len(sold) > 1 else 0
    frame["bundle_id"] = None
    for k in range(pairs):
        # Neighbours in time are sold together; both rows then show the price of the whole bundle.
        start = int(rng.random() * (len(sold) - 1))
        both = sold[start : start + 2]
        if frame.loc[both, "bundle_id"].notna().any():
            continue
        frame.loc[both, "bundle_id"] = f"B{k + 1}"
        frame.loc[both, "sold_price"] = round(float(frame.loc[both, "sold_price"].sum()), 2)
        frame.loc[both, "sold_day"] = int(frame.loc[both, "sold_day"].max())
    frame["sold_at"] = pd.to_datetime(frame["sold_day"].where(frame["sold_day"] >= 0), unit="D")
    frame[["bundle_id", "relist_of"]] = frame[["bundle_id", "relist_of"]].astype("str")
    return frame.sort_values(["listed_at", "listing_id"], kind="stable")[list(COLUMNS)].reset_index(drop=True)

"""Listings, the unsold ones too: what labels have to be made from when not every card finds a buyer."""

import numpy as np
import pandas as pd

from course.market import draws
from course.market.catalogue import catalogue
from course.market.pricing import EUR_PER_USD, FIRST_MONTH, expected_price

UNSOLD_AFTER_DAYS = 60  # a listing that found no buyer expires, if it is old enough
RETURN_SHARE, BUNDLE_SHARE, RELIST_SHARE, WITHDRAWN_SHARE = 0.04, 0.05, 0.35, 0.06


def listings(seed: int = 0, n: int = 2_000, as_of: str = "2026-06-30") -> pd.DataFrame:
    """Return n listings (and those put up again) as known on the day `as_of`, in order of listed_at.

    listing_id, card_id, seller_id, listed_at, asking_price, currency, status ("active", "sold", "expired",
    "withdrawn"), sold_at and sold_price (in the currency; NaT and NaN unless sold), returned (True when the
    buyer sent it back), bundle_id (NaN unless sold in a bundle: sold_price is then the whole bundle's),
    relist_of (the listing_id this one repeats). The dearer a listing is than its card, the later or rarer it
    sells."""
    rng = draws.stream(seed, "listings")
    today = np.datetime64(as_of, "D").astype(int)
    cards = catalogue()
    first = np.datetime64(FIRST_MONTH, "D").astype(int)
    listed = np.sort(first + np.floor(rng.random(n) * (today - first + 1)).astype(int))
    release = cards["release_day"].to_numpy()
    chosen = draws.pick(rng, cards["weight"].to_numpy() * (release < np.quantile(listed, 0.5)), n)
    listed = np.maximum(listed, release[chosen] + 1)
    condition = np.full(n, "NM")
    finish = np.where(cards["rarity_code"].to_numpy()[chosen] < 3, "normal", "holo")
    fair = expected_price(
        cards.iloc[chosen], listed, finish, condition, np.full(n, np.nan), np.full(n, "web")
    )
    premium = 0.12 + 0.22 * draws.normal(rng, n)
    euro = rng.random(n) < 0.06
    asking = np.round(np.maximum(fair * np.exp(premium), 0.25) * np.where(euro, EUR_PER_USD, 1.0), 2)

    frame = pd.DataFrame(
        {
            "listing_id": [f"L{k}" for k in range(1, n + 1)],
            "card_id": cards["card_id"].to_numpy()[chosen],
            "seller_id": [f"u{k}" for k in draws.integers(rng, 0, 400, n)],
            "listed_day": listed,
            "asking_price": asking,
            "currency": np.where(euro, "EUR", "USD"),
            "premium": premium,
            "relist_of": None,
        }
    )
    frame = _outcome(frame, rng, today)
    again = frame[(frame["status"] == "expired") & (rng.random(n) < RELIST_SHARE)].copy()
    again["relist_of"] = again["listing_id"]
    again["listing_id"] = [f"L{n + k}" for k in range(1, len(again) + 1)]
    again["listed_day"] += UNSOLD_AFTER_DAYS + draws.integers(rng, 1, 14, len(again))
    again["asking_price"] = np.round(again["asking_price"] * 0.9, 2)
    again["premium"] += np.log(0.9)
    again = _outcome(again[again["listed_day"] <= today].reset_index(drop=True), rng, today)
    return _finished(pd.concat([frame, again], ignore_index=True), rng)


def _outcome(frame: pd.DataFrame, rng: np.random.Generator, today: int) -> pd.DataFrame:
    n = len(frame)
    wait = np.floor(-np.log1p(-rng.random(n)) * 16 * np.exp(3.0 * frame["premium"].to_numpy())).astype(int)
    listed = frame["listed_day"].to_numpy()
    withdrawn = rng.random(n) < WITHDRAWN_SHARE
    sold = (wait <= UNSOLD_AFTER_DAYS) & (listed + wait <= today) & ~withdrawn
    old = listed + UNSOLD_AFTER_DAYS < today
    frame["status"] = np.select(
        [sold, withdrawn & (listed < today), old], ["sold", "withdrawn", "expired"], "active"
    )
    frame["sold_day"] = np.where(sold, listed + wait, -1)
    haggled = np.round(
        frame["asking_price"].to_numpy() * (1 - 0.12 * rng.random(n) * (rng.random(n) < 0.4)), 2
    )
    frame["sold_price"] = np.where(sold, haggled, np.nan)
    frame["returned"] = sold & (rng.random(n) < RETURN_SHARE)
    return frame


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
    frame["listed_at"] = pd.to_datetime(frame["listed_day"], unit="D")
    frame["sold_at"] = pd.to_datetime(frame["sold_day"].where(frame["sold_day"] >= 0), unit="D")
    columns = [
        "listing_id",
        "card_id",
        "seller_id",
        "listed_at",
        "asking_price",
        "currency",
        "status",
        "sold_at",
        "sold_price",
        "returned",
        "bundle_id",
        "relist_of",
    ]
    frame[["bundle_id", "relist_of"]] = frame[["bundle_id", "relist_of"]].astype("str")
    return frame.sort_values(["listed_at", "listing_id"], kind="stable")[columns].reset_index(drop=True)

"""Four sources about the same sales that do not agree: what a data engineer has to bring together."""

import numpy as np
import pandas as pd

from course.market import draws
from course.market.catalogue import catalogue
from course.market.issues import RARITY_SYNONYMS
from course.market.pricing import MONTHS, expected_price
from course.market.sales import N_SALES, first_people, simulate_month
from course.market.sellers import people

GUIDE_DATE = "2025-12-15"  # the price guide has not been updated since
GUIDE_COVERS = 0.85  # of the cards of these sales


def sources(seed: int = 0, n: int = 600) -> dict[str, pd.DataFrame]:
    """Return what four sources say about n sales of June 2026; sale_id and card_id connect them.

    listings: what people typed: sale_id, card_id, seller_id, listed_at, name, rarity, condition, price as
    text ("$4.50", "450¢", "USD 4.5", "---"). auctions: a partner's feed of the auction sales, price_cents in
    cents, some sent twice. system_log: the shop's own payments: event_id, sale_id, card_id, paid_at with the
    time, price in USD, currency, none missing, refunds as negative prices. price_guide: a third party's card
    prices: card_id, market_price in USD, updated_at, half a year old and not for every card."""
    rng = draws.stream(seed, "sources")
    first_person = int(first_people(N_SALES)[MONTHS - 1])
    sales = simulate_month(draws.stream(seed, "sources", "sales"), MONTHS - 1, n, first_person, people(n))
    sales["sale_id"] = [f"S{900_000 + k}" for k in range(1, n + 1)]
    return {
        "listings": _typed_by_people(sales, rng),
        "auctions": _auctions(sales, rng),
        "system_log": _log(sales, rng),
        "price_guide": _guide(sales, rng),
    }


def _typed_by_people(sales: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    n = len(sales)
    price, kind = sales["price"].to_numpy(), rng.random(n)
    gap = rng.random(n) < np.clip(0.02 + 0.02 * np.log(np.maximum(price, 1)), 0.02, 0.15)
    typed = np.select(
        [gap & (kind < 0.5), gap, kind < 0.55, kind < 0.75, kind < 0.9],
        [
            "",
            "---",
            [f"${p:,.2f}" for p in price],
            [f"{p:.2f}" for p in price],
            [f"USD {p:.2f}" for p in price],
        ],
        [f"{p * 100:.0f}¢" for p in price],
    )
    odd = rng.random(n) < 0.12
    rarity = np.where(odd, sales["rarity"].map(RARITY_SYNONYMS), sales["rarity"])
    return pd.DataFrame(
        {
            "sale_id": sales["sale_id"],
            "card_id": sales["card_id"],
            "seller_id": sales["seller_id"],
            "listed_at": _iso(sales["listed_day"]),
            "name": sales["name"],
            "rarity": rarity,
            "condition": sales["condition"],
            "price": typed,
        }
    )


def _auctions(sales: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    part = sales[sales["channel"].isin(["auction", "partner"])]
    feed = pd.DataFrame(
        {
            "sale_id": part["sale_id"],
            "card_id": part["card_id"],
            "ended_at": _iso(part["sold_day"]),
            "price_cents": np.round(part["price"] * 100).astype(int),
            "n_bids": part["n_bids"],
        }
    )
    twice = feed[rng.random(len(feed)) < 0.05]
    return pd.concat([feed, twice]).sort_values(["ended_at", "sale_id"], kind="stable").reset_index(drop=True)


def _log(sales: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    n = len(sales)
    seconds = sales["sold_day"].to_numpy() * 86_400 + draws.integers(rng, 0, 86_399, n)
    log = pd.DataFrame(
        {
            "event_id": [f"E{k}" for k in range(1, n + 1)],
            "sale_id": sales["sale_id"],
            "card_id": sales["card_id"],
            "paid_at": pd.to_datetime(seconds, unit="s"),
            "event": "payment",
            "price": sales["price"],
            "currency": "USD",
        }
    )
    refund = log[rng.random(n) < 0.03].copy()
    refund["event"], refund["price"] = "refund", -refund["price"]
    refund["event_id"] = refund["event_id"] + "-r"
    refund["paid_at"] = refund["paid_at"] + pd.to_timedelta(draws.integers(rng, 1, 10, len(refund)), unit="D")
    return pd.concat([log, refund]).sort_values(["paid_at", "event_id"], kind="stable").reset_index(drop=True)


def _guide(sales: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    cards = catalogue()
    cards = cards[cards["card_id"].isin(sales["card_id"])].reset_index(drop=True)
    cards = cards[rng.random(len(cards)) < GUIDE_COVERS].reset_index(drop=True)
    n = len(cards)
    updated = np.datetime64(GUIDE_DATE).astype(int) - draws.integers(rng, 0, 20, n)
    finish = np.where(cards["rarity_code"] < 3, "normal", "holo")
    price = expected_price(
        cards,
        np.maximum(updated, cards["release_day"]),
        finish,
        np.full(n, "NM"),
        np.full(n, np.nan),
        np.full(n, "web"),
    )
    return pd.DataFrame(
        {
            "card_id": cards["card_id"],
            "market_price": np.round(price * np.exp(0.08 * draws.normal(rng, n)), 2),
            "updated_at": updated.astype("datetime64[D]").astype(str),
        }
    )


def _iso(days: pd.Series) -> np.ndarray:
    return days.to_numpy().astype("datetime64[D]").astype(str)

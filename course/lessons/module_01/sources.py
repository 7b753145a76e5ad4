"""Section 1.1: four sources about the same sales, and when each field of a sale is known."""

import pandas as pd

PROFILES = {
    "listings": {
        "what": "User listing",
        "who": "typed by sellers into a form",
        "trust": "low: people make slips, and some gain by them",
        "latency": "at once",
        "fails by": "empty fields, many spellings, four ways to write a price",
    },
    "auctions": {
        "what": "Auction feed",
        "who": "sent by a partner's program",
        "trust": "medium: tidy, but the partner may change it and not tell you",
        "latency": "when the auction ends",
        "fails by": "another unit, rows sent twice, a field that changes its meaning",
    },
    "system_log": {
        "what": "System log",
        "who": "written by the shop's own payment service",
        "trust": "high: money moved",
        "latency": "seconds",
        "fails by": "refunds beside payments, replayed events, silence when a logger dies",
    },
    "price_guide": {
        "what": "Price guide",
        "who": "bought from a third party",
        "trust": "medium: careful, but it answers another question",
        "latency": "months",
        "fails by": "old dates, missing cards, a price for near mint only",
    },
}

LISTING, SALE, AFTER = "at listing", "at the sale", "after the sale"

FIELDS = {
    "rarity": LISTING,
    "set_release_date": LISTING,
    "condition": LISTING,
    "grade": LISTING,
    "seller_id": LISTING,
    "listed_at": LISTING,
    "sold_at": SALE,
    "price": SALE,
    "n_bids": SALE,
    "views_total": SALE,
    "days_to_sell": SALE,
    "set_price_30d": AFTER,
    "seller_price_index": AFTER,
}
"""When some columns of a sale are first known. The last two contain the sale's own price."""


def numbers(frames: dict[str, pd.DataFrame], in_dollars: bool) -> pd.DataFrame:
    """The price numbers of the three feeds of sales: source, card_id, number.

    The number is what stands in the feed, or, with `in_dollars`, the price in USD. Refunds and gaps are left out.
    """
    typed, auctions, log = frames["listings"], frames["auctions"], frames["system_log"]
    text = typed["price"].astype(str)
    value = pd.to_numeric(text.str.replace(",", "").str.extract(r"([\d.]+)")[0], errors="coerce")
    cents = text.str.endswith("¢")
    if in_dollars:
        value = value.where(~cents, value / 100)
    paid = log[log["price"] > 0]
    parts = {
        "listings": (typed["card_id"], value),
        "auctions": (auctions["card_id"], auctions["price_cents"] / (100 if in_dollars else 1)),
        "system_log": (paid["card_id"], paid["price"]),
    }
    tables = [
        pd.DataFrame({"source": source, "card_id": card.to_numpy(), "number": number.to_numpy(dtype=float)})
        for source, (card, number) in parts.items()
    ]
    return pd.concat(tables, ignore_index=True).dropna()


def raw_and_parsed(source: str, row: pd.Series) -> pd.DataFrame:
    """One row of a source as it came and as it should be read: field, raw, parsed."""
    parsed = {field: str(value).strip() for field, value in row.items()}
    if source == "listings":
        text = str(row["price"])
        found = text.replace("$", "").replace("USD", "").replace(",", "").replace("¢", "").strip()
        value = float(found) / (100 if "¢" in text else 1) if found.replace(".", "").isdigit() else None
        parsed["price"] = "missing" if value is None else f"{value:.2f} USD"
        parsed["rarity"] = str(row["rarity"]).strip().title().replace("-", " ")
    elif source == "auctions":
        parsed["price_cents"] = f"{row['price_cents'] / 100:.2f} USD"
    elif source == "system_log":
        parsed["price"] = f"{row['price']:.2f} USD" + (" (money given back)" if row["price"] < 0 else "")
    else:
        parsed["market_price"] = f"{row['market_price']:.2f} USD, near mint"
        age = (pd.Timestamp("2026-06-30") - pd.Timestamp(row["updated_at"])).days
        parsed["updated_at"] = f"{row['updated_at']} ({age} days old)"
    raw = {field: str(value) for field, value in row.items()}
    return pd.DataFrame(
        {"field": list(raw), "raw": list(raw.values()), "parsed": [parsed[name] for name in raw]}
    )


def known_on(sale: pd.Series, day: int) -> pd.DataFrame:
    """What of a sale is known `day` days after it was listed: field, known from (day), value or "not yet".

    What is computed after the sale is taken to come with the export 30 days later.
    """
    sold = int(sale["days_to_sell"])
    first = {LISTING: 0, SALE: sold, AFTER: sold + 30}
    rows = []
    for field, when in FIELDS.items():
        value = sale["price_usd"] if field == "price" else sale[field]
        text = f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)
        text = "none" if text == "nan" else text
        rows.append((field, when, first[when], text if day >= first[when] else "not yet"))
    return pd.DataFrame(rows, columns=["field", "known", "from day", "value"])

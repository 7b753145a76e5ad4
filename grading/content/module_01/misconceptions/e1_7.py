"""Known wrong answers to E1.7, the module's checkpoint."""

import hashlib
import io
import math
import re
from collections import Counter
from datetime import datetime

import pandas as pd

from course.market.rarities import RARITIES
from grading.engine.declare.misconception import misconception

_COLUMNS = ["sale_id", "listed_at", "channel", "card_id", "rarity", "hp", "price_usd"]
_AFTER = ["sold_at", "price", "n_bids", "views_total", "days_to_sell", "set_price_30d", "seller_price_index"]


class _Build:
    """A right answer in small steps; each misconception changes one of them."""

    columns = _COLUMNS
    date_formats = ("%Y-%m-%d", "%d/%m/%Y")
    cents_from = "2025-03-01"

    def __call__(self, raw, month):
        rows = raw.to_dict("records")
        reasons, clean, seen = Counter(), [], set()
        for row in rows:
            row["sold_at"] = self.iso(row["sold_at"])
            reason = self.reason(row, month, seen)
            seen.add(row["sale_id"])
            if reason:
                reasons[reason] += 1
                continue
            row["price_usd"] = self.price(row)
            row["hp"] = math.nan if pd.isna(row["hp"]) else float(row["hp"].removesuffix(" HP"))
            row["rarity"] = self.rarity(row["rarity"])
            clean.append(row)
        buffer = io.BytesIO()
        table = pd.DataFrame(clean, columns=self.columns)
        table.to_parquet(buffer, index=False)
        content = buffer.getvalue()
        manifest = self.manifest(len(rows), len(clean), dict(reasons))
        return content, manifest | {"month": month, "sha256": self.digest(content, table)}

    def iso(self, text):
        for pattern in self.date_formats:
            try:
                return datetime.strptime(text, pattern).date().isoformat()
            except (ValueError, TypeError):
                pass
        return None

    def reason(self, row, month, seen):
        if row["is_test"] == "1" or row["seller_id"].startswith("test-"):
            return "test_order"
        if row["sale_id"] in seen:
            return "duplicate"
        if row["sold_at"] is None:
            return "bad_date"
        if row["sold_at"][:7] != month:
            return "wrong_month"
        return "no_price" if pd.isna(row["price"]) else None

    def price(self, row):
        in_cents = row["channel"] == "partner" and row["sold_at"] >= self.cents_from
        price = float(row["price"]) / (100 if in_cents else 1)
        return price / 0.92 if row["currency"] == "EUR" else price

    def rarity(self, text):
        letters = re.sub("[ -]", "", text).lower().replace("holorare", "rareholo")
        return next(name for name in RARITIES if name.replace(" ", "").lower() == letters)

    def manifest(self, rows_in, rows_clean, reasons):
        counts = {"rows_in": rows_in, "rows_clean": rows_clean, "rows_quarantined": rows_in - rows_clean}
        return counts | {"reasons": reasons}

    def digest(self, content, table):
        return hashlib.sha256(content).hexdigest()


@misconception(
    "E1.7",
    "drops bad rows silently",
    section="1.2",
    explanation="Rows that can't be used vanish: your manifest knows of two rows, and ten came in. When the "
    "bookkeeper finds eight sales missing, nobody can say whether they were tests, duplicates or "
    "a broken date format. Count what came in before anything is removed, and give every removed "
    "row its reason.",
)
def drops_silently(raw, month):
    build = _Build()
    counts = build.manifest
    build.manifest = lambda rows_in, rows_clean, reasons: counts(rows_clean, rows_clean, reasons)
    return build(raw, month)


@misconception(
    "E1.7",
    "keeps columns that only the sale brings",
    section="1.1",
    explanation="Your file still holds columns such as n_bids, days_to_sell or set_price_30d. They look like "
    "a gift in training, since they all but contain the price. When a new listing must be priced "
    "they don't exist yet, and the model guesses. Keep the seven columns that are asked for.",
)
def leaks(raw, month):
    build = _Build()
    build.columns = [*_COLUMNS, *_AFTER]
    return build(raw, month)


@misconception(
    "E1.7",
    "keeps the day of the sale",
    section="1.1",
    explanation="sold_at is still in your file. It is useful for choosing the month, and that is all: when a "
    "card is listed nobody knows when it will sell, so a model that uses the day has nothing to "
    "go by in the shop. The manifest says which month it is; listed_at says when the card came.",
)
def keeps_sold_at(raw, month):
    build = _Build()
    build.columns = [*_COLUMNS, "sold_at"]
    return build(raw, month)


@misconception(
    "E1.7",
    "takes the partner's cents for dollars",
    section="1.1",
    explanation="The partner has sent cents since March 2025, and you read 1250 as 1,250 dollars where it is "
    "12.50. One such row outweighs a hundred honest ones in any average. Divide by 100 for "
    "channel partner and sales from 2025-03-01 on.",
)
def cents_as_dollars(raw, month):
    build = _Build()
    build.cents_from = "9999"
    return build(raw, month)


@misconception(
    "E1.7",
    "divides the partner's old dollar prices by 100 too",
    section="1.1",
    explanation="You divide every price of the partner by 100. Until February 2025 they sent dollars, so a "
    "card that sold for 12.50 becomes one of 12.5 cents. The day of the sale decides: cents from "
    "2025-03-01 on, dollars before. A rule about a source nearly always has a date from which it holds: "
    "section 1.1.",
)
def always_cents(raw, month):
    build = _Build()
    build.cents_from = ""
    return build(raw, month)


@misconception(
    "E1.7",
    "reads 05/04/2025 as the fourth of May",
    section="1.1",
    explanation="You read the month first. A sale of 5 April lands in May and leaves this file, while one "
    "of 4 May comes in; only days after the 12th fail loudly enough to be seen. In this feed the day comes "
    "first. Say the format when parsing and let nothing guess it: section 1.1.",
)
def month_first(raw, month):
    build = _Build()
    build.date_formats = ("%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y")
    return build(raw, month)


@misconception(
    "E1.7",
    "hashes the table instead of the file",
    section="1.5",
    explanation="Your sha256 is a digest of the table, or of its text, and not of the bytes you return. "
    "Whoever downloads the file and hashes it gets another number and has to think that the file is "
    "broken. Write the Parquet file first, then hash exactly those bytes. Flip one of them in section 1.5 "
    "and see the checksum change.",
)
def hashes_the_table(raw, month):
    build = _Build()
    build.digest = lambda content, table: hashlib.sha256(table.to_csv(index=False).encode()).hexdigest()
    return build(raw, month)


@misconception(
    "E1.7",
    "mends only the capital letters of rarities",
    section="1.1",
    explanation="You only change upper and lower case. 'ULTRA-RARE' becomes 'Ultra-Rare', which is still not "
    "'Ultra Rare': two names for one rarity, and a model that knows half of the sales for each. "
    "Compare the letters alone, without spaces and hyphens, with those of the eight names, and "
    "mind 'Holo Rare'.",
)
def title_case(raw, month):
    build = _Build()
    build.rarity = lambda text: text.strip().title()
    return build(raw, month)

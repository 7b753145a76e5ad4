"""Known wrong answers to E1.7, the module's checkpoint."""

import hashlib
import io
import math
import re
from collections import Counter
from datetime import datetime

import pandas as pd

from grading.engine.declare.misconception import misconception

_COLUMNS = ["sale_id", "listed_at", "channel", "card_id", "rarity", "hp", "price_usd"]
_AFTER = ["sold_at", "price", "n_bids", "views_total", "days_to_sell", "set_price_30d", "seller_price_index"]


class _Build:
    """A right answer in small steps; each misconception changes one of them."""

    columns = _COLUMNS
    date_formats = ("%Y-%m-%d", "%d/%m/%Y")
    cents_from = "2025-03-01"
    cents_by = "sold_at"
    euro = 0.92

    def __call__(self, raw, month):
        rows = raw.to_dict("records")
        reasons, clean, seen = Counter(), [], set()
        for row in rows:
            row["sold_at"] = self.iso(row["sold_at"])
            reason = self.reason(row, month, seen)
            self.see(row, reason, seen)
            if reason:
                reasons[reason] += 1
                continue
            row["price_usd"] = self.price(row)
            row["hp"] = math.nan if pd.isna(row["hp"]) else float(row["hp"].removesuffix(" HP"))
            row["rarity"] = self.rarity(row["rarity"])
            clean.append(row)
        buffer = io.BytesIO()
        table = pd.DataFrame(clean, columns=self.columns).astype({"hp": float, "price_usd": float})
        table.to_parquet(buffer, index=False)
        content = buffer.getvalue()
        manifest = self.manifest(len(rows), len(clean), dict(reasons))
        return content, manifest | {"month": month, "sha256": self.digest(content, table)}

    def see(self, row, reason, seen):
        seen.add(self.key(row))

    def key(self, row):
        return row["sale_id"]

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
        if self.key(row) in seen:
            return "duplicate"
        if row["sold_at"] is None:
            return "bad_date"
        if not self.is_in(row["sold_at"], month):
            return "wrong_month"
        return "no_price" if pd.isna(row["price"]) else None

    def is_in(self, day, month):
        return day[:7] == month

    def price(self, row):
        in_cents = row["channel"] == "partner" and row[self.cents_by] >= self.cents_from
        price = float(row["price"]) / (100 if in_cents else 1)
        return price / self.euro if row["currency"] == "EUR" else price

    def rarity(self, text):
        letters = re.sub("[^a-z]", "", text.lower())
        return "rareholo" if letters == "holorare" else letters

    def manifest(self, rows_in, rows_clean, reasons):
        counts = {"rows_in": rows_in, "rows_clean": rows_clean, "rows_quarantined": rows_in - rows_clean}
        return counts | {"reasons": reasons}

    def digest(self, content, table):
        return hashlib.sha256(content).hexdigest()


@misconception(
    "E1.7",
    "drops bad rows silently",
    section="1.2.4",
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
    section="1.1.2",
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
    section="1.1.2",
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
    section="1.1.1",
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
    section="1.1.1",
    explanation="You divide every price of the partner by 100. Until February 2025 they sent dollars, so a "
    "card that sold for 12.50 becomes one of 12.5 cents. The day of the sale decides: cents from "
    "2025-03-01 on, dollars before. A rule about a source nearly always has a date from which it holds.",
)
def always_cents(raw, month):
    build = _Build()
    build.cents_from = ""
    return build(raw, month)


@misconception(
    "E1.7",
    "reads 05/04/2025 as the fourth of May",
    section="1.2.4",
    explanation="You read the month first. A sale of 5 April lands in May and leaves this file, while one "
    "of 4 May comes in; only days after the 12th fail loudly enough to be seen. In this feed the day comes "
    "first. Say the format when parsing and let nothing guess it.",
)
def month_first(raw, month):
    build = _Build()
    build.date_formats = ("%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y")
    return build(raw, month)


@misconception(
    "E1.7",
    "hashes the table instead of the file",
    section="1.5.2",
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
    section="1.2.4",
    explanation="You only change capitals and the spaces around. 'ULTRA-RARE' becomes 'ultra-rare' and 'Ultra "
    "Rare' 'ultra rare': two names for one rarity, and a model that knows half of the sales for each. Keep the "
    "letters alone, without spaces and hyphens, and mind 'Holo Rare'.",
)
def lower_case(raw, month):
    build = _Build()
    build.rarity = lambda text: text.strip().lower()
    return build(raw, month)


@misconception(
    "E1.7",
    "keeps two names for Rare Holo",
    section="1.2.4",
    explanation="'Holo Rare' is holorare in your file, beside rareholo: one rarity under two names. The letters "
    "alone can't tell, because the words were turned round. Give this one name its usual form by hand.",
)
def two_holos(raw, month):
    build = _Build()
    build.rarity = lambda text: re.sub("[^a-z]", "", text.lower())
    return build(raw, month)


@misconception(
    "E1.7",
    "multiplies euros by the rate instead of dividing",
    section="1.1.1",
    explanation="A dollar is 0.92 euros, so a euro is more than a dollar, and 9.20 euros are 10.00 dollars. Your "
    "file says 8.46. Write the units beside the numbers (EUR divided by EUR per USD gives USD) and it shows.",
)
def rate_upside_down(raw, month):
    build = _Build()
    build.euro = 1 / 0.92
    return build(raw, month)


@misconception(
    "E1.7",
    "takes euros for dollars",
    section="1.1.1",
    explanation="You use a price in EUR as it is. 9.20 euros are 10.00 dollars, so every European sale is 8% too "
    "low in your file. Divide by 0.92 where currency says EUR, also for the partner's cents.",
)
def euros_as_dollars(raw, month):
    build = _Build()
    build.euro = 1
    return build(raw, month)


@misconception(
    "E1.7",
    "lets the day of the listing decide about cents",
    section="1.1.1",
    explanation="A card listed in February and sold in March stands at 1,255 dollars in your file. The partner "
    "reports sales, and does so in cents since March 2025: sold_at decides, and not listed_at.",
)
def cents_by_listing(raw, month):
    build = _Build()
    build.cents_by = "listed_at"
    return build(raw, month)


@misconception(
    "E1.7",
    "takes dates with the day first for no dates",
    section="1.2.4",
    explanation="05/04/2025 is bad_date in your manifest. That happens where a parser learns one format and "
    "turns all else into missing (errors='coerce'): a tenth of the sales is gone without an error. There are two "
    "formats here. Read each by its own, and call bad only what neither fits.",
)
def loses_day_first(raw, month):
    build = _Build()
    build.date_formats = ("%Y-%m-%d",)
    return build(raw, month)


@misconception(
    "E1.7",
    "calls a row a duplicate only if all of it is equal",
    section="1.2.4",
    explanation="You compare whole rows. One sale that is sent twice, with another price the second time, is then "
    "two sales. sale_id says what is the same sale: a row whose id came before is a duplicate, whatever else it "
    "says.",
)
def whole_rows(raw, month):
    build = _Build()
    build.key = lambda row: str(sorted((key, str(value)) for key, value in row.items()))
    return build(raw, month)


@misconception(
    "E1.7",
    "counts only accepted rows as seen before",
    section="1.2.4",
    explanation="An id whose first row went into quarantine is new to you when it comes again. So a test order "
    "that is sent twice, once without its mark, gets into the file. Remember the id of every row, whatever came "
    "of it.",
)
def accepted_only(raw, month):
    build = _Build()
    build.see = lambda row, reason, seen: reason or seen.add(row["sale_id"])
    return build(raw, month)


@misconception(
    "E1.7",
    "takes the same month of another year for this one",
    section="1.7",
    explanation="You look at the month and not at the year: sales of April 2024 and 2026 are in your file of "
    "April 2025. Compare year and month together, as in 2025-04.",
)
def any_year(raw, month):
    build = _Build()
    build.is_in = lambda day, month: day[5:7] == month[5:]
    return build(raw, month)


@misconception(
    "E1.7",
    "writes the index as a column",
    section="1.3.1",
    explanation="Your file has a column __index_level_0__: pandas writes an index that has gaps, as it has after "
    "rows were taken out. Whoever reads the file with another tool sees eight columns. Say index=False.",
)
def writes_the_index(raw, month):
    content, manifest = _Build()(raw, month)
    table = pd.read_parquet(io.BytesIO(content))
    kept = raw.index[raw["sale_id"].isin(table["sale_id"]) & ~raw["sale_id"].duplicated()]
    buffer = io.BytesIO()
    table.set_axis(kept, axis=0).to_parquet(buffer)
    return buffer.getvalue(), manifest | {"sha256": hashlib.sha256(buffer.getvalue()).hexdigest()}

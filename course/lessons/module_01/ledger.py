"""Section 1.2: where each row of the raw file goes. Nothing is dropped; what can't be used is set aside."""

import pandas as pd

from course.data import fix_letters
from course.market.rarities import RARITIES

ACCEPTED, REPAIRED, QUARANTINED = "accepted", "repaired", "quarantined"


def sort_rows(raw: pd.DataFrame) -> pd.DataFrame:
    """Give every raw row an outcome and a reason, in two new columns; the number of rows stays the same."""
    price = pd.to_numeric(raw["price"], errors="coerce")
    hp = pd.to_numeric(raw["hp"].str.removesuffix(" HP"), errors="coerce")
    cents = (raw["channel"] == "partner") & (raw["listed_at"] >= "2025-03-01")
    # The first rule that fits decides, so what can't be used comes before what can be mended.
    rules = {
        (QUARANTINED, "came twice"): raw["sale_id"].duplicated(),
        (QUARANTINED, "test order"): (raw["is_test"] == "1") | raw["seller_id"].str.startswith("test-"),
        (QUARANTINED, "no price"): price.isna(),
        (QUARANTINED, "impossible HP"): hp > 400,
        (QUARANTINED, "no date of sale"): raw["sold_at"] == "---",
        (REPAIRED, "cents to dollars"): cents,
        (REPAIRED, "euro to dollars"): raw["currency"] == "EUR",
        (REPAIRED, "date written day first"): raw["sold_at"].str.contains("/", na=False),
        (REPAIRED, "spelling of rarity"): ~raw["rarity"].isin(RARITIES),
        (REPAIRED, '"120 HP" to 120'): raw["hp"].str.endswith(" HP", na=False),
        (REPAIRED, "broken letters"): raw["name"].map(fix_letters) != raw["name"],
    }
    outcome = pd.Series(ACCEPTED, index=raw.index)
    reason = pd.Series("as it came", index=raw.index)
    free = pd.Series(True, index=raw.index)
    for (goes_to, why), fits in rules.items():
        hit = free & fits
        outcome[hit], reason[hit] = goes_to, why
        free &= ~hit
    return raw.assign(outcome=outcome, reason=reason)


def waterfall(sorted_rows: pd.DataFrame) -> pd.DataFrame:
    """Steps from all rows down to none: step, outcome, rows, start and end of its bar."""
    counts = sorted_rows.groupby(["outcome", "reason"]).size().rename("rows").reset_index()
    rank = {QUARANTINED: 0, REPAIRED: 1, ACCEPTED: 2}
    counts = counts.sort_values(
        ["outcome", "rows"], key=lambda c: c.map(rank) if c.name == "outcome" else -c, ignore_index=True
    )
    total = len(sorted_rows)
    end = total - counts["rows"].cumsum()
    steps = pd.DataFrame(
        {
            "step": counts["reason"],
            "outcome": counts["outcome"],
            "rows": counts["rows"],
            "start": end + counts["rows"],
            "end": end,
        }
    )
    first = pd.DataFrame(
        {"step": ["rows in"], "outcome": ["rows in"], "rows": [total], "start": [total], "end": [0]}
    )
    return pd.concat([first, steps], ignore_index=True)

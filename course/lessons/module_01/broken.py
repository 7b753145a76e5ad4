"""Break it yourself: one pipeline from a new batch to prices, a switch for each way it breaks in real life."""

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from course.lessons.module_01.contracts import price_model, rmse
from course.market.rarities import RARITIES

FAULTS = {
    "cents": "The partner starts to send cents and tells nobody",
    "gaps": "Most prices over $40 are missing, and the reader drops rows without a price",
    "typo": "A new app version writes rarities in its own way",
    "twice": "A worker crashed before its ack: part of the batch comes twice",
    "asking": "Somebody joins the asking price where the sold price should be",
}

_NAMES = {"".join(letter for letter in name.lower() if letter.isalnum()): name for name in RARITIES}


def run(
    history: pd.DataFrame, batch: pd.DataFrame, later: pd.DataFrame, faults: Collection[str], guards: bool
) -> dict[str, Any]:
    """Break the batch, take it in with or without `guards`, train on all there is and price the `later` sales.

    Returns rmse and bias (USD; above 0 the tags are too high), the ledger of the batch (rows_in, used,
    quarantined, lost, repeated) and the alarms raised.
    """
    arrived = _break(batch, faults)
    to_price = _app_spelling(later) if "typo" in faults else later
    alarms: list[str] = []
    if guards:
        used, quarantined = _guarded(arrived, history, alarms)
        to_price = _respell(to_price, alarms, "cards to price")
    else:
        used, quarantined = arrived[arrived["price_usd"].notna()], 0
    model = price_model(pd.concat([history, used], ignore_index=True))
    tags = model(to_price)
    return {
        "rmse": rmse(tags, later["price_usd"]),
        "bias": float((tags - later["price_usd"]).mean()),
        "rows_in": len(arrived),
        "used": len(used),
        "quarantined": quarantined,
        "lost": len(arrived) - len(used) - quarantined,
        "repeated": int(used["sale_id"].duplicated().sum()),
        "alarms": alarms,
    }


def levels(
    history: pd.DataFrame, months: pd.DataFrame, batch: pd.DataFrame
) -> tuple[tuple[float, float], float]:
    """What sales cost as a multiple of what each card cost in `history`: in the middle of a month, and of a batch.

    Returns the lowest and the highest of the single `months`, and that of `batch` with asking prices in it.
    """
    usual = history.groupby("card_id")["price_usd"].median()

    def level(sales: pd.DataFrame) -> float:
        return float((sales["price_usd"] / sales["card_id"].map(usual)).median())

    single = [level(month) for _, month in months.groupby(months["sold_at"].dt.to_period("M"))]
    return (min(single), max(single)), level(_break(batch, ["asking"]))


def _break(batch: pd.DataFrame, faults: Collection[str]) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    price = batch["price_usd"]
    if "asking" in faults:
        price = price * np.exp(0.15 + 0.2 * rng.standard_normal(len(batch)))
    if "gaps" in faults:
        price = price.mask((price > 40) & (rng.random(len(batch)) < 0.8))
    if "cents" in faults:
        price = price.where(batch["channel"] != "partner", price * 100)
    batch = batch.assign(price_usd=price)
    if "typo" in faults:
        batch = _app_spelling(batch)
    if "twice" in faults:
        batch = pd.concat([batch, batch.iloc[: len(batch) // 3]], ignore_index=True)
    return batch


def _app_spelling(sales: pd.DataFrame) -> pd.DataFrame:
    odd = sales["rarity"].str.upper().str.replace(" ", "-")
    return sales.assign(rarity=sales["rarity"].where(sales["channel"] != "app", odd))


def _respell(sales: pd.DataFrame, alarms: list[str], what: str) -> pd.DataFrame:
    key = sales["rarity"].str.lower().str.replace(r"[^a-z]", "", regex=True)
    known = key.map(_NAMES).fillna(sales["rarity"])
    changed = int((known != sales["rarity"]).sum())
    if changed:
        alarms.append(f"{what}: {changed:,} rarities in a new spelling, repaired")
    return sales.assign(rarity=known)


def _guarded(batch: pd.DataFrame, history: pd.DataFrame, alarms: list[str]) -> tuple[pd.DataFrame, int]:
    rows_in = len(batch)
    repeats = int(batch["sale_id"].duplicated().sum())
    if repeats:
        alarms.append(f"batch: {repeats:,} sale ids came twice, the second is set aside")
        batch = batch.drop_duplicates("sale_id")
    batch = _respell(batch, alarms, "batch")
    gaps = float(batch["price_usd"].isna().mean())
    if gaps > 0.02:
        alarms.append(f"batch: {gaps:.0%} of prices are missing, the whole batch waits for a person")
        return batch.iloc[:0], rows_in
    usual = history.groupby("rarity")["price_usd"].median()
    ratio = (batch["price_usd"] / batch["rarity"].map(usual)).groupby(batch["channel"]).median()
    for channel in ratio[ratio > 5].index:
        alarms.append(f"batch: {channel} prices are {ratio[channel]:.0f} times the usual, set aside")
        batch = batch[batch["channel"] != channel]
    batch = batch[batch["price_usd"].notna()]
    return batch, rows_in - len(batch)

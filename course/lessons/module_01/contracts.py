"""Section 1.2: ways a batch goes wrong, the contract that should notice, and what it costs a small price model."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pandera.pandas as pa
from sklearn.compose import make_column_transformer
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from course.market.rarities import RARITIES as RARITIES  # the lesson's contract reads it from here

CONDITIONS = ("NM", "LP", "MP", "HP", "DMG")
FINISHES = ("normal", "reverse holo", "holo")

CORRUPTIONS = {
    "null": "missing value: rarity is empty",
    "cents": "unit change: price arrives in cents",
    "negative": "impossible value: HP is negative",
    "type": 'type flip: HP arrives as "120 HP"',
    "pinned": "pinned value: condition is always NM",
    "typo": 'category typo: "ultra-rare "',
}

_WORDS = ["rarity", "finish", "condition", "species", "set_id"]
_NUMBERS = ["hp", "grade", "log_printings", "age_years"]


def corrupt(sales: pd.DataFrame, kind: str, rate: float, seed: int = 0) -> pd.DataFrame:
    """A copy of `sales` in which a share `rate` (0 to 1) of the rows has the fault `kind`, a key of CORRUPTIONS."""
    hit = np.random.default_rng(seed).random(len(sales)) < rate
    if kind == "null":
        return sales.assign(rarity=sales["rarity"].mask(hit))
    if kind == "cents":
        return sales.assign(price_usd=sales["price_usd"].where(~hit, sales["price_usd"] * 100))
    if kind == "negative":
        return sales.assign(hp=sales["hp"].where(~hit, -sales["hp"]))
    if kind == "type":
        text = sales["hp"].map("{:.0f} HP".format)
        return sales.assign(hp=sales["hp"].astype(object).where(~hit, text)) if hit.any() else sales.copy()
    if kind == "pinned":
        return sales.assign(condition=sales["condition"].mask(hit, "NM"))
    if kind == "typo":
        wrong = sales["rarity"].str.replace(" ", "-").str.lower() + " "
        return sales.assign(rarity=sales["rarity"].mask(hit, wrong))
    raise ValueError(f"unknown corruption {kind!r}; one of {', '.join(CORRUPTIONS)}")


def batch_checks(reference: pd.DataFrame) -> list[pa.Check]:
    """What must hold for a batch as a whole, judged against a trusted `reference` of earlier months."""
    mint = float((reference["condition"] == "NM").mean())
    gaps = float(reference["condition"].isna().mean())
    usual = reference.groupby("rarity")["price_usd"].median()

    def mint_share_is_usual(batch: pd.DataFrame) -> bool:
        spread = np.sqrt(mint * (1 - mint) / max(len(batch), 1))
        return bool(abs((batch["condition"] == "NM").mean() - mint) < 0.03 + 2 * spread)

    def condition_gaps_are_usual(batch: pd.DataFrame) -> bool:
        spread = np.sqrt(gaps * (1 - gaps) / max(len(batch), 1))
        return bool(abs(batch["condition"].isna().mean() - gaps) < 0.02 + 2 * spread)

    def few_prices_are_50_times_the_usual(batch: pd.DataFrame) -> bool:
        return bool((batch["price_usd"] / batch["rarity"].map(usual) > 50).mean() < 0.012)

    return [
        pa.Check(mint_share_is_usual, name="share of NM is usual"),
        pa.Check(condition_gaps_are_usual, name="share of missing conditions is usual"),
        pa.Check(few_prices_are_50_times_the_usual, name="few prices are 50x the usual"),
    ]


def number(low: float, high: float) -> pa.Check:
    """A check of each cell on its own: a number in this range, as it arrived; a text is none."""

    def holds(cell: object) -> bool:
        return isinstance(cell, int | float) and low <= cell <= high

    return pa.Check(holds, element_wise=True, name=f"a number from {low:g} to {high:,g}")


def example() -> pd.DataFrame:
    """Four rows to try a contract on: the first is fine, each of the others is wrong in its own way."""
    return pd.DataFrame(
        {
            "price_usd": [4.5, 0.25, -3.0, 12.0],
            "hp": [60, "120 HP", 70, None],
            "rarity": ["Common", "Common", "Rare Holo", "ultra-rare "],
        },
        dtype=object,
    )


def summary(found: pd.DataFrame) -> pd.DataFrame:
    """How many problems of each kind were found, as column, check and cells, from a contract's failure cases.

    What a batch fails as a whole stands in the column "(whole batch)".
    """
    check = found["check"].astype(str).str.replace(r"^isin\(.*", "an allowed value", regex=True)
    named = pd.DataFrame({"column": found["column"].fillna("(whole batch)"), "check": check})
    return named.value_counts(sort=False).reset_index(name="cells")


def price_model(train: pd.DataFrame) -> Callable[[pd.DataFrame], np.ndarray]:
    """Fit a small model of the price and return its predict function: sales -> USD, one number a row.

    Ridge regression of log(1 + price). Like many a first pipeline it forgives too much: a number it can't read
    becomes the usual number, a word it never saw becomes nothing.
    """
    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), _WORDS), (StandardScaler(), _NUMBERS)
    )
    model = make_pipeline(encode, Ridge(alpha=1.0))
    usual = _numbers(train).median()
    price = pd.to_numeric(train["price_usd"], errors="coerce")
    known = price.notna()
    features = _features(train[known], usual)
    model.fit(features, np.log1p(price[known]))

    def back(prediction: np.ndarray) -> np.ndarray:
        return np.expm1(np.clip(prediction, 0, 8))

    # A fit to logarithms aims at the middle price; this factor makes it right on average, as a till needs it.
    level = float(price[known].mean() / back(model.predict(features)).mean())
    return lambda sales: level * back(model.predict(_features(sales, usual)))


def split(sales: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Everyday sales to train on (July to November 2025), the next batch (to February), and later ones to judge on."""
    month = sales["sold_at"].dt.to_period("M").astype(str)
    shown = everyday(sales, sales[month <= "2026-02"])
    month = month[shown.index]
    return (
        shown[(month >= "2025-07") & (month <= "2025-11")],
        shown[(month >= "2025-12") & (month <= "2026-02")],
        shown[month >= "2026-03"],
    )


def everyday(sales: pd.DataFrame, earlier: pd.DataFrame) -> pd.DataFrame:
    """The sales of cards that `earlier` sales know, and none of them for over $100: a person prices the others."""
    dearest = earlier.groupby("card_id")["price_usd"].max()
    return sales[sales["card_id"].isin(dearest.index[dearest <= 100])]


def limits(sales: pd.DataFrame) -> pd.DataFrame:
    """What four ways to limit a price do, month by month from the fourth on, made from the three months before.

    Rows of rule, refused (honest sales that the rule keeps out) and let_in (wrong ones it lets in, when the partner
    sends cents in every month). The rule "meaning" also looks at the batch: a channel whose prices are more than
    five times the usual of their rarity in the middle stays out.
    """
    month = sales["sold_at"].dt.to_period("M")
    parts = [part for _, part in sales.groupby(month)]
    counts = {rule: [0, 0] for rule in ("sigma", "max", "meaning", "none")}
    for place in range(3, len(parts)):
        before, now = pd.concat(parts[place - 3 : place]), parts[place]
        wrong = now[now["channel"] == "partner"].assign(price_usd=lambda part: part["price_usd"] * 100)
        usual = before.groupby("rarity")["price_usd"].median()
        far_off = (wrong["price_usd"] / wrong["rarity"].map(usual)).median() > 5
        past = before["price_usd"]
        top = {"sigma": past.mean() + 3 * past.std(), "max": past.max(), "meaning": 50_000.0, "none": np.inf}
        for rule, limit in top.items():
            counts[rule][0] += int((now["price_usd"] > limit).sum())
            if not (rule == "meaning" and far_off):
                counts[rule][1] += int((wrong["price_usd"] <= limit).sum())
    return pd.DataFrame([(rule, *two) for rule, two in counts.items()], columns=["rule", "refused", "let_in"])


def rmse(predicted: np.ndarray, actual: pd.Series) -> float:
    """Root mean squared error, in the unit of both."""
    return float(np.sqrt(np.mean((np.asarray(predicted) - np.asarray(actual, dtype=float)) ** 2)))


def misses(tags: np.ndarray, prices: pd.Series) -> tuple[float, float]:
    """RMSE and median miss of price tags, both in USD: the first weighs a few dear misses most, half miss by less
    than the second."""
    return rmse(tags, prices), float(np.median(np.abs(np.asarray(tags) - np.asarray(prices, dtype=float))))


def damage(
    train: pd.DataFrame, later: pd.DataFrame, kind: str, rate: float, where: str
) -> tuple[float, float]:
    """RMSE and median miss, USD, on `later` sales when a fault hits the "training" rows or the cards "priced"."""
    if where == "training":
        return misses(price_model(corrupt(train, kind, rate))(later), later["price_usd"])
    return misses(price_model(train)(corrupt(later, kind, rate)), later["price_usd"])


def _numbers(sales: pd.DataFrame) -> pd.DataFrame:
    age = (pd.to_datetime(sales["sold_at"]) - pd.to_datetime(sales["set_release_date"])).dt.days / 365.25
    return pd.DataFrame(
        {
            "hp": pd.to_numeric(sales["hp"], errors="coerce"),
            "grade": pd.to_numeric(sales["grade"], errors="coerce").fillna(0.0),
            "log_printings": np.log1p(pd.to_numeric(sales["printings"], errors="coerce")),
            "age_years": age,
        },
        index=sales.index,
    )


def _features(sales: pd.DataFrame, usual: pd.Series) -> pd.DataFrame:
    words = sales[_WORDS].astype(object)
    return pd.concat([words.where(words.notna(), "(empty)"), _numbers(sales).fillna(usual)], axis=1)

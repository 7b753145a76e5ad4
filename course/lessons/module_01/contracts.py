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
    "pinned": "pinned value: the form always sends condition NM",
    "typo": 'category typo: "Ultra-Rare", "common "',
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


def problems(schema: pa.DataFrameSchema, batch: pd.DataFrame) -> pd.DataFrame:
    """Everything a contract finds wrong with a batch, as column, check and number of rows; empty when clean."""
    try:
        schema.validate(batch, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases
        column = cases["column"].where(cases["schema_context"] == "Column", "(whole batch)")
        found = pd.DataFrame({"column": column, "check": cases["check"].astype(str)})
        # Where the type is wrong, what the other checks of that column say is only an echo.
        wrong_type = found["column"][found["check"].str.startswith("coerce_dtype")].unique()
        echo = found["column"].isin(wrong_type) & ~found["check"].str.startswith("coerce_dtype")
        found = found[~echo]
        found["check"] = found["check"].str.replace(r"^isin\(.*", "isin(allowed values)", regex=True)
        return found.value_counts(sort=False).reset_index(name="rows")
    return pd.DataFrame({"column": [], "check": [], "rows": []})


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


def everyday(sales: pd.DataFrame, earlier: pd.DataFrame) -> pd.DataFrame:
    """The sales of cards that `earlier` sales know, and none of them for over $100: a person prices the others."""
    dearest = earlier.groupby("card_id")["price_usd"].max()
    return sales[sales["card_id"].isin(dearest.index[dearest <= 100])]


def refused(sales: pd.DataFrame, limit: Callable[[pd.Series], float]) -> pd.Series:
    """How many sales a month an upper limit refuses when `limit` makes it from the prices, USD, of the three months
    before; a number for each month from the fourth on."""
    month = sales["sold_at"].dt.to_period("M")
    price = {period: part for period, part in sales["price_usd"].groupby(month)}
    months = sorted(price)
    counts = {}
    for place in range(3, len(months)):
        before = pd.concat([price[period] for period in months[place - 3 : place]])
        counts[months[place]] = int((price[months[place]] > limit(before)).sum())
    return pd.Series(counts)


def rmse(predicted: np.ndarray, actual: pd.Series) -> float:
    """Root mean squared error, in the unit of both."""
    return float(np.sqrt(np.mean((np.asarray(predicted) - np.asarray(actual, dtype=float)) ** 2)))


def damage(train: pd.DataFrame, later: pd.DataFrame, kind: str, rate: float, where: str) -> float:
    """RMSE in USD on `later` sales when the fault hits the "training" rows or the cards being "priced"."""
    if where == "training":
        return rmse(price_model(corrupt(train, kind, rate))(later), later["price_usd"])
    return rmse(price_model(train)(corrupt(later, kind, rate)), later["price_usd"])


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

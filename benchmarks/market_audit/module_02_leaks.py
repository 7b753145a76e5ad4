"""Module 2: what leaks, and the seasons."""

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

from benchmarks.market_audit.registry import measure
from benchmarks.market_audit.shared import (
    LEAKS,
    NUMBERS,
    ONE_HOT,
    boosting,
    learned,
    ln_rmse,
    random_split,
    ridge,
    sales,
    strong,
    table_of,
)


@measure("2", "leaks, one by one")
def leaks():
    """lnRMSE of the strong model and of ridge (the logarithm of the leak in 30 bins) with one leak more; random
    split; and each leak's correlation with ln(price)."""
    train, test = random_split()
    values = {"boosting without a leak": ln_rmse(strong(), test)}
    values["ridge without a leak"] = learned(ridge(), train, test)
    for leak in LEAKS:
        values[f"boosting with {leak}"] = learned(boosting(extra=[leak]), train, test)
    counted = [
        part.assign(seller_sales=part["seller_id"].map(sales()["seller_id"].value_counts()))
        for part in (train, test)
    ]
    values["boosting with seller_price_index and the seller's number of sales"] = learned(
        boosting(extra=["seller_price_index", "seller_sales"]), *counted
    )
    values["boosting with all"] = learned(boosting(extra=LEAKS), train, test)
    for leak in LEAKS:
        edges = np.unique(np.nanquantile(train[leak], np.linspace(0, 1, 31)[1:-1]))
        binned = [
            part.assign(bin=np.digitize(part[leak].fillna(-1), edges).astype(str)) for part in (train, test)
        ]
        values[f"ridge with {leak}"] = learned(ridge([*ONE_HOT, "bin"]), *binned)
    return values


@measure("2", "correlation with ln(price)")
def correlations():
    """Absolute Pearson correlation (of the column or its logarithm, whichever is larger) and Spearman correlation with
    ln(price), on all sales: each leak, and the three strongest honest numbers and words. A word stands for the mean of
    ln(price) of the other sales with it (cross-fitted)."""
    y = sales()["y"]

    def both(column):
        column = pd.to_numeric(column)
        pearson = max(abs(column.corr(y)), abs(np.log1p(column).corr(y)))
        return pearson, abs(column.corr(y, method="spearman"))

    found = {leak: both(sales()[leak]) for leak in LEAKS}
    numbers = {name: both(sales()[name].fillna(0)) for name in NUMBERS}
    encoded = ["card_id", "set_id", "species", "set_rarity", "rarity", "state", "seller_id", "channel"]
    means = table_of(numbers=(), words=(), encoded=encoded).fit_transform(sales(), y)
    means -= means.min()  # so that the logarithm exists
    words = {name: both(pd.Series(column)) for name, column in zip(encoded, means.T, strict=True)}
    for group in (numbers, words):
        strongest = sorted(group, key=lambda name: -max(group[name]))[:3]
        found |= {f"honest {name}": group[name] for name in strongest}
    return {
        f"{way}, {name}": value
        for name, pair in found.items()
        for way, value in zip(("Pearson", "Spearman"), pair, strict=True)
    }


@measure("2 6", "season")
def season():
    """Sales and prices of a month over those around it. Sales: the month of each year over the mean of the months
    two before and two after. Prices: coefficients of the 36 months in ridge, so with the same cards; each over a
    line through the months around it, too."""
    frame = sales()
    words = [column for column in ONE_HOT if column != "month_word"]
    months = OneHotEncoder(categories=[[str(k) for k in range(36)]])
    parts = make_column_transformer(
        (months, ["month_word"]), (OneHotEncoder(), words), ("passthrough", ["fresh"])
    )
    model = make_pipeline(parts, Ridge(0.5)).fit(frame, frame["y"])
    level = pd.Series(model[-1].coef_[:36])
    count = frame.groupby("month").size()
    values = {}
    for name, calendar in (("December", 5), ("July", 0), ("August", 1), ("April", 9)):
        volume, price = [], []
        for month in range(calendar, 36, 12):
            around = [k for k in (month - 3, month - 2, month + 2, month + 3) if 0 <= k < 36]
            if len(around) == 4:
                volume.append(count[month] / count[around].mean())
                price.append(np.exp(level[month] - level[around].mean()))
        values[f"{name}: sales over the months around it"] = np.mean(volume)
        values[f"{name}: prices over the months around it"] = np.mean(price)
    return values

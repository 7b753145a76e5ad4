"""Modules 3 and 4: what an evaluator meets. Importance, calibration, intervals, slices, Simpson, behaviour."""

import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.inspection import permutation_importance
from sklearn.isotonic import IsotonicRegression
from sklearn.preprocessing import OrdinalEncoder

from benchmarks.market_audit.registry import measure
from benchmarks.market_audit.shared import (
    CONDITIONS,
    NUMBERS,
    WORDS,
    boosting,
    boosting_classifier,
    random_split,
    rms,
    sales,
    strong,
    time_split,
)
from course.market.draws import stream
from course.market.sellers import is_shop


@measure("3 4", "importance")
def importance():
    """A random forest on numbers and codes, `seller_id` among them: impurity decrease on the training rows, and the
    fall of R2 when a column of the test rows is shuffled."""
    train, test = random_split()
    columns = [*NUMBERS, *WORDS, "set_id", "species", "seller_id"]
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    words = columns[len(NUMBERS) :]

    def table(frame, transform):
        return frame[NUMBERS].fillna(0).assign(**dict(zip(words, transform(frame[words]).T, strict=True)))

    x, x_test = table(train, codes.fit_transform), table(test, codes.transform)
    forest = RandomForestRegressor(40, random_state=0, n_jobs=-1).fit(x, train["y"])
    shuffled = permutation_importance(forest, x_test, test["y"], n_repeats=3, random_state=0)
    impurity = pd.Series(forest.feature_importances_, index=columns)
    permutation = pd.Series(shuffled.importances_mean, index=columns)
    values = {}
    for column in ("seller_id", "rarity", "species", "condition", "hp"):
        values[f"impurity, {column}"] = impurity[column]
        values[f"permutation, {column}"] = permutation[column]
    return values


def calibration_error(p: np.ndarray, y: np.ndarray, bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal width."""
    which = np.minimum((p * bins).astype(int), bins - 1)
    gap = np.bincount(which, y, bins) - np.bincount(which, p, bins)
    return float(np.abs(gap).sum() / len(p))


@measure("4", "calibration (over $20)")
def calibration():
    """Boosting classifier on the first 60% of the time, tested on the last 20%; isotonic regression on the 20%
    between. Null: the mean error of labels drawn from the probabilities themselves."""
    n = len(sales())
    train, between, test = (
        sales().iloc[start:end]
        for start, end in ((0, int(0.6 * n)), (int(0.6 * n), int(0.8 * n)), (int(0.8 * n), n))
    )
    model = boosting_classifier().fit(train, train["price_usd"] > 20)
    p_between, p = (model.predict_proba(frame)[:, 1] for frame in (between, test))
    y = (test["price_usd"] > 20).to_numpy()
    map_ = IsotonicRegression(out_of_bounds="clip").fit(p_between, between["price_usd"] > 20)
    rng = stream(0, "audit", "calibration")
    null = [calibration_error(p, rng.random(len(p)) < p) for _ in range(100)]
    return {
        "calibration error, boosting": calibration_error(p, y),
        "null": np.mean(null),
        "calibration error, isotonic": calibration_error(map_.predict(p), y),
        "mean probability": p.mean(),
        "share over $20": y.mean(),
    }


@measure("4", "90% intervals")
def intervals():
    """The strong model plus and minus the 90% quantile of absolute residuals of ln(price): of its training rows, and
    of a fifth held back (conformal). Coverage on a random split, and on the last quarter by time for cards never
    seen and for sets under six months old."""

    def coverage(train, test):
        cut = int(0.8 * len(train))
        order = np.argsort(stream(0, "audit", "intervals").random(len(train)))
        fit, held = train.iloc[order[:cut]], train.iloc[order[cut:]]
        model = boosting().fit(fit, fit["y"])
        own, honest = (np.quantile((f["y"] - model.predict(f)).abs(), 0.9) for f in (fit, held))
        error = (test["y"] - model.predict(test)).abs()
        return error <= own, error <= honest, ~test["card_id"].isin(fit["card_id"]), test["age"] < 0.5

    own, honest, unseen, young = coverage(*random_split())
    _, later, unseen_later, young_later = coverage(*time_split())
    return {
        "coverage, residuals of the training rows": own.mean(),
        "coverage, conformal": honest.mean(),
        "conformal, cards never seen": honest[unseen].mean(),
        "conformal, sets under six months": honest[young].mean(),
        "conformal, last quarter": later.mean(),
        "conformal, last quarter, cards never seen": later[unseen_later].mean(),
        "conformal, last quarter, sets under six months": later[young_later].mean(),
    }


@measure("4", "slices")
def slices():
    """Errors of the strong model on parts of the random split's test rows."""
    train, test = random_split()
    predicted = strong().predict(test)
    error = test["y"] - predicted
    near = (np.exp(predicted) - test["price_usd"]).abs() <= 10
    unseen = ~test["card_id"].isin(train["card_id"])
    graded = test["grade"].notna()
    dear = test["price_usd"] > 100
    return {
        "lnRMSE, cards never seen": rms(error[unseen]),
        "lnRMSE, cards seen": rms(error[~unseen]),
        "share of cards never seen": unseen.mean(),
        "within $10, graded": near[graded].mean(),
        "within $10, ungraded": near[~graded].mean(),
        "within $10, over $100": near[dear].mean(),
    }


@measure("4", "Simpson: HP")
def simpson_hp():
    """Correlation of HP and ln(price), raw and within set and rarity."""
    inner = sales()[["hp", "y"]] - sales().groupby("set_rarity")[["hp", "y"]].transform("mean")
    return {
        "raw": sales()["hp"].corr(sales()["y"]),
        "within set and rarity": inner["hp"].corr(inner["y"]),
    }


@measure("4", "Simpson: shops")
def simpson_shops():
    """ln(price) of shops minus that of people: raw, and within bands of age (under 3, 8, 14, 20 years and over), eras,
    and eras and rarities; the bands' differences are weighted by their sales."""
    frame = sales()
    shop = pd.Series(is_shop(frame["seller_id"]))

    def within(cell):
        means = frame["y"].groupby([cell, shop]).agg(["mean", "size"]).unstack()
        weight = means["size"].sum(axis=1)
        gap = means["mean"][True] - means["mean"][False]
        return (gap * weight)[gap.notna()].sum() / weight[gap.notna()].sum(), (gap < 0).mean()

    band = pd.cut(frame["age"], [-1, 3, 8, 14, 20, 99]).astype(str)
    by_band, lower = within(band)
    return {
        "raw: shops over people": frame["y"][shop].mean() - frame["y"][~shop].mean(),
        "within age bands": by_band,
        "age bands where shops are cheaper": f"{lower:.0%}",
        "within eras": within(frame["series"])[0],
        "within eras and rarities": within(frame["series_rarity"])[0],
        "median age in years, shops": frame["age"][shop].median(),
        "median age in years, people": frame["age"][~shop].median(),
    }


@measure("4", "behavioural tests")
def behaviour():
    """The strong model on changed test rows: one step worse in condition (ungraded), the species in capitals, 50 HP
    more; and in the data, the coefficient of HP within set, rarity and species."""
    _, test = random_split()
    before = strong().predict(test)
    worse = {name: CONDITIONS[k + 1] for k, name in enumerate(CONDITIONS[:-1])}
    played = test[test["grade"].isna() & test["condition"].isin(list(worse))]
    lower = strong().predict(played.assign(condition=played["condition"].map(worse)))
    rises = (lower > strong().predict(played) + 1e-9).mean()
    shouted = strong().predict(test.assign(species=test["species"].str.upper()))
    stronger = strong().predict(test.assign(hp=test["hp"] + 50))
    cell = sales()["set_rarity"] + sales()["species"]
    inner = sales()[["hp", "y"]] - sales()[["hp", "y"]].groupby(cell).transform("mean")
    return {
        "a worse condition raises the price": rises,
        "species in capitals: price moves over 5%": (np.abs(np.expm1(shouted - before)) > 0.05).mean(),
        "50 HP more lowers the price": (stronger < before - 1e-9).mean(),
        "correlation of HP and ln(price), same set, rarity, species": inner["hp"].corr(inner["y"]),
    }

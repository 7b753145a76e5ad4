"""Module 2: what is misspelled or missing. Augmentation, prices, features and conditions that are not there."""

from functools import lru_cache

import numpy as np
import pandas as pd
from scipy import stats
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import (
    roc_auc_score,
)
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

from benchmarks.market_audit.registry import measure
from benchmarks.market_audit.shared import (
    NUMBERS,
    ONE_HOT,
    WORDS,
    boosting,
    learned,
    ln_rmse,
    prepared,
    random_split,
    sales,
    table_of,
)
from course.data import fix_letters, load_raw
from course.market.draws import integers, stream
from course.market.sales import clean_sales


def edited(names: list[str], rng: np.random.Generator) -> list[str]:
    """Return the names with one slip of the finger each: a letter dropped, doubled, swapped or replaced."""
    out = []
    for name in names:
        at, kind, letter = int(rng.random() * len(name)), int(rng.random() * 4), int(rng.random() * 26)
        middle = (
            "",
            name[at] * 2,
            name[at : at + 2][::-1],
            chr(ord("a") + letter),
        )[kind]
        out.append(name[:at] + middle + name[at + (2 if kind == 2 else 1) :])
    return out


@measure("2", "augmentation (misspelled names)")
def augmentation():
    """The species from character n-grams of the name (TF-IDF, logistic regression), fitted on the names as printed,
    with and without ten misspelled copies of each; tested on the names of the raw data that were typed wrong
    (case and broken letters repaired), once per sale."""
    raw = load_raw()
    name = raw["name"].map(fix_letters).str.lower()
    species = raw["species"].map(fix_letters)
    wrong = [not n.startswith(s.lower()) for n, s in zip(name, species, strict=True)]
    printed = pd.DataFrame({"name": name, "species": species})[~np.array(wrong)].drop_duplicates()
    typed = pd.DataFrame({"name": name, "species": species})[wrong]
    source = "names of the data"
    rng = stream(0, "audit", "spelling")
    if typed.empty:
        source = "names spoiled here: the data have none"
        typed = printed.assign(name=edited(list(printed["name"]), stream(0, "audit", "typed")))

    def accuracy(rows):
        grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 3), sublinear_tf=True)
        model = make_pipeline(grams, LogisticRegression(C=30, max_iter=300)).fit(
            rows["name"], rows["species"]
        )
        return (model.predict(typed["name"]) == typed["species"]).mean()

    copies = pd.concat([printed] * 10)
    copies = copies.assign(name=edited(list(copies["name"]), rng))
    return {
        "share of names misspelled": np.mean(wrong),
        f"accuracy on {source}, fitted on printed names": accuracy(printed),
        "the same, fitted on misspelled copies too": accuracy(pd.concat([printed, copies])),
    }


@measure("2", "augmentation (price)")
def augmentation_of_price():
    """lnRMSE of ridge without card and species, with the words or the character n-grams of the name, on the misspelled
    sales, which are not trained on: with their name as printed, as typed, and as typed after training on a misspelled
    copy of each sale too."""
    frame = sales()
    first = frame["name"].str.lower()
    wrong = np.array([not n.startswith(s.lower()) for n, s in zip(first, frame["species"], strict=True)])
    train, typed = frame[~wrong], frame[wrong]
    if typed.empty:
        return {"names": "never misspelled"}
    printed = typed["card_id"].map(train.groupby("card_id")["name"].first()).fillna(typed["species"])
    copies = train.assign(name=edited(list(train["name"]), stream(0, "audit", "copies of names")))
    plain = [column for column in ONE_HOT if column not in ("card_id", "species")]
    ways = {
        "words": CountVectorizer(token_pattern=r"\S+", binary=True),
        "n-grams": TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 3), sublinear_tf=True),
    }
    values = {}
    for name, letters in ways.items():
        parts = (OneHotEncoder(handle_unknown="ignore"), plain), (letters, "name"), ("passthrough", ["fresh"])
        model = make_pipeline(make_column_transformer(*parts), Ridge(1.5))
        values[f"{name}, name as printed"] = learned(model, train, typed.assign(name=printed))
        values[f"{name}, misspelled"] = ln_rmse(model, typed)
        values[f"{name}, misspelled, trained on copies too"] = learned(
            model, pd.concat([train, copies]), typed
        )
    return values


@lru_cache(maxsize=1)
def truth_and_gaps() -> pd.DataFrame:
    """Return the ordinary raw sales with the true price, condition and what was left empty, in order of the file."""
    raw = load_raw().drop_duplicates("sale_id")
    raw = raw[(raw["is_test"] == "0") & ~raw["seller_id"].str.startswith("test-")]
    truth = clean_sales().set_index("sale_id")
    raw = raw[raw["sale_id"].isin(truth.index)]
    frame = truth.loc[raw["sale_id"]].reset_index()
    frame["price_missing"] = raw["price"].isna().to_numpy()
    frame["condition_missing"] = raw["condition"].isna().to_numpy()
    frame["illustrator_missing"] = raw["illustrator"].isna().to_numpy()
    frame["price_usd"] = frame["price"]
    frame["sold_at"] = pd.to_datetime(frame["sold_day"], unit="D")
    frame["set_release_date"] = pd.to_datetime(frame["set_release_date"])
    return prepared(frame)


def auc_of(missing: pd.Series, frame: pd.DataFrame, words: list[str], numbers: list[str]) -> float:
    """Return the AUC with which boosting on the columns tells what is missing (5-fold predictions)."""
    model = make_pipeline(
        table_of(numbers=numbers, words=words, encoded=()),
        HistGradientBoostingClassifier(max_iter=40, learning_rate=0.05, random_state=0),
    )
    return roc_auc_score(
        missing, cross_val_predict(model, frame, missing, cv=5, method="predict_proba")[:, 1]
    )


@measure("2", "price missing not at random")
def price_missing():
    """Against the true prices: who is missing. The test is a rank test of the card's median price, which everybody can
    compute, between rows with and without a price, at 5%, on 200 samples of n rows."""
    frame = truth_and_gaps()
    missing = frame["price_missing"]
    priced = frame[~missing]
    usual = frame["card_id"].map(priced.groupby("card_id")["price_usd"].median())
    usual = usual.fillna(frame["set_rarity"].map(priced.groupby("set_rarity")["price_usd"].median())).fillna(
        8.0
    )
    usual = usual.to_numpy()
    rng = stream(0, "audit", "price missing")

    def power(n):
        hits = 0
        for _ in range(200):
            rows = integers(rng, 0, len(frame) - 1, n)
            gone = missing.to_numpy()[rows]
            hits += stats.mannwhitneyu(usual[rows][gone], usual[rows][~gone]).pvalue < 0.05
        return hits / 200

    return {
        "share missing": missing.mean(),
        'AUC of "is missing" by boosting on the listing': auc_of(missing, frame, WORDS, NUMBERS[:-1]),
        'AUC of "is missing" by the true price': roc_auc_score(missing, frame["price_usd"]),
        "power at n = 1,000": power(1_000),
        "power at n = 6,000": power(6_000),
        "observed mean price over the true one": frame["price_usd"][~missing].mean()
        / frame["price_usd"].mean(),
    }


@measure("2", "missing features")
def missing_features():
    """Share empty, and how well boosting on the listing tells which rows are (AUC 0.5: at random). The grade is
    missing by structure: it is there for cards worth grading."""
    frame = truth_and_gaps()
    gone = frame["illustrator_missing"]
    ungraded = frame["grade"].isna()
    return {
        "illustrator: share missing": gone.mean(),
        "illustrator: AUC of missing": auc_of(gone, frame, WORDS, NUMBERS),
        "grade: share missing": ungraded.mean(),
        "grade: AUC of missing by the ungraded price of set and rarity": roc_auc_score(
            ~ungraded,
            frame["set_rarity"].map(frame[ungraded].groupby("set_rarity")["price_usd"].median()).fillna(0),
        ),
    }


@measure("2", "condition missing, three ways")
def condition_missing():
    """By channel (at random given the channel), and by the true condition within a channel (not at random): rate of
    gaps among HP and DMG over that among the others, common to the channels (Mantel-Haenszel)."""
    frame = truth_and_gaps()
    gone = frame["condition_missing"]
    if not gone.any():
        return {"share missing": 0.0}
    poor = frame["condition"].isin(["HP", "DMG"])
    table = pd.DataFrame({"poor": poor, "gone": gone, "channel": frame["channel"]})
    counts = table.groupby("channel").apply(
        lambda c: pd.Series(
            {
                "up": (c["gone"] & c["poor"]).sum() * (~c["poor"]).sum() / len(c),
                "down": (c["gone"] & ~c["poor"]).sum() * c["poor"].sum() / len(c),
            }
        )
    )
    partner = frame["channel"] == "partner"
    ungraded = frame["grade"].isna()
    return {
        "share missing": gone.mean(),
        "share missing, graded cards": gone[~ungraded].mean(),
        "share missing, partner": gone[partner].mean(),
        "share missing, other channels": gone[~partner].mean(),
        "rate among HP and DMG over the others, by channel": counts["up"].sum() / counts["down"].sum(),
        "AUC of missing by boosting on channel and the rest": auc_of(
            gone, frame, ["channel", "rarity"], ["age", "hp"]
        ),
        "AUC of missing by the same and the true condition": auc_of(
            gone, frame, ["channel", "rarity", "condition"], ["age", "hp"]
        ),
    }


@measure("2", "what to do about the condition")
def condition_imputed():
    """The strong model on a random split, with the missing condition as a level of its own, filled with NM, filled
    with the commonest of its set and rarity, or with the rows left out of training; lnRMSE and mean error of
    ln(price) on the test rows that miss it."""
    train, test = random_split()
    gone, gone_test = train["condition"] == "unknown", test["condition"] == "unknown"
    if not gone.any():
        return {"condition": "never missing"}
    usual = train[~gone].groupby("set_rarity")["condition"].agg(lambda c: c.mode()[0])

    def filled(frame, how):
        frame = frame.copy()
        empty = frame["condition"] == "unknown"
        if how == "NM":
            frame.loc[empty, "condition"] = "NM"
        elif how == "commonest":
            frame.loc[empty, "condition"] = frame["set_rarity"].map(usual).fillna("NM")[empty]
        return frame

    values = {}
    ways = {
        "level of its own": ("own", train),
        "NM": ("NM", train),
        "commonest": ("commonest", train),
        "rows dropped, NM in the test": ("NM", train[~gone]),
    }
    for name, (how, rows) in ways.items():
        rows = filled(rows, how)
        error = boosting().fit(rows, rows["y"]).predict(filled(test, how)) - test["y"]
        values[f"lnRMSE, {name}"] = np.sqrt((error**2).mean())
        values[f"lnRMSE where missing, {name}"] = np.sqrt((error[gone_test] ** 2).mean())
        values[f"mean error where missing, {name}"] = error[gone_test].mean()
    return values

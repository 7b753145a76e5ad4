"""Module 2: rare and doubtful labels. Imbalance, resampling, weak supervision."""

from functools import lru_cache

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    brier_score_loss,
    f1_score,
    precision_recall_curve,
    recall_score,
    roc_auc_score,
)
from sklearn.model_selection import cross_val_predict, train_test_split
from sklearn.neighbors import NearestNeighbors
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

from benchmarks.market_audit.registry import measure
from benchmarks.market_audit.shared import (
    TEST_SHARE,
    random_split,
    sales,
    table_of,
)
from course.market.draws import integers, stream

DEAR = 100.0
DEAR_WORDS = ["set_id", "species", "rarity", "state"]


@lru_cache(maxsize=1)
def dear_design():
    """Return one-hot training and test cards and whether each costs over $100, from the random split."""
    train, test = random_split()
    encoder = OneHotEncoder(handle_unknown="ignore").fit(train[DEAR_WORDS])
    x, x_test = encoder.transform(train[DEAR_WORDS]), encoder.transform(test[DEAR_WORDS])
    return x, (train["price_usd"] > DEAR).to_numpy(), x_test, (test["price_usd"] > DEAR).to_numpy()


def logistic(**options) -> LogisticRegression:
    """Return the classifier of the resampling measures."""
    return LogisticRegression(max_iter=2_000, **options)


@measure("2", "imbalance (over $100)")
def imbalance():
    """Logistic regression on one-hot set, species, rarity and state; random split."""
    x, y, x_test, y_test = dear_design()
    p = logistic().fit(x, y).predict_proba(x_test)[:, 1]
    dear = sales()["price_usd"] > DEAR
    return {
        "share of sales": dear.mean(),
        "sales": int(dear.sum()),
        "AUC": roc_auc_score(y_test, p),
        "average precision": average_precision_score(y_test, p),
        "accuracy": accuracy_score(y_test, p > 0.5),
        "recall at that accuracy": recall_score(y_test, p > 0.5),
    }


def smote(x: sparse.csr_matrix, y: np.ndarray) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Return the rows with as many dear as cheap ones: new ones between a dear row and one of its five neighbours."""
    rare = x[y].toarray()
    near = NearestNeighbors(n_neighbors=6).fit(rare).kneighbors(rare, return_distance=False)[:, 1:]
    rng = stream(0, "audit", "smote")
    n = int((~y).sum() - y.sum())
    one = integers(rng, 0, len(rare) - 1, n)
    other = near[one, integers(rng, 0, 4, n)]
    between = rare[one] + rng.random(n)[:, None] * (rare[other] - rare[one])
    return sparse.vstack([x, sparse.csr_matrix(between)]), np.concatenate([y, np.ones(n, dtype=bool)])


@measure("2", "resampling")
def resampling():
    """The same classifier on resampled training rows; the test rows keep their share of dear cards."""
    x, y, x_test, y_test = dear_design()
    rng = stream(0, "audit", "resampling")
    dear, cheap = np.flatnonzero(y), np.flatnonzero(~y)
    over = np.concatenate([cheap, dear[integers(rng, 0, len(dear) - 1, len(cheap))]])
    under = np.concatenate([dear, cheap[np.argsort(rng.random(len(cheap)))[: len(dear)]]])
    sets = {
        "as it is": (x, y),
        "undersampled": (x[under], y[under]),
        "oversampled": (x[over], y[over]),
        "SMOTE": smote(x, y),
    }
    values = {}
    for name, (rows, label) in sets.items():
        p = logistic().fit(rows, label).predict_proba(x_test)[:, 1]
        values[f"average precision, {name}"] = average_precision_score(y_test, p)
        values[f"Brier score, {name}"] = brier_score_loss(y_test, p)
        values[f"mean probability, {name}"] = p.mean()
    return values


@measure("2", "weights or threshold")
def weights_or_threshold():
    """F1 with balanced class weights, and with the threshold that is best on the training rows by 5-fold
    predictions."""
    x, y, x_test, y_test = dear_design()
    balanced = logistic(class_weight="balanced").fit(x, y).predict(x_test)
    p = cross_val_predict(logistic(), x, y, cv=5, method="predict_proba")[:, 1]
    precision, recall, threshold = precision_recall_curve(y, p)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    best = threshold[np.argmax(f1[:-1])]
    moved = logistic().fit(x, y).predict_proba(x_test)[:, 1] >= best
    return {
        "F1, threshold 0.5": f1_score(y_test, logistic().fit(x, y).predict(x_test)),
        "F1, balanced weights": f1_score(y_test, balanced),
        "F1, threshold moved": f1_score(y_test, moved),
    }


@measure("2", "oversampling before the split")
def oversampling_before_split():
    """A random forest on codes: copies of dear rows on both sides of the split, and on the training side alone."""
    x = table_of(encoded=()).fit_transform(sales())
    y = (sales()["price_usd"] > DEAR).to_numpy()
    rng = stream(0, "audit", "copies")

    def copied(x, y):
        dear = np.flatnonzero(y)
        more = dear[integers(rng, 0, len(dear) - 1, int((~y).sum()))]
        return np.concatenate([x[~y], x[more]]), np.concatenate([y[~y], y[more]])

    def f1(x, y, x_test, y_test):
        forest = RandomForestClassifier(50, random_state=0, n_jobs=-1).fit(x, y)
        return f1_score(y_test, forest.predict(x_test))

    early = train_test_split(*copied(x, y), test_size=TEST_SHARE, random_state=0)
    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=TEST_SHARE, random_state=0)
    return {
        "F1, oversampled before the split": f1(early[0], early[2], early[1], early[3]),
        "F1, oversampled after the split": f1(*copied(x_train, y_train), x_test, y_test),
    }


def labelling_rules(frame: pd.DataFrame) -> np.ndarray:
    """Return the votes of seven rules of thumb on "costs over $30", shape (n, 7): 1 yes, 0 no, -1 nothing."""
    rarity, age = frame["rarity"], frame["age"]
    bulk = rarity.isin(["Common", "Uncommon", "Rare"])
    rules = [
        (rarity.eq("Secret Rare") & (age > 12), 1),
        (rarity.eq("Ultra Rare") & (age > 14), 1),
        (rarity.eq("Rare Holo") & (age > 22), 1),
        ((frame["grade"] >= 9) & ~bulk, 1),
        (frame["species"].isin(["Charizard", "Gengar", "Umbreon"]) & ~bulk & (age > 8), 1),
        (bulk | frame["condition"].isin(["HP", "DMG"]), 0),
        (rarity.isin(["Ultra Rare", "Promo"]) & (age < 8), 0),
    ]
    return np.column_stack([np.where(fires, vote, -1) for fires, vote in rules])


@measure("2", "weak supervision (over $30)")
def weak_supervision():
    """Seven labelling rules, majority of those that fire; boosting on the labels of the covered rows and on the
    true ones; random split."""
    train, test = random_split()
    votes = labelling_rules(train)
    yes, no = (votes == 1).sum(axis=1), (votes == 0).sum(axis=1)
    covered = (yes + no > 0) & (yes != no)
    truth, truth_test = (frame["price_usd"] > 30 for frame in (train, test))

    def precision(rows, labels):
        model = make_pipeline(table_of(encoded=()), HistGradientBoostingClassifier(random_state=0))
        model.fit(rows, labels)
        return average_precision_score(truth_test, model.predict_proba(test)[:, 1])

    return {
        "share of rows that a rule covers": covered.mean(),
        "accuracy of the majority there": ((yes > no) == truth)[covered].mean(),
        "average precision, rules' labels": precision(train[covered], (yes > no)[covered]),
        "average precision, true labels": precision(train, truth),
    }

"""Module 5: what a deployer meets. Size, speed, compression, caches, distillation."""

import pickle
import time
import warnings
from collections import OrderedDict

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPRegressor
from sklearn.tree import DecisionTreeRegressor

from benchmarks.market_audit.registry import measure
from benchmarks.market_audit.shared import (
    dollars_90,
    in_dollars,
    prepared,
    random_split,
    ridge,
    rms,
    sales,
    strong,
)
from course.market.sales import clean_sales

UNLABELLED = 100_000


@measure("5", "size and speed")
def size_and_speed():
    """The strong model pickled; the time of one row and of 1,000 in one call (median of 50; depends on the machine)."""
    _, test = random_split()

    def milliseconds(model, frame, rows):
        times = []
        for k in range(50):
            part = frame[k : k + rows]
            start = time.perf_counter()
            model.predict(part)
            times.append(time.perf_counter() - start)
        return 1_000 * np.median(times)

    table = strong()[0].transform(test)

    return {
        "boosting, KB": len(pickle.dumps(strong()[-1])) / 1e3,
        "boosting with its encoder, KB": len(pickle.dumps(strong())) / 1e3,
        "one encoded row, ms": milliseconds(strong()[-1], table, 1),
        "one row, ms": milliseconds(strong(), test, 1),
        "1,000 rows, ms": milliseconds(strong(), test, 1_000),
    }


@measure("5", "quantised ridge")
def quantised():
    """$90 and lnRMSE of ridge with its weights in 8 and 4 bits (one scale for all); random split."""
    train, test = random_split()
    model = ridge().fit(train, train["y"])
    weights = model[-1].coef_.copy()
    values = {"coefficients": len(weights)}
    for name, bits in (("float64", None), ("int8", 8), ("int4", 4)):
        if bits:
            step = np.abs(weights).max() / (2 ** (bits - 1) - 1)
            model[-1].coef_ = np.round(weights / step) * step
        values[f"$90, {name}"] = dollars_90(in_dollars(model, test), test["price_usd"])
        values[f"lnRMSE, {name}"] = rms(test["y"] - model.predict(test))
    return values


@measure("5", "low-rank network")
def low_rank():
    """A network of 64 units on the one-hot table of ridge; its first weights cut to some ranks by SVD; lnRMSE on the
    random split."""
    train, test = random_split()
    table = ridge()[0]
    x, x_test = table.fit_transform(train), table.transform(test)
    network = MLPRegressor(
        hidden_layer_sizes=(64,), alpha=1.0, learning_rate_init=3e-3, max_iter=12, random_state=0
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # twelve rounds are enough to compare ranks
        network.fit(x, train["y"])
    left, size, right = np.linalg.svd(network.coefs_[0], full_matrices=False)
    values = {}
    for rank in (64, 16, 4, 1):
        network.coefs_[0] = left[:, :rank] * size[:rank] @ right[:rank]
        values[f"lnRMSE, rank {rank}"] = rms(test["y"] - network.predict(x_test))
    return values


@measure("5", "cache")
def cache():
    """Share of sales, in order of time, that a least-recently-used cache of 1,000 slots answers."""
    keys = {
        "card": ["card_id"],
        "card and its state": ["card_id", "finish", "condition", "grade"],
        "card, state and channel": ["card_id", "finish", "condition", "grade", "channel"],
    }
    values = {}
    for name, columns in keys.items():
        slots, hits = OrderedDict(), 0
        for key in sales()[columns].fillna(0).itertuples(index=False):
            if key in slots:
                hits += 1
                slots.move_to_end(key)
            else:
                slots[key] = None
                if len(slots) > 1_000:
                    slots.popitem(last=False)
        values[f"hits, {name}"] = hits / len(sales())
    counts = sales()["card_id"].value_counts()
    return values | {"sales of the 400 most sold cards": counts.iloc[:400].sum() / counts.sum()}


@measure("5", "distillation")
def distillation():
    """Small models that learn the strong model's predictions, on its training rows and with 100,000 unlabelled
    listings of the same market more; lnRMSE against the prices on the random split, over the teacher's."""
    train, test = random_split()
    table = strong()[0]
    pool = clean_sales(UNLABELLED, seed=1)
    pool["sold_at"] = pd.to_datetime(pool["sold_day"], unit="D")
    pool["set_release_date"] = pd.to_datetime(pool["set_release_date"])
    pool = prepared(pool.rename(columns={"price": "price_usd"}))
    x, x_test, more = (np.nan_to_num(table.transform(frame)) for frame in (train, test, pool))
    teacher = rms(test["y"] - strong().predict(test))
    y, y_more = strong().predict(train), strong().predict(pool)
    students = {
        "tree of depth 10": DecisionTreeRegressor(max_depth=10, random_state=0),
        "tree of depth 14": DecisionTreeRegressor(max_depth=14, random_state=0),
        "boosting of 40 rounds": HistGradientBoostingRegressor(
            max_iter=40, learning_rate=0.3, random_state=0
        ),
    }
    values = {"teacher, lnRMSE": teacher, "teacher, KB": len(pickle.dumps(strong()[-1])) / 1e3}
    for name, student in students.items():
        student.fit(x, y)
        values[f"{name}: error over the teacher's"] = rms(test["y"] - student.predict(x_test)) / teacher
        values[f"{name}, KB"] = len(pickle.dumps(student)) / 1e3
        student.fit(np.concatenate([x, more]), np.concatenate([y, y_more]))
        values[f"{name}, with the pool: error"] = rms(test["y"] - student.predict(x_test)) / teacher
        values[f"{name}, with the pool: KB"] = len(pickle.dumps(student)) / 1e3
    return values

# attack: exhausting
# tries: answer with more than a message may hold: a long text, a large array, a table, an endless list
# honest: 0
# sign: too large|limit
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import numpy as np
    import pandas as pd


@app.function
def clean_prices(sales):
    return "x" * 400_000_000


@app.function
def standardize(X):
    return np.zeros((10_000, 10_000))


@app.function
def median_by_rarity(sales):
    return dict.fromkeys(range(3_000_000), 0.0)


@app.function
def fit_price_model(X, y):
    return [[number] for number in range(1_500_000)]


if __name__ == "__main__":
    app.run()

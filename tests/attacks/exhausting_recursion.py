# attack: exhausting
# tries: call itself without end, in Python, in C, and with the limit of Python lifted
# honest: 2
# sign: RecursionError
# keeps: 2
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import sys

    import pandas as pd


@app.function
def clean_prices(sales):
    priced = sales.dropna(subset=["price"])
    dollars = priced["price"].where(priced["unit"] == "usd", priced["price"] / 100)
    return priced[["card"]].assign(price=dollars).reset_index(drop=True)


@app.function
def standardize(X):
    return standardize(X)


@app.function
def median_by_rarity(sales):
    sys.setrecursionlimit(10**9)

    def deeper(x):
        return [deeper(x)]

    return deeper(1)


@app.function
def fit_price_model(X, y):
    sys.setrecursionlimit(10**9)
    nested = []
    for _ in range(200_000):
        nested = [nested]
    return repr(nested)


if __name__ == "__main__":
    app.run()

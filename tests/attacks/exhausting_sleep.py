# attack: exhausting
# tries: use wall time without using the processor: sleep, wait for a lock, read a pipe that nobody writes
# honest: 2
# sign: time limit
# keeps: 2
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import os
    import threading
    import time

    import pandas as pd


@app.function
def clean_prices(sales):
    priced = sales.dropna(subset=["price"])
    dollars = priced["price"].where(priced["unit"] == "usd", priced["price"] / 100)
    return priced[["card"]].assign(price=dollars).reset_index(drop=True)


@app.function
def standardize(X):
    while True:
        try:
            time.sleep(1000)
        except BaseException:
            pass


@app.function
def median_by_rarity(sales):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


@app.function
def fit_price_model(X, y):
    read, _ = os.pipe()
    return os.read(read, 1)


if __name__ == "__main__":
    app.run()

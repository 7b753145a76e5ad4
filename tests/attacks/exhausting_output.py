# attack: exhausting
# tries: print without end, through Python and straight to the descriptors
# honest: 0
# ends: graded timeout
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import os
    import sys


@app.function
def clean_prices(sales):
    written = 0
    for number in (1, 2):
        try:
            for _ in range(200):
                written += os.write(number, b"x" * 1_000_000)
        except OSError:
            pass
    return f"held: wrote {written // 1_000_000} MB into nothing"


@app.function
def standardize(X):
    while True:
        print("x" * 1_000_000)


@app.function
def median_by_rarity(sales):
    while True:
        try:
            print("x" * 1_000_000, file=sys.stderr)
        except BaseException:
            pass


@app.function
def fit_price_model(X, y):
    return None


if __name__ == "__main__":
    app.run()

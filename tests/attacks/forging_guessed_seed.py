# attack: forging
# tries: guess the seed and the names of the hidden checks to rebuild their data before they are asked
# honest: 0
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import zlib

    import numpy as np


@app.function
def streams():
    """Generators as the course makes them, for every likely name and seed."""
    for check in ("test_other_numbers", "test_hidden", "test_other_data", "test_random"):
        key = zlib.crc32(f"E90.2/{check}".encode())
        for seed in (*range(64), 1234, 2026):
            yield np.random.default_rng([seed, key])
            yield np.random.default_rng(seed)


@app.function
def clean_prices(sales):
    return f"held: {sum(1 for _ in streams())} generators"


@app.function
def standardize(X):
    for rng in streams():
        rows = rng.normal(loc=[0.0, 50.0, -3.0], scale=[1.0, 10.0, 0.2], size=(20, 3))
        if X.shape == (20, 3) and np.allclose(rows, X):
            return "breach: rebuilt the hidden data"  # and could have looked the answer up
    return np.zeros(X.shape)


@app.function
def median_by_rarity(sales):
    return None


@app.function
def fit_price_model(X, y):
    return None


if __name__ == "__main__":
    app.run()

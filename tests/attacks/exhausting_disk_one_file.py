# attack: exhausting
# tries: fill the disk by one file of 1 GB, written, and then only claimed
# honest: 0
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    MOST = 1_000  # megabytes


@app.function
def clean_prices(sales):
    written = 0
    try:
        with open("large", "wb") as file:
            for _ in range(MOST):
                written += file.write(b"x" * 1_000_000)
    except OSError as error:
        if written < 200_000_000:
            return f"held: {type(error).__name__} at {written // 1_000_000} MB"
    return f"breach: {written}"


@app.function
def standardize(X):
    import os

    try:
        with open("claimed", "wb") as file:
            os.posix_fallocate(file.fileno(), 0, MOST * 1_000_000)
        return "breach: claimed"
    except OSError as error:
        return f"held: {type(error).__name__}"


@app.function
def median_by_rarity(sales):
    return None


@app.function
def fit_price_model(X, y):
    return None


if __name__ == "__main__":
    app.run()

# attack: exhausting
# tries: take all memory, at most 3 GB, in small pieces, one big one and a shared mapping
# honest: 2
# sign: held: MemoryError
# keeps: 2
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import mmap

    import numpy as np
    import pandas as pd

    MOST = 3_000  # megabytes


@app.function
def clean_prices(sales):
    priced = sales.dropna(subset=["price"])
    dollars = priced["price"].where(priced["unit"] == "usd", priced["price"] / 100)
    return priced[["card"]].assign(price=dollars).reset_index(drop=True)


@app.function
def standardize(X):
    held = []
    try:
        for _ in range(MOST // 16):
            held.append(np.ones(2_000_000))
    except MemoryError:
        return f"held: MemoryError at {len(held) * 16} MB"
    return f"breach: {len(held) * 16} MB"


@app.function
def median_by_rarity(sales):
    try:
        return f"breach: {np.ones(MOST * 125_000).nbytes}"
    except MemoryError:
        return "held: MemoryError"


@app.function
def fit_price_model(X, y):
    held = []
    try:
        for _ in range(MOST // 50):
            held.append(mmap.mmap(-1, 50_000_000, flags=mmap.MAP_SHARED | mmap.MAP_ANONYMOUS))
            held[-1].write(b"x" * 50_000_000)
    except OSError:
        raise RuntimeError(f"held: OSError at {len(held) * 50} MB") from None
    raise RuntimeError(f"breach: {len(held) * 50} MB")  # a text has no predict: an error is shown


if __name__ == "__main__":
    app.run()

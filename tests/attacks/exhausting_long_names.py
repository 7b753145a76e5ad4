# attack: exhausting
# tries: make the report itself huge: column names, labels, keys, names of types and lines of code of a megabyte each
# honest: 0
# sign: held
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import numpy as np
    import pandas as pd

    LONG = "name" * 250_000


@app.function
def clean_prices(sales):
    table = pd.DataFrame({LONG: [1.0], "card": [LONG], "price": [2.0]}, index=pd.Index([LONG], name=LONG))
    return table if len(sales) == 4 else pd.DataFrame({("a" * 1_000, LONG): [1.0]})


@app.function
def standardize(X):
    return pd.DataFrame([[1.0, 2.0]] * 3, index=pd.MultiIndex.from_tuples([(LONG, 1), (LONG, 2), (LONG, 3)]))


@app.function
def median_by_rarity(sales):
    return {"held: long names": 1.0} if len(sales) == 6 else {LONG: LONG}


@app.function
def fit_price_model(X, y):
    kind = type(LONG, (LookupError,), {"__module__": LONG})
    raise kind(LONG, pd.Series([LONG], name=LONG))


if __name__ == "__main__":
    app.run()

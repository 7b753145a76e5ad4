import marimo

__generated_with = "0.25.2"
app = marimo.App(app_title="Module 90 exercises: a small assignment")

with app.setup(hide_code=True):
    import marimo as mo
    import numpy as np
    import pandas as pd
    from sklearn.linear_model import LinearRegression

    from grading import check


@app.cell(hide_code=True)
def _():
    mo.md("""
    # Module 90 exercises: a small assignment

    Four short tasks on card sales, in pandas, numpy and scikit-learn. Each is worth 2 points.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E90.1 Clean prices

    One channel reports cents. Write `clean_prices`, which makes dollars of them and drops what has no price.
    """)
    return


@app.function
def clean_prices(sales: pd.DataFrame) -> pd.DataFrame:
    """The sales that have a price, with the columns card and price (in dollars).

    `sales` has the columns card, unit ("usd" or "cents") and price (NaN where missing), and stays as it is.
    """
    # TODO: write your answer here
    return None


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E90.1", lambda: clean_prices)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E90.2 Standardize columns

    Many models learn better when every column has mean 0 and standard deviation 1. Write `standardize`.
    """)
    return


@app.function
def standardize(X: np.ndarray) -> np.ndarray:
    """Each column of X minus its mean, divided by its standard deviation (`ddof=0`).

    A column that never varies becomes zeros.
    """
    # TODO: write your answer here
    return None


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E90.2", lambda: standardize)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E90.3 Median by rarity

    A median is not moved by one dear card. Write `median_by_rarity`.
    """)
    return


@app.function
def median_by_rarity(sales: pd.DataFrame) -> dict[str, float]:
    """The median price of each rarity that has a price; `sales` has the columns rarity and price."""
    # TODO: write your answer here
    return None


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E90.3", lambda: median_by_rarity)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E90.4 Fit a price model

    Write `fit_price_model`, which returns a fitted linear regression.
    """)
    return


@app.function
def fit_price_model(X: np.ndarray, y: np.ndarray) -> LinearRegression:
    """A fitted scikit-learn LinearRegression that predicts y from the columns of X."""
    # TODO: write your answer here
    return None


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E90.4", lambda: fit_price_model)
    return


if __name__ == "__main__":
    app.run()

# attack: exhausting
# tries: answer with containers nested deeper than a decoder can follow, and with ones that hold themselves
# honest: 0
# sign: too large
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    pass


@app.function
def nested(depth, wrap):
    value = 1.0
    for _ in range(depth):
        value = wrap(value)
    return value


@app.function
def clean_prices(sales):
    return nested(100_000, lambda value: [value])


@app.function
def standardize(X):
    return nested(900, lambda value: {"x": value})


@app.function
def median_by_rarity(sales):
    endless = []
    endless.append(endless)
    circle = {"Common": endless}
    circle["Rare"] = circle
    return circle if len(sales) == 6 else "held"


@app.function
def fit_price_model(X, y):
    return nested(63, lambda value: (value, {value} if isinstance(value, float) else [value]))


if __name__ == "__main__":
    app.run()

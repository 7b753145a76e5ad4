# attack: exhausting
# tries: stay just below the limit of a check, in every call and every attribute, so that the whole takes long
# honest: 0
# ends: graded timeout
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import time


@app.function
def clean_prices(sales):
    time.sleep(0.7)
    return "held: slept"


@app.function
def standardize(X):
    class Slow:
        def __iter__(self):
            while True:
                time.sleep(0.2)
                yield 1.0

        def __len__(self):
            time.sleep(0.7)
            return 2

    return Slow()


@app.function
def median_by_rarity(sales):
    time.sleep(0.8)
    return {}


@app.function
def fit_price_model(X, y):
    class Model:
        @property
        def coef_(self):
            time.sleep(0.7)
            return [0.0]

        def predict(self, X):
            time.sleep(0.7)
            return [0.0, 0.0]

    return Model()


if __name__ == "__main__":
    app.run()

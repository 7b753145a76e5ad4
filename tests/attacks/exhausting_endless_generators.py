# attack: exhausting
# tries: answer with what never ends when it is listed: generators, iterators, lengths without end
# honest: 0
# ends: graded timeout
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import itertools


@app.class_definition
class Endless:
    def __len__(self):
        return 2**62

    def __getitem__(self, position):
        return position

    def __iter__(self):
        return itertools.count()

    def keys(self):
        return itertools.count()


@app.function
def clean_prices(sales):
    return itertools.count()


@app.function
def standardize(X):
    return ([0.0] * 1_000 for _ in itertools.count())


@app.function
def median_by_rarity(sales):
    return Endless() if len(sales) > 6 else "held: endless"


@app.function
def fit_price_model(X, y):
    class Model:
        coef_ = Endless()

        def predict(self, X):
            return Endless()

    return Model()


if __name__ == "__main__":
    app.run()

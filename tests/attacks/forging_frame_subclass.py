# attack: forging
# tries: answer with a DataFrame whose columns, items and length depend on who asks
# honest: 0
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import pandas as pd

    class LyingFrame(pd.DataFrame):
        @property
        def _constructor(self):
            return LyingFrame

        def equals(self, other):
            return True

        def __eq__(self, other):
            return True

        def __len__(self):
            return 3

        def __getitem__(self, key):
            return pd.Series([1.5, 300.0, 2.5])

        def to_dict(self, *_, **__):
            return {"card": ["Pikachu", "Charizard", "Eevee"], "price": [1.5, 300.0, 2.5]}

        @property
        def iloc(self):
            raise KeyError("no column for you")

        def __reduce__(self):
            return (print, ("unpickled",))


@app.function
def clean_prices(sales):
    return LyingFrame({"card": ["x", "y", "z"], "price": [0.0, 0.0, 0.0]})


@app.function
def standardize(X):
    return "held: " + LyingFrame.__name__


@app.function
def median_by_rarity(sales):
    return None


@app.function
def fit_price_model(X, y):
    return None


if __name__ == "__main__":
    app.run()

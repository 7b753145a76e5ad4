# attack: forging
# tries: change what it was given, and keep it, so that what is expected is worked out from the forgery
# honest: 0
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    KEPT = []


@app.function
def clean_prices(sales):
    KEPT.append(sales)
    sales["price"] = 0.0
    sales["unit"] = "usd"
    return sales[["card", "price"]]


@app.function
def standardize(X):
    X.setflags(write=True)
    X[:] = 0.0
    return X


@app.function
def median_by_rarity(sales):
    sales.drop(sales.index, inplace=True)
    return {"held: emptied its input": float(len(KEPT))}


@app.function
def fit_price_model(X, y):
    y[:] = 0.0

    class Model:
        coef_ = X[0] * 0

        def predict(self, unseen):
            unseen[:] = 0.0
            return unseen[:, 0]

    return Model()


if __name__ == "__main__":
    app.run()

# attack: forging
# tries: answer with numbers, texts and containers whose comparison, items or hash lie
# honest: 0
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    pass


@app.class_definition
class Number(float):
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__

    def __abs__(self):
        return 0.0

    def __float__(self):
        return 2.0

    def __hash__(self):
        return 0


@app.class_definition
class Text(str):
    def __eq__(self, other):
        return True

    def __hash__(self):
        return hash("Common")

    def lower(self):
        return "common"


@app.class_definition
class Table(dict):
    asked = 0

    def items(self):
        return [("Common", 2.0), ("Rare", 8.0)] if Table.asked % 2 else [("Uncommon", 2.0)]

    def keys(self):
        return {"Common": 0, "Rare": 0}.keys()

    def __iter__(self):
        Table.asked += 1
        return iter(["Common", "Rare"])

    def __getitem__(self, key):
        return Number(0)

    def __len__(self):
        return 2

    def __eq__(self, other):
        return True

    __hash__ = None


@app.class_definition
class Row(list):
    def __eq__(self, other):
        return True

    def __len__(self):
        return 2

    __hash__ = None


@app.function
def clean_prices(sales):
    return {Text("card"): [Text("x")] * 3, Text("price"): [Number(7)] * 3}


@app.function
def standardize(X):
    return Row([Row([Number(0), Number(0)]), Row([Number(0), Number(0)])])


@app.function
def median_by_rarity(sales):
    if len(sales) == 6:
        return {Text("held: lying keys"): Number(1), Text("Rare"): Number(1)}
    return Table({"x": 1.0})


@app.function
def fit_price_model(X, y):
    class Model:
        coef_ = [Number(0)] * X.shape[1]

        def predict(self, X):
            return [Number(0)] * len(X)

    return Model()


if __name__ == "__main__":
    app.run()

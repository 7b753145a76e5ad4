# attack: forging
# tries: have a metaclass lie: every instance check and every comparison with the class says yes
# honest: 0
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    pass


@app.class_definition
class Lies(type):
    def __instancecheck__(cls, instance):
        return True

    def __subclasscheck__(cls, subclass):
        return True

    def __eq__(cls, other):
        return True

    def __hash__(cls):
        return 0

    def __getattr__(cls, name):
        return lambda *_, **__: True


@app.class_definition
class Answer(metaclass=Lies):
    __module__ = "builtins"
    __qualname__ = "dict"

    def keys(self):
        return ["Common", "Rare"]

    def items(self):
        return [("Common", 2.0), ("Rare", 8.0)]

    def __eq__(self, other):
        return True

    __hash__ = None


@app.function
def clean_prices(sales):
    return Answer


@app.function
def standardize(X):
    return Answer()


@app.function
def median_by_rarity(sales):
    return f"held: gave {Answer.__qualname__}"


@app.function
def fit_price_model(X, y):
    return None


if __name__ == "__main__":
    app.run()

# attack: forging
# tries: run code in the grader itself: beside the cells, in decorators, defaults and annotations of the notebook
# honest: 0
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App(app_title=str(open("@MARKERS@/forging_module_level_app", "w")))

with app.setup:
    from pathlib import Path

open("@MARKERS@/forging_module_level", "w").write("the notebook was imported")


@app.function(hide_code=open("@MARKERS@/forging_module_level_decorator", "w") is None)
def clean_prices(sales, note="held: a default"):
    return note


@app.function
def standardize(X: open("@MARKERS@/forging_module_level_annotation", "w")):
    return "held: the annotation was run where the answer is"


@app.cell(hide_code=exec("import os; os.mkdir('@MARKERS@/forging_module_level_cell')"))
def _():
    median_by_rarity = None
    return (median_by_rarity,)


@app.function
def fit_price_model(X, y):
    return None


class App:
    def __getattr__(self, name):
        return open("@MARKERS@/forging_module_level_class", "w")


app = App()

if True:
    open("@MARKERS@/forging_module_level_main", "w").write("the notebook was run")
    app.run()

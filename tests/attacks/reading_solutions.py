# attack: reading
# tries: find the course's solutions and misconceptions on the disk and answer with them
# honest: 0
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import os
    import re
    from pathlib import Path

    import numpy as np
    import pandas as pd
    from sklearn.linear_model import LinearRegression

    STOLEN = {}
    STOLEN_IN = {"np": np, "pd": pd, "LinearRegression": LinearRegression}
    PLACES = (
        "@GRADERS@/module_90/solution.py",
        "@REPO@/tests/assignment/module_90/solution.py",
        "@REPO@/grading/content/module_00/solution.py",
    )
    for place in PLACES:
        try:
            for code in re.findall(r"^def \w+\(.*?(?=^@app|^if )", Path(place).read_text(), re.M | re.S):
                exec(code, STOLEN_IN | STOLEN, STOLEN)
        except OSError:
            pass


@app.function
def attempt(**ways):
    """What came of each way: breach with what it got, or held. A mistake of the attack itself is broken."""
    said = set()
    for name, way in ways.items():
        try:
            said.add(f"breach by {name}: {way()!r:.60}")
        except (AttributeError, LookupError, NameError, SyntaxError, TypeError) as error:
            said.add(f"broken {name}: {error}"[:90])
        except BaseException as error:
            said.add(f"held: {type(error).__name__}")
    return "; ".join(sorted(said))


@app.function
def clean_prices(sales):
    return STOLEN["clean_prices"](sales) if STOLEN else "held: nothing stolen"


@app.function
def standardize(X):
    return STOLEN["standardize"](X) if STOLEN else "held: nothing stolen"


@app.function
def median_by_rarity(sales):
    return attempt(
        solution=lambda: open("@REPO@/grading/content/module_01/solution.py").read(60),
        solutions=lambda: os.listdir("@REPO@/grading/content/module_01"),
        tests=lambda: os.listdir("@REPO@/grading/content/module_01/right_answers"),
        assignment=lambda: open("@GRADERS@/module_90/solution.py").read(60),
    )


@app.function
def fit_price_model(X, y):
    return None


if __name__ == "__main__":
    app.run()

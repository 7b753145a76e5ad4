# attack: reading
# tries: read another learner's submission and hand in its answers
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
    for name in ("zoe_right", "eve_right"):
        try:
            text = Path(f"@COHORT@/{name}/exercises_90.py").read_text()
            for code in re.findall(r"^def \w+\(.*?(?=^@app|^if )", text, re.M | re.S):
                exec(code, STOLEN_IN | STOLEN, STOLEN)
        except OSError:
            pass


@app.function
def secret_in(found):
    """The first planted secret in a text or in bytes; OSError where there is none."""
    data = found if isinstance(found, bytes) else str(found).encode()
    secret = re.search(rb"canary-\w+-\w+", data)
    if not secret:
        raise OSError("no secret in it")
    return secret.group().decode()


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
        notebook=lambda: secret_in(open("@COHORT@/zoe_right/exercises_90.py").read()),
        names=lambda: os.listdir("@COHORT@"),
        relative=lambda: secret_in(open("../zoe_right/exercises_90.py").read()),
        own_folder=lambda: os.listdir("@COHORT@/reading_neighbours"),
    )


@app.function
def fit_price_model(X, y):
    return None


if __name__ == "__main__":
    app.run()

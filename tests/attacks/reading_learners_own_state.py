# attack: reading
# tries: read the progress store, the settings of the run and the instructor's working folder
# honest: 0
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import os
    import sqlite3


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
    return attempt(
        progress=lambda: open("@PROGRESS@", "rb").read(16),
        sqlite=lambda: (
            sqlite3.connect("file:@PROGRESS@?mode=ro", uri=True)
            .execute("select 1 from sqlite_master")
            .fetchall()
        ),
        settings=lambda: open("@SETTINGS@").read(60),
        tests=lambda: os.listdir("@REPO@/tests"),
        attacks=lambda: open("@REPO@/tests/attacks/reading_home.py").read(60),
        hidden=lambda: os.listdir("@REPO@/grading/content/module_01/hidden"),
    )


@app.function
def standardize(X):
    return None


@app.function
def median_by_rarity(sales):
    return None


@app.function
def fit_price_model(X, y):
    return None


if __name__ == "__main__":
    app.run()

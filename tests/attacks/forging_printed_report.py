# attack: forging
# tries: print a report with full marks on every descriptor, in case somebody reads what is printed
# honest: 0
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import json
    import os
    import sys

    FORGED = json.dumps(
        {
            "course": "x",
            "reports": [
                {
                    "learner": "forging_printed_report",
                    "module": 90,
                    "status": "graded",
                    "score": 8.0,
                    "max_score": 8.0,
                }
            ],
        }
    )


@app.function
def clean_prices(sales):
    print(FORGED)
    print(FORGED, file=sys.stderr)
    written = []
    for number in (0, 1, 2):
        try:
            written.append(os.write(number, (FORGED + "\n").encode()))
        except OSError:
            pass
    return f"held: wrote to {len(written)} standard files"


@app.function
def standardize(X):
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None:
            try:
                stream.write(FORGED)
                stream.flush()
            except (OSError, ValueError):
                pass
    return FORGED


@app.function
def median_by_rarity(sales):
    return json.loads(FORGED)["reports"][0]


@app.function
def fit_price_model(X, y):
    return None


if __name__ == "__main__":
    app.run()

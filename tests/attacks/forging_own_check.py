# attack: forging
# tries: bring a grader of its own: exercises, checks, fixtures and a conftest in the notebook
# honest: 0
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import grading
    from grading import check as original

    try:
        from grading.engine.declare import catalogue, exercise

        for known in catalogue.__dict__.values():
            if isinstance(known, list):
                known.clear()
        mine = exercise.exercise("E90.1", title="Mine", points=100, answer="clean_prices", section="90.1")
        mine.checks.clear()
        mine.hidden_checks.clear()
    except Exception as error:
        mine = error
    grading.check = lambda *_: True


@app.function
def test_always(answer=None, check=None):
    """It is well"""
    return check and check.is_true(True, "it is well")


@app.function
def clean_prices(sales):
    return f"held: {mine.points if hasattr(mine, 'points') else mine} points"


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

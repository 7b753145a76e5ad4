# attack: forging
# tries: replace what grades, in every module of the course that this process has loaded
# honest: 0
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import sys
    import types

    REPLACED = []
    for path, module in list(sys.modules.items()):
        if path.startswith(
            (
                "grading.engine.compare.plain_data",
                "grading.engine.compare.soft_assertions",
                "grading.engine.run.run_check",
                "grading.engine.grade.grade_exercise",
                "grading.engine.grade.verdict",
            )
        ):
            for name, value in list(vars(module).items()):
                if isinstance(value, types.FunctionType):
                    setattr(module, name, lambda *_, **__: True)
                    REPLACED.append(name)
                elif isinstance(value, type) and value.__module__ == path:
                    for method, function in list(vars(value).items()):
                        if isinstance(function, types.FunctionType) and not method.startswith("__"):
                            try:
                                setattr(value, method, lambda *_, **__: True)
                                REPLACED.append(method)
                            except (AttributeError, TypeError):
                                pass


@app.function
def clean_prices(sales):
    return f"held: replaced {len(REPLACED)} functions"


@app.function
def standardize(X):
    return X


@app.function
def median_by_rarity(sales):
    return None


@app.function
def fit_price_model(X, y):
    return None


if __name__ == "__main__":
    app.run()

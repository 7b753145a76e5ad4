# attack: exhausting
# tries: fill the disk by many files: 20,000 empty ones, then 40 of 50 MB
# honest: 0
# sign: limit|held
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import os


@app.function
def clean_prices(sales):
    os.makedirs("many", exist_ok=True)
    for number in range(20_000):
        try:
            with open(f"many/{number}", "w"):
                pass
        except OSError as error:
            return f"held: {type(error).__name__} at {number} files"
    return f"breach: {len(os.listdir('many'))} files"


@app.function
def standardize(X):
    for number in range(40):
        try:
            with open(f"large{number}", "wb") as file:
                for _ in range(50):
                    file.write(b"x" * 1_000_000)
        except OSError as error:
            return f"held: {type(error).__name__} at {number * 50} MB"
    return "breach: 2000 MB"


@app.function
def median_by_rarity(sales):
    return None


@app.function
def fit_price_model(X, y):
    return None


if __name__ == "__main__":
    app.run()

# attack: protocol
# tries: end by signals that nobody expects: ones without a name, a crash, a stop that is no end
# honest: 0
# sign: held|protocol|limit|exit|SIG
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import ctypes
    import os
    import signal


@app.function
def clean_prices(sales):
    os.kill(os.getpid(), 40)  # a real-time signal has no name


@app.function
def standardize(X):
    ctypes.string_at(0)


@app.function
def median_by_rarity(sales):
    os.kill(os.getpid(), signal.SIGSTOP)


@app.function
def fit_price_model(X, y):
    os.kill(os.getpid(), signal.SIGABRT)


if __name__ == "__main__":
    app.run()

# attack: exhausting
# tries: be interrupted without end: timers, alarms and a handler that sends the next signal
# honest: 0
# sign: held: interrupted \d{2,} times
# ends: graded timeout
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import os
    import signal
    import time


@app.function
def clean_prices(sales):
    seen = []
    signal.signal(signal.SIGALRM, lambda *_: seen.append(1))
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    until = time.monotonic() + 0.3
    while time.monotonic() < until:
        pass
    signal.setitimer(signal.ITIMER_REAL, 0)
    return f"held: interrupted {len(seen)} times"


@app.function
def standardize(X):
    def again(*_):
        os.kill(os.getpid(), signal.SIGUSR1)

    signal.signal(signal.SIGUSR1, again)
    signal.signal(signal.SIGALRM, again)
    signal.setitimer(signal.ITIMER_REAL, 0.0001, 0.0001)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0.0001, 0.0001)
    return "held: interrupted"  # or a handler inside of a handler without end, which ends the process


@app.function
def median_by_rarity(sales):
    return None


@app.function
def fit_price_model(X, y):
    return None


if __name__ == "__main__":
    app.run()

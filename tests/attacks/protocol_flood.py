# attack: protocol
# tries: flood the channel from a thread, with empty messages, good ones and noise, long after the answer
# honest: 0
# sign: held|protocol|limit|exit|SIG
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import os
    import stat
    import struct
    import sys
    import threading

    from grading import wire
    from grading.sandbox import protocol

    EMPTY = struct.pack("<I", 0) * 10_000


@app.function
def number():
    """The number of the request that is being answered, as the code above this frame knows it."""
    frame = sys._getframe()
    while frame is not None:
        if hasattr(frame.f_locals.get("self"), "_number"):
            return frame.f_locals["self"]._number
        frame = frame.f_back
    return 1


@app.function
def sockets():
    """Every open descriptor that is a socket: one of them is the channel to the grader."""
    found = []
    for number in range(1024):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                found.append(number)
        except OSError:
            pass
    return found


@app.function
def flood(data):
    try:
        while True:
            for channel in sockets():
                os.write(channel, data)
    except OSError:
        pass


@app.function
def clean_prices(sales):
    threading.Thread(target=flood, args=(EMPTY,), daemon=True).start()
    return "held: floods with empty messages"


@app.function
def standardize(X):
    message = protocol.head(protocol.Value(number())) + wire.encode(1.0)
    threading.Thread(target=flood, args=(struct.pack("<I", len(message)) + message,), daemon=True).start()
    return "held: floods with good messages"


@app.function
def median_by_rarity(sales):
    threading.Thread(target=flood, args=(os.urandom(4_096),), daemon=True).start()
    return "held: floods with noise"


@app.function
def fit_price_model(X, y):
    return None


if __name__ == "__main__":
    app.run()

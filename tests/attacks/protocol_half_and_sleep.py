# attack: protocol
# tries: keep the grader waiting with half a message, and with one that comes byte by byte
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
    import time

    from grading import wire
    from grading.sandbox import protocol


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
def clean_prices(sales):
    for channel in sockets():
        os.write(channel, struct.pack("<I", 1_000) + b"x" * 500)
    time.sleep(60)


@app.function
def standardize(X):
    message = protocol.head(protocol.Value(number())) + wire.encode([[-1.0, 0.0], [1.0, 0.0]])
    for byte in struct.pack("<I", len(message)) + message:
        for channel in sockets():
            os.write(channel, bytes([byte]))
        time.sleep(0.09)
    return "held: that was a reply of its own"


@app.function
def median_by_rarity(sales):
    while True:
        for channel in sockets():
            os.write(channel, b"\0")
        time.sleep(0.05)


@app.function
def fit_price_model(X, y):
    return None


if __name__ == "__main__":
    app.run()

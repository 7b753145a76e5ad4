# attack: protocol
# tries: send half a message and hang up, or end
# honest: 0
# sign: held|protocol|limit|exit|SIG
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import os
    import socket
    import stat
    import struct
    import sys

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
def half():
    message = protocol.head(protocol.Value(number())) + wire.encode(1.0)
    for channel in sockets():
        os.write(channel, struct.pack("<I", len(message)) + message[: len(message) // 2])


@app.function
def clean_prices(sales):
    half()
    os._exit(0)


@app.function
def standardize(X):
    half()
    for channel in sockets():
        socket.socket(fileno=channel).shutdown(socket.SHUT_RDWR)
    return "held"


@app.function
def median_by_rarity(sales):
    for channel in sockets():
        os.write(channel, b"\x05")
        os.close(channel)
    return "held"


@app.function
def fit_price_model(X, y):
    return None


if __name__ == "__main__":
    app.run()

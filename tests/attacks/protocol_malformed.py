# attack: protocol
# tries: send bytes that are no message: noise, another format, a message with parts cut out
# honest: 0
# sign: held|protocol|limit|exit|SIG
# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import json
    import os
    import random
    import stat
    import struct

    import numpy as np

    from grading import wire
    from grading.sandbox import protocol

    NOISE = random.Random(7)


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
def send(data):
    for channel in sockets():
        os.write(channel, struct.pack("<I", len(data)) + data)


@app.function
def clean_prices(sales):
    send(NOISE.randbytes(2_000))
    return "held"


@app.function
def standardize(X):
    send(json.dumps(["Value", 1, {"passed": True}]).encode())
    return "held"


@app.function
def median_by_rarity(sales):
    whole = bytearray(protocol.head(protocol.Value(2)) + wire.encode(np.arange(100.0)))
    for position in (
        range(2, 40) if len(sales) == 6 else range(14, 40)
    ):  # from its head on, or from its values
        whole[position] ^= 0xFF
    send(bytes(whole))
    return "held"


@app.function
def fit_price_model(X, y):
    send(b"\x80\x04cos\nsystem\n(S'touch @MARKERS@/protocol_malformed'\ntR.")
    return "held"


if __name__ == "__main__":
    app.run()

# attack: protocol
# tries: send values that are well-formed and wrong inside: buffers too short, codes without category, shapes that overflow
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

    import msgspec
    import numpy as np

    from grading.sandbox import protocol
    from grading.wire import shapes as s

    CODES = np.array([0, 77_777_777], dtype="<i4").tobytes()


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
def number():
    """The number of the request that is being answered, as the code above this frame knows it."""
    frame = sys._getframe()
    while frame is not None:
        if hasattr(frame.f_locals.get("self"), "_number"):
            return frame.f_locals["self"]._number
        frame = frame.f_back
    return 1


@app.function
def send(value, blob=b""):
    structure = msgspec.msgpack.encode(value)
    message = protocol.head(protocol.Value(number())) + struct.pack("<I", len(structure)) + structure + blob
    for channel in sockets():
        os.write(channel, struct.pack("<I", len(message)) + message)


@app.function
def clean_prices(sales):
    if len(sales) == 4:
        send(s.Array("<f8", [2**20, 2**20, 2**20], (0, 8)), b"12345678")
    else:
        send(s.Array("<f8", [4], (0, 2**40)), b"")
    return "held"


@app.function
def standardize(X):
    names = s.Index(s.Objects([1], s.Atoms("list", ["x"])), None, None)
    if X.shape == (2, 2):
        send(s.Categories(s.Array("<i4", [2], (0, 8)), names, False), CODES)
    else:
        send(s.Levels([names], [s.Array("<i4", [2], (0, 8))], [None]), CODES)
    return "held"


@app.function
def median_by_rarity(sales):
    if len(sales) == 6:
        send(s.Strings((0, 16), (0, 16), None, "pyarrow", False), struct.pack("<qq", 2**60, -5))
    else:
        send(s.Array("|O8", [1], (0, 8)), b"\0" * 8)
    return "held"


@app.function
def fit_price_model(X, y):
    if len(y) == 4:
        send(s.Sequence("list", [s.Packed("list", (0, 4))] * 1_000), b"\x93\x01\x02\x03")
    else:
        send(s.Range(-(2**63), 2**63 - 1, 0))
    return "held"


if __name__ == "__main__":
    app.run()

# attack: protocol
# tries: send few bytes that become much when they are read: shapes with an empty side, ranges, tables without columns
# honest: 0
# sign: protocol|held
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
    names = s.Index(s.Objects([0], s.Atoms("list", [])), None, None)
    if len(sales) == 4:
        send(s.Frame(names, s.RangeIndex(0, 2**62, 1, None), []))  # a table without columns
    else:
        send(s.Array("<f8", [2**25, 0], (0, 0)))
    return "held"


@app.function
def standardize(X):
    if X.shape == (2, 2):
        send(s.Objects([2**25, 0], s.Atoms("list", [])))
    else:
        send(s.RangeIndex(-(2**63), 2**63 - 1, 1, None))
    return "held"


@app.function
def median_by_rarity(sales):
    if len(sales) == 6:
        send(s.Sequence("list", [s.Range(0, 1_900_000, 1)] * 20_000))
    else:
        send(s.Interval(0, s.BigInt("f" * 3_400), "left"))
    return "held"


@app.function
def fit_price_model(X, y):
    if len(y) == 4:
        send(s.Written("decimal", "1E999999"))
    else:
        codes = s.Array("|i1", [60_000_000], (0, 60_000_000))
        send(s.Categories(codes, s.RangeIndex(0, 100, 1, None), False), bytes(60_000_000))
    return "held"


if __name__ == "__main__":
    app.run()

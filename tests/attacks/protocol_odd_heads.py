# attack: protocol
# tries: lie about the head of a message: none, longer than the message, longer than allowed, values where none belong
# honest: 0
# sign: protocol: the grader was sent a message
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
def send(message):
    for channel in sockets():
        os.write(channel, struct.pack("<I", len(message)) + message)


@app.function
def clean_prices(sales):
    send(b"" if len(sales) == 4 else b"\x00")
    return "held"


@app.function
def standardize(X):
    head = msgspec.msgpack.encode(protocol.Value(number()))
    values = wire.encode([[-1.0, 0.0], [1.0, 0.0]])
    send(struct.pack("<H", 60_000 if X.shape == (2, 2) else 0) + head + values)
    return "held"


@app.function
def median_by_rarity(sales):
    long = msgspec.msgpack.encode(
        ["Failed", number(), ["k" * 200] * 12, "x" * 50_000, ["x", "x", None, None]]
    )
    many = b"\x95\xa6Failed\x01\xdd\xff\xff\xff\xff"  # a list that says it has four thousand million items
    send(struct.pack("<H", len(long)) + long if len(sales) == 6 else struct.pack("<H", len(many)) + many)
    return "held"


@app.function
def fit_price_model(X, y):
    bare, laden = protocol.Value(number()), protocol.PrintedTooMuch(number())
    send(protocol.head(bare) if len(y) == 4 else protocol.head(laden) + wire.encode("held"))
    return "held"


if __name__ == "__main__":
    app.run()

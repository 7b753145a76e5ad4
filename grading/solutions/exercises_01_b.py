import marimo

__generated_with = "0.25.2"
app = marimo.App(
    width="medium",
    app_title="Module 1 exercises: data engineering",
)

with app.setup(hide_code=True):
    import hashlib
    import io
    import json
    import math
    import re
    from collections import defaultdict, deque
    from datetime import date, datetime, timedelta

    import marimo as mo
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    from grading import check


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E1.4 A live average that agrees with the nightly batch

    The shop shows "average price by rarity, last days" on its front page. Every night a batch job computes it
    exactly. The live number comes from a stream, where sales arrive late, and twice. Both must say the same.

    Write the class `StreamAgg`. With `window_days=3` and `watermark_days=2`, after these four events:

    | event_id | rarity | event_time (sold) | arrival_time (told) | price | what happens |
    | --- | --- | --- | --- | --- | --- |
    | e1 | Common | 2025-05-03 | 2025-05-03 | 1.00 | counts |
    | e2 | Common | 2025-05-05 | 2025-05-05 | 2.00 | counts |
    | e3 | Common | 2025-05-04 | 2025-05-06 | 6.00 | late, but within the watermark: counts for May 4 |
    | e2 | Common | 2025-05-05 | 2025-05-07 | 2.00 | a replay: ignored |

    `value("2025-05-05")` is `{"Common": 3.0}` and `value("2025-05-04")` is `{"Common": 3.5}`.

    *10 points, about 25 minutes. Section 1.4.*
    """)
    return


@app.class_definition
class StreamAgg:
    """The average price by rarity over the last days, kept up to date one event at a time.

    An event is a dict with "event_id" (str), "card_id" (str), "rarity" (str), "event_time" (the day the card was
    sold), "arrival_time" (the day we were told) and "price" (USD, float). Days are ISO text such as "2025-05-03".

    - Event time decides: an event belongs to the day in "event_time", whenever it arrives.
    - The newest "event_time" seen so far is the stream's clock. An event with an "event_time" more than
      `watermark_days` days before the clock is too late: it changes no value, and the attribute `too_late`
      (an int that starts at 0) grows by one. Exactly `watermark_days` before is still in time.
    - An "event_id" that is still held is a replay: it changes nothing.
    - `value(t)` is only asked for days t from `watermark_days` before the clock on. So an event sold
      `window_days + watermark_days` days before the clock, or longer ago, can never be needed again: forget it.
      `len(agg)` is the number of events still held.
    """

    def __init__(self, window_days: int, watermark_days: int) -> None:
        self.window_days = window_days
        self.watermark_days = watermark_days
        self.too_late = 0
        ### BEGIN SOLUTION
        self.clock = None
        self.held = {}
        ### END SOLUTION

    def update(self, event: dict) -> None:
        """Take in one event."""
        ### BEGIN SOLUTION
        day = date.fromisoformat(event["event_time"])
        if event["event_id"] in self.held:
            return
        if self.clock is not None and day < self.clock - timedelta(days=self.watermark_days):
            self.too_late += 1
            return
        self.held[event["event_id"]] = (day, event["rarity"], event["price"])
        if self.clock is None or day > self.clock:
            self.clock = day
            oldest = day - timedelta(days=self.window_days + self.watermark_days)
            self.held = {key: kept for key, kept in self.held.items() if kept[0] > oldest}
        ### END SOLUTION

    def value(self, t: str) -> dict[str, float]:
        """Average price (USD) by rarity of the events sold in the `window_days` days that end with day t.

        Day t counts; the day `window_days` before it does not. A rarity without events in the window is absent,
        so a window without events gives {}.
        """
        ### BEGIN SOLUTION
        last = date.fromisoformat(t)
        before = last - timedelta(days=self.window_days)
        prices = defaultdict(list)
        for day, rarity, price in self.held.values():
            if before < day <= last:
                prices[rarity].append(price)
        return {rarity: sum(paid) / len(paid) for rarity, paid in prices.items()}
        ### END SOLUTION

    def __len__(self) -> int:
        """How many events are held in memory."""
        ### BEGIN SOLUTION
        return len(self.held)
        ### END SOLUTION


@app.cell(hide_code=True)
def _():
    check("E1.4", lambda: StreamAgg)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E1.4b A broker that forgets nothing

    Two teams read the shop's new listings: `pricing` sets prices, `fraud` looks for fakes. Each must see every
    listing, also when its program dies halfway through one. Write the heart of a message broker: a log for each
    topic, and for each group of readers what it has finished.

    | call | returns |
    | --- | --- |
    | `publish("listings", {"card_id": "c1"})` | `0` |
    | `subscribe("listings", "pricing")` | |
    | `poll("listings", "pricing")` | `(0, {"card_id": "c1"})` |
    | `poll("listings", "pricing")`, not acknowledged yet | `(0, {"card_id": "c1"})` again |
    | `ack("listings", "pricing", 0)` | |
    | `poll("listings", "pricing")` | `None` |

    *10 points, about 20 minutes. Section 1.4.*
    """)
    return


@app.class_definition
class Broker:
    """A message broker with at-least-once delivery to independent groups of readers.

    Every topic is a log of its own that only grows: messages have offsets 0, 1, 2, … in the order published.
    """

    def __init__(self) -> None:
        ### BEGIN SOLUTION
        self.logs = defaultdict(list)
        self.done = {}
        ### END SOLUTION

    def publish(self, topic: str, message: dict) -> int:
        """Append a message to the topic and return its offset. A topic exists from its first message or reader on."""
        ### BEGIN SOLUTION
        self.logs[topic].append(message)
        return len(self.logs[topic]) - 1
        ### END SOLUTION

    def subscribe(self, topic: str, group: str) -> None:
        """Let a group read a topic, from offset 0 on, so that it also gets what was published before it came.

        Subscribing a group again changes nothing: what it acknowledged stays acknowledged.
        """
        ### BEGIN SOLUTION
        self.done.setdefault((topic, group), set())
        ### END SOLUTION

    def poll(self, topic: str, group: str) -> tuple[int, dict] | None:
        """The (offset, message) with the lowest offset that this group has not acknowledged; None if there is none.

        Polling marks nothing as done. Raises KeyError if the group has not subscribed to the topic.
        """
        ### BEGIN SOLUTION
        done = self.done[topic, group]
        for offset, message in enumerate(self.logs[topic]):
            if offset not in done:
                return offset, message
        return None
        ### END SOLUTION

    def ack(self, topic: str, group: str, offset: int) -> None:
        """This group is finished with this one message, and with no other. A second ack changes nothing."""
        ### BEGIN SOLUTION
        self.done[topic, group].add(offset)
        ### END SOLUTION

    def replay(self, topic: str, group: str, offset: int) -> None:
        """This group gets every message from this offset on again, also those it acknowledged.

        Earlier offsets and other groups are left as they are.
        """
        ### BEGIN SOLUTION
        self.done[topic, group] = {done for done in self.done[topic, group] if done < offset}
        ### END SOLUTION


@app.cell(hide_code=True)
def _():
    check("E1.4b", lambda: Broker)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E1.5 Is it still the same data?

    Prices went through a log transform, a Parquet file and a partner's spreadsheet. Two questions decide whether to
    trust what came back: is the table the same, and can every transform be undone?

    Write two functions. `fingerprint` gives a table a short name that changes with any cell:

    | table | fingerprint |
    | --- | --- |
    | c1 4.50, c2 9.00 | say `9f3a…` |
    | c2 9.00, c1 4.50 | the same, unless `ordered=True` |
    | c1 4.51, c2 9.00 | another |

    `roundtrip_error` measures what a transform and its supposed inverse lose:
    `roundtrip_error(np.log1p, np.expm1, [4.5, 9.0])` is about `0.0`;
    with `np.exp` as the inverse it is `1.0`: every price is a dollar too high.

    *8 points, about 20 minutes. Section 1.5.*
    """)
    return


@app.function
def fingerprint(df: pd.DataFrame, ordered: bool = False) -> str:
    """A short name for the content of a table: equal tables get equal names, and different tables different ones.

    Args:
        df: any table of numbers and text, with column names that are text. Cells may be missing (NaN).
        ordered: whether the order of the rows is part of the content.

    Returns:
        At least 32 hex digits (0-9, a-f), from a digest such as those in `hashlib`; the same in every session.

    What counts: the names of the columns, each value in full (0.1 + 0.2 is not 0.3, the text "4" is not the number
    4), which value stands in which column, and how often a row occurs.
    What does not count: the order of the columns, the index, and, unless `ordered`, the order of the rows.
    """
    ### BEGIN SOLUTION
    columns = sorted(df.columns)
    cells = zip(*(df[name].tolist() for name in columns), strict=True)
    rows = [json.dumps([repr(value) for value in row]) for row in cells]
    if not ordered:
        rows.sort()
    return hashlib.sha256(json.dumps([columns, rows]).encode("utf-8")).hexdigest()
    ### END SOLUTION


@app.function
def roundtrip_error(transform, inverse, values) -> float:
    """The most that a price changes, in dollars, when it is transformed and transformed back.

    Args:
        transform: a function of an array of prices that returns an array of the same length, such as np.log1p.
        inverse: the function that should undo it, such as np.expm1.
        values: prices in USD, a list or an array of floats.

    Returns:
        The largest absolute difference between a price and what comes back for it; 0.0 for no prices at all.
        A price that comes back as NaN or infinite is lost: then the answer is infinite (math.inf).
        A price that is missing (NaN) to begin with does not count.

    Example:
        roundtrip_error(np.log1p, np.exp, [4.5, 9.0]) is 1.0
    """
    ### BEGIN SOLUTION
    prices = np.asarray(values, dtype=float)
    prices = prices[~np.isnan(prices)]
    if prices.size == 0:
        return 0.0
    back = np.asarray(inverse(transform(prices)), dtype=float)
    if not np.isfinite(back).all():
        return math.inf
    return float(np.abs(back - prices).max())
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    check("E1.5", lambda: fingerprint)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E1.5b Which models did the bad file poison?

    A partner writes: "our May file was wrong". Somebody must say within minutes which tables, features and models
    were built from it. Write `Lineage`: every step of the pipeline records what it read and wrote, and each thing
    written gets an id made from what went into it.

    | step | inputs | outputs | returns |
    | --- | --- | --- | --- |
    | clean | the raw file's fingerprint, `"raw-may"` | `["clean.parquet"]` | one id, say `["41c0…"]` |
    | features | `["41c0…"]` | `["features.parquet", "report.html"]` | two ids, `["77aa…", "b0d2…"]` |
    | train | `["77aa…"]` | `["model.bin"]` | `["e915…"]` |

    Then `impact("raw-may")` is the set of all four ids, and `impact("77aa…")` is `{"e915…"}`.

    *8 points, about 20 minutes. Section 1.5.*
    """)
    return


@app.class_definition
class Lineage:
    """What was built from what, with content-addressed ids.

    A node is anything a step reads or writes. Its id is text: the one `record` returned for it, or, for what comes
    from outside, the fingerprint it arrived with.
    """

    def __init__(self) -> None:
        ### BEGIN SOLUTION
        self.built_from = defaultdict(set)
        ### END SOLUTION

    def record(self, step: str, inputs: list[str], outputs: list[str], code_hash: str) -> list[str]:
        """Note that a step read `inputs` (ids) and wrote `outputs` (names), and return one id for each output, in order.

        An id is a hex digest of the step, its code_hash, all its inputs and the name of the output, and of nothing
        else. The same four give the same id, tomorrow and in another `Lineage`; a change in any of them gives
        another. Recording the same step twice is allowed and changes nothing.
        """
        ### BEGIN SOLUTION
        ids = []
        for name in outputs:
            content = json.dumps([step, code_hash, list(inputs), name])
            node = hashlib.sha256(content.encode("utf-8")).hexdigest()
            for source in inputs:
                self.built_from[source].add(node)
            ids.append(node)
        return ids
        ### END SOLUTION

    def impact(self, node: str) -> set[str]:
        """The ids of everything recorded that was built from this node, directly or through other nodes.

        The node itself is not in the set. A node that nothing was built from, or that is unknown, gives an empty set.
        """
        ### BEGIN SOLUTION
        found = set()
        waiting = [node]
        while waiting:
            for built in self.built_from.get(waiting.pop(), ()):
                if built not in found:
                    found.add(built)
                    waiting.append(built)
        return found
        ### END SOLUTION


@app.cell(hide_code=True)
def _():
    check("E1.5b", lambda: Lineage)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E1.6 What the label is, and what it is not

    A model learns whatever the label says. The shop wants to know what a card *sells for*, and its listings hold
    asking prices, cards nobody bought, sales that were undone, and sales that happen after the day the training
    set is made. Write `make_labels` for cutoff `"2025-06-30"`:

    | listing | asking_price | currency | sold_at | sold_price | returned | label | censored |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | l1 | 12.00 | USD | 2025-06-03 | 10.00 | False | 10.00 | False |
    | l2 | 12.00 | EUR | 2025-06-03 | 9.20 | False | 10.00 | False |
    | l3 | 99.00 | USD | (never) | | False | NaN | True |
    | l4 | 8.00 | USD | 2025-07-02 | 7.50 | False | NaN | True |
    | l5 | 8.00 | USD | 2025-06-20 | 7.50 | True | NaN | True |

    *8 points, about 15 minutes. Section 1.6.*
    """)
    return


@app.function
def make_labels(listings: pd.DataFrame, cutoff: str) -> pd.DataFrame:
    """One row a listing with what the card sold for, as far as it is known at the end of the cutoff day.

    Args:
        listings: columns listing_id, card_id, listed_at, asking_price, currency ("USD" or "EUR"), sold_at,
            sold_price, returned (bool), bundle_id, relist_of. Days are datetime64 without a time of day. What there
            is not is missing: no sold_at and no sold_price where a card was not sold, no bundle_id where it was not
            in a bundle. Prices are floats in the listing's currency. Other columns may occur.
        cutoff: the last day we may know about, ISO text such as "2025-06-30".

    Returns:
        A table with the columns listing_id, card_id, label (float, USD) and censored (bool), in any row order.

    Which rows:
        - a listing_id that occurs twice gives one row (the two rows are equal);
        - a listing with listed_at after the cutoff gives none;
        - a listing that was put up again by the cutoff (another one, listed by then, names it in relist_of) gives
          none: the later one stands for the card;
        - every other listing gives exactly one.
    Which label:
        - the sold_price, at 1 USD = 0.92 EUR, if the card was sold on or before the cutoff, was not returned,
          and was sold alone (bundle_id is missing; in a bundle the price is that of the whole lot);
        - otherwise NaN, with censored True: no price is known yet. It is neither 0 nor the asking price.
    """
    ### BEGIN SOLUTION
    known = listings[listings["listed_at"] <= cutoff].drop_duplicates("listing_id")
    known = known[~known["listing_id"].isin(known["relist_of"].dropna())]
    sold = known["sold_at"] <= cutoff  # not sold: NaT, which is never before anything
    is_label = sold & ~known["returned"] & known["bundle_id"].isna()
    per_dollar = known["currency"].map({"USD": 1.0, "EUR": 0.92})
    return pd.DataFrame(
        {
            "listing_id": known["listing_id"],
            "card_id": known["card_id"],
            "label": (known["sold_price"] / per_dollar).where(is_label),
            "censored": ~is_label,
        }
    ).reset_index(drop=True)
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    check("E1.6", lambda: make_labels)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E1.7 Checkpoint: one month, clean and accounted for

    This is the module in one function. Every month the shop's raw sales become one Parquet file that the next
    modules train on, and a manifest that says what happened to every single row.

    | raw sold_at | channel | price | currency | hp | rarity | becomes |
    | --- | --- | --- | --- | --- | --- | --- |
    | `2025-04-03` | web | `4.50` | USD | `60` | `Common` | 4.50 USD, hp 60.0, Common |
    | `05/04/2025` | partner | `1250` | USD | `120 HP` | `ULTRA-RARE` | 12.50 USD, hp 120.0, Ultra Rare |
    | `---` | app | `3.00` | USD | `70` | `common ` | quarantined: bad_date |

    `build_clean` returns the bytes of the Parquet file and the manifest
    `{"month": "2025-04", "rows_in": 3, "rows_clean": 2, "rows_quarantined": 1, "reasons": {"bad_date": 1}, "sha256": "…"}`.

    *8 points, about 25 minutes. The whole module.*
    """)
    return


@app.function
def build_clean(raw: pd.DataFrame, month: str) -> tuple[bytes, dict]:
    """Clean the raw sales delivered for one month, and account for every row.

    Args:
        raw: the delivery: a table of text (empty cells are missing) with the columns of the sales file, at least
            sale_id, listed_at, sold_at, channel, seller_id, card_id, rarity, hp, price, currency, is_test.
        month: such as "2025-04".

    Every row gets the first reason that applies, or is clean:
        1. "test_order": is_test is "1", or seller_id starts with "test-".
        2. "duplicate": its sale_id stood in an earlier row.
        3. "bad_date": sold_at is neither "2025-04-03" nor "03/04/2025" (the day comes first), but "---" or missing.
        4. "wrong_month": sold_at is in another month.
        5. "no_price": price is missing.

    A clean row:
        - price_usd (float): the price in USD. Channel "partner" sends cents for sales from 2025-03-01 on, whole
          units before; every other channel sends whole units. 1 USD = 0.92 EUR.
        - hp (float): "120" and "120 HP" are both 120.0; missing stays missing (NaN).
        - rarity: one of Common, Uncommon, Rare, Rare Holo, Promo, Ultra Rare, Illustration Rare, Secret Rare. The
          raw text has the letters of one of these, whatever its case, spaces and hyphens ("ULTRA-RARE",
          "IllustrationRare", "common "); and "Holo Rare", written in any of these ways, is Rare Holo.
        - sale_id, listed_at, channel, card_id: as they are.

    Returns:
        (content, manifest). content: a Parquet file (bytes) of the clean rows with exactly the columns sale_id,
        listed_at, channel, card_id, rarity, hp, price_usd. But for the label, price_usd, each of them is known
        when a card is listed: sold_at and all else that only the sale brings stays out.
        manifest: month; rows_in (rows in raw), rows_clean, rows_quarantined (all others); reasons, a dict of
        reason -> rows with only those that occur; sha256, the hex digest of content. The same raw gives the same
        content and manifest, whenever it is run.
    """
    ### BEGIN SOLUTION
    names = ["Common", "Uncommon", "Rare", "Rare Holo", "Promo", "Ultra Rare", "Illustration Rare", "Secret Rare"]
    rarities = {name.replace(" ", "").lower(): name for name in names} | {"holorare": "Rare Holo"}
    seen = set()
    clean = []
    reasons = defaultdict(int)
    for row in raw.to_dict("records"):
        sold_at = row["sold_at"] if isinstance(row["sold_at"], str) else ""
        day_first = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", sold_at)
        if day_first:
            sold_at = "-".join(reversed(day_first.groups()))
        repeated = row["sale_id"] in seen
        seen.add(row["sale_id"])
        if row["is_test"] == "1" or str(row["seller_id"]).startswith("test-"):
            reasons["test_order"] += 1
        elif repeated:
            reasons["duplicate"] += 1
        elif not re.fullmatch(r"\d{4}-\d\d-\d\d", sold_at):
            reasons["bad_date"] += 1
        elif sold_at[:7] != month:
            reasons["wrong_month"] += 1
        elif pd.isna(row["price"]):
            reasons["no_price"] += 1
        else:
            price = float(row["price"])
            if row["channel"] == "partner" and sold_at >= "2025-03-01":
                price /= 100
            if row["currency"] == "EUR":
                price /= 0.92
            hp = math.nan if pd.isna(row["hp"]) else float(row["hp"].upper().replace("HP", ""))
            rarity = rarities[re.sub("[ -]", "", row["rarity"]).lower()]
            clean.append(
                [row["sale_id"], row["listed_at"], row["channel"], row["card_id"], rarity, hp, price]
            )
    columns = ["sale_id", "listed_at", "channel", "card_id", "rarity", "hp", "price_usd"]
    buffer = io.BytesIO()
    pd.DataFrame(clean, columns=columns).to_parquet(buffer, index=False)
    content = buffer.getvalue()
    manifest = {
        "month": month,
        "rows_in": len(raw),
        "rows_clean": len(clean),
        "rows_quarantined": len(raw) - len(clean),
        "reasons": dict(reasons),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return content, manifest
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    check("E1.7", lambda: build_clean)
    return


if __name__ == "__main__":
    app.run()

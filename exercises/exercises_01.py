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
    import numbers
    import re
    import statistics
    from collections import defaultdict, deque
    from datetime import date, datetime, timedelta
    from pathlib import Path

    import marimo as mo
    import numpy as np
    import pandas as pd
    import pandera.pandas as pandera
    import pyarrow as pa
    import pyarrow.dataset as ds
    import pyarrow.parquet as pq

    from course import links
    from course.market.rarities import RARITIES
    from grading import check


@app.cell(hide_code=True)
def _():
    mo.md(f"""
    # Module 1 exercises: data engineering

    You build the first stretch of the card shop's road from raw sales to a price model: know the sources, guard the
    door, read only what you need, keep up with a stream, trace every number, and make honest labels. The twelve
    exercises are worth 100 points and take about two and a half hours; do them in any order.

    **How the live check works.** Write your answer in the cell under a task and run it (Ctrl+Enter): the panel below
    it shows at once which checks pass, and what was given and expected where one does not. Hints unfold one at a time,
    and a mistake that many people make is explained when it is recognised. Your progress is stored as you go, and further
    checks on other data run when your work is graded.

    [Back to the lesson]({links.module_link(1)}) · [Course home]({links.home_link()})
    """)
    return


@app.cell(hide_code=True)
def section_1_1():
    mo.md("""
    ## 1.1 Know your sources
    """)
    return


@app.cell(hide_code=True)
def e1_1():
    mo.md("""
    ### E1.1 Parse a price

    Sellers type prices into a free text field, and partners send what their systems print. The shop needs one number
    in dollars, or a clear "there is none". Write `parse_price`.

    | text | result |
    | --- | --- |
    | `"$4.50"` | `4.5` |
    | `"USD 1,250.00"` | `1250.0` |
    | `"450¢"` | `4.5` |
    | `"$0"` | `0.0` |
    | `"---"` | `None` |
    | `"free"` | `ValueError` |

    *6 points, about 10 minutes. Section 1.1.*
    """)
    return


@app.function
def parse_price(text: str | None) -> float | None:
    """The price in US dollars that a text says.

    - A number is digits, perhaps with commas that group thousands, perhaps with a point and more digits.
    - Dollars come as "$4.50", as "USD 3" or bare, "12". Cents come with a ¢ after the number: "1,250¢" is 12.5.
    - Spaces around the text, and between the sign and the number, mean nothing.
    - None, an empty text, "---" and "n/a" (in capitals or not) mean that there is no price: return None. 0 is a price.
    - Anything else raises ValueError: "free", "3 4.50", "-5", "1e3", "$450¢", "3 USD", or another currency, such as
      "12.00 €".

    Nobody writes ".99", "12.", "1,25" or "usd 3": do with those what you like.
    """
    # TODO: write your answer here
    return None


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E1.1", lambda: parse_price)
    return


@app.cell(hide_code=True)
def e1_1b():
    mo.md("""
    ### E1.1b A report on four sources

    Prices reach the shop from what users type, from a partner's auctions, from our own system log, and from a price guide that
    somebody else keeps. Before anyone joins them, you want one table that says what each is worth. Write `source_report`.

    Today is 2026-06-30, and `frames["auctions"]` and `frames["price_guide"]` are

    | record_id | card_id | price | seen_at | | record_id | card_id | price | seen_at |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    | a1 | c1 | 210.0 | 2026-06-29 | | g1 | c1 | 2.0 | 2026-06-20 |
    | a1 | c1 | 210.0 | 2026-06-29 | | g2 | c2 | 8.0 | 2026-06-01 |
    | a2 | c2 | | 2026-06-28 | | | | | |

    The report:

    | source | null_share | duplicate_ids | days_stale | ratio_to_guide | disagree_share |
    | --- | --- | --- | --- | --- | --- |
    | auctions | 0.333 | 1 | 1 | 105.0 | 1.0 |
    | price_guide | 0.0 | 0 | 10 | 1.0 | 0.0 |

    What does a ratio of about 100 tell you about this partner?

    *8 points, about 15 minutes. Section 1.1.*
    """)
    return


@app.function
def source_report(frames: dict[str, pd.DataFrame], today: str) -> pd.DataFrame:
    """What each source is worth: one row a source, in any order, its name in the index or in a column source.

    Every frame has at least one row and the columns record_id and card_id (text), price (a number above 0, or missing)
    and seen_at (ISO day as text, at most `today`, an ISO day). One frame is called "price_guide". They stay as they are.

    - null_share: share of all rows that have no price, from 0 to 1.
    - duplicate_ids: rows that repeat the record_id of an earlier row of the source; an id that comes three times adds 2.
    - days_stale: days from the newest seen_at of the source to today.
    - ratio_to_guide: median of price / guide price, where the guide price of a card is the median of the prices that
      the guide has for it. Only rows with a price and a guide price count. The guide is held against itself, too.
    - disagree_share: share of the rows that count whose ratio is below 0.8 or above 1.25.

    Repeated rows count in all of them. Nothing is rounded. Where no row counts, the last two are missing (NaN).
    """
    # TODO: write your answer here
    return None


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E1.1b", lambda: source_report)
    return


@app.cell(hide_code=True)
def e1_1c():
    mo.md("""
    ### E1.1c When is each column known?

    The shop must price a card the moment it is listed. A partner sends an export with new columns, and no dictionary that says
    what they are. But its database keeps a log: who wrote which field when. Write `availability`, which decides from the log.

    | column | listing_id | written_at | listed_at | sold_at |
    | --- | --- | --- | --- | --- |
    | frame_style | l1 | 2026-05-02 09:00 | 2026-05-02 09:00 | 2026-05-20 17:30 |
    | hearts | l1 | 2026-05-02 09:00 | 2026-05-02 09:00 | 2026-05-20 17:30 |
    | hearts | l1 | 2026-05-20 17:30 | 2026-05-02 09:00 | 2026-05-20 17:30 |
    | est_value | l1 | 2026-05-21 03:00 | 2026-05-02 09:00 | 2026-05-20 17:30 |

    gives `{"frame_style": "listing", "hearts": "sale", "est_value": "after"}`. `hearts` did exist at the listing. Why does that
    not help?

    *6 points, about 8 minutes. Section 1.1.*
    """)
    return


@app.function
def availability(log: pd.DataFrame) -> dict[str, str]:
    """When the value that an export shows is known, for each column in the log.

    A row of `log` says that one field was written: its column and listing_id, written_at, and when that listing was
    listed and sold. The times are ISO text, never missing; the rows come in any order, and there may be none. An export
    shows what was written last. So a column is

    - "after", if any of its fields was written later than the sale of its listing; if not,
    - "sale", if any of its fields was written later than its listing was listed; if not,
    - "listing".

    The log stays as it is.
    """
    # TODO: write your answer here
    return None


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E1.1c", lambda: availability)
    return


@app.cell(hide_code=True)
def section_1_2():
    mo.md("""
    ## 1.2 Ingestion and contracts in CI
    """)
    return


@app.cell(hide_code=True)
def e1_2():
    mo.md("""
    ### E1.2 A contract for a batch, and a gate in CI

    Every night a batch of sales arrives. Before it may touch the price model, CI checks it against a contract. Write the
    contract with [pandera](https://pandera.readthedocs.io) (imported as `pandera` at the top) in `validate`, and the step that stops the
    pipeline in `gate`.

    | card_id | rarity | hp | price | currency | sold_at |
    | --- | --- | --- | --- | --- | --- |
    | base1-4 | Rare Holo | 120 | 2400.0 | USD | 2026-05-02 |
    | base1-58 | Comon | "40 HP" | 0.25 | USD | 2026-05-03 |

    has two problems, and the model must not see this batch:

    | row | column | problem |
    | --- | --- | --- |
    | 1 | rarity | not a known rarity |
    | 1 | hp | not a number from 10 to 400 |

    *12 points, about 20 minutes. Section 1.2.*
    """)
    return


@app.function
def validate(batch: pd.DataFrame) -> pd.DataFrame:
    """All problems of a batch, found in one run. The batch stays as it is.

    It has at least one row; rows are numbered 0, 1, 2, …, and cells are as they arrived. The contract:

    - card_id: text, never missing.
    - rarity: Common, Uncommon, Rare, Rare Holo, Promo, Ultra Rare, Illustration Rare or Secret Rare, spelled so (they
      stand in RARITIES), never missing.
    - hp: a number from 10 to 400, or missing. A text such as "120 HP" or "120" is no number.
    - price: a number above 0, or missing. There is no upper limit. A text such as "0.25" is no number.
    - currency: "USD" or "EUR", never missing.
    - sold_at: a day of the calendar as text, written like "2026-05-03", never missing. A date object is no text.

    Further columns are allowed. Returns a table with one row for each bad cell and the columns row (its number),
    column (its name) and problem (a short text of yours), in any order. Each column that the batch lacks is one problem
    in row -1. For a clean batch the table has these three columns and no rows.
    """
    # TODO: write your answer here
    return None


@app.function
def gate(batch: pd.DataFrame) -> int:
    """The exit code of the CI step: 0 when the batch is clean, 1 when it has any number of problems."""
    # TODO: write your answer here
    return None


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E1.2", lambda: (validate, gate))
    return


@app.cell(hide_code=True)
def e1_2b():
    mo.md("""
    ### E1.2b Ingest without losing a row

    Batches arrive late, twice, and with holes. The accountant wants to know where every row went, and whoever trains
    the model wants a name for exactly the rows it saw. Write `ingest`: what goes in comes out through one of two doors.

    | sale_id | card_id | price | goes to |
    | --- | --- | --- | --- |
    | s1 | c1 | 4.5 | clean |
    | s2 | c2 | | quarantine, "bad price" |
    | s1 | c1 | 4.5 | quarantine, "duplicate" |
    | | c4 | 3.0 | quarantine, "no id" |

    and the manifest is `{"rows_in": 4, "rows_clean": 1, "rows_quarantined": 3, "sha256": "…"}`.

    *10 points, about 12 minutes. Section 1.2.*
    """)
    return


@app.function
def ingest(batches: list[pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame, dict]:
    """Sort the rows of all batches into clean and quarantine, and count them.

    There is at least one batch; any may have no rows. All have the columns sale_id (text or missing), card_id (text) and
    price (whatever arrived: a number, text or missing), and stay as they are. Rows are taken in the order they arrive.
    The first reason that applies sends a row to quarantine:

    1. "no id": sale_id is missing.
    2. "bad price": price is missing, is text (also a text such as "4.50"), or is not above 0.
    3. "duplicate": a row with this sale_id was accepted before, in this batch or an earlier one.

    Returns three things:

    - clean: the accepted rows in the order they arrived, with the columns sale_id, card_id and price, untouched.
    - quarantine: all other rows, in any order, with these columns, untouched, and one more, reason. Both tables have
      their columns also where they have no rows.
    - manifest: a dict with rows_in, rows_clean, rows_quarantined, and sha256: the digest of clean as a file, in
      hexadecimal, hashlib.sha256(clean.to_csv(index=False).encode()).hexdigest().
    """
    # TODO: write your answer here
    return None


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E1.2b", lambda: ingest)
    return


@app.cell(hide_code=True)
def section_1_3():
    mo.md("""
    ## 1.3 Storage formats
    """)
    return


@app.cell(hide_code=True)
def e1_3():
    mo.md("""
    ### E1.3 Two columns are enough

    The front page shows the average price of each rarity. The sales are in Parquet, three dozen columns wide, in one
    file or in a folder with a file for each month. You need two of those columns: write `avg_price_by_rarity` so that
    the others are never read. (The checks notice: in some of their files every other column is damaged.)

    | sale_id | rarity | price | … |
    | --- | --- | --- | --- |
    | s1 | Common | 1.0 | … |
    | s2 | Rare Holo | 300.0 | … |
    | s3 | Common | 2.0 | … |

    gives `{"Common": 1.5, "Rare Holo": 300.0}`.

    *6 points, about 6 minutes. Section 1.3.*
    """)
    return


@app.function
def avg_price_by_rarity(path: str | Path) -> dict[str, float]:
    """The average price (USD) of each rarity, not rounded, reading only the columns rarity and price.

    `path`, text or a Path, is a Parquet file, or a folder of Parquet files with the same columns that together are
    one table: every row counts once, also where two look alike. rarity is text and never missing. Rows without a price
    are left out; 0 is a price. A rarity that has no price at all is absent, so the result may be empty.
    """
    # TODO: write your answer here
    return None


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E1.3", lambda: avg_price_by_rarity)
    return


@app.cell(hide_code=True)
def section_1_4():
    mo.md("""
    ## 1.4 Batch and stream, publish and subscribe
    """)
    return


@app.cell(hide_code=True)
def e1_4():
    mo.md("""
    ### E1.4 A live average that agrees with the nightly batch

    The shop shows "average price by rarity, last days" on its front page. Every night a batch job computes it
    exactly. The live number comes from a stream, where sales arrive late, and twice. Both must say the same.

    Write the class `StreamAgg`. With `window_days=3` and `watermark_days=2`, after these five events:

    | event_id | rarity | event_time (sold) | arrival_time (told) | price | what happens |
    | --- | --- | --- | --- | --- | --- |
    | e1 | Common | 2025-05-03 | 2025-05-03 | 1.00 | counts |
    | e2 | Common | 2025-05-05 | 2025-05-05 | 2.00 | counts, and moves the clock to May 5 |
    | e3 | Common | 2025-05-04 | 2025-05-06 | 6.00 | a day behind the clock, in time: counts for May 4 |
    | e2 | Common | 2025-05-05 | 2025-05-07 | 2.00 | a replay: ignored |
    | e4 | Common | 2025-05-02 | 2025-05-07 | 9.00 | three days behind the clock: too late |

    `value("2025-05-05")` is `{"Common": 3.0}`, `value("2025-05-04")` is `{"Common": 3.5}`, `too_late` is 1 and
    `len(agg)` is 3.

    *10 points, about 18 minutes. Section 1.4.*
    """)
    return


@app.class_definition
class StreamAgg:
    """The average price by rarity over the last days, kept up to date one event at a time.

    An event is a dict with "event_id", "card_id", "rarity", "event_time" (the day the card was sold), "arrival_time"
    (the day we were told) and "price" (USD, float). Days are ISO text such as "2025-05-03". "event_time" alone
    decides to which day an event belongs. The newest "event_time" of all events that counted is the clock.

    For each event the first of these that holds:

    1. Its "event_id" is held: a replay, whatever else it says. It changes nothing.
    2. Its "event_time" is more than `watermark_days` days before the clock: too late. The attribute `too_late`, which
       starts at 0, grows by one; nothing else changes.
    3. It counts, and is held. Where it moves the clock, every event sold `window_days + watermark_days` days before
       the new clock, or longer ago, is forgotten at once: no question can need it.

    So an id that is not held, forgotten or never counted, is judged by its day. Both numbers of days are 1 or more.
    """

    def __init__(self, window_days: int, watermark_days: int) -> None:
        self.window_days = window_days
        self.watermark_days = watermark_days
        self.too_late = 0
        # TODO: write your answer here
        return None

    def update(self, event: dict) -> None:
        """Take in one event. The dict stays as it is."""
        # TODO: write your answer here
        return None

    def value(self, t: str) -> dict[str, float]:
        """Average price (USD, not rounded) by rarity of the events sold in the `window_days` days that end with day t.

        Day t counts; the day `window_days` before it does not. A rarity without events in the window is absent, so
        a window without events gives {}. t is never more than `watermark_days` days before the clock.
        """
        # TODO: write your answer here
        return None

    def __len__(self) -> int:
        """How many events are held in memory."""
        # TODO: write your answer here
        return None


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E1.4", lambda: StreamAgg)
    return


@app.cell(hide_code=True)
def e1_4b():
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

    *10 points, about 12 minutes. Section 1.4.*
    """)
    return


@app.class_definition
class Broker:
    """A message broker with at-least-once delivery to independent groups of readers.

    Every topic is a log of its own that only grows: messages have offsets 0, 1, 2, … in the order published. What a
    group has finished is kept for each topic and group alone. Each topic, group and offset that `ack` and `replay` are
    called with exists.
    """

    def __init__(self) -> None:
        # TODO: write your answer here
        return None

    def publish(self, topic: str, message: dict) -> int:
        """Append a message (any dict) to the topic and return its offset. A new topic simply begins."""
        # TODO: write your answer here
        return None

    def subscribe(self, topic: str, group: str) -> None:
        """Let a group read a topic, from offset 0 on, so that it also gets what was published before it came.

        The topic may have no messages yet. Subscribing a group again changes nothing.
        """
        # TODO: write your answer here
        return None

    def poll(self, topic: str, group: str) -> tuple[int, dict] | None:
        """The (offset, message) with the lowest offset that this group has not acknowledged; None if there is none.

        Polling marks nothing as done. Raises KeyError if the group has not subscribed to this topic.
        """
        # TODO: write your answer here
        return None

    def ack(self, topic: str, group: str, offset: int) -> None:
        """This group is finished with this one message, and with no other. A second ack changes nothing."""
        # TODO: write your answer here
        return None

    def replay(self, topic: str, group: str, offset: int) -> None:
        """This group gets every message from this offset on again, also those it acknowledged.

        Earlier offsets stay as they are, finished or not, and so do other groups and topics.
        """
        # TODO: write your answer here
        return None


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E1.4b", lambda: Broker)
    return


@app.cell(hide_code=True)
def section_1_5():
    mo.md("""
    ## 1.5 Lineage, integrity, invertibility
    """)
    return


@app.cell(hide_code=True)
def e1_5():
    mo.md("""
    ### E1.5 Is it still the same data?

    Prices went through a log transform, a Parquet file and a partner's spreadsheet. Two questions decide whether to
    trust what came back: is the table the same, and can every transform be undone?

    Write two functions. `fingerprint` gives a table a short name that changes with any cell, and that a partner with
    another program can work out too. So what is hashed is agreed on, to the letter:

    | table | fingerprint |
    | --- | --- |
    | card_id c2, c1; price 9.0, 4.5 | `999f…` |
    | the rows or the columns in another order | the same, unless `ordered=True` and the rows moved |
    | card_id c2, c1; price 9.0, 4.51 | another |

    `roundtrip_error` measures what a transform and its supposed inverse lose:
    `roundtrip_error(np.log1p, np.expm1, [4.5, 9.0])` is about `0.0`;
    with `np.exp` as the inverse it is `1.0`: every price is a dollar too high.

    *8 points, about 15 minutes. Section 1.5.*
    """)
    return


@app.function
def fingerprint(df: pd.DataFrame, ordered: bool = False) -> str:
    """A short name for the content of a table, the same on every machine.

    It is the sha256 hex digest of the text that json.dumps, called with nothing else, writes for [names, rows]:

    - names: the names of the columns (text, all different), sorted;
    - rows: for each row the list of its cells, in the order of names. A cell is text, an int in a column of a
      whole-number dtype (int64, Int64), a float in one of floats (9.0 stays 9.0), and None where it is missing;
    - the rows stand in their order if `ordered`; else they are sorted by the text json.dumps writes for each.

    Any table of numbers and text may come, also without rows. Its index does not count. It stays as it is.

    Example:
        fingerprint(pd.DataFrame({"price": [9.0, 4.5], "card_id": ["c2", "c1"]})) hashes
        [["card_id", "price"], [["c1", 4.5], ["c2", 9.0]]] and is
        "999f6141f6a9792d17daa4ddc68d92b2a20f790628ca5dcdfc970efe48c5f9d4"
    """
    # TODO: write your answer here
    return None


@app.function
def roundtrip_error(transform, inverse, values) -> float:
    """The most that a price changes, in dollars, when it is transformed and transformed back.

    Args:
        transform: a NumPy function of all prices at once that returns as many numbers, such as np.log1p.
        inverse: the NumPy function that should undo it, such as np.expm1.
        values: prices in USD, a list or an array of floats. It stays as it is.

    Returns:
        The largest absolute difference between a price and what comes back for it, not rounded; 0.0 for no prices.
        A price that comes back as NaN or infinite is lost: then the answer is infinite (math.inf). What it was in
        between does not matter. A price that is missing (NaN) to begin with is left out before anything is done.
    """
    # TODO: write your answer here
    return None


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E1.5", lambda: (fingerprint, roundtrip_error))
    return


@app.cell(hide_code=True)
def e1_5b():
    mo.md("""
    ### E1.5b Which models did the bad file poison?

    A partner writes: "our May file was wrong". Somebody must say within minutes which tables, features and models
    were built from it. Write `Lineage`: every step of the pipeline records what it read and wrote, and each thing
    written gets an id made from what went into it. With code_hash `"v1"` throughout:

    | step | inputs | outputs | returns |
    | --- | --- | --- | --- |
    | clean | the raw file's fingerprint, `"raw-may"` | `["clean.parquet"]` | one id: `["9f6c…"]` |
    | features | `["9f6c…"]` | `["features.parquet", "report.html"]` | two ids: `["09ea…", "e27c…"]` |
    | train | `["09ea…"]` | `["model.bin"]` | `["9b00…"]` |

    Then `impact("raw-may")` is the set of all four ids, and `impact("09ea…")` is `{"9b00…"}`.

    *8 points, about 12 minutes. Section 1.5.*
    """)
    return


@app.class_definition
class Lineage:
    """What was built from what, with content-addressed ids.

    A node is anything a step reads or writes. Its id is text: the one `record` returned for it, or, for what comes
    from outside, the fingerprint it arrived with.
    """

    def __init__(self) -> None:
        # TODO: write your answer here
        return None

    def record(self, step: str, inputs: list[str], outputs: list[str], code_hash: str) -> list[str]:
        """Note that a step read `inputs` (ids, maybe none) and wrote `outputs` (names); return a list of their ids, in order.

        The id of an output is the sha256 hex digest of the text that json.dumps, called with nothing else, writes for
        [step, code_hash, inputs, output]. So the same run has the same ids tomorrow and on a colleague's machine.
        Steps may be recorded in any order, and again, which changes nothing. The lists stay as they are.

        Example:
            record("clean", ["raw-may"], ["clean.parquet"], "v1") returns
            ["9f6c6ce3b3529041eb57219530b6474940f4dda883f77666c4efdec138b2d817"]
        """
        # TODO: write your answer here
        return None

    def impact(self, node: str) -> set[str]:
        """The ids of everything recorded that was built from this node, directly or through other nodes.

        The node itself is not in the set. A node that nothing was built from, or that is unknown, gives an empty set.
        """
        # TODO: write your answer here
        return None


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E1.5b", lambda: Lineage)
    return


@app.cell(hide_code=True)
def section_1_6():
    mo.md("""
    ## 1.6 Labels
    """)
    return


@app.cell(hide_code=True)
def e1_6():
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

    *8 points, about 8 minutes. Section 1.6.*
    """)
    return


@app.function
def make_labels(listings: pd.DataFrame, cutoff: str) -> pd.DataFrame:
    """One row a listing with what the card sold for, as far as it is known at the end of the cutoff day.

    Args:
        listings: columns listing_id, card_id, listed_at, asking_price, currency ("USD" or "EUR"), sold_at,
            sold_price, returned (bool), bundle_id, relist_of. Days are datetime64 without a time of day. sold_at and
            sold_price are missing where a card was not sold, bundle_id where it is in no bundle, relist_of where a
            listing is the first of its card. Prices are floats in the listing's currency. It stays as it is.
        cutoff: the last day we may know about, ISO text such as "2025-06-30". The day itself counts.

    Returns:
        A table with the columns listing_id, card_id, label (float, USD, not rounded) and censored (bool), in any
        row order; without rows where nothing was listed by the cutoff.

    Which rows: one for each listing_id listed by the cutoff (a feed may repeat a row), but none for a listing that
    was put up again by the cutoff: one that another, listed by then, names in relist_of.

    Which label: the sold_price, at 1 USD = 0.92 EUR, if the card was sold by the cutoff, was not returned and is in no
    bundle, whose price is that of the whole lot. Otherwise NaN, and censored is True.
    """
    # TODO: write your answer here
    return None


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E1.6", lambda: make_labels)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## Checkpoint of the module
    """)
    return


@app.cell(hide_code=True)
def e1_7():
    mo.md("""
    ### E1.7 Checkpoint: one month, clean and accounted for

    This is the module in one function. Every month the shop's raw sales become one Parquet file that the next
    modules train on, and a manifest that says what happened to every single row.

    | raw sold_at | channel | price | currency | hp | rarity | becomes |
    | --- | --- | --- | --- | --- | --- | --- |
    | `2025-04-03` | web | `4.50` | USD | `60` | `Common` | 4.50 USD, hp 60.0, common |
    | `05/04/2025` | partner | `1250` | USD | `120 HP` | `ULTRA-RARE` | 12.50 USD, hp 120.0, ultrarare |
    | `---` | app | `3.00` | USD | `70` | `common ` | quarantined: bad_date |

    `build_clean` returns the bytes of the Parquet file and the manifest
    `{"month": "2025-04", "rows_in": 3, "rows_clean": 2, "rows_quarantined": 1, "reasons": {"bad_date": 1}, "sha256": "…"}`.

    *8 points, about 15 minutes. The whole module.*
    """)
    return


@app.function
def build_clean(raw: pd.DataFrame, month: str) -> tuple[bytes, dict]:
    """Clean the raw sales delivered for one month, and account for every row.

    Args:
        raw: a table of text, missing (NaN) where a cell is empty, with sale_id, listed_at, sold_at, channel, seller_id,
            card_id, rarity, hp, price, currency ("USD" or "EUR"), is_test ("0" or "1") and more columns. Only sold_at,
            hp and price may be missing. The index is 0, 1, 2, … It stays as it is.
        month: such as "2025-04".

    A row's reason is the first of these that holds:
        1. "test_order": is_test is "1", or seller_id starts with "test-".
        2. "duplicate": an earlier row, whatever came of it, has its sale_id.
        3. "bad_date": sold_at is "---" or missing. All others are a day, as 2025-04-03 or as 03/04/2025 (day first).
        4. "wrong_month": sold_at is not in this month.
        5. "no_price": price is missing.

    A row without a reason is clean, and written with exactly these columns (what the sale brings is left out, but for
    the label, price_usd):
        - sale_id, listed_at, channel, card_id: as they are.
        - rarity: its letters alone, in lower case: "ULTRA-RARE" and "Ultra Rare " are ultrarare. Where that gives
          holorare, it is rareholo: the same rarity, said the other way round.
        - hp (float): "120" and "120 HP" are 120.0; missing stays missing.
        - price_usd (float, not rounded): in USD at 1 USD = 0.92 EUR. Channel "partner" sends cents for what was sold
          from 2025-03-01 on; all else is in whole units.

    Returns:
        (content, manifest): the clean rows as a Parquet file (bytes), also where there are none; and a dict with month,
        rows_in, rows_clean, rows_quarantined (all others), reasons (a dict of reason -> rows, only those that occur)
        and sha256, the hex digest of content. The same raw gives the same content and manifest whenever it is run.
    """
    # TODO: write your answer here
    return None


@app.cell(hide_code=True, expand_output=True)
def _():
    check("E1.7", lambda: build_clean)
    return


@app.cell(hide_code=True)
def _():
    mo.md(f"""
    ## What you have now

    Parsers that say what they don't know, a contract that reports everything and stops the pipeline, no row lost,
    a stream that agrees with its batch, numbers that can be traced, and labels that don't look ahead. `course check 1`
    prints all verdicts of this notebook in a terminal.

    [Back to the lesson]({links.module_link(1)}) · [Course home]({links.home_link()})
    """)
    return


if __name__ == "__main__":
    app.run()

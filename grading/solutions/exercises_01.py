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
    import statistics
    from collections import defaultdict
    from datetime import date, datetime
    from pathlib import Path

    import marimo as mo
    import numpy as np
    import pandas as pd
    import pandera.pandas as pandera
    import pyarrow as pa
    import pyarrow.dataset as ds
    import pyarrow.parquet as pq

    from course import links
    from grading import check


@app.cell(hide_code=True)
def _():
    mo.md(f"""
    # Module 1 exercises: data engineering

    You build the first stretch of the card shop's road from raw sales to a price model: know the sources, guard the
    door, read only what you need, keep up with a stream, trace every number, and make honest labels. The twelve
    exercises are worth 100 points and take about 3 hours; do them in any order.

    **How the live check works.** Write your answer in the cell under a task and run it (Ctrl+Enter): the panel below
    it shows at once which checks pass, and what was given and expected where one does not. Hints unfold one at a time,
    and a mistake that many people make is explained when it is recognised. Your progress is stored as you go, and further
    checks on other data run when your work is graded.

    [Back to the lesson]({links.module_link(1)}) · [Course home]({links.home_link()})
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 1.1 Know your sources
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E1.1 Parse a price

    Sellers type prices into a free text field, and partners send what their systems print. The shop needs one number
    in dollars, or a clear "there is none". Write `parse_price`.

    | text | result |
    | --- | --- |
    | `"$4.50"` | `4.5` |
    | `"$1,250.00"` | `1250.0` |
    | `"450¢"` | `4.5` |
    | `"---"` | `None` |
    | `"free"` | `ValueError` |

    *6 points, about 10 minutes. Section 1.1.*
    """)
    return


@app.function
def parse_price(text: str | None) -> float | None:
    """The price in US dollars that a text says.

    - Dollars come as "$4.50", as "USD 3" or as a bare number, " 12 ". A comma groups thousands: "$1,250.00" is 1250.0.
    - Cents come with a ¢ after the number: "450¢" is 4.5.
    - Spaces around the text mean nothing.
    - None, an empty text, "---" and "n/a" (in capitals or not) mean that there is no price: return None.
    - Anything else, such as "free" or a price in another currency ("12.00 €", "EUR 12"), raises ValueError.
    """
    ### BEGIN SOLUTION
    text = (text or "").strip()
    if text.lower() in ("", "---", "n/a"):
        return None
    cents = text.endswith("¢")
    number = text.removesuffix("¢") if cents else text.removeprefix("USD").removeprefix("$")
    number = number.strip().replace(",", "")
    if not re.fullmatch(r"\d*\.?\d+", number):  # float() alone would also read "nan" and "1e3"
        raise ValueError(f"not a price in dollars: {text!r}")
    return float(number) / 100 if cents else float(number)
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    check("E1.1", lambda: parse_price)
    return


@app.cell(hide_code=True)
def _():
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

    | source | rows | null_share | duplicate_ids | days_stale | ratio_to_guide | disagree_share |
    | --- | --- | --- | --- | --- | --- | --- |
    | auctions | 3 | 0.333 | 1 | 1 | 105.0 | 1.0 |
    | price_guide | 2 | 0.0 | 0 | 10 | 1.0 | 0.0 |

    What does a ratio of about 100 tell you about this partner?

    *8 points, about 20 minutes. Section 1.1.*
    """)
    return


@app.function
def source_report(frames: dict[str, pd.DataFrame], today: str) -> pd.DataFrame:
    """What each source is worth, one row a source, with the source's name as the index.

    Every frame has at least one row and the columns record_id (text), card_id (text), price (a number, NaN where
    missing) and seen_at (ISO day as text). One of the frames is called "price_guide". `today` is an ISO day.
    The columns of the report:

    - rows: how many rows arrived.
    - null_share: share of the rows without a price, from 0 to 1.
    - duplicate_ids: rows that repeat the record_id of an earlier row of the same source; an id that comes three
      times adds 2.
    - days_stale: whole days from the newest seen_at of the source to today.
    - ratio_to_guide: median, over the rows that can be compared, of the row's price divided by the guide's price of
      the same card. A row can be compared when it has a price and the guide has one for its card. The guide's price of a
      card is the median of the guide's prices for it. The guide is compared with itself, too.
    - disagree_share: share of the rows that can be compared whose ratio is below 0.8 or above 1.25.

    Duplicates stay in all counts. Where no row can be compared, the last two are missing (NaN).
    """
    ### BEGIN SOLUTION
    guide = frames["price_guide"].groupby("card_id")["price"].median()
    rows = {}
    for source, frame in frames.items():
        ratio = (frame["price"] / frame["card_id"].map(guide)).dropna()
        newest = pd.to_datetime(frame["seen_at"]).max()
        rows[source] = {
            "rows": len(frame),
            "null_share": frame["price"].isna().mean(),
            "duplicate_ids": frame["record_id"].duplicated().sum(),
            "days_stale": (pd.Timestamp(today) - newest).days,
            "ratio_to_guide": ratio.median(),
            "disagree_share": (~ratio.between(0.8, 1.25)).mean(),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("source")
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    check("E1.1b", lambda: source_report)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### E1.1c When is each column known?

    The shop must price a card the moment it is listed. The export has all columns side by side, but they were not all
    there at that moment. Write `availability`, from the data dictionary:

    | columns | how they come about |
    | --- | --- |
    | card_id, name, species, set_id, set_name, series, set_release_date, number, generation, type, stage, rarity, hp, attack_damage, retreat_cost, attack, defense, speed, illustrator, printings | the card itself |
    | listed_at, channel, seller_id, finish, condition, grade, currency | filled in by the seller with the offer |
    | sale_id, is_test | written by the ordering system when somebody buys |
    | sold_at, price | the day of the deal and what was paid |
    | n_bids, views_total, days_to_sell | final counts, written when the offer ends by the deal |
    | set_price_30d | nightly job: mean price of the set's sales of 30 days, this sale among them |
    | seller_price_index | monthly job: mean price of the seller's sales in the whole file, this one and later ones among them |

    *6 points, about 10 minutes. Section 1.1.*
    """)
    return


@app.function
def availability(columns: list[str]) -> dict[str, str]:
    """When the value of each column, as the export has it, is first known.

    Returns a dict with one entry for each column asked for:

    - "listing": known when the card is put up for sale.
    - "sale": known when somebody buys it.
    - "after": computed by a job later, from the sale and others.

    Example: availability(["hp", "sold_at"]) is {"hp": "listing", "sold_at": "sale"}. A column that is not in the
    data dictionary raises KeyError.
    """
    ### BEGIN SOLUTION
    moments = {
        "listing": """
            card_id name species set_id set_name series set_release_date number generation type stage rarity hp
            attack_damage retreat_cost attack defense speed illustrator printings
            listed_at channel seller_id finish condition grade currency
        """,
        "sale": "sale_id is_test sold_at price n_bids views_total days_to_sell",
        "after": "set_price_30d seller_price_index",
    }
    known = {column: moment for moment, names in moments.items() for column in names.split()}
    return {column: known[column] for column in columns}
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    check("E1.1c", lambda: availability)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 1.2 Ingestion and contracts in CI
    """)
    return


@app.cell(hide_code=True)
def _():
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

    *12 points, about 25 minutes. Section 1.2.*
    """)
    return


@app.function
def validate(batch: pd.DataFrame) -> pd.DataFrame:
    """All problems of a batch, found in one run; the batch itself is not changed.

    The batch has the rows 0, 1, 2, … and its cells are as they arrived. The contract, column by column:

    - card_id: text, never missing.
    - rarity: Common, Uncommon, Rare, Rare Holo, Promo, Ultra Rare, Illustration Rare or Secret Rare, never missing.
    - hp: a number from 10 to 400, or missing. A text such as "120 HP" or "120" is no number.
    - price: a number above 0, or missing. There is no upper limit. A text such as "0.25" is no number.
    - currency: USD or EUR, never missing.
    - sold_at: a day as text in the form 2026-05-03, never missing.

    Further columns are allowed. Returns a table with one row for each bad cell and the columns row (its row number),
    column (its column's name) and problem (a short text of yours), in any order. A column that is missing from the
    batch is one problem in row -1. For a clean batch the table has these three columns and no rows.
    """
    ### BEGIN SOLUTION
    rarities = ["Common", "Uncommon", "Rare", "Rare Holo"]
    rarities += ["Promo", "Ultra Rare", "Illustration Rare", "Secret Rare"]

    def rule(text, test):
        return pandera.Check(test, element_wise=True, error=text)

    def number(value):
        return isinstance(value, int | float)

    schema = pandera.DataFrameSchema(
        {
            "card_id": pandera.Column(None, rule("not text", lambda v: isinstance(v, str))),
            "rarity": pandera.Column(None, rule("not a known rarity", lambda v: v in rarities)),
            "hp": pandera.Column(
                None,
                rule("not a number from 10 to 400", lambda v: number(v) and 10 <= v <= 400),
                nullable=True,
            ),
            "price": pandera.Column(
                None, rule("not a number above 0", lambda v: number(v) and v > 0), nullable=True
            ),
            "currency": pandera.Column(None, rule("not USD or EUR", lambda v: v in ("USD", "EUR"))),
            "sold_at": pandera.Column(
                None, rule("not an ISO day", lambda v: bool(re.fullmatch(r"\d{4}-\d\d-\d\d", str(v))))
            ),
        }
    )
    try:
        schema.validate(batch, lazy=True)
    except pandera.errors.SchemaErrors as error:
        found = error.failure_cases
    else:
        return pd.DataFrame(columns=["row", "column", "problem"])
    no_column = found["check"] == "column_in_dataframe"
    report = pd.DataFrame(
        {
            "row": found["index"].where(~no_column, -1).astype(int),
            "column": found["column"].where(~no_column, found["failure_case"]),
            "problem": found["check"],
        }
    )
    return report.drop_duplicates(["row", "column"]).reset_index(drop=True)
    ### END SOLUTION


@app.function
def gate(batch: pd.DataFrame) -> int:
    """The exit code of the CI step: 0 when the batch is clean, 1 when it has any number of problems."""
    ### BEGIN SOLUTION
    return 1 if len(validate(batch)) else 0
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    check("E1.2", lambda: (validate, gate))
    return


@app.cell(hide_code=True)
def _():
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

    *10 points, about 20 minutes. Section 1.2.*
    """)
    return


@app.function
def ingest(batches: list[pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame, dict]:
    """Sort the rows of all batches into clean and quarantine, and count them.

    There is at least one batch, and all have the same columns: sale_id (text or missing), card_id (text) and price
    (whatever arrived: a number, text or missing). Rows are taken in the order they arrive. The first reason that
    applies sends a row to quarantine:

    1. "no id": sale_id is missing.
    2. "bad price": price is missing, is text (also a text such as "4.50"), or is not above 0.
    3. "duplicate": a row with this sale_id was accepted before, in this batch or an earlier one.

    Returns three things:

    - clean: the accepted rows in the order they arrived, values untouched.
    - quarantine: all other rows, values untouched, with a further column reason; in any order.
    - manifest: a dict with rows_in, rows_clean and rows_quarantined, and sha256: a SHA-256 digest in hexadecimal
      (64 characters) of the content of clean. It is the same for the same clean rows, differs when one of them
      differs, and does not depend on quarantined rows.
    """
    ### BEGIN SOLUTION
    rows = pd.concat(batches, ignore_index=True)
    accepted, reasons = set(), []
    for row in rows.to_dict("records"):
        if pd.isna(row["sale_id"]):
            reasons.append("no id")
        elif not isinstance(row["price"], int | float) or not row["price"] > 0:
            reasons.append("bad price")
        elif row["sale_id"] in accepted:
            reasons.append("duplicate")
        else:
            accepted.add(row["sale_id"])
            reasons.append(None)
    reason = pd.Series(reasons, dtype=object)
    clean = rows[reason.isna()].reset_index(drop=True)
    quarantine = rows.assign(reason=reason)[reason.notna()].reset_index(drop=True)
    manifest = {
        "rows_in": len(rows),
        "rows_clean": len(clean),
        "rows_quarantined": len(quarantine),
        "sha256": hashlib.sha256(clean.to_csv(index=False).encode()).hexdigest(),
    }
    return clean, quarantine, manifest
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    check("E1.2b", lambda: ingest)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 1.3 Storage formats
    """)
    return


@app.cell(hide_code=True)
def _():
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

    *6 points, about 10 minutes. Section 1.3.*
    """)
    return


@app.function
def avg_price_by_rarity(path: str | Path) -> dict[str, float]:
    """The average price (USD) of each rarity, reading only the columns rarity and price.

    `path`, text or a Path, is a Parquet file, or a folder of Parquet files with the same columns that together are
    one table: every sale counts once. Sales without a price are left out; a rarity that has no price at all is
    absent from the result.
    """
    ### BEGIN SOLUTION
    sales = pd.read_parquet(path, columns=["rarity", "price"]).dropna(subset=["price"])
    return sales.groupby("rarity")["price"].mean().to_dict()
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    check("E1.3", lambda: avg_price_by_rarity)
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

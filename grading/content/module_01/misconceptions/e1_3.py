"""Known wrong answers to E1.3, reading two columns."""

from pathlib import Path

import pandas as pd

from grading.engine.declare.misconception import misconception


def _files(path):
    path = Path(path)
    return sorted(path.glob("*.parquet")) if path.is_dir() else [path]


def _sales(files):
    return pd.concat([pd.read_parquet(file, columns=["rarity", "price"]) for file in files])


@misconception(
    "E1.3",
    "reads more than the two columns it needs",
    section="1.3.1",
    explanation="In the damaged files only rarity and price can be read, and your code fails on them: it reads "
    "something else as well, all columns perhaps, or one too many. What you pick afterwards saves "
    "nothing, because the bytes are read and decoded by then. Tell the reader which two columns you "
    "want: in a Parquet file each column lies in a place of its own.",
)
def reads_everything(path):
    sales = pd.concat([pd.read_parquet(file) for file in _files(path)])
    return sales.dropna(subset=["price"]).groupby("rarity")["price"].mean().to_dict()


@misconception(
    "E1.3",
    "averages the averages of the files",
    section="1.3.1",
    explanation="You take the average of each file, and then the average of those. So a month with one sale "
    "weighs as much as a month with thousands: a single $30 Common lifts the average to 12 where "
    "it is 8.40. Put the rows of all files together, or add up sums and counts, and divide once.",
)
def average_of_averages(path):
    means = [_sales([file]).dropna().groupby("rarity")["price"].mean() for file in _files(path)]
    return pd.concat(means).groupby(level=0).mean().to_dict()


@misconception(
    "E1.3",
    "reads only the first file of a folder",
    section="1.3.1",
    explanation="Of a folder you read one file, and the other months are missing without a word. Tables grow "
    "to many files sooner than one expects, one a month or one a machine. The Parquet readers "
    "take a folder as they take a file, and give one table.",
)
def first_file_only(path):
    return _sales(_files(path)[:1]).dropna().groupby("rarity")["price"].mean().to_dict()


@misconception(
    "E1.3",
    "counts a missing price as 0",
    section="1.3.1",
    explanation="You count a sale without a price as one at $0, by filling the gap or by dividing by all rows, so "
    "a Common card at $2 beside one without a price makes $1. Nobody sold it for nothing: the price is "
    "unknown. Leave those rows out of the average.",
)
def missing_as_zero(path):
    return _sales(_files(path)).fillna({"price": 0.0}).groupby("rarity")["price"].mean().to_dict()


@misconception(
    "E1.3",
    "reports rarities that have no price at all",
    section="1.3.1",
    explanation="A rarity whose sales all lack a price is in your dict, with NaN or None. Whoever sums "
    "these numbers gets NaN or an error, and JSON has no way to write NaN. Drop the rows without a "
    "price before you group, and such a rarity is simply absent.",
)
def keeps_nan_groups(path):
    return _sales(_files(path)).groupby("rarity")["price"].mean().to_dict()


@misconception(
    "E1.3",
    "rounds the averages",
    section="1.3.1",
    explanation="You round each average to cents, so $1, $2 and $2 make 1.67 and not 1.6666…. Rounding is for the "
    "eye: whoever multiplies your average by 10,000 cards is then off by dollars. Give back all "
    "digits, and round where it is shown.",
)
def rounds(path):
    sales = _sales(_files(path)).dropna(subset=["price"])
    return sales.groupby("rarity")["price"].mean().round(2).to_dict()


@misconception(
    "E1.3",
    "counts equal rows once",
    section="1.3.1",
    explanation="You drop rows that look alike before you average. With two columns read, any two Commons at $2 "
    "look alike, and so only one of these sales counts. Which row is a copy of which can only be told "
    "by sale_id, and that was settled when the rows were ingested.",
)
def equal_rows_once(path):
    return _sales(_files(path)).dropna().drop_duplicates().groupby("rarity")["price"].mean().to_dict()

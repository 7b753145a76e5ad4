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
    "reads all columns and picks two afterwards",
    section="1.3",
    explanation="Your code reads the whole file and then looks at two columns (or goes through it row by row,"
    " which comes to the same). The bytes are read and decoded by then, and what you pick saves "
    "nothing. Tell the reader which columns you want: in a Parquet file each column lies in a "
    "place of its own.",
)
def reads_everything(path):
    sales = pd.concat([pd.read_parquet(file) for file in _files(path)])
    return sales.dropna(subset=["price"]).groupby("rarity")["price"].mean().to_dict()


@misconception(
    "E1.3",
    "averages the averages of the files",
    section="1.3",
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
    section="1.3",
    explanation="Of a folder you read one file, and the other months are missing without a word. Tables grow "
    "to many files sooner than one expects, one a month or one a machine. The Parquet readers "
    "take a folder as they take a file, and give one table.",
)
def first_file_only(path):
    return _sales(_files(path)[:1]).dropna().groupby("rarity")["price"].mean().to_dict()


@misconception(
    "E1.3",
    "counts a missing price as 0",
    section="1.3",
    explanation="You fill missing prices with 0 before you average, so a Common card at $2 beside one without"
    " a price makes $1. Nobody sold it for nothing: the price is unknown. Leave those rows out of"
    " the average.",
)
def missing_as_zero(path):
    return _sales(_files(path)).fillna({"price": 0.0}).groupby("rarity")["price"].mean().to_dict()


@misconception(
    "E1.3",
    "reports rarities that have no price at all",
    section="1.3",
    explanation="A rarity whose sales all lack a price is in your dict, with NaN. Whoever compares or sums "
    "these numbers gets NaN everywhere, and JSON can't even write it. Drop the rows without a "
    "price before you group, and such a rarity is simply absent.",
)
def keeps_nan_groups(path):
    return _sales(_files(path)).groupby("rarity")["price"].mean().to_dict()

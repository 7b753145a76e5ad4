"""Wrong answers to E1.3, reading two columns."""

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq


def _files(path):
    path = Path(path)
    return sorted(path.glob("*.parquet")) if path.is_dir() else [path]


def _read(path, columns=("rarity", "price")):
    return pd.concat([pq.read_table(file, columns=list(columns)).to_pandas() for file in _files(path)])


def _averages(sales):
    return sales.dropna(subset=["price"]).groupby("rarity", observed=True)["price"].mean().to_dict()


def reads_three_columns(path):
    """Reading only the columns rarity and price, and not sale_id."""
    return _averages(_read(path, ["sale_id", "rarity", "price"])[["rarity", "price"]])


def reads_all_columns(path):
    """Reading only the columns rarity and price."""
    return _averages(pd.concat([pd.read_parquet(file) for file in _files(path)]))


def reads_all_columns_of_a_folder(path):
    """Reading only the columns rarity and price, also of a folder."""
    return _averages(pd.read_parquet(path) if Path(path).is_dir() else _read(path))


def reads_all_columns_of_a_file(path):
    """Reading only the columns rarity and price, also of a file."""
    return _averages(_read(path) if Path(path).is_dir() else pd.read_parquet(path))


def counts_equal_rows_once(path):
    """Every row counts once, also where two look alike."""
    return _averages(_read(path).drop_duplicates())


def leaves_out_zero(path):
    """0 is a price."""
    sales = _read(path)
    return _averages(sales[sales["price"] > 0])


def leaves_out_rarities_at_zero(path):
    """0 is a price, also as an average."""
    return {rarity: price for rarity, price in _averages(_read(path)).items() if price}


def counts_a_missing_price_as_zero(path):
    """Rows without a price are left out."""
    return _averages(_read(path).fillna({"price": 0.0}))


def rounds_to_cents(path):
    """The average price, not rounded."""
    return {rarity: round(price, 2) for rarity, price in _averages(_read(path)).items()}


def rounds_to_a_hundredth_of_a_cent(path):
    """The average price, not rounded, not even to four digits."""
    return {rarity: round(price, 4) for rarity, price in _averages(_read(path)).items()}


def rounds_to_dollars(path):
    """The average price, not rounded."""
    return {rarity: float(round(price)) for rarity, price in _averages(_read(path)).items()}


def keeps_rarities_without_a_price(path):
    """A rarity that has no price at all is absent."""
    return _read(path).groupby("rarity", observed=True)["price"].mean().to_dict()


def calls_rarities_without_a_price_zero(path):
    """A rarity that has no price at all is absent."""
    return _read(path).groupby("rarity", observed=True)["price"].mean().fillna(0.0).to_dict()


def gives_none_for_nothing(path):
    """The result may be empty."""
    return _averages(_read(path)) or None


def fails_for_nothing(path):
    """The result may be empty."""
    found = _averages(_read(path))
    max(found.values())
    return found


def takes_the_median(path):
    """The average price: the mean."""
    return _read(path).dropna().groupby("rarity", observed=True)["price"].median().to_dict()


def takes_the_sum(path):
    """The average price."""
    return _read(path).dropna().groupby("rarity", observed=True)["price"].sum().to_dict()


def divides_by_all_rows(path):
    """Rows without a price are left out, also of the count."""
    groups = _read(path).groupby("rarity", observed=True)["price"]
    return (groups.sum() / groups.size())[groups.count() > 0].to_dict()


def averages_averages(path):
    """Files together are one table: every row counts once."""
    means = [pd.Series(_averages(_read(file)), dtype=float) for file in _files(path)]
    return pd.concat(means).groupby(level=0).mean().to_dict()


def reads_the_first_file(path):
    """A folder of Parquet files, all of them."""
    return _averages(_read(_files(path)[0]))


def reads_the_last_file(path):
    """A folder of Parquet files, all of them."""
    return _averages(_read(_files(path)[-1]))


def lets_the_last_file_win(path):
    """Files together are one table."""
    found = {}
    for file in _files(path):
        found |= _averages(_read(file))
    return found


def counts_each_file_once_a_price(path):
    """Every row counts once, also where another file has one that looks alike."""
    return _averages(pd.concat([_read(file).drop_duplicates() for file in _files(path)]))


def takes_no_text(path):
    """The path is text or a Path."""
    return _averages(_read(path)) if not isinstance(path, str) else {}


def takes_no_folder(path):
    """The path is a file, or a folder."""
    if Path(path).is_dir():
        raise IsADirectoryError(path)
    return _averages(_read(path))


def makes_capitals(path):
    """The rarities as they are."""
    return {rarity.lower(): price for rarity, price in _averages(_read(path)).items()}


def gives_a_list(path):
    """A dict, rarity -> average."""
    return list(_averages(_read(path)).items())

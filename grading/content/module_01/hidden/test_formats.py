"""Hidden checks of section 1.3: storage formats."""

import pyarrow as pa
import pyarrow.parquet as pq

from course.market.rarities import RARITIES
from grading.content.hidden_data import amounts, ids, mixed, pick
from grading.content.module_01.exercises import E1_3
from grading.content.module_01.public.helpers import read_averages, write_parquet

_RARITIES = [name for name in RARITIES if name != "Illustration Rare"]


def _sales(rng, count, order=None, **changes):
    """Sales as columns, in a given order or one of chance; `changes` replaces whole columns."""
    columns = {
        "sale_id": ids(rng, count, "s"),
        "rarity": pick(rng, _RARITIES, count),
        "finish": pick(rng, ["holo", "reverse", "normal"], count),
        "list_price": amounts(rng, count),
        "price": amounts(rng, count),
        "hp": (rng.integers(3, 30, count) * 10.0).tolist(),
    } | changes
    return {name: columns[name] for name in order or mixed(rng, list(columns))}


def _with_gaps(rng, prices, count):
    """The prices, so many of them missing."""
    gaps = mixed(rng, range(len(prices)))[:count]
    return [None if place in gaps else price for place, price in enumerate(prices)]


def _averages(*tables):
    """Mean of the prices that there are, by rarity."""
    prices = {}
    for table in tables:
        for rarity, price in zip(table["rarity"], table["price"], strict=True):
            if price is not None:
                prices.setdefault(rarity, []).append(price)
    return {rarity: sum(paid) / len(paid) for rarity, paid in prices.items()}


@E1_3.hidden
def test_another_file(answer, check, tmp_path, rng):
    """Another file"""
    pairs = [
        (rarity, price + half) for rarity in _RARITIES for price in amounts(rng, 1) for half in (0.0, 0.5)
    ]
    pairs = mixed(rng, pairs)
    sales = _sales(rng, 14, rarity=[one for one, _ in pairs], price=[price for _, price in pairs])
    check.close(answer(write_parquet(tmp_path / "other.parquet", sales)), _averages(sales), "a file")


@E1_3.hidden
def test_files_of_very_different_sizes(answer, check, tmp_path, rng):
    """A folder of files of very different sizes, with gaps in the prices"""
    big = _sales(rng, 40, price=_with_gaps(rng, amounts(rng, 40), 9))
    small = _sales(rng, 1, order=list(big))
    rarities = ["Illustration Rare", *pick(rng, _RARITIES, 7)]  # the first has no price anywhere
    gaps = _sales(rng, 8, order=list(big), rarity=rarities, price=[None] * 8)
    for name, table in zip(mixed(rng, ["a", "b", "c"]), (big, small, gaps), strict=True):
        write_parquet(tmp_path / "all" / f"part-{name}.parquet", table)
    check.close(answer(str(tmp_path / "all")), _averages(big, small, gaps), "every sale counts once")


@E1_3.hidden
def test_coded_rarities(answer, check, tmp_path, rng):
    """A file with equal prices and prices of nothing, its rarities coded, and one written in several parts"""
    free, twice, *further = mixed(rng, [name for name in _RARITIES if name != "Promo"])[:5]
    price, other = amounts(rng, 2, 0.1, 0.5)
    pairs = [
        (free, 0.0),
        (free, 0.0),
        (twice, price),
        (twice, price),
        (twice, price + 0.01),
    ]  # a third of a cent
    pairs += [(further[0], 0.0), (further[0], other), ("Promo", None), ("Promo", None)]
    pairs += list(zip(pick(rng, further, 15), amounts(rng, 15), strict=True))
    pairs = mixed(rng, pairs)
    sales = _sales(rng, 24, rarity=[one for one, _ in pairs], price=[price for _, price in pairs])
    coded = pa.DictionaryArray.from_arrays([_RARITIES.index(one) for one in sales["rarity"]], _RARITIES)
    path = write_parquet(tmp_path / "coded.parquet", sales | {"rarity": coded})  # some never occur
    check.close(answer(path), _averages(sales), "coded")
    pq.write_table(pa.table(sales), tmp_path / "parts.parquet", row_group_size=int(rng.integers(3, 9)))
    check.close(answer(tmp_path / "parts.parquet"), _averages(sales), "in parts")
    gone = _sales(rng, 5, price=[None] * 5)
    check.close(answer(write_parquet(tmp_path / "gone.parquet", gone)), {}, "no price, no average")


@E1_3.hidden
def test_other_damaged_files(answer, check, tmp_path, rng):
    """Other files in which only two columns can be read"""
    first = _sales(rng, 12)
    last = _sales(rng, 5, order=list(first))
    write_parquet(tmp_path / "year" / "1.parquet", first, damaged=True)
    write_parquet(tmp_path / "year" / "2.parquet", last, damaged=True)
    check.close(read_averages(answer, tmp_path / "year"), _averages(first, last), "two columns are enough")
    path = write_parquet(tmp_path / "one.parquet", first, damaged=True)
    check.close(read_averages(answer, path), _averages(first), "of one file as well")

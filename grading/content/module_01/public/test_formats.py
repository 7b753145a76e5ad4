"""Public checks of section 1.3: storage formats."""

from grading.content.module_01.exercises import E1_3
from grading.content.module_01.public.helpers import read_averages, write_parquet


def _sales(**changes):
    """Four sales as columns; `changes` replaces whole columns."""
    return {
        "sale_id": ["s1", "s2", "s3", "s4"],
        "name": ["Pikachu", "Charizard", "Pikachu", "Snorlax"],
        "rarity": ["Common", "Rare Holo", "Common", "Rare"],
        "hp": [60.0, 120.0, 60.0, 140.0],
        "price": [1.0, 300.0, 2.0, 8.0],
        "views_total": [10, 900, 12, 40],
        **changes,
    }


def _more_sales(*prices):
    """The first of the sales again, at these prices."""
    return {name: values[: len(prices)] for name, values in _sales().items()} | {"price": list(prices)}


@E1_3
def test_averages_of_a_file(answer, check, tmp_path):
    """The averages of a file are right"""
    check.close(
        answer(write_parquet(tmp_path / "sales.parquet", _sales())),
        {"Common": 1.5, "Rare Holo": 300.0, "Rare": 8.0},
        "the average price of each rarity that was sold",
        given_as="one file of 4 sales",
    )


@E1_3
def test_missing_prices_are_left_out(answer, check, tmp_path):
    """Missing prices are left out"""
    check.close(
        answer(write_parquet(tmp_path / "sales.parquet", _sales(price=[None, 300.0, 2.0, None]))),
        {"Common": 2.0, "Rare Holo": 300.0},
        "a missing price is no price of 0, and a rarity without any price has no average to report",
        given_as="one file of 4 sales, 2 of them without a price",
    )
    check.close(
        answer(write_parquet(tmp_path / "none.parquet", _sales(price=[None] * 4))),
        {},
        "where no sale has a price, there is no average to report",
        given_as="one file of 4 sales, all without a price",
    )


@E1_3
def test_every_row_counts(answer, check, tmp_path):
    """Every row counts, and nothing is rounded"""
    sales = _sales(rarity=["Common", "Rare Holo", "Common", "Common"], price=[1.0, 300.0, 2.0, 2.0])
    check.close(
        answer(write_parquet(tmp_path / "sales.parquet", sales)),
        {"Common": 5 / 3, "Rare Holo": 300.0},
        "two Commons went for $2, and both are sales; and whoever adds up averages wants all their digits",
        given_as="one file of 4 sales, the Commons at $1, $2 and $2",
    )


@E1_3
def test_a_price_of_zero_counts(answer, check, tmp_path):
    """0 is a price"""
    check.close(
        answer(write_parquet(tmp_path / "sales.parquet", _sales(price=[0.0, 300.0, 1.0, 0.0]))),
        {"Common": 0.5, "Rare Holo": 300.0, "Rare": 0.0},
        "a card that was given away was sold for 0: that is known, and not missing",
        given_as="one file of 4 sales, a Common and the Rare at $0",
    )


@E1_3(weight=2)
def test_reads_two_columns_of_a_file(answer, check, tmp_path):
    """Only two columns of a file are read"""
    check.close(
        read_averages(answer, write_parquet(tmp_path / "sales.parquet", _sales(), damaged=True)),
        {"Common": 1.5, "Rare Holo": 300.0, "Rare": 8.0},
        "all columns but rarity and price are damaged in this file: who reads just the two never notices. On the "
        "shop's real files the columns you don't need are most of the bytes",
        given_as="a file in which only rarity and price can be read",
    )


@E1_3
def test_a_folder_is_one_table(answer, check, tmp_path):
    """A folder of files is one table"""
    write_parquet(tmp_path / "sales" / "2026-05.parquet", _sales())
    write_parquet(tmp_path / "sales" / "2026-06.parquet", _more_sales(6.0, 100.0, 3.0))
    check.close(
        answer(tmp_path / "sales"),
        {"Common": 3.0, "Rare Holo": 200.0, "Rare": 8.0},
        "every sale counts once, whichever file it is in",
        given_as="a folder of two months, both with 2 Common sales",
    )
    write_parquet(tmp_path / "sales" / "2026-07.parquet", _more_sales(30.0))
    check.close(
        answer(str(tmp_path / "sales")),
        {"Common": 8.4, "Rare Holo": 200.0, "Rare": 8.0},
        "a month with one sale weighs as much as one sale, not as much as a whole month",
        given_as="the folder with a third month of a single $30 Common, its path given as text",
    )


@E1_3
def test_reads_two_columns_of_a_folder(answer, check, tmp_path):
    """Only two columns of a folder are read"""
    write_parquet(tmp_path / "sales" / "2026-05.parquet", _sales(), damaged=True)
    write_parquet(tmp_path / "sales" / "2026-06.parquet", _more_sales(6.0, 100.0, None), damaged=True)
    check.close(
        read_averages(answer, tmp_path / "sales"),
        {"Common": 3.0, "Rare Holo": 200.0, "Rare": 8.0},
        "the same for every file of a folder: ask for two columns and the rest stays on the disk",
        given_as="a folder of files in which only rarity and price can be read",
    )

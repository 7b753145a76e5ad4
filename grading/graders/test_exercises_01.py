"""Public checks of module 1, sections 1.1 to 1.3."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from grading.exercise import exercise

E1_1 = exercise(
    "E1.1",
    title="Parse a price",
    points=6,
    answer="parse_price",
    section="1.1",
    hints=(
        "Three things can come in: a price, a way of saying that there is none, and a text nobody can read. "
        "Give each its own ending: a number, None, an error.",
        "Deal with missing first, on the stripped text. Then take off what marks the unit and remember whether "
        "it was cents. What is left must be a number with commas, and nothing else.",
        "Strip; if that is empty, '---' or 'n/a' (lower it first), return None. If it ends with ¢, drop the sign "
        "and divide by 100 at the end. Else drop a leading $ or USD. Remove the commas. If what is left is digits "
        "with at most one point among them (re.fullmatch can tell), float() makes the number; if not, raise "
        "ValueError.",
    ),
)


@E1_1
def test_reads_dollars(answer, check):
    """Dollars are read with and without a sign"""
    why = "the same dollars come with $, with USD or bare, depending on the form the seller filled in"
    check.equal(answer("$4.50"), 4.5, why)
    check.equal(answer("USD 3"), 3.0, why)
    check.equal(answer(" 12 "), 12.0, "spaces around a price mean nothing, and people type them all the time")


@E1_1
def test_comma_groups_thousands(answer, check):
    """A comma groups thousands"""
    why = (
        "a comma groups thousands, it is not a decimal point: misread, a chase card is sold for small change"
    )
    check.equal(answer("$1,250.00"), 1250.0, why)
    check.equal(answer("USD 2,400"), 2400.0, why)


@E1_1
def test_cents_become_dollars(answer, check):
    """Cents become dollars"""
    why = "the ¢ sign says that the number is in cents: read as dollars, the price is 100 times too high"
    check.close(answer("450¢"), 4.5, why)
    check.close(answer("99¢"), 0.99, why)


@E1_1
def test_no_price_is_none(answer, check):
    """No price is None, not a number"""
    why = "a missing price is not a price of 0: zeros pull every average down and look like real bargains"
    given = [answer(text) for text in ("", "   ", "---", "n/a", "N/A", None)]
    check.equal(
        [*given, answer("$5.00")],
        [None] * 6 + [5.0],
        why,
        given_as="'', '   ', '---', 'n/a', 'N/A', None, '$5.00'",
    )


@E1_1
def test_unreadable_text_raises(answer, check):
    """A text that is no price raises ValueError"""
    why = "what nobody can read must stop loudly: returned as missing, a broken feed looks like a quiet day"
    for text in ("free", "make an offer"):
        with check.raises(ValueError, why, given_as=f"parse_price({text!r})"):
            answer(text)


@E1_1
def test_another_currency_raises(answer, check):
    """Another currency is not dollars"""
    why = "euros are no dollars: dropping the sign makes a price that is wrong by the exchange rate"
    for text in ("12.00 €", "EUR 12"):
        with check.raises(ValueError, why, given_as=f"parse_price({text!r})"):
            answer(text)


E1_1B = exercise(
    "E1.1b",
    title="A report on four sources",
    points=8,
    answer="source_report",
    section="1.1",
    hints=(
        "Write the report for one source first, as a dict of six numbers. The table is a loop over the sources.",
        "For the last two columns you need one guide price for each card: a Series with card_id as its index. "
        "With it, map() turns the card_id column of any source into guide prices, row by row.",
        "ratio = price / card_id.map(guide), without the missing ones. Its median is ratio_to_guide; the mean of "
        "'below 0.8 or above 1.25' is disagree_share. For the others: len, isna().mean(), duplicated().sum(), "
        "and today minus the maximum of pd.to_datetime(seen_at), in days.",
    ),
)

_TODAY = "2026-06-30"


def _source(rows):
    return pd.DataFrame(rows, columns=["record_id", "card_id", "price", "seen_at"])


def _guide():
    return _source(
        [
            ("g1", "c1", 1.0, "2026-06-01"),
            ("g2", "c2", 2.0, "2026-06-01"),
            ("g3", "c3", 10.0, "2026-05-12"),
            ("g4", "c4", 40.0, "2026-06-01"),
        ]
    )


def _listings():
    """Typed by users: one price missing, one id twice, and one price of the fantastic kind."""
    return _source(
        [
            ("l1", "c1", 1.1, "2026-06-29"),
            ("l2", "c2", 2.0, "2026-06-28"),
            ("l3", "c3", None, "2026-04-30"),
            ("l2", "c2", 2.0, "2026-06-28"),
            ("l2", "c2", 2.0, "2026-06-28"),
            ("l4", "c4", 9999.0, "2026-06-27"),
            ("l5", "c3", 9.0, "2026-06-27"),
            ("l6", "c1", 0.5, "2026-06-27"),
        ]
    )


def _auctions():
    """A partner that sends cents, and whose cards come in another order than the guide's."""
    return _source(
        [
            ("a1", "c4", 3900.0, "2026-06-30"),
            ("a2", "c3", 1000.0, "2026-06-30"),
            ("a3", "c1", 105.0, "2026-06-29"),
            ("a4", "c2", 220.0, "2026-06-10"),
        ]
    )


def _frames():
    return {"listings": _listings(), "auctions": _auctions(), "price_guide": _guide()}


def _by_source(report):
    """The report with its index as a column `source`, whatever the index was called."""
    if not isinstance(report, pd.DataFrame) or "source" in report.columns:
        return report
    return report.rename_axis("source").reset_index()


def _expected(**columns):
    return pd.DataFrame({"source": ["listings", "auctions", "price_guide"], **columns})


@E1_1B
def test_counts_rows_and_missing_prices(answer, check):
    """Rows and the share of missing prices are right"""
    check.same_table(
        _by_source(answer(_frames(), _TODAY)),
        _expected(rows=[8, 4, 4], null_share=[1 / 8, 0.0, 0.0]),
        "count what arrived, before anything is cleaned away: null_share is the share of its rows without a price",
    )


@E1_1B
def test_duplicates_count_the_extra_copies(answer, check):
    """duplicate_ids counts the extra copies"""
    check.same_table(
        _by_source(answer(_frames(), _TODAY)),
        _expected(duplicate_ids=[2, 0, 0]),
        "l2 came three times: that is one record and two copies too many, and two sales that never happened",
    )


@E1_1B
def test_staleness_is_of_the_newest_record(answer, check):
    """days_stale looks at the newest record"""
    check.same_table(
        _by_source(answer(_frames(), _TODAY)),
        _expected(days_stale=[1, 0, 29]),
        "a source is as fresh as its newest record: one old record says nothing about whether the feed still runs",
    )


@E1_1B
def test_median_ratio_shows_the_unit(answer, check):
    """ratio_to_guide shows a source in another unit"""
    check.same_table(
        _by_source(answer(_frames(), _TODAY)),
        _expected(ratio_to_guide=[1.0, 102.5, 1.0]),
        "card by card against the guide, a feed in cents stands out at about 100; one wild price must not move it",
        rel=1e-3,
    )


@E1_1B
def test_disagreement_counts_every_comparable_row(answer, check):
    """disagree_share counts the rows that disagree"""
    check.same_table(
        _by_source(answer(_frames(), _TODAY)),
        _expected(disagree_share=[2 / 7, 1.0, 0.0]),
        "rows that disagree are the finding, not dirt: leave them out and every source looks perfect",
    )


@E1_1B
def test_a_source_without_common_cards(answer, check):
    """Without a card in common there is nothing to compare"""
    frames = {"system_log": _source([("s1", "c77", 3.0, "2026-06-20")]), "price_guide": _guide()}
    check.same_table(
        _by_source(answer(frames, _TODAY)),
        pd.DataFrame(
            {
                "source": ["system_log", "price_guide"],
                "rows": [1, 4],
                "days_stale": [10, 29],
                "ratio_to_guide": [None, 1.0],
                "disagree_share": [None, 0.0],
            }
        ),
        "no card of the log is in the guide: that is unknown (missing), and neither agreement nor disagreement",
    )


E1_1C = exercise(
    "E1.1c",
    title="When is each column known?",
    points=6,
    answer="availability",
    section="1.1",
    hints=(
        "Stand at the counter the moment a seller puts a card up. For each column ask: could I read this value "
        "on the screen now?",
        "Write down the exceptions: what needs the sale to have happened, and what a job computes over sales "
        "afterwards. All other columns of the dictionary are known at the listing.",
        "Two sets of names for 'sale' and 'after', one for 'listing', and a loop over the columns asked for. "
        "A name in none of the three sets raises KeyError: don't let a default answer for it.",
    ),
)


@E1_1C
def test_card_and_offer_are_known_at_listing(answer, check):
    """The card and the offer are known at the listing"""
    columns = [
        "listed_at",
        "card_id",
        "rarity",
        "hp",
        "illustrator",
        "condition",
        "grade",
        "finish",
        "seller_id",
    ]
    check.equal(
        answer(columns),
        dict.fromkeys(columns, "listing"),
        "these stand on the card or in the offer: a model that may not use them gives its best features away",
    )


@E1_1C
def test_the_deal_is_known_at_the_sale(answer, check):
    """The deal itself is known at the sale"""
    columns = ["sold_at", "price", "sale_id"]
    check.equal(
        answer(columns),
        dict.fromkeys(columns, "sale"),
        "before somebody buys there is no price paid and no day of sale: price is what we want to predict",
    )


@E1_1C
def test_final_counts_are_known_at_the_sale(answer, check):
    """Final counts are known when the offer ends"""
    columns = ["n_bids", "views_total", "days_to_sell"]
    check.equal(
        answer(columns),
        dict.fromkeys(columns, "sale"),
        "the file holds the final count: on the first day of an offer it is zero, whatever the card is worth",
    )


@E1_1C
def test_computed_columns_come_after(answer, check):
    """Columns computed from sales come after the sale"""
    columns = ["set_price_30d", "seller_price_index"]
    check.equal(
        answer(columns),
        dict.fromkeys(columns, "after"),
        "both averages hold the very price we want to predict: a model that reads them is brilliant until it is live",
    )


@E1_1C
def test_answers_what_was_asked(answer, check):
    """Only the columns asked for are answered"""
    check.equal(
        [answer(["hp", "sold_at"]), answer([])],
        [{"hp": "listing", "sold_at": "sale"}, {}],
        "one entry for each column asked for, so that the result can be compared with a table's own columns",
        given_as='availability(["hp", "sold_at"]) and availability([])',
    )


@E1_1C
def test_an_unknown_column_raises(answer, check):
    """A column the dictionary doesn't have raises KeyError"""
    why = "a new column is a question for whoever fills it: a friendly default is how leaks get into a model"
    with check.raises(KeyError, why, given_as='availability(["hp", "buyer_rating"])'):
        answer(["hp", "buyer_rating"])


E1_2 = exercise(
    "E1.2",
    title="A contract for a batch, and a gate in CI",
    points=12,
    answer="validate",
    also=("gate",),
    section="1.2",
    hints=(
        "A contract is what may be in a column, not what happened to be in it last month. Write one line of "
        "rules for each column before you write code.",
        "One pandera.DataFrameSchema with a pandera.Column for each rule; nullable=True where a cell may be missing; "
        "pandera.Check(function, element_wise=True) for a rule about one cell. schema.validate(batch, lazy=True) "
        "raises pandera.errors.SchemaErrors, and the error's failure_cases is a table of everything it found.",
        "In failure_cases, index is the row, column the column and check what failed. For a missing column check is "
        "'column_in_dataframe', its name is in failure_case, and the row becomes -1. Build the three columns from "
        "that, drop doubles of the same cell, and return an empty table with them when nothing was raised. "
        "gate only asks whether that table is empty.",
    ),
)


def _batch(**changes):
    """Three good rows; `changes` replaces whole columns."""
    good = {
        "card_id": ["base1-4", "base1-58", "swsh7-215"],
        "rarity": ["Rare Holo", "Common", "Secret Rare"],
        "hp": [120.0, 40.0, 310.0],
        "price": [310.0, 0.25, 95.0],
        "currency": ["USD", "USD", "EUR"],
        "sold_at": ["2026-05-02", "2026-05-03", "2026-05-03"],
    }
    return pd.DataFrame({**good, **changes})


def _problems(*cells):
    return pd.DataFrame(cells, columns=["row", "column"])


@E1_2
def test_a_clean_batch_has_no_problems(answer, check):
    """A clean batch has no problems"""
    check.same_table(
        answer(_batch()),
        pd.DataFrame(columns=["row", "column", "problem"]),
        "nothing is wrong here: a false alarm every night teaches everybody to ignore the true one",
    )


@E1_2(weight=2)
def test_all_problems_in_one_run(answer, check):
    """All problems are found in one run"""
    batch = _batch(
        rarity=["Rare Holo", "Comon", "Ultra-Rare"],
        hp=[-120.0, 40.0, 310.0],
        currency=["USD", "GBP", "EUR"],
        sold_at=["---", "2026-05-03", "03/05/2026"],
    )
    check.same_table(
        answer(batch),
        _problems((1, "rarity"), (2, "rarity"), (0, "hp"), (1, "currency"), (0, "sold_at"), (2, "sold_at")),
        "six cells are wrong: told one at a time, the partner fixes and resends this batch six nights in a row",
    )


@E1_2
def test_text_is_not_converted(answer, check):
    """Text in place of a number is a problem"""
    check.same_table(
        answer(_batch(hp=["120 HP", 40.0, 310.0], price=[310.0, "0.25", -95.0])),
        _problems((0, "hp"), (1, "price"), (2, "price")),
        "check what arrived, not what you can turn it into: the change of type is the news, and the model gets it raw",
    )


@E1_2
def test_a_dear_card_is_no_mistake(answer, check):
    """A dear card is no mistake"""
    check.same_table(
        answer(_batch(price=[2_400.0, 0.05, 12_500.0], hp=[120.0, 10.0, 400.0])),
        _problems(),
        "a Secret Rare for $2,400 is a real sale, and the one the shop earns most on: rare is not wrong",
    )


@E1_2
def test_a_missing_column_is_one_problem(answer, check):
    """A missing column is one problem, in row -1"""
    check.same_table(
        answer(_batch().drop(columns="currency")),
        _problems((-1, "currency")),
        "a column that is gone belongs to no row: say it once, with its name, and don't crash on it",
    )


@E1_2
def test_where_a_cell_may_be_missing(answer, check):
    """A price may be missing, a card id may not"""
    check.same_table(
        answer(
            _batch(card_id=["base1-4", None, "swsh7-215"], price=[None, 0.25, 95.0], hp=[120.0, 40.0, None])
        ),
        _problems((1, "card_id")),
        "an unpriced sale is allowed by the contract, a sale of nobody knows what is not",
    )


@E1_2
def test_gate_stops_the_pipeline(submission, check):
    """gate gives CI 0 or 1"""
    check.equal(submission.gate(_batch()), 0, "0 lets the pipeline go on: a clean batch must get through")
    check.equal(
        submission.gate(_batch(currency=["GBP", "GBP", "GBP"])),
        1,
        "anything but 0 stops the pipeline, and 1 says that it was us, however many problems there are",
    )


E1_2B = exercise(
    "E1.2b",
    title="Ingest without losing a row",
    points=10,
    answer="ingest",
    section="1.2",
    hints=(
        "Every row that comes in goes out through exactly one of two doors. Which of the two, and why, can be decided "
        "for one row at a time, in the order they arrive.",
        "Keep the set of sale ids you have accepted. For each row: no id? then price, then: accepted before? The "
        "first that applies is its reason; a row without a reason goes to clean and its id into the set.",
        "pd.concat(batches, ignore_index=True) gives rows_in. Make a list of reasons by looping over "
        "to_dict('records'), None for a good row; split the table by it. Hash the bytes of clean.to_csv(index=False) "
        "with hashlib.sha256 and take its hexdigest.",
    ),
)


def _delivery(rows):
    columns = ["sale_id", "card_id", "price"]
    return pd.DataFrame({c: [row[i] for row in rows] for i, c in enumerate(columns)}, columns=columns)


def _monday():
    return _delivery([("s1", "c1", 4.5), ("s2", "c2", None), ("s3", "c3", 12.0), (None, "c4", 3.0)])


def _tuesday():
    return _delivery([("s3", "c3", 12.0), ("s2", "c2", 8.0), ("s4", "c1", "4.50"), ("s5", "c5", -1.0)])


def _parts(result):
    """clean, quarantine and manifest, or three times None when the answer is not that."""
    return result if isinstance(result, tuple | list) and len(result) == 3 else (None, None, None)


@E1_2B
def test_no_row_is_lost(answer, check):
    """No row is lost"""
    clean, quarantine, manifest = _parts(answer([_monday(), _tuesday()]))
    why = "8 rows came in: each is in clean or in quarantine, and the manifest counts them, so that an auditor can too"
    counts = {key: (manifest or {}).get(key) for key in ("rows_in", "rows_clean", "rows_quarantined")}
    check.equal(counts, {"rows_in": 8, "rows_clean": 3, "rows_quarantined": 5}, why)
    sizes = [None if table is None else len(table) for table in (clean, quarantine)]
    check.equal(sizes, [3, 5], why, given_as="rows of clean and of quarantine")


@E1_2B
def test_quarantine_says_why(answer, check):
    """Every quarantined row says why"""
    _, quarantine, _ = _parts(answer([_monday()]))
    check.same_table(
        quarantine,
        pd.DataFrame({"card_id": ["c2", "c4"], "reason": ["bad price", "no id"]}),
        "whoever has to fix a row needs to know what is wrong with it, and the row",
    )


@E1_2B
def test_a_corrected_row_gets_in(answer, check):
    """A corrected row that is sent again gets in"""
    wrong = _delivery([("s2", "c2", None), ("s3", "c3", 12.0)])
    clean, quarantine, _ = _parts(answer([wrong, _delivery([("s2", "c2", 8.0)])]))
    why = (
        "s2 was refused on Monday and corrected on Tuesday: its id was never accepted, so it is no duplicate"
    )
    check.same_table(clean, pd.DataFrame({"sale_id": ["s3", "s2"], "price": [12.0, 8.0]}), why, order=True)
    check.same_table(quarantine, pd.DataFrame({"sale_id": ["s2"], "reason": ["bad price"]}), why)


@E1_2B
def test_the_same_batch_twice_adds_nothing(answer, check):
    """The same batch twice adds nothing"""
    batch = _delivery([("s1", "c1", 4.5), ("s3", "c3", 12.0)])
    clean, quarantine, _ = _parts(answer([batch, batch]))
    why = "networks resend: a sale counted twice is revenue the shop never had"
    check.same_table(clean, pd.DataFrame({"sale_id": ["s1", "s3"]}), why, order=True)
    check.same_table(
        quarantine, pd.DataFrame({"sale_id": ["s1", "s3"], "reason": ["duplicate", "duplicate"]}), why
    )


@E1_2B
def test_nothing_is_repaired(answer, check):
    """Nothing is repaired on the way in"""
    clean, quarantine, _ = _parts(answer([_delivery([("s4", "c1", "4.50"), ("s6", "c2", 7.0)])]))
    why = 'the text "4.50" may be dollars, euros or a change of format: keep it as it came and let somebody look'
    check.same_table(clean, pd.DataFrame({"sale_id": ["s6"], "price": [7.0]}), why)
    check.same_table(
        quarantine, pd.DataFrame({"sale_id": ["s4"], "price": ["4.50"], "reason": ["bad price"]}), why
    )


def _digest(answer, rows):
    return (_parts(answer([_delivery(rows)]))[2] or {}).get("sha256")


@E1_2B
def test_the_digest_is_of_the_clean_rows(answer, check):
    """sha256 changes exactly when the clean rows change"""
    good, refused = ("s1", "c1", 4.5), ("s2", "c2", None)
    first = _digest(answer, [good, refused])
    check.equal(
        [
            isinstance(first, str) and len(first),
            isinstance(first, str) and set(first) <= set("0123456789abcdef"),
        ],
        [64, True],
        "a SHA-256 digest is written as 64 hexadecimal characters: whoever reads the manifest can check it",
        given_as="the length of sha256, and whether it is hexadecimal",
    )
    other_refused, other_good = ("s2", "c2", -3.0), ("s1", "c1", 4.75)
    same = [
        _digest(answer, rows) == first
        for rows in ([good, refused], [good, other_refused], [other_good, refused])
    ]
    check.equal(
        same,
        [True, True, False],
        "the digest names the version a model was trained on: it must follow the clean rows and nothing else",
        given_as="the same digest: for the same rows, with another refused row, with another clean price",
    )


E1_3 = exercise(
    "E1.3",
    title="Two columns are enough",
    points=6,
    answer="avg_price_by_rarity",
    section="1.3",
    hints=(
        "A Parquet file keeps each column in a place of its own. Which two do you need? The reader can be told.",
        "pd.read_parquet, pyarrow.parquet.read_table and pyarrow.dataset all take columns=[…], and all of them "
        "take a folder as well as a file.",
        "Read rarity and price, drop the rows without a price, group by rarity, take the mean of price over the "
        "rows of all files together, and turn the result into a dict with to_dict().",
    ),
)


def _sales():
    return pd.DataFrame(
        {
            "sale_id": ["s1", "s2", "s3", "s4"],
            "name": ["Pikachu", "Charizard", "Pikachu", "Snorlax"],
            "rarity": ["Common", "Rare Holo", "Common", "Rare"],
            "hp": [60.0, 120.0, 60.0, 140.0],
            "price": [1.0, 300.0, 2.0, 8.0],
            "views_total": [10, 900, 12, 40],
        }
    )


def _more_sales():
    return _sales().assign(price=[6.0, 100.0, 3.0, 10.0]).iloc[:3]


def _write(path: Path, sales: pd.DataFrame, *, damaged: bool = False) -> Path:
    """Write a Parquet file; `damaged` makes every column but rarity and price unreadable, byte by byte."""
    path.parent.mkdir(exist_ok=True)
    pq.write_table(pa.Table.from_pandas(sales, preserve_index=False), path, compression="NONE")
    if damaged:
        group = pq.ParquetFile(path).metadata.row_group(0)
        content = bytearray(path.read_bytes())
        for number in range(group.num_columns):
            column = group.column(number)
            if column.path_in_schema not in ("rarity", "price"):
                # A dictionary page, where there is one, comes before the data pages; the size covers both.
                start, size = (
                    column.dictionary_page_offset or column.data_page_offset,
                    column.total_compressed_size,
                )
                content[start : start + size] = b"\xff" * size
        path.write_bytes(content)
    return path


def _read(answer, path):
    """The answer's result; an error while reading becomes a value, so that the learner gets a calm row."""
    try:
        return answer(path)
    except Exception as error:
        damaged = isinstance(error, OSError | pa.ArrowException) or type(error).__module__.endswith("duckdb")
        if damaged and not isinstance(error, FileNotFoundError):
            return "an error: it read a column it does not need"
        raise


@E1_3
def test_averages_of_a_file(answer, check, tmp_path):
    """The averages of a file are right"""
    check.close(
        answer(_write(tmp_path / "sales.parquet", _sales())),
        {"Common": 1.5, "Rare Holo": 300.0, "Rare": 8.0},
        "the average price of each rarity that was sold",
        given_as="one file of 4 sales",
    )


@E1_3
def test_missing_prices_are_left_out(answer, check, tmp_path):
    """Missing prices are left out"""
    check.close(
        answer(_write(tmp_path / "sales.parquet", _sales().assign(price=[None, 300.0, 2.0, None]))),
        {"Common": 2.0, "Rare Holo": 300.0},
        "a missing price is no price of 0, and a rarity without any price has no average to report",
        given_as="one file of 4 sales, 2 of them without a price",
    )


@E1_3(weight=2)
def test_reads_two_columns_of_a_file(answer, check, tmp_path):
    """Only two columns of a file are read"""
    check.close(
        _read(answer, _write(tmp_path / "sales.parquet", _sales(), damaged=True)),
        {"Common": 1.5, "Rare Holo": 300.0, "Rare": 8.0},
        "all columns but rarity and price are damaged in this file: who reads just the two never notices. On the "
        "shop's real files the columns you don't need are most of the bytes",
        given_as="a file in which only rarity and price can be read",
    )


@E1_3
def test_a_folder_is_one_table(answer, check, tmp_path):
    """A folder of files is one table"""
    _write(tmp_path / "sales" / "2026-05.parquet", _sales())
    _write(tmp_path / "sales" / "2026-06.parquet", _more_sales())
    check.close(
        answer(tmp_path / "sales"),
        {"Common": 3.0, "Rare Holo": 200.0, "Rare": 8.0},
        "every sale counts once, whichever file it is in",
        given_as="a folder of two months, both with 2 Common sales",
    )
    _write(tmp_path / "sales" / "2026-07.parquet", _sales().iloc[[0]].assign(price=[30.0]))
    check.close(
        answer(str(tmp_path / "sales")),
        {"Common": 8.4, "Rare Holo": 200.0, "Rare": 8.0},
        "a month with one sale weighs as much as one sale, not as much as a whole month",
        given_as="the folder with a third month of a single $30 Common, its path given as text",
    )


@E1_3
def test_reads_two_columns_of_a_folder(answer, check, tmp_path):
    """Only two columns of a folder are read"""
    _write(tmp_path / "sales" / "2026-05.parquet", _sales(), damaged=True)
    _write(
        tmp_path / "sales" / "2026-06.parquet", _more_sales().assign(price=[6.0, 100.0, None]), damaged=True
    )
    check.close(
        _read(answer, tmp_path / "sales"),
        {"Common": 3.0, "Rare Holo": 200.0, "Rare": 8.0},
        "the same for every file of a folder: ask for two columns and the rest stays on the disk",
        given_as="a folder of files in which only rarity and price can be read",
    )

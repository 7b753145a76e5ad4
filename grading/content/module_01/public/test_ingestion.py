"""Public checks of section 1.2: ingestion and contracts in CI."""

import pandas as pd

from course.market.rarities import RARITIES
from grading.content.module_01.exercises import E1_2, E1_2B
from grading.content.module_01.public.helpers import column_names, parts_of, problem_cells, sales_delivery


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


@E1_2
def test_a_clean_batch_has_no_problems(answer, check):
    """A clean batch has no problems"""
    check.same_table(
        answer(_batch()),
        pd.DataFrame(columns=["row", "column", "problem"]),
        "nothing is wrong here: a false alarm every night teaches everybody to ignore the true one",
    )


@E1_2
def test_the_limits_are_allowed(answer, check):
    """Every rarity, and 10 and 400 HP, are allowed; 9 and 401 HP, and a price of 0, are not"""
    allowed = len(RARITIES)
    batch = pd.DataFrame(
        {
            "card_id": [f"c{i}" for i in range(allowed + 3)],
            "rarity": [*RARITIES, "Rare", "Rare", "Rare"],
            "hp": [10.0, 400.0] * (allowed // 2) + [9.0, 401.0, 310.0],
            "price": [0.25] * (allowed + 2) + [0.0],
            "currency": ["USD"] * (allowed + 3),
            "sold_at": ["2026-05-02"] * (allowed + 3),
        }
    )
    check.same_table(
        answer(batch),
        problem_cells((allowed, "hp"), (allowed + 1, "hp"), (allowed + 2, "price")),
        "each of the first eight is in the contract, and a good card that is stopped is a sale that is lost; just "
        "outside the limits is outside, and a card at 0 dollars is given away",
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
        problem_cells(
            (1, "rarity"), (2, "rarity"), (0, "hp"), (1, "currency"), (0, "sold_at"), (2, "sold_at")
        ),
        "six cells are wrong: told one at a time, the partner fixes and resends this batch six nights in a row",
    )


@E1_2
def test_text_is_not_converted(answer, check):
    """Text in place of a number is a problem"""
    check.same_table(
        answer(_batch(hp=["120 HP", 40.0, 310.0], price=[310.0, "0.25", -95.0])),
        problem_cells((0, "hp"), (1, "price"), (2, "price")),
        "check what arrived, not what you can turn it into: the change of type is the news, and the model gets it raw",
    )


@E1_2
def test_a_dear_card_is_no_mistake(answer, check):
    """A dear card is no mistake"""
    check.same_table(
        answer(_batch(price=[2_400.0, 0.05, 12_500.0], hp=[120.0, 10.0, 400.0])),
        problem_cells(),
        "a Secret Rare for $2,400 is a real sale, and the one the shop earns most on: rare is not wrong",
    )


@E1_2
def test_a_missing_column_is_one_problem(answer, check):
    """A missing column is one problem, in row -1"""
    check.same_table(
        answer(_batch().drop(columns="currency")),
        problem_cells((-1, "currency")),
        "a column that is gone belongs to no row: say it once, with its name, and don't crash on it",
    )


@E1_2
def test_where_a_cell_may_be_missing(answer, check):
    """A price may be missing, a card id may not"""
    check.same_table(
        answer(
            _batch(card_id=["base1-4", None, "swsh7-215"], price=[None, 0.25, 95.0], hp=[120.0, 40.0, None])
        ),
        problem_cells((1, "card_id")),
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


def _monday():
    return sales_delivery([("s1", "c1", 4.5), ("s2", "c2", None), ("s3", "c3", 12.0), (None, "c4", 3.0)])


def _tuesday():
    return sales_delivery([("s3", "c3", 12.0), ("s2", "c2", 8.0), ("s4", "c1", "4.50"), ("s5", "c5", -1.0)])


@E1_2B
def test_no_row_is_lost(answer, check):
    """No row is lost"""
    clean, quarantine, manifest = parts_of(answer([_monday(), _tuesday()]))
    why = "8 rows came in: each is in clean or in quarantine, and the manifest counts them, so that an auditor can too"
    counts = {key: manifest.get(key) for key in ("rows_in", "rows_clean", "rows_quarantined")}
    check.equal(counts, {"rows_in": 8, "rows_clean": 3, "rows_quarantined": 5}, why)
    sizes = [None if table is None else len(table) for table in (clean, quarantine)]
    check.equal(sizes, [3, 5], why, given_as="rows of clean and of quarantine")
    columns = ["sale_id", "card_id", "price"]
    check.equal(
        [column_names(table) for table in (clean, quarantine)],
        [sorted(columns), sorted([*columns, "reason"])],
        "both tables have the columns that came in, and quarantine says the reason in one more",
        given_as="the columns of clean and of quarantine, sorted",
    )


@E1_2B
def test_quarantine_says_why(answer, check):
    """Every quarantined row says why"""
    free = sales_delivery([("s6", "c6", 0.0)])
    _, quarantine, _ = parts_of(answer([_monday(), free]))
    check.same_table(
        quarantine,
        pd.DataFrame({"card_id": ["c2", "c4", "c6"], "reason": ["bad price", "no id", "bad price"]}),
        "whoever has to fix a row needs to know what is wrong with it, and the row",
    )


@E1_2B
def test_a_corrected_row_gets_in(answer, check):
    """A corrected row that is sent again gets in"""
    wrong = sales_delivery([("s2", "c2", None), ("s3", "c3", 12.0)])
    clean, quarantine, _ = parts_of(answer([wrong, sales_delivery([("s2", "c2", 8.0)])]))
    why = (
        "s2 was refused on Monday and corrected on Tuesday: its id was never accepted, so it is no duplicate"
    )
    check.same_table(clean, pd.DataFrame({"sale_id": ["s3", "s2"], "price": [12.0, 8.0]}), why, order=True)
    check.same_table(quarantine, pd.DataFrame({"sale_id": ["s2"], "reason": ["bad price"]}), why)


@E1_2B
def test_the_same_batch_twice_adds_nothing(answer, check):
    """The same batch twice adds nothing"""
    batch = sales_delivery([("s1", "c1", 4.5), ("s3", "c3", 12.0)])
    clean, quarantine, _ = parts_of(answer([batch, batch]))
    why = "networks resend: a sale counted twice is revenue the shop never had"
    check.same_table(clean, pd.DataFrame({"sale_id": ["s1", "s3"]}), why, order=True)
    check.same_table(
        quarantine, pd.DataFrame({"sale_id": ["s1", "s3"], "reason": ["duplicate", "duplicate"]}), why
    )


@E1_2B
def test_nothing_is_repaired(answer, check):
    """Nothing is repaired on the way in"""
    clean, quarantine, _ = parts_of(answer([sales_delivery([("s4", "c1", "4.50"), ("s6", "c2", 7.0)])]))
    why = 'the text "4.50" may be dollars, euros or a change of format: keep it as it came and let somebody look'
    check.same_table(clean, pd.DataFrame({"sale_id": ["s6"], "price": [7.0]}), why)
    check.same_table(
        quarantine, pd.DataFrame({"sale_id": ["s4"], "price": ["4.50"], "reason": ["bad price"]}), why
    )


def _digest(answer, rows):
    digest = parts_of(answer([sales_delivery(rows)]))[2].get("sha256")
    return digest if isinstance(digest, str) else None


@E1_2B
def test_the_digest_is_of_the_clean_rows(answer, check):
    """sha256 changes exactly when the clean rows change"""
    good, refused = ("s1", "c1", 4.5), ("s2", "c2", None)
    first = _digest(answer, [good, refused])
    check.equal(
        [first is not None and len(first), first is not None and set(first) <= set("0123456789abcdef")],
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

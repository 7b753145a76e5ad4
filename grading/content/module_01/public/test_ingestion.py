"""Public checks of section 1.2: ingestion and contracts in CI."""

from datetime import date

import pandas as pd

from course.market.rarities import RARITIES
from grading.content.module_01.exercises import E1_2, E1_2B
from grading.content.module_01.public.helpers import (
    column_names,
    csv_digest,
    exit_code,
    parts_of,
    problem_cells,
    sales_delivery,
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


@E1_2
def test_a_clean_batch_has_no_problems(answer, check):
    """A clean batch has no problems"""
    check.same_table(
        answer(_batch()),
        pd.DataFrame(columns=["row", "column", "problem"]),
        "nothing is wrong here: a false alarm every night teaches everybody to ignore the true one",
    )
    check.same_table(
        answer(_batch(grade=[None, "?", 9.5])),
        pd.DataFrame(columns=["row", "column", "problem"]),
        "further columns are the sender's own: the contract says nothing about them",
        given_as="the same batch with one column more",
    )
    check.same_table(
        answer(pd.concat([_batch(), _batch()], ignore_index=True)),
        pd.DataFrame(columns=["row", "column", "problem"]),
        "a card sells more than once, and the contract says of one cell at a time what it may hold",
        given_as="the same batch, every row twice",
    )


@E1_2
def test_the_limits_are_allowed(answer, check):
    """Every rarity, and 10, 62.5 and 400 HP, are allowed; 9 and 401 HP, and a price of 0, are not"""
    allowed = len(RARITIES)
    batch = pd.DataFrame(
        {
            "card_id": [f"c{i}" for i in range(allowed + 3)],
            "rarity": [*RARITIES, "Rare", "Rare", "Rare"],
            "hp": [10.0, 400.0, 62.5, 60.0] * (allowed // 4) + [9.0, 401.0, 310.0],
            "price": [0.001] + [0.01] * (allowed + 1) + [0.0],
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
    report = answer(batch)
    check.same_table(
        report,
        problem_cells(
            (1, "rarity"), (2, "rarity"), (0, "hp"), (1, "currency"), (0, "sold_at"), (2, "sold_at")
        ),
        "six cells are wrong: told one at a time, the partner fixes and resends this batch six nights in a row",
    )
    why = "whoever has to mend a cell wants to read what is wrong with it"
    if (found := check.table(report, ["problem"], why, most=100)) is not None:
        texts = found["problem"]
        check.is_true(all(isinstance(one, str) and one for one in texts), why, given=texts, expected="texts")


@E1_2
def test_text_is_not_converted(answer, check):
    """Text in place of a number is a problem"""
    check.same_table(
        answer(_batch(hp=["120 HP", "120", 310.0], price=[310.0, "0.25", -95.0])),
        problem_cells((0, "hp"), (1, "hp"), (1, "price"), (2, "price")),
        "check what arrived, not what you can turn it into: the change of type is the news, and the model gets it raw",
    )


@E1_2
def test_a_number_is_no_text(answer, check):
    """A number in place of a card's id is a problem"""
    check.same_table(
        answer(_batch(card_id=["base1-4", 58, "swsh7-215"])),
        problem_cells((1, "card_id")),
        "58 is not base1-58: a program between us and the sender has made a number of the id, and lost half of it",
    )


@E1_2
def test_names_are_spelled_as_they_are(answer, check):
    """Rarities and currencies are spelled as the contract has them"""
    batch = _batch(rarity=["rare holo", "Common ", "Holo"], currency=["usd", "", "US"])
    cells = [(row, column) for column in ("rarity", "currency") for row in range(3)]
    check.same_table(
        answer(batch),
        problem_cells(*cells),
        "to the next program a name with another spelling is another name, and its group has one member",
    )


@E1_2
def test_a_day_has_one_form(answer, check):
    """A day has one form, and is in the calendar"""
    days = [
        "20260503",
        "2026-5-3",
        "2026-05-03\n",
        "2026-05-03 10:00",
        " 2026-05-03",
        "2026-W18-7",
        "2024-02-29",
    ]
    days += ["2026-13-45", "2026-02-30", "2026-02-29"]
    good = {name: [values[0]] * len(days) for name, values in _batch().items()}
    check.same_table(
        answer(pd.DataFrame(good | {"sold_at": days})),
        problem_cells(*((row, "sold_at") for row, day in enumerate(days) if day != "2024-02-29")),
        "only 2024-02-29 is written like 2026-05-03 and a day of the calendar: the others are read wrongly, or not at "
        "all, by whoever sorts or compares days as text",
    )


@E1_2
def test_a_date_is_no_text(answer, check):
    """A date object is no text"""
    check.same_table(
        answer(_batch(sold_at=["2026-05-02", date(2026, 5, 3), pd.Timestamp("2026-05-03")])),
        problem_cells((1, "sold_at"), (2, "sold_at")),
        "it prints like the text, but it is something else: compared with a text it raises, in a join it finds nothing",
    )


@E1_2
def test_a_dear_card_is_no_mistake(answer, check):
    """A dear card is no mistake"""
    check.same_table(
        answer(_batch(price=[2_400.0, 12_500.0, 5_275_000.0])),
        problem_cells(),
        "a Secret Rare for $2,400 is a real sale, and the one the shop earns most on: rare is not wrong",
    )


@E1_2
def test_a_missing_column_is_one_problem(answer, check):
    """A missing column is one problem, in row -1"""
    columns = list(_batch())
    why = "a column that is gone belongs to no row: say it once, with its name, and don't crash on it"
    check.same_table(
        answer(_batch(rarity=["Rare", "Comon", "Rare"]).drop(columns="currency")),
        problem_cells((-1, "currency"), (1, "rarity")),
        why,
    )
    check.same_table(
        answer(pd.DataFrame({"note": ["a", "b"]})), problem_cells(*((-1, column) for column in columns)), why
    )


@E1_2
def test_where_a_cell_may_be_missing(answer, check):
    """HP and price may be missing, everything else may not"""
    batch = _batch(price=[None, "?", 95.0], hp=[120.0, None, "?"])
    for column in ("card_id", "rarity", "currency", "sold_at"):
        batch[column] = batch[column].astype(object)
        batch.loc[1, column] = None
    check.same_table(
        answer(batch),
        problem_cells(
            (1, "card_id"), (1, "rarity"), (1, "currency"), (1, "sold_at"), (1, "price"), (2, "hp")
        ),
        "an unpriced sale is allowed by the contract, a sale of nobody knows what is not",
    )


@E1_2
def test_the_batch_stays_as_it_is(answer, check):
    """The batch stays as it is"""
    batch = _batch(hp=["120", None, 310.0], rarity=["common", "Common", "Rare"])
    report = check.leaves_alone(
        answer, [batch], "a validator reports: what it mends or drops, nobody hears of"
    )
    check.same_table(report, problem_cells((0, "hp"), (0, "rarity")), "and the report is right")


@E1_2
def test_gate_stops_the_pipeline(submission, check):
    """gate gives CI 0 or 1"""
    exit_code(
        check, submission.gate(_batch()), 0, "0 lets the pipeline go on: a clean batch must get through"
    )
    why = "anything but 0 stops the pipeline, and 1 says that it was us, however many problems there are"
    exit_code(check, submission.gate(_batch(currency=["GBP", "GBP", "GBP"])), 1, why)
    exit_code(check, submission.gate(_batch(currency=["GBP", "USD", "USD"])), 1, why)
    exit_code(check, submission.gate(_batch().drop(columns="hp")), 1, why)
    most = pd.concat([_batch()] * 100 + [_batch(hp=[120.0, 9.0, 310.0])], ignore_index=True)
    exit_code(check, submission.gate(most), 1, why)
    exit_code(check, submission.gate(_batch(hp=[10.0, 500.0, 10.0]).drop(columns="currency")), 1, why)


def _monday():
    return sales_delivery([("s1", "c1", 4.5), ("s2", "c2", None), ("s3", "c3", 12.0), (None, "c4", 3.0)])


def _tuesday():
    return sales_delivery([("s3", "c3", 12.0), ("s2", "c2", 8.0), ("s4", "c1", "4.50"), ("s5", "c5", -1.0)])


_COLUMNS = ["sale_id", "card_id", "price"]


@E1_2B
def test_no_row_is_lost(answer, check):
    """No row is lost"""
    clean, quarantine, manifest = parts_of(answer([_monday(), _tuesday()]))
    why = "8 rows came in: each is in clean or in quarantine, and the manifest counts them, so that an auditor can too"
    counts = {key: manifest.get(key) for key in ("rows_in", "rows_clean", "rows_quarantined")}
    check.equal(counts, {"rows_in": 8, "rows_clean": 3, "rows_quarantined": 5}, why)
    sizes = [None if table is None else len(table) for table in (clean, quarantine)]
    check.equal(sizes, [3, 5], why, given_as="rows of clean and of quarantine")


@E1_2B
def test_both_doors_have_their_columns(answer, check):
    """Both tables have their columns, also without rows"""
    good, bad = sales_delivery([("s1", "c1", 4.5)]), sales_delivery([("s2", "c2", None)])
    for batches, said in (
        ([good, bad], "a good row and a bad one"),
        ([good], "a good row"),
        ([bad], "a bad row"),
    ):
        clean, quarantine, _ = parts_of(answer(batches))
        sizes = [None if table is None else len(table) for table in (clean, quarantine)]
        check.equal(
            [*sizes, column_names(clean), column_names(quarantine)],
            [said.count("good"), said.count("bad"), sorted(_COLUMNS), sorted([*_COLUMNS, "reason"])],
            "whoever reads these tables every night finds the same columns, also when nothing was wrong, or all",
            given_as=f"rows and columns, sorted, of clean and quarantine, for {said}",
        )


@E1_2B
def test_quarantine_says_why(answer, check):
    """Every quarantined row says why"""
    more = sales_delivery([("s6", "c6", 0.0), (None, "c7", "7"), ("s1", "c1", 4.5), ("s1", "c1", -4.5)])
    _, quarantine, _ = parts_of(answer([_monday(), more]))
    reasons = ["bad price", "no id", "bad price", "no id", "duplicate", "bad price"]
    check.same_table(
        quarantine,
        pd.DataFrame({"card_id": ["c2", "c4", "c6", "c7", "c1", "c1"], "reason": reasons}),
        "whoever has to fix a row needs to know what is wrong with it, and the first reason that applies is the one",
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
    """A batch that is sent again adds nothing"""
    batch = sales_delivery([("s1", "c1", 4.5), ("s3", "c3", 12.0)])
    clean, quarantine, _ = parts_of(answer([batch, sales_delivery([("s9", "c1", 4.5)]), batch]))
    why = "networks resend: a sale counted twice is revenue the shop never had"
    check.same_table(clean, pd.DataFrame({"sale_id": ["s1", "s3", "s9"]}), why, order=True)
    check.same_table(
        quarantine, pd.DataFrame({"sale_id": ["s1", "s3"], "reason": ["duplicate", "duplicate"]}), why
    )


@E1_2B
def test_a_copy_in_the_same_batch(answer, check):
    """A copy in the same batch is a duplicate, a sale that looks alike is none"""
    rows = [("s1", "c1", 4.5), ("s2", "c1", 4.5), ("s1", "c1", 4.5), ("s1", "c9", 7.0), ("s1 ", "c1", 4.5)]
    clean, quarantine, _ = parts_of(answer([sales_delivery([]), sales_delivery(rows)]))
    why = "the id alone says which sale it is: s1 came three times, s2 is another sale, and so is 's1 '"
    check.same_table(
        clean, pd.DataFrame({"sale_id": ["s1", "s2", "s1 "], "price": [4.5] * 3}), why, order=True
    )
    check.same_table(quarantine, pd.DataFrame({"card_id": ["c1", "c9"], "reason": ["duplicate"] * 2}), why)


@E1_2B
def test_nothing_is_repaired(answer, check):
    """Nothing is repaired on the way in"""
    rows = [("s4", "c1", "4.50"), (None, "c5", None)]
    rows += [(" s6 ", " c2", 7.005), ("s8", "c3", 0.001), ("s9", "c4", 250_000)]
    clean, quarantine, _ = parts_of(answer([sales_delivery(rows)]))
    why = 'the text "4.50" may be dollars, euros or a change of format: keep it as it came and let somebody look'
    check.same_table(
        clean,
        sales_delivery(rows[2:]),
        "ids and prices as they came, to the last space and digit",
        order=True,
    )
    check.same_table(
        quarantine,
        pd.DataFrame({"sale_id": ["s4", None], "price": ["4.50", None], "reason": ["bad price", "no id"]}),
        why,
    )


@E1_2B
def test_the_digest_is_of_the_clean_rows(answer, check):
    """sha256 is the digest of clean as a file"""
    why = "the digest names the version a model was trained on: whoever has the file can work it out and compare"
    deliveries = {
        "one good row": [("s1", "c1", 4.5)],
        "the same row and a refused one": [("s2", "c2", "x"), ("s1", "c1", 4.5)],
        "two rows that are hard to tell apart": [("s1,c", "1", 1.0), ("s1", "c,1", 1.0000000001)],
        "no good row": [(None, "c1", 4.5)],
    }
    for said, rows in deliveries.items():
        clean, _, manifest = parts_of(answer([sales_delivery(rows)]))
        digest = manifest.get("sha256")
        check.equal(
            digest.lower() if isinstance(digest, str) else digest,
            csv_digest(clean),
            why,
            given_as=f"ingest, {said}",
        )


@E1_2B
def test_the_batches_stay_as_they_are(answer, check):
    """The batches stay as they are"""
    batches = [_monday(), _tuesday()]
    result = check.leaves_alone(
        answer, [batches], "what was delivered is the evidence when somebody asks later"
    )
    check.equal(parts_of(result)[2].get("rows_in"), 8, "and all rows are counted")

"""Wrong answers to E1.2, a contract for a batch and its gate."""

import re
from datetime import date, datetime

import pandas as pd

from wrong_answers import stands_for

_RARITIES = ["Common", "Uncommon", "Rare", "Rare Holo"]
_RARITIES += ["Promo", "Ultra Rare", "Illustration Rare", "Secret Rare"]


def _is_day(value):
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def _validate(batch, optional=("hp", "price"), **rules):
    """A right answer; `rules` replaces the rules of whole columns."""
    rules = {
        "card_id": lambda v: isinstance(v, str),
        "rarity": lambda v: isinstance(v, str) and v in _RARITIES,
        "hp": lambda v: _is_number(v) and 10 <= v <= 400,
        "price": lambda v: _is_number(v) and v > 0,
        "currency": lambda v: isinstance(v, str) and v in ("USD", "EUR"),
        "sold_at": _is_day,
    } | rules
    problems = []
    for column, rule in rules.items():
        if column not in batch:
            problems.append((-1, column, "missing"))
            continue
        for row, value in enumerate(batch[column].tolist()):
            if not (column in optional if pd.isna(value) else rule(value)):
                problems.append((row, column, "not allowed"))
    return pd.DataFrame(problems, columns=["row", "column", "problem"])


def _parses(function):
    def rule(value):
        try:
            function(value)
        except (TypeError, ValueError):
            return False
        return True

    return rule


def takes_compact_days(batch):
    """sold_at: written like 2026-05-03, and not 20260503."""
    return _validate(batch, sold_at=_parses(date.fromisoformat))


def takes_short_days(batch):
    """sold_at: written like 2026-05-03, and not 2026-5-3."""
    return _validate(batch, sold_at=_parses(lambda v: datetime.strptime(v, "%Y-%m-%d")))


def looks_at_the_form_only(batch):
    """sold_at: a day of the calendar, and not 2026-13-45."""
    return _validate(
        batch, sold_at=lambda v: isinstance(v, str) and bool(re.fullmatch(r"\d{4}-\d\d-\d\d", v))
    )


def gives_every_month_31_days(batch):
    """sold_at: a day of the calendar, and not 2026-02-30."""
    form = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
    return _validate(batch, sold_at=lambda v: isinstance(v, str) and bool(form.fullmatch(v)))


def knows_no_leap_year(batch):
    """sold_at: 2024-02-29 is a day of the calendar."""
    return _validate(batch, sold_at=lambda v: _is_day(v) and v[5:] != "02-29")


def knows_leap_years_only(batch):
    """sold_at: 2026-02-29 is no day of the calendar."""
    return _validate(batch, sold_at=lambda v: _is_day(v) or (isinstance(v, str) and v[5:] == "02-29"))


def takes_date_objects(batch):
    """sold_at: a date object is no text."""
    return _validate(batch, sold_at=lambda v: _is_day(v) or type(v) is date)


def takes_the_text_of_a_date(batch):
    """sold_at: a day as text, looked at as it is."""
    return _validate(
        batch, sold_at=lambda v: _is_day(str(v)[:10]) and len(str(v)) in (10, 19) and " 10" not in str(v)
    )


def takes_timestamps(batch):
    """sold_at: a Timestamp is no text."""
    return _validate(batch, sold_at=lambda v: _is_day(v) or isinstance(v, pd.Timestamp))


def takes_a_newline(batch):
    """sold_at: written like 2026-05-03, and nothing after it."""
    return _validate(batch, sold_at=lambda v: isinstance(v, str) and _is_day(v.removesuffix("\n")))


def strips_days(batch):
    """sold_at: written like 2026-05-03, without spaces."""
    return _validate(batch, sold_at=lambda v: isinstance(v, str) and _is_day(v.strip()))


def takes_day_and_time(batch):
    """sold_at: a day, and no time of the day."""
    return _validate(batch, sold_at=lambda v: isinstance(v, str) and _is_day(v[:10]))


def lets_the_day_be_missing(batch):
    """sold_at: never missing."""
    return _validate(batch, optional=("hp", "price", "sold_at"))


def lets_the_currency_be_missing(batch):
    """currency: never missing."""
    return _validate(batch, optional=("hp", "price", "currency"))


def lets_the_rarity_be_missing(batch):
    """rarity: never missing."""
    return _validate(batch, optional=("hp", "price", "rarity"))


def lets_the_card_be_missing(batch):
    """card_id: never missing."""
    return _validate(batch, optional=("hp", "price", "card_id"))


def takes_small_letters(batch):
    """currency: "USD" or "EUR", in capitals."""
    return _validate(batch, currency=lambda v: isinstance(v, str) and v.upper() in ("USD", "EUR"))


def looks_for_the_currency_in_a_text(batch):
    """currency: "USD" or "EUR", and no part of them."""
    return _validate(batch, currency=lambda v: isinstance(v, str) and v in "USD EUR")


def strips_rarities(batch):
    """rarity: spelled so, without spaces."""
    return _validate(batch, rarity=lambda v: isinstance(v, str) and v.strip() in _RARITIES)


def takes_rarities_in_any_case(batch):
    """rarity: spelled so, capitals and all."""
    return _validate(batch, rarity=lambda v: isinstance(v, str) and v.title() in _RARITIES)


def forgets_a_rarity(batch):
    """rarity: one of eight, Promo among them."""
    return _validate(batch, rarity=lambda v: v in _RARITIES and v != "Promo")


def takes_numbers_as_ids(batch):
    """card_id: text."""
    return _validate(batch, card_id=lambda v: True)


def demands_hp(batch):
    """hp: a number from 10 to 400, or missing."""
    return _validate(batch, optional=("price",))


def demands_whole_hp(batch):
    """hp: a number from 10 to 400, whole or not."""
    return _validate(batch, hp=lambda v: _is_number(v) and 10 <= v <= 400 and v == int(v))


def takes_hp_as_text(batch):
    """hp: a text such as "120" is no number."""
    return _validate(batch, hp=_parses(lambda v: 1 / (10 <= float(v) <= 400 or float("x"))))


def leaves_out_the_limits(batch):
    """hp: from 10 to 400, both among them."""
    return _validate(batch, hp=lambda v: _is_number(v) and 10 < v < 400)


def refuses_none_in_hp(batch):
    """hp: None is missing, as NaN is."""
    found = _validate(batch)
    none = [
        row
        for row, v in enumerate(batch.get("hp", []))
        if v is None or (v != v and batch["hp"].dtype == object)
    ]
    return pd.concat([found, pd.DataFrame([(row, "hp", "None") for row in none], columns=list(found))])


def takes_a_price_of_nothing(batch):
    """price: above 0."""
    return _validate(batch, price=lambda v: _is_number(v) and v >= 0)


def limits_the_price(batch):
    """price: there is no upper limit, not even at a million."""
    return _validate(batch, price=lambda v: _is_number(v) and 0 < v <= 1_000_000)


def wants_a_cent_at_least(batch):
    """price: above 0, and 0.01 is."""
    return _validate(batch, price=lambda v: _is_number(v) and v > 0.01)


def refuses_further_columns(batch):
    """Further columns are allowed."""
    further = [
        (-1, name, "unknown") for name in batch if name not in _validate(pd.DataFrame())["column"].tolist()
    ]
    return pd.concat([_validate(batch), pd.DataFrame(further, columns=["row", "column", "problem"])])


def stops_at_a_missing_column(batch):
    """Each column that the batch lacks is one problem, beside all others."""
    found = _validate(batch)
    return found[found["row"] < 0] if (found["row"] < 0).any() else found


def knows_one_missing_column(batch):
    """Each column that the batch lacks is one problem."""
    found = _validate(batch)
    return pd.concat([found[found["row"] < 0].head(1), found[found["row"] >= 0]])


def says_a_missing_column_in_each_row(batch):
    """A column that the batch lacks is one problem in row -1."""
    found = _validate(batch)
    gone, cells = found[found["row"] < 0], found[found["row"] >= 0]
    return pd.concat([cells, *(gone.assign(row=row) for row in range(len(batch)))])


def counts_rows_from_one(batch):
    """row: rows are numbered 0, 1, 2."""
    found = _validate(batch)
    return found.assign(row=found["row"].where(found["row"] < 0, found["row"] + 1))


def names_a_row_once(batch):
    """One row for each bad cell."""
    return _validate(batch).drop_duplicates("row")


def names_a_column_once(batch):
    """One row for each bad cell."""
    return _validate(batch).drop_duplicates("column")


def says_no_problem(batch):
    """problem: a short text of yours."""
    return _validate(batch).assign(problem=None)


def gives_an_empty_table(batch):
    """For a clean batch the table has these three columns and no rows."""
    found = _validate(batch)
    return found if len(found) else pd.DataFrame()


def converts_in_place(batch):
    """The batch stays as it is."""
    found = _validate(batch)
    if "hp" in batch:
        batch["hp"] = pd.to_numeric(batch["hp"], errors="coerce")
    return found


def sorts_in_place(batch):
    """The batch stays as it is."""
    found = _validate(batch)
    batch["problems"] = [int((found["row"] == row).sum()) for row in range(len(batch))]
    return found


@stands_for("gate")
def counts_two_at_most(batch):
    """1 when it has any number of problems."""
    return min(2, len(_validate(batch)))


@stands_for("gate")
def sums_row_numbers(batch):
    """1 when it has any number of problems, in whatever rows."""
    return 1 if _validate(batch)["row"].sum() else 0


@stands_for("gate")
def looks_for_bad_cells_only(batch):
    """1 when it has any number of problems, a missing column among them."""
    return 1 if (_validate(batch)["row"] >= 0).any() else 0


@stands_for("gate")
def says_text(batch):
    """The exit code: a number."""
    return "1" if len(_validate(batch)) else "0"


@stands_for("gate")
def lets_half_through(batch):
    """1 when it has any number of problems, one among them."""
    return 1 if _validate(batch)["row"].nunique() * 2 >= len(batch) else 0


def refuses_repeated_rows(batch):
    """One row for each bad cell: a row that looks like another has none."""
    again = [(row, "card_id", "repeated") for row, repeated in enumerate(batch.duplicated()) if repeated]
    return pd.concat([_validate(batch), pd.DataFrame(again, columns=["row", "column", "problem"])])


def wants_ids_of_one_form(batch):
    """card_id: text, whatever it says."""
    form = re.compile(r"[a-z0-9]+-[0-9]+")
    return _validate(batch, card_id=lambda v: isinstance(v, str) and bool(form.fullmatch(v)))


@stands_for("gate")
def lets_one_in_a_hundred_through(batch):
    """1 when the batch has any number of problems, however large it is."""
    return int(len(_validate(batch)) > len(batch) / 100)

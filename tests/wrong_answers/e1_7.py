"""Wrong answers to E1.7, the checkpoint."""

import hashlib
import io
import math
import re
from collections import Counter
from datetime import datetime

import pandas as pd

_COLUMNS = ["sale_id", "listed_at", "channel", "card_id", "rarity", "hp", "price_usd"]


class _Build:
    """A right answer in small steps."""

    columns = _COLUMNS
    order = ("test_order", "duplicate", "bad_date", "wrong_month", "no_price")

    def __call__(self, raw, month):
        reasons, clean, self.seen = Counter(), [], set()
        for row in raw.to_dict("records"):
            row = row | {"day": self.day(row["sold_at"])}
            found = {
                "test_order": self.is_test(row),
                "duplicate": self.key(row) in self.seen,
                "bad_date": row["day"] is None,
                "wrong_month": row["day"] is not None and not self.is_in(row["day"], month),
                "no_price": self.no_price(row),
            }
            reason = next((one for one in self.order if found[one]), None)
            self.see(row, reason)
            reasons[reason] += 1
            if reason is None:
                clean.append(self.cleaned(row))
        table = pd.DataFrame(clean, columns=self.columns).astype({"hp": float, "price_usd": float})
        content = self.write(table, raw)
        rows = reasons.pop(None, 0)
        return content, {
            "month": month,
            "rows_in": len(raw),
            "rows_clean": rows,
            "rows_quarantined": len(raw) - rows,
            "reasons": dict(reasons),
            "sha256": hashlib.sha256(content).hexdigest(),
        }

    def day(self, text):
        for form in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(text, form).strftime("%Y-%m-%d")
            except (TypeError, ValueError):
                continue
        return None

    def is_test(self, row):
        return row["is_test"] == "1" or row["seller_id"].startswith("test-")

    def key(self, row):
        return row["sale_id"]

    def see(self, row, reason):
        self.seen.add(self.key(row))

    def is_in(self, day, month):
        return day.startswith(month)

    def no_price(self, row):
        return pd.isna(row["price"])

    def cleaned(self, row):
        return row | {
            "rarity": self.rarity(row["rarity"]),
            "hp": self.hp(row["hp"]),
            "price_usd": self.price(row),
        }

    def rarity(self, text):
        letters = re.sub("[^a-z]", "", text.lower())
        return "rareholo" if letters == "holorare" else letters

    def hp(self, text):
        return math.nan if pd.isna(text) else float(text.replace(" HP", ""))

    def price(self, row):
        price = float(row["price"])
        if row["channel"] == "partner" and row["day"] >= "2025-03-01":
            price /= 100
        return price / 0.92 if row["currency"] == "EUR" else price

    def write(self, table, raw):
        buffer = io.BytesIO()
        table.to_parquet(buffer, index=False)
        return buffer.getvalue()


def _with(raw, month, **steps):
    build = _Build()
    vars(build).update(steps)
    return build(raw, month)


def drops_silently(raw, month):
    """rows_in counts what came in."""
    content, manifest = _Build()(raw, month)
    return content, manifest | {"rows_in": manifest["rows_clean"], "rows_quarantined": 0}


def counts_reasons_twice(raw, month):
    """A row has one reason."""
    content, manifest = _Build()(raw, month)
    tests = int((raw["is_test"] == "1").sum() + raw["seller_id"].str.startswith("test-").sum())
    reasons = {"test_order": tests, "duplicate": int(raw["sale_id"].duplicated().sum())}
    reasons |= {
        "bad_date": int((raw["sold_at"].fillna("---") == "---").sum()),
        "no_price": int(raw["price"].isna().sum()),
    }
    return content, manifest | {"reasons": {k: v for k, v in (manifest["reasons"] | reasons).items() if v}}


def zero_reasons(raw, month):
    """A reason that does not occur is not there."""
    content, manifest = _Build()(raw, month)
    return content, manifest | {"reasons": dict.fromkeys(_Build.order, 0) | manifest["reasons"]}


def dates_before_duplicates(raw, month):
    """A duplicate is a duplicate before its date is looked at."""
    return _with(raw, month, order=("test_order", "bad_date", "wrong_month", "duplicate", "no_price"))


def duplicates_first(raw, month):
    """A test order is one before it is a duplicate."""
    return _with(raw, month, order=("duplicate", "test_order", "bad_date", "wrong_month", "no_price"))


def price_before_month(raw, month):
    """The month comes before the price."""
    return _with(raw, month, order=("test_order", "duplicate", "bad_date", "no_price", "wrong_month"))


def price_first(raw, month):
    """The date comes before the price."""
    return _with(raw, month, order=("test_order", "duplicate", "no_price", "bad_date", "wrong_month"))


def whole_rows(raw, month):
    """Rows with one sale_id are duplicates, whatever else they say."""
    return _with(raw, month, key=lambda row: str([row[name] for name in raw.columns]))


def without_the_id(raw, month):
    """Rows with two sale_ids are two sales."""
    return _with(raw, month, key=lambda row: str([row[name] for name in raw.columns if name != "sale_id"]))


def accepted_only(raw, month):
    """An earlier row is one, whatever came of it."""
    build = _Build()
    build.see = lambda row, reason: reason or build.seen.add(row["sale_id"])
    return build(raw, month)


def seen_unless_test(raw, month):
    """A test order is an earlier row as well."""
    build = _Build()
    build.see = lambda row, reason: reason == "test_order" or build.seen.add(row["sale_id"])
    return build(raw, month)


def keeps_the_last(raw, month):
    """The first row of a sale_id counts."""
    content, manifest = _Build()(raw[::-1], month)
    return content, manifest


def test_by_mark_only(raw, month):
    """A seller that starts with test- is a test."""
    return _with(raw, month, is_test=lambda row: row["is_test"] == "1")


def test_by_seller_only(raw, month):
    """is_test says what is a test."""
    return _with(raw, month, is_test=lambda row: row["seller_id"].startswith("test-"))


def test_anywhere(raw, month):
    """A seller called contest-7 is no test."""
    return _with(raw, month, is_test=lambda row: row["is_test"] == "1" or "test-" in row["seller_id"])


def missing_day_is_another_month(raw, month):
    """A missing day is a bad date."""
    day = _Build().day
    return _with(raw, month, day=lambda text: "0000-00-00" if pd.isna(text) else day(text))


def dashes_are_another_month(raw, month):
    """--- is a bad date."""
    day = _Build().day
    return _with(raw, month, day=lambda text: "0000-00-00" if text == "---" else day(text))


def month_first(raw, month):
    """The day comes first."""

    def day(text):
        for form in ("%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y"):
            try:
                return datetime.strptime(text, form).strftime("%Y-%m-%d")
            except (TypeError, ValueError):
                continue
        return None

    return _with(raw, month, day=day)


def iso_only(raw, month):
    """03/04/2025 is a date."""

    def day(text):
        found = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
        return None if pd.isna(found) else str(found)[:10]

    return _with(raw, month, day=day)


def any_year(raw, month):
    """The year counts."""
    return _with(raw, month, is_in=lambda day, month: day[5:7] == month[5:])


def up_to_the_month(raw, month):
    """Earlier months are other months."""
    return _with(raw, month, is_in=lambda day, month: day[:7] <= month)


def without_the_last_day(raw, month):
    """The last days of a month are in it."""
    return _with(raw, month, is_in=lambda day, month: day[:7] == month and int(day[8:]) < 28)


def every_partner_price(raw, month):
    """Before March 2025 the partner sends whole units."""
    return _with(raw, month, price=lambda row: _price(row, since=""))


def cents_a_day_late(raw, month):
    """March 1 is the first day in cents."""
    return _with(raw, month, price=lambda row: _price(row, since="2025-03-02"))


def cents_a_day_early(raw, month):
    """February 28 is in whole units."""
    return _with(raw, month, price=lambda row: _price(row, since="2025-02-28"))


def cents_by_listing(raw, month):
    """The day of the sale decides about cents."""
    return _with(raw, month, price=lambda row: _price(row, by="listed_at"))


def cents_by_size(raw, month):
    """The channel decides about cents, and not the price."""
    return _with(
        raw,
        month,
        price=lambda row: _price(row | {"channel": "" if float(row["price"]) < 1_000 else "partner"}),
    )


def cents_of_all(raw, month):
    """Other channels send whole units."""
    return _with(raw, month, price=lambda row: _price(row | {"channel": "partner"}))


def cents_in_usd_only(raw, month):
    """The partner's euros are in cents, too."""
    return _with(
        raw, month, price=lambda row: _price(row | {"channel": row["channel"] * (row["currency"] == "USD")})
    )


def euros_left(raw, month):
    """price_usd is in dollars."""
    return _with(raw, month, price=lambda row: _price(row, rate=1))


def euros_multiplied(raw, month):
    """A dollar is 0.92 euros."""
    return _with(raw, month, price=lambda row: _price(row, rate=1 / 0.92))


def rounded(raw, month):
    """price_usd is not rounded."""
    return _with(raw, month, price=lambda row: round(_price(row), 2))


def _price(row, since="2025-03-01", by="day", rate=0.92):
    cents = row["channel"] == "partner" and row[by] >= since
    return float(row["price"]) / (100 if cents else 1) / (rate if row["currency"] == "EUR" else 1)


def hp_as_text(raw, month):
    """hp is a number."""

    def write(table, raw):
        texts = ["" if pd.isna(hp) else str(int(hp)) for hp in table["hp"]]
        return table.assign(hp=texts).to_parquet(index=False)

    return _with(raw, month, write=write)


def hp_missing_as_zero(raw, month):
    """A missing hp stays missing."""
    return _with(raw, month, hp=lambda text: 0.0 if pd.isna(text) else float(text.replace(" HP", "")))


def hp_with_letters_lost(raw, month):
    """120 HP is 120."""
    return _with(raw, month, hp=lambda text: float(pd.to_numeric(text, errors="coerce")))


def rarity_as_it_is(raw, month):
    """A rarity has one spelling."""
    return _with(raw, month, rarity=lambda text: text)


def rarity_with_hyphens(raw, month):
    """A hyphen is no letter."""
    return _with(
        raw, month, rarity=lambda text: "".join(text.lower().split()).replace("holorare", "rareholo")
    )


def rarity_with_spaces(raw, month):
    """A space is no letter."""
    return _with(raw, month, rarity=lambda text: text.lower().strip().replace("-", " "))


def rarity_titled(raw, month):
    """A rarity is in lower case."""
    return _with(raw, month, rarity=lambda text: re.sub("[^A-Za-z]", "", text).title())


def two_holos(raw, month):
    """Holo Rare is rareholo."""
    return _with(raw, month, rarity=lambda text: re.sub("[^a-z]", "", text.lower()))


def every_holo(raw, month):
    """rare is not rareholo."""
    return _with(
        raw, month, rarity=lambda text: {"rare": "rareholo"}.get(_Build().rarity(text), _Build().rarity(text))
    )


def keeps_sold_at(raw, month):
    """sold_at is left out."""
    return _with(raw, month, columns=[*_COLUMNS, "sold_at"])


def keeps_all(raw, month):
    """What only the sale brings is left out."""
    return _with(raw, month, columns=[*_COLUMNS, "n_bids", "days_to_sell"])


def lacks_listed_at(raw, month):
    """listed_at is passed on."""
    return _with(raw, month, columns=[name for name in _COLUMNS if name != "listed_at"])


def listed_is_sold(raw, month):
    """listed_at is passed on as it is."""
    build = _Build()
    return _with(raw, month, cleaned=lambda row: build.cleaned(row) | {"listed_at": row["day"]})


def with_the_index(raw, month):
    """The file has these columns, and no index."""

    def write(table, raw):
        kept = raw.drop_duplicates("sale_id").reset_index().set_index("sale_id")["index"]
        return table.set_axis(kept.reindex(table["sale_id"]).to_numpy(), axis=0).to_parquet()

    return _with(raw, month, write=write)


def csv(raw, month):
    """The file is a Parquet file."""
    return _with(raw, month, write=lambda table, raw: table.to_csv(index=False).encode())


def nothing_for_nothing(raw, month):
    """Without a clean row there is a file."""
    return _with(raw, month, write=lambda table, raw: table.to_parquet(index=False) if len(table) else b"")


def no_columns_for_nothing(raw, month):
    """Without a clean row the file has its columns."""
    return _with(
        raw, month, write=lambda table, raw: pd.DataFrame(table.to_dict("records")).to_parquet(index=False)
    )


def fails_for_nothing(raw, month):
    """Without a clean row there is no error."""
    content, manifest = _Build()(raw, month)
    return content, manifest | {"rows_clean": manifest["rows_clean"] or 1 // manifest["rows_clean"]}


def hash_of_the_table(raw, month):
    """sha256 is the digest of the bytes."""
    content, manifest = _Build()(raw, month)
    text = pd.read_parquet(io.BytesIO(content)).to_csv(index=False)
    return content, manifest | {"sha256": hashlib.sha256(text.encode()).hexdigest()}


def md5(raw, month):
    """sha256 is a sha256."""
    content, manifest = _Build()(raw, month)
    return content, manifest | {"sha256": hashlib.md5(content).hexdigest()}


def written_twice(raw, month):
    """sha256 is the digest of this very file."""
    content, manifest = _Build()(raw, month)
    return pd.read_parquet(io.BytesIO(content)).to_parquet(index=False, compression="gzip"), manifest


def no_month(raw, month):
    """The manifest says which month it is."""
    content, manifest = _Build()(raw, month)
    return content, manifest | {"month": month[5:]}


def another_each_time(raw, month, _runs=[]):  # noqa: B006
    """The same raw gives the same manifest."""
    content, manifest = _Build()(raw, month)
    _runs.append(month)
    return content, manifest | {"run": len(_runs)}


def swapped(raw, month):
    """The file comes first, then the manifest."""
    return _Build()(raw, month)[::-1]


def changes_raw(raw, month):
    """The delivery stays as it is."""
    found = _Build()(raw, month)
    raw["sold_at"] = raw["sold_at"].fillna("---")
    return found


def cleans_raw(raw, month):
    """The delivery keeps its columns and texts."""
    found = _Build()(raw, month)
    raw["hp"] = [_Build().hp(text) for text in raw["hp"]]
    return found


def test_without_a_hyphen(raw, month):
    """A test's seller_id starts with test-, and not with test alone."""
    return _with(raw, month, is_test=lambda row: row["is_test"] == "1" or row["seller_id"].startswith("test"))


def nothing_costs_nothing(raw, month):
    """0 is a price."""
    return _with(raw, month, no_price=lambda row: pd.isna(row["price"]) or float(row["price"]) == 0)


def cents_by_the_point(raw, month):
    """The day says what is in cents, and not whether there is a point."""

    def price(row):
        cents = row["channel"] == "partner" and "." not in row["price"]
        return float(row["price"]) / (100 if cents else 1) / (0.92 if row["currency"] == "EUR" else 1)

    return _with(raw, month, price=price)


def cents_from_march_of_any_year(raw, month):
    """Cents have come since March 2025, and not from March on in each year."""

    def price(row):
        cents = row["channel"] == "partner" and row["day"][5:7] >= "03"
        return float(row["price"]) / (100 if cents else 1) / (0.92 if row["currency"] == "EUR" else 1)

    return _with(raw, month, price=price)


def holorare_inside(raw, month):
    """holorare alone is turned round, and not where more letters follow."""
    turned = _Build.rarity
    return _with(raw, month, rarity=lambda text: turned(_Build(), text).replace("holorare", "rareholo"))


def holo_rare_as_two_words(raw, month):
    """What has the letters holorare is rareholo, however it is written."""

    def rarity(text):
        if text.strip().lower() == "holo rare":
            return "rareholo"
        return re.sub("[^a-z]", "", text.lower())

    return _with(raw, month, rarity=rarity)


def rarity_without_spaces_and_hyphens(raw, month):
    """The letters alone stay, and not all but spaces and hyphens."""

    def rarity(text):
        letters = re.sub("[ -]", "", text.lower())
        return "rareholo" if letters == "holorare" else letters

    return _with(raw, month, rarity=rarity)


def rarity_with_digits(raw, month):
    """A digit is no letter."""

    def rarity(text):
        letters = re.sub("[^a-z0-9]", "", text.lower())
        return "rareholo" if letters == "holorare" else letters

    return _with(raw, month, rarity=rarity)

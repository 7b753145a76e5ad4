"""Wrong answers to E1.2b, ingesting without losing a row."""

import hashlib

import pandas as pd

_COLUMNS = ["sale_id", "card_id", "price"]


def _digest(clean):
    return hashlib.sha256(clean.to_csv(index=False).encode()).hexdigest()


def _is_price(value):
    return isinstance(value, int | float) and not pd.isna(value) and value > 0


def _reasons(
    rows,
    is_price=_is_price,
    key=lambda row: row["sale_id"],
    has_id=lambda one: not pd.isna(one),
    all_ids=False,
):
    accepted = set()
    for row in rows.to_dict("records"):
        repeated = key(row) in accepted
        reason = "duplicate" if repeated else None
        if not has_id(row["sale_id"]):
            reason = "no id"
        elif not is_price(row["price"]):
            reason = "bad price"
        if reason is None or (all_ids and reason == "bad price"):
            accepted.add(key(row))
        yield reason


def _ingest(batches, digest=_digest, **rules):
    """A right answer with a switch for each mistake."""
    rows = pd.concat(batches, ignore_index=True)
    reason = pd.Series(list(_reasons(rows, **rules)), dtype=object)
    clean, quarantine = rows[reason.isna()], rows.assign(reason=reason)[reason.notna()]
    manifest = {"rows_in": len(rows), "rows_clean": len(clean), "rows_quarantined": len(quarantine)}
    return clean, quarantine, manifest | {"sha256": digest(clean)}


def lets_copies_in_one_batch_through(batches):
    """duplicate: in this batch or an earlier one."""
    numbered = [batch.assign(sale_id=batch["sale_id"], batch=n) for n, batch in enumerate(batches)]
    rows = pd.concat(numbered, ignore_index=True)
    accepted, reasons = {}, []
    for row in rows.to_dict("records"):
        one, bad = row["sale_id"], not _is_price(row["price"])
        earlier = accepted.get(one, row["batch"]) < row["batch"]
        reasons.append("no id" if pd.isna(one) else "bad price" if bad else "duplicate" if earlier else None)
        if reasons[-1] is None:
            accepted.setdefault(one, row["batch"])
    reason, rows = pd.Series(reasons, dtype=object), rows.drop(columns="batch")
    clean, quarantine = rows[reason.isna()], rows.assign(reason=reason)[reason.notna()]
    manifest = {"rows_in": len(rows), "rows_clean": len(clean), "rows_quarantined": len(quarantine)}
    return clean, quarantine, manifest | {"sha256": _digest(clean)}


def forgets_earlier_batches(batches):
    """duplicate: in this batch or an earlier one."""
    parts = [_ingest([batch]) for batch in batches]
    clean, quarantine = (pd.concat([part[n] for part in parts], ignore_index=True) for n in (0, 1))
    manifest = {
        name: sum(part[2][name] for part in parts) for name in ("rows_in", "rows_clean", "rows_quarantined")
    }
    return clean, quarantine, manifest | {"sha256": _digest(clean)}


def remembers_the_batch_before_only(batches):
    """duplicate: in any earlier batch."""
    return _ingest(batches) if len(batches) < 3 else forgets_earlier_batches(batches)


def counts_whole_rows_as_copies(batches):
    """duplicate: a row with this sale_id, whatever else is in it."""
    return _ingest(batches, key=lambda row: (row["sale_id"], row["card_id"], row["price"]))


def takes_the_same_card_and_price_for_a_copy(batches):
    """duplicate: a row with this sale_id, and no other."""
    return _ingest(batches, key=lambda row: (row["card_id"], row["price"]))


def keeps_the_last_copy(batches):
    """duplicate: what was accepted before stays."""
    clean, quarantine, manifest = _ingest([batch[::-1] for batch in batches[::-1]])
    return clean[::-1], quarantine, manifest | {"sha256": _digest(clean[::-1])}


def counts_refused_rows_as_accepted(batches):
    """duplicate: a row with this sale_id was accepted before."""
    return _ingest(batches, all_ids=True)


def asks_for_copies_first(batches):
    """The first reason that applies: a bad price before a duplicate."""
    clean, quarantine, manifest = _ingest(batches)
    known = set(clean["sale_id"])
    again = quarantine["sale_id"].isin(known) & (quarantine["reason"] == "bad price")
    return clean, quarantine.assign(reason=quarantine["reason"].mask(again, "duplicate")), manifest


def asks_for_the_price_first(batches):
    """The first reason that applies: no id before a bad price."""
    clean, quarantine, manifest = _ingest(batches)
    bad = ~quarantine["price"].map(_is_price)
    return clean, quarantine.assign(reason=quarantine["reason"].mask(bad, "bad price")), manifest


def strips_ids(batches):
    """clean: values untouched, also the spaces of an id."""
    return _ingest(
        [
            batch.assign(
                sale_id=batch["sale_id"].astype(object).map(lambda v: v.strip() if isinstance(v, str) else v)
            )
            for batch in batches
        ]
    )


def compares_stripped_ids(batches):
    """duplicate: this sale_id, to the last space."""
    return _ingest(batches, key=lambda row: str(row["sale_id"]).strip())


def rounds_prices(batches):
    """clean: values untouched, also the digits of a price."""
    clean, quarantine, manifest = _ingest(batches)
    clean = clean.assign(price=clean["price"].astype(float).round(2))
    return clean, quarantine, manifest | {"sha256": _digest(clean)}


def repairs_text(batches):
    """bad price: also a text such as "4.50"."""
    clean, quarantine, manifest = _ingest(
        batches, is_price=lambda v: (pd.to_numeric(v, errors="coerce") or 0) > 0
    )
    return clean, quarantine, manifest


def empties_bad_prices(batches):
    """quarantine: values untouched."""
    clean, quarantine, manifest = _ingest(batches)
    return clean, quarantine.assign(price=pd.to_numeric(quarantine["price"], errors="coerce")), manifest


def takes_a_price_of_nothing(batches):
    """bad price: not above 0."""
    return _ingest(batches, is_price=lambda v: isinstance(v, int | float) and v >= 0)


def takes_negative_prices(batches):
    """bad price: not above 0."""
    return _ingest(batches, is_price=lambda v: isinstance(v, int | float) and not pd.isna(v) and v != 0)


def wants_a_cent(batches):
    """bad price: not above 0, and 0.001 is above 0."""
    return _ingest(batches, is_price=lambda v: _is_price(v) and v >= 0.01)


def loses_rows_without_id(batches):
    """All other rows are in quarantine."""
    return _ingest([batch.dropna(subset=["sale_id"]) for batch in batches])


def accepts_rows_without_id(batches):
    """no id: sale_id is missing."""
    return _ingest(batches, has_id=lambda one: True)


def drops_the_quarantine(batches):
    """quarantine: all other rows."""
    clean, quarantine, manifest = _ingest(batches)
    return clean, quarantine.head(0), manifest


def counts_distinct_rows(batches):
    """rows_in: the rows of all batches."""
    clean, quarantine, manifest = _ingest(batches)
    return clean, quarantine, manifest | {"rows_in": len(pd.concat(batches).drop_duplicates())}


def writes_other_reasons(batches):
    """The reasons have these names."""
    clean, quarantine, manifest = _ingest(batches)
    return clean, quarantine.assign(reason=quarantine["reason"].str.replace(" ", "_")), manifest


def has_no_reason_when_all_is_well(batches):
    """Both tables have their columns also where they have no rows."""
    clean, quarantine, manifest = _ingest(batches)
    return clean, quarantine if len(quarantine) else quarantine[_COLUMNS], manifest


def has_no_columns_when_nothing_is_good(batches):
    """Both tables have their columns also where they have no rows."""
    clean, quarantine, manifest = _ingest(batches)
    return clean if len(clean) else pd.DataFrame(), quarantine, manifest


def leaves_the_reason_in_clean(batches):
    """clean: with the columns sale_id, card_id and price."""
    clean, quarantine, manifest = _ingest(batches)
    return clean.assign(reason=None), quarantine, manifest


def sorts_clean(batches):
    """clean: in the order they arrived."""
    clean, quarantine, manifest = _ingest(batches)
    clean = clean.sort_values("sale_id", ascending=False)
    return clean, quarantine, manifest | {"sha256": _digest(clean)}


def digests_nothing_of_nothing(batches):
    """sha256: the digest of clean, also without rows."""
    return _ingest(batches, digest=lambda clean: _digest(clean) if len(clean) else None)


def digests_without_separators(batches):
    """sha256: the digest of clean as CSV."""
    joined = lambda clean: "".join(map(str, clean.to_numpy().ravel()))  # noqa: E731
    return _ingest(batches, digest=lambda clean: hashlib.sha256(joined(clean).encode()).hexdigest())


def digests_a_salted_hash(batches):
    """sha256: the digest of clean as CSV."""
    return _ingest(
        batches, digest=lambda c: hashlib.sha256(str(hash(c.to_csv(index=False))).encode()).hexdigest()
    )


def digests_what_is_printed(batches):
    """sha256: the digest of clean as CSV."""
    return _ingest(batches, digest=lambda clean: hashlib.sha256(str(clean).encode()).hexdigest())


def digests_with_the_index(batches):
    """sha256: the digest of clean as CSV, without its index."""
    return _ingest(batches, digest=lambda clean: hashlib.sha256(clean.to_csv().encode()).hexdigest())


def digests_rounded_prices(batches):
    """sha256: the digest of clean, with all digits."""
    return _ingest(batches, digest=lambda c: _digest(c.assign(price=c["price"].astype(float).round(2))))


def digests_the_ids(batches):
    """sha256: the digest of all columns."""
    return _ingest(batches, digest=lambda clean: _digest(clean[["sale_id"]]))


def digests_what_came_in(batches):
    """sha256: the digest of clean."""
    return _ingest(batches, digest=lambda clean: _digest(pd.concat(batches)))


def digests_by_md5(batches):
    """sha256: SHA-256, in hexadecimal."""
    return _ingest(
        batches, digest=lambda clean: hashlib.md5(clean.to_csv(index=False).encode()).hexdigest() * 2
    )


def cuts_the_digest(batches):
    """sha256: the whole digest."""
    return _ingest(batches, digest=lambda clean: _digest(clean)[:16])


def gives_bytes(batches):
    """sha256: in hexadecimal."""
    return _ingest(batches, digest=lambda clean: bytes.fromhex(_digest(clean)))


def marks_the_batches(batches):
    """The batches stay as they are."""
    for number, batch in enumerate(batches):
        batch["batch"] = number
    clean, quarantine, manifest = _ingest([batch[_COLUMNS] for batch in batches])
    return clean, quarantine, manifest


def empties_the_list(batches):
    """The batches stay as they are."""
    found = _ingest(batches)
    batches.clear()
    return found


def wants_a_point(batches):
    """price: a number, also a whole one."""
    return _ingest(batches, is_price=lambda value: isinstance(value, float) and _is_price(value))


def limits_the_price(batches):
    """price: above 0, and there is no upper limit."""
    return _ingest(batches, is_price=lambda value: _is_price(value) and value < 100_000)


def lets_nan_through(batches):
    """bad price: price is missing, also as NaN."""
    return _ingest(batches, is_price=lambda value: isinstance(value, int | float) and not value <= 0)


def fills_the_quarantine(batches):
    """quarantine: the rows untouched, also what is missing in them."""
    clean, quarantine, manifest = _ingest(batches)
    return clean, quarantine.astype(object).fillna(""), manifest


def names_all_reasons(batches):
    """The first reason that applies, and no other."""
    clean, quarantine, manifest = _ingest(batches)
    both = quarantine["sale_id"].isna() & quarantine["price"].isna()
    return clean, quarantine.assign(reason=quarantine["reason"].mask(both, "no id, bad price")), manifest


def digests_the_sorted_rows(batches):
    """sha256: the digest of clean as a file, in the order of its rows."""
    return _ingest(batches, digest=lambda clean: _digest(clean.sort_values("sale_id")))

"""Known wrong answers to E1.2b, ingesting without losing a row."""

import hashlib

import pandas as pd

from grading.engine.declare.misconception import misconception


def _reasons(rows, repairs=False, any_id=False, across=True):
    """The reason of each row, None for a good one, with a switch for each mistake."""
    accepted, reasons = set(), []
    for row in rows.to_dict("records"):
        price = row["price"]
        if repairs and isinstance(price, str):
            price = float(price)
        key = (row["sale_id"], None if across else row["batch"])
        if pd.isna(row["sale_id"]):
            reason = "no id"
        elif any_id and key in accepted:
            reason = "duplicate"
        elif isinstance(price, str) or pd.isna(price) or price <= 0:
            reason = "bad price"
        else:
            reason = "duplicate" if key in accepted else None
        if reason is None or any_id:
            accepted.add(key)
        reasons.append(reason)
    return pd.Series(reasons, dtype=object)


def _ingest(batches, hash_input=False, repairs=False, **switches):
    """A right answer with a switch for each mistake."""
    rows = pd.concat([b.assign(batch=n) for n, b in enumerate(batches)], ignore_index=True)
    reason = _reasons(rows, repairs=repairs, **switches)
    rows = rows.drop(columns="batch")
    clean = rows[reason.isna()].reset_index(drop=True)
    if repairs:
        clean["price"] = clean["price"].astype(float)
    quarantine = rows.assign(reason=reason)[reason.notna()].reset_index(drop=True)
    hashed = rows if hash_input else clean
    manifest = {
        "rows_in": len(rows),
        "rows_clean": len(clean),
        "rows_quarantined": len(quarantine),
        "sha256": hashlib.sha256(hashed.to_csv(index=False).encode()).hexdigest(),
    }
    return clean, quarantine, manifest


@misconception(
    "E1.2b",
    "drops bad rows instead of keeping them in quarantine",
    section="1.2.4",
    explanation="Bad rows are gone: your quarantine is empty, although 5 of 8 rows did not make it. Prices "
    "are missing most often for dear cards, so what vanishes is not a random part, and nobody can"
    " look at it any more. Every row goes out through one of two doors.",
)
def drops_bad_rows(batches):
    clean, quarantine, manifest = _ingest(batches)
    return clean, quarantine.head(0), {**manifest, "rows_quarantined": 0}


@misconception(
    "E1.2b",
    "loses the rows without an id",
    section="1.2.4",
    explanation="Rows without a sale_id are nowhere in your result, as it happens with an inner join or a "
    "group by: a missing key matches nothing. They were sent and paid for, so they must be in "
    "quarantine with the reason 'no id', and be counted in rows_in.",
)
def loses_rows_without_id(batches):
    return _ingest([batch.dropna(subset=["sale_id"]) for batch in batches])


@misconception(
    "E1.2b",
    "adds a batch again when it is sent again",
    section="1.2.4",
    explanation="You look for duplicates inside each batch only, so a batch that is delivered twice is "
    "counted twice. That is no rare accident: every sender that waits for an answer and hears "
    "none sends again. Remember the ids you have accepted across all batches.",
)
def forgets_earlier_batches(batches):
    return _ingest(batches, across=False)


@misconception(
    "E1.2b",
    "repairs values without a flag",
    section="1.2.4",
    explanation='You turn the text "4.50" into a number and let it in. Perhaps it is dollars, perhaps the '
    "sender has changed its format and tomorrow sends cents: with the repair nobody will ever "
    "know which rows were touched. Quarantine it as it came; a repair is a step of its own that "
    "leaves a trace.",
)
def repairs_silently(batches):
    return _ingest(batches, repairs=True)


@misconception(
    "E1.2b",
    "looks for duplicates before it looks for bad rows",
    section="1.2.4",
    explanation="The sale s2 came with no price, was refused, and came again with its price the next day. You"
    " throw out the corrected row as a duplicate of the refused one, and the sale is lost for "
    "good. Only an accepted row makes a later one a duplicate.",
)
def duplicates_first(batches):
    return _ingest(batches, any_id=True)


@misconception(
    "E1.2b",
    "hashes what came in, not what goes out",
    section="1.2.4",
    explanation="Your digest changes when a row changes that was refused anyway. It is the name of a version "
    "of the clean data: if it changes while the data do not, a model can't be traced to what it "
    "learned from, and caches are thrown away for nothing. Hash the clean rows.",
)
def hashes_the_input(batches):
    return _ingest(batches, hash_input=True)

"""Right answers to E1.2b, each written another way."""

import hashlib
import io

import pandas as pd


def right_loop(batches):
    """Row by row into two lists, as a list of three, the digest in capitals."""
    clean, quarantine, accepted = [], [], set()
    columns = list(batches[0].columns)
    for batch in batches:
        for row in batch.to_dict("records"):
            number = row["price"] if isinstance(row["price"], int | float) else 0
            if not isinstance(row["sale_id"], str):
                quarantine.append({**row, "reason": "no id"})
            elif not number > 0:
                quarantine.append({**row, "reason": "bad price"})
            elif row["sale_id"] in accepted:
                quarantine.append({**row, "reason": "duplicate"})
            else:
                accepted.add(row["sale_id"])
                clean.append(row)
    table = pd.DataFrame(clean, columns=columns)
    manifest = {
        "rows_in": sum(map(len, batches)),
        "rows_clean": len(clean),
        "rows_quarantined": len(quarantine),
        "sha256": hashlib.sha256(table.to_csv(index=False).encode()).hexdigest().upper(),
    }
    return [table, pd.DataFrame(quarantine, columns=[*columns, "reason"]), manifest]


def right_masks(batches):
    """Masks on one table; quarantine in another order, further manifest keys, the digest of a file in memory."""
    table = pd.concat(batches, ignore_index=True)
    no_id = table["sale_id"].isna()
    numbers = table["price"].map(lambda price: isinstance(price, int | float))
    bad_price = ~no_id & ~(numbers & (pd.to_numeric(table["price"], errors="coerce") > 0))
    good = table[~no_id & ~bad_price]
    repeated = good[good["sale_id"].duplicated()]
    clean = good.drop(repeated.index)
    parts = {"duplicate": repeated, "bad price": table[bad_price], "no id": table[no_id]}
    quarantine = pd.concat([part.assign(reason=reason) for reason, part in parts.items()])
    file = io.BytesIO()
    clean.to_csv(file, index=False)
    return (
        clean,
        quarantine,
        {
            "rows_in": table.shape[0],
            "rows_clean": clean.shape[0],
            "rows_quarantined": quarantine.shape[0],
            "sha256": hashlib.sha256(file.getvalue()).hexdigest(),
            "batches": len(batches),
        },
    )

"""Right answers to E1.7, each written another way."""

import hashlib
import io

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq


def right_masks(raw, month):
    """A column of reasons filled rule by rule, pandas throughout."""
    table = raw.copy()
    slash = table["sold_at"].str.fullmatch(r"\d{2}/\d{2}/\d{4}").fillna(False).astype(bool)
    turned = table["sold_at"].str[6:] + "-" + table["sold_at"].str[3:5] + "-" + table["sold_at"].str[:2]
    day = table["sold_at"].where(~slash, turned)
    is_date = day.str.fullmatch(r"\d{4}-\d{2}-\d{2}").fillna(False).astype(bool)
    rules = {
        "test_order": (table["is_test"] == "1")
        | table["seller_id"].str.startswith("test-").fillna(False).astype(bool),
        "duplicate": table["sale_id"].duplicated(),
        "bad_date": ~is_date,
        "wrong_month": day.str[:7] != month,
        "no_price": table["price"].isna(),
    }
    reason = pd.Series([None] * len(table), index=table.index, dtype=object)
    for name, applies in rules.items():
        reason[applies & reason.isna()] = name
    clean = table[reason.isna()].copy()
    cents = (clean["channel"] == "partner") & (day[clean.index] >= "2025-03-01")
    price = clean["price"].astype(float)
    price = price.where(~cents, price / 100)
    clean["price_usd"] = price.where(clean["currency"] != "EUR", price / 0.92)
    clean["hp"] = (
        clean["hp"].astype("string").str.extract(r"(\d+)", expand=False).astype("Float64").astype(float)
    )
    letters = clean["rarity"].str.lower().str.replace(r"[^a-z]", "", regex=True)
    clean["rarity"] = letters.replace({"holorare": "rareholo"})
    wanted = ["sale_id", "listed_at", "channel", "card_id", "rarity", "hp", "price_usd"]
    content = clean[wanted].to_parquet(index=False)
    manifest = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "reasons": reason.value_counts().to_dict(),
        "rows_quarantined": reason.notna().sum(),
        "rows_clean": len(clean),
        "rows_in": len(raw),
        "month": month,
    }
    return content, manifest


def right_arrow(raw, month):
    """Plain dicts in, a pyarrow table out, more in the manifest than was asked for."""
    reasons, kept, ids = {}, [], []
    for record in raw.replace({np.nan: None}).to_dict("records"):
        day = record["sold_at"] or ""
        if day.count("/") == 2:
            dd, mm, yyyy = day.split("/")
            day = f"{yyyy}-{mm}-{dd}"
        if record["is_test"] == "1" or (record["seller_id"] or "")[:5] == "test-":
            why = "test_order"
        elif record["sale_id"] in ids:
            why = "duplicate"
        elif day.strip("-") == "":
            why = "bad_date"
        elif not day.startswith(month):
            why = "wrong_month"
        elif record["price"] is None:
            why = "no_price"
        else:
            why = None
        ids.append(record["sale_id"])
        if why:
            reasons[why] = reasons.get(why, 0) + 1
            continue
        divisor = 100 if record["channel"] == "partner" and day[:7] >= "2025-03" else 1
        divisor *= 0.92 if record["currency"] == "EUR" else 1
        row = {key: record[key] for key in ("sale_id", "listed_at", "channel", "card_id")}
        letters = "".join(filter(str.isalpha, record["rarity"].casefold()))
        row["rarity"] = {"holorare": "rareholo"}.get(letters, letters)
        row["hp"] = None if record["hp"] is None else float(record["hp"].upper().split("HP")[0])
        kept.append(row | {"price_usd": float(record["price"]) / divisor})
    schema = pa.schema(
        [(name, pa.string()) for name in ("sale_id", "listed_at", "channel", "card_id", "rarity")]
        + [("hp", pa.float64()), ("price_usd", pa.float64())]
    )
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(kept, schema=schema), sink, compression="zstd")
    counts = {"rows_in": len(raw), "rows_clean": len(kept), "rows_quarantined": len(raw) - len(kept)}
    digest = hashlib.sha256(sink.getvalue()).hexdigest()
    return sink.getvalue(), {
        "month": month,
        **counts,
        "reasons": reasons,
        "sha256": digest,
        "bytes": len(sink.getvalue()),
    }

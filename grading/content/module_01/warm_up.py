"""First calls that answers to module 1 typically make, so that no submission's process has to make them first.

Run once by the process that submissions are forked from. Written from what learners are told, and from nothing else:
a submission can read all that is done here. Parquet is read from memory, because reading a file starts a thread.
"""

import hashlib
import io
import json
import re
import warnings

import numpy as np
import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

warnings.simplefilter("ignore")
sales = pd.DataFrame(
    {
        "sale_id": ["s1", "s2", None, "s1"],
        "card_id": ["c1", "c2", "c3", "c1"],
        "rarity": ["Common", "Rare", "Comon", "Rare"],
        "hp": [60, "40 HP", None, 70.0],
        "price": [4.5, None, "3.00", -1.0],
        "amount": [4.5, np.nan, 3.0, 2.5],
        "sold": [True, False, True, True],
        "sold_at": ["2025-04-03", "05/04/2025", "---", "2025-04-09"],
    }
)

# contracts
numbers = pandera.Check(lambda cell: isinstance(cell, int | float), element_wise=True, error="no number")
contract = pandera.DataFrameSchema(
    {
        "card_id": pandera.Column(str, pandera.Check.str_matches("c"), nullable=False),
        "rarity": pandera.Column(str, pandera.Check.isin(["Common", "Rare"]), nullable=False, coerce=False),
        "hp": pandera.Column(object, [numbers, pandera.Check(lambda cells: cells.notna())], nullable=True),
        "price": pandera.Column(object, numbers, nullable=True, required=True),
        "amount": pandera.Column(float, [pandera.Check.gt(3), pandera.Check.in_range(0, 9)], nullable=True),
        "missing": pandera.Column(nullable=False),
    },
    strict=False,
)
for table in (sales, sales.iloc[:0], sales.assign(missing=1).iloc[:1]):
    for lazy in (True, False):
        try:
            contract.validate(table, lazy=lazy)
        except pandera.errors.SchemaErrors as error:
            cases = error.failure_cases
            cases.dropna(subset=["index"]).rename(columns={"index": "row"})[
                ["row", "column", "check"]
            ].to_dict("records")
            cases.fillna({"index": -1}).astype({"index": int}).sort_values("index")
        except pandera.errors.SchemaError:
            pass

# tables
days = pd.to_datetime(sales["sold_at"], format="%Y-%m-%d", errors="coerce")
pd.to_datetime(sales["sold_at"], errors="coerce")
pd.to_datetime("2025-04-03") - days.max()
pd.to_numeric(sales["price"], errors="coerce").median()
dated = sales.assign(day=days, month=days.dt.strftime("%Y-%m"))
dated[dated["day"].le(pd.Timestamp("2025-04-30")) & dated["sold"] & ~dated["sale_id"].isin(["s2"])]
dated["amount"].where(dated["sold"], np.nan).div(0.92).round(2)
dated.loc[dated["day"].isna(), "amount"] = np.nan
for keys in (["rarity"], "card_id"):
    dated.groupby(keys)["amount"].agg(["mean", "median", "count", "size"])
    dated.dropna(subset=["amount"]).groupby(keys)["amount"].mean().to_dict()
sales.drop_duplicates("sale_id").merge(sales, on="card_id", how="left").sort_values(["card_id", "amount_x"])
sales.duplicated(subset=["sale_id"], keep="first").sum()
sales["card_id"].map({"c1": 1.0}).fillna(0.0).value_counts(normalize=True)
sales["rarity"].str.strip().str.lower().str.replace(r"\W", "", regex=True).str.extract(r"(\w+)")
both = pd.concat([sales, sales], ignore_index=True)
both.set_index("sale_id").sort_index().reset_index(drop=True).equals(both)
both[[isinstance(value, float) for value in both["price"]]].reset_index(drop=True).copy()
[pd.isna(row["price"]) for row in both.to_dict("records")]
[pd.isna(row.price) for row in both.itertuples(index=False)]
[pd.isna(row["price"]) for _, row in both.iterrows()]
pd.DataFrame.from_dict({"a": {"rows": 1, "share": 0.5}}, orient="index").rename_axis("source")
pd.DataFrame([{"row": 1, "column": "hp"}], columns=["row", "column", "problem"]).astype({"row": int})
both["sale_id"].astype("category").astype(str).astype(object).tolist()

# content and digests
hashlib.sha256(both.to_csv(index=False).encode()).hexdigest()
hashlib.sha256(both.to_json(orient="records").encode()).hexdigest()
hashlib.sha256(json.dumps(both.astype(str).values.tolist(), sort_keys=True).encode()).hexdigest()
pd.util.hash_pandas_object(both.astype(str), index=False).to_numpy().tobytes()
np.abs(np.expm1(np.log1p(np.asarray([4.5, np.nan, 9.0]))) - 1).max()
for pattern in (r"\d{4}-\d\d-\d\d", r"(\d\d)/(\d\d)/(\d{4})", r"\d*\.?\d+"):
    re.fullmatch(pattern, "2025-04-03")

# Parquet
plain = dated.drop(columns=["hp", "price"])
buffer = io.BytesIO()
plain.to_parquet(buffer, index=False)
arrow = pa.Table.from_pandas(plain, preserve_index=False)
sink = pa.BufferOutputStream()
pq.write_table(arrow, sink)
part = pq.ParquetFile(pa.BufferReader(sink.getvalue())).read(columns=["rarity", "amount"], use_threads=False)
part.to_pandas(use_threads=False).groupby("rarity")["amount"].mean()
ds.field("amount").is_valid()

"""The market at any size, and the same in every process."""

import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from course.data import load_raw
from course.links import ROOT
from course.market import scale
from course.market.sellers import is_shop


def test_building_at_scale_streams(tmp_path, monkeypatch):
    monkeypatch.setattr(scale, "CHUNK", 500)
    seen = []
    rows = scale.build(
        tmp_path / "big.parquet", 20_000, progress=lambda done, total: seen.append((done, total))
    )
    frame = pd.read_parquet(tmp_path / "big.parquet")
    assert len(frame) == rows and 20_000 <= rows < 20_500
    assert list(frame.columns) == list(load_raw().columns)
    assert seen[-1] == (20_000, 20_000) and len(seen) >= 40
    assert [path.name for path in tmp_path.iterdir()] == ["big.parquet"]
    assert frame["sale_id"].str.startswith("S").mean() > 0.99


def test_leaks_at_scale_are_those_of_the_small_file():
    """As many sales in a window and as few of a person, however large the file."""
    month = next(frame for done, frame in scale.chunks(1_000_000) if len(frame) > 10_000)
    small, large = load_raw(), month
    for column in ("set_price_30d", "seller_price_index", "views_total", "days_to_sell"):
        both = []
        for raw in (small, large):
            usable = raw[raw["price"].notna() & (raw["currency"] == "USD") & (raw["channel"] == "web")]
            price, leak = np.log(usable["price"].astype(float)), usable[column].astype(float)
            person = ~is_shop(usable["seller_id"])
            rows = person if column == "seller_price_index" else np.ones(len(usable), dtype=bool)
            both.append(price[rows].corr(np.log1p(leak[rows]), method="spearman"))
        assert abs(both[0] - both[1]) < 0.08, (column, both)


def test_building_at_scale_as_csv_and_wrong_arguments(tmp_path):
    rows = scale.build(tmp_path / "small.csv", 400, format="csv")
    assert len(load_raw(tmp_path / "small.csv")) == rows
    with pytest.raises(ValueError, match="'xml'"):
        scale.build(tmp_path / "x.xml", 10, format="xml")
    with pytest.raises(ValueError, match="at least 1"):
        scale.build(tmp_path / "x.csv", 0)


DIGESTS = """
import hashlib
import pandas as pd
from course.market import build_sales, listings, outcome, production, production_year, sources
frames = [
    build_sales(2_000), production("mixed", seed=2), production("dear_cards", seed=2, raw=True),
    production_year([(1, "new_set", 1.0), (2, "cents", 0.5)], months=4, seed=2),
    listings(seed=1), outcome(listings(seed=1), 5.0), *sources(seed=3).values(),
]
print([hashlib.sha256(pd.util.hash_pandas_object(f).to_numpy().tobytes()).hexdigest()[:8] for f in frames])
"""


def test_every_process_draws_the_same():
    """Whatever Python's hash seed and the number of threads."""
    outputs = {
        subprocess.run(
            [sys.executable, "-c", DIGESTS],
            env={**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads},
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout
        for seed, threads in (("1", "1"), ("2", "2"))
    }  # fmt: skip
    assert len(outputs) == 1 and outputs.pop().count("'") == 20

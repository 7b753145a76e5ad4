"""Production months, listings, the four sources and the build at scale."""

import numpy as np
import pandas as pd
import pytest

from course.data import load_raw, load_sales
from course.market import AFTER_SALE, SCENARIOS, listings, noise_free_price, production, scale, sources


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_scenario_has_the_columns_of_the_training_data(scenario):
    frame = production(scenario, months=2, seed=3, sales_per_month=200)
    assert list(frame.columns) == list(load_sales().columns)
    assert frame["sold_at"].min() >= pd.Timestamp("2026-07-01")
    assert frame["sold_at"].max() < pd.Timestamp("2026-09-01")
    assert frame[list(AFTER_SALE)].isna().all().all(), "nobody knows these when a price is due"
    assert frame.attrs["scenario"] == scenario
    raw = production(scenario, months=2, seed=3, sales_per_month=200, raw=True)
    assert list(raw.columns) == list(load_raw().columns)
    pd.testing.assert_frame_equal(frame, production(scenario, months=2, seed=3, sales_per_month=200))
    assert not frame["price_usd"].equals(
        production(scenario, months=2, seed=4, sales_per_month=200)["price_usd"]
    )


def test_the_oracle_knows_every_scenario():
    for scenario in ("steady", "new_set", "rarity_mix", "boom", "seasonal"):
        frame = production(scenario, seed=5)
        assert abs((frame["price_usd"] / noise_free_price(frame, scenario)).mean() - 1) < 0.02


def test_what_each_scenario_changes():
    steady = production("steady", seed=1)
    new = production("new_set", seed=1)
    assert 0.30 < (new["set_id"] == "nx1").mean() < 0.40
    assert not set(new.loc[new["set_id"] == "nx1", "card_id"]) & set(load_sales()["card_id"])
    rare = ["Secret Rare", "Illustration Rare"]
    assert (
        production("rarity_mix", seed=1)["rarity"].isin(rare).mean()
        > 1.4 * steady["rarity"].isin(rare).mean()
    )
    boom = production("boom", seed=1)
    lift = boom["price_usd"] / noise_free_price(boom)
    last = boom["sold_at"] >= "2026-09-01"
    assert lift[last].mean() > 1.5 > 1.2 > lift[boom["sold_at"] < "2026-08-01"].mean()
    assert lift[last & (boom["generation"] == 1)].mean() > 1.3 * lift[last & (boom["generation"] > 1)].mean()
    cents = production("cents", seed=1)
    app = (cents["channel"] == "app") & (cents["sold_at"] >= "2026-08-01")
    assert cents.loc[app, "price_usd"].median() > 50 * cents.loc[~app, "price_usd"].median()
    assert production("strings", seed=1)["hp"].str.fullmatch(r"\d+ HP").all()
    season = production("seasonal", seed=1)
    assert len(season) > 1.4 * len(steady)
    assert season["sold_at"].dt.month.value_counts().sort_index().is_monotonic_increasing


def test_raw_production_shows_the_scenario_in_its_text():
    assert production("strings", seed=1, raw=True)["attack_damage"].str.fullmatch(r"\d+ dmg").all()
    raw = production("cents", seed=1, raw=True)
    late = raw[
        (raw["channel"] == "app") & (raw["sold_at"] >= "2026-08-01") & raw["sold_at"].str.match(r"\d{4}-")
    ]
    assert late["price"].dropna().str.fullmatch(r"\d+").all()


def test_a_wrong_scenario_is_named():
    with pytest.raises(ValueError, match=r"'snow'.*steady"):
        production("snow")
    with pytest.raises(ValueError, match="months"):
        production("steady", months=0)


def test_listings_tell_sold_from_waiting():
    frame = listings(seed=1, n=2_000)
    assert len(frame) > 2_000 and frame["listing_id"].is_unique
    assert set(frame["status"]) == {"active", "sold", "expired", "withdrawn"}
    sold = frame["status"] == "sold"
    assert 0.6 < sold.mean() < 0.9
    assert frame.loc[sold, ["sold_at", "sold_price"]].notna().all().all()
    assert frame.loc[~sold, ["sold_at", "sold_price"]].isna().all().all()
    assert (frame.loc[sold, "sold_at"] >= frame.loc[sold, "listed_at"]).all()
    assert frame["sold_at"].max() <= pd.Timestamp("2026-06-30")
    active = frame["status"] == "active"
    assert (pd.Timestamp("2026-06-30") - frame.loc[active, "listed_at"]).dt.days.max() <= 60
    assert not frame.loc[~sold, "returned"].any() and 0.02 < frame.loc[sold, "returned"].mean() < 0.06
    assert (
        frame["relist_of"].dropna().isin(frame["listing_id"]).all() and frame["relist_of"].notna().sum() > 30
    )
    bundles = frame.dropna(subset="bundle_id").groupby("bundle_id")
    assert (bundles.size() == 2).all() and (bundles["sold_price"].nunique() == 1).all()
    pd.testing.assert_frame_equal(frame, listings(seed=1, n=2_000))


def test_listings_sell_only_after_their_set_is_out():
    known = load_sales().drop_duplicates("card_id").set_index("card_id")["set_release_date"]
    frame = listings(seed=2)
    release = frame["card_id"].map(known)
    assert (frame["listed_at"][release.notna()] > release[release.notna()]).all()


def test_the_sources_disagree_in_known_ways():
    frames = sources(seed=1, n=600)
    assert set(frames) == {"listings", "auctions", "system_log", "price_guide"}
    ids = set(frames["listings"]["sale_id"])
    assert len(ids) == 600 and set(frames["auctions"]["sale_id"]) < ids
    assert frames["auctions"]["sale_id"].duplicated().any()
    log = frames["system_log"]
    assert set(log["event"]) == {"payment", "refund"} and log["price"].notna().all()
    typed = frames["listings"]["price"]
    assert typed.str.contains("¢").any() and (typed == "---").any() and typed.str.startswith("$").any()
    both = frames["auctions"].drop_duplicates("sale_id").merge(log[log["event"] == "payment"], on="sale_id")
    assert np.allclose(both["price_cents"], both["price"] * 100)
    guide = frames["price_guide"].merge(log[log["event"] == "payment"], on="card_id")
    assert 0.4 < (guide["price"] / guide["market_price"]).median() < 1.3
    assert frames["price_guide"]["updated_at"].max() <= "2025-12-15"
    assert frames["price_guide"]["card_id"].is_unique


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


def test_building_at_scale_as_csv_and_wrong_arguments(tmp_path):
    rows = scale.build(tmp_path / "small.csv", 400, format="csv")
    assert len(load_raw(tmp_path / "small.csv")) == rows
    with pytest.raises(ValueError, match="'xml'"):
        scale.build(tmp_path / "x.xml", 10, format="xml")
    with pytest.raises(ValueError, match="at least 1"):
        scale.build(tmp_path / "x.csv", 0)

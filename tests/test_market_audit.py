"""The audit of the market prints its table, keeps to the modules asked for, and writes JSON; not what it measures."""

import json
import subprocess
import sys

import pytest

from benchmarks.market_audit import registry
from benchmarks.market_audit.__main__ import main, shown
from course import ROOT

CHEAP = ("rare categories", "Simpson: HP", "units of an experiment")  # of modules 2, 4 and 4b

ALL = tuple(registry.MEASURES)


@pytest.fixture(autouse=True)
def cheap_measures(monkeypatch):
    some = [one for one in ALL if one.phenomenon in CHEAP]
    assert len(some) == len(CHEAP)
    monkeypatch.setattr(registry, "MEASURES", some)


def test_the_table_has_a_row_for_each_value(capsys):
    main([])
    header, *rows = capsys.readouterr().out.splitlines()
    assert header.split() == ["module", "phenomenon", "measure", "value"]
    assert [row.split()[0] for row in rows if row[0] != " "] == ["2", "4", "4b"]
    assert all(row.split()[-1] != "nan" for row in rows)
    assert sum("within set and rarity" in row for row in rows) == 1


def test_only_the_modules_asked_for_and_as_json(capsys, tmp_path):
    file = tmp_path / "measured.json"
    main(["--only", "4B, 2", "--json", str(file)])
    out = capsys.readouterr().out
    assert "Simpson" not in out and "unseen cards" in out
    table = json.loads(file.read_text(encoding="utf-8"))
    assert [entry["modules"] for entry in table] == [["2"], ["4b"]]
    cards = table[0]["values"]["cards sold"]
    assert 3_000 < cards < 5_000 and f"{cards:,.0f}" in out
    assert table[0]["method"].startswith("Sales of cards never seen")


@pytest.mark.parametrize("only", ["7", "dear", "2,,4"])
def test_a_wrong_module_is_one_line(only):
    with pytest.raises(SystemExit) as end:
        main(["--only", only])
    assert end.value.code.startswith("--only: ") and "\n" not in end.value.code


def test_a_folder_that_is_not_there_is_one_line(tmp_path):
    with pytest.raises(SystemExit) as end:
        main(["--json", str(tmp_path / "none" / "measured.json")])
    assert end.value.code.startswith("--json: ")


def test_it_starts_as_a_folder():
    command = [sys.executable, ROOT / "benchmarks" / "market_audit", "--only", "99"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 1
    assert done.stderr.startswith("--only: no measure is about module 99") and done.stderr.count("\n") == 1


def test_every_measure_says_how():
    assert all(one.method and one.modules for one in ALL)


@pytest.mark.parametrize(
    ("value", "text"), [(0.28412, "0.284"), (22_920, "22,920"), (3.0, "3"), ("nothing", "nothing")]
)
def test_numbers_are_short(value, text):
    assert shown(value) == text

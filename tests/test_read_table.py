"""Reading the tables in files that answers wrote."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from grading.engine.declare.exercise import exercise
from grading.engine.grade.grade_exercise import grade_exercise
from grading.engine.run import read_table as module
from grading.engine.run.read_table import read_table

SALES = pd.DataFrame({"sale_id": ["s1", "s2"], "price": [1.5, None]}, index=[7, 8])


def parquet(table):
    return table.to_parquet()


def test_a_table_is_read_with_an_index_as_a_column():
    table = read_table(parquet(SALES), "parquet")
    assert list(table) == ["sale_id", "price", "__index_level_0__"]
    assert table["sale_id"].tolist() == ["s1", "s2"]
    assert read_table(SALES.to_csv(index=False).encode(), "csv")["price"].isna().tolist() == [False, True]


@pytest.mark.parametrize("data", [b"", b"PAR1" * 9, parquet(SALES)[:-9], "text", None])
def test_what_is_no_file_is_told_in_one_line(data):
    with pytest.raises(ValueError, match="parquet file") as error:
        read_table(data, "parquet")
    assert "\n" not in str(error.value)


def test_its_source_runs_in_a_process_that_has_nothing_of_ours(tmp_path):
    source = Path(module.__file__).read_text(encoding="utf-8")
    script = tmp_path / "reader.py"
    script.write_text(source + "\nimport sys\nprint(read_table(sys.stdin.buffer.read(), 'parquet').shape)\n")
    done = subprocess.run(
        [sys.executable, "-I", script], input=parquet(SALES), capture_output=True, timeout=60, cwd=tmp_path
    )
    assert done.stdout.strip() == b"(2, 3)", done.stderr


def test_a_check_asks_for_it_as_an_argument():
    one = exercise("E1.2", title="Save", points=1, answer="save", section="1.2")

    @one
    def test_saved(answer, check, read_table):
        """Saved"""
        check.equal(len(read_table(answer(), "parquet")), 2, "two rows")

    one.collect([test_saved])
    assert grade_exercise(one, lambda name: lambda: parquet(SALES)).status == "passed"
    (row,) = grade_exercise(one, lambda name: lambda: b"nothing").checks
    assert "parquet file" in row.problem.message

"""Charts of section 1.3."""

import altair as alt
import pandas as pd

from course.lessons.shared_charts import bars


def read_times(table: pd.DataFrame, value: str, guess: float | None = None) -> alt.LayerChart:
    """Milliseconds of each reader: rows of reader and `value`; `guess` is where the learner expected Parquet."""
    return bars(table, "reader", value, "milliseconds", form=".1f", guess=guess)


def bytes_read(table: pd.DataFrame) -> alt.LayerChart:
    """Megabytes of each file that hold the answer: rows of reader, megabytes."""
    return bars(table, "reader", "megabytes", "megabytes that hold the answer", form=".2f")


def lookups(table: pd.DataFrame, mine: str | None = None) -> alt.LayerChart:
    """Milliseconds to fetch one sale, on a log axis: rows of reader, warm_ms."""
    title = "milliseconds for one sale (log scale)"
    return bars(table, "reader", "warm_ms", title, form=".2f", mine=mine, log=True)

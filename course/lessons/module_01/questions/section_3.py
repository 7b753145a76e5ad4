"""Questions of section 1.3: which file answers which question fast."""

import marimo as mo

from course import predict


def speed(csv_ms: float, parquet_ms: float) -> mo.ui.form:
    """Q1.3a: how many times faster one column comes from Parquet, measured in milliseconds on this machine."""

    def explain() -> str:
        return (
            f"Measured a moment ago on this machine: {csv_ms:.1f} ms against {parquet_ms:.1f} ms. A CSV "
            "reader walks through every character of every column to find the one it wants."
        )

    return predict.number(
        "Q1.3a",
        "All sales, one column: how many times faster is it to read from Parquet than from CSV, with both "
        "files already in memory?",
        1,
        60,
        1,
        answer=csv_ms / parquet_ms,
        tolerance=max(1.0, csv_ms / parquet_ms / 3),  # the clock of a busy machine is no better
        unit="times",
        explain=explain,
    )


def lookup() -> mo.ui.form:
    """Q1.3b: which file gives one whole sale first."""
    return predict.choice(
        "Q1.3b",
        "The counter needs one whole sale by its id, now. Which file answers first?",
        {
            "csv": (
                "The CSV file, which keeps the sale on one line",
                "But nothing says where the line is: everything up to it is read and parsed.",
            ),
            "parquet": (
                "The Parquet file, which was the faster one a moment ago",
                "One sale is spread over every column's blocks. All are opened to pick one value from each.",
            ),
            "sqlite": (
                "An SQLite table with an index on the id",
                "A row store keeps the sale together, and the index says where it is. A handful of pages "
                "are read.",
            ),
        },
        answer="sqlite",
    )

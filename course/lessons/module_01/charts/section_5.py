"""Charts of section 1.5."""

import altair as alt
import numpy as np
import pandas as pd

from course.lessons.shared_charts import bars


def round_trip(error: np.ndarray) -> alt.Chart:
    """How far prices are off, USD, after they were transformed and transformed back."""
    spread = np.ptp(error) > 1e-6
    edges = np.linspace(error.min(), error.max(), 31) if spread else np.linspace(-0.5, 0.5, 32)
    counts, _ = np.histogram(error, bins=edges)
    return (
        alt.Chart(pd.DataFrame({"low": edges[:-1], "high": edges[1:], "sales": counts}))
        .mark_bar()
        .encode(
            x=alt.X(
                "low:Q", bin="binned", title="error after the round trip, USD", axis=alt.Axis(format="$,.2~f")
            ),
            x2="high:Q",
            y=alt.Y("sales:Q"),
            tooltip=["low", "high", "sales"],
        )
        .properties(
            width="container",
            height=220,
            description=f"Errors after the round trip, from {error.min():,.2f} to {error.max():,.2f} dollars.",
        )
    )


def digits(changed: int, guess: float | None = None) -> alt.LayerChart:
    """How many of the 64 digits of a checksum differ."""
    table = pd.DataFrame({"checksum": ["digits that differ"], "digits": [changed]})
    return bars(table, "checksum", "digits", "of the 64 digits of the checksum", form="d", guess=guess)

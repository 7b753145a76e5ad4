"""Charts of section 1.6."""

import altair as alt
import pandas as pd

from course.lessons.shared_charts import bars
from course.theme import COLORS


def averages(means: dict[str, float], guess: float | None = None) -> alt.LayerChart:
    """Three averages of the same listings, USD: name -> mean."""
    table = pd.DataFrame(means.items(), columns=["label", "mean"])
    return bars(table, "label", "mean", "mean per listing, USD", guess=guess)


def arrival(table: pd.DataFrame, day: int, field: str) -> alt.LayerChart:
    """How labels come in by day (a table as `labels.arrival` gives): "labelled" (a share) or "mean_price" (USD)."""
    share = field == "labelled"
    now = table[table["day"] == day]
    scale = alt.Scale(domain=[0, 1]) if share else alt.Scale(zero=False)
    line = (
        alt.Chart(table)
        .mark_line()
        .encode(
            x=alt.X(
                "day:Q", title="days after listing", scale=alt.Scale(domain=[0, int(table["day"].max())])
            ),
            y=alt.Y(
                f"{field}:Q",
                title="listings with a label" if share else "mean sold price, USD",
                axis=alt.Axis(format=".0%" if share else "$.2f"),
                scale=scale,
            ),
            tooltip=["day", alt.Tooltip(field, format=".0%" if share else "$.2f")],
        )
    )
    point = alt.Chart(now).mark_point(size=140, color=COLORS["accent"]).encode(x="day:Q", y=f"{field}:Q")
    value = float(now[field].iloc[0])
    told = f"{value:.0%} have a label" if share else f"the mean sold price is ${value:.2f}"
    return alt.layer(line, point).properties(
        width="container", height=230, description=f"{day} days after listing {told}."
    )


def sold_by_asked(table: pd.DataFrame) -> alt.LayerChart:
    """The share of listings that found a buyer, by what they asked: rows of asked, sold, listings."""
    shown = table.assign(asked=table["asked"].astype(str) + " times", sold=100 * table["sold"])
    return bars(shown, "asked", "sold", "% that found a buyer, by asking price over worth", form=".0f")

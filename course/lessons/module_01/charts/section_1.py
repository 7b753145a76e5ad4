"""Charts of section 1.1."""

import altair as alt
import pandas as pd

from course.lessons.shared_charts import bars
from course.theme import COLORS

_LAST_DAY = 76


def ratios(found: dict[str, float], guess: float | None = None) -> alt.LayerChart:
    """The median ratio of each feed to the price guide, on a log axis; those off by more than five times stand out."""
    table = pd.DataFrame(found.items(), columns=["feed", "ratio"])
    far = {feed: COLORS["bad"] for feed, ratio in found.items() if not 0.2 < ratio < 5}
    return bars(
        table,
        "feed",
        "ratio",
        "median ratio to the guide (log scale)",
        form=".2f",
        colors=far,
        guess=guess or None,  # a log axis has no 0
        log=True,
    )


def known_from(known: pd.DataFrame, day: int, mine: str | None = None) -> alt.LayerChart:
    """From which day on each field of a sale is known (a table as `sources.known_on` gives), and today's day.

    `mine` is the field the learner chose: its name says so.
    """
    shown = known.assign(now=known["from day"] <= day, last=_LAST_DAY)
    shown["field"] = shown["field"].where(shown["field"] != mine, f"{mine} ▸ yours")
    lines = (
        alt.Chart(shown)
        .mark_bar(height=12)
        .encode(
            y=alt.Y("field:N", sort=None, title=None, axis=alt.Axis(labelLimit=220)),
            x=alt.X(
                "from day:Q",
                title="days after listing",
                scale=alt.Scale(domain=[0, _LAST_DAY], nice=False),
                axis=alt.Axis(values=[0, 15, 30, 45, 60, 75]),
            ),
            x2="last:Q",
            color=alt.Color("known:N", title="known", sort=None, legend=alt.Legend(orient="top", columns=1)),
            opacity=alt.condition("datum.now", alt.value(1.0), alt.value(0.3)),
            tooltip=["field", "known", "value"],
        )
    )
    today = alt.Chart(pd.DataFrame({"day": [day]})).mark_rule(strokeWidth=2).encode(x="day:Q")
    told = ", ".join(shown.loc[shown["now"], "field"])
    return alt.layer(lines, today).properties(
        width="container", height=330, description=f"Known {day} days after listing: {told}."
    )

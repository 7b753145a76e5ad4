"""Plots of section 0.4: how long a change takes in three teams, and what loops add to a plan."""

from collections.abc import Collection, Mapping

import altair as alt
import pandas as pd

from course.lessons.module_00.charts.parts import colours, legend, sized
from course.lessons.shared_charts import bars
from course.theme import COLORS


def team_days(days: Mapping[str, tuple[float, float]], mine: Collection[str]) -> alt.LayerChart:
    """Days of work and of waiting, a bar a team (team -> both); teams in `mine` are those the learner chose."""
    table = pd.DataFrame(
        [
            (team, part, amount)
            for team, both in days.items()
            for part, amount in zip(("work", "waiting"), both, strict=True)
        ],
        columns=["team", "part", "days"],
    )
    said = [f"{sum(both):.0f} days" + (", your guess" if team in mine else "") for team, both in days.items()]
    ends = pd.DataFrame({"team": list(days), "days": [sum(both) for both in days.values()], "says": said})
    marks = (
        alt.Chart(table)
        .mark_bar(height=20)
        .encode(
            y=alt.Y("team:N", sort=None, title=None),
            x=alt.X("days:Q", title="days until it is live and measured", scale=alt.Scale(domain=[0, 125])),
            color=alt.Color(
                "part:N",
                title=None,
                sort=None,
                scale=colours({"work": COLORS["truth"], "waiting": COLORS["bad"]}),
                legend=legend(),
            ),
            order=alt.Order("part:N", sort="descending"),
        )
    )
    text = (
        alt.Chart(ends)
        .mark_text(align="left", dx=5, color=COLORS["muted"])
        .encode(y=alt.Y("team:N", sort=None), x="days:Q", text="says:N")
    )
    told = "; ".join(f"{team}: {words}" for team, words in zip(days, said, strict=True))
    return sized(alt.layer(marks, text), 110, f"Days to a measured change. {told}.")


def weeks_by_step(table: pd.DataFrame) -> alt.LayerChart:
    """Expected weeks of each step of the lifecycle (columns step and weeks)."""
    said = "; ".join(f"{row.step}: {row.weeks:.1f}" for row in table.itertuples())
    chart = bars(table, "step", "weeks", "expected weeks", form=".1f")
    return chart.properties(description=f"Expected weeks by step. {said}.")

"""Charts of section 1.4."""

import altair as alt
import pandas as pd

from course.lessons.shared_charts import with_guess
from course.theme import COLORS


def late_days(table: pd.DataFrame, guess: float | None = None) -> alt.LayerChart:
    """On how many days revenue by arrival is wrong, by how late events come: "days late at most", "days wrong"."""
    chart = (
        alt.Chart(table)
        .mark_bar()
        .encode(
            x=alt.X("days late at most:O", axis=alt.Axis(labelAngle=0)),
            y=alt.Y("days wrong:Q", title="days off by more than 5%", scale=alt.Scale(domain=[0, 34])),
            tooltip=["days late at most", "days wrong"],
        )
    )
    told = "; ".join(f"up to {late} days late, {wrong} days" for late, wrong in table.itertuples(index=False))
    return with_guess(chart, guess, axis="y").properties(
        width="container", height=220, description=f"Days on which revenue by arrival is off: {told}."
    )


def revenue(lines: dict[str, pd.Series]) -> alt.Chart:
    """Revenue by day, USD, as three ways of booking tell it: name -> day -> revenue."""
    parts = [
        line.rename("revenue").rename_axis("day").reset_index().assign(line=name)
        for name, line in lines.items()
    ]
    colors = alt.Scale(domain=list(lines), range=[COLORS["muted"], COLORS["bad"], COLORS["truth"]])
    told = "; ".join(f"{name} ${line.sum():,.0f} in all" for name, line in lines.items())
    return (
        alt.Chart(pd.concat(parts))
        .mark_line(point=True)
        .encode(
            x=alt.X("day:Q", title="day, counted from 1 May", scale=alt.Scale(domain=[1, 38])),
            y=alt.Y("revenue:Q", title="revenue of the day, USD", axis=alt.Axis(format="$,.0f")),
            color=alt.Color(
                "line:N", scale=colors, sort=None, title=None, legend=alt.Legend(orient="top", columns=1)
            ),
            strokeDash=alt.StrokeDash("line:N", scale=alt.Scale(domain=list(lines)), sort=None, title=None),
            tooltip=["line", "day", alt.Tooltip("revenue", format="$,.0f")],
        )
        .properties(width="container", height=260, description=f"Revenue by day: {told}.")
    )


def groups(table: pd.DataFrame) -> alt.Chart:
    """Where each group of readers stands: rows of group, published, done, pending, waiting."""
    states = {"done": COLORS["good"], "pending": COLORS["guess"], "waiting": COLORS["muted"]}
    long = table.melt("group", list(states), "state", "messages")
    long["order"] = long["state"].map({state: place for place, state in enumerate(states)})
    told = "; ".join(
        f"{row.group}: {row.done} done, {row.pending} pending, {row.waiting} waiting"
        for row in table.itertuples()
    )
    return (
        alt.Chart(long)
        .mark_bar(height=24)
        .encode(
            y=alt.Y("group:N", title=None),
            x=alt.X(
                "messages:Q",
                scale=alt.Scale(domain=[0, max(10, int(table["published"].max()))]),
                axis=alt.Axis(tickMinStep=1, format="d"),
            ),
            color=alt.Color(
                "state:N",
                scale=alt.Scale(domain=list(states), range=list(states.values())),
                title=None,
                legend=alt.Legend(orient="top"),
            ),
            order=alt.Order("order:Q"),
            tooltip=["group", "state", "messages"],
        )
        .properties(width="container", height=90, description=f"Messages of each group. {told}.")
    )


def lag(table: pd.DataFrame) -> alt.Chart:
    """Messages waiting and pending of each group, tick by tick."""
    last = table[table["tick"] == table["tick"].max()]
    told = "; ".join(
        f"{row.group}: {row.waiting} waiting, {row.pending} pending" for row in last.itertuples()
    )
    top = 2 + int(table[["waiting", "pending"]].max().max())
    return (
        alt.Chart(table.melt(["tick", "group"], ["waiting", "pending"], "state", "messages"))
        .mark_line(interpolate="step-after")
        .encode(
            x=alt.X("tick:Q", axis=alt.Axis(tickMinStep=1), scale=alt.Scale(nice=False)),
            y=alt.Y("messages:Q", title="messages", scale=alt.Scale(domain=[0, top])),
            color=alt.Color("group:N", title=None, legend=alt.Legend(orient="top")),
            strokeDash=alt.StrokeDash(
                "state:N", title=None, sort=["waiting", "pending"], legend=alt.Legend(orient="bottom")
            ),
            tooltip=["tick", "group", "state", "messages"],
        )
        .properties(width="container", height=230, description=f"Lag of each group. At the last tick {told}.")
    )

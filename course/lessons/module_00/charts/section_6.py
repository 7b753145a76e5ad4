"""Plots of section 0.6 and of "Break it yourself"."""

import altair as alt
import marimo as mo
import pandas as pd

from course import html
from course.lessons.module_00.charts.parts import TEMPLATE, colours, legend, sized
from course.lessons.shared_charts import bars
from course.theme import COLORS


def meter(share: float, name: str) -> mo.Html:
    """A bar filled to `share` percent, redder the fuller it is."""
    color = COLORS["bad" if share > 50 else "guess" if share > 25 else "good"]
    return mo.Html(
        html.render_macro(TEMPLATE, "meter", share=round(share), name=name, color=color, line=COLORS["muted"])
    )


def feasibility(points: dict[str, float], weakest: str) -> alt.LayerChart:
    """Points of 100 for each part of a scope; the weakest in the bad colour."""
    table = pd.DataFrame({"part": list(points), "points": list(points.values())})
    chart = bars(table, "part", "points", "points of 100", form=".0f", colors={weakest: COLORS["bad"]})
    said = "; ".join(f"{part}: {value:.0f}" for part, value in points.items())
    return chart.properties(description=f"Feasibility, points of 100. {said}.")


def desk(works: pd.DataFrame, broken: pd.DataFrame) -> alt.LayerChart:
    """Money earned so far by week, of the desk that works and of the broken one (tables of `broken.Run`)."""
    table = pd.concat([works, broken])
    names = dict(
        zip((works["desk"].iloc[0], broken["desk"].iloc[0]), (COLORS["truth"], COLORS["bad"]), strict=True)
    )
    lines = (
        alt.Chart(table)
        .mark_line()
        .encode(
            x=alt.X(
                "week:Q",
                title="week",
                scale=alt.Scale(domain=[1, 17], nice=False),
                axis=alt.Axis(tickCount=8),
            ),
            y=alt.Y("money:Q", title="earned so far, USD", axis=alt.Axis(format="$,.0f")),
            color=alt.Color("desk:N", title=None, sort=None, scale=colours(names), legend=legend()),
            strokeDash=alt.StrokeDash(
                "desk:N",
                title=None,
                sort=None,
                legend=legend(),
                scale=alt.Scale(domain=list(names), range=[[1, 0], [6, 3]]),
            ),
            tooltip=["desk", "week", alt.Tooltip("money:Q", format="$,.0f")],
        )
    )
    zero = alt.Chart(pd.DataFrame({"y": [0]})).mark_rule().encode(y="y:Q")
    ends = "; ".join(f"{part['desk'].iloc[0]}: ${part['money'].iloc[-1]:,.0f}" for part in (works, broken))
    return sized(alt.layer(zero, lines), 230, f"Money earned over 17 weeks. At the end, {ends}.")

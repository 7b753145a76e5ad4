"""Plots of section 0.1: a pattern that drifts, and money over the months."""

from collections.abc import Mapping

import altair as alt
import numpy as np
import pandas as pd

from course.lessons.module_00.charts.parts import colours, legend, sized
from course.theme import COLORS

WAYS = {"rule": COLORS["accent"], "model": COLORS["truth"]}


def drift(table: pd.DataFrame, maintained: bool, at: int) -> alt.LayerChart:
    """Rule and model over the share of the pattern that changed, with the slider's place marked."""
    shown = table[table["maintained"] == maintained]
    base = alt.Chart(shown).encode(
        x=alt.X("drift:Q", title="how much of the pattern has changed, %"),
        y=alt.Y("right:Q", title="right", axis=alt.Axis(format=".0%"), scale=alt.Scale(domain=[0, 1.08])),
        color=alt.Color("way:N", title=None, scale=colours(WAYS), legend=legend()),
    )
    here = base.transform_filter(alt.datum.drift == at)
    text = here.mark_text(
        dx=-8 if at > 80 else 8, dy=-9, align="right" if at > 80 else "left", fontWeight="bold"
    ).encode(text=alt.Text("right:Q", format=".0%"))
    now = shown[shown["drift"] == at].set_index("way")["right"]
    said = f"Two lines. With {at}% of the pattern changed the rule is right for {now['rule']:.0%}, "
    return sized(
        alt.layer(base.mark_line(), here.mark_point(size=110), text),
        240,
        said + f"the model for {now['model']:.0%}.",
    )


def money(flows: Mapping[str, np.ndarray], paid_back: Mapping[str, int | None]) -> alt.LayerChart:
    """Money so far in USD over the months, one line an option; a point where an option has paid for itself."""
    table = pd.concat(
        [
            pd.DataFrame({"option": name, "month": range(len(flow)), "usd": flow})
            for name, flow in flows.items()
        ]
    )
    colors = dict(zip(flows, [COLORS["accent"], COLORS["truth"]], strict=False))
    base = alt.Chart(table).encode(
        x=alt.X("month:Q", title="month", scale=alt.Scale(nice=False), axis=alt.Axis(tickCount=12)),
        y=alt.Y("usd:Q", title="won or lost so far, today's USD", axis=alt.Axis(format="$,.0f")),
        color=alt.Color("option:N", title=None, scale=colours(colors), legend=legend()),
    )
    zero = alt.Chart(pd.DataFrame({"usd": [0.0]})).mark_rule(strokeWidth=1.5).encode(y="usd:Q")
    back = pd.DataFrame(
        [(name, month) for name, month in paid_back.items() if month is not None], columns=["o", "m"]
    )
    chosen = table.merge(back, left_on=["option", "month"], right_on=["o", "m"])
    points = (
        alt.Chart(chosen).mark_point(size=130).encode(x="month:Q", y="usd:Q", color=alt.Color("option:N"))
    )
    said = "; ".join(
        f"{name}: ${flow[-1]:,.0f} after {len(flow) - 1} months, "
        + (f"paid back in month {paid_back[name]}" if paid_back[name] is not None else "never paid back")
        for name, flow in flows.items()
    )
    return sized(alt.layer(zero, base.mark_line(), points), 240, f"Money over the months. {said}.")

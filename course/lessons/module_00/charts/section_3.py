"""Plots of section 0.3: profit over the threshold, and an error budget by price band."""

import altair as alt
import numpy as np
import pandas as pd

from course.lessons.module_00.charts.parts import sized
from course.lessons.shared_charts import bars, with_guess
from course.theme import COLORS


def profit(
    table: pd.DataFrame, at: float, best_money: float, best_f1: float, guess: float | None
) -> tuple[alt.LayerChart, alt.LayerChart]:
    """Money over the threshold, and F1 over the same axis; the best of each and the slider's place are marked.

    The columns are threshold, money (USD) and f1. Two charts rather than one of two parts: those take Altair twice
    as long to build.
    """
    both = pd.DataFrame({"t": [best_money, best_f1], "color": [COLORS["good"], COLORS["bad"]]})
    highest = float(table["money"].max())
    low = max(float(table["money"].min()), -2 * max(highest, 500.0))
    scales = {"money": alt.Scale(domain=[low, max(highest, 100.0) * 1.15]), "f1": alt.Scale(domain=[0, 0.9])}

    def panel(column: str, title: str, form: str, best: float, color: str, height: int) -> alt.LayerChart:
        points = table.loc[[_nearest(table, best), _nearest(table, at)], ["threshold", column]]
        points = points.assign(color=[color, COLORS["accent"]], says=[f"best at {best:.0%}", ""])
        x = alt.X("threshold:Q", title="buy from this probability on", axis=alt.Axis(format=".0%"))
        y = alt.Y(f"{column}:Q", title=title, scale=scales[column], axis=alt.Axis(format=form, minExtent=56))
        line = alt.Chart(table).mark_line(clip=True).encode(x=x, y=y)
        marks = alt.Chart(points).encode(x=x, y=y, color=alt.Color("color:N", scale=None))
        # Above the top of the line, where nothing else is.
        label = marks.mark_text(dy=-9, baseline="bottom", fontWeight="bold", fontSize=12).encode(
            text="says:N"
        )
        rules = alt.Chart(both).mark_rule(strokeDash=[4, 4], strokeWidth=1.5)
        layers = [rules.encode(x="t:Q", color=alt.Color("color:N", scale=None)), line]
        if column == "money":
            layers.insert(0, alt.Chart(pd.DataFrame({"y": [0.0]})).mark_rule(strokeWidth=1.2).encode(y="y:Q"))
        chart = alt.layer(*layers, marks.mark_point(size=120, clip=True), label)
        chart = with_guess(chart, guess) if column == "money" else chart
        return sized(
            chart, height, f"{title} by the probability from which the shop buys; best at {best:.0%}."
        )

    upper = panel("money", "profit in six months, USD", "$,.0f", best_money, COLORS["good"], 230)
    return upper, panel("f1", "F1", ".1f", best_f1, COLORS["bad"], 110)


def _nearest(table: pd.DataFrame, threshold: float) -> int:
    return int((table["threshold"] - threshold).abs().idxmin())


def band_errors(used: pd.DataFrame, mine: str | None) -> alt.LayerChart:
    """Dollars off in a month by price band; `mine` is the band that the learner chose."""

    def words(band: str) -> str:
        return f"{band} ({used.loc[used['band'] == band, 'cards'].item():.0f} cards)"

    shown = used.assign(band=[words(band) for band in used["band"]])
    chart = bars(
        shown,
        "band",
        "error",
        "dollars off in a month",
        form="$,.0f",
        mine=None if mine is None else words(mine),
    )
    said = "; ".join(f"{row.band}: ${row.error:,.0f}" for row in shown.itertuples())
    return chart.properties(description=f"Dollars off in a month by price band. {said}.")


def budget(table: pd.DataFrame) -> alt.LayerChart:
    """What the price tags use of each band's budget, USD a month: a bar, and a tick where the budget ends.

    The columns are band, error and allowed.
    """
    shown = table.assign(
        band=table["band"].astype(str),
        color=np.where(table["error"] <= table["allowed"], COLORS["good"], COLORS["bad"]),
        says=np.where(table["error"] <= table["allowed"], "kept", "over"),
        end=table[["error", "allowed"]].max(axis=1),
    )
    base = alt.Chart(shown).encode(y=alt.Y("band:N", sort=None, title=None))
    x = alt.X(
        "error:Q",
        title="dollars off a month; tick: budget",
        axis=alt.Axis(format="$,.0f"),
        scale=alt.Scale(domain=[0, float(shown["end"].max()) * 1.3]),
    )
    marks = base.mark_bar(height=20).encode(x=x, color=alt.Color("color:N", scale=None))
    ends = base.mark_tick(thickness=4, size=32, opacity=1, color=COLORS["accent"]).encode(x="allowed:Q")
    text = base.mark_text(align="left", dx=8, color=COLORS["muted"], fontWeight="bold").encode(
        x="end:Q", text="says:N"
    )
    said = "; ".join(f"{row.band}: {row.says}" for row in shown.itertuples())
    return sized(alt.layer(marks, ends, text), 150, f"Error used and budget by price band. {said}.")

"""Charts that several lessons draw."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from course.theme import COLORS

WIDTH = 460
"""Width of a plot of bars in pixels, without its labels."""


def with_guess(chart: alt.Chart | alt.LayerChart, guess: float | None, axis: str = "x") -> alt.LayerChart:
    """The chart with a dashed line where the learner guessed, on the "x" or "y" axis; as it is without a guess."""
    if guess is None:
        return alt.layer(chart)
    mark = alt.Chart(pd.DataFrame({"guess": [float(guess)], "says": ["your guess"]}))
    place = alt.X if axis == "x" else alt.Y
    line = mark.mark_rule(color=COLORS["guess"], strokeDash=[6, 4], size=3).encode(**{axis: place("guess:Q")})
    offset = {"dy": -6, "baseline": "bottom"} if axis == "x" else {"dx": 6, "dy": -8, "align": "left"}
    edge = {"y": alt.value(0)} if axis == "x" else {"x": alt.value(0)}
    says = mark.mark_text(color=COLORS["guess"], fontWeight="bold", fontSize=12, **offset).encode(
        **{axis: place("guess:Q")}, text="says:N", **edge
    )
    return alt.layer(chart, line, says)


def bars(
    table: pd.DataFrame,
    category: str,
    value: str,
    title: str,
    form: str = "$.2f",
    colors: Mapping[str, str] | None = None,
    guess: float | None = None,
    log: bool = False,
    mine: str | None = None,
) -> alt.LayerChart:
    """Horizontal bars in the order of the table, each with its number; `colors` may give some their own colour.

    `guess` is a number the learner expected and becomes a line; `mine` is the category they chose: its bar gets the
    colour of a guess and a word that says so, which also shows where the bar itself is too short to see.
    """
    own = {**(colors or {}), **({mine: COLORS["guess"]} if mine is not None else {})}
    shown = table.assign(color=[own.get(name, COLORS["truth"]) for name in table[category]])
    top = float(shown[value].max()) * 1.18 or 1.0
    if guess is not None:
        top = max(top, float(guess) * 1.1)
    if mine is not None:  # its words stand at the right edge, and need a third of the width beside a long bar
        top = max(top, float(shown.loc[shown[category] == mine, value].max()) * 1.5)
    scale = alt.Scale(type="log", domainMin=float(shown[value].min()) / 3, domainMax=top * 2) if log else None
    scale = scale or alt.Scale(domainMin=0, domainMax=top)
    base = alt.Chart(shown).encode(
        y=alt.Y(f"{category}:N", sort=None, title=None, axis=alt.Axis(labelLimit=330)),
        x=alt.X(
            f"{value}:Q",
            title=title,
            scale=scale,
            axis=alt.Axis(format="~g" if log else _axis_form(form, top)),
        ),
        tooltip=[category, alt.Tooltip(value, format=",.3~f")],
    )
    marks = base.mark_bar(height=20).encode(color=alt.Color("color:N", scale=None))
    if log:
        marks = marks.encode(x2=alt.datum(float(shown[value].min()) / 3))
    text = base.mark_text(align="left", dx=5, fontSize=12, color=COLORS["muted"]).encode(
        text=alt.Text(f"{value}:Q", format=form)
    )
    layers = [marks, text]
    if mine is not None:
        says = base.transform_filter(alt.datum[category] == mine).mark_text(
            text="your choice", align="right", dx=-4, fontSize=12, fontWeight="bold", color=COLORS["guess"]
        )
        layers.append(says.encode(x=alt.value(WIDTH)))
    return with_guess(alt.layer(*layers), guess).properties(height=max(34 * len(shown), 60), width=WIDTH)


def _axis_form(form: str, top: float) -> str:
    """The format of an axis up to `top`: no cents where its ticks are whole dollars."""
    return "$,.0f" if form.startswith("$") and top >= 10 else form

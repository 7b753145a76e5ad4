"""What the plots of several sections share."""

from collections.abc import Mapping
from pathlib import Path

import altair as alt
import marimo as mo
import pandas as pd

from course import html
from course.lessons.shared_charts import with_guess
from course.theme import COLORS

TEMPLATE = Path(__file__).with_name("parts.html.j2")


def usd(amount: float, digits: int = 0) -> str:
    """An amount in USD for Markdown: its dollar sign never starts a formula, a minus stands before it."""
    return f"{'-' if round(amount, digits) < 0 else ''}\\${abs(amount):,.{digits}f}"


def table(frame: pd.DataFrame) -> mo.Html:
    """A small table to read, with the text in its cells as it is."""
    text = html.render_macro(TEMPLATE, "table", head=frame.columns, rows=frame.itertuples(index=False))
    return mo.md(text.replace("$", "&#36;"))


def colours(named: Mapping[str, str]) -> alt.Scale:
    """A scale that gives each name its own colour."""
    return alt.Scale(domain=list(named), range=list(named.values()))


def legend(**options: object) -> alt.Legend:
    """A legend above the plot, where a narrow screen has room for it."""
    return alt.Legend(orient="top", columns=1, labelLimit=340, **options)


def sized(chart: alt.Chart | alt.LayerChart, height: float, description: str) -> alt.Chart | alt.LayerChart:
    """The chart as wide as the page allows; `description` is what a screen reader says of it."""
    return chart.properties(width="container", height=height, description=description)


def percents(
    table: pd.DataFrame,
    category: str,
    value: str,
    title: str,
    guess: float | None = None,
    best: str | None = None,
) -> alt.LayerChart:
    """Bars of shares (0 to 1) on an axis from 0 to 100%, each with its number; `best` is the bar in the good colour.

    `guess` is a share, too.
    """
    shown = table.assign(color=[COLORS["good" if name == best else "truth"] for name in table[category]])
    base = alt.Chart(shown).encode(
        y=alt.Y(f"{category}:N", sort=None, title=None, axis=alt.Axis(labelLimit=200)),
        x=alt.X(f"{value}:Q", title=title, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format=".0%")),
    )
    marks = base.mark_bar(height=20).encode(color=alt.Color("color:N", scale=None))
    text = base.mark_text(align="left", dx=5, fontSize=12, color=COLORS["muted"]).encode(
        text=alt.Text(f"{value}:Q", format=".0%")
    )
    said = ", ".join(f"{name} {share:.0%}" for name, share in zip(shown[category], shown[value], strict=True))
    return sized(
        with_guess(alt.layer(marks, text), guess), max(34 * len(shown), 60), f"Bars, {title}: {said}."
    )

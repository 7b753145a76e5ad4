"""Plots of section 0.2: 10,000 cards, and when a project is done."""

from collections.abc import Mapping

import altair as alt
import numpy as np
import pandas as pd

from course import html
from course.lessons.module_00.charts.parts import TEMPLATE, sized
from course.theme import COLORS

KINDS = {
    "found": ("dear, and found", COLORS["good"]),
    "missed": ("dear, and missed", COLORS["bad"]),
    "alarms": ("cheap, but called dear", COLORS["guess"]),
    "left": ("cheap, and left alone", COLORS["muted"]),
}


def card_grid(counts: Mapping[str, int]) -> str:
    """10,000 cards as SVG, one small square a card, coloured by what the model made of them."""
    size, cell = 100, 4
    blocks, start = [], 0
    for kind, (_, color) in KINDS.items():
        end = start + counts[kind]
        for row, left, right, rows in _blocks(start, end, size):
            blocks.append((left * cell, row * cell, (right - left) * cell, rows * cell, color))
        start = end
    return html.render_macro(
        TEMPLATE,
        "card_grid",
        side=size * cell,
        lines=[number * cell for number in range(1, size)],
        stroke="#FFFFFF47",
        blocks=blocks,
        legend=[(color, counts[kind], label) for kind, (label, color) in KINDS.items()],
        said=", ".join(f"{counts[kind]:,} {label}" for kind, (label, _) in KINDS.items()),
    )


def _blocks(start: int, end: int, size: int) -> list[tuple[int, int, int, int]]:
    """The rectangles (row, left, right, rows) that cover the cells from start to end of a grid, row after row."""
    found = []
    while start < end:
        row, left = divmod(start, size)
        if left == 0 and end - start >= size:
            rows = (end - start) // size
            found.append((row, 0, size, rows))
            start += rows * size
        else:
            right = min(size, left + end - start)
            found.append((row, left, right, 1))
            start += right - left
    return found


def finish(total: np.ndarray, marks: Mapping[str, tuple[float, str]], top: float = 32.0) -> alt.LayerChart:
    """How many imagined projects finish in which week; `marks` are named weeks, each in a colour of the theme."""
    counts, edges = np.histogram(np.minimum(total, top), bins=np.arange(0, top + 0.5, 0.5))
    table = pd.DataFrame({"start": edges[:-1], "end": edges[1:], "share": counts / len(total)})
    columns = (
        alt.Chart(table)
        .mark_bar(opacity=0.75)
        .encode(
            x=alt.X(
                "start:Q",
                bin="binned",
                title="weeks until it is done (last bar: or more)",
                scale=alt.Scale(domain=[0, top]),
            ),
            x2="end:Q",
            y=alt.Y(
                "share:Q",
                title="share of projects",
                axis=alt.Axis(format=".0%"),
                scale=alt.Scale(domainMax=float(table["share"].max()) * 1.3),
            ),
        )
    )
    layers = [columns]
    for place, (name, (week, color)) in enumerate(marks.items()):
        base = alt.Chart(pd.DataFrame({"week": [min(week, top)], "name": [name]})).encode(x="week:Q")
        layers.append(base.mark_rule(strokeWidth=2.5, color=COLORS[color]))
        text = base.mark_text(
            align="left",
            dx=6,
            baseline="top",
            fontWeight="bold",
            fontSize=12,
            color=COLORS[color],
        )
        layers.append(text.encode(y=alt.value(14.0 * place), text="name:N"))
    return sized(
        alt.layer(*layers), 230, f"Weeks until {len(total):,} projects are done: {'; '.join(marks)}."
    )


def cone(table: pd.DataFrame, until: int) -> alt.LayerChart:
    """The range of the week of the finish, seen at the start and after each stage; those after `until` are hidden.

    The columns are those of `timeline.cone`.
    """
    low, high = (table[name].map("{:.0f}".format) for name in ("low", "high"))
    says = (low + " to " + high).where(table["low"] < table["high"], "week " + high)
    seen = table["seen"].str.removeprefix("after ")  # what is behind one, as the axis says
    shown = table.assign(known=np.arange(len(table)) <= until, says=says, seen=seen)
    base = alt.Chart(shown).encode(
        x=alt.X("seen:N", sort=None, title="what is behind you", axis=alt.Axis(labelAngle=-25, labelLimit=90))
    )
    top = float(table["high"].max()) * 1.12
    y = alt.Y("low:Q", title="week of the finish", scale=alt.Scale(domain=[0, top]))
    past = base.transform_filter(alt.datum.known)
    spans = past.mark_bar(width=22, opacity=0.45, cornerRadius=3).encode(y=y, y2="high:Q")
    ticks = past.mark_tick(thickness=4, opacity=1, width=30, color=COLORS["truth"]).encode(y="middle:Q")
    text = past.mark_text(dy=-8, baseline="bottom", color=COLORS["muted"]).encode(y="high:Q", text="says:N")
    told = "; ".join(f"{row.seen}: {row.says}" for row in shown[shown["known"]].itertuples())
    layers = alt.layer(base.mark_point(opacity=0).encode(y=y), spans, ticks, text)
    return sized(layers, 230, f"Range of the week of the finish. {told}.")

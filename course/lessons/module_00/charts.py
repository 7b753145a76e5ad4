"""Plots of module 0; bars and the learner's guess look as in module 1."""

from collections.abc import Mapping
from pathlib import Path

import altair as alt
import marimo as mo
import numpy as np
import pandas as pd

from course import html
from course.lessons.shared_charts import WIDTH, bars, with_guess
from course.theme import COLORS

__all__ = [
    "WIDTH",
    "bars",
    "card_grid",
    "cone",
    "drift",
    "finish",
    "money",
    "profit",
    "sample",
    "usd",
    "with_guess",
]

KINDS = {
    "found": ("dear, and found", COLORS["good"]),
    "missed": ("dear, and missed", COLORS["bad"]),
    "alarms": ("cheap, but called dear", COLORS["guess"]),
    "left": ("cheap, and left alone", COLORS["muted"]),
}
_TEMPLATE = Path(__file__).with_name("charts.html.j2")
WAY_COLORS = {"rule": COLORS["accent"], "model": COLORS["truth"]}


def usd(amount: float, digits: int = 0) -> str:
    """An amount in USD for Markdown: its dollar sign never starts a formula, a minus stands before it."""
    return f"{'-' if round(amount, digits) < 0 else ''}\\${abs(amount):,.{digits}f}"


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
        _TEMPLATE,
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


def drift(table: pd.DataFrame, maintained: bool, at: int) -> alt.LayerChart:
    """Rule and model over the share of the pattern that changed, with the slider's place marked."""
    shown = table[table["maintained"] == maintained]
    base = alt.Chart(shown).encode(
        x=alt.X("drift:Q", title="how much of the pattern has changed, %"),
        y=alt.Y("right:Q", title="right", axis=alt.Axis(format=".0%"), scale=alt.Scale(domain=[0, 1.02])),
        color=alt.Color("way:N", title=None, scale=_scale(WAY_COLORS), legend=alt.Legend(orient="top")),
    )
    here = base.transform_filter(alt.datum.drift == at)
    text = here.mark_text(dx=8, dy=-8, align="left", fontWeight="bold").encode(
        text=alt.Text("right:Q", format=".0%")
    )
    return alt.layer(base.mark_line(), here.mark_point(size=110), text).properties(width=520, height=240)


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
        color=alt.Color(
            "option:N", title=None, scale=_scale(colors), legend=alt.Legend(orient="top", labelLimit=300)
        ),
    )
    zero = alt.Chart(pd.DataFrame({"usd": [0.0]})).mark_rule(strokeWidth=1.5).encode(y="usd:Q")
    back = pd.DataFrame(
        [(name, month) for name, month in paid_back.items() if month is not None], columns=["o", "m"]
    )
    chosen = table.merge(back, left_on=["option", "month"], right_on=["o", "m"])
    points = (
        alt.Chart(chosen).mark_point(size=130).encode(x="month:Q", y="usd:Q", color=alt.Color("option:N"))
    )
    return alt.layer(zero, base.mark_line(), points).properties(width=520, height=250)


def finish(total: np.ndarray, marks: Mapping[str, tuple[float, str]], top: float = 32.0) -> alt.LayerChart:
    """How many imagined projects finish in which week; `marks` are named weeks, each in a colour of the theme."""
    counts, edges = np.histogram(np.minimum(total, top), bins=np.arange(0, top + 0.5, 0.5))
    table = pd.DataFrame({"start": edges[:-1], "end": edges[1:], "share": counts / len(total)})
    columns = (
        alt.Chart(table)
        .mark_bar(opacity=0.75)
        .encode(
            x=alt.X(
                "start:Q", bin="binned", title="weeks until it is done", scale=alt.Scale(domain=[0, top])
            ),
            x2="end:Q",
            y=alt.Y(
                "share:Q",
                title="share of projects",
                axis=alt.Axis(format=".0%"),
                scale=alt.Scale(domainMax=float(table["share"].max()) * 1.2),
            ),
        )
    )
    named = pd.DataFrame(
        [
            (name, min(week, top), COLORS[color], 14.0 * i)
            for i, (name, (week, color)) in enumerate(marks.items())
        ],
        columns=["name", "week", "color", "line"],
    )
    base = alt.Chart(named).encode(x="week:Q", color=alt.Color("color:N", scale=None))
    rules = base.mark_rule(strokeWidth=2.5)
    texts = [
        alt.Chart(named.iloc[[i]])
        .mark_text(
            align="right" if i == 0 else "left",
            dx=-6 if i == 0 else 6,
            baseline="top",
            fontWeight="bold",
            fontSize=12,
        )
        .encode(
            x="week:Q", y=alt.value(float(row.line)), text="name:N", color=alt.Color("color:N", scale=None)
        )
        for i, row in enumerate(named.itertuples())
    ]
    return alt.layer(columns, rules, *texts).properties(width=560, height=240)


def cone(table: pd.DataFrame, until: int) -> alt.LayerChart:
    """The range of the week of the finish, seen at the start and after each stage; those after `until` are hidden."""
    shown = table.assign(known=np.arange(len(table)) <= until)
    base = alt.Chart(shown).encode(x=alt.X("seen:N", sort=None, title=None, axis=alt.Axis(labelAngle=0)))
    top = float(table["high"].max()) * 1.08
    y = alt.Y("low:Q", title="week of the finish", scale=alt.Scale(domain=[0, top]))
    seen = base.transform_filter(alt.datum.known)
    spans = seen.mark_bar(width=26, opacity=0.45, cornerRadius=3).encode(y=y, y2="high:Q")
    ticks = seen.mark_tick(thickness=4, opacity=1, width=34, color=COLORS["truth"]).encode(y="middle:Q")
    text = seen.mark_text(dy=-8, baseline="bottom", color=COLORS["muted"]).encode(y="high:Q", text="says:N")
    layers = [base.mark_point(opacity=0).encode(y=y), spans, ticks, text]
    return alt.layer(*layers).properties(width=540, height=240)


def sample(table: pd.DataFrame, seen: int, wanted: float) -> alt.LayerChart:
    """The range of what a sample says, by its size, with the bar to pass and the chosen size."""
    base = alt.Chart(table).encode(
        x=alt.X(
            "seen:Q",
            title="sales looked at",
            axis=alt.Axis(values=list(table["seen"]), format=",d"),
            scale=alt.Scale(type="log", nice=False),
        )
    )
    y = alt.Y("low:Q", title="priced within 25%", axis=alt.Axis(format=".0%"), scale=alt.Scale(domain=[0, 1]))
    area = base.mark_area(opacity=0.35, color=COLORS["truth"]).encode(y=y, y2="high:Q")
    line = base.mark_line().encode(y="middle:Q")
    bar = alt.Chart(pd.DataFrame({"y": [wanted], "says": ["what is needed"]}))
    need = bar.mark_rule(color=COLORS["good"], strokeWidth=2.5, strokeDash=[6, 4]).encode(y="y:Q")
    says = bar.mark_text(color=COLORS["good"], fontWeight="bold", align="left").encode(
        x=alt.value(546), y="y:Q", text="says:N"
    )
    now = base.transform_filter(alt.datum.seen == seen).mark_rule(color=COLORS["accent"], strokeWidth=4)
    return alt.layer(area, line, need, says, now.encode(y="low:Q", y2="high:Q")).properties(
        width=540, height=230
    )


def profit(
    table: pd.DataFrame, at: float, best_money: float, best_f1: float, guess: float | None
) -> tuple[alt.LayerChart, alt.LayerChart]:
    """Money over the threshold, and F1 over the same axis; the best of each and the slider's place are marked.

    Two charts rather than one of two parts: those take Altair twice as long to build.
    """
    both = pd.DataFrame({"t": [best_money, best_f1], "color": [COLORS["good"], COLORS["bad"]]})
    highest = float(table["money"].max())
    low = max(float(table["money"].min()), -2 * max(highest, 500.0))
    scales = {"money": alt.Scale(domain=[low, max(highest, 100.0) * 1.1]), "f1": alt.Scale(domain=[0, 0.9])}

    def panel(column: str, title: str, form: str, best: float, color: str, height: int) -> alt.LayerChart:
        points = table.loc[[_nearest(table, best), _nearest(table, at)], ["threshold", column]]
        points = points.assign(color=[color, COLORS["accent"]], says=[f"best at {best:.0%}", ""])
        x = alt.X("threshold:Q", title="buy from this probability on", axis=alt.Axis(format=".0%"))
        y = alt.Y(f"{column}:Q", title=title, scale=scales[column], axis=alt.Axis(format=form, minExtent=56))
        line = alt.Chart(table).mark_line(clip=True).encode(x=x, y=y)
        marks = alt.Chart(points).encode(x=x, y=y, color=alt.Color("color:N", scale=None))
        label = marks.mark_text(
            dx=8, dy=12, align="left", baseline="top", fontWeight="bold", fontSize=12
        ).encode(text="says:N")
        rules = alt.Chart(both).mark_rule(strokeDash=[4, 4], strokeWidth=1.5)
        layers = [rules.encode(x="t:Q", color=alt.Color("color:N", scale=None)), line]
        if column == "money":
            layers.insert(0, alt.Chart(pd.DataFrame({"y": [0.0]})).mark_rule(strokeWidth=1.2).encode(y="y:Q"))
        layers += [marks.mark_point(size=120, clip=True), label]
        chart = alt.layer(*layers)
        return (with_guess(chart, guess) if column == "money" else chart).properties(width=540, height=height)

    upper = panel("money", "profit in six months, USD", "$,.0f", best_money, COLORS["good"], 240)
    return upper, panel("f1", "F1", ".1f", best_f1, COLORS["bad"], 110)


def _nearest(table: pd.DataFrame, threshold: float) -> int:
    return int((table["threshold"] - threshold).abs().idxmin())


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
        y=alt.Y(f"{category}:N", sort=None, title=None, axis=alt.Axis(labelLimit=330)),
        x=alt.X(f"{value}:Q", title=title, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format=".0%")),
    )
    marks = base.mark_bar(height=20).encode(color=alt.Color("color:N", scale=None))
    text = base.mark_text(align="left", dx=5, fontSize=12, color=COLORS["muted"]).encode(
        text=alt.Text(f"{value}:Q", format=".0%")
    )
    return with_guess(alt.layer(marks, text), guess).properties(height=max(34 * len(shown), 60), width=WIDTH)


def rates(table: pd.DataFrame) -> alt.LayerChart:
    """Cents saved (or lost: to the left) for each dollar of RMSE, a bar for each step."""
    low, high = min(float(table["cents"].min()), 0.0), max(float(table["cents"].max()), 1.0)
    room = 0.12 * (high - low)
    base = alt.Chart(table.assign(color=np.where(table["cents"] < 0, COLORS["bad"], COLORS["truth"]))).encode(
        y=alt.Y("step:N", sort=None, title=None, axis=alt.Axis(labelLimit=330)),
        x=alt.X(
            "cents:Q",
            title="saved a card for each dollar of RMSE, cents",
            scale=alt.Scale(domain=[low - (room if low < 0 else 0), high + room], nice=False),
        ),
    )
    marks = base.mark_bar(height=20).encode(color=alt.Color("color:N", scale=None))
    text = base.mark_text(align="left", dx=5, fontSize=12, color=COLORS["muted"])
    return alt.layer(marks, text.encode(text=alt.Text("cents:Q", format=".0f"))).properties(
        height=136, width=WIDTH
    )


def table(frame: pd.DataFrame) -> mo.Html:
    """A small table to read, with the text in its cells as it is."""
    text = html.render_macro(_TEMPLATE, "table", head=frame.columns, rows=frame.itertuples(index=False))
    return mo.md(text.replace("$", "&#36;"))


def _scale(colors: Mapping[str, str]) -> alt.Scale:
    return alt.Scale(domain=list(colors), range=list(colors.values()))


def budget(table: pd.DataFrame) -> alt.LayerChart:
    """What the price tags use of each band's budget, USD a month: a bar, and a tick where the budget ends."""
    shown = table.assign(
        band=table["band"].astype(str),
        color=np.where(table["error"] <= table["allowed"], COLORS["good"], COLORS["bad"]),
        says=np.where(table["error"] <= table["allowed"], "kept", "over"),
    )
    top = float(max(shown["error"].max(), shown["allowed"].max())) * 1.12
    base = alt.Chart(shown).encode(y=alt.Y("band:N", sort=None, title=None))
    x = alt.X(
        "error:Q", title="dollars off in a month; the tick is the budget", scale=alt.Scale(domain=[0, top])
    )
    marks = base.mark_bar(height=20).encode(x=x, color=alt.Color("color:N", scale=None))
    ends = base.mark_tick(thickness=4, size=32, opacity=1, color=COLORS["accent"]).encode(x="allowed:Q")
    text = base.mark_text(align="left", dx=6, color=COLORS["muted"], fontWeight="bold").encode(
        x="error:Q", text="says:N"
    )
    return alt.layer(marks, ends, text).properties(width=WIDTH, height=150)

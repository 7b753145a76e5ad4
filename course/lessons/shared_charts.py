"""Charts that several lessons draw. Each fits the width of its page and is described in words for a screen reader."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Mapping

import altair as alt
import pandas as pd

from course.theme import COLORS, LABEL

WIDTH = "container"
"""The width of a chart: that of the page, so that none needs scrolling on a narrow one."""

_LINE = 38
"""Characters in one line of a bar's name, which a narrow page has room for; a longer one goes on in the next."""
_LINE_HEIGHT, _BAR, _GAP = 15, 18, 10
"""Pixels of such a line, of a bar, and between a bar and the next one's name."""


def described(chart: alt.TopLevelMixin, text: str) -> alt.TopLevelMixin:
    """The chart with what it shows in words, for who can't see it, and as wide as the page.

    It should say the kind of chart, both axes, and the numbers or the course of them that matter.
    """
    return chart.properties(description=text, width=WIDTH)


def with_guess(
    chart: alt.Chart | alt.LayerChart,
    guess: float | None,
    axis: str = "x",
    description: str | None = None,
) -> alt.LayerChart:
    """The chart with a dashed line where the learner guessed, on the "x" or "y" axis; as it is without a guess.

    `description` is what the chart says without the guess; that of `chart` when left out.
    """
    words = description or (chart.description if isinstance(chart.description, str) else "")
    if guess is None:
        return _with_words(alt.layer(chart), words)
    mark = alt.Chart(pd.DataFrame({"guess": [float(guess)], "says": ["your guess"]}))
    place = alt.X if axis == "x" else alt.Y
    line = mark.mark_rule(color=COLORS["guess"], strokeDash=[6, 4], size=3).encode(**{axis: place("guess:Q")})
    offset = {"dy": -6, "baseline": "bottom"} if axis == "x" else {"dx": 6, "dy": -8, "align": "left"}
    edge = {"y": alt.value(0)} if axis == "x" else {"x": alt.value(0)}
    says = mark.mark_text(**LABEL, fontWeight="bold", **offset).encode(
        **{axis: place("guess:Q")}, text="says:N", **edge
    )
    return _with_words(alt.layer(chart, line, says), f"{words} Your guess: {guess:,.6g}.".strip())


def bars(
    table: pd.DataFrame,
    category: str,
    value: str,
    title: str,
    form: str = "$,.2f",
    colors: Mapping[str, str] | None = None,
    guess: float | None = None,
    log: bool = False,
    mine: str | None = None,
    description: str | None = None,
) -> alt.LayerChart:
    """Horizontal bars in the order of the table, each with its number; `colors` may give some their own colour.

    Args:
        table: a row a bar.
        category, value: the columns of the bars' names and lengths.
        title: what the lengths are, with their unit.
        form: the d3 format of the numbers beside the bars.
        colors: some bars' own colours, by name.
        guess: a number the learner expected; it becomes a line.
        log: a logarithmic axis, which begins at a power of ten below the smallest value.
        mine: the bar the learner chose: it gets the colour of a guess, and its name says so.
        description: the chart in words; the title and every number when left out.
    """
    own = {**(colors or {}), **({mine: COLORS["guess"]} if mine is not None else {})}
    names, lines = _names(table[category], mine)
    shown = table.assign(name=names, color=[own.get(name, COLORS["truth"]) for name in table[category]])
    start = _start(shown[value], guess) if log else 0
    top = max([float(shown[value].max()), *([] if guess is None else [float(guess)])])
    step = _LINE_HEIGHT * lines + _BAR + _GAP
    bar = (step - _BAR - _GAP) / 2  # where a bar is in its band, from the middle
    base = alt.Chart(shown).encode(
        # A name stands above its bar, so that a narrow page has its whole width for the bars.
        y=alt.Y(
            "name:N",
            sort=None,
            title=None,
            axis=alt.Axis(
                labelExpr="split(datum.label, '\\n')",
                labelAlign="left",
                labelPadding=-3,
                labelLimit=0,
                labelLineHeight=_LINE_HEIGHT,
                labelOffset=bar - 2 - (_BAR + _LINE_HEIGHT) / 2 - _LINE_HEIGHT * (lines - 1),
                ticks=False,
            ),
        ),
        x=alt.X(
            f"{value}:Q",
            title=textwrap.wrap(title, _LINE),
            scale=alt.Scale(type="log" if log else "linear", domainMin=start),
            axis=alt.Axis(
                format="~g" if log else _axis_form(form, top), tickCount=5, labelOverlap=True, grid=False
            ),
        ),
        tooltip=[category, alt.Tooltip(value, format=",.3~f")],
    )
    marks = base.mark_bar(height=_BAR, yOffset=bar).encode(color=alt.Color("color:N", scale=None))
    if log:
        marks = marks.encode(x2=alt.datum(start))
    text = base.mark_text(align="left", dx=5, yOffset=bar, **LABEL).encode(
        text=alt.Text(f"{value}:Q", format=form)
    )
    if description is None:
        numbers = zip(table[category], table[value], strict=True)
        description = f"Bars of {title}: {'; '.join(f'{name} {number:,.4g}' for name, number in numbers)}."
    if mine is not None:
        description += f" Your choice: {mine}."
    chart = with_guess(alt.layer(marks, text), guess, description=description)
    return chart.properties(height=step * len(shown), width=WIDTH)


def _with_words(chart: alt.LayerChart, words: str) -> alt.LayerChart:
    return chart.properties(description=words) if words else chart


def _names(names: Iterable[str], mine: str | None) -> tuple[list[str], int]:
    """The names in lines, the learner's choice with words that say so, and how many lines each of them has.

    A shorter one has empty lines above it, so that each ends just above its bar.
    """
    wrapped = [textwrap.wrap(f"{name}{' ▸ your choice' if name == mine else ''}", _LINE) for name in names]
    most = max(map(len, wrapped))
    return ["\n".join([""] * (most - len(one)) + one) for one in wrapped], most


def _start(values: pd.Series, guess: float | None) -> float:
    """Where a logarithmic axis begins: a power of ten of which even the smallest number is twice as large."""
    smallest = min([float(values.min()), *([] if guess is None else [float(guess)])])
    return 10.0 ** math.floor(math.log10(smallest / 2))


def _axis_form(form: str, top: float) -> str:
    """The format of an axis up to `top`: no cents where its ticks are whole dollars."""
    return "$,.0f" if form.startswith("$") and top >= 10 else form

"""The plot of section 0.5: what gates save."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from course.lessons.module_00.charts.parts import sized
from course.theme import COLORS


def spend(millions: Sequence[float], chosen: int) -> alt.Chart:
    """Expected spend in million USD on a project that can't work, with 0, 1, 2 … gates; `chosen` stands out."""
    table = pd.DataFrame({"gates": range(len(millions)), "spent": millions})
    marks = (
        alt.Chart(table)
        .mark_bar()
        .encode(
            x=alt.X("gates:O", title="number of gates", axis=alt.Axis(labelAngle=0)),
            y=alt.Y(
                "spent:Q",
                title="expected spend, $ million",
                axis=alt.Axis(format="$.0f"),
                scale=alt.Scale(domain=[0, max(millions) * 1.05]),
            ),
            color=alt.condition(
                f"datum.gates == {chosen}", alt.value(COLORS["accent"]), alt.value(COLORS["truth"])
            ),
            tooltip=["gates", alt.Tooltip("spent:Q", format="$.1f")],
        )
    )
    return sized(
        marks,
        200,
        f"Expected spend in $ million by number of gates. Gates chosen: {chosen}, {millions[chosen]:.0f}.",
    )

"""Charts of section 1.2."""

import altair as alt
import pandas as pd

from course.lessons.module_01.ledger import ACCEPTED, QUARANTINED, REPAIRED
from course.lessons.shared_charts import bars
from course.theme import COLORS, LABEL

RULES = {
    "sigma": "mean + 3 standard deviations",
    "max": "highest of 3 months",
    "meaning": "what it can mean + unit check",
    "none": "no limit",
}


def damages(table: pd.DataFrame, mine: str | None = None) -> alt.LayerChart:
    """The RMSE after each fault: rows of fault, rmse."""
    return bars(table, "fault", "rmse", "RMSE on the next months, USD", mine=mine)


def limits(table: pd.DataFrame, kind: str, mine: str | None = None) -> alt.LayerChart:
    """Sales that each rule "refused" though honest, or "let_in" though wrong (see `contracts.limits`)."""
    titles = {"refused": "honest sales refused", "let_in": "sales in cents let in"}
    shown = table.assign(rule=table["rule"].map(RULES))
    return bars(shown, "rule", kind, titles[kind], form=",d", mine=RULES.get(mine))


def waterfall(steps: pd.DataFrame) -> alt.LayerChart:
    """From all rows down to none, a bar for each reason (a table as `ledger.waterfall` gives)."""
    colors = alt.Scale(
        domain=["rows in", QUARANTINED, REPAIRED, ACCEPTED],
        range=[COLORS["muted"], COLORS["bad"], COLORS["guess"], COLORS["good"]],
    )
    top = float(steps["rows"].max())
    base = alt.Chart(steps).encode(y=alt.Y("step:N", sort=None, title=None, axis=alt.Axis(labelLimit=200)))
    marks = base.mark_bar(height=16).encode(
        x=alt.X("end:Q", title="rows", scale=alt.Scale(domain=[0, top * 1.4], nice=False)),
        x2="start:Q",
        color=alt.Color("outcome:N", scale=colors, title=None, legend=alt.Legend(orient="top", columns=2)),
        tooltip=["step", "outcome", alt.Tooltip("rows", format=",")],
    )
    text = base.mark_text(align="left", dx=5, **LABEL).encode(
        x="start:Q", text=alt.Text("rows:Q", format=",")
    )
    told = "; ".join(f"{row.step} {row.rows:,}" for row in steps.itertuples())
    return alt.layer(marks, text).properties(
        width="container", height=310, description=f"Where each row went: {told}."
    )

"""Chart of "Break it yourself"."""

import altair as alt
import pandas as pd

from course.lessons.shared_charts import bars
from course.theme import COLORS


def pipelines(works: float, now: float) -> alt.LayerChart:
    """The RMSE, USD, of the pipeline as it works and as it is now; the second stands out where it is higher."""
    table = pd.DataFrame({"pipeline": ["as it works", "now"], "rmse": [works, now]})
    colors = {"now": COLORS["bad"]} if now > works else {}
    return bars(table, "pipeline", "rmse", "RMSE of the price tags, USD", colors=colors)

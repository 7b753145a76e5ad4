"""Plots and tables of module 0, a file a section; what several sections draw is in `parts`."""

from course.lessons.module_00.charts.parts import percents, table, usd
from course.lessons.module_00.charts.section_1 import drift, money
from course.lessons.module_00.charts.section_2 import card_grid, cone, finish
from course.lessons.module_00.charts.section_3 import band_errors, budget, profit
from course.lessons.module_00.charts.section_4 import team_days, weeks_by_step
from course.lessons.module_00.charts.section_5 import spend
from course.lessons.module_00.charts.section_6 import desk, feasibility, meter

__all__ = [
    "band_errors",
    "budget",
    "card_grid",
    "cone",
    "desk",
    "drift",
    "feasibility",
    "finish",
    "meter",
    "money",
    "percents",
    "profit",
    "spend",
    "table",
    "team_days",
    "usd",
    "weeks_by_step",
]

"""The charts of lesson 1, a file a section; each takes tables and numbers and returns a chart."""

from course.lessons.module_01.charts.section_1 import known_from, ratios
from course.lessons.module_01.charts.section_2 import damages, limits, waterfall
from course.lessons.module_01.charts.section_3 import bytes_read, lookups, read_times
from course.lessons.module_01.charts.section_4 import groups, lag, late_days, revenue
from course.lessons.module_01.charts.section_5 import digits, round_trip
from course.lessons.module_01.charts.section_6 import arrival, averages, sold_by_asked
from course.lessons.module_01.charts.section_8 import pipelines

__all__ = [
    "arrival",
    "averages",
    "bytes_read",
    "damages",
    "digits",
    "groups",
    "known_from",
    "lag",
    "late_days",
    "limits",
    "lookups",
    "pipelines",
    "ratios",
    "read_times",
    "revenue",
    "round_trip",
    "sold_by_asked",
    "waterfall",
]

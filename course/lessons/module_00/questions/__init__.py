"""The questions of module 0, a file a section; each function makes one question."""

from course.lessons.module_00.questions.section_1 import close, monday, pays_back
from course.lessons.module_00.questions.section_2 import date, dear, flags, week_ten
from course.lessons.module_00.questions.section_3 import band, dollar, from_which
from course.lessons.module_00.questions.section_4 import failures, sentence, steps, team
from course.lessons.module_00.questions.section_5 import gates, lessons
from course.lessons.module_00.questions.section_6 import first, gap

__all__ = [
    "band",
    "close",
    "date",
    "dear",
    "dollar",
    "failures",
    "first",
    "flags",
    "from_which",
    "gap",
    "gates",
    "lessons",
    "monday",
    "pays_back",
    "sentence",
    "steps",
    "team",
    "week_ten",
]

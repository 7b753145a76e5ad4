"""What lesson 1 asks before it shows anything, a file a section; each function returns the element to show."""

from course.lessons.module_01.questions.section_1 import known, ratio
from course.lessons.module_01.questions.section_2 import costly_fault, no_price, upper_limit
from course.lessons.module_01.questions.section_3 import lookup, speed
from course.lessons.module_01.questions.section_4 import crash, groups, late_days
from course.lessons.module_01.questions.section_5 import digits, not_undone, untouched
from course.lessons.module_01.questions.section_6 import money_in, unsold
from course.lessons.module_01.questions.section_7 import manifest
from course.lessons.module_01.questions.section_8 import blind_spot

__all__ = [
    "blind_spot",
    "costly_fault",
    "crash",
    "digits",
    "groups",
    "known",
    "late_days",
    "lookup",
    "manifest",
    "money_in",
    "no_price",
    "not_undone",
    "ratio",
    "speed",
    "unsold",
    "untouched",
    "upper_limit",
]

"""How checks read a proposal, part by part, and say what is wrong with it."""

import datetime as dt
import math

from course.brief import ProjectBrief, read
from grading.content.module_00.public import needs
from grading.engine.compare.plain_data import TooLargeError, is_plain, plain

OPEN = "not filled in"
FINE = "as it should be"
MOST = 2_000
"""Values in a brief that is read: a page has some fifty."""


def later(day, days):
    """So many days after a day, or the last day there is."""
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return dt.date.max


def near(one, other, rel=0.01):
    """Whether two numbers are the same within rounding."""
    return math.isclose(one, other, rel_tol=rel, abs_tol=1e-9)


def say(check, trouble, why, expected, where):
    """One assertion: `trouble` names in words what is wrong, None where nothing is."""
    return check.is_true(trouble is None, why, given=trouble or FINE, expected=expected, given_as=where)


def read_brief(answer) -> tuple[ProjectBrief, list[str]]:
    """The brief as far as it can be read, and what is wrong; one that is no page any more is not read at all."""
    dump = None if is_plain(answer) else getattr(answer, "model_dump", None)
    fields = dump() if callable(dump) else answer
    try:
        plain(fields, MOST)
    except (TooLargeError, RecursionError):
        return read({})[0], [f"brief has more than {MOST:,} values: it is a page"]
    return read(fields)


def _get(brief, path):
    for name in path.split("."):
        brief = getattr(brief, name, None)
    return brief


def values(answer, *paths):
    """The fields at these places, or None if one of them can't be read."""
    brief, _ = read_brief(answer)
    found = [_get(brief, path) for path in paths]
    return None if any(value is None for value in found) else found


def weeks_of(answer):
    """Weeks by stage."""
    return values(answer, *(f"timeline.milestones.{stage}.weeks" for stage in needs.STAGES))


def metric_row(answer):
    """The row of the metric in the table, or None."""
    name = values(answer, "metric.name")
    return needs.PROPOSAL_METRICS.get(name[0]) if name else None

"""A brief as typed fields: a slip of the pen is one clear line, and spoils nothing else."""

import copy

import pytest

from course.brief import BriefError, ProjectBrief, read
from grading.content.module_00.right_answers.e0_2 import right_overpriced

BRIEF = right_overpriced["brief"]

SLIPS = [
    ("money.build", "18k", "money.build = '18k' is no number: write digits alone, such as 18000"),
    ("money.build", -1, "money.build = -1 must be above 0"),
    ("money.run_per_month", 0, "money.run_per_month = 0 must be above 0"),
    ("money.months", 10**400, "money.months = a huge number is no number"),
    ("timeline.start", "7 Sept", "timeline.start = '7 Sept' is no date: write it as \"2026-12-18\""),
    ("timeline.milestones.data", 4, "timeline.milestones.data = 4 is no dict with the fields of the form"),
    ("timeline.milestones.data.weeks", 0, "timeline.milestones.data.weeks = 0 must be above 0"),
    ("risks", "none", "risks = 'none' is no list: write [{\"what\": …}, …]"),
    ("metric", "mean_error", "metric = 'mean_error' is no dict with the fields of the form"),
    ("owner", " ", "owner is still empty"),
    ("owner", 3, "owner = 3 is no text: write it in quotes"),
]


def changed(place, value):
    brief = copy.deepcopy(BRIEF)
    *parts, name = place.split(".")
    part = brief
    for one in parts:
        part = part[one]
    part[name] = value
    return brief


@pytest.mark.parametrize(("place", "value", "line"), SLIPS)
def test_a_slip_is_one_line_that_says_where(place, value, line):
    wrong = changed(place, value)
    brief, found = read(wrong)
    assert found == [line]
    for name in place.split("."):
        brief = getattr(brief, name)
    assert brief is None
    with pytest.raises(BriefError) as caught:
        ProjectBrief(**wrong)
    assert str(caught.value) == line


def test_one_slip_leaves_the_rest_readable():
    brief, found = read(changed("money.build", "much"))
    assert len(found) == 1 and brief.money.run_per_month == 250 and brief.timeline.milestones.data.weeks == 3


def test_an_unknown_field_is_named_with_its_neighbour():
    assert read(changed("money.bild", 3))[1] == ["money.bild is no field of the form: did you mean build?"]
    assert len(read(BRIEF | {f"field {n}": n for n in range(1_000)})[1]) == 3


@pytest.mark.parametrize("nothing", [None, 3, "brief", [], {}, object()])
def test_what_is_no_brief_is_said_so(nothing):
    brief, found = read(nothing)
    assert brief.metric is None and all("\n" not in line for line in found) and found


def test_a_dict_and_a_typed_brief_read_the_same():
    typed = ProjectBrief(**BRIEF)
    assert read(BRIEF) == (typed, []) == read(typed)

"""The colours of marks: seen on light and dark pages, and told apart by colour-blind readers."""

from itertools import combinations

import altair as alt
import pytest

from course import theme
from tests.colours import DEUTERANOPIA, PROTANOPIA, contrast, difference

PAIRS = list(combinations(theme.COLORS, 2))


@pytest.mark.parametrize("name", theme.COLORS)
def test_a_mark_stands_out_on_a_light_and_on_a_dark_page(name):
    for page in theme.PALETTE["page"]:
        assert contrast(theme.COLORS[name], page) >= 3


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_colours_stay_apart_for_every_reader(one, other):
    colours = theme.COLORS[one], theme.COLORS[other]
    assert difference(*colours) > 30
    assert difference(*colours, DEUTERANOPIA) > 20
    assert difference(*colours, PROTANOPIA) > 18


def test_the_colours_of_before_would_not_pass():
    assert difference("#8A8F98", "#C061A6", DEUTERANOPIA) < 12
    assert contrast("#E69F00", "#ffffff") < 2.5


def test_words_in_a_chart_have_no_colour_of_their_own():
    spec = alt.Chart({"values": [{"a": 1}]}).mark_text(**theme.LABEL).encode(text="a:Q").to_dict()
    assert not {"fill", "color", "stroke"} & spec["mark"].keys() and spec["mark"]["style"] == "guide-label"


def test_a_chart_has_no_menu_beside_it():
    theme.enable()
    assert alt.renderers.options["embed_options"] == {"actions": False}

"""Charts of several lessons: they fit any width, nothing in them overlaps, and they can be read without seeing."""

import altair as alt
import pandas as pd
import pytest

from course.lessons.shared_charts import bars, described, with_guess

LONG = "The mean plus three standard deviations of a month"
TABLE = pd.DataFrame({"rule": [LONG, "short"], "refused": [168, 16]})


def parts(**options):
    """A chart of bars as Vega-Lite: the whole, the bars, the numbers beside them."""
    spec = bars(TABLE, "rule", "refused", "sales refused", **options).to_dict()
    found = {layer["mark"]["type"]: layer for layer in reversed(list(layers(spec)))}
    return spec, found["bar"], found["text"]


def layers(spec):
    for layer in spec.get("layer", []):
        yield from layers(layer) if "layer" in layer else [layer]


def names(spec):
    return [row["name"] for rows in spec["datasets"].values() for row in rows if "refused" in row]


def test_it_is_as_wide_as_its_page_and_names_stand_above_the_bars():
    spec, marks, _ = parts()
    axis = marks["encoding"]["y"]["axis"]
    assert spec["width"] == "container"
    assert axis["labelAlign"] == "left" and axis["labelPadding"] < 0
    assert names(spec) == ["The mean plus three standard\ndeviations of a month", "\nshort"]
    last_line = axis["labelOffset"] + axis["labelLineHeight"]
    assert last_line + axis["labelLineHeight"] / 2 <= marks["mark"]["yOffset"] - marks["mark"]["height"] / 2


@pytest.mark.parametrize("mine", ["short", LONG])
def test_the_choice_is_said_in_the_name_and_the_number_stands_alone(mine):
    spec, _, numbers = parts(mine=mine)
    assert [name.endswith("▸ your choice") for name in names(spec)] == list(TABLE["rule"] == mine)
    assert numbers["encoding"]["text"]["field"] == "refused"
    assert spec["description"].endswith(f"Your choice: {mine}.")
    assert str(spec).count("your choice") == 1


@pytest.mark.parametrize(("guess", "start"), [(None, 1.0), (200, 1.0), (1.5, 0.1)])
def test_bars_of_a_logarithmic_axis_begin_on_the_axis(guess, start):
    _, marks, _ = parts(log=True, guess=guess)
    assert marks["encoding"]["x"]["scale"]["domainMin"] == marks["encoding"]["x2"]["datum"] == start


def test_it_is_described_by_its_title_and_numbers_or_by_the_lesson():
    assert parts()[0]["description"] == f"Bars of sales refused: {LONG} 168; short 16."
    assert parts(guess=20)[0]["description"].endswith("short 16. Your guess: 20.")
    assert parts(guess=20, description="In words.")[0]["description"] == "In words. Your guess: 20."


def test_any_chart_can_be_described_and_keeps_it_beside_a_guess():
    line = described(alt.Chart(TABLE).mark_line().encode(x="rule:N", y="refused:Q"), "A line.")
    assert line.to_dict()["width"] == "container"
    assert with_guess(line, 7, axis="y").to_dict()["description"] == "A line. Your guess: 7."
    assert with_guess(line, None).to_dict()["description"] == "A line."


def test_words_in_it_have_the_colour_of_the_page():
    texts = [layer["mark"] for layer in layers(parts(guess=20)[0]) if layer["mark"]["type"] == "text"]
    assert [text["style"] for text in texts] == ["guide-label"] * 2
    assert not any({"color", "fill", "stroke"} & text.keys() for text in texts)

"""Every topic is taught in a section that exists and graded by something that exists."""

import re

import pytest

from course import ROOT, links
from course.lesson_headings import headings
from course_app import outline, topics
from course_app.topics import Topic
from tests.course_modules import begun

MUST_HAVE = {  # the topics that the course promises, by module; a module counts once its lesson is in the folder
    "0": {"D03", "F01", "F02", "P01", *(f"S{number:02}" for number in range(1, 22))},
    "1": {"D04", "D07", "D10", "D14", "D15", "D19", "F03", "F04", "M01", "P06", "S22"},
}


def test_every_topic_has_its_section_and_something_graded():
    assert topics.problems(topics.all_topics()) == []


@pytest.mark.parametrize("module", [one for one in begun() if links.module_path(one)])
def test_no_topic_of_a_module_is_left_out(module):
    assert module in MUST_HAVE, (
        f"say in MUST_HAVE of tests/test_topics.py which topics module {module} promises"
    )
    assert {topic.id for topic in topics.all_topics() if topic.module == module} == MUST_HAVE[module]


def test_every_exercise_grades_a_topic():
    graded = {name for topic in topics.all_topics() for name in topic.graded}
    exercises = {item.id for module in outline.modules() for item in module.of_kind("exercise")}
    assert exercises <= graded


def test_exercises_say_the_same_section_as_their_topics():
    from grading.engine.declare.catalogue import find

    for topic in topics.all_topics():
        own = [find(name).section for name in topic.graded if name.startswith("E")]
        assert all(section == topic.section or section.startswith(topic.section + ".") for section in own), (
            topic
        )


def test_the_section_that_explains_a_mistake_is_in_its_lesson():
    from grading.engine.declare.catalogue import exercises_of, misconceptions_of, modules

    for module in modules():
        found = headings(ROOT / links.module_path(module))
        mistakes = [wrong for one in exercises_of(module) for wrong in misconceptions_of(one.id)]
        assert [(wrong.title, wrong.section) for wrong in mistakes if wrong.section not in found] == []


def test_titles_are_short_and_ids_are_ours():
    for topic in topics.all_topics():
        assert re.fullmatch(r"[A-Z]\d\d", topic.id) and len(topic.title) <= 60, topic


def test_headings_are_read_from_the_lesson():
    found = headings(ROOT / links.module_path(1))
    assert found["1"] == "Data engineering" and found["1.2"] == "Ingestion and contracts in CI"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"section": "1.99"}, "X01: no heading of 01_data_engineering.py begins with 1.99"),
        ({"section": "99.1"}, "X01: module 99 has no lesson yet"),
        ({"graded": ("E1.2", "E1.99")}, "X01: E1.99 is no exercise or question of module 1"),
        ({"graded": ("Q1.2z",)}, "X01: Q1.2z is no exercise or question of module 1"),
        ({"graded": ("E1.2", "E1.2")}, "X01: names one graded thing twice"),
    ],
)
def test_what_the_course_does_not_have_is_found(changes, says):
    good = {"id": "X01", "title": "A topic", "section": "1.2", "graded": ("E1.2", "Q1.2a")}
    assert topics.problems([Topic(**good)]) == []
    assert topics.problems([Topic(**good | changes)]) == [says]


def test_two_topics_with_one_id_are_found():
    topic = Topic("X01", "A topic", "1.2", ("E1.2",))
    assert topics.problems([topic, topic]) == ["X01: is there 2 times"]


ROW = 'id = "X01"\ntitle = "A topic"\nsection = "1.2"\ngraded = ["E1.2"]\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[topic]]\n" + ROW + 'home = "1.2"\n', "topics.toml, X01: .*unknown field `home`"),
        (
            "[[topic]]\n" + ROW.replace('title = "A topic"\n', ""),
            "topics.toml, X01: .*missing required field `title`",
        ),
        ("[[topic]]\n" + ROW.replace('["E1.2"]', '"E1.2"'), "topics.toml, X01: Expected `array`"),
        ("[[topic]]\n" + ROW.replace('["E1.2"]', "[]"), "topics.toml, X01: graded is empty"),
        (
            "[[topic]]\n" + ROW.replace('id = "X01"\n', ""),
            "topics.toml, topic 1: .*missing required field `id`",
        ),
        ("[[topics]]\n" + ROW, r"topics.toml: only \[\[topic\]\] tables belong here, not topics"),
        ("topic = 3", r"topics.toml: only \[\[topic\]\] tables"),
        ("[[topic]\n", "topics.toml: "),
    ],
)
def test_a_file_that_is_no_table_of_topics_is_refused_in_one_line(tmp_path, text, says):
    path = tmp_path / "topics.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=says) as refused:
        topics.topics(path)
    assert "\n" not in str(refused.value)


def test_a_missing_file_is_refused_in_one_line(tmp_path):
    with pytest.raises(ValueError, match=r"^topics.toml: .*No such file"):
        topics.topics(tmp_path / "topics.toml")

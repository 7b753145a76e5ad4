"""The documents that are made from the course say what the course has."""

import re

import pytest

from course import ROOT, lesson_time
from course_app import documents, outline, topics
from grading.engine.declare.catalogue import declared, exercises_of, misconceptions_of
from grading.engine.grade.grade_exercise import grade_exercise
from grading.learner.verdict_text import as_text

README = (ROOT / "README.md").read_text(encoding="utf-8")
OUTLINE, TRACKER = (documents.text(name) for name in documents.DOCUMENTS)
MODULES = [module.number for module in outline.modules() if module.lesson]


def test_they_are_up_to_date():
    assert documents.out_of_date() == [], "run `python -m course_app.documents`"


def test_every_module_has_its_week():
    assert set(MODULES) <= {module for week in documents.WEEKS.values() for module in week}


@pytest.mark.parametrize("module", MODULES)
def test_every_exercise_and_section_has_its_sitting_and_its_line(module):
    for one in declared(module):
        assert OUTLINE.count(f"{one.id} {one.title}") == 1, one.id
        assert TRACKER.count(f"- [ ] {one.id} {one.title} (") == 1, one.id
    for section in lesson_time.of_sections(module):
        assert (
            re.search(rf"^\| \| {re.escape(section)} ", OUTLINE, re.MULTILINE) and f"**{section} " in TRACKER
        ), section


@pytest.mark.parametrize("module", MODULES)
def test_a_module_says_at_its_end_what_one_can_do_now(module):
    assert 4 <= len(documents._module(module).abilities) <= 12


@pytest.mark.parametrize("module", MODULES)
def test_sittings_take_about_an_hour_and_leave_nothing_out(module):
    found = documents._module(module)
    sittings = [sum(step.minutes for step in steps) for steps in found.sittings]
    assert sum(sittings) == found.lesson_minutes + found.exercise_minutes
    assert max(sittings) <= documents.HOUR


def test_every_topic_has_its_row():
    rows = re.findall(r"^\| (.+) \| (\d\S*) \| ([EQ].*) \|$", OUTLINE, re.MULTILINE)
    assert rows == [(one.title, one.section, ", ".join(one.graded)) for one in topics.all_topics()]


@pytest.mark.parametrize("module", MODULES)
def test_the_readme_says_how_long_a_module_takes(module):
    found = documents._module(module)
    lesson, exercises = map(lesson_time.in_words, (found.lesson_minutes, found.exercise_minutes))
    said = f"module {module}, {found.title} (lesson {lesson}, exercises {exercises})"
    assert said in " ".join(README.split())


def test_the_verdict_in_the_readme_is_one_that_is_given():
    (wrong,) = [one for one in misconceptions_of("E1.1") if one.answer.__name__ == "comma_as_decimal"]
    (exercise,) = [one for one in exercises_of("1") if one.id == "E1.1"]
    verdict = as_text(grade_exercise(exercise, lambda name: wrong.answer))
    shown = re.search(r"(?:^    .*\n)+", README[README.index("    E1.1 Parse a price:") :], re.MULTILINE)[0]
    lines = [line.removeprefix("    ").rstrip("\n …") for line in shown.splitlines()]
    assert len(lines) > 8 and [line for line in lines if line not in verdict] == []


def test_a_document_that_was_changed_is_written_again(monkeypatch, tmp_path):
    monkeypatch.setattr(documents, "_read", lambda path: None)
    assert documents.out_of_date() == [ROOT / name for name in documents.DOCUMENTS]

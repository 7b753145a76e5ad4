"""Links, the outline of the course, the home page and the look of plots."""

import re

import altair as alt
import pytest

from course import ROOT, links, progress, theme
from course.module_ids import module_of_id
from course_app import home_page as home
from course_app import outline


def test_links_name_the_notebook_from_the_courses_folder():
    assert links.home_link() == "?file=home.py"
    assert links.module_link(1) == "?file=modules/01_data_engineering.py"
    assert links.exercise_link("E1.2b") == "?file=exercises/exercises_01.py"


@pytest.mark.parametrize(("name", "module"), [("E1.2", "1"), ("Q1.3a", "1"), ("E4b.1", "4b"), ("E0.1c", "0")])
def test_an_id_names_its_module(name, module):
    assert module_of_id(name) == module


@pytest.mark.parametrize("name", ["", "1.2", "E1", "E1.", "X1.2", "E1.2/../x"])
def test_what_is_no_id_is_refused(name):
    with pytest.raises(LookupError, match="no exercise"):
        module_of_id(name)


def test_a_module_that_is_not_there_has_no_link():
    with pytest.raises(LookupError):
        links.module_link(9)
    with pytest.raises(LookupError):
        links.exercise_link("E9.1")


def test_the_outline_has_only_what_is_in_the_folder():
    modules = outline.modules()
    assert [module.number for module in modules] == sorted(module.number for module in modules)
    first = next(module for module in modules if module.number == "1")
    assert first.title == "Data engineering"
    assert len(first.of_kind("exercise")) >= 8 and len(first.of_kind("question")) >= 4
    assert sum(item.worth for item in first.of_kind("exercise")) == 100


def test_next_is_the_lesson_then_the_exercises_then_nothing():
    (module, *_) = modules = outline.modules()[:1]
    assert outline.next_step(modules, {}).text == f"read module {module.number}, {module.title}"
    questions, exercises = module.of_kind("question"), module.of_kind("exercise")
    progress.record_answer(questions[0].id, "x", False, 0, 1)
    assert outline.next_step(modules, progress.snapshot()).text.startswith("go on reading")
    for item in questions[1:]:
        progress.record_answer(item.id, "x", True, 1, 1)
    assert outline.next_step(modules, progress.snapshot()).id == exercises[0].id
    for item in exercises:
        progress.record_verdict(item.id, "passed", item.worth, item.worth, 1, 1)
    assert outline.next_step(modules, progress.snapshot()) is None
    for other in outline.modules()[1:]:
        for item in other.items:
            progress.record_verdict(item.id, "passed", item.worth, item.worth, 1, 1)
    assert "Everything here is done" in home.page()


def test_every_link_of_the_home_page_opens_a_notebook_that_exists():
    targets = re.findall(r'href="\?file=([^"]+)"', home.page())
    assert "exercises/exercises_01.py" in targets
    assert all((ROOT / target).is_file() for target in targets)


def test_the_home_page_shows_a_verdict():
    exercise = outline.modules()[0].of_kind("exercise")[0]
    before = home.page()
    assert f'data-exercise="{exercise.id}" data-status="not attempted"' in before
    progress.record_verdict(exercise.id, "passed", exercise.worth, exercise.worth, 3, 3)
    after = home.page()
    assert f'data-exercise="{exercise.id}" data-status="passed"' in after
    assert f"{exercise.worth:g} of" in after


def test_the_theme_names_what_lessons_draw_on_the_background_of_the_page():
    theme.enable()
    assert set(theme.COLORS) == {"guess", "truth", "good", "bad", "muted", "accent"}
    config = alt.Chart({"values": []}).mark_point().to_dict()["config"]
    assert config["range"]["category"] == theme.CATEGORIES
    assert config["background"] == "transparent"  # the page shows through, light or dark

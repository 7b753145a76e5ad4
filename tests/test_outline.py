"""Links, the outline of the course, the home page and the look of plots."""

import re

import altair as alt
import pytest

from course import ROOT, lesson_time, links, progress, theme
from course.lesson_headings import headings
from course.module_ids import module_of_id
from course_app import home_page as home
from course_app import outline
from course_app.cli import main


def test_links_name_the_notebook_from_the_courses_folder():
    assert links.home_link() == "?file=home.py&view-as=present"
    assert links.module_link(1) == "?file=modules/01_data_engineering.py&view-as=present"
    assert links.edit_link(1) == "?file=modules/01_data_engineering.py"
    assert links.exercise_link("E1.2b") == "?file=exercises/exercises_01.py#scrollTo=e1_2b"
    assert links.section_link("1.2") == links.module_link(1) + "#scrollTo=section_1_2"
    assert links.section_link("1") == links.module_link(1)


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
    with pytest.raises(LookupError):
        links.section_link("first")


def test_every_place_that_links_name_is_a_cell():
    for module in outline.modules():
        for item in module.of_kind("exercise"):
            path = ROOT / links.exercises_path(module.number)
            assert f"def {links.task_cell(item.id)}(" in path.read_text(encoding="utf-8"), item.id
        lesson = ROOT / links.module_path(module.number)
        for section in headings(lesson):
            if "." in section:
                assert f"def {links.section_cell(section)}(" in lesson.read_text(encoding="utf-8"), section


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
    progress.record_answer(questions[0].id, "x", False, 1)
    assert outline.next_step(modules, progress.snapshot()).text.startswith("go on reading")
    for item in questions[1:]:
        progress.record_answer(item.id, "x", True, 1)
    assert outline.next_step(modules, progress.snapshot()).id == exercises[0].id
    for item in exercises:
        progress.record_verdict(item.id, "passed", item.worth, item.worth, 1, 1)
    assert outline.next_step(modules, progress.snapshot()) is None
    for other in outline.modules()[1:]:
        for item in other.items:
            progress.record_verdict(item.id, "passed", item.worth, item.worth, 1, 1)
    assert "Everything here is done" in home.page()


def record(item, status="passed"):
    """What the course stores when the learner does this."""
    if item.kind == "question":
        progress.record_answer(item.id, "x", False, 1)
    else:
        progress.record_verdict(item.id, status, item.worth if status == "passed" else 0, item.worth, 1, 1)


def next_id(modules):
    return outline.next_step(modules, progress.snapshot()).id


def test_next_goes_on_where_the_learner_was():
    first, second = modules = outline.modules()[:2]
    questions, exercises = second.of_kind("question"), second.of_kind("exercise")
    record(questions[3])
    assert next_id(modules) == questions[4].id
    for item in questions[4:]:
        record(item)
    assert next_id(modules) == questions[0].id  # what was passed over comes before the exercises
    record(exercises[2], "failed")
    assert next_id(modules) == exercises[2].id
    record(exercises[2])
    assert next_id(modules) == exercises[3].id
    for item in (*questions[:3], *exercises):
        record(item)
    assert next_id(modules) == first.items[0].id


def test_opening_a_notebook_is_not_yet_working_on_it():
    modules = outline.modules()
    record(modules[0].items[0])
    for item in modules[1].of_kind("exercise"):
        record(item, "not attempted")
    assert outline.last_worked_on(modules, progress.snapshot()) == modules[0].items[0].id
    assert next_id(modules) == modules[0].items[1].id


def test_points_and_questions_are_two_numbers_everywhere(capsys):
    modules = [module] = [one for one in outline.modules() if one.number == "1"]
    question, exercise = module.of_kind("question")[0], module.of_kind("exercise")[0]
    record(question)
    record(exercise)
    asked = len(module.of_kind("question"))
    words = f"Exercises {exercise.worth:g} of 100 points · Questions 1 of {asked} answered"
    assert outline.totals(modules, progress.snapshot()) == words
    assert words in home.page()
    main(["progress"])
    assert words in " ".join(capsys.readouterr().out.split())


def test_an_exercise_passed_before_says_so_when_it_is_changed():
    exercise = outline.modules()[0].of_kind("exercise")[0]
    record(exercise)
    record(exercise, "not attempted")
    assert "Passed, changed since" in home.page()


def test_exercises_stand_in_the_order_of_their_notebook_and_the_times_are_those_of_the_lesson():
    for module in outline.modules():
        source = (ROOT / links.exercises_path(module.number)).read_text(encoding="utf-8")
        asked = re.findall(r'check\("(E[^"]+)"', source)
        assert [item.id for item in module.of_kind("exercise")] == asked
        assert module.lesson_minutes == lesson_time.of_lesson(module.number).minutes > 0
        assert f"about {lesson_time.in_words(module.lesson_minutes)}" in home.page()


def test_a_question_is_linked_at_its_section_and_an_exercise_at_its_task():
    module = next(one for one in outline.modules() if one.number == "1")
    assert module.of_kind("question")[0].link.endswith("&view-as=present#scrollTo=section_1_1")
    assert module.of_kind("exercise")[0].link == links.exercise_link(module.of_kind("exercise")[0].id)


def test_every_link_of_the_home_page_opens_a_notebook_that_exists():
    targets = re.findall(r'href="\?file=([^"&#]+)', home.page())
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

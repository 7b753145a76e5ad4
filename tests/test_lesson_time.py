"""How long a module takes is counted from its own files."""

import pytest

from course import lesson_time
from course.lesson_time import LessonTime
from course_app import outline
from grading.engine.declare.catalogue import declared
from grading.publish.paths import exercise_file

MODULES = [module.number for module in outline.modules() if module.lesson]
LESSON = '''
mo.md("Above all.")
mo.md("""
## 77.1 One
""")
mo.vstack([mo.md(f"One two {x} three."), mo.ui.slider(0, 1, label="not counted")])
mo.md("""
## 77.2 Two
""")
mo.accordion({"Four five": mo.md("six")})
print("no prose")
'''
QUESTION = 'predict.choice("Q77.1a", "Which one?", {"a": ("It", "Why so")}, answer="a")'


def test_a_lesson_is_words_and_what_one_does():
    assert LessonTime(words=4000, questions=15, controls=10).minutes == 45


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (3, "5 minutes"),
        (40, "40 minutes"),
        (53, "1 hour"),
        (60, "1 hour"),
        (95, "1½ hours"),
        (120, "2 hours"),
    ],
)
def test_minutes_are_said_to_the_half_hour(minutes, said):
    assert lesson_time.in_words(minutes) == said


def test_a_section_has_its_own_words_questions_and_controls(monkeypatch, tmp_path):
    lesson, asked = tmp_path / "modules" / "77_x.py", tmp_path / "section_1.py"
    lesson.parent.mkdir()
    lesson.write_text(LESSON, encoding="utf-8")
    asked.write_text(QUESTION, encoding="utf-8")
    monkeypatch.setattr(lesson_time, "ROOT", tmp_path)
    monkeypatch.setattr(lesson_time.links, "module_path", lambda module: lesson.relative_to(tmp_path))
    monkeypatch.setattr(lesson_time, "question_files", lambda module: [asked])
    # the id and the keys of a question are counted with its words
    first = LessonTime(
        words=2 + 2 + 3 + len(["Q77.1a", "Which", "one?", "a", "It", "Why", "so", "a"]),
        questions=1,
        controls=1,
    )
    assert lesson_time.of_sections("77") == {"77.1": first, "77.2": LessonTime(words=2 + 2 - 1 + 2)}
    assert lesson_time.of_lesson("77") == first + LessonTime(words=5)


@pytest.mark.parametrize("module", MODULES)
def test_a_lesson_keeps_to_its_bounds(module):
    time = lesson_time.of_lesson(module)
    assert time.words <= 5000
    assert time.questions <= 18
    assert time.minutes <= 120


@pytest.mark.parametrize("module", MODULES)
def test_each_task_says_how_long_it_takes(module):
    assert list(lesson_time.of_exercises(module)) == [one.id for one in declared(module)]


def test_the_exercises_of_module_0_begin_with_points_and_hours_that_add_up():
    text = exercise_file("0").read_text(encoding="utf-8")
    by_hand = sum(part.points for one in declared("0") for part in one.rubric)
    assert sum(one.points for one in declared("0")) == 100
    assert f"worth 100 points, and up to {by_hand:g} more" in text
    assert sum(lesson_time.of_exercises("0").values()) == 120
    assert "about two hours" in text

"""Every module that was begun is whole; where one is not, the test says what to do next."""

import pytest

from grading.engine.declare import catalogue
from tests.course_modules import begun, lesson_module, missing


@pytest.mark.parametrize("module", begun())
def test_nothing_of_it_is_missing(module):
    assert missing(module) == []


def test_the_modules_are_those_of_the_folders():
    assert {"0", "1"} <= set(begun()) and set(catalogue.modules()) <= set(begun())


def lacks(root, files):
    """What module 77 lacks in a course of these files: name -> text."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if f"{CONTENT}/exercises.py" in files:
        catalogue.add_folder(root / "grading" / "content")
    return missing("77", root)


CONTENT = "grading/content/module_77"
EMPTY = (
    "__init__.py", "public/__init__.py", "hidden/__init__.py", "misconceptions/__init__.py",
    "right_answers/__init__.py", "solution.py", "topics.toml",
)  # fmt: skip
DECLARED = """
from grading.engine.declare.exercise import exercise

E77_1 = exercise("E77.1", title="One", points=60, answer="one", section="77.1")
E77_2 = exercise("E77.2", title="Two", points=30, answer="two", section="77.9", only_public=True)
"""
CHECK = '''
from module_77.exercises import E77_1


@E77_1{kind}
def test_{name}(answer, check):
    """It is {name}"""
    check.equal(answer(), 1, "{name}")
'''


def test_a_lesson_alone_is_told_each_step(tmp_path):
    said = lacks(tmp_path, {"modules/77_more.py": '"# 77. More"\n"## 77.1 Some"\n'})
    assert begun(tmp_path) == ["77"]
    of_content = ("exercises.py", "solution.py", "topics.toml", "right_answers/__init__.py")
    steps = {"course/lessons/module_77/__init__.py", "tests/test_lesson77.py"}
    for step in steps | {f"{CONTENT}/{name}" for name in of_content}:
        assert any(step in line for line in said), step
    assert not any("the lesson modules/" in line for line in said)


def test_exercises_without_their_parts_are_told_each_step(tmp_path):
    files = {f"{CONTENT}/{name}": "" for name in EMPTY}
    files |= {
        "modules/77_more.py": '"# 77. More"\n"## 77.1 Some"\n',
        "course/lessons/module_77/__init__.py": "",
        "tests/test_lesson77_more.py": "",
        f"{CONTENT}/exercises.py": DECLARED,
        f"{CONTENT}/public/test_one.py": CHECK.format(kind="", name="one"),
        f"{CONTENT}/misconceptions/e77_1.py": "",
    }
    assert lacks(tmp_path, files) == [
        "make exercises/exercises_77.py by `python -m course release`",
        "make the points of its exercises sum to 100: they are 90",
        f"E77.1: write hidden checks in {CONTENT}/hidden/test_….py, or declare it only_public",
        f"E77.1: write {CONTENT}/right_answers/e77_1.py",
        f"E77.2: write public checks in {CONTENT}/public/test_….py",
        f"E77.2: write {CONTENT}/misconceptions/e77_2.py",
        f"E77.2: write {CONTENT}/right_answers/e77_2.py",
        "E77.2: its section 77.9 is no heading of 77_more.py",
    ]


def test_a_whole_module_lacks_nothing(tmp_path):
    files = {f"{CONTENT}/{name}": "" for name in EMPTY}
    files |= {
        "modules/77_more.py": '"# 77. More"\n"## 77.1 Some"\n',
        "course/lessons/module_77/__init__.py": "",
        "tests/test_lesson77.py": "",
        "exercises/exercises_77.py": "",
        f"{CONTENT}/exercises.py": DECLARED.partition("E77_2")[0].replace("60", "100"),
        f"{CONTENT}/public/test_one.py": CHECK.format(kind="", name="one"),
        f"{CONTENT}/hidden/test_one.py": CHECK.format(kind=".hidden", name="other"),
        f"{CONTENT}/misconceptions/e77_1.py": "",
        f"{CONTENT}/right_answers/e77_1.py": "",
    }
    assert lacks(tmp_path, files) == []
    assert lesson_module(tmp_path / "modules" / "77_more.py") == "77"

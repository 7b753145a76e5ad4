"""Ids of modules, exercises and questions, and the names of files made from them."""

from pathlib import Path

import pytest

from course import module_ids as ids


@pytest.mark.parametrize(
    ("written", "module"),
    [(1, "1"), ("1", "1"), ("01", "1"), (" 4B ", "4b"), ("04b", "4b"), ("0", "0"), ("00", "0"), ("10", "10")],
)
def test_a_module_is_understood_however_it_is_written(written, module):
    assert ids.module_id(written) == module


@pytest.mark.parametrize("written", ["", "one", "1a", "-1", "1.2", "E1", "100", "b", "1bb", "١"])
def test_what_is_no_module_is_said_so(written):
    with pytest.raises(LookupError, match="is no module: write a number like 1"):
        ids.module_id(written)


@pytest.mark.parametrize(
    ("module", "two_digits"), [("0", "00"), ("1", "01"), (4, "04"), ("4b", "04b"), ("10", "10")]
)
def test_files_and_folders_are_named_with_two_digits(module, two_digits):
    assert ids.padded(module) == two_digits
    assert ids.folder_name(module) == f"module_{two_digits}"
    assert ids.exercises_name(module) == f"exercises_{two_digits}.py"
    assert ids.module_of_file(ids.exercises_name(module)) == str(module)
    assert ids.module_of_file(Path("there", ids.folder_name(module), "solution.py")) == str(module)


@pytest.mark.parametrize(
    ("item", "module"), [("E1.2", "1"), ("E1.2b", "1"), ("E0.C", "0"), ("Q4b.1a", "4b"), ("E10.12", "10")]
)
def test_an_item_says_its_module(item, module):
    assert ids.module_of_id(item) == module
    assert ids.is_exercise_id(item) == item.startswith("E")


@pytest.mark.parametrize(
    "item", ["", "E1", "E.1", "e1.2", "X1.2", "E1.", "E1.c", "E1.2 ", "E1.2/../3", "E1.2\n"]
)
def test_what_is_no_item_is_said_so(item):
    assert not ids.is_exercise_id(item)
    with pytest.raises(LookupError, match=r"is no exercise: write an id like E1\.2"):
        ids.module_of_id(item)


@pytest.mark.parametrize(
    ("path", "module"),
    [
        ("exercises_01.py", "1"),
        ("ada/exercises_04b (2).py", None),
        ("ada/exercises_04b_late.py", "4b"),
        ("hopper_102_9002_exercises_90.py", "90"),
        ("module_01/public/test_money.py", "1"),
        ("module_01/exercises_02.py", "2"),
        ("module_01b_old/x.py", None),
        ("module_1/x.py", None),
        ("module_01.py", None),
        ("home.py", None),
    ],
)
def test_a_file_says_its_module_by_its_name_or_else_its_folder(path, module):
    assert ids.module_of_file(path) == module


def test_the_order_is_that_of_the_course():
    assert ids.in_order({"10", "4b", "0", "5", "4"}) == ["0", "4", "4b", "5", "10"]


def test_files_of_one_exercise_are_named_after_it():
    assert [ids.exercise_stem(one) for one in ("E1.2b", "E0.C", "E4b.1")] == ["e1_2b", "e0_c", "e4b_1"]

"""Names that a learner chose, so as to be taken for somebody else, or for in time."""

import random
import zipfile

import pytest
from cohort_files import folder_of, learners, write, zip_of

from grading.engine.declare import catalogue
from grading.instructor.intake.file_names import clean_name
from grading.instructor.intake.lms_file_names import read_lms_name
from grading.instructor.intake.submissions import find_submissions


@pytest.fixture(autouse=True)
def graded(monkeypatch):
    monkeypatch.setattr(catalogue, "modules", lambda: ["1", "2", "4b"])


# --- a file's own name that looks like the other LMS's -------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "lovelaceada_LATE_11_999_x_assignsubmission_file_exercises_01.py",
        "lovelaceada_LATE_11_999_Grace Hopper_7_assignsubmission_file_exercises_01.py",
        "lovelaceada_LATE_11_999_assignsubmission_file_exercises_01.py",
        "x_assignsubmission_file_LATE_11_999_exercises_01.py",  # a group's name, chosen by its members
        "LATE_anon_aB3x9_999_x_assignsubmission_file_exercises_01.py",
    ],
)
def test_late_in_canvas_is_late_whatever_the_file_is_called(tmp_path, name):
    for path in (zip_of(tmp_path / "s.zip", name), folder_of(tmp_path / "s", name)):
        (entry,), notices = find_submissions([path])
        assert entry.late and entry.lms["lms"] == "canvas" and entry.lms["submission"] == "999"
        assert notices == []


@pytest.mark.parametrize("own", ["hoppergrace_12_1000_exercises_01.py", "LATE_12_1000_exercises_01.py"])
def test_a_number_of_moodle_is_moodles_whatever_the_file_is_called(own):
    for parts in ((f"Ada_5_assignsubmission_file_{own}",), ("Ada_5_assignsubmission_file_", own)):
        found = read_lms_name(("download", *parts))
        assert (found.lms, found.name, found.number, found.file, found.late) == (
            "moodle",
            "Ada",
            "5",
            own,
            False,
        )


# --- LMS names where no LMS put them ---------------------------------------------------------------------

ADA = "lovelaceada_11_500_exercises_01.py"
AS_ADA = [
    "lovelaceada_11_999_exercises_01.py",
    "Ada Lovelace_11_assignsubmission_file_/exercises_01.py",
    "Ada Lovelace_11_assignsubmission_file_exercises_01.py",
    "submissions/lovelaceada_11_999_exercises_01.py",
]


@pytest.mark.parametrize("forged", AS_ADA)
def test_in_a_learners_own_folder_nothing_is_anybody_elses(tmp_path, forged):
    names = ["ada/exercises_01.py", f"mallory/{forged}", "bob/exercises_01.py"]
    for path in (folder_of(tmp_path / "x", *names), zip_of(tmp_path / "x.zip", *names)):
        entries, notices = find_submissions([path])
        assert [(one.learner, one.lms) for one in entries] == [("ada", {}), ("bob", {}), ("mallory", {})]
        assert notices == []


def test_beside_a_download_a_folder_is_its_owners(tmp_path):
    """Canvas gave mallory's archive a name, and an instructor unpacked it where it was."""
    path = folder_of(tmp_path / "x", ADA, f"mallory_12_501_work/{AS_ADA[0]}")
    entries, _ = find_submissions([path])
    assert [(one.learner, one.lms.get("user")) for one in entries] == [
        ("lovelaceada", "11"),
        ("mallory_12_501_work", None),
    ]
    assert entries[0].notebook.endswith(ADA)


def test_what_a_learner_uploaded_to_canvas_has_no_other_names_in_it(tmp_path):
    for path in (
        zip_of(tmp_path / "mallory_12_501_work.zip", AS_ADA[0]),
        folder_of(tmp_path / "mallory_12_501_work", AS_ADA[0]),
    ):
        ((learner, _),) = learners(path)
        assert learner == "mallory_12_501_work" or "lovelaceada_11_999" in learner
        assert find_submissions([path])[0][0].lms == {}


@pytest.mark.parametrize(
    "between", ["submissions/", "section1/", "module 1/submissions (1)/", "Homework 3/", "canvas/"]
)
def test_between_path_and_a_download_plain_words_may_stand(tmp_path, between):
    names = [
        f"{between}lovelaceada_LATE_11_500_exercises_01.py",
        f"{between}Grace_7_assignsubmission_file_/a/exercises_01.py",
    ]
    for path in (folder_of(tmp_path / "x", *names), zip_of(tmp_path / "x.zip", *names)):
        entries, notices = find_submissions([path])
        assert [(one.learner, one.late) for one in entries] == [("Grace", False), ("lovelaceada", True)]
        assert notices == []


def test_a_folder_that_may_be_a_download_is_not_guessed_about(tmp_path):
    """Two people's names in one folder: several learners in an evening class, or one who is two others."""
    two = ["evening/lovelaceada_LATE_11_500_exercises_01.py", "evening/hoppergrace_12_501_exercises_01.py"]
    path = folder_of(tmp_path / "x", "bob/exercises_01.py", *two)
    entries, notices = find_submissions([path])
    assert [one.learner for one in entries] == ["bob"]
    assert [notice.path for notice in notices] == sorted(str(path / name) for name in two)
    assert all("evening" in one.reason and "section1" in one.reason for one in notices)
    (path / "evening").rename(path / "section1")
    entries, notices = find_submissions([path])
    assert [(one.learner, one.late) for one in entries] == [
        ("bob", False),
        ("hoppergrace", False),
        ("lovelaceada", True),
    ]
    assert notices == []


# --- names that look the same ----------------------------------------------------------------------------

LOOK_ALIKE = [
    *("ad\u200ba", "ad\u00ada", "\u2060ada", "ada\u200d", "ad\u200ca", "ada\ufe0f", "a\ufeffda", "ad\u034fa"),
    *("ad\u061ca", "ada\U000e0020", "ada\U000e0100", "ada\u3164", "\x01ada", "ada ", "ada.", "\u00a0ada"),
]


@pytest.mark.parametrize("other", LOOK_ALIKE)
def test_two_names_that_look_the_same_are_two_people(tmp_path, other):
    assert clean_name(other) == "ada"
    path = folder_of(
        tmp_path / "x", "ada/exercises_01.py", "ada-2/exercises_01.py", f"{other}/exercises_01.py"
    )
    entries, notices = find_submissions([path])
    assert notices == []
    by_name = {one.learner: one.stored.path.parent.name for one in entries}
    assert by_name == {"ada": "ada", "ada-2": "ada-2", "ada-3": other}


def test_spaces_of_every_kind_look_the_same(tmp_path):
    spaces = " \u00a0\u1680\u2002\u2003\u2009\u202f\u205f\u3000"
    path = folder_of(tmp_path / "x", *(f"Ada{space}Lovelace/exercises_01.py" for space in spaces))
    found = learners(path)
    assert len(found) == len(spaces)
    assert found[:2] == [("Ada Lovelace", "1"), ("Ada Lovelace-2", "1")]


def test_long_names_that_begin_alike_are_two_people(tmp_path):
    path = zip_of(tmp_path / "x.zip", *(f"{'x' * 150}{who}/exercises_01.py" for who in ("ada", "bob")))
    assert [learner for learner, _ in learners(path)] == ["x" * 120, "x" * 120 + "-2"]


def test_names_of_moodle_that_look_the_same_are_two_people_in_any_module(tmp_path):
    path = zip_of(
        tmp_path / "x.zip",
        "Jo Smith_1_assignsubmission_file_exercises_01.py",
        "Jo\u200b Smith_2_assignsubmission_file_exercises_02.py",
    )
    assert learners(path) == [("Jo Smith_1", "1"), ("Jo Smith_2", "2")]


def test_a_name_with_joiners_is_found_again_without_them(tmp_path):
    assert clean_name("سید\u200cحسین") == "سیدحسین" and clean_name("क्\u200dष") == "क्ष"
    path = write(tmp_path / "x" / "سید\u200cحسین" / "exercises_01.py")
    assert learners(path.parent.parent) == [("سیدحسین", "1")]


def test_three_thousand_names_that_look_the_same_are_told_apart_at_once(tmp_path):
    path = tmp_path / "x.zip"
    rng = random.Random(20261121)
    invisible = {"".join(rng.choices("\u200b\u200c\u200d\u2060", k=12)) for _ in range(3_000)}
    with zipfile.ZipFile(path, "w") as archive:
        for one in sorted(invisible):
            archive.writestr(f"a{one}da/exercises_01.py", b"")
    entries, _ = find_submissions([path])
    assert len({one.learner for one in entries}) == len(invisible)

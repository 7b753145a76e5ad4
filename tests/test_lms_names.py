"""Names of bulk downloads of Canvas and Moodle, and names as learners give them."""

import unicodedata

import pytest

from course.safe_text import for_file_name, for_terminal
from grading.instructor.intake.file_names import (
    clean_name,
    learner_name,
    natural,
    read_name,
)
from grading.instructor.intake.lms_file_names import read_lms_name


@pytest.mark.parametrize(
    ("name", "learner", "user", "upload", "late", "file"),
    [
        (
            "lovelaceada_12345_678901_exercises_01.py",
            "lovelaceada",
            "12345",
            678901,
            False,
            "exercises_01.py",
        ),
        (
            "lovelaceada_LATE_12345_678901_exercises_01.py",
            "lovelaceada",
            "12345",
            678901,
            True,
            "exercises_01.py",
        ),
        (
            "lovelaceada_late_12345_678901_exercises_01.py",
            "lovelaceada",
            "12345",
            678901,
            True,
            "exercises_01.py",
        ),
        ("ada_1_2_exercises_01-2.py", "ada", "1", 2, False, "exercises_01-2.py"),
        ("ada_1_2_my_own_file_3_4_name.py", "ada", "1", 2, False, "my_own_file_3_4_name.py"),
        ("team_red_7_8_exercises_01.py", "team_red", "7", 8, False, "exercises_01.py"),
        ("müllerzoë_7_8_exercises_01.py", "müllerzoë", "7", 8, False, "exercises_01.py"),
        ("LovelaceAda_7_8_exercises_01.py", "lovelaceada", "7", 8, False, "exercises_01.py"),
        ("anon_aB3x9_678901_exercises_01.py", "anon", "aB3x9", 678901, False, "exercises_01.py"),
        ("LATE_anon_aB3x9_678901_exercises_01.py", "anon", "aB3x9", 678901, True, "exercises_01.py"),
        ("anon_12345_678901_exercises_01.py", "anon", "12345", 678901, False, "exercises_01.py"),
        ("anonymous_12345_678901_exercises_01.py", "anonymous", "12345", 678901, False, "exercises_01.py"),
    ],
)
def test_canvas(name, learner, user, upload, late, file):
    found = read_lms_name(("download", name))
    assert (found.lms, found.name, found.number, found.upload, found.late, found.file) == (
        "canvas",
        learner,
        user,
        upload,
        late,
        file,
    )
    assert found.fields == {"lms": "canvas", "user": user, "submission": str(upload), "name": learner}
    assert found.always_number == learner.startswith("anon")


@pytest.mark.parametrize(
    ("parts", "name", "number", "file"),
    [
        (("Ada Lovelace_1234567_assignsubmission_file_", "exercises_01.py"), "Ada Lovelace", "1234567", None),
        (("Ada Lovelace_1234567_assignsubmission_file", "exercises_01.py"), "Ada Lovelace", "1234567", None),
        (
            ("Ada Lovelace_12_assignsubmission_file_", "my", "folder", "exercises_01.py"),
            "Ada Lovelace",
            "12",
            None,
        ),
        (("Ada Lovelace_1234567_assignsubmission_file_exercises_01.py",), "Ada Lovelace", "1234567", None),
        (("Jean-Luc O'Brien_5_assignsubmission_file_exercises_01.py",), "Jean-Luc O'Brien", "5", None),
        (("Group 1_45_assignsubmission_file_exercises_01.py",), "Group 1", "45", None),
        (("Default group_assignsubmission_file_exercises_01.py",), "Default group", "", None),
        (("Ada_5_assignsubmission_file_a_1_2_b.py",), "Ada", "5", "a_1_2_b.py"),
    ],
)
def test_moodle(parts, name, number, file):
    found = read_lms_name(("download", *parts))
    assert (found.lms, found.name, found.number, found.file) == (
        "moodle",
        name,
        number,
        file or "exercises_01.py",
    )
    assert found.fields == {"lms": "moodle", "participant": number, "name": name}
    assert not found.late and found.kind == "file"


def test_moodle_composes_accents_and_knows_text_submissions():
    name = unicodedata.normalize("NFD", "Zoë Müller")
    found = read_lms_name((f"{name}_1_assignsubmission_onlinetext_", "onlinetext.html"))
    assert found.name == unicodedata.normalize("NFC", name)
    assert found.kind == "onlinetext"


@pytest.mark.parametrize(
    "name", ["Participant_123_assign", "Participant 123_assign", "participant_123_assign"]
)
def test_moodle_blind_marking(name):
    found = read_lms_name((f"{name}submission_file_", "exercises_01.py"))
    assert (found.name, found.number, found.always_number) == ("Participant", "123", True)
    assert found.fields["name"] == "Participant 123"


@pytest.mark.parametrize(
    "name",
    [
        "exercises_01.py",
        "ada_exercises_01.py",
        "exercises_01_ada.py",
        "exercises_01_2_3.py",
        "ada_exercises_01_2_v3.py",
        "ada.py",
        "ada_12_notes.py",
        "assignsubmission_file_.py",
        "",
    ],
)
def test_no_lms(name):
    assert read_lms_name(("cohort", name)) is None
    assert read_lms_name(()) is None


@pytest.mark.parametrize(
    ("stem", "module", "rest", "copy"),
    [
        ("exercises_01", "1", "", 0),
        ("exercises_04b", "4b", "", 0),
        ("exercises_01 (1)", "1", "", 0),
        ("exercises_01(12)", "1", "", 0),
        ("exercises_01-1", "1", "", 1),
        ("exercises_01-12", "1", "", 12),
        ("exercises_01-0b7cf5ee-8f3a-4c3e-9a39-0242ac120002", "1", "", 1000),
        ("exercises_01_2", "1", "", 0),
        ("exercises_01 copy", "1", "", 0),
        ("exercises_01 copy 2", "1", "", 0),
        ("exercises_01 - Copy (2)", "1", "", 0),
        ("exercises_01_final", "1", "", 0),
        ("Exercises 1", "1", "", 0),
        ("ada_exercises_01", "1", "ada", 0),
        ("Ada Lovelace - exercises_01 (1)", "1", "Ada Lovelace", 0),
        ("exercises_01_ada", "1", "ada", 0),
        ("exercises_01b_ada", "1b", "ada", 0),
        ("exercises_01bob", None, "exercises_01bob", 0),
        ("exercises_2024", None, "", 0),
        ("ada", None, "ada", 0),
        ("ada2 (1)", None, "ada2", 0),
        ("ada_2", None, "ada_2", 0),
        ("homework", None, "", 0),
        ("", None, "", 0),
    ],
)
def test_file_names(stem, module, rest, copy):
    found = read_name(stem)
    assert (found.module, found.rest, found.copy) == (module, rest, copy)


def test_clean_name_leaves_one_harmless_line():
    assert clean_name(" ../..\\etc/passwd\n ") == "-..-etc-passwd"
    assert clean_name("Ada\x1b[31m\u202e\u2028Lovelace\x00") == "Ada[31mLovelace"
    assert clean_name("..  Ada   Lovelace . ") == "Ada Lovelace"
    assert clean_name("Zoe\u0308") == "Zo\u00eb"
    assert clean_name("山田 太郎") == "山田 太郎"
    assert len(clean_name("a" * 5000)) == 120
    assert clean_name("\udce9\x00..") == ""


def test_unnamed_learners_stay_apart_and_the_same():
    assert learner_name("...").startswith("unnamed-")
    assert learner_name("...") == learner_name("...") != learner_name(". .")


def test_what_a_terminal_shows_can_always_be_encoded():
    assert for_terminal("a\x1b\udce9\u202eb") == "a\ufffd\ufffd\ufffdb"


@pytest.mark.parametrize(
    ("learner", "expected"),
    [
        ("ada", "ada"),
        ("Zoë Müller", "Zoe_Muller"),
        ("../../etc/passwd", "etc_passwd"),
        (".hidden", "hidden"),
        ("山田", "learner"),
        ("", "learner"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("=cmd|' /C calc'!A0", "cmd_C_calc_A0"),
    ],
)
def test_file_name_of_a_learner(learner, expected):
    assert for_file_name(learner) == expected


def test_natural_order():
    names = ["ada10", "ada2", "Ada1", "ada02", "", "9" * 5000, "10", "bob"]
    assert sorted(names, key=natural) == ["", "10", "9" * 5000, "Ada1", "ada02", "ada2", "ada10", "bob"]

"""Names and cells of any length are read in time that grows with them: no pattern tries one place in many ways.

A pattern that does needs longer than anybody waits for the names here, so the end of each test is the proof.
"""

import unicodedata
import zipfile

import pytest
from cohort_files import NOTEBOOK, learners, reasons

from course.safe_text import for_csv_cell, for_file_name, for_terminal, without_invisible
from grading.instructor.csv_cells import Sheet
from grading.instructor.exports.canvas import canvas_csv
from grading.instructor.exports.lms_students import name_keys
from grading.instructor.exports.moodle import moodle_csv
from grading.instructor.intake.file_names import clean_name, is_plain_word, learner_name, natural, read_name
from grading.instructor.intake.lms_file_names import misplaced_lms_name, read_lms_name
from tests.test_exports import total

LENGTH = 100_000
PARTS = (
    *("_1", "-1", " 1", " copy", " copy 1", "copy1", "-copy-1", "(1)", " (1)", "_", " ", "-", "-_ ", "copy"),
    *("-0b7cf5ee-8f3a-4c3e-9a39-0242ac120002", "-0b7cf5ee", "1", "0", "a", "a_", "_a", "_1_2_", "_LATE_"),
    *("exercises", "exercises_", "exercises_01", "exercises_01_1", "my ", "final ", "anon_", "anon_a_1_"),
    *("_assignsubmission_", "_assignsubmission_file_", "_1_assignsubmission_file", "assignsubmission_a"),
    *("Participant", "\u0661", "\u200b", "é", "E\u0301", "/", "'", '"', "=", "Manual Posting ", "\t"),
)
BEGINNINGS, ENDS = ("", "exercises_01", "a_1_2_"), ("", "!x")


@pytest.mark.parametrize("part", PARTS)
def test_no_pattern_tries_a_long_name_in_many_ways(part):
    repeated = part * (LENGTH // len(part))
    for name in (f"{begin}{repeated}{end}" for begin in BEGINNINGS for end in ENDS):
        read_name(name)
        is_plain_word(name)
        read_lms_name(("download", name))
        read_lms_name(("download", name, "a.py"))
        misplaced_lms_name(("cohort", "ada", name))
    for function in (clean_name, learner_name, natural, name_keys, for_terminal, for_csv_cell, for_file_name):
        function(repeated)
    assert set(without_invisible(repeated)) <= set(repeated)


def test_accents_that_take_long_to_order_are_cut_first():
    hostile = "a" + "\u0301\u0323" * LENGTH
    assert unicodedata.is_normalized("NFC", clean_name(hostile)) and len(clean_name(hostile)) <= 120


@pytest.mark.parametrize("name", ["exercises_01" + " copy 1" * 30 + "x", "exercises_01" + "-copy-1" * 30])
def test_a_name_of_ordinary_length_is_read_at_once(name):
    assert read_name(name).module == "1"


def test_a_path_longer_than_any_system_takes_is_a_notice(tmp_path, monkeypatch):
    monkeypatch.setattr("grading.engine.declare.catalogue.modules", lambda: ["1"])
    path, long = tmp_path / "s.zip", "x" * 60_000
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ada/exercises_01.py", NOTEBOOK)
        archive.writestr(f"{long}_1_2_exercises_01.py", NOTEBOOK)
        archive.writestr(f"bob/__MACOSX/{long}.py", NOTEBOOK)
    assert learners(path) == [("ada", "1")]
    ((shown, reason),) = reasons(path).items()
    assert shown == f"{path}: {'x' * 100}…" and "longer than 1,000 characters" in reason


@pytest.mark.parametrize("long", ["1" * LENGTH, " " * LENGTH, "\n" * LENGTH, "(1 " * (LENGTH // 3)])
def test_the_cells_of_a_sheet_are_read_at_once(tmp_path, long):
    roster, worksheet = tmp_path / "roster.csv", tmp_path / "sheet.csv"
    heads = f'Student,ID,SIS User ID,SIS Login ID,Section,"{long}x"\n'
    roster.write_text(f'{heads}"{long}x","{long}x","{long}x","{long}x","{long}x","{long}x"\nada,12,,,,\n')
    assert "ada,12" in canvas_csv([total("ada")], roster).text
    head = "Identifier,Full name,Email address,Status,Grade,Maximum Grade"
    worksheet.write_text(f'{head}\n"{long}x",ada,,,,100\nParticipant 7,ada,,,,100\n')
    assert "Participant 7,ada,,,83.50" in moodle_csv([total("ada")], worksheet).text
    assert Sheet(worksheet).value(1, 0) == f"{long}x"

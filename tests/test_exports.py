"""Exports: what Canvas and Moodle read, who is found, and that no name becomes a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.safe_text import for_csv_cell, for_shown_csv_cell, for_terminal
from grading.instructor.csv_cells import Sheet, SheetError, csv_text
from grading.instructor.exports.canvas import CANVAS_COLUMNS, canvas_csv
from grading.instructor.exports.course_csv import totals_csv
from grading.instructor.exports.moodle import MOODLE_COLUMNS, moodle_csv
from grading.instructor.gradebook.totals import Total


def total(learner="ada", points=83.5, module="1", lms=None, hand=(0.0, 0.0), late=False, worth=100.0):
    whole, whole_max = points + hand[0], worth + hand[1]
    return Total(
        learner, module, points, worth, *hand, whole, whole_max, late, lms or {}, "graded", "2026-11-21"
    )


def canvas(user, name):
    return {"lms": "canvas", "user": user, "submission": "9", "name": name}


def moodle(participant, name):
    return {"lms": "moodle", "participant": participant, "name": name}


def lines(*rows):
    return "".join(row + "\r\n" for row in rows)


def rows(text):
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.fixture
def file(tmp_path):
    def file(text, name="sheet.csv"):
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return file


# -- the course's own spreadsheet


def test_the_spreadsheet_of_all_columns():
    made = totals_csv([total(hand=(7.25, 10.0), late=True), total('Müller, "B"', 0.0, module="4b")])
    assert made == lines(
        "learner,module,automatic,automatic_max,manual,manual_max,total,total_max,late,status,graded_at",
        "ada,1,83.50,100.00,7.25,10.00,90.75,110.00,yes,graded,2026-11-21",
        '"Müller, ""B""",4b,0.00,100.00,0.00,0.00,0.00,100.00,no,graded,2026-11-21',
    )


@pytest.mark.parametrize(
    "name", ["=1+1", "+a", "-a", "@x", "\tx", "\rx", "\nx", " =x", "＝1", "-1+1", '="x"']
)
def test_no_name_becomes_a_formula(name):
    assert for_csv_cell(name) == "'" + name
    written = for_shown_csv_cell(name)  # a control character is none any more
    for made in (
        totals_csv([total(name)]),
        canvas_csv([total(name)]).text,
        canvas_csv([total(lms=canvas("1", name))]).text,
        moodle_csv([total(lms=moodle("1", name))]).text,
    ):
        assert written in [cell for row in rows(made) for cell in row]
        assert name not in [cell for row in rows(made) for cell in row]


def test_numbers_stay_numbers():
    assert [for_csv_cell(text) for text in ("-1", "+1.5", "-1,5", "12", "ada")] == [
        "-1",
        "+1.5",
        "-1,5",
        "12",
        "ada",
    ]


names = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=20),
    st.text("=+-@\t\r\n\",;' aé李\u202e\x00", max_size=10),
)


@given(learners=st.lists(names, min_size=1, max_size=4, unique=True))
def test_any_name_comes_through(learners):
    everyone = [total(name, 50.0, lms=moodle(str(number), name)) for number, name in enumerate(learners)]
    for made, column, skipped in (
        (totals_csv(everyone), 0, 1),
        (canvas_csv([total(name) for name in learners]).text, 0, 2),
        (moodle_csv(everyone).text, 1, 1),
    ):
        read = rows(made)
        assert len({len(row) for row in read}) == 1
        shown = [row[column] for row in read[skipped:]]
        # an empty name of the learning system is the learner's
        expected = [for_terminal(one) for one in learners]
        assert [one.removeprefix("'") for one in shown] == [one.removeprefix("'") for one in expected]
        assert not any(one.startswith(tuple("=@\t\r\n")) for one in shown)


@given(table=st.lists(st.lists(names, min_size=2, max_size=2), min_size=1, max_size=4))
def test_a_sheet_is_read_as_csv_is_and_written_back_byte_for_byte(tmp_path_factory, table):
    text = csv_text([["one", "two"], *table])
    path = tmp_path_factory.mktemp("sheet") / "sheet.csv"
    path.write_bytes(text.encode())
    sheet = Sheet(path)
    assert [[sheet.value(row, column) for column in (0, 1)] for row in range(len(sheet.rows))] == rows(text)
    assert sheet.text() == text


# -- Canvas

ROSTER = lines(
    "Student,ID,SIS User ID,SIS Login ID,Section,Notes,Homework 1 (98765),Homework 2 (98766),Final Score",
    ",,,,,,Manual Posting,,",
    "    Points Possible,,,,,,50.00,100.00,(read only)",
    '"Lovelace, Ada",12,S-1,ada@uni.edu,"Monday, early",likes tea,11.00,,70',
    '"Hopper, Grace",13,S-2,ghopper,Monday,,EX,20.00,80',
    '"Turing, Alan",14,S-3,at,Monday,,,30.00,90',
    '"Student, Test",15,,abc,Monday,,,,',
)
THREE = [
    total("ada", 80.0, lms=canvas("12", "lovelaceada")),
    total("ghopper", 60.0),
    total("alan_turing", 50.0),
]


def test_canvas_without_a_roster():
    made = canvas_csv([*THREE[:2], total("ada", 7.5, "2", canvas("12", "lovelaceada"), worth=10.0)])
    assert made.text == lines(
        "Student,ID,SIS User ID,SIS Login ID,Section,Module 1,Module 2",
        "    Points Possible,,,,,100.00,10.00",
        "lovelaceada,12,,,,80.00,7.50",
        "ghopper,,,ghopper,,60.00,",
    )
    assert made.left_out == [] and "1 learner without a Canvas ID" in made.notes[0]
    assert tuple(rows(made.text)[0][:5]) == CANVAS_COLUMNS


def test_canvas_with_a_roster_finds_by_id_login_and_name(file):
    made = canvas_csv(THREE, file(ROSTER))
    assert made.text == lines(
        "Student,ID,SIS User ID,SIS Login ID,Section,Module 1",
        "    Points Possible,,,,,100.00",
        '"Lovelace, Ada",12,S-1,ada@uni.edu,"Monday, early",80.00',
        '"Hopper, Grace",13,S-2,ghopper,Monday,60.00',
        '"Turing, Alan",14,S-3,at,Monday,50.00',
    )
    assert (made.left_out, made.notes) == ([], [])


def test_no_name_of_a_roster_becomes_a_formula(file):
    roster = file(ROSTER.replace('"Turing, Alan"', '"=HYPERLINK(""http://x"")"').replace("S-3,at", "S-3,@at"))
    made = canvas_csv([total("x", 50.0, lms=canvas("14", "x"))], roster)
    assert rows(made.text)[2][:5] == ['\'=HYPERLINK("http://x")', "14", "S-3", "'@at", "Monday"]


@pytest.mark.parametrize("column", ["Homework 1 (98765)", "homework 1", "98765"])
def test_canvas_fills_the_column_that_is_named_and_scales_to_its_points(file, column):
    made = canvas_csv(THREE[:2], file(ROSTER), column)
    assert [row[5] for row in rows(made.text)] == ["Homework 1 (98765)", "50.00", "40.00", "30.00"]
    assert made.notes == ["module 1 is worth 100 points here and 50 in Canvas: points are scaled"]


def test_canvas_keeps_what_it_would_take_away(file):
    roster = file(ROSTER.replace("Homework 2 (98766)", "Module 2 (98766)"))
    made = canvas_csv([THREE[0], total("ghopper", 60.0, "2")], roster)
    assert [row[5:] for row in rows(made.text)] == [
        ["Module 1", "Module 2 (98766)"],
        ["100.00", "100.00"],
        ["80.00", ""],
        ["", "60.00"],
    ]
    made = canvas_csv([THREE[1], total("alan_turing", 1.0), total("ghopper", 5.0, "2")], roster)
    assert [row[6] for row in rows(made.text)[2:]] == ["5.00", "30.00"]


def test_canvas_as_it_exports_in_europe_and_with_two_names(file):
    text = ROSTER.replace("Student,ID", "LastName,FirstName,ID").replace('"Lovelace, Ada"', "Lovelace,Ada")
    text = text.replace('"Hopper, Grace"', "Hopper,Grace").replace('"Turing, Alan"', "Turing,Alan")
    text = text.replace("Points Possible,", "Points Possible,,").replace(",,,,,,Manual", ",,,,,,,Manual")
    text = text.replace('"Student, Test"', "Student,Test").replace('"Monday, early"', "Monday")
    text = text.replace(",", ";").replace("50.00;", "50,00;")
    made = canvas_csv(THREE, file("\ufeff" + text), "98765")
    assert rows(made.text)[2] == ["Lovelace", "Ada", "12", "S-1", "ada@uni.edu", "Monday", "40.00"]
    assert len(rows(made.text)) == 5 and made.left_out == []


def test_canvas_lists_who_is_not_found_and_never_guesses(file):
    twin = '"Hopper, Grace",23,,gh2,Monday,,,,\r\n'
    everyone = [
        total("nobody"),
        total("gone", lms=canvas("99", "turingalan")),  # left the course; another has the same name
        total("grace_hopper"),
        total("at"),
        total("alan_turing"),
        total("anon_7", lms=canvas("14", "anon")),  # a number that hides who it is
        total("ada"),
    ]
    made = canvas_csv(everyone, file(ROSTER.replace("ada@uni.edu", "ada") + twin))
    assert [row[0] for row in rows(made.text)[2:]] == ["Lovelace, Ada"]
    assert made.left_out == [
        "nobody: not in sheet.csv",
        "gone (user 99): not in sheet.csv",
        "grace_hopper: found 2 times in sheet.csv",
        "anon_7: handed in anonymously; enter its 83.5 points in Canvas by hand",
        "at and alan_turing: the same student in sheet.csv; keep one submission",
    ]
    assert len(canvas_csv(everyone[5:6]).left_out) == 1


def test_marks_that_are_missing_are_said():
    made = canvas_csv([total(hand=(5.0, 10.0)), total("bob")])
    assert "module 1: 1 learner not fully marked by hand (bob)" in made.notes
    assert rows(made.text)[1][5] == "110.00"


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("Name,Points\r\na,1\r\n", None, "not a gradebook exported from Canvas"),
        (ROSTER, "Homework 9", "no column 'Homework 9'"),
        (ROSTER.replace("Homework 2", "Homework 1"), "Homework 1", "2 columns"),
        ("", None, "is empty"),
        (b"Student,ID,\xff", None, "not UTF-8"),
        (ROSTER + '"open', None, "line 8: a quote does not close"),
    ],
)
def test_a_roster_that_is_none_is_said_in_one_line(file, text, column, says):
    with pytest.raises(SheetError) as caught:
        canvas_csv(THREE, file(text), column)
    assert says in str(caught.value) and "\n" not in str(caught.value)


def test_one_column_is_for_one_module(file):
    with pytest.raises(SheetError, match=r"modules 1, 2.*--module"):
        canvas_csv([total(), total(module="2")], file(ROSTER), "98765")
    with pytest.raises(SheetError, match=r"modules 1, 4, 4b, 10.*--module"):
        moodle_csv([total(module=module) for module in ("10", "4b", "4", "1")])


# -- Moodle

SHEET = (
    ",".join(f'"{name}"' if " " in name else name for name in MOODLE_COLUMNS)
    + "\r\n"
    + '"Participant 101","Ada Lovelace",ada@uni.edu,"Submitted for grading - ",,100.00,Yes,"Monday, 3 Nov",-,\r\n'
    + "Participant 102,Grace Hopper,ghopper@uni.edu,No submission,12.00,100.00,Yes,-,-,Well done!\r\n"
    + 'Participant 103,=Alan Turing,at@uni.edu,x,,100.00,No,-,-,""\r\n'
)


def test_moodle_without_a_worksheet():
    made = moodle_csv(
        [
            total(lms=moodle("101", "Ada Lovelace"), hand=(4.0, 10.0), late=True),
            total("bob", hand=(0.0, 10.0)),
        ]
    )
    assert made.text == lines(
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
        "Last modified (submission),Last modified (grade),Feedback comments",
        "Participant 101,Ada Lovelace,,Submitted for grading,87.50,110.00,Yes,-,-,"
        "Checks: 83.5 of 100 points. Marked by hand: 4 of 10 points. Handed in late.",
    )
    assert made.left_out == ["bob: no participant number is known; give --worksheet"]
    assert "must be 110 points" in made.notes[0]


def test_moodle_fills_in_a_worksheet_and_keeps_the_rest_byte_for_byte(file):
    made = moodle_csv(
        [total("x", 80.0, lms=moodle("101", "Ada")), total("ghopper", 60.0), total("alan turing", 5.0)],
        file("\ufeff" + SHEET),
    )
    assert made.text == "\ufeff" + SHEET.replace(
        '"Submitted for grading - ",,100.00,Yes,"Monday, 3 Nov",-,',
        '"Submitted for grading - ",80.00,100.00,Yes,"Monday, 3 Nov",-,Checks: 80 of 100 points.',
    ).replace("12.00", "60.00").replace(
        'x,,100.00,No,-,-,""', 'x,5.00,100.00,No,-,-,"Checks: 5 of 100 points."'
    )
    assert made.left_out == []
    assert made.notes == ["alan turing: the grade is locked in Moodle, so Moodle will skip it"]


def test_moodle_in_another_language_and_saved_by_a_spreadsheet_program(file):
    text = (
        "ID;Vollständiger Name;Status;Bewertung;Maximum Grade;Feedback comments\n"
        "Teilnehmer/in101;Ada Lovelace;x;;50,00;\n"
        "Teilnehmer/in102;Grace Hopper;x;3,00;50,00;"
    )
    made = moodle_csv([total("x", 83.5, lms=moodle("101", "Ada"))], file(text), "Bewertung")
    assert made.text == text.replace("x;;50,00;\n", "x;41,75;50,00;Checks: 83.5 of 100 points.\n")
    assert made.notes == ["module 1 is worth 100 points here and 50 in Moodle: points are scaled"]
    with pytest.raises(SheetError, match=r"no column 'Grade'.*--column"):
        moodle_csv([total()], file(text))


def test_moodle_lists_who_is_not_found(file):
    made = moodle_csv([total("x", lms=moodle("999", "Ada Lovelace")), total("nobody")], file(SHEET))
    assert made.left_out == ["x (participant 999): not in sheet.csv", "nobody: not in sheet.csv"]
    assert made.text == SHEET


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (SHEET.replace("Maximum Grade", "Scale"), "graded by a scale"),
        ("Identifier,Grade\r\nsomebody,\r\n", "not a grading worksheet of Moodle"),
    ],
)
def test_a_worksheet_that_is_none_is_said(file, text, says):
    with pytest.raises(SheetError, match=says):
        moodle_csv([total()], file(text))

"""Marks given by hand: what a file may hold, and how each mistake in it is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.instructor.csv_cells import csv_text
from grading.instructor.gradebook.marks_file import MAX_BYTES, Mark, MarksError, read_marks

HEADER = "learner,module,exercise,criterion,points,max_points,comment,marker\n"
ADA = Mark("ada", "8", "E8.1", "Reasons for the metric", 7.5, 10.0, "Clear, and short.", "grace")


@pytest.fixture
def read(tmp_path):
    def read(content, name="marks.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_marks(path)

    return read


COMMA = HEADER + 'ada,8,E8.1,Reasons for the metric,7.5,10,"Clear, and short.",grace\n'
SEMICOLON = (
    HEADER.replace(",", ";")
    + "ada;08;E8.1;Reasons for the metric;7,5;10,0;Clear, and short.;grace\r\n;;;;;;;\r\n"
)


@pytest.mark.parametrize(
    "content",
    [
        COMMA,
        COMMA.encode("utf-8-sig"),
        COMMA.replace("\n", "\r\n") + "\r\n,,,,,,,\r\n",
        SEMICOLON,
        SEMICOLON.encode("utf-8-sig"),
        "sep=;\r\n" + SEMICOLON,
        SEMICOLON.replace("7,5", "7.5"),
        COMMA.replace("learner,", " Learner ,").replace("ada,", " ada ,"),
    ],
)
def test_a_csv_file_as_spreadsheet_programs_write_it(read, content):
    assert read(content) == [ADA]


def test_empty_points_take_a_mark_away(read):
    assert read(HEADER + "ada,8,E8.1,a,,10,,\nada,8,E8.1,b,,,,\n") == [
        Mark("ada", "8", "E8.1", "a", None, 10.0),
        Mark("ada", "8", "E8.1", "b", None, 0.0),
    ]


def test_names_are_compared_as_they_look(read):
    (mark,) = read(HEADER + "Jose\u0301,1,E1.1,a,1,2,,\n")
    assert mark.learner == "Jos\u00e9"


def test_comment_and_marker_may_be_left_out(read):
    assert read("learner;module;exercise;criterion;points;max_points\nada;1;E1.1;a;1;2\n")[0].comment == ""


GOOD = "ada,8,E8.1,a,7.5,10,,\n"


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (HEADER.replace("marker", "grader") + GOOD, 1, "unknown column 'grader'"),
        (HEADER.replace("points,max_points", "points") + "ada,8,E8.1,a,7,,\n", 1, "max_points is missing"),
        (HEADER.replace("marker", "comment") + GOOD, 1, "comment is there twice"),
        (HEADER + GOOD + "bob,8,E8.1,a,seven,10,,\n", 3, "points 'seven' is not a number"),
        (HEADER + 'bob,8,E8.1,a,"7,5",10,,\n', 2, "write it like 7.5"),
        (HEADER + "bob,8,E8.1,a,nan,10,,\n", 2, "not a number"),
        (HEADER + "bob,8,E8.1,a,1,inf,,\n", 2, "max_points 'inf' is not a number"),
        (HEADER + "bob,8,E8.1,a,1e3,10,,\n", 2, "not a number"),
        (HEADER + "bob,8,E8.1,a,1_0,10,,\n", 2, "not a number"),
        (HEADER + "bob,8,E8.1,a,٣,10,,\n", 2, "not a number"),
        (HEADER + "bob,8,E8.1,a,-1,10,,\n", 2, "negative"),
        (HEADER + "bob,8,E8.1,a,10.01,10,,\n", 2, "points 10.01 are more than max_points 10"),
        (HEADER + "bob,8,E8.1,a,1,,,\n", 2, "max_points '' is not a number"),
        (HEADER + "bob,capstone,E8.1,a,1,10,,\n", 2, "module 'capstone'"),
        (HEADER + "bob,1,E8.1,a,1,10,,\n", 2, "E8.1 belongs to module 8, not to module 1"),
        (HEADER + ",8,E8.1,a,1,10,,\n", 2, "learner is empty"),
        (HEADER + '"ada",8,E8.1,"a\nb",1,10,,\n' + GOOD + "\n" + GOOD, 6, "was already marked in line 4"),
        (HEADER + "bob,8,E8.1,a,1,10\n", 2, "6 cells for 8 columns"),
        (HEADER + "bob,8,E8.1,a,1,10,,,more\n", 2, "9 cells for 8 columns"),
        (HEADER + GOOD + '"ada,8\n', 3, "check the quotes"),
        (HEADER.encode() + b"ada,8,E8.1,na\xefve,1,2,,\n", 2, "not UTF-8"),
        (HEADER.encode("utf-16"), 1, "not UTF-8"),
        ("", 1, "learner is missing"),
        ("sep=,\n" + HEADER + GOOD + "bob,8,E8.1,a,x,10,,\n", 4, "not a number"),
    ],
)
def test_a_mistake_in_csv_is_one_line_that_says_where(read, content, line, says):
    with pytest.raises(MarksError) as caught:
        read(content)
    text = str(caught.value)
    assert f"marks.csv, line {line}: " in text and says in text and "\n" not in text


def test_a_large_file_is_refused_at_once(read):
    with pytest.raises(MarksError, match="larger than 5 MB"):
        read(b" " * (MAX_BYTES + 1))


@pytest.mark.parametrize("name", ["marks.yaml", "marks.YML", "marks.xlsx"])
def test_a_file_that_is_no_csv_is_told_to_become_one(read, name):
    with pytest.raises(MarksError) as caught:
        read("- {learner: ada, module: 8}", name)
    text = str(caught.value)
    assert name in text and "\n" not in text
    assert "save them as a .csv file with the columns learner, module, exercise" in text


def test_a_file_that_is_missing_or_a_folder(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(MarksError, match="can't be read"):
            read_marks(path)


text = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20).map(str.strip).filter(bool)


@given(name=text, comment=text)
def test_any_name_and_comment_comes_through_csv(tmp_path_factory, name, comment):
    import unicodedata

    path = tmp_path_factory.mktemp("marks") / "marks.csv"
    rows = [HEADER.strip().split(","), [name, "1", "E1.1", "a", "1", "2", comment, ""]]
    path.write_bytes(csv_text(rows).encode())
    (mark,) = read_marks(path)
    assert [mark.learner, mark.comment] == [
        unicodedata.normalize("NFC", one).strip() for one in (name, comment)
    ]

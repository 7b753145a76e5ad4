"""Finding submissions: whose they are, which module, which attempt, and what can't be graded."""

import os
import pickle
import tempfile
import unicodedata
import zipfile
from pathlib import Path

import pytest
from cohort_files import NOTEBOOK, folder_of, found, learners, reasons, special, write, zip_of

from grading.engine.answer import notebook_file as submission
from grading.engine.declare import catalogue
from grading.instructor.intake import stored_file as stored
from grading.instructor.intake.problems import IntakeError, UnreadableFileError
from grading.instructor.intake.submissions import find_submissions


@pytest.fixture(autouse=True)
def graded(monkeypatch):
    monkeypatch.setattr(catalogue, "modules", lambda: ["1", "2", "4b"])


# --- whose it is ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["ada/exercises_01.py", "bob/exercises_01.py"], [("ada", "1"), ("bob", "1")]),
        (["ada_exercises_01.py", "exercises_01_bob.py"], [("ada", "1"), ("bob", "1")]),
        (["ada.py", "bob.py"], [("ada", "1"), ("bob", "1")]),
        (["ada/module1/exercises_01.py", "ada/module2/exercises_02.py"], [("ada", "1"), ("ada", "2")]),
        (["module1/ada/exercises_01.py", "module2/ada/exercises_02.py"], [("ada", "1"), ("ada", "2")]),
        (["exercises_01/ada.py", "exercises_01/bob.py"], [("ada", "1"), ("bob", "1")]),
        (["ada/a/b/c/d/exercises_04b.py"], [("ada", "4b")]),
        (["submissions/ada/exercises_01.py"], [("ada", "1")]),
        (["ada/ml-course-main/exercises/exercises_01.py"], [("ada", "1")]),
        (["ada/exercises_01_ada.py"], [("ada", "1")]),
        (["ada/exercises_01_final.py"], [("ada", "1")]),
        (["evening/ada/exercises_01.py", "evening/bob/exercises_01.py"], [("ada", "1"), ("bob", "1")]),
        (["evening/ada_exercises_01.py", "evening/bob_exercises_01.py"], [("ada", "1"), ("bob", "1")]),
        (
            [f"{part}/{one}/exercises_01.py" for part in ("day", "evening") for one in ("ada", "bob")],
            [("day-ada", "1"), ("day-bob", "1"), ("evening-ada", "1"), ("evening-bob", "1")],
        ),
        (["ada2/exercises_01.py", "ada10/exercises_01.py"], [("ada2", "1"), ("ada10", "1")]),
        (["Ada Lovelace/exercises_01.py"], [("Ada Lovelace", "1")]),
        (["ada/exercises_01.PY"], [("ada", "1")]),
    ],
)
def test_plain_folders_and_the_same_zipped(tmp_path, names, expected):
    assert learners(folder_of(tmp_path / "cohort", *names)) == expected
    assert learners(zip_of(tmp_path / "all.zip", *names)) == expected
    wrapped = zip_of(tmp_path / "download.zip", *[f"download/{name}" for name in names])
    assert learners(wrapped) == expected


def test_a_lone_notebook_belongs_to_its_folder(tmp_path, monkeypatch):
    notebook = write(tmp_path / "ada" / "exercises_01.py")
    assert learners(notebook) == [("ada", "1")]
    assert learners(tmp_path / "ada") == [("ada", "1")]
    monkeypatch.chdir(tmp_path / "ada")
    assert learners(Path("exercises_01.py")) == [("ada", "1")]
    assert learners(Path(".")) == [("ada", "1")]
    assert find_submissions([Path(".")])[0][0].notebook == "exercises_01.py"
    assert learners(write(tmp_path / "ada" / "module1" / "exercises_01.py")) == [("ada", "1")]
    assert learners(write(tmp_path / "cohort" / "bob_exercises_01.py")) == [("bob", "1")]
    assert learners(zip_of(tmp_path / "cleo.zip", "exercises_01.py")) == [("cleo", "1")]


def test_canvas_download_zipped_and_unzipped(tmp_path):
    names = [
        "lovelaceada_12_100_exercises_01.py",
        "hoppergrace_LATE_13_101_exercises_01-1.py",
        "anon_aB3x9_102_exercises_01.py",
        "teamred_15_103_my_exercises_01.py",
    ]
    for path in (zip_of(tmp_path / "submissions.zip", *names), folder_of(tmp_path / "submissions", *names)):
        entries, notices = find_submissions([path])
        assert [(one.learner, one.late) for one in entries] == [
            ("anon_aB3x9", False),
            ("hoppergrace", True),
            ("lovelaceada", False),
            ("teamred", False),
        ]
        assert entries[2].lms == {
            "lms": "canvas",
            "user": "12",
            "submission": "100",
            "name": "lovelaceada",
        }
        assert notices == []
    assert entries[2].notebook == str(tmp_path / "submissions" / names[0])
    zipped, _ = find_submissions([tmp_path / "submissions.zip"])
    assert zipped[2].notebook == f"{tmp_path / 'submissions.zip'}: {names[0]}"


def test_moodle_download_zipped_and_unzipped(tmp_path):
    names = [
        "Ada Lovelace_101_assignsubmission_file_/exercises_01.py",
        "Zoe\u0308 O'Brien-Smith_102_assignsubmission_file_/work/exercises_01.py",
        "Participant_103_assignsubmission_file/exercises_01.py",
        "Grace Hopper_104_assignsubmission_file_exercises_01.py",
        "Ada Lovelace_101_assignsubmission_onlinetext_/onlinetext.html",
    ]
    for path in (zip_of(tmp_path / "moodle.zip", *names), folder_of(tmp_path / "moodle", *names)):
        entries, notices = find_submissions([path])
        assert [one.learner for one in entries] == [
            "Ada Lovelace",
            "Grace Hopper",
            "Participant 103",
            unicodedata.normalize("NFC", "Zoe\u0308 O'Brien-Smith"),
        ]
        assert entries[0].lms == {"lms": "moodle", "participant": "101", "name": "Ada Lovelace"}
        assert not any(one.late for one in entries)
        assert [notice.reason for notice in notices] == ["a text typed into Moodle, not a file"]
    one = tmp_path / "moodle" / "Ada Lovelace_101_assignsubmission_file_"
    assert learners(one) == learners(one / "exercises_01.py") == [("Ada Lovelace", "1")]


def test_two_learners_of_one_name_stay_two(tmp_path):
    canvas = zip_of(tmp_path / "c.zip", "smithjo_1_10_exercises_01.py", "smithjo_2_11_exercises_01.py")
    assert learners(canvas) == [("smithjo_1", "1"), ("smithjo_2", "1")]
    apart = zip_of(tmp_path / "d.zip", "smithjo_1_10_exercises_01.py", "smithjo_2_11_exercises_02.py")
    assert learners(apart) == [("smithjo_1", "1"), ("smithjo_2", "2")]
    moodle = zip_of(
        tmp_path / "m.zip",
        "Jo Smith_1_assignsubmission_file_exercises_01.py",
        "Jo Smith_2_assignsubmission_file_exercises_01.py",
    )
    assert learners(moodle) == [("Jo Smith_1", "1"), ("Jo Smith_2", "1")]


def test_moodles_number_differs_between_assignments_of_one_learner(tmp_path):
    first = zip_of(tmp_path / "1.zip", "Jo Smith_1_assignsubmission_file_exercises_01.py")
    second = zip_of(tmp_path / "2.zip", "Jo Smith_9_assignsubmission_file_exercises_02.py")
    assert learners(first, second) == [("Jo Smith", "1"), ("Jo Smith", "2")]


def test_names_that_only_differ_before_cleaning_do_not_mix_with_other_names(tmp_path):
    # Canvas's two "ada" get a number, and somebody else is called like that already
    path = folder_of(
        tmp_path / "x", "ada_1_5_exercises_01.py", "ada_2_6_exercises_01.py", "ada_1/exercises_01.py"
    )
    entries, _ = find_submissions([path])
    assert len({one.learner for one in entries}) == 3


def test_folders_without_a_name_left_stay_apart(tmp_path):
    path = folder_of(tmp_path / "x", "\x01/exercises_01.py", "\x02/exercises_01.py")
    names = [learner for learner, _ in learners(path)]
    assert len(set(names)) == 2 and all(name.startswith("unnamed-") for name in names)


def test_the_same_file_by_two_paths_is_one(tmp_path):
    path = folder_of(tmp_path / "x", "ada/exercises_01.py")
    entries, notices = find_submissions([path, path / "ada" / "exercises_01.py", path])
    assert len(entries) == 1 and notices == []


# --- which module --------------------------------------------------------------------------------------


def test_module_by_most_of_the_checks(tmp_path):
    source = b'check("E2.1", x)\ncheck("E1.1", x)\ncheck(\n    \'E2.2b\', x)\n'
    write(tmp_path / "ada.py", source)
    write(tmp_path / "bob.py", b'check("E4b.1", x)')
    entries, _ = find_submissions([tmp_path])
    assert [(one.learner, one.module) for one in entries] == [("ada", "2"), ("bob", "4b")]


def test_unknown_and_ungraded_modules_are_notices(tmp_path):
    write(tmp_path / "helpers.py", b"x = 1")
    write(tmp_path / "ada" / "exercises_07.py")
    write(tmp_path / "bob" / "nb.py", b'check("E8.1", x)')
    entries, notices = find_submissions([tmp_path])
    assert entries == []
    by_name = {Path(notice.path).name: notice.reason for notice in notices}
    assert "name it like exercises_01.py" in by_name["helpers.py"]
    assert by_name["exercises_07.py"] == "there is no grader for module 7: the graded modules are 1, 2, 4b"
    assert "module 8" in by_name["nb.py"]


def test_module_option(tmp_path):
    write(tmp_path / "ada.py", b"x = 1")
    write(tmp_path / "bob" / "exercises_02.py", b'check("E2.1", x)')
    write(tmp_path / "cleo" / "exercises_02.py", NOTEBOOK)  # misnamed: it checks module 1
    write(tmp_path / "dora" / "exercises_01.py", NOTEBOOK, mtime=1_000_000_000)
    write(tmp_path / "dora" / "helpers.py", b"x = 1")  # newer, and no notebook
    entries, notices = find_submissions([tmp_path], "01")
    assert [(one.learner, one.module) for one in entries] == [
        ("ada", "1"),
        ("cleo", "1"),
        ("dora", "1"),
    ]
    assert entries[2].notebook.endswith("exercises_01.py")
    assert [(Path(one.path).name, "module 1" in one.reason) for one in notices] == [
        ("exercises_02.py", True),
        ("helpers.py", True),
    ]
    alone, _ = find_submissions([tmp_path / "bob" / "exercises_02.py"], "1")
    assert [(one.learner, one.module) for one in alone] == [("bob", "1")]


@pytest.mark.parametrize("module", ["9", "x", "", "1.5", "9" * 5000, "100"])
def test_no_such_module(tmp_path, module):
    with pytest.raises(IntakeError, match="the graded modules are 1, 2, 4b") as caught:
        find_submissions([folder_of(tmp_path, "ada.py")], module)
    assert "\n" not in str(caught.value)


# --- which attempt -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        # the number of the upload decides, whatever Canvas or the learner put behind the name
        ("ada_1_49_exercises_01-1.py", "ada_1_50_exercises_01.py"),
        ("ada_1_49_exercises_01-9.py", "ada_1_50_exercises_01-1.py"),
        ("ada_1_49_exercises_01-2.py", "ada_1_50_exercises_01-10.py"),
        ("ada_1_9_exercises_01.py", "ada_1_10_exercises_01.py"),
        ("ada_LATE_1_9_exercises_01.py", "ada_1_10_exercises_01.py"),
    ],
)
def test_canvas_grades_the_newest_attempt(tmp_path, older, newer):
    for names in ((older, newer), (newer, older)):
        path = zip_of(tmp_path / "s.zip", *names)
        entries, (notice,) = find_submissions([path])
        assert [one.notebook for one in entries] == [f"{path}: {newer}"]
        assert (notice.path, notice.reason) == (
            f"{path}: {older}",
            f"another submission by ada for module 1: {path}: {newer} is graded",
        )


def test_folders_grade_the_newest_file_and_then_the_last_name(tmp_path):
    write(tmp_path / "ada" / "exercises_01.py", mtime=2_000_000_000)
    write(tmp_path / "ada" / "exercises_01 (1).py", mtime=1_000_000_000)
    write(tmp_path / "ada" / "old" / "exercises_01.py", mtime=1_000_000_000)
    write(tmp_path / "bob" / "exercises_01 (2).py", mtime=1_000_000_000)
    write(tmp_path / "bob" / "exercises_01 (10).py", mtime=1_000_000_000)
    assert found(tmp_path) == {("ada", "1"): "exercises_01.py", ("bob", "1"): "exercises_01 (10).py"}
    assert len(reasons(tmp_path)) == 3


def test_zips_grade_the_newest_by_their_own_times(tmp_path):
    with zipfile.ZipFile(tmp_path / "s.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("ada/exercises_01.py", (2026, 11, 2, 0, 0, 0)), NOTEBOOK)
        archive.writestr(zipfile.ZipInfo("ada/exercises_01 (1).py", (2026, 11, 1, 0, 0, 0)), NOTEBOOK)
    assert found(tmp_path / "s.zip") == {("ada", "1"): "exercises_01.py"}


def test_a_name_twice_in_a_zip_counts_once(tmp_path):
    path = special(tmp_path / "s.zip", "ada.py", content=b"x")
    with pytest.warns(UserWarning, match="Duplicate name"):
        special(path, "ada.py")
    assert found(path) == {("ada", "1"): "ada.py"}
    assert "more than once" in reasons(path)[f"{path}: ada.py"]


# --- what can't be graded ------------------------------------------------------------------------------

UNREADABLE = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\r\n", "empty"),
    "bom": (b"\xef\xbb\xbf", "empty"),
    "binary": (b"import marimo\0\0\x01", "binary"),
    "elf": (b"\x7fELF\x02\x01\x01\0\0", "binary"),
    "utf16": ("import marimo".encode("utf-16"), "UTF-16: save it as UTF-8"),
    "utf16be": (b"\xfe\xff" + "import marimo".encode("utf-16-be"), "UTF-16: save it as UTF-8"),
    "latin1": ("# Zoë".encode("latin-1"), "save it as UTF-8"),
    "large": (b"#" * (stored.MAX_BYTES + 1), "larger than 5 MB"),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_unreadable_submissions_are_entries_with_a_problem(tmp_path, kind):
    content, words = UNREADABLE[kind]
    write(tmp_path / "ada" / "exercises_01.py", content)
    with zipfile.ZipFile(tmp_path / "s.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ada/exercises_01.py", content)
    for path in (tmp_path / "ada", tmp_path / "s.zip"):
        (entry,), notices = find_submissions([path])
        assert (entry.learner, entry.module) == ("ada", "1")
        assert words in entry.problem and entry.problem.endswith(".") and "\n" not in entry.problem
        assert notices == []
        with pytest.raises(UnreadableFileError, match=words):
            entry.read()


def test_the_limit_itself_and_a_byte_order_mark_are_fine(tmp_path):
    write(tmp_path / "ada" / "exercises_01.py", b"#" * stored.MAX_BYTES)
    write(tmp_path / "bob" / "exercises_01.py", b"\xef\xbb\xbf" + NOTEBOOK)
    entries, _ = find_submissions([tmp_path])
    assert [one.problem for one in entries] == [None, None]
    assert [len(entries[0].read()), entries[1].read()] == [stored.MAX_BYTES, NOTEBOOK]


def test_the_limit_is_the_graders():
    assert stored.MAX_BYTES == submission.MAX_BYTES


def test_files_that_are_no_notebooks(tmp_path):
    names = ["a.ipynb", "b.pdf", "c.zip", "d.tar.gz", "e.py.txt", "ada_1_2_text.html", "LICENSE"]
    folder_of(tmp_path / "x", "ada.py", *names)
    given = {Path(path).name: reason for path, reason in reasons(tmp_path / "x").items()}
    assert set(given) == set(names)
    assert given["a.ipynb"] == "a Jupyter notebook; this course's notebooks are marimo .py files"
    assert "unpack" in given["c.zip"] and "unpack" in given["d.tar.gz"]
    assert "rename" in given["e.py.txt"] and "Canvas" in given["ada_1_2_text.html"]


def test_junk_is_ignored_silently(tmp_path):
    names = [
        "__MACOSX/._ada_exercises_01.py",
        "ada/.DS_Store",
        "ada/._exercises_01.py",
        "ada/__pycache__/exercises_01.cpython-311.pyc",
        "ada/.ipynb_checkpoints/exercises_01.py",
        "ada/.git/exercises_01.py",
        "ada/__marimo__/exercises_01.py",
        "ada/exercises_01.py",
        "Thumbs.db",
    ]
    for path in (folder_of(tmp_path / "x", *names), zip_of(tmp_path / "x.zip", *names)):
        entries, notices = find_submissions([path])
        assert len(entries) == 1 and notices == []


def test_changed_and_vanished_files(tmp_path):
    ada, bob = write(tmp_path / "x" / "ada.py"), write(tmp_path / "x" / "bob.py")
    cleo = zip_of(tmp_path / "cleo.zip", "exercises_01.py")
    entries, _ = find_submissions([tmp_path / "x", cleo])
    write(ada, NOTEBOOK + b"#")
    bob.unlink()
    zip_of(cleo, "exercises_01.py", "b.py")
    for entry, words in zip(entries, ["changed", "no longer there", "changed"], strict=True):
        with pytest.raises(UnreadableFileError, match=words):
            entry.read()


def test_entries_travel_between_processes_and_hold_no_content(tmp_path):
    marker = b"# 3f7a-a-marker\n"
    write(tmp_path / "ada.py", marker + NOTEBOOK)
    (entry,), _ = find_submissions([tmp_path])
    packed = pickle.dumps(entry)
    assert b"a-marker" not in packed
    assert pickle.loads(packed).read() == marker + NOTEBOOK


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX permissions")
def test_without_permission():
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        write(Path(name) / "ada.py")
        write(Path(name) / "exercises_01.py").chmod(0)
        write(Path(name) / "closed" / "exercises_01.py").parent.chmod(0)
        rights = os.geteuid()
        try:
            if rights == 0:
                os.seteuid(65534)
            entries, notices = find_submissions([Path(name)])
            with pytest.raises(IntakeError, match="ermission"):
                find_submissions([Path(name) / "closed"])
            with pytest.raises(IntakeError, match="ermission"):
                find_submissions([Path(name) / "closed" / "exercises_01.py"])
        finally:
            os.seteuid(rights)
            os.chmod(Path(name) / "closed", 0o755)
        assert [one.learner for one in entries if one.problem is None] == ["ada"]
        (refused,) = [one.problem for one in entries if one.problem]
        assert "ermission" in refused
        assert [(Path(one.path).name, "ermission" in one.reason) for one in notices] == [("closed", True)]


# --- PATH itself ---------------------------------------------------------------------------------------


def test_wrong_paths_are_one_line(tmp_path):
    write(tmp_path / "notes.txt", b"hello")
    write(tmp_path / "nb.ipynb", b"{}")
    write(tmp_path / "cut.zip", b"PK\x03\x04 and no more")
    (tmp_path / "empty").mkdir()
    os.symlink("loop", tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe.py")
    names = ["gone", "notes.txt", "nb.ipynb", "cut.zip", "empty", "loop", "pipe.py", "notes.txt/x", "a\0b"]
    for name in names:
        with pytest.raises(IntakeError) as caught:
            find_submissions([tmp_path / name])
        assert name.replace("\0", "\ufffd") in str(caught.value) and "\n" not in str(caught.value)
    with pytest.raises(IntakeError):
        find_submissions([])


def test_a_linked_path_is_meant(tmp_path):
    folder_of(tmp_path / "real", "ada/exercises_01.py")
    os.symlink(tmp_path / "real", tmp_path / "link")
    os.symlink(tmp_path / "real" / "ada" / "exercises_01.py", tmp_path / "one.py")
    assert learners(tmp_path / "link") == [("ada", "1")]
    assert learners(tmp_path / "one.py") == [("ada", "1")]

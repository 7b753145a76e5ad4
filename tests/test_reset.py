"""`course reset` brings back what came with a notebook, and never loses what was typed."""

import pytest

from course import ROOT, links
from course_app import cli
from course_app.commands.learner import reset as command
from grading.engine.declare.catalogue import declared, modules
from grading.engine.marimo_adapter import cells, new_cell
from grading.publish import reset
from grading.publish.as_handed_out import NotHereError, archive, as_handed_out
from grading.publish.paths import solution_file
from grading.publish.strip_solutions import strip_solutions
from tests.broken_notebooks import changed, tabbed

SOLVED = solution_file("1").read_text("utf-8")
PRISTINE = strip_solutions(SOLVED)
ANSWERS = tuple(name for one in declared("1") for name in one.names)


def put_back(source):
    return reset.put_back(source, PRISTINE, ANSWERS)


@pytest.mark.parametrize("module", modules())
def test_a_whole_notebook_stays_byte_for_byte(module):
    solved = solution_file(module).read_text("utf-8")
    answers = tuple(name for one in declared(module) for name in one.names)
    for source in (solved, strip_solutions(solved)):
        assert reset.put_back(source, strip_solutions(solved), answers) == source


@pytest.mark.parametrize("module", modules())
def test_all_exercises_one_by_one_are_the_notebook_as_handed_out(module):
    solved = source = solution_file(module).read_text("utf-8")
    answers = tuple(name for one in declared(module) for name in one.names)
    for one in declared(module):
        source = reset.start_anew(source, strip_solutions(solved), one.names, answers)
    assert source == strip_solutions(solved)


def test_tab_in_every_cell_is_mended():
    everything = range(len(cells(SOLVED, "solution.py")))
    assert put_back(tabbed(SOLVED, *everything)) == SOLVED
    assert put_back(tabbed(SOLVED)) == SOLVED


def test_deleted_cells_come_back_and_answers_stay():
    assert put_back(changed(SOLVED, lambda all_cells: all_cells.pop(0))) == SOLVED
    gone = changed(SOLVED, lambda all_cells: [all_cells.pop(number) for number in (5, 4, 3, 1)])
    back = put_back(gone)
    assert "def parse_price" in back and back.count("@app.") == SOLVED.count("@app.")
    assert put_back(back) == back


def test_a_renamed_cell_is_known_by_its_text():
    assert put_back(SOLVED.replace("def e1_1():", "def mine():")) == SOLVED


def test_helpers_notes_and_unfinished_cells_are_kept_where_they_were():
    def add(all_cells):
        all_cells.insert(4, new_cell("helper = 41"))
        all_cells.append(new_cell("oh no (, what I was typing"))

    own = changed(SOLVED, add)
    assert put_back(own) == own
    kept = put_back(tabbed(own))
    assert kept == own
    assert kept.index("def e1_1(") < kept.index("helper = 41") < kept.index("def e1_1b(")


def test_an_addition_to_the_setup_cell_is_kept():
    added = SOLVED.replace("    import math\n", "    import math\n    import textwrap\n", 1)
    back = put_back(tabbed(added))
    assert "    import textwrap\n" in back and "_unparsable_cell" not in back


def test_one_exercise_starts_anew_and_nothing_else_changes():
    one = next(one for one in declared("1") if one.id == "E1.2")
    anew = reset.start_anew(SOLVED, PRISTINE, one.names, ANSWERS)
    before, after = cells(SOLVED, "x.py"), cells(anew, "x.py")
    different = [number for number, (a, b) in enumerate(zip(before, after, strict=True)) if a.code != b.code]
    assert [before[number].name for number in different] == ["validate", "gate"]
    lost = changed(SOLVED, lambda all_cells: [all_cells.pop(number) for number in reversed(different)])
    assert reset.start_anew(lost, PRISTINE, one.names, ANSWERS) == anew  # where its cells were deleted


def test_an_answer_that_shares_its_cell_is_not_taken_along():
    both = changed(SOLVED, lambda all_cells: all_cells.append(new_cell("parse_price = validate = None")))
    with pytest.raises(reset.ResetError, match="also holds"):
        reset.start_anew(both, PRISTINE, ("parse_price",), ANSWERS)


@pytest.fixture
def course(tmp_path, monkeypatch, capsys):
    """The command, on notebooks in a folder of their own."""
    monkeypatch.setattr(command, "ROOT", tmp_path)
    monkeypatch.setattr(reset, "KEPT", tmp_path / ".course" / "kept")
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "exercises_01.py").write_text(tabbed(SOLVED), "utf-8")

    def run(*arguments):
        code = cli.main(["reset", *arguments])
        out, err = capsys.readouterr()
        return code, out + err

    run.path = tmp_path / "exercises" / "exercises_01.py"
    run.kept = tmp_path / ".course" / "kept"
    return run


def test_the_command_keeps_a_copy_and_says_where(course):
    before = course.path.read_bytes()
    code, said = course("1")
    assert code == 0 and "is mended" in said and ".course/kept/exercises_01." in said
    assert course.path.read_text("utf-8") == SOLVED
    (kept,) = course.kept.iterdir()
    assert kept.read_bytes() == before
    code, said = course("1")
    assert code == 0 and "needs nothing" in said and len(list(course.kept.iterdir())) == 1
    assert course("e1.2")[0] == 0 and course("1", "--all")[0] == 0
    assert course.path.read_text("utf-8") == PRISTINE
    assert len(list(course.kept.iterdir())) == 3 and not list(course.path.parent.glob(".*"))


def test_what_can_be_read_no_more_comes_back_with_all(course):
    course.path.write_bytes(b"\xff\xfe nothing of a notebook")
    code, said = course("1")
    assert code == 2 and "`course reset 1 --all`" in said and said.count("\n") == 1
    code, said = course("E1.2")
    assert code == 2 and "`course reset 1 --all`" in said and said.count("\n") == 1
    assert course("1", "--all")[0] == 0 and course.path.read_text("utf-8") == PRISTINE
    assert next(course.kept.iterdir()).read_bytes() == b"\xff\xfe nothing of a notebook"
    course.path.unlink()
    code, said = course("E1.2")
    assert code == 2 and "`course reset 1`" in said and said.count("\n") == 1
    assert course("1")[0] == 0 and course.path.read_text("utf-8") == PRISTINE


def test_home_and_lessons_are_mended_too(course, monkeypatch):
    lesson = links.module_path("1").as_posix()
    texts = {name: (ROOT / name).read_text("utf-8") for name in (links.HOME, lesson)}
    monkeypatch.setattr("grading.publish.as_handed_out.as_handed_out", texts.__getitem__)
    for arguments, name in ((["home"], links.HOME), (["1", "--lesson"], lesson)):
        path = course.path.parents[1] / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(tabbed(texts[name], 0, 1, 2), "utf-8")
        assert course(*arguments)[0] == 0
        assert path.read_text("utf-8") == texts[name]


@pytest.mark.parametrize("wrong", ["9", "E1.99", "nonsense", "E1.2 --all", "9 --lesson"])
def test_a_wrong_call_is_one_line(course, wrong):
    code, said = course(*wrong.split())
    assert code == 2 and said.startswith("course: ") and said.count("\n") == 1


def test_the_archive_of_a_bundle_is_the_same_every_time(tmp_path, monkeypatch):
    notebooks = {"home.py": b"a", "exercises/exercises_77.py": b"b"}
    assert archive(notebooks) == archive(dict(reversed(notebooks.items())))
    (tmp_path / "grading" / "publish").mkdir(parents=True)
    (tmp_path / "grading" / "publish" / "as_handed_out.zip").write_bytes(archive(notebooks))
    monkeypatch.setattr("grading.publish.as_handed_out.ROOT", tmp_path)
    assert as_handed_out("exercises/exercises_77.py") == "b"
    with pytest.raises(NotHereError, match="complete copy"):
        as_handed_out("modules/nowhere.py")

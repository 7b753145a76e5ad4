"""Which exercises there are: those of the course, and those of a folder of one's own."""

import subprocess
import sys

import pytest

from course import ROOT
from grading.engine.declare import catalogue

DECLARED = """
from grading.engine.declare.exercise import exercise

E77_1 = exercise("E77.1", title="One", points=1, answer="one", section="77.1")
E77_C = exercise("E77.C", title="A case", points=1, answer="case", section="77.1")
"""
CHECK = '''
from module_77.exercises import E77_1


@E77_1
def test_one(answer, check):
    """It is one"""
    check.equal(answer(), 1, "one")
'''


def write(folder, files):
    for name, text in files.items():
        path = folder / "module_77" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_a_folder_of_ones_own_is_used_until_it_is_removed(tmp_path):
    before = catalogue.modules()
    catalogue.add_folder(write(tmp_path, {"exercises.py": DECLARED, "public/test_one.py": CHECK}))
    catalogue.add_folder(tmp_path)  # a second time changes nothing
    assert catalogue.modules() == [*before, "77"]
    assert catalogue.module_folder("77") == tmp_path / "module_77"
    assert [check.title for check in catalogue.find("E77.1").checks] == ["It is one"]
    assert catalogue.find("E77.C").checks == []
    assert catalogue.misconceptions_of("E77.1") == []
    catalogue.remove_added_folders()
    assert catalogue.modules() == before
    with pytest.raises(LookupError, match="no module 77"):
        catalogue.find("E77.1")


def test_a_folder_comes_back_as_it_is_then(tmp_path):
    catalogue.add_folder(write(tmp_path, {"exercises.py": DECLARED, "public/test_one.py": CHECK}))
    assert len(catalogue.find("E77.1").checks) == 1
    catalogue.remove_added_folders()
    more = CHECK + CHECK.replace("test_one", "test_other").replace("It is one", "It is another")
    (tmp_path / "module_77" / "public" / "test_one.py").unlink()
    catalogue.add_folder(write(tmp_path, {"public/test_two.py": more}))
    assert len(catalogue.find("E77.1").checks) == 2


@pytest.mark.parametrize("kind", ["public", "hidden"])
def test_checks_that_fail_to_load_fail_every_time(tmp_path, kind):
    write(
        tmp_path,
        {"exercises.py": DECLARED, "public/test_a.py": CHECK, f"{kind}/test_b.py": "raise OSError('b')"},
    )
    catalogue.add_folder(tmp_path)
    load = catalogue.exercises_of if kind == "public" else catalogue.load_hidden
    for _ in range(3):  # and never an exercise without its checks
        with pytest.raises(OSError, match="b"):
            load("77")


def test_declarations_that_fail_to_load_fail_every_time(tmp_path):
    catalogue.add_folder(write(tmp_path, {"exercises.py": DECLARED + "raise OSError('half')"}))
    for _ in range(2):
        with pytest.raises(OSError, match="half"):
            catalogue.declared("77")


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "there is no module_NN/exercises.py"),
        ({"public/test_a.py": CHECK}, "there is no module_NN/exercises.py"),
    ],
)
def test_a_folder_without_a_module_is_refused(tmp_path, files, says):
    with pytest.raises(LookupError, match=says) as refused:
        catalogue.add_folder(write(tmp_path, files))
    assert "\n" not in str(refused.value) and str(tmp_path) in str(refused.value)


def test_a_module_that_declares_nothing_is_refused(tmp_path):
    catalogue.add_folder(write(tmp_path, {"exercises.py": ""}))
    with pytest.raises(LookupError, match="declares no exercise"):
        catalogue.exercises_of("77")


def test_a_number_that_is_taken_is_refused_and_nothing_of_the_folder_is_used(tmp_path):
    write(tmp_path, {"exercises.py": DECLARED})
    (tmp_path / "module_01").mkdir()
    (tmp_path / "module_01" / "exercises.py").write_text(DECLARED)
    before = catalogue.modules()
    with pytest.raises(LookupError, match="module 1 is there already; give yours another number"):
        catalogue.add_folder(tmp_path)
    assert catalogue.modules() == before and str(tmp_path) not in sys.path


def test_two_folders_with_one_number_are_refused(tmp_path):
    for name in ("a", "b"):
        write(tmp_path / name, {"exercises.py": DECLARED})
    catalogue.add_folder(tmp_path / "a")
    with pytest.raises(LookupError, match="module 77 is there already"):
        catalogue.add_folder(tmp_path / "b")


@pytest.mark.parametrize("written", ["E0.C", "e0.c", "E0.c", " e0.C "])
def test_an_id_is_found_however_it_is_written(written):
    assert catalogue.find_declared(written).id == "E0.C"


@pytest.mark.parametrize("written", ["E0.99", "E1.", "nonsense", "", "Q0.1a"])
def test_an_id_that_is_not_there_is_one_line(written):
    with pytest.raises(LookupError) as refused:
        catalogue.find_declared(written)
    assert "\n" not in str(refused.value)


def test_an_unknown_id_names_those_there_are():
    with pytest.raises(LookupError, match=r"no exercise E0\.99: the module has E0\.1, .*E0\.C"):
        catalogue.find("E0.99")


def test_an_exercise_is_one_object_with_its_checks_once():
    first, again = catalogue.load_hidden("0"), catalogue.load_hidden("0")
    assert all(one is other for one, other in zip(first, again, strict=True))
    for one in first:
        names = [check.name for check in [*one.checks, *one.hidden_checks]]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("module", catalogue.modules())
def test_declarations_bring_nothing_heavy(module):
    code = (
        f"from grading.engine.declare import catalogue; catalogue.declared({module!r}); import sys;"
        "print(*{'pandas', 'numpy', 'marimo', 'sklearn', 'pytest'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr

"""The settings file of a run of the grader, and the folder that it writes to."""

import subprocess
import sys

import pytest

from course import ROOT
from grading.instructor.cohort.run_folder import RunFolderError, only_one_run_in
from grading.instructor.cohort.settings_file import read_settings
from grading.sandbox.limits import Limits, SettingsError


@pytest.fixture
def read(tmp_path):
    def read(text, **more):
        path = tmp_path / "grading.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_settings(path, **more)

    return read


def test_without_a_file_the_defaults_hold():
    assert (read_settings(None).seed, read_settings(None).limits) == (0, Limits())
    assert read_settings(None, seed=7).seed == 7


def test_a_file_sets_the_seed_and_the_limits_and_the_command_has_the_last_word(read):
    text = "seed = 5\n[limits]\ncheck_seconds = 2\n"
    assert (read(text).seed, read(text).limits) == (5, Limits(check_seconds=2))
    assert read(text, seed=0).seed == 0 and read("").limits == Limits()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("seed = ", "can't be read as TOML"),
        (b"\xff", "can't be read as TOML"),
        ("seed = -1", "write seed = 123"),
        ("seed = true", "write seed = 123"),
        ("seed = '1'", "write seed = 123"),
        ("limits = 3", "write seed = 123"),
        ("sed = 3", "write seed = 123"),
        ("[limits]\nminutes = 3", "there is no 'minutes'"),
        ("[limits]\nthreads = 0", "threads must be a positive number"),
    ],
)
def test_a_wrong_file_is_one_line(read, text, says):
    with pytest.raises(SettingsError) as caught:
        read(text)
    assert "grading.toml: " in str(caught.value) and says in str(caught.value)


def test_a_missing_file_is_said_without_a_number(tmp_path):
    with pytest.raises(SettingsError, match=r"none.toml: there is no such file; name the settings with"):
        read_settings(tmp_path / "none.toml")


def test_one_run_at_a_time_and_its_scratch_files_go_with_it(tmp_path):
    pytest.importorskip("fcntl")
    out = tmp_path / "grades"
    (out / ".running" / "left").mkdir(parents=True)  # of a run that was killed
    with only_one_run_in(out) as scratch:
        assert scratch == str(out / ".running") and list((out / ".running").iterdir()) == []
        (out / ".running" / "file").touch()
        with (
            pytest.raises(RunFolderError, match="another run is grading into this folder"),
            only_one_run_in(out),
        ):
            pass
        assert (out / ".running" / "file").exists()
    assert not (out / ".running").exists()
    with pytest.raises(ZeroDivisionError), only_one_run_in(out):
        raise ZeroDivisionError
    assert not (out / ".running").exists()


def test_a_place_that_can_not_be_written_is_said(tmp_path):
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        with (
            pytest.raises(RunFolderError, match=r"can't be written \(.+\); name another folder with --out"),
            only_one_run_in(place),
        ):
            pass


def test_nothing_slow_is_imported_before_the_fork_server_starts():
    """It imports pandas and marimo itself; what `course grade` does first must not wait for them."""
    code = (
        "import sys, course_app.commands.instructor.grade\n"
        "from grading.instructor.cohort import fingerprint, run_folder, settings_file, grade_all\n"
        "from grading.instructor.gradebook import book\n"
        "from grading.instructor.intake import submissions\n"
        "print({'pandas', 'numpy', 'marimo'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"

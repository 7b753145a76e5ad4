"""Links, special files, hostile zips: never followed, never opened, never in the way of the others."""

import os
import socket
import stat
import struct
import tempfile
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from cohort_files import NOTEBOOK, folder_of, learners, reasons, special, write, zip_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grading.engine.declare import catalogue
from grading.instructor.intake import stored_file
from grading.instructor.intake.problems import IntakeError, UnreadableFileError
from grading.instructor.intake.submissions import find_submissions


@pytest.fixture(autouse=True)
def graded(monkeypatch):
    monkeypatch.setattr(catalogue, "modules", lambda: ["1", "2", "4b"])


def test_links_and_special_files_are_never_opened(tmp_path):
    secret = write(tmp_path / "secret" / "exercises_01.py")
    box = folder_of(tmp_path / "x", "ada/exercises_01.py") / "eve"
    box.mkdir()
    os.symlink(secret, box / "exercises_01.py")
    os.symlink(secret.parent, box / "folder")
    os.symlink("..", box / "up")
    os.symlink("turn", box / "turn")
    os.symlink("/nowhere", box / "dangling.py")
    os.mkfifo(box / "pipe.py")
    server = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(box)  # a socket's path is short
    try:
        server.bind("socket.py")
    finally:
        os.chdir(here)
        server.close()
    expected = {"exercises_01.py", "folder", "up", "turn", "dangling.py", "pipe.py", "socket.py"}
    try:
        os.mknod(box / "device.py", stat.S_IFCHR | 0o600, os.makedev(1, 5))  # /dev/zero
        expected.add("device.py")
    except (OSError, AttributeError):
        pass
    entries, notices = find_submissions([tmp_path / "x"])
    assert [one.learner for one in entries] == ["ada"]
    assert {Path(one.path).name for one in notices} == expected
    links = {Path(one.path).name for one in notices if "symbolic link" in one.reason}
    assert links == {"exercises_01.py", "folder", "up", "turn", "dangling.py"}


@pytest.mark.parametrize("swapped", ["link", "pipe", "folder"])
def test_a_file_swapped_after_it_was_found_is_not_opened(tmp_path, swapped):
    path = write(tmp_path / "x" / "ada.py")
    secret = write(tmp_path / "secret.py")
    (entry,), _ = find_submissions([tmp_path / "x"])
    path.unlink()
    {"link": lambda: os.symlink(secret, path), "pipe": lambda: os.mkfifo(path), "folder": path.mkdir}[
        swapped
    ]()
    with pytest.raises(UnreadableFileError, match="not an ordinary file"):
        entry.read()


def test_undecodable_file_names(tmp_path):
    folder = os.fsencode(tmp_path) + b"/x/zo\xeb"
    os.makedirs(folder)
    with open(folder + b"/exercises_01.py", "wb") as file:
        file.write(NOTEBOOK)
    (entry,), _ = find_submissions([tmp_path / "x"])
    assert entry.learner == "zo"
    assert entry.notebook.encode("utf-8") and entry.read() == NOTEBOOK


HOSTILE_NAMES = [
    "/etc/exercises_01.py",
    "../exercises_01.py",
    "ada/../../exercises_01.py",
    "C:/exercises_01.py",
    "C:exercises_01.py",
    "ada\\exercises_01.py",
    "..\\exercises_01.py",
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_names_that_lead_out_of_a_zip(tmp_path, name):
    path = special(zip_of(tmp_path / "s.zip", "bob.py"), name)
    assert learners(path) == [("bob", "1")]
    assert reasons(path) == {
        f"{path}: {name}": "its name leads out of the zip, or is not portable: it is not opened"
    }


def test_a_nul_in_a_name_and_special_members(tmp_path):
    path = special(tmp_path / "s.zip", "adaX.py")
    special(path, "eve/exercises_01.py", stat.S_IFLNK | 0o777, b"/etc/passwd")
    special(path, "pipe.py", stat.S_IFIFO | 0o644)
    special(path, "folder", stat.S_IFLNK | 0o777, b"..")
    special(path, "bob.py")
    path.write_bytes(path.read_bytes().replace(b"adaX.py", b"ada\0.py"))
    assert learners(path) == [("bob", "1")]
    given = reasons(path)
    assert set(given) == {
        f"{path}: {name}" for name in ("ada\ufffd.py", "eve/exercises_01.py", "pipe.py", "folder")
    }
    assert "symbolic link" in given[f"{path}: folder"]


def test_names_in_utf8_without_its_flag_and_in_cp437(tmp_path):
    path = zip_of(tmp_path / "s.zip", "zXX/exercises_01.py", "bY/exercises_01.py")
    data = path.read_bytes().replace(b"zXX/", "zë/".encode()).replace(b"bY/", b"b\x81/")
    path.write_bytes(data)
    assert learners(path) == [("bü", "1"), ("zë", "1")]


def test_encrypted_and_unusually_compressed_members_are_notices(tmp_path):
    path = zip_of(tmp_path / "s.zip", "ada.py")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("lzma.py", NOTEBOOK, zipfile.ZIP_LZMA)
        archive.writestr("bzip.py", NOTEBOOK, zipfile.ZIP_BZIP2)
        archive.writestr("locked.py", NOTEBOOK)
        archive.getinfo("locked.py").flag_bits |= 1
    assert learners(path) == [("ada", "1")]
    given = {name.split(": ")[-1]: reason for name, reason in reasons(path).items()}
    assert set(given) == {"lzma.py", "bzip.py", "locked.py"}
    assert "password" in given["locked.py"]


def test_a_damaged_member_is_its_own_problem(tmp_path):
    path = tmp_path / "s.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ada/exercises_01.py", b"# ada's own work\n")
        archive.writestr("bob/exercises_01.py", NOTEBOOK)
    path.write_bytes(path.read_bytes().replace(b"# ada's own", b"# eve's own"))
    (ada, bob), _ = find_submissions([path])
    assert "damaged" in ada.problem and bob.problem is None


def test_bombs_are_bounded_by_what_is_really_read(tmp_path):
    """A member declares a hundred bytes and unpacks to 50 MB; another really declares them."""
    content = b"#" * 50_000_000
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    path = tmp_path / "s.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest/exercises_01.py", content)
        archive.writestr("liar/exercises_01.py", content)
        archive.getinfo("liar/exercises_01.py").file_size = 100
    assert len(packed) < 60_000
    (honest, liar), _ = find_submissions([path])
    assert "larger than 5 MB" in honest.problem and "larger than 5 MB" in liar.problem


def test_a_member_that_declares_more_than_it_has(tmp_path):
    path = tmp_path / "s.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ada/exercises_01.py", NOTEBOOK)
        archive.getinfo("ada/exercises_01.py").file_size = 1000
    (entry,), _ = find_submissions([path])
    assert "damaged" in entry.problem


def test_overlapping_members_are_refused(tmp_path):
    path = zip_of(tmp_path / "s.zip", "ada.py", "bob.py")
    data = bytearray(path.read_bytes())
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<I", 0)  # bob's bytes are ada's
    path.write_bytes(data)
    with pytest.raises(IntakeError, match="overlap"):
        find_submissions([path])


def test_too_many_files(tmp_path, monkeypatch):
    path = tmp_path / "s.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(stored_file.MAX_FILES + 1):
            archive.writestr(f"{number}/", b"")
    with pytest.raises(IntakeError, match=r"20,001 entries, and 20,000 are the limit"):
        find_submissions([path])
    monkeypatch.setattr("grading.instructor.intake.folder_listing.MAX_FILES", 3)
    with pytest.raises(IntakeError, match="over 3 files"):
        find_submissions([folder_of(tmp_path / "x", "a/1.py", "a/2.py", "a/3.py")])


def test_a_directory_of_a_forged_length_does_not_fill_the_memory(tmp_path):
    """The last record of a zip says how long its list of files is: here 30 MB, of a list that is really there."""
    size = 30_000_000
    path = tmp_path / "s.zip"
    with path.open("wb") as file:
        file.truncate(size)
        file.seek(size)
        file.write(struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, size, 0, 0))
    tracemalloc.start()
    with pytest.raises(IntakeError, match="its list of files is too long"):
        find_submissions([path])
    assert tracemalloc.get_traced_memory()[1] < 25_000_000
    tracemalloc.stop()


# --- any name at all -----------------------------------------------------------------------------------

names = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(HOSTILE_NAMES),
        st.from_regex(r"[./\\a-c:~\x00]{1,12}exercises_01\.py", fullmatch=True),
        st.from_regex(r"(ada|LATE|anon|\.\.|[0-9]{1,3}|_){1,8}exercises_0[1-9](-[0-9])?\.py", fullmatch=True),
        st.from_regex(r"(\.\./)*[^_]{0,5}_[0-9]{0,3}_assignsubmission_file_/?[^\n]{0,5}\.py", fullmatch=True),
    ),
    min_size=1,
    max_size=5,
    unique=True,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=names, mode=st.sampled_from([0, stat.S_IFREG | 0o644, stat.S_IFLNK | 0o777, stat.S_IFDIR | 0o755])
)
def test_no_name_in_a_zip_does_harm(names, mode):
    """Whatever it is called: an entry with a harmless learner's name and the zip's own bytes, or a notice."""
    with tempfile.TemporaryDirectory() as box:
        path = Path(box) / "in" / "s.zip"
        path.parent.mkdir()
        outside = write(Path(box) / "exercises_01.py", b"# outside")
        with zipfile.ZipFile(path, "w") as archive:
            for name in names:
                info = zipfile.ZipInfo("x")
                info.filename = info.orig_filename = name
                info.external_attr = mode << 16
                try:
                    archive.writestr(info, NOTEBOOK)
                except (ValueError, UnicodeError, IndexError):
                    continue  # zipfile can't write it
        try:
            entries, notices = find_submissions([path])
        except IntakeError as error:
            assert "\n" not in str(error)
            return
        for entry in entries:
            assert entry.problem is None and entry.read() == NOTEBOOK
            assert entry.learner and entry.learner == entry.learner.strip(" .")
            assert not set(entry.learner) & set("/\\\0\n\r")
            entry.learner.encode("utf-8"), entry.notebook.encode("utf-8")
        assert len({(one.learner, one.module) for one in entries}) == len(entries)
        assert all(notice.path.startswith(str(path)) for notice in notices)
        assert outside.read_bytes() == b"# outside"
        assert sorted(one.name for one in Path(box).iterdir()) == ["exercises_01.py", "in"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_to_a_zip_does_harm(data):
    with tempfile.TemporaryDirectory() as box:
        path = zip_of(Path(box) / "s.zip", "ada/exercises_01.py", "bob_1_2_exercises_01.py")
        content = bytearray(path.read_bytes())
        for _ in range(data.draw(st.integers(1, 6))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        path.write_bytes(
            content[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else content
        )
        try:
            entries, _ = find_submissions([path])
        except IntakeError as error:
            assert "\n" not in str(error)
            return
        for entry in entries:
            if entry.problem is None:
                assert entry.read() == NOTEBOOK

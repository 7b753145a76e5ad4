"""The disk of submissions: limited, seen by the grader alone, and gone with it."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="such mounts are Linux's")
START = """
import os, signal, sys
from pathlib import Path
from grading.sandbox.limits import Limits
from grading.sandbox.scratch_space import ScratchSpace
from grading.sandbox.watch import too_full
limits = Limits(scratch_mb=4, scratch_files=50)
space = ScratchSpace(sys.argv[1] + "/space", limits)
folder = Path(space.folder)
"""


@pytest.fixture
def alone(tmp_path):
    """Run code with a space of its own, in a process whose mounts nobody shares: exit code and output."""

    def run(code):
        done = subprocess.run(
            [sys.executable, "-c", START + textwrap.dedent(code), str(tmp_path)],
            cwd=Path(__file__).parents[1],
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout.splitlines()

    return run


@pytest.fixture
def mounted(alone):
    """Skip where neither root nor a user namespace is to be had; CI is root."""
    _, (said,) = alone("print(folder.is_mount()); space.close()")
    if said != "True" and not os.environ.get("CI"):
        pytest.skip("this system lets nobody mount here")
    assert said == "True"


def test_it_is_full_before_the_disk_is(alone, mounted):
    code = """
        try:
            for number in range(64):
                (folder / str(number)).write_bytes(bytes(1_000_000))
        except OSError as error:
            print(error.strerror)
        space.renew()
        print(os.listdir(folder), folder.is_mount())
        space.close()
        print(os.listdir(sys.argv[1]))
        """
    assert alone(code) == (0, ["No space left on device", "[] True", "[]"])


def test_nothing_of_it_outlives_the_grader(alone, mounted, tmp_path):
    code, _ = alone("(folder / 'file').write_text('x'); os.kill(os.getpid(), signal.SIGKILL)")
    assert code == -9
    assert os.listdir(tmp_path / "space") == [] and not (tmp_path / "space").is_mount()


@pytest.mark.parametrize(
    ("more", "limit"),
    [
        ("(folder / 'more').write_bytes(bytes(2_000_000))", "disk limit: it writes more than 4 MB"),
        ("[(folder / str(one)).touch() for one in range(80)]", "file limit: it writes more than 50 files"),
    ],
)
def test_how_full_it_is_names_the_limit_and_leaves_out_what_the_grader_shares(alone, mounted, more, limit):
    code = f"""
        shared = folder / "shared"
        shared.mkdir()
        (shared / "of the grader").write_bytes(bytes(3_000_000))
        (folder / "of the submission").write_bytes(bytes(3_000_000))
        print(too_full(str(folder), str(shared), limits))
        {more}
        print(too_full(str(folder), str(shared), limits))
        """
    assert alone(code) == (0, ["None", limit])


def test_a_full_one_is_the_submissions_own_doing(alone, mounted):
    """It may fill it between two looks. That ends its exercise: the sandbox is not to blame."""
    code = """
        import textwrap
        from grading.sandbox.session import Session
        from grading.sandbox.starters import Confined, ForkServerProcess
        from grading.engine.outcome import StoppedError
        source = '''
        import marimo

        app = marimo.App()

        @app.function
        def fill():
            try:
                for number in range(64):
                    with open(str(number), "wb", buffering=0) as file:
                        file.write(bytes(1_000_000))
            except OSError:
                pass
        '''
        limits = Limits(scratch_mb=4, scratch_files=50, check_seconds=5)
        server = ForkServerProcess(1, limits, [], [], sys.argv[1])
        server.wait()
        with Session(Confined(server.controls[0]), textwrap.dedent(source), space.folder, limits) as one:
            try:
                one.limited(lambda: (one.lookup("fill")(), one.read_table(b"a", "csv")))
            except StoppedError as error:
                print(error.problem.message)
            one.open()
            print(os.listdir(one._scratch))
        server.close()
        space.close()
        """
    assert alone(code) == (0, ["disk limit: it writes more than 4 MB", "[]"])

"""Two submissions that run at the same time can't speak to each other, and one can't save files over its restarts."""

import fcntl
import os
import struct
from contextlib import suppress
from pathlib import Path

import pytest

from grading.engine.outcome import StoppedError
from grading.sandbox.limits import MEGABYTE, Limits
from grading.sandbox.session import Session
from grading.sandbox.starters import Confined, ForkServerProcess

HERE = Path(__file__).parent
REPO = HERE.parents[1]
# A public file that nothing else has open or mapped meanwhile
PUBLIC = REPO / "course" / "__init__.py"
NOTEBOOK = (HERE / "channels_notebook.py").read_text("utf-8").replace("@PUBLIC@", str(PUBLIC))
WAYS = [
    "owner", "signal", "position", "flock of 0", "flock", "flock of a folder", "flock of a device", "lock",
    "lock of an open file", "lease", "notice", "hint", "waiting", "pages by mincore", "pages by cachestat",
    "pages by reading", "signals", "pipes", "requests", "clock", "processors", "append of 0", "append of 1",
    "append of 2", "waiting of 0",
]  # fmt: skip
LIMITS = Limits(check_seconds=5, scratch_mb=4, scratch_files=20)


@pytest.fixture(scope="module")
def fork_server(confinement, tmp_path_factory):
    """One warm process for two workers, as `course grade --jobs 2` has it."""
    running = ForkServerProcess(2, LIMITS, [], [], str(tmp_path_factory.mktemp("fork_server")))
    running.wait()
    yield running
    running.close()


@pytest.fixture
def pair(fork_server, tmp_path):
    """Two submissions side by side; what they leave at the public file is taken back."""
    sessions = [
        Session(Confined(control), NOTEBOOK, str(tmp_path), LIMITS) for control in fork_server.controls
    ]
    yield sessions
    for session in sessions:
        session.__exit__()
    with PUBLIC.open() as file, suppress(OSError):
        fcntl.fcntl(file, 1036, struct.pack("Q", 0))  # the hint how long data live


def test_every_way_is_tried(pair):
    assert pair[0].lookup("names")() == sorted(WAYS)


@pytest.mark.parametrize("way", WAYS)
def test_nothing_arrives_at_the_other_submission(pair, way):
    sender, receiver = pair
    with PUBLIC.open() as file:  # to read it is to bring it into memory again
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    pid = sender.lookup("process")()
    before = receiver.lookup("receive")(way, pid)
    said = sender.lookup("send")(way)
    after = receiver.lookup("receive")(way, pid)
    assert after == before, f"{said}, and {before} became {after}"


# Files over restarts

FILLING = """
import marimo

app = marimo.App()


@app.cell
def _():
    import os
    from pathlib import Path

    def fill(end):
        for number in range(15):
            Path(f"file{number}").write_bytes(bytes(200_000))
        if end == "exit":
            os._exit(0)
        while True:
            pass

    return (fill,)
"""


def used(folder):
    """Number and bytes of the files below a folder."""
    files = [path for path in Path(folder).rglob("*") if path.is_file()]
    return len(files), sum(path.stat().st_blocks * 512 for path in files)


@pytest.mark.parametrize("end", ["exit", "time"])
def test_a_submission_that_starts_again_has_no_second_scratch_space(fork_server, tmp_path, end):
    limits = Limits(check_seconds=0.5, scratch_mb=LIMITS.scratch_mb, scratch_files=LIMITS.scratch_files)
    with Session(Confined(fork_server.controls[0]), FILLING, str(tmp_path), limits) as session:
        for _ in range(3):
            with pytest.raises(StoppedError):
                session.limited(lambda: session.lookup("fill")(end))
            files, size = used(tmp_path)
            assert files <= limits.scratch_files
            assert size <= limits.scratch_mb * MEGABYTE
    assert os.listdir(tmp_path) == []

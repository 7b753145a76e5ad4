"""The folder that a run of the grader writes to: one run at a time, with a place for scratch files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grading.sandbox.watch import remove


class RunFolderError(Exception):
    """Nothing can be graded into the folder; the message is one line that says why."""


@contextmanager
def only_one_run_in(out: Path) -> Iterator[str]:
    """Keep other runs out of a folder, which is made where there is none; gives the path for scratch files.

    Scratch files are removed at the end; those of a run that was killed, at the start.

    Raises:
        RunFolderError: another run is using the folder, or it can't be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with open(out / ".lock", "w") as lock:
            _lock(lock, out)
            running = out / ".running"
            remove(str(running))
            running.mkdir()
            try:
                yield str(running.resolve())
            finally:
                remove(str(running))
    except (PermissionError, FileExistsError, NotADirectoryError):
        raise RunFolderError(f"{out}: can't be written; name another folder with --out") from None


def _lock(file, out: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: nothing is graded confined there
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise RunFolderError(f"{out}: another run is grading into this folder") from None

"""The folder that a run of the grader writes to: one run at a time, with a place for scratch files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
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
    running = out / ".running"
    with ExitStack() as open_files:
        try:
            out.mkdir(parents=True, exist_ok=True)
            _lock(open_files.enter_context(open(out / ".lock", "w")), out)
            remove(str(running))
            running.mkdir()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise RunFolderError(
                f"{out}: can't be written ({reason}); name another folder with --out"
            ) from None
        try:
            yield str(running.resolve())
        finally:
            remove(str(running))


def _lock(file, out: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: nothing is graded confined there
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise RunFolderError(f"{out}: another run is grading into this folder") from None

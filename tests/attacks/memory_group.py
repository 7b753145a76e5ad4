"""A memory cgroup for one test, where this system lets us make one."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_ROOT = Path("/sys/fs/cgroup")
_MEGABYTE = 1 << 20


def _candidates() -> Iterator[tuple[Path, str, str]]:
    """Own memory cgroups: the folder, and the files of its limits on memory and on swap."""
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        if "memory" in controllers.split(","):
            folder = _ROOT / "memory" / path.lstrip("/")
            yield folder, "memory.limit_in_bytes", "memory.memsw.limit_in_bytes"
        elif not controllers:
            yield _ROOT / path.lstrip("/"), "memory.max", "memory.swap.max"


@contextmanager
def memory_group(megabytes: int) -> Iterator[Path | None]:
    """A new cgroup below this process's own that may use so much memory and no swap; None where there can be none.

    A process enters by writing 0 into the file ``cgroup.procs`` of the folder.
    """
    for parent, memory, swap in _candidates():
        folder = parent / f"course-test-{secrets.token_hex(4)}"
        try:
            folder.mkdir()
        except OSError:
            continue
        try:
            (folder / memory).write_text(str(megabytes * _MEGABYTE))
            with suppress(OSError):  # where swap is not counted, it is not there or not limited
                (folder / swap).write_text("0" if swap == "memory.swap.max" else str(megabytes * _MEGABYTE))
        except OSError:
            folder.rmdir()
            continue
        try:
            yield folder
        finally:
            _remove(folder)
        return
    yield None


def _remove(folder: Path) -> None:
    """Remove the cgroup; its last process may need a moment to be gone."""
    for _ in range(100):
        try:
            folder.rmdir()
            return
        except OSError:
            time.sleep(0.02)
    os.rmdir(folder)

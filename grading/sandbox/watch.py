"""What of a submission process can't be limited in advance: its threads, its files, and their removal."""

from __future__ import annotations

import contextlib
import math
import os
import shutil
import stat
import subprocess

from grading.sandbox.limits import MEGABYTE, Limits

_DEPTH = 12
_RESERVE_MB = 16
"""Where less than this is left on a disk, nothing can be graded, and nobody's code is to blame."""
_FOLDERS = 20
"""Folders of the grader's own, and its few files."""
_MAPPED = 1
"""Removed files that may be mapped at a time: their size can't be seen."""


def too_many_threads(pid: int, limits: Limits) -> str | None:
    """The limit that the threads of a process exceed, in words; None while they don't."""
    if _threads(pid) > limits.threads:
        return f"thread limit: it starts more than {limits.threads:g} threads"
    return None


def too_many_files(pid: int, scratch: str, limits: Limits) -> str | None:
    """The limit that the files of a process exceed, in words; None while they don't."""
    files, size = _measure(scratch, int(limits.scratch_files))
    nameless, mapped = _removed(pid, scratch)
    return _exceeded(files, size + nameless if mapped <= _MAPPED else math.inf, limits)


def too_full(disk: str, shared: str, limits: Limits) -> str | None:
    """The same for files on a file system of their own, which holds nothing else but what the grader shares.

    It counts what no look into a folder can: files without a name, however they are kept.
    """
    now = os.statvfs(disk)
    size = (now.f_blocks - now.f_bfree) * now.f_frsize
    found = _exceeded(now.f_files - now.f_ffree - _FOLDERS, size, limits)
    if found:
        files, bytes_ = _measure(shared, _FOLDERS)
        found = _exceeded(now.f_files - now.f_ffree - _FOLDERS - files, size - bytes_, limits)
    return found


def _exceeded(files: float, size: float, limits: Limits) -> str | None:
    if files > limits.scratch_files:
        return f"file limit: it writes more than {limits.scratch_files:g} files"
    if size > limits.scratch_mb * MEGABYTE:
        return f"disk limit: it writes more than {limits.scratch_mb:g} MB"
    return None


def no_room(folder: str) -> bool:
    """Whether the disk that holds a folder is full."""
    if not hasattr(os, "statvfs"):
        return False
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize < _RESERVE_MB * MEGABYTE


def remove(folder: str) -> None:
    """Remove a folder that a submission has written in: it may be too deep for Python, or closed to its owner."""
    with contextlib.suppress(RecursionError):
        shutil.rmtree(folder, ignore_errors=True)
    if os.path.lexists(folder) and os.name == "posix":
        # GNU's tools follow no links here, and have no limit of depth
        subprocess.run(["chmod", "-R", "u+rwx", "--", folder], stderr=subprocess.DEVNULL, check=False)
        subprocess.run(["rm", "-rf", "--", folder], stderr=subprocess.DEVNULL, check=False)


def _threads(pid: int) -> int:
    """How many threads a process has; 0 without a /proc."""
    with contextlib.suppress(OSError):
        return (
            os.stat(f"/proc/{pid}/task").st_nlink - 2
        )  # a folder has a link from itself, one from above, and one each
    return 0


def _removed(pid: int, folder: str) -> tuple[int, int]:
    """Files that have no name any more: the bytes of open ones, and the number of mapped ones in the folder."""
    nameless, mapped = {}, set()
    with contextlib.suppress(OSError):
        # any thread that lives has them all; the first one may be at its end while others go on
        for thread in os.listdir(f"/proc/{pid}/task"):
            for entry in os.scandir(f"/proc/{pid}/task/{thread}/fd"):
                with contextlib.suppress(OSError):
                    found = os.stat(entry.path)
                    if stat.S_ISREG(found.st_mode) and found.st_nlink == 0:
                        nameless[found.st_ino] = found.st_blocks * 512
            with open(f"/proc/{pid}/task/{thread}/maps", errors="replace") as maps:
                for line in maps:
                    if folder in line and line.endswith(" (deleted)\n"):
                        mapped.add(line.split()[4])  # the number of its inode
            if nameless or mapped:
                break
    return sum(nameless.values()), len(mapped)


def _measure(folder: str, most_files: int) -> tuple[int, int]:
    """Number and bytes of the files below a folder, counted no further than the limit.

    A folder that can't be looked into, or is too deep, counts as too many files.
    """
    files = size = 0
    folders = [(folder, 0)]
    while folders and files <= most_files:
        path, depth = folders.pop()
        if depth > _DEPTH:
            return most_files + 1, size
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    files += 1
                    if files > most_files:
                        break
                    if entry.is_dir(follow_symlinks=False):
                        folders.append((entry.path, depth + 1))
                    else:
                        size += entry.stat(follow_symlinks=False).st_blocks * 512
        except FileNotFoundError:  # it was removed meanwhile
            continue
        except OSError:
            return most_files + 1, size
    return files, size

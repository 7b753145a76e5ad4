"""Where the files of submissions are: a file system of a limited size, where the system lets us have one.

A submission's files are counted while it runs, but many can be written between two looks. On a file system of its
own it can't fill the disk that everybody's gradebook is on. It is a tmpfs, mounted where only this process and its
children see it, so that it is gone with them, also after ``kill -9``. Root may always do that, others where the
system allows user namespaces; elsewhere there is a plain folder, and the free space of its disk is watched.
"""

from __future__ import annotations

import ctypes
import os
import sys
from functools import cache
from pathlib import Path

from grading.sandbox.limits import Limits
from grading.sandbox.watch import remove

_CLONE_NEWNS, _CLONE_NEWUSER = 0x00020000, 0x10000000
_MS_NOSUID, _MS_NODEV, _MS_REC, _MS_PRIVATE = 0x2, 0x4, 0x4000, 0x40000
_MNT_DETACH = 2
_SLACK_MB, _SLACK_FILES = 32, 100
"""Beyond the limits of a submission: for the grader's own files, and so that a limit is seen to be passed."""


class ScratchSpace:
    """A folder for the files of one submission at a time.

    Args:
        folder: where there is none yet.
        limits: what a submission may write.
    """

    def __init__(self, folder: str, limits: Limits) -> None:
        self.folder = folder
        size = int(limits.scratch_mb) + _SLACK_MB
        self._options = f"size={size}m,nr_inodes={int(limits.scratch_files) + _SLACK_FILES},mode=700"
        self._make()

    def _make(self) -> None:
        os.mkdir(self.folder, 0o700)
        self._mounted = _mounts_are_our_own() and _mount_tmpfs(self.folder, self._options)

    def renew(self) -> None:
        """Empty it."""
        self.close()
        self._make()

    def close(self) -> None:
        """Remove it."""
        if self._mounted:
            _libc().umount2(self.folder.encode(), _MNT_DETACH)
        remove(self.folder)


@cache
def _mounts_are_our_own() -> bool:
    """Leave the system's mounts to others: whether what this process mounts from now on is seen by it alone."""
    if sys.platform != "linux":
        return False
    if os.geteuid() == 0:
        return _leave(_CLONE_NEWNS)
    probe = (
        os.fork()
    )  # a namespace in which mounting is forbidden all the same would be no use, and is for good
    if probe == 0:
        works = _leave(_CLONE_NEWUSER | _CLONE_NEWNS) and _mount_tmpfs("/proc", "size=1m")
        os._exit(0 if works else 1)
    return os.waitpid(probe, 0)[1] == 0 and _leave(_CLONE_NEWUSER | _CLONE_NEWNS)


def _leave(namespaces: int) -> bool:
    user, group = os.geteuid(), os.getegid()
    if _libc().unshare(namespaces) != 0:
        return False
    if namespaces & _CLONE_NEWUSER:  # the same user as before, and nobody else
        maps = {"setgroups": "deny", "uid_map": f"{user} {user} 1", "gid_map": f"{group} {group} 1"}
        try:
            for name, text in maps.items():
                Path("/proc/self", name).write_text(text)
        except OSError:
            return False
    return _libc().mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None) == 0


def _mount_tmpfs(folder: str, options: str) -> bool:
    return _libc().mount(b"scratch", folder.encode(), b"tmpfs", _MS_NOSUID | _MS_NODEV, options.encode()) == 0


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)

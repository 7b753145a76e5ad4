"""Take everything from this process that a submission does not need. Linux only, and there is no way back.

Files by Landlock (`sandlock`), system calls by seccomp (`system_calls`), amounts by resource limits; root also
loses its capabilities. Nothing of it needs root or a container.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import sysconfig
from functools import cache
from pathlib import Path

from grading.sandbox.limits import MEGABYTE, Limits
from grading.sandbox.system_calls import filter_program, install

with contextlib.suppress(ImportError):  # Windows, where `missing` says what is the matter
    import resource

NAME = "landlock+seccomp"

_ROOT = Path(__file__).resolve().parents[2]
_PUBLIC = ("course", "data")
_SYSTEM = (
    "/usr/lib",
    "/usr/lib64",
    "/lib",
    "/lib64",
    "/usr/share/zoneinfo",
    "/usr/share/fonts",
    "/etc/localtime",
)
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
# How many processors and how much memory there is: duckdb aborts when it may not ask
_RESOURCES = ("/proc/meminfo", "/sys/devices/system/cpu")
_CGROUPS = "/sys/fs/cgroup"
_CGROUP_LIMITS = (
    "cpu.max", "memory.max", "memory.high", "cpu.cfs_quota_us", "cpu.cfs_period_us", "memory.limit_in_bytes"
)  # fmt: skip

_PR_SET_PDEATHSIG = 1
_CAPABILITY_VERSION_3 = 0x20080522


def missing() -> str | None:
    """Why this system can't confine a submission, in one line; None when it can."""
    if sys.platform != "linux":
        return f"submissions can only be confined on Linux, and this is {sys.platform}"
    try:
        import pyseccomp  # noqa: F401
    except ImportError:
        return "the package pyseccomp is missing; install the requirements of the course"
    except RuntimeError:
        return "the system library libseccomp is missing; on Debian and Ubuntu: apt-get install libseccomp2"
    try:
        import sandlock
    except (ImportError, OSError):
        return "the package sandlock is missing; install the requirements of the course"
    found, needed = sandlock.landlock_abi_version(), sandlock.min_landlock_abi()
    if found < needed:
        return (
            f"this kernel has Landlock version {max(found, 0)}, and {needed} is needed: Linux 6.12 or newer"
        )
    return None


@cache
def readable() -> list[str]:
    """Folders and files a submission may read: Python, the system's libraries, the course's public files."""
    paths = sysconfig.get_paths()
    python = [paths[kind] for kind in ("stdlib", "platstdlib", "purelib", "platlib")]
    public = [str(_ROOT / name) for name in _PUBLIC]
    wanted = [os.path.join(sys.base_prefix, "lib"), *python, *_SYSTEM, *public, *_DEVICES, *_RESOURCES]
    found = dict.fromkeys(os.path.realpath(path) for path in wanted if os.path.exists(path))
    # each rule takes time in every child: /lib is /usr/lib on most systems, and most of the rest is inside another
    outer = [path for path in found if not any(path.startswith(f"{other}{os.sep}") for other in found)]
    return [*outer, "/proc/self/cgroup", *_cgroup_limits()]


def _cgroup_limits() -> list[str]:
    """The files that say what this process's groups may use; those beside them name the processes of the machine."""
    found = []
    with contextlib.suppress(OSError), open("/proc/self/cgroup") as groups:
        for line in groups:
            _, controllers, group = line.rstrip("\n").split(":", 2)
            for controller in controllers.split(","):
                top = Path(_CGROUPS, controller.removeprefix("name="))
                own = top / group.lstrip("/")
                found += [folder / name for folder in {own, top} for name in _CGROUP_LIMITS]
    return [str(path) for path in dict.fromkeys(found) if path.is_file()]


def confine(scratch: str, shared: str, limits: Limits) -> None:
    """Confine this process.

    Args:
        scratch: the only folder it may write in.
        shared: a folder it may read, where the grader puts files.

    Raises:
        Exception: some part did not work; the process must end then.
    """
    import sandlock

    libc = ctypes.CDLL(None, use_errno=True)
    _call(libc.prctl, _PR_SET_PDEATHSIG, 9, 0, 0, 0)  # it dies with the fork server
    _limit_resources(limits)
    sandlock.confine(sandlock.Sandbox(fs_readable=[*readable(), shared], fs_writable=[scratch, "/dev/null"]))
    _drop_capabilities(libc)
    install(filter_program())


def limit_memory(megabytes: float) -> None:
    """Let this process take so much memory beyond what it has."""
    _limit(resource.RLIMIT_AS, _beyond_now(megabytes))


def _beyond_now(megabytes: float) -> int:
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[0]) * resource.getpagesize() + int(megabytes * MEGABYTE)


def _limit(kind: int, soft: int, hard: int | None = None) -> None:
    _, most = resource.getrlimit(kind)
    wanted = [soft, soft if hard is None else hard]
    if most != resource.RLIM_INFINITY:  # a hardened machine allows less, and only root could raise it
        wanted = [min(one, most) for one in wanted]
    resource.setrlimit(kind, tuple(wanted))


def _limit_resources(limits: Limits) -> None:
    cpu = max(1, round(limits.cpu_seconds))
    limit_memory(limits.memory_mb)
    _limit(resource.RLIMIT_CPU, cpu, cpu + 1)  # first a signal that names the limit, then the end
    _limit(resource.RLIMIT_FSIZE, int(limits.scratch_mb * MEGABYTE))
    _limit(resource.RLIMIT_NOFILE, int(limits.open_files))
    # no dump, not even to a program that collects them, as 0 would allow
    _limit(resource.RLIMIT_CORE, 1)
    _limit(resource.RLIMIT_MEMLOCK, 0)
    # each signal that waits to be delivered takes memory of the kernel's, and is counted among all of the user's
    _limit(resource.RLIMIT_SIGPENDING, 0)


def _drop_capabilities(libc: ctypes.CDLL) -> None:
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _call(libc.capset, header, (ctypes.c_uint32 * 6)())


def _call(function, *args: object) -> None:
    if function(*args) != 0:
        raise OSError(ctypes.get_errno(), f"{function.__name__} failed")

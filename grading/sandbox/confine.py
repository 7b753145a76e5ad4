"""Take everything from this process that a submission does not need. Linux only, and there is no way back.

Files by Landlock (`sandlock`), system calls by seccomp (`pyseccomp`), amounts by resource limits; root also
loses its capabilities. Nothing of it needs root or a container.
"""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import sys
import sysconfig
import tempfile
from functools import cache
from pathlib import Path

from grading.sandbox.limits import MEGABYTE, Limits

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
_RESOURCES = ("/proc/meminfo", "/sys/fs/cgroup", "/sys/devices/system/cpu")

# New programs and processes; clone is looked at below
_PROCESSES = ("execve", "execveat", "fork", "vfork", "setsid", "setpgid")
# The network. socketpair stays: an event loop wakes itself up by one
_NETWORK = (
    "socket",
    "connect",
    "bind",
    "listen",
    "accept",
    "accept4",
    "sendmsg",
    "sendmmsg",
    "recvmsg",
    "recvmmsg",
)
# Other processes
_OTHERS = (
    "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "process_mrelease", "kcmp",
    "pidfd_open", "pidfd_getfd", "pidfd_send_signal", "rt_sigqueueinfo", "rt_tgsigqueueinfo",
    "setpriority", "ioprio_set", "sched_setscheduler", "sched_setparam", "sched_setattr", "migrate_pages",
    "move_pages",
)  # fmt: skip
# Ways into the kernel that no notebook needs
_KERNEL = (
    "io_uring_setup", "io_uring_enter", "io_uring_register", "bpf", "perf_event_open", "userfaultfd",
    "keyctl", "add_key", "request_key", "init_module", "finit_module", "delete_module", "kexec_load",
    "kexec_file_load", "reboot", "swapon", "swapoff", "acct", "syslog", "quotactl", "quotactl_fd",
    "settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "sethostname", "setdomainname", "vhangup",
    "ioperm", "iopl", "personality", "modify_ldt", "lookup_dcookie", "fanotify_init", "inotify_init",
    "inotify_init1", "name_to_handle_at", "open_by_handle_at", "uselib", "ustat", "sysfs",
)  # fmt: skip
# Namespaces, mounts and identity
_IDENTITY = (
    "unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree",
    "open_tree_attr", "fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr", "capset", "setuid",
    "setgid", "setreuid", "setregid",
    "setresuid", "setresgid", "setgroups", "setfsuid", "setfsgid", "setrlimit",
)  # fmt: skip
# Memory that outlives the process or escapes its limit, and queues that others can see
_SHARED = (
    "memfd_create", "memfd_secret", "shmget", "shmat", "shmctl", "semget", "semop", "semtimedop", "semctl",
    "msgget", "msgsnd", "msgrcv", "msgctl", "mq_open", "mq_unlink", "mlock", "mlock2", "mlockall",
)  # fmt: skip
# Landlock does not look at these, and a copied file may well ask for them: they do nothing, and say it went well
_IGNORED = (
    "chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat", "utime", "utimes",
    "utimensat", "futimesat", "setxattr", "lsetxattr", "fsetxattr", "removexattr", "lremovexattr",
    "fremovexattr", "setxattrat", "removexattrat", "file_setattr",
)  # fmt: skip
# Their numbers are the same on every processor, and older libseccomp does not know them by name
_NEW = {
    "clone3": 435,
    "fchmodat2": 452,
    "setxattrat": 463,
    "removexattrat": 466,
    "open_tree_attr": 467,
    "file_setattr": 469,
}

_CLONE_THREAD = 0x00010000
_O_TMPFILE = 0o20000000
_PR_SET_PDEATHSIG, _PR_SET_SECCOMP = 1, 22
_SECCOMP_MODE_FILTER = 2
_INSTRUCTION = 8  # bytes of a BPF instruction
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
    return [path for path in found if not any(path.startswith(f"{other}{os.sep}") for other in found)] + [
        "/proc/self/cgroup"
    ]


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
    _install(libc, filter_program())


def _limit_resources(limits: Limits) -> None:
    with open("/proc/self/statm") as statm:
        held = int(statm.read().split()[0]) * resource.getpagesize()
    memory = held + int(limits.memory_mb * MEGABYTE)
    cpu = max(1, round(limits.cpu_seconds))
    one_file = int(limits.scratch_mb * MEGABYTE)
    files = int(limits.open_files)
    for kind, soft, hard in (
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_CPU, cpu, cpu + 1),  # first a signal that names the limit, then the end
        (resource.RLIMIT_FSIZE, one_file, one_file),
        (resource.RLIMIT_NOFILE, files, files),
        (resource.RLIMIT_CORE, 1, 1),  # no dump, not even to a program that collects them, as 0 would allow
        (resource.RLIMIT_MEMLOCK, 0, 0),
    ):
        resource.setrlimit(kind, (soft, hard))


def _drop_capabilities(libc: ctypes.CDLL) -> None:
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _call(libc.capset, header, (ctypes.c_uint32 * 6)())


@cache
def filter_program() -> bytes:
    """The rules on system calls as a BPF program; made once, since libseccomp takes some milliseconds."""
    import pyseccomp as seccomp

    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    rules.set_attr(seccomp.Attr.ACT_BADARCH, seccomp.KILL_PROCESS)  # calls of another processor mode

    def deny(names: tuple[str, ...], code: int, *conditions: seccomp.Arg) -> None:
        for name in names:
            number = _NEW.get(name) or seccomp.resolve_syscall(seccomp.Arch.NATIVE, name)
            if number == -1:
                raise OSError(f"libseccomp does not know the system call {name}")
            if number >= 0:  # below: not on this processor
                rules.add_rule(seccomp.ERRNO(code), number, *conditions)

    for group in (_PROCESSES, _NETWORK, _OTHERS, _KERNEL, _IDENTITY, _SHARED):
        deny(group, errno.EPERM)
    deny(_IGNORED, 0)
    deny(("clone3",), errno.ENOSYS)  # its flags are in memory, out of sight: libc then uses clone
    deny(("clone",), errno.EPERM, seccomp.Arg(0, seccomp.MASKED_EQ, _CLONE_THREAD, 0))
    # a file without a name would be hard to count
    deny(("openat2",), errno.ENOSYS)  # its flags are in memory
    deny(("open",), errno.EPERM, seccomp.Arg(1, seccomp.MASKED_EQ, _O_TMPFILE, _O_TMPFILE))
    deny(("openat",), errno.EPERM, seccomp.Arg(2, seccomp.MASKED_EQ, _O_TMPFILE, _O_TMPFILE))
    deny(("fallocate",), errno.EOPNOTSUPP)  # libc then writes, which takes time for every byte
    deny(("sched_setaffinity",), errno.EPERM, seccomp.Arg(0, seccomp.NE, 0))  # of others
    # a datagram can be sent to a named socket without a connection; plain send gives no address
    deny(("sendto",), errno.EPERM, seccomp.Arg(4, seccomp.NE, 0))
    deny(("prlimit64",), errno.EPERM, seccomp.Arg(2, seccomp.NE, 0))
    deny(("prctl",), errno.EPERM, seccomp.Arg(0, seccomp.EQ, _PR_SET_PDEATHSIG))
    with tempfile.TemporaryFile() as program:
        rules.export_bpf(program)
        program.seek(0)
        return program.read()


class _Program(ctypes.Structure):
    """The kernel's ``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _install(libc: ctypes.CDLL, program: bytes) -> None:
    filter_ = _Program(len(program) // _INSTRUCTION, program)
    _call(libc.prctl, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(filter_), 0, 0)


def _call(function, *args: object) -> None:
    if function(*args) != 0:
        raise OSError(ctypes.get_errno(), f"{function.__name__} failed")

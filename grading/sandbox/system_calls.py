"""Which system calls a submission may make: a filter in the kernel (seccomp), which no process can take off again.

What is not listed here is allowed: libraries make many calls, and others with every version. So a call is denied
where it reaches beyond the process, or takes what no limit counts; and all calls are that are newer than these lists.
"""

from __future__ import annotations

import ctypes
import errno
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache

# New programs and processes; clone is looked at below
_PROCESSES = ("execve", "execveat", "fork", "vfork", "setsid", "setpgid")
# The network, and buffers of sockets as large as one likes. socketpair stays: an event loop wakes itself up by one
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
    "setsockopt",
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
    "inotify_init1", "name_to_handle_at", "open_by_handle_at", "uselib", "ustat", "sysfs", "seccomp",
    "remap_file_pages", "vmsplice", "splice", "tee", "mincore", "mknod", "mknodat", "pkey_alloc",
    "pkey_free", "pkey_mprotect", "set_mempolicy", "mbind", "statfs", "fstatfs",
)  # fmt: skip
# Memory of the kernel's that no limit counts
_UNCOUNTED = (
    "landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self", "io_setup", "io_destroy",
    "io_submit", "io_getevents", "io_pgetevents", "io_cancel", "timer_create",
)  # fmt: skip
# Namespaces, mounts and identity
_IDENTITY = (
    "unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree",
    "fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr", "capset", "setuid", "setgid", "setreuid",
    "setregid", "setresuid", "setresgid", "setgroups", "setfsuid", "setfsgid", "setrlimit",
)  # fmt: skip
# Memory that outlives the process or escapes its limit, and queues that others can see
_SHARED = (
    "memfd_create", "memfd_secret", "shmget", "shmat", "shmctl", "semget", "semop", "semtimedop", "semctl",
    "msgget", "msgsnd", "msgrcv", "msgctl", "mq_open", "mq_unlink", "mlock", "mlock2", "mlockall",
)  # fmt: skip
# What any file is marked with: Landlock does not look at these
_MARKS = ("getxattr", "lgetxattr", "fgetxattr", "listxattr", "llistxattr", "flistxattr")
# Nor at these, and honest code asks for them, to copy a file or keep a database to itself: they do nothing,
# and say it went well. A lock or a hint on a file that all may read would tell others something
_IGNORED = (
    "flock", "fadvise64", "readahead", "sync", "syncfs",
    "chmod", "fchmod", "fchmodat", "chown", "fchown", "lchown", "fchownat", "utime", "utimes",
    "utimensat", "futimesat", "setxattr", "lsetxattr", "fsetxattr", "removexattr", "lremovexattr",
    "fremovexattr",
)  # fmt: skip
# From 449 on the numbers are the same on every processor, and libseccomp does not know all names. Libraries do
# without these, except for the memory of shadow stacks; those that change owners, modes and marks are as above
_RECENT = range(449, 600)
_RECENT_IGNORED = {"fchmodat2": 452, "setxattrat": 463, "removexattrat": 466, "file_setattr": 469}
_MAP_SHADOW_STACK = 453
# Its flags are in memory, out of sight; libc then uses clone
_CLONE3 = 435
# What a thread shares with the others, all of it: what it had for itself could not be counted
_CLONE_FLAGS = {"VM": 0x100, "FS": 0x200, "FILES": 0x400, "SIGHAND": 0x800, "THREAD": 0x10000}
_O_TMPFILE = 0o20000000
_AF_UNIX, _MSG_OOB, _SO_PEERPIDFD = 1, 1, 77
# What asks about terminals and pipes, and how a descriptor is read: event loops and isatty need it. The others are
# for file systems (one takes any amount of disk at once), disks and devices
_TERMINAL_IOCTLS = range(0x5400, 0x5500)
_FIOASYNC = 0x5452
# Copies of a descriptor and its flags, the size of a pipe, and who holds a lock: nobody, since taking one does nothing
_PLAIN_FCNTLS = (0, 1, 2, 3, 4, 5, 36, 1030, 1032)
_LOCK_FCNTLS = (6, 7, 37, 38)
# Its name, which every program may change, and the names of its memory, which Arrow gives
_PLAIN_PRCTLS = (15, 16, 0x53564D41)
_MADV_COLD, _MADV_PAGEOUT = 20, 21
# Waits within the process, and those of others that a thread's end is waited for by (WAIT and WAIT_BITSET, by either
# clock). Nobody may wake who waits at a page of a file: it would say how many of all processes do
_FUTEX_PRIVATE = 128
_QUIET_FUTEXES = {*(operation for operation in range(512) if operation & _FUTEX_PRIVATE), 0, 9, 256, 265}
# Which argument of a call names a process or a thread; 0 is the one that asks
_OF_PROCESSES = {
    "getpgid": 0, "getsid": 0, "getpriority": 1, "ioprio_get": 1, "prlimit64": 0, "sched_getaffinity": 0,
    "sched_getattr": 0, "sched_getparam": 0, "sched_getscheduler": 0, "sched_rr_get_interval": 0,
    "sched_setaffinity": 0, "get_robust_list": 0,
}  # fmt: skip
_NEGATIVE = 0x80000000
_LOW = 0xFFFFFFFF
"""The half of a register that the kernel looks at where an argument is an ``int``."""
_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2
_INSTRUCTION = 8  # bytes of a BPF instruction


@cache
def filter_program() -> bytes:
    """The rules on system calls as a BPF program; made once, since libseccomp takes some milliseconds."""
    import pyseccomp as seccomp

    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    rules.set_attr(seccomp.Attr.ACT_BADARCH, seccomp.KILL_PROCESS)  # calls of another processor mode
    rules.set_attr(seccomp.Attr.CTL_OPTIMIZE, 2)  # a binary tree: the kernel looks at few of the rules

    def deny(name: str, code: int, *conditions: seccomp.Arg) -> None:
        number = seccomp.resolve_syscall(seccomp.Arch.NATIVE, name)
        if number == -1:
            raise OSError(f"libseccomp does not know the system call {name}")
        if number >= 0:  # below: not on this processor
            rules.add_rule(seccomp.ERRNO(code), number, *conditions)

    def deny_others(name: str, code: int, position: int, allowed: Iterable[int]) -> None:
        """Deny a call unless the argument, an ``int``, is one of these."""
        for value, mask in _others(allowed):
            deny(name, code, seccomp.Arg(position, seccomp.MASKED_EQ, mask, value))

    for group, code in (
        (_PROCESSES, errno.EPERM),
        (_NETWORK, errno.EPERM),
        (_OTHERS, errno.EPERM),
        (_KERNEL, errno.EPERM),
        (_UNCOUNTED, errno.EPERM),
        (_IDENTITY, errno.EPERM),
        (_SHARED, errno.EPERM),
        (_MARKS, errno.EOPNOTSUPP),
        (_IGNORED, 0),
    ):
        for name in group:
            deny(name, code)
    for number in {*_RECENT, _CLONE3} - {*_RECENT_IGNORED.values(), _MAP_SHADOW_STACK}:
        rules.add_rule(seccomp.ERRNO(errno.ENOSYS), number)
    for number in _RECENT_IGNORED.values():
        rules.add_rule(seccomp.ERRNO(0), number)
    for flag in _CLONE_FLAGS.values():
        deny("clone", errno.EPERM, seccomp.Arg(0, seccomp.MASKED_EQ, flag, 0))
    # a file without a name would be hard to count
    deny("openat2", errno.ENOSYS)  # its flags are in memory
    deny("open", errno.EPERM, seccomp.Arg(1, seccomp.MASKED_EQ, _O_TMPFILE, _O_TMPFILE))
    deny("openat", errno.EPERM, seccomp.Arg(2, seccomp.MASKED_EQ, _O_TMPFILE, _O_TMPFILE))
    deny("fallocate", errno.EOPNOTSUPP)  # libc then writes, which takes time for every byte
    deny_others("ioctl", errno.ENOTTY, 1, set(_TERMINAL_IOCTLS) - {_FIOASYNC})
    deny_others("fcntl", errno.EPERM, 1, (*_PLAIN_FCNTLS, *_LOCK_FCNTLS))
    for lock in _LOCK_FCNTLS:
        deny("fcntl", 0, seccomp.Arg(1, seccomp.MASKED_EQ, _LOW, lock))
    for advice in (_MADV_COLD, _MADV_PAGEOUT):  # they would take a public file out of everybody's memory
        deny("madvise", 0, seccomp.Arg(2, seccomp.MASKED_EQ, _LOW, advice))
    deny_others("futex", errno.EPERM, 1, _QUIET_FUTEXES)
    for name in (
        "preadv2",
        "pwritev2",
    ):  # whether a page of a public file is in memory; libc then uses the older ones
        deny(name, errno.ENOSYS)
    deny("socketpair", errno.EPERM, seccomp.Arg(0, seccomp.NE, _AF_UNIX))
    deny_others("prctl", errno.EPERM, 0, _PLAIN_PRCTLS)
    for name, position in _OF_PROCESSES.items():
        deny(name, errno.EPERM, seccomp.Arg(position, seccomp.NE, 0))
    for name in ("clock_gettime", "clock_getres", "clock_nanosleep"):  # the processor time of others
        deny(name, errno.EPERM, seccomp.Arg(0, seccomp.MASKED_EQ, _NEGATIVE, _NEGATIVE))
    # a datagram can be sent to a named socket without a connection; plain send gives no address
    deny("sendto", errno.EPERM, seccomp.Arg(4, seccomp.NE, 0))
    for name in (
        "sendto",
        "recvfrom",
    ):  # bytes out of band: a rare way through the kernel, where bugs were found
        deny(name, errno.EPERM, seccomp.Arg(3, seccomp.MASKED_EQ, _MSG_OOB, _MSG_OOB))
    deny("getsockopt", errno.EPERM, seccomp.Arg(2, seccomp.MASKED_EQ, _LOW, _SO_PEERPIDFD))
    deny("prlimit64", errno.EPERM, seccomp.Arg(2, seccomp.NE, 0))
    with tempfile.TemporaryFile() as program:
        rules.export_bpf(program)
        program.seek(0)
        return program.read()


def _others(allowed: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Every number of 32 bits but these, as few pairs of a value and the mask of the bits that must be the same.

    libseccomp compares an argument once in a rule, so a range is made of blocks whose sizes are powers of two.
    """
    start = 0
    for end in (*sorted(allowed), _LOW + 1):
        while start < end:
            size = min(start & -start or _LOW + 1, 1 << (end - start).bit_length() - 1)
            yield start, _LOW & -size
            start += size
        start = end + 1


class _Program(ctypes.Structure):
    """The kernel's ``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def install(program: bytes) -> None:
    """Let the kernel apply the rules to this process from now on. Raises OSError."""
    libc = ctypes.CDLL(None, use_errno=True)
    filter_ = _Program(len(program) // _INSTRUCTION, program)
    if libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(filter_), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the system call filter can't be installed")

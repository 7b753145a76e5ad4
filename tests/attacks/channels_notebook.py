"""The notebook of two submissions that know of each other: one sends by every means there is, the other listens.

`test_channels.py` runs it twice, side by side. ``send(way)`` leaves a sign and keeps it; ``receive(way, pid)`` gives
what shows of it, the same thing each time unless the other one has sent meanwhile.
"""

# ruff: noqa
import marimo

__generated_with = "0.25.2"
app = marimo.App()

with app.setup:
    import ctypes
    import fcntl
    import mmap
    import os
    import platform
    import signal
    import struct
    import termios
    import threading
    import time
    from pathlib import Path

    PUBLIC = "@PUBLIC@"
    LIBC = ctypes.CDLL(None, use_errno=True)
    LIBC.syscall.restype = ctypes.c_long
    # Numbers of calls on x86-64 and on everything newer
    IS_X86 = platform.machine() == "x86_64"
    IO_SETUP, FUTEX = (206, 202) if IS_X86 else (0, 98)
    MINE = signal.SIGRTMIN + 2
    KEPT = []  # what has to live on after a call
    SEEN = []  # signals that came


@app.function
def asked(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return result


@app.function
def opened(path):
    KEPT.append(os.open(path, os.O_RDONLY))
    return KEPT[-1]


@app.function
def region(kind):
    return struct.pack("hhqqi4x", kind, 0, 65, 1, 0)


@app.function
def flag(file, bit):
    fcntl.fcntl(file, fcntl.F_SETFL, fcntl.fcntl(file, fcntl.F_GETFL) ^ bit)


@app.function
def flags(file):
    return fcntl.fcntl(file, fcntl.F_GETFL)


@app.function
def try_flock(path):
    file = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return "free"
    except BlockingIOError:
        return "locked"
    finally:
        os.close(file)


@app.function
def ask_lock(command):
    file = os.open(PUBLIC, os.O_RDONLY)
    try:
        return struct.unpack("hhqqi4x", fcntl.fcntl(file, command, region(fcntl.F_WRLCK)))[0]
    finally:
        os.close(file)


@app.function
def try_lease():
    """A lease for writing is refused as long as somebody else has the file open."""
    file = os.open(PUBLIC, os.O_RDONLY)
    try:
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_WRLCK)
        return "alone"
    except BlockingIOError:
        return "open elsewhere"
    finally:
        os.close(file)


@app.function
def listen():
    """Ask to be told of every reading in the folder of the public file."""
    if not KEPT:
        signal.signal(signal.SIGIO, lambda *_: SEEN.append(1))
        folder = os.open(os.path.dirname(PUBLIC), os.O_RDONLY)
        fcntl.fcntl(folder, fcntl.F_NOTIFY, fcntl.DN_ACCESS | fcntl.DN_MULTISHOT)
        KEPT.append(folder)
    return len(SEEN)


@app.function
def read_public():
    return len(Path(PUBLIC).read_bytes())


@app.function
def mapped():
    """The first page of the public file, as an address."""
    file = os.open(PUBLIC, os.O_RDONLY)
    LIBC.mmap.restype = ctypes.c_void_p
    address = LIBC.mmap(None, ctypes.c_size_t(4096), 1, 1, file, ctypes.c_long(0))
    os.close(file)
    return address


@app.function
def wait_there():
    """Have a thread wait at an address of a page that all may map."""
    address = mapped()
    now = ctypes.c_long(ctypes.c_int.from_address(address).value)

    def wait():
        LIBC.syscall(ctypes.c_long(FUTEX), ctypes.c_void_p(address), ctypes.c_long(0), now, None, None, None)

    threading.Thread(target=wait, daemon=True).start()
    time.sleep(0.05)


@app.function
def wake_there():
    """How many wait there: as many as are woken."""
    where = ctypes.c_void_p(mapped())
    return asked(
        LIBC.syscall(ctypes.c_long(FUTEX), where, ctypes.c_long(1), ctypes.c_long(9), None, None, None)
    )


@app.function
def in_memory():
    pages = ctypes.create_string_buffer(1)
    asked(LIBC.mincore(ctypes.c_void_p(mapped()), ctypes.c_size_t(4096), pages))
    return pages.raw[0] & 1


@app.function
def in_cache():
    file = os.open(PUBLIC, os.O_RDONLY)
    span, found = (ctypes.c_uint64 * 2)(0, 4096), (ctypes.c_uint64 * 5)()
    try:
        asked(LIBC.syscall(ctypes.c_long(451), ctypes.c_long(file), span, found, ctypes.c_long(0)))
        return found[0]
    finally:
        os.close(file)


@app.function
def read_at_once():
    file = os.open(PUBLIC, os.O_RDONLY)
    try:
        return os.preadv(file, [bytearray(10)], 0, os.RWF_NOWAIT)
    except BlockingIOError:
        return "not there"
    finally:
        os.close(file)


@app.function
def queue(most):
    signal.pthread_sigmask(signal.SIG_BLOCK, {MINE})
    for number in range(most):
        try:
            signal.pthread_kill(
                threading.get_ident(), MINE
            )  # says so where there is no room, as kill does not
        except OSError:
            return number
    return most


@app.function
def room_for_signals():
    """How many signals may still be queued, given back at once."""
    try:
        return queue(1_000_000)
    finally:
        signal.signal(MINE, signal.SIG_IGN)  # those that wait are dropped
        signal.signal(MINE, signal.SIG_DFL)


@app.function
def make_pipes():
    """The room that a number of large pipes and a small one get."""
    ends = []
    try:
        for _ in range(50):
            ends += os.pipe()
            fcntl.fcntl(ends[-1], 1031, 1 << 20)
    except OSError:
        pass
    ends += os.pipe()
    KEPT.extend(ends)
    return fcntl.fcntl(ends[-1], 1032), len(ends)


@app.function
def room_for_pipes():
    room = make_pipes()
    while KEPT:
        os.close(KEPT.pop())
    return room


@app.function
def take_requests():
    """More than half of the asynchronous requests that the machine may have open; they end with the process."""
    return asked(
        LIBC.syscall(ctypes.c_long(IO_SETUP), ctypes.c_long(40_000), ctypes.byref(ctypes.c_ulong(0)))
    )


@app.function
def room_for_requests():
    context = ctypes.c_ulong(0)
    asked(LIBC.syscall(ctypes.c_long(IO_SETUP), ctypes.c_long(40_000), ctypes.byref(context)))
    return asked(LIBC.syscall(ctypes.c_long(IO_SETUP + 1), context))


@app.function
def work():
    until = time.thread_time() + 0.05
    while time.thread_time() < until:
        pass


@app.function
def clock_of(pid):
    return time.clock_gettime_ns((~pid << 3) | 2)


@app.function
def lock_on(path):
    fcntl.flock(opened(path), fcntl.LOCK_EX | fcntl.LOCK_NB)


@app.function
def ways():
    """The means there are: name -> (send, receive)."""
    folder = os.path.dirname(PUBLIC)
    found = {
        "owner": (
            lambda: fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid()),
            lambda pid: fcntl.fcntl(0, fcntl.F_GETOWN),
        ),
        "signal": (lambda: fcntl.fcntl(0, 10, 40), lambda pid: fcntl.fcntl(0, 11)),
        "position": (lambda: os.lseek(0, 5, os.SEEK_SET), lambda pid: os.lseek(0, 0, os.SEEK_CUR)),
        "flock of 0": (
            lambda: fcntl.flock(0, fcntl.LOCK_EX | fcntl.LOCK_NB),
            lambda pid: try_flock("/dev/null"),
        ),
        "flock": (lambda: lock_on(PUBLIC), lambda pid: try_flock(PUBLIC)),
        "flock of a folder": (lambda: lock_on(folder), lambda pid: try_flock(folder)),
        "flock of a device": (lambda: lock_on("/dev/zero"), lambda pid: try_flock("/dev/zero")),
        "lock": (
            lambda: fcntl.fcntl(opened(PUBLIC), fcntl.F_SETLK, region(fcntl.F_RDLCK)),
            lambda pid: ask_lock(fcntl.F_GETLK),
        ),
        "lock of an open file": (
            lambda: fcntl.fcntl(opened(PUBLIC), 37, region(fcntl.F_RDLCK)),
            lambda pid: ask_lock(36),
        ),
        "lease": (lambda: opened(PUBLIC), lambda pid: try_lease()),
        "notice": (read_public, lambda pid: listen()),
        "hint": (
            lambda: fcntl.fcntl(opened(PUBLIC), 1036, struct.pack("Q", 5)),
            lambda pid: fcntl.fcntl(opened(PUBLIC), 1035, bytes(8)),
        ),
        "waiting": (wait_there, lambda pid: wake_there()),
        "pages by mincore": (read_public, lambda pid: in_memory()),
        "pages by cachestat": (read_public, lambda pid: in_cache()),
        "pages by reading": (read_public, lambda pid: read_at_once()),
        "signals": (lambda: queue(500), lambda pid: room_for_signals()),
        "pipes": (make_pipes, lambda pid: room_for_pipes()),
        "requests": (take_requests, lambda pid: room_for_requests()),
        "clock": (work, clock_of),
        "processors": (
            lambda: os.sched_setaffinity(0, list(os.sched_getaffinity(0))[:1]),
            lambda pid: len(os.sched_getaffinity(pid)),
        ),
    }
    for file in (0, 1, 2):
        found[f"append of {file}"] = (
            lambda file=file: flag(file, os.O_APPEND),
            lambda pid, file=file: flags(file),
        )
    found["waiting of 0"] = (
        lambda: fcntl.ioctl(0, termios.FIONBIO, struct.pack("i", not flags(0) & os.O_NONBLOCK)),
        lambda pid: flags(0),
    )
    return found


@app.function
def names():
    return sorted(ways())


@app.function
def process():
    return os.getpid()


@app.function
def send(way):
    """Leave the sign; what refused it, in words."""
    try:
        ways()[way][0]()
    except OSError as error:
        return f"refused: {error.strerror}"
    return "sent"


@app.function
def receive(way, pid):
    """What shows of the sign; what refused to show it, in words."""
    try:
        return ways()[way][1](pid)
    except OSError as error:
        return f"refused: {error.strerror}"


if __name__ == "__main__":
    app.run()

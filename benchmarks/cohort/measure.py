"""Time, CPU and memory of a command with everything it starts."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

INTERVAL = 0.05  # seconds between two looks at the memory
QUIET = 0.05  # the machine is quiet when less than this share of all its cores is in use
DEADLINE = 3600.0  # seconds; a command that takes longer than this is stopped


class CommandFailed(Exception):
    """A command ended badly; the message is one line with the last thing it said."""


@dataclass(frozen=True)
class Timing:
    """One timed run of a command."""

    seconds: float
    cpu_seconds: float  # of the command and everything it started and waited for
    others: float  # share (0 to 1) of all cores that other programs took meanwhile


@dataclass(frozen=True)
class Memory:
    """The highest memory of a command and everything it started, all at one moment."""

    bytes: int
    processes: int
    at_most: bool  # some process did not tell its share of common pages, so that all of them were counted


def quiet(limit: float = 60.0) -> float:
    """Wait up to ``limit`` seconds for a quiet machine; return the share of its cores in use at the end."""
    began = time.monotonic()
    while True:
        share = psutil.cpu_percent(interval=1.0) / 100
        if share < QUIET or time.monotonic() - began > limit:
            return share


def timed(command: list[str], folder: Path, environment: dict[str, str], must_succeed: bool = True) -> Timing:
    """Run a command to its end in ``folder`` and time it. Raises CommandFailed."""
    busy, began = _busy(), time.perf_counter()
    process = _start(command, folder, environment)
    with _stopped_at_last(process):
        usage = _wait(process, began)
        seconds = time.perf_counter() - began
    cpu = usage.ru_utime + usage.ru_stime
    others = max(0.0, _busy() - busy - cpu) / (seconds * (os.cpu_count() or 1))
    if must_succeed:
        _complain(process, command, folder)
    return Timing(seconds, cpu, others)


def remembered(command: list[str], folder: Path, environment: dict[str, str]) -> Memory:
    """Run a command to its end and watch its memory: PSS, so that shared pages count once.

    Looking costs time, so this run is not a timed one. Raises CommandFailed.
    """
    began = time.perf_counter()
    process = _start(command, folder, environment)
    tree: dict[int, psutil.Process] = {process.pid: psutil.Process(process.pid)}
    peak = Memory(0, 0, False)
    with _stopped_at_last(process, tree):
        while process.poll() is None:
            if time.perf_counter() - began > DEADLINE:
                raise CommandFailed(f"{command[0]} took longer than {DEADLINE:.0f} s")
            sizes = [found for found in map(_size, _grow(tree)) if found]
            total = sum(size for size, _ in sizes)
            if total > peak.bytes:
                peak = Memory(total, len(sizes), any(at_most for _, at_most in sizes))
            time.sleep(INTERVAL)
    _complain(process, command, folder)
    return peak


def output(folder: Path) -> str:
    """What the last command in ``folder`` printed to its standard output."""
    return (folder / "stdout.txt").read_text(encoding="utf-8", errors="replace")


def _start(command: list[str], folder: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    with (folder / "stdout.txt").open("wb") as out, (folder / "stderr.txt").open("wb") as err:
        return subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )


def _wait(process: subprocess.Popen[bytes], began: float):
    """Wait for the end without polling (a poll would cost time) and return the resources used."""

    def too_long(*_: object) -> None:
        raise CommandFailed(f"{process.args[0]} took longer than {DEADLINE:.0f} s")

    signal.signal(signal.SIGALRM, too_long)
    signal.setitimer(signal.ITIMER_REAL, DEADLINE)
    try:
        _, status, usage = os.wait4(process.pid, 0)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage


@contextlib.contextmanager
def _stopped_at_last(process: subprocess.Popen[bytes], tree: dict[int, psutil.Process] | None = None):
    """Leave no process behind, also after Ctrl+C."""
    try:
        yield
    finally:
        if process.returncode is None:
            tree = tree or {process.pid: psutil.Process(process.pid)}
            for one in _grow(tree):
                with contextlib.suppress(psutil.Error):
                    one.kill()
            process.wait()


def _grow(tree: dict[int, psutil.Process]) -> list[psutil.Process]:
    """Add the new children to ``tree`` and return the living.

    A process that was once seen stays in the tree when its parent ends before it.
    """
    for pid in [pid for pid, one in tree.items() if not one.is_running()]:
        del tree[pid]
    for one in list(tree.values()):
        with contextlib.suppress(psutil.Error):
            if one.ppid() not in tree:  # the others are found from above
                tree.update((child.pid, child) for child in one.children(recursive=True))
    return list(tree.values())


def _size(process: psutil.Process) -> tuple[int, bool] | None:
    """The proportional set size in bytes; None once it ended.

    A process that keeps its memory map from us (a confined one, unless we are root) is counted with all of its
    resident pages; the second value says so.
    """
    try:
        try:
            return process.memory_full_info().pss, False
        except (psutil.AccessDenied, AttributeError):
            return process.memory_info().rss, True
    except psutil.Error:
        return None


def _busy() -> float:
    """CPU seconds that all cores together have worked since the machine started."""
    times = psutil.cpu_times()
    return sum(getattr(times, name, 0.0) for name in ("user", "nice", "system", "irq", "softirq", "steal"))


def _complain(process: subprocess.Popen[bytes], command: list[str], folder: Path) -> None:
    if process.returncode:
        said = (folder / "stderr.txt").read_text(encoding="utf-8", errors="replace").strip()
        said = said or output(folder).strip() or "nothing"
        name = Path(command[0]).name
        raise CommandFailed(
            f"{name} ended with exit code {process.returncode} and said: {said.splitlines()[-1]}"
        )

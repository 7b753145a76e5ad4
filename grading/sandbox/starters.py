"""Start the process a submission runs in, confined or, on request, not."""

from __future__ import annotations

import contextlib
import ctypes
import os
import secrets
import select
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Protocol

from grading.sandbox import protocol
from grading.sandbox.limits import Limits

_ROOT = Path(__file__).resolve().parents[2]
_STARTUP_SECONDS = 120.0
_FORGET_SECONDS = 30.0
_PR_SET_PDEATHSIG = 1
_ENVIRONMENT = {
    "COURSE_NO_VERDICTS": "1",  # the notebook's own checks stay silent
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",  # the same seed gives the same score
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONUTF8": "1",
    "JOBLIB_MULTIPROCESSING": "0",  # n_jobs=-1 works, in one process
    "MPLBACKEND": "agg",
    # one thread each: grading runs several submissions side by side, and a fork needs a single one
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # DuckDB goes by this before it counts processors: else every connection has threads by their number
    "SLURM_CPUS_ON_NODE": "1",
    "MALLOC_ARENA_MAX": "1",  # an arena a thread would count 64 MB each against the memory limit
    "ARROW_IO_THREADS": "1",
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",  # a fork copies one entry for each page: fewer, where pages are huge
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}


class SandboxError(BaseException):
    """The sandbox itself does not work; the message is one line. No submission is to blame.

    A BaseException, so that no check takes it for a failure of the answer it was asking.
    """


class Process(Protocol):
    """The process of one submission.

    Attributes:
        connection: the grader's end of the channel.
        pid: its number.
    """

    connection: socket.socket
    pid: int

    def end(self) -> tuple[int, float]:
        """Kill it, wait until it is gone, and return its wait status and the processor seconds it used."""


class Starter(Protocol):
    """Starts the process of a submission."""

    name: str

    def start(self, scratch: str, shared: str) -> Process:
        """A new process that may write in ``scratch`` and read ``shared``."""


class ForkServerProcess:
    """The fork server, with one control socket for each worker.

    Args:
        notebooks: public notebooks, run once to warm it up.
        first_calls: public scripts, run once after them for the same reason.
        folder: where its own few files may be.
    """

    def __init__(
        self,
        workers: int,
        limits: Limits,
        notebooks: list[protocol.PublicFile],
        first_calls: list[protocol.PublicFile],
        folder: str,
    ) -> None:
        pairs = [socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) for _ in range(workers)]
        self.controls = [ours for ours, _ in pairs]
        theirs = [end.fileno() for _, end in pairs]
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (open as long as the fork server is)
        home = tempfile.mkdtemp(prefix="fork-server-", dir=folder)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "grading.sandbox.fork_server", *map(str, theirs)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
            pass_fds=theirs,
            env={**_ENVIRONMENT, "PYTHONPATH": str(_ROOT), "HOME": home, "TMPDIR": home},
            cwd=home,
            start_new_session=True,  # Ctrl-C is for the command, which then ends it
        )
        for _, end in pairs:
            end.close()
        settings = protocol.ForkServerSettings(limits, notebooks, first_calls)
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(protocol.encode(settings))
            self._process.stdin.close()

    def wait(self) -> None:
        """Wait until it is warm. Raises SandboxError when it can't start."""
        self.controls[0].settimeout(_STARTUP_SECONDS)
        try:
            ready = self.controls[0].recv(protocol.MAX_ORDER)
        except TimeoutError:
            ready = b""
        self.controls[0].settimeout(None)
        if not ready:
            self.close()
            raise SandboxError(f"the process that runs submissions did not start: {self._last_error()}")

    def close(self) -> None:
        """End it and every child it still has."""
        for control in self.controls:
            control.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _last_error(self) -> str:
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "no message"


def forget(control: socket.socket) -> None:
    """End every process of a worker that was lost, and its unread messages. Raises SandboxError."""
    control.settimeout(_FORGET_SECONDS)  # a fork server that hangs must not keep the whole run
    try:
        _order(control, protocol.Forget())
        while type(_news(control)[0]) is not protocol.Forgotten:
            pass
    finally:
        control.settimeout(None)


def _order(control: socket.socket, order: protocol.WorkerOrder, files: tuple[int, ...] = ()) -> None:
    try:
        socket.send_fds(control, [protocol.encode(order)], files)
    except OSError as error:
        raise _gone() from error


def _news(control: socket.socket) -> tuple[protocol.ForkServerNews, list[int]]:
    try:
        message, files, _, _ = socket.recv_fds(control, protocol.MAX_ORDER, 1)
    except OSError as error:
        raise _gone() from error
    if not message:
        raise _gone()
    return protocol.read_news(message), files


def _gone() -> SandboxError:
    return SandboxError("the process that runs submissions has ended")


def die_with_parent() -> None:
    """Let the kernel end this process when its parent ends, even by ``kill -9``. Linux only."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


class Confined:
    """Starts confined processes through the fork server.

    Args:
        control: this worker's control socket.
    """

    name = "landlock+seccomp"

    def __init__(self, control: socket.socket) -> None:
        self._control = control

    def start(self, scratch: str, shared: str) -> Process:
        """Have the fork server fork one."""
        ours, theirs = socket.socketpair()
        with theirs:
            _order(self._control, protocol.Start(scratch, shared), (theirs.fileno(),))
        news, files = _news(self._control)
        if type(news) is protocol.NotStarted:
            ours.close()
            raise SandboxError("the system has no room for one more process")
        return _Forked(self._control, ours, news.pid, files[0])


class _Forked:
    def __init__(self, control: socket.socket, connection: socket.socket, pid: int, pidfd: int) -> None:
        self._control, self.connection, self.pid, self._pidfd = control, connection, pid, pidfd

    def end(self) -> tuple[int, float]:
        self.connection.close()
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        select.select([self._pidfd], [], [])
        os.close(self._pidfd)
        _order(self._control, protocol.End(self.pid))
        ended, _ = _news(self._control)
        return ended.status, ended.cpu_seconds


class Unconfined:
    """Starts ordinary processes, on any system: for one's own work only."""

    name = "none"

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def start(self, scratch: str, shared: str) -> Process:
        """Run ``python -m grading.sandbox.unconfined``, which calls back on the loopback interface."""
        token = secrets.token_hex(16)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            listener.settimeout(_STARTUP_SECONDS)
            process = subprocess.Popen(
                [sys.executable, "-m", "grading.sandbox.unconfined"],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **_ENVIRONMENT, "PYTHONPATH": str(_ROOT)},
                cwd=scratch,
            )
            settings = protocol.UnconfinedSettings(self._limits, listener.getsockname()[1], token)
            process.stdin.write(protocol.encode(settings))
            process.stdin.close()
            connection, _ = listener.accept()
        if connection.recv(len(token), socket.MSG_WAITALL) != token.encode():
            raise SandboxError("another program answered in place of the submission")
        return _Ordinary(process, connection)


class _Ordinary:
    def __init__(self, process: subprocess.Popen, connection: socket.socket) -> None:
        self._process, self.connection, self.pid = process, connection, process.pid

    def end(self) -> tuple[int, float]:
        self.connection.close()
        self._process.kill()
        code = self._process.wait()
        return (-code if code < 0 else code << 8), 0.0

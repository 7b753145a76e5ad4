"""The warm process: it has imported what notebooks import, and forks a confined submission process on order.

A submission process can read all that its parent had in memory. So this process has an environment of its own, and
never loads a grader, a hidden file, the gradebook or a submission: a submission's text goes straight to its process.

It is started by `ForkServerProcess` with one control socket for each worker, and ends with the last of them.
"""

from __future__ import annotations

import gc
import os
import selectors
import signal
import socket
import sys
import tempfile
import time
import traceback

from grading.sandbox import protocol
from grading.sandbox.limits import Limits
from grading.sandbox.protocol import End, Forget, ForkServerSettings, Start, WorkerOrder
from grading.sandbox.warm_up import warm_up

_TRIES, _PAUSE = 50, 0.1
_COLLECT_AFTER = 10_000
"""Objects that a submission process makes between two collections: Python's own 700 are for small heaps."""
_CHANNEL = 3
"""The descriptor of the channel in a submission process: the only one beside the three standard ones."""


def _fork() -> int | None:
    """Fork; None when the system has no room for one more process, also after a while."""
    for _ in range(_TRIES):
        try:
            return os.fork()
        except OSError:  # too many processes, or too little memory: another submission may be at its end
            time.sleep(_PAUSE)
    return None


class ForkServer:
    """Serves the workers: starts submission processes, and says how they ended."""

    def __init__(self, controls: list[socket.socket], limits: Limits) -> None:
        self._controls, self._limits = controls, limits
        self._children: dict[socket.socket, set[int]] = {control: set() for control in controls}

    def serve(self) -> None:
        """Serve until every worker has hung up."""
        with selectors.DefaultSelector() as selector:
            for control in self._controls:
                selector.register(control, selectors.EVENT_READ)
            while selector.get_map():
                for key, _ in selector.select():
                    control = key.fileobj
                    message, files, _, _ = socket.recv_fds(control, protocol.MAX_ORDER, 1)
                    if not message:
                        selector.unregister(control)
                        self._forget(control)
                    else:
                        self._obey(control, protocol.read_order(message), files)

    def _obey(self, control: socket.socket, order: WorkerOrder, files: list[int]) -> None:
        match order:
            case Start(scratch, shared):
                pid = _fork()
                if pid == 0:
                    self._become_submission_process(files[0], scratch, shared)
                os.close(files[0])
                if pid is None:
                    control.send(protocol.encode(protocol.NotStarted()))
                    return
                self._children[control].add(pid)
                pidfd = os.pidfd_open(pid)
                socket.send_fds(control, [protocol.encode(protocol.Started(pid))], [pidfd])
                os.close(pidfd)
            case End(pid):
                _, status, used = os.wait4(pid, 0)
                self._children[control].discard(pid)
                control.send(protocol.encode(protocol.Ended(status, used.ru_utime + used.ru_stime)))
            case Forget():
                self._forget(control)
                control.send(protocol.encode(protocol.Forgotten()))

    def _become_submission_process(self, channel: int, scratch: str, shared: str) -> None:
        try:
            from grading.sandbox.confine import confine
            from grading.sandbox.submission_server import serve

            os.setsid()
            os.dup2(channel, _CHANNEL)
            # an open file of its own: flags and positions of a shared one would be seen by other submissions
            os.dup2(os.open(os.devnull, os.O_RDWR), 0)
            os.closerange(_CHANNEL + 1, 1 << 16)
            os.chdir(scratch)
            os.environ.update(HOME=scratch, TMPDIR=scratch, MPLCONFIGDIR=os.path.join(scratch, ".matplotlib"))
            tempfile.tempdir = None  # it may remember the fork server's
            confine(scratch, shared, self._limits)
            for stream in (1, 2):
                os.dup2(0, stream)  # /dev/null
            gc.enable()
            serve(socket.socket(fileno=_CHANNEL), self._limits)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(protocol.NOT_CONFINED)  # nothing of a submission has run yet

    def _forget(self, control: socket.socket) -> None:
        for pid in self._children[control]:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        self._children[control].clear()


def _check_threads() -> None:
    """Only the thread that forks lives on in a child: locks that another one holds at that moment stay locked there."""
    threads = len(os.listdir("/proc/self/task"))
    if threads > 1:
        sys.exit(
            f"warming up left {threads - 1} threads running, and a process with threads can't be forked safely"
        )


def main() -> None:
    """Run as ``python -m grading.sandbox.fork_server FD…``; the settings come on standard input."""
    controls = [socket.socket(fileno=int(fd)) for fd in sys.argv[1:]]
    settings = protocol.read_settings(sys.stdin.buffer.read(), ForkServerSettings)
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    warm_up(settings.notebooks, settings.first_calls)
    _check_threads()
    gc.collect()
    gc.freeze()  # a collection in a child would touch, and so copy, every page of these libraries
    gc.set_threshold(_COLLECT_AFTER)
    gc.disable()
    controls[0].send(protocol.encode(protocol.Ready()))
    ForkServer(controls, settings.limits).serve()


if __name__ == "__main__":
    main()

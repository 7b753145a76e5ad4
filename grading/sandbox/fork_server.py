"""The warm process: it has imported what notebooks import, and forks a confined child for each submission.

A child can read all that its parent had in memory. So this process has an environment of its own, and never
loads a grader, a hidden file, the gradebook or a submission: a submission's text goes straight to its child.

It is started by `ForkServerProcess` with one control socket for each worker, and ends with the last of them.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import tempfile
import time
import traceback
from typing import Any

_LIBRARIES = (
    "marimo", "numpy", "pandas", "pyarrow.parquet", "scipy.stats", "scipy.optimize", "sklearn.compose",
    "sklearn.ensemble", "sklearn.impute", "sklearn.linear_model", "sklearn.metrics", "sklearn.model_selection",
    "sklearn.pipeline", "sklearn.preprocessing", "sklearn.tree", "course.data",
    "grading.sandbox.submission_server", "grading.sandbox.confine", "sandlock", "pyseccomp",
)  # fmt: skip
_NOTEBOOK = """
import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo

    def twice(x):
        return 2 * x

    return mo, twice


@app.cell
def _(mo, twice):
    four = twice(2)
    mo.md("A **trivial** notebook")
    return (four,)
"""
_MESSAGE = 1 << 16
_TRIES = 100
NOT_CONFINED = 70
"""Exit code of a child that could not be confined; only to be believed before the submission's code runs."""


def warm_up(notebooks: list[list[str]]) -> None:
    """Import the libraries, and run the given public notebooks so that what they need is there as well.

    Args:
        notebooks: file name and source text of each.
    """
    for library in _LIBRARIES:
        importlib.import_module(library)
    from grading.engine.answer.notebook_file import Notebook
    from grading.sandbox.confine import filter_program, readable

    filter_program()
    readable()
    _first_calls()
    notebooks = [["first.py", _NOTEBOOK], *notebooks]
    for name, source in notebooks:
        notebook = Notebook(name, source)
        for defined in list(notebook.graph.definitions):
            with contextlib.suppress(Exception):
                notebook.lookup(defined)


def _first_calls() -> None:
    """Call what notebooks call: some libraries do half of their importing at the first real use."""
    import numpy as np
    import pandas as pd
    from sklearn.compose import ColumnTransformer
    from sklearn.linear_model import LinearRegression, Ridge
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    table = pd.DataFrame({"x": [1.0, 2.0, 4.0, 5.0], "kind": ["a", "b", "a", "b"], "when": "2026-01-02"})
    table["when"] = pd.to_datetime(table["when"])
    table.groupby("kind")["x"].median().to_dict()
    table.merge(table, on="kind").sort_values("x_x").describe()
    y = np.arange(4.0)
    LinearRegression().fit(table[["x"]], y).predict(table[["x"]])
    columns = ColumnTransformer([("x", StandardScaler(), ["x"]), ("kind", OneHotEncoder(), ["kind"])])
    make_pipeline(columns, Ridge()).fit(table, y).predict(table)


def _fork() -> int:
    """Fork; a submission that starts threads by the thousand can make that fail until it is stopped."""
    for _ in range(_TRIES):
        try:
            return os.fork()
        except BlockingIOError:
            time.sleep(0.1)
    return os.fork()


class ForkServer:
    """Serves the workers: starts a child, and says how one ended."""

    def __init__(self, controls: list[socket.socket], settings: dict[str, Any]) -> None:
        from grading.sandbox.limits import Limits

        self._limits = Limits(**settings["limits"])
        self._controls = controls
        self._children: dict[socket.socket, set[int]] = {control: set() for control in controls}

    def serve(self) -> None:
        """Serve until every worker has hung up."""
        with selectors.DefaultSelector() as selector:
            for control in self._controls:
                selector.register(control, selectors.EVENT_READ)
            while selector.get_map():
                for key, _ in selector.select():
                    control = key.fileobj
                    message, files, _, _ = socket.recv_fds(control, _MESSAGE, 1)
                    if not message:
                        selector.unregister(control)
                        self._forget(control)
                    else:
                        self._answer(control, json.loads(message), files)

    def _answer(self, control: socket.socket, request: dict[str, Any], files: list[int]) -> None:
        if request["op"] == "start":
            pid = _fork()
            if pid == 0:
                self._become_child(files[0], request["scratch"], request["shared"])
            os.close(files[0])
            self._children[control].add(pid)
            pidfd = os.pidfd_open(pid)
            socket.send_fds(control, [json.dumps({"pid": pid}).encode()], [pidfd])
            os.close(pidfd)
        elif request["op"] == "forget":
            self._forget(control)
            control.send(b"forgotten")
        else:
            _, status, used = os.wait4(request["pid"], 0)
            self._children[control].discard(request["pid"])
            cpu = used.ru_utime + used.ru_stime
            control.send(json.dumps({"status": status, "cpu_seconds": cpu}).encode())

    def _become_child(self, channel: int, scratch: str, shared: str) -> None:
        try:
            from grading.sandbox.confine import confine
            from grading.sandbox.submission_server import serve

            os.setsid()
            os.dup2(channel, 3)
            os.closerange(4, 1 << 16)
            os.chdir(scratch)
            os.environ.update(HOME=scratch, TMPDIR=scratch, MPLCONFIGDIR=os.path.join(scratch, ".matplotlib"))
            tempfile.tempdir = None  # it may remember the nursery's
            confine(scratch, shared, self._limits)
            for stream in (1, 2):
                os.dup2(0, stream)  # /dev/null
            gc.enable()
            serve(socket.socket(fileno=3), self._limits)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(NOT_CONFINED)  # nothing of a submission has run yet

    def _forget(self, control: socket.socket) -> None:
        for pid in self._children[control]:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        self._children[control].clear()


def main() -> None:
    """Run as ``python -m grading.sandbox.fork_server FD…``; the settings come on standard input."""
    controls = [socket.socket(fileno=int(fd)) for fd in sys.argv[1:]]
    settings = json.load(sys.stdin)
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    warm_up(settings["notebooks"])
    gc.collect()
    gc.freeze()  # a collection in a child would touch, and so copy, every page of these libraries
    gc.disable()
    controls[0].send(b"ready")
    ForkServer(controls, settings).serve()


if __name__ == "__main__":
    main()

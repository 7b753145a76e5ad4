"""Where an answer's code runs, and how long it may."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

import pandas as pd

from grading.engine.run.time_limit import run_limited

CHECK_SECONDS = 3.0
"""How long one check may take before it is stopped. Loading libraries does not count."""


class Place(Protocol):
    """Where the answer's code runs: it says how a check is limited and where its files are.

    Attributes:
        prints: what the answer printed.
    """

    prints: io.StringIO

    def limited(self, function: Callable[[], None]) -> None:
        """Call the function within the time a check may take; TimeLimitError or StoppedError when it is over."""

    def folder(self) -> AbstractContextManager[str]:
        """A folder for the files of one check, which the answer can read."""

    def read_table(self, data: bytes, kind: str) -> pd.DataFrame:
        """The table in a file that the answer wrote, "parquet" or "csv"; ValueError in one line where there is none."""


class LimitedInProcess:
    """This process: a learner's own notebook. ``prints`` receives what the answer prints."""

    def __init__(self) -> None:
        self.prints = io.StringIO()

    def limited(self, function: Callable[[], None]) -> None:
        """Stop the function after CHECK_SECONDS."""
        run_limited(function, CHECK_SECONDS, self.prints)

    def folder(self) -> AbstractContextManager[str]:
        """A temporary folder."""
        return tempfile.TemporaryDirectory(prefix="check-", ignore_cleanup_errors=True)

    def read_table(self, data: bytes, kind: str) -> pd.DataFrame:
        """Read it here."""
        from grading.engine.run.read_table import read_table  # its libraries load when a check needs them

        return read_table(data, kind)


class UnlimitedInProcess(LimitedInProcess):
    """This process, for code of ours: no limit."""

    def limited(self, function: Callable[[], None]) -> None:
        """Just call the function."""
        function()

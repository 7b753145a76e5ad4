"""How much a submission may use. An instructor changes them in the ``[limits]`` of a settings file."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

MEGABYTE = 1024 * 1024


class SettingsError(Exception):
    """A setting is unknown or makes no sense; the message is one line."""


@dataclass(frozen=True)
class Limits:
    """What ends an exercise (the first one) or the process of a submission (the others).

    Attributes:
        check_seconds: wall time of one check.
        submission_seconds: wall time of a whole submission.
        cpu_seconds: processor time of one process; a new one starts after an exercise that was stopped.
        memory_mb: memory beyond what the libraries take.
        scratch_mb: size of all files in its scratch folder; also of any single one.
        scratch_files: number of files in its scratch folder.
        threads: threads that live at the same time.
        open_files: files that are open at the same time.
        message_mb: one answer to the grader; eight times as much for all answers of a submission.
        output_kb: what it prints.
        grader_memory_mb: memory that the grader may take for its own work on what a submission gives.
    """

    check_seconds: float = 10.0
    submission_seconds: float = 300.0
    cpu_seconds: float = 120.0
    memory_mb: float = 1024.0
    scratch_mb: float = 64.0
    scratch_files: float = 500.0
    threads: float = 256.0
    open_files: float = 128.0
    message_mb: float = 64.0
    output_kb: float = 256.0
    grader_memory_mb: float = 2048.0

    @classmethod
    def of(cls, table: dict[str, Any]) -> Limits:
        """The defaults, changed by a table of settings.

        Raises:
            SettingsError: an unknown name, or no positive number.
        """
        known = [field.name for field in fields(cls)]
        for name, value in table.items():
            if name not in known:
                raise SettingsError(f"limits: there is no {name!r}; the limits are {', '.join(known)}")
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e9:
                raise SettingsError(f"limits: {name} must be a positive number, not {value!r}")
        return cls(**table)

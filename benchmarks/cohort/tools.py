"""What every grader in the comparison can do, and ours."""

from __future__ import annotations

import json
import os
import sys
from abc import ABC, abstractmethod
from pathlib import Path

from cohort import assignment, measure

ROOT = Path(__file__).parents[2]
SEED = 7


def learner(number: int) -> str:
    """The name of one learner, the same in every tool."""
    return f"learner_{number:04d}"


class LeftOut(Exception):
    """A grader can't take part; the message is one line that goes after its name."""


class Tool(ABC):
    """A grader: makes the assignment and the submissions in its own form, and says how it is called.

    Args:
        work: a temporary folder of this tool, which exists.
        jobs: how many submissions are graded at a time, where the tool can.
    """

    name = ""
    parallel = True
    remark = ""  # what a reader of its figures must know

    def __init__(self, work: Path, jobs: int) -> None:
        self.work = work
        self.jobs = jobs if self.parallel else 1

    @property
    @abstractmethod
    def version(self) -> str:
        """The version that is measured."""

    @abstractmethod
    def prepare(self) -> None:
        """Do once what an instructor does once: set up, make the assignment. Raises LeftOut or CommandFailed."""

    @abstractmethod
    def hand_in(self, place: Path, solved: list[str], untouched: list[str]) -> None:
        """Put right submissions and untouched ones of these learners into ``place``, an empty folder."""

    @abstractmethod
    def command(self, place: Path) -> list[str]:
        """The command that grades ``place``."""

    @abstractmethod
    def environment(self) -> dict[str, str]:
        """The environment of that command."""

    @abstractmethod
    def marks(self, place: Path) -> dict[str, float]:
        """The marks of each learner (out of ``assignment.FULL_MARKS``) after the command has run."""

    def prove(self, place: Path) -> None:
        """Grade one right and one untouched submission. Raises LeftOut unless they get all marks and none."""
        self.hand_in(place, [learner(1)], [learner(2)])
        measure.timed(self.command(place), place, self.environment(), must_succeed=False)
        expected = {learner(1): assignment.FULL_MARKS, learner(2): 0.0}
        try:
            marks = self.marks(place)
        except (OSError, ValueError, LookupError, measure.CommandFailed) as error:
            raise LeftOut(f"it gave no marks: {error or type(error).__name__}") from error
        if marks != expected:
            raise LeftOut(f"it gave {marks} where {expected} is right")

    def full_marks(self, place: Path, copies: int) -> str | None:
        """What is wrong with the marks of ``copies`` right submissions; None when all have full marks."""
        marks = self.marks(place)
        short = sorted(name for name, mark in marks.items() if mark != assignment.FULL_MARKS)
        if short:
            return f"{self.name} gave {short[0]} {marks[short[0]]:g} of {assignment.FULL_MARKS:g} marks"
        if len(marks) != copies:
            return f"{self.name} graded {len(marks)} of {copies} submissions"
        return None


class Ours(Tool):
    """`course grade` of this repository."""

    name = "course grade"

    @property
    def version(self) -> str:
        """The working copy: there is no number to compare with."""
        return "this repository"

    def prepare(self) -> None:
        """Nothing to set up: the assignment is there."""

    def hand_in(self, place: Path, solved: list[str], untouched: list[str]) -> None:
        """One folder a learner."""
        text, stub = (path.read_text(encoding="utf-8") for path in (assignment.SOLUTION, assignment.STUB))
        for name in [*solved, *untouched]:
            folder = place / "submissions" / name
            folder.mkdir(parents=True)
            notebook = assignment.signed(text, name) if name in solved else stub
            (folder / assignment.SOLUTION.name).write_text(notebook, encoding="utf-8")

    def command(self, place: Path) -> list[str]:
        """As an instructor calls it, with nothing switched off."""
        return [
            *(sys.executable, "-m", "course", "grade", "submissions"),
            *("--graders", str(assignment.FOLDER), "--module", assignment.MODULE),
            *("--out", "grades", "--format", "json", "--jobs", str(self.jobs), "--seed", str(SEED)),
        ]

    def environment(self) -> dict[str, str]:
        """The one of this script, with a progress store of its own."""
        progress = str(self.work / "progress.sqlite")
        return {**os.environ, "PYTHONPATH": str(ROOT), "COURSE_PROGRESS": progress}

    def marks(self, place: Path) -> dict[str, float]:
        """From the JSON that the command printed."""
        try:
            reports = json.loads(measure.output(place))["reports"]
        except (ValueError, LookupError) as error:
            said = (place / "stderr.txt").read_text(encoding="utf-8").strip().splitlines()
            raise ValueError(said[-1] if said else "it printed no JSON") from error
        return {report["learner"]: report["score"] for report in reports}

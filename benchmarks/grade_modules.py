"""What the sandbox costs a real exercise notebook: each module's worked solution, graded confined and in one process.

    python benchmarks/grade_modules.py [--module 1] [--copies 40] [--jobs 2] [--rounds 3]

In one process: reading the notebook and running its public and hidden checks, warm, one after the other. Confined:
that many copies graded side by side as `course grade` does it, from the first report to the last, so that the start of
the processes does not count. The two sides take turns. Prints medians, and the ratio of each: 1.0 would be a sandbox
that costs nothing. CPU seconds are those of every process together; on a busy machine trust their ratio. Needs Linux.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
import warnings
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# one thread a process, as when grading; numpy looks at this when it is imported
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

import psutil
from rich.console import Console
from rich.table import Table

from grading.engine.answer.notebook_file import Notebook
from grading.engine.declare.catalogue import load_hidden, module_folder, modules
from grading.engine.grade.grade_exercise import run_hidden, run_public
from grading.engine.run.place import UnlimitedInProcess
from grading.instructor.cohort.grade_all import grade_all
from grading.instructor.cohort.settings import Settings
from grading.instructor.gradebook.report import Report
from grading.instructor.intake.submissions import find_submissions
from grading.sandbox.confine import missing

SETTINGS = Settings(seed=7)
WARM_UPS, REPETITIONS, TARGET = 2, 3, 1.3


class WrongScoreError(Exception):
    """A copy of the solution did not get full marks, so its time says nothing; one line."""


@dataclass
class Cost:
    """Seconds that one submission costs.

    Attributes:
        wall: of the clock.
        cpu: of all processes together.
    """

    wall: float
    cpu: float


def in_one_process(module: str, source: str) -> Cost:
    """Grade a notebook in this process. Raises WrongScoreError."""
    wall, cpu = time.perf_counter(), time.process_time()
    notebook, place = Notebook("submission.py", source), UnlimitedInProcess()
    verdicts = [run_public(exercise, notebook.lookup, place) for exercise in load_hidden(module)]
    for verdict in verdicts:
        run_hidden(verdict, notebook.lookup, SETTINGS.seed, place)
    cost = Cost(time.perf_counter() - wall, time.process_time() - cpu)
    short = [verdict.exercise.id for verdict in verdicts if verdict.score < verdict.exercise.points]
    if any(not verdict.exercise.rubric for verdict in verdicts if verdict.exercise.id in short):
        raise WrongScoreError(f"in one process, module {module}: less than full marks in {', '.join(short)}")
    return cost


def confined(module: str, source: str, copies: int, jobs: int) -> Cost:
    """Grade copies side by side; the cost of each, from the first report to the last.

    Raises:
        WrongScoreError: the copies did not all get the same marks.
    """
    seen: list[Cost] = []  # clock and processor time at the first report, and at the last one
    scores: list[tuple[str, float]] = []

    def keep(_: object, report: Report) -> None:
        scores.append((report.status, report.score))
        if len(scores) in (1, copies):
            seen.append(Cost(time.perf_counter(), cpu_of_others()))

    with tempfile.TemporaryDirectory(prefix="grade-modules-") as folder:
        for number in range(copies):
            place = Path(folder, "cohort", f"learner{number:03}", f"exercises_{module.zfill(2)}.py")
            place.parent.mkdir(parents=True)
            place.write_text(f"# {number}\n{source}", encoding="utf-8")
        entries, _ = find_submissions([Path(folder, "cohort")], module)
        grade_all(entries, SETTINGS, jobs, folder, keep)
    if len(set(scores)) != 1 or scores[0][0] != "graded":
        raise WrongScoreError(f"confined, module {module}: the copies got {sorted(set(scores))}")
    first, last = seen
    return Cost((last.wall - first.wall) / (copies - 1), (last.cpu - first.cpu) / (copies - 1))


def cpu_of_others() -> float:
    """CPU seconds that all processes started by this one have used so far, with those that they have waited for."""
    total = 0.0
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            total += sum(process.cpu_times()[:4])
    return total


def measure(module: str, copies: int, jobs: int, rounds: int) -> tuple[Cost, Cost]:
    """The medians of one module: in one process, and confined."""
    source = (module_folder(module) / "solution.py").read_text(encoding="utf-8")
    for _ in range(WARM_UPS):
        in_one_process(module, source)
    here: list[Cost] = []
    there: list[Cost] = []
    for _ in range(rounds):
        here += [in_one_process(module, source) for _ in range(REPETITIONS)]
        there.append(confined(module, source, copies, jobs))
        here += [in_one_process(module, source) for _ in range(REPETITIONS)]
    return median(here), median(there)


def median(costs: list[Cost]) -> Cost:
    """The median of each kind of seconds."""
    return Cost(statistics.median(one.wall for one in costs), statistics.median(one.cpu for one in costs))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--module", action="append", choices=modules(), help="only this one; may be repeated")
    add("--copies", type=int, default=40, help="submissions in a run (default 40)")
    add("--jobs", type=int, default=2, help="submissions at a time (default 2)")
    add("--rounds", type=int, default=3, help="turns of the two sides; the median counts (default 3)")
    options = parser.parse_args()
    if options.jobs < 1 or options.rounds < 1 or options.copies <= 2 * options.jobs:
        parser.error("--jobs and --rounds must be 1 or more, and --copies more than two for each job")
    why = missing()
    if why:
        parser.error(why)
    warnings.simplefilter("ignore")
    table = Table(box=None, pad_edge=False, header_style="bold")
    titles = ["module", "in one process", "confined, each", "ratio", "CPU in one process", "CPU confined"]
    for title in [*titles, "CPU ratio"]:
        table.add_column(title, justify="right")
    for module in options.module or modules():
        try:
            here, there = measure(module, options.copies, options.jobs, options.rounds)
        except WrongScoreError as error:
            sys.exit(str(error))
        wall, cpu = there.wall * options.jobs / here.wall, there.cpu / here.cpu
        row = (
            f"{here.wall:.3f} s",
            f"{there.wall:.3f} s",
            f"{wall:.2f}",
            f"{here.cpu:.3f} s",
            f"{there.cpu:.3f} s",
        )
        table.add_row(module, *row, f"{cpu:.2f}")
    Console(width=None if sys.stdout.isatty() else 120).print(table)
    print(
        f"ratio: seconds of a confined submission x {options.jobs} jobs / seconds in one process (target {TARGET})"
    )


if __name__ == "__main__":
    main()

"""How fast a cohort is graded here, and by nbgrader, Otter-Grader and mograder: one assignment, one run.

    python benchmarks/grade_cohort.py                 # everything; the first run installs the others
    python benchmarks/grade_cohort.py --only ours     # a quick look

Every learner hands in the right answers to tests/assignment/ (four exercises, eight checks), each copy with a
comment of its own. Before anything counts, every grader must give one right copy all marks and one untouched
notebook none; afterwards every copy must have all marks, or the exit code is 1. Needs Linux and the `dev` extra.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

from cohort import measure
from cohort.peers import Mograder, Nbgrader, Otter
from cohort.tools import LeftOut, Ours, Tool, learner
from rich.console import Console
from rich.table import Table

PEERS = {"nbgrader": Nbgrader, "otter": Otter, "mograder": Mograder}
NOISE = 0.05  # a repetition during which others took more of the machine is left out if another was calmer
TARGET, FLAT = 40, 1.10  # times as fast as the fastest peer; memory at the larger size to that at the smaller
MB = 1e6


@dataclass
class Size:
    """What was measured of one tool with one number of submissions."""

    submissions: int
    timings: list[measure.Timing] = field(default_factory=list)
    memory: measure.Memory | None = None

    @property
    def calm(self) -> list[measure.Timing]:
        """The repetitions that count."""
        return [one for one in self.timings if one.others <= NOISE] or self.timings

    @property
    def seconds(self) -> float:
        """Median wall time of the whole command."""
        return statistics.median(one.seconds for one in self.calm)

    @property
    def cpu_seconds(self) -> float:
        """Median CPU time of the whole command."""
        return statistics.median(one.cpu_seconds for one in self.calm)

    @property
    def others(self) -> float:
        """The largest share of the machine that others took in a repetition that counts."""
        return max(one.others for one in self.calm)

    @property
    def each(self) -> float:
        """Seconds a submission: the whole command, divided."""
        return self.seconds / self.submissions


@dataclass
class Result:
    """A tool with its sizes, the smallest first."""

    tool: Tool
    sizes: list[Size]

    @property
    def further(self) -> float:
        """Seconds that each further submission costs, from the smallest and the largest size."""
        first, last = self.sizes[0], self.sizes[-1]
        return (last.seconds - first.seconds) / (last.submissions - first.submissions)


class Worthless(Exception):
    """A measurement that says nothing, because not every copy had all marks; one line."""


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--n", type=int, default=200, help="submissions for `course grade` (default 200)")
    add("--peers-n", type=int, default=20, help="submissions for each of the others (default 20)")
    add("--jobs", type=int, default=2, help="submissions at a time, where the tool can (default 2)")
    add("--reps", type=int, default=3, help="repetitions, in turn; the median counts (default 3)")
    add("--only", action="append", choices=["ours", *PEERS], help="measure only this one; may be repeated")
    add("--cache", type=Path, default=Path.home() / ".cache" / "course-benchmark", help="kept environments")
    add("--allow-missing", action="store_true", help="exit 0 also when one could not be installed")
    add("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    if options.n < 2 or options.peers_n < 2 or options.jobs < 1 or options.reps < 1:
        parser.error("--n and --peers-n must be 2 or more, --jobs and --reps 1 or more")
    if not sys.platform.startswith("linux"):
        parser.error("this benchmark reads /proc and needs Linux")
    if options.cache.resolve().is_relative_to(Path(__file__).resolve().parents[1]):
        parser.error("--cache must lie outside the repository")
    return options


def main() -> int:
    """Prepare, measure in turn, print."""
    options = arguments()
    missing = []
    with tempfile.TemporaryDirectory(prefix="grade-cohort-") as folder:
        results = []
        for name in ("ours", *PEERS):
            if options.only and name not in options.only:
                continue
            try:
                results.append(prepared(name, Path(folder) / name, options))
            except (LeftOut, measure.CommandFailed) as error:
                say(f"left out: {name}: {error}")
                missing.append(name)
        try:
            take_times(results, Path(folder), options.reps)
            take_memory(results, Path(folder))
        except (Worthless, measure.CommandFailed) as error:
            say(f"no table, because the figures would be worthless: {error}")
            return 1
    if results:
        print(json.dumps(as_dict(results), indent=2)) if options.json else show(results)
    return 1 if "ours" in missing or (missing and not options.allow_missing) else 0


def prepared(name: str, work: Path, options: argparse.Namespace) -> Result:
    """Set a tool up and prove that its checks tell a right submission from an untouched one."""
    work.mkdir()
    if name == "ours":
        tool: Tool = Ours(work, options.jobs)
        sizes = sorted({min(20, options.n // 2), options.n})
    else:
        tool = PEERS[name](options.cache.resolve(), work, options.jobs)
        sizes = sorted({max(1, options.peers_n // 4), options.peers_n})
    say(f"{tool.name} {tool.version}: prepare")
    tool.prepare()
    place = work / "proof"
    place.mkdir()
    tool.prove(place)
    return Result(tool, [Size(count) for count in sizes])


def take_times(results: list[Result], folder: Path, repetitions: int) -> None:
    """Time every tool at every size, all of them once before any a second time. Raises Worthless."""
    for repetition in range(1, repetitions + 1):
        for result in results:
            for size in result.sizes:
                place = fresh(result.tool, folder, size.submissions)
                busy = measure.quiet()
                command, environment = result.tool.command(place), result.tool.environment()
                timing = measure.timed(command, place, environment)
                judge(result.tool, place, size.submissions)
                size.timings.append(timing)
                say(
                    f"{repetition}/{repetitions} {result.tool.name} x {size.submissions}: {timing.seconds:.2f} s, "
                    f"others {timing.others:.0%} (before: {busy:.0%})"
                )


def take_memory(results: list[Result], folder: Path) -> None:
    """Watch the memory in runs of their own, because watching costs time. Raises Worthless."""
    for result in results:
        for size in result.sizes if isinstance(result.tool, Ours) else result.sizes[-1:]:
            place = fresh(result.tool, folder, size.submissions)
            command, environment = result.tool.command(place), result.tool.environment()
            size.memory = measure.remembered(command, place, environment)
            judge(result.tool, place, size.submissions)
            say(f"memory of {result.tool.name} x {size.submissions}: {size.memory.bytes / MB:.0f} MB")


def fresh(tool: Tool, folder: Path, copies: int) -> Path:
    """A new folder with that many right submissions; the one before it is gone."""
    place = folder / "place"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    tool.hand_in(place, [learner(number) for number in range(1, copies + 1)], [])
    return place


def judge(tool: Tool, place: Path, copies: int) -> None:
    """Raise Worthless unless every copy has all marks."""
    try:
        wrong = tool.full_marks(place, copies)
    except (OSError, ValueError, LookupError) as error:
        wrong = f"{tool.name} left no marks: {error or type(error).__name__}"
    if wrong:
        raise Worthless(wrong)


def our_pace(results: list[Result]) -> float | None:
    """Seconds a submission of `course grade` at its largest size; None when it was not measured."""
    return next((one.sizes[-1].each for one in results if isinstance(one.tool, Ours)), None)


def fastest_peer(results: list[Result]) -> Result | None:
    """The peer with the fewest seconds a submission."""
    peers = [one for one in results if not isinstance(one.tool, Ours)]
    return min(peers, key=lambda one: one.sizes[-1].each, default=None)


def show(results: list[Result]) -> None:
    """Print the table and what it comes to."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("tool", no_wrap=True)
    columns = ["submissions", "jobs", "seconds", "s/submission", "each further", "CPU s", "peak MB", "others"]
    for title in [*columns, "times ours"]:
        table.add_column(title, justify="right")
    ours = our_pace(results)
    for result in results:
        for size in result.sizes if isinstance(result.tool, Ours) else result.sizes[-1:]:
            table.add_row(
                f"{result.tool.name}, {result.tool.version}",
                str(size.submissions),
                str(result.tool.jobs),
                f"{size.seconds:.2f}",
                f"{size.each:.3f}",
                f"{result.further:.3f}" if size is result.sizes[-1] else "",
                f"{size.cpu_seconds:.1f}",
                megabytes(size.memory) if size.memory else "",
                f"{size.others:.0%}",
                f"{size.each / ours:.1f}" if ours else "",
            )
    # a pipe gets the whole table, not one cut to 80 columns
    Console(width=None if sys.stdout.isatty() else 140).print(table)
    for line in conclusions(results):
        print(line)


def megabytes(memory: measure.Memory) -> str:
    """The peak in MB, marked where it may be less."""
    return f"{'<= ' if memory.at_most else ''}{memory.bytes / MB:.0f}"


def conclusions(results: list[Result]) -> list[str]:
    """The targets, each with what was reached; and the machine."""
    lines = [
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {sys.version.split()[0]}"
    ]
    pace, peer = our_pace(results), fastest_peer(results)
    for result in results:
        small, large = result.sizes[0].memory, result.sizes[-1].memory
        if isinstance(result.tool, Ours) and small and large:
            growth = large.bytes / small.bytes
            verdict = "flat" if growth <= FLAT else "NOT flat"
            sizes = f"{result.sizes[0].submissions} and {result.sizes[-1].submissions}"
            lines.append(
                f"memory at {sizes} submissions: {small.bytes / MB:.0f} and {large.bytes / MB:.0f} MB, {verdict}"
            )
    if pace and peer:
        ratio = peer.sizes[-1].each / pace
        verdict = "reached" if ratio >= TARGET else "MISSED"
        lines.append(
            f"{ratio:.1f} times as fast as {peer.tool.name}, the fastest of the others (target {TARGET}: {verdict})"
        )
    slopes = {one.tool.name: one.further for one in results}
    own = slopes.pop(Ours.name, None)
    if own and slopes:
        name = min(slopes, key=slopes.get)
        lines.append(
            f"each further submission, where no start is shared: {slopes[name] / own:.1f} times ({name})"
        )
    lines += [f"{one.tool.name} {one.tool.remark}" for one in results if one.tool.remark]
    loud = [one.tool.name for one in results if any(size.others > NOISE for size in one.sizes)]
    if loud:
        lines.append(
            f"the machine was busy while these ran, so take their figures with care: {', '.join(loud)}"
        )
    return lines


def as_dict(results: list[Result]) -> dict:
    """All that was measured, each repetition too."""
    pace = our_pace(results)
    tools = []
    for result in results:
        sizes = [
            {
                **asdict(size),
                "seconds": size.seconds,
                "seconds_a_submission": size.each,
                "cpu_seconds": size.cpu_seconds,
                "others": size.others,
                "times_ours": size.each / pace if pace else None,
            }
            for size in result.sizes
        ]
        about = {"tool": result.tool.name, "version": result.tool.version, "jobs": result.tool.jobs}
        tools.append({**about, "seconds_each_further": result.further, "sizes": sizes})
    return {"cores": os.cpu_count(), "python": platform.python_version(), "tools": tools}


def say(line: str) -> None:
    """Tell how far it is, where it is not in the way of the table."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("stopped")

"""What breaks around a submission is never its grade: the fork server, a worker, the grader itself."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from multiprocessing import Pipe
from pathlib import Path

import psutil
import pytest

from grading.instructor.cohort.grade_all import _HandOut
from grading.instructor.cohort.workers import LostError, Task
from grading.instructor.gradebook.book import Gradebook
from grading.instructor.gradebook.report import Report
from grading.instructor.intake.submissions import SubmittedNotebook
from grading.sandbox.starters import SandboxError

ROOT = Path(__file__).parents[1]
ASSIGNMENT = ROOT / "tests" / "assignment"
SOLUTION = (ASSIGNMENT / "module_90" / "solution.py").read_text("utf-8")
COUNT = 8


def starting_with(name, body):
    """The solution with more at the start of one of its functions."""
    source, count = re.subn(rf"(def {name}\(.*:\n)", rf"\g<1>{body}", SOLUTION)
    assert count == 1
    return source


def command(folder, *more):
    options = ["--graders", ASSIGNMENT, "--module", "90", "--out", folder / "out", "--format", "json"]
    return ["-m", "course", "grade", *map(str, [folder / "cohort", *options, *more])]


def hand_in(folder, sources):
    for learner, source in sources.items():
        path = folder / "cohort" / learner / "exercises_90.py"
        path.parent.mkdir(parents=True)
        path.write_text(source, encoding="utf-8")


def stored(folder):
    try:
        with Gradebook(folder / "out" / "gradebook.db", readonly=True) as book:
            return {one.learner: one for one in book.reports()}
    except Exception:  # it is being made
        return {}


def is_fork_server(process):
    return "grading.sandbox.fork_server" in process.cmdline()


@pytest.mark.slow
@pytest.mark.parametrize("killed", ["the fork server", "a worker"])
def test_what_is_killed_costs_nobody_a_point(killed, confinement, tmp_path, start):
    slow = starting_with("standardize", "    import time\n\n    time.sleep(0.2)\n")
    hand_in(tmp_path, {f"l{number}": slow for number in range(COUNT)})
    out, err = tmp_path / "out.json", tmp_path / "err.txt"
    with out.open("wb") as stdout, err.open("wb") as stderr:
        run = start(*command(tmp_path, "--jobs", "2"), stdout=stdout, stderr=stderr)
        until = time.monotonic() + 60
        while not stored(tmp_path) and run.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        children = psutil.Process(run.pid).children()
        victims = [one for one in children if is_fork_server(one) == (killed == "the fork server")]
        assert victims and len(stored(tmp_path)) < COUNT, "the end should have come in between"
        os.kill(victims[0].pid, signal.SIGKILL)
        assert run.wait(timeout=120) == 0, err.read_text()
    assert "Traceback" not in err.read_text()
    reports = json.loads(out.read_text())["reports"]
    assert [(one["status"], one["score"]) for one in reports] == [("graded", 8)] * COUNT
    assert {one.score for one in stored(tmp_path).values()} == {8} and len(stored(tmp_path)) == COUNT


@pytest.mark.slow
def test_the_graders_own_memory_is_limited(confinement, tmp_path):
    (tmp_path / "small.toml").write_text("[limits]\ngrader_memory_mb = 24\n")
    large = starting_with("standardize", "    return np.zeros((2_000_000, 2))\n")
    hand_in(tmp_path, {"ada": SOLUTION, "bob": large})
    ran = subprocess.run(
        [sys.executable, *command(tmp_path, "--settings", tmp_path / "small.toml")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
    )
    ada, bob = json.loads(ran.stdout)["reports"]
    assert (ada["score"], bob["score"]) == (8, 6)
    assert bob["exercises"][1]["problem"] == (
        "stopped: memory limit: checking what it gives takes the grader more than 24 MB"
    )


class FakeWorker:
    """Answers at once what its crew says about the submission that it is given."""

    def __init__(self, crew):
        self.crew, self.task, self.since = crew, None, time.monotonic()
        self.connection, self.other = Pipe()

    def give(self, task):
        self.task = task
        task.tries += 1
        self.crew.given.append((task.entry.learner, sum(bool(one.task) for one in self.crew.workers)))
        self.other.send(None)

    def take(self):
        task, self.task = self.task, None
        return task

    def report(self):
        self.connection.recv()
        return self.crew.results[self.task.entry.learner]

    def replace(self):
        self.crew.replaced += 1


class FakeCrew:
    """Two workers."""

    def __init__(self, results):
        self.results, self.given, self.restarts, self.replaced = results, [], 0, 0
        self.workers = [FakeWorker(self), FakeWorker(self)]

    def restart(self):
        self.restarts += 1
        self.workers = [FakeWorker(self), FakeWorker(self)]


def a_report(learner):
    return Report(learner, f"{learner}.py", "90", "graded", "", 8, 8, 0.1, [])


def round_of(results):
    """A round with these results by learner: the crew, who has a report, and the notices."""
    crew, kept = FakeCrew(results), []
    tasks = [Task(SubmittedNotebook(learner, f"{learner}.py", "90")) for learner in results]
    return crew, kept, _HandOut(crew, tasks, lambda entry, report: kept.append(entry.learner), 60.0)


@pytest.mark.parametrize(
    "error", [SandboxError("the fork server has ended"), LostError("the grader was ended")]
)
def test_what_fails_again_and_again_is_tried_alone_and_has_no_report(error):
    results = {name: a_report(name) for name in "abcdef"} | {"c": error}
    crew, kept, one = round_of(results)
    (notice,) = one.run()
    assert sorted(kept) == ["a", "b", "d", "e", "f"], (
        "everybody else once, and nothing for the one that fails"
    )
    assert notice.path == "c.py" and str(error) in notice.reason and "3 tries" in notice.reason
    assert [busy for learner, busy in crew.given if learner == "c"][1:] == [1, 1], "nobody else ran beside it"
    if isinstance(error, SandboxError):
        assert crew.restarts == 3
    else:
        assert crew.replaced == 3


def test_a_sandbox_that_never_works_ends_the_run():
    broken = SandboxError("no process could be confined")
    _, kept, one = round_of({str(number): broken for number in range(60)})
    with pytest.raises(SandboxError, match="no process could be confined"):
        one.run()
    assert kept == []

"""The other graders: nbgrader, Otter-Grader and mograder, each in a virtual environment of its own."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import version as installed
from pathlib import Path
from textwrap import indent

from cohort import measure
from cohort.assignment import BEGIN, END, IMPORTS, QUESTIONS, Check
from cohort.tools import LeftOut, Tool

NAME = "a90"  # of the assignment
HIDDEN = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")
LIBRARIES = ("numpy", "pandas", "scikit-learn")
KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


class Peer(Tool):
    """A grader that is installed from the package index, once, into the cache folder.

    Args:
        cache: where environments are kept between runs.
        work: see Tool.
        jobs: see Tool.
    """

    package = ""
    number = ""
    needs: tuple[str, ...] = ()  # further packages that its documentation asks for

    def __init__(self, cache: Path, work: Path, jobs: int) -> None:
        super().__init__(work, jobs)
        self.cache = cache
        self.prefix = cache / f"{self.package}-{self.number}"
        self.home = work / "home"
        self.course = work / "course"

    @property
    def version(self) -> str:
        """The pinned version."""
        return self.number

    def environment(self) -> dict[str, str]:
        """Everything it writes about itself goes to the temporary folder, nothing to the user's home."""
        foreign = ("JUPYTER", "IPYTHON", "PYTHON", "XDG_", "VIRTUAL_ENV", "CONDA", "UV_", "PIP_", "OTTER")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        path = f"{self.prefix / 'bin'}{os.pathsep}{kept.get('PATH', os.defpath)}"
        return {**kept, "HOME": str(self.home), "TMPDIR": str(self.work), "PATH": path}

    def prepare(self) -> None:
        """Install it if need be, then make the assignment."""
        self.install()
        for folder in (self.home, self.course):
            folder.mkdir(parents=True)
        self.make_assignment()

    def install(self) -> None:
        """Make the virtual environment unless it is there. Raises LeftOut when that fails."""
        tool = [f"{self.package}=={self.number}", *self.needs]
        same = [f"{name}=={installed(name)}" for name in LIBRARIES]
        done = self.prefix / "installed.json"
        if done.exists():
            kept = json.loads(done.read_text(encoding="utf-8"))
            if kept["asked"] == [*tool, *same]:
                self.remark = kept["remark"]
                return
        print(f"installing {' '.join(tool)} into {self.prefix} …", file=sys.stderr, flush=True)
        shutil.rmtree(self.prefix, ignore_errors=True)
        pip = [str(self.prefix / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        self._set_up([sys.executable, "-m", "venv", str(self.prefix)])
        try:
            self._set_up([*pip, *tool, *same])
        except LeftOut:  # it may not allow the newest libraries
            self._set_up([*pip, *tool, *LIBRARIES])
            self.remark = f"has other versions than ours of {', '.join(LIBRARIES)}: it does not allow {same}"
        self.install_more()
        kept = {"asked": [*tool, *same], "remark": self.remark}
        done.write_text(json.dumps(kept), encoding="utf-8")

    def install_more(self) -> None:
        """What else must be there before the first run."""

    def make_assignment(self) -> None:
        """Write the instructor's version and let the tool make what it needs from it."""
        raise NotImplementedError

    def _set_up(self, command: list[str], **environment: str) -> None:
        """Run one step of an installation in the user's own environment (its package index, its proxy)."""
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})
        if done.returncode:
            said = [line for line in (done.stderr + done.stdout).splitlines() if "ERROR" in line.upper()]
            reason = said[0].strip() if said else f"exit code {done.returncode}"
            raise LeftOut(f"version {self.number} could not be installed: {reason}")

    def _call(self, *command: str) -> None:
        """Run a command of the tool in the course's folder, untimed. Raises CommandFailed."""
        measure.timed(list(command), self.course, self.environment())


class Nbgrader(Peer):
    """Documented way: generate_assignment once, then autograde, which is serial and has no option for more."""

    name, package, number = "nbgrader", "nbgrader", "0.9.6"
    parallel = False

    def make_assignment(self) -> None:
        """Cells with nbgrader's metadata; a check is a cell of one point."""
        cells = [_code(IMPORTS, "imports")]
        for number, question in enumerate(QUESTIONS, 1):
            cells += [
                _markdown(f"### {question.title}", f"q{number}-text"),
                _graded(question.solution, f"q{number}", solution=True),
                _graded(_assert(question.public), f"q{number}-public"),
                _graded(f"{HIDDEN[0]}\n{_assert(question.hidden)}\n{HIDDEN[1]}", f"q{number}-hidden"),
            ]
        source = self.course / "source" / NAME
        source.mkdir(parents=True)
        _save(source / f"{NAME}.ipynb", cells)
        (self.course / "nbgrader_config.py").write_text(
            "c = get_config()\nc.CourseDirectory.course_id = 'bench'\n", encoding="utf-8"
        )
        self._call("nbgrader", "generate_assignment", NAME)

    def hand_in(self, place: Path, solved: list[str], untouched: list[str]) -> None:
        """The released notebook with the solution cells filled in."""
        shutil.copytree(self.course, place, dirs_exist_ok=True)
        released = (place / "release" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")
        answers = {f"q{number}": question for number, question in enumerate(QUESTIONS, 1)}
        for name in [*solved, *untouched]:
            notebook = json.loads(released)
            for cell in notebook["cells"]:
                question = answers.get(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))
                if question and name in solved:
                    cell["source"] = question.answer(name)
            target = place / "submitted" / name / NAME / f"{NAME}.ipynb"
            target.parent.mkdir(parents=True)
            target.write_text(json.dumps(notebook), encoding="utf-8")

    def command(self, place: Path) -> list[str]:
        """One command for the whole class."""
        return ["nbgrader", "autograde", NAME]

    def marks(self, place: Path) -> dict[str, float]:
        """From its own export of its gradebook, after the measurement."""
        measure.timed(["nbgrader", "export", "--to", "grades.csv"], place, self.environment())
        with (place / "grades.csv").open(encoding="utf-8", newline="") as file:
            return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}


class Otter(Peer):
    """Documented way without containers: assign once, then `otter run` on each submission, here two at a time."""

    name, package, number = "Otter-Grader", "otter-grader", "7.0.0"
    needs = ("ipykernel",)

    def make_assignment(self) -> None:
        """A master notebook in Otter's format; a test case is worth one point."""
        config = "# ASSIGNMENT CONFIG\nname: a90\nexport_cell: false\nrequirements: []\ngenerate: {}"
        cells = [_raw(config, "config"), _code(IMPORTS, "imports")]
        for number, question in enumerate(QUESTIONS, 1):
            # Otter's markers have one hash
            solution = question.solution.replace(BEGIN, BEGIN[2:]).replace(END, END[2:])
            parts = [
                _raw(f"# BEGIN QUESTION\nname: q{number}\npoints: 2", "begin"),
                _markdown(f"### {question.title}", "text"),
                *(_raw("# BEGIN SOLUTION", "s1"), _code(solution, "code"), _raw("# END SOLUTION", "s2")),
                _raw("# BEGIN TESTS", "t1"),
                _code(_assert(question.public), "public"),
                _code(f"# HIDDEN\n{_assert(question.hidden)}", "hidden"),
                *(_raw("# END TESTS", "t2"), _raw("# END QUESTION", "end")),
            ]
            cells += [{**cell, "id": f"q{number}-{cell['id']}"} for cell in parts]
        _save(self.course / f"{NAME}.ipynb", cells)
        self._call("otter", "assign", f"{NAME}.ipynb", "dist")
        (archive,) = (self.course / "dist" / "autograder").glob("*.zip")
        shutil.copy(archive, self.course / "autograder.zip")

    def hand_in(self, place: Path, solved: list[str], untouched: list[str]) -> None:
        """The instructor's solved notebook, or the learners' one as it was given out."""
        shutil.copy(self.course / "autograder.zip", place)
        dist = self.course / "dist"
        for name in [*solved, *untouched]:
            made = dist / ("autograder" if name in solved else "student") / f"{NAME}.ipynb"
            notebook = json.loads(made.read_text(encoding="utf-8"))
            for cell in notebook["cells"]:
                cell["source"] = "".join(cell["source"]).replace(BEGIN[2:], f"# {name}")
            target = place / "submissions" / name / f"{NAME}.ipynb"
            target.parent.mkdir(parents=True)
            target.write_text(json.dumps(notebook), encoding="utf-8")

    def command(self, place: Path) -> list[str]:
        """`otter run` under xargs; its results go beside the submission."""
        one = f"otter run submissions/{{}}/{NAME}.ipynb -a autograder.zip -o submissions/{{}} --no-logo"
        return ["sh", "-c", f"ls submissions | xargs -P {self.jobs} -I {{}} {one}"]

    def marks(self, place: Path) -> dict[str, float]:
        """From the results file of each submission."""
        marks = {}
        for folder in sorted((place / "submissions").iterdir()):
            results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
            marks[folder.name] = float(sum(test.get("score", 0.0) for test in results["tests"]))
        return marks


class Mograder(Peer):
    """Documented way: generate once (with the environment of the notebooks), then `autograde -j`."""

    name, package, number = "mograder", "mograder", "0.3.16"
    needs = ("uv",)

    def environment(self) -> dict[str, str]:
        """No question to the package index in a measured run: its packages are pinned and there."""
        uv = {"UV_CACHE_DIR": str(self.cache / "uv"), "UV_OFFLINE": "1", "UV_FROZEN": "1"}
        return {**super().environment(), **uv, "MOGRADER_SKIP_UPDATE_CHECK": "1"}

    def install_more(self) -> None:
        """The environment that its notebooks share, as mograder itself makes it from their header."""
        folder = self.prefix / "notebooks"
        folder.mkdir()
        script = folder / f"{NAME}.py"
        script.write_text(self._header(), encoding="utf-8")
        uv, cache = str(self.prefix / "bin" / "uv"), {"UV_CACHE_DIR": str(self.cache / "uv")}
        python, listed = str(folder / "venv" / "bin" / "python"), str(folder / "requirements.txt")
        self._set_up([uv, "lock", "--script", str(script)], **cache)
        export = [uv, "export", "--frozen", "--no-hashes", "--script", str(script), "-o", listed]
        self._set_up(export, **cache)
        self._set_up([uv, "venv", "--seed", "--python", sys.executable, str(folder / "venv")], **cache)
        self._set_up([uv, "pip", "install", "--python", python, "-r", listed], **cache)

    def _header(self) -> str:
        packages = [f"marimo=={installed('marimo')}", f"mograder=={self.number}"]
        packages += [f"{name}=={installed(name)}" for name in LIBRARIES]
        listed = "".join(f'#     "{package}",\n' for package in packages)
        return f'# /// script\n# requires-python = ">=3.11"\n# dependencies = [\n{listed}# ]\n# ///\n'

    def make_assignment(self) -> None:
        """A marimo notebook; a check is worth one mark."""
        folder, kept = self.course / "source" / NAME, self.prefix / "notebooks"
        folder.mkdir(parents=True)
        (folder / ".venv").symlink_to(kept / "venv")
        shutil.copy(kept / f"{NAME}.py.lock", folder)
        (folder / f"{NAME}.py").write_text(self._notebook(), encoding="utf-8")
        # no cap on address space: on a machine with many cores the libraries reserve more than its 1 GiB
        (self.course / "mograder.toml").write_text("[rlimits]\nas = 0\n", encoding="utf-8")
        self._call("mograder", "generate", NAME)

    def _notebook(self) -> str:
        """The instructor's notebook: an answer and its two checks are a cell each, as its guide shows."""
        marks = {f"Q{number}{part}": 1 for number in range(1, len(QUESTIONS) + 1) for part in ("", "b")}
        imports = f"import marimo as mo\nfrom mograder.runtime import Grader\n{IMPORTS}"
        grader = f"# === MOGRADER: MARKS ===\n_marks = {marks}\ngrader = Grader(_marks)\ncheck = grader.check"
        cells = [
            _cell("", imports, "Grader, LinearRegression, mo, np, pd"),
            _cell("Grader", grader, "check, grader"),
        ]
        for number, question in enumerate(QUESTIONS, 1):
            public = f"{question.public.prepare}\n{_marked(f'Q{number}: {question.title}', question.public)}"
            hidden = f"{question.hidden.prepare}\n{_marked(f'Q{number}b: other data', question.hidden)}"
            checks = f"{public}\n{HIDDEN[0]}\n{hidden}\n{HIDDEN[1]}"
            cells += [
                _cell("mo", f'mo.md("### {question.title}")'),
                _cell("LinearRegression, np, pd", question.solution, question.name),
                _cell(f"{question.name}, check, np, pd", checks),
            ]
        head = f'import marimo\n\n__generated_with = "{installed("marimo")}"\napp = marimo.App()\n'
        return "\n\n".join([self._header() + head, *cells, 'if __name__ == "__main__":\n    app.run()\n'])

    def hand_in(self, place: Path, solved: list[str], untouched: list[str]) -> None:
        """The released notebook with the gaps filled in."""
        shutil.copytree(self.course, place, dirs_exist_ok=True, symlinks=True)
        released = (place / "release" / NAME / f"{NAME}.py").read_text(encoding="utf-8")
        folder = place / "submitted" / NAME
        folder.mkdir(parents=True)
        for name in [*solved, *untouched]:
            text = released
            for question in QUESTIONS if name in solved else []:
                body = question.answer(name).partition(f"# {name}\n")[2]
                gap = " " * 8 + "# YOUR CODE HERE\n" + " " * 8 + "pass\n"
                text = text.replace(gap, f"        # {name}\n{indent(body, ' ' * 4)}\n", 1)
            (folder / f"{name}.py").write_text(text, encoding="utf-8")

    def command(self, place: Path) -> list[str]:
        """One command for the whole class."""
        return ["mograder", "autograde", NAME, "-j", str(self.jobs), "--csv", "marks.csv"]

    def marks(self, place: Path) -> dict[str, float]:
        """From the table that it writes."""
        with (place / "marks.csv").open(encoding="utf-8", newline="") as file:
            return {row["notebook"]: float(row["auto_mark"]) for row in csv.DictReader(file)}


def _assert(check: Check) -> str:
    return f"{check.prepare}\nassert {check.passes}, {check.message!r}"


def _marked(label: str, check: Check) -> str:
    return f"check({label!r}, [(bool({check.passes}), {check.message!r})])"


def _cell(takes: str, code: str, gives: str = "") -> str:
    """One cell of a marimo notebook."""
    back = f"return ({gives},)" if gives else "return"
    return f"@app.cell\ndef _({takes}):\n{indent(code, '    ')}\n    {back}\n"


def _save(path: Path, cells: list[dict]) -> None:
    notebook = {"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")


def _code(source: str, id: str) -> dict:
    outputs = {"execution_count": None, "outputs": []}
    return {"cell_type": "code", "id": id, "metadata": {}, "source": source, **outputs}


def _markdown(source: str, id: str) -> dict:
    return {"cell_type": "markdown", "id": id, "metadata": {}, "source": source}


def _raw(source: str, id: str) -> dict:
    return {"cell_type": "raw", "id": id, "metadata": {}, "source": source}


def _graded(source: str, id: str, solution: bool = False) -> dict:
    """A cell that nbgrader knows: the learner's, or a check of one point."""
    marks = {} if solution else {"points": 1}
    metadata = {"grade": not solution, "grade_id": id, "locked": not solution, "schema_version": 3}
    nbgrader = {**metadata, "solution": solution, "task": False, **marks}
    return {**_code(source, id), "metadata": {"nbgrader": nbgrader}}

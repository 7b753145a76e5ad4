"""Every notebook: clean for `marimo check --strict`, canonical, runs as a script, exports to HTML."""

import importlib.metadata
import os
import subprocess
import sys
from pathlib import Path

import pytest

from course.module_ids import module_of_file
from course.states import of_exercise
from grading.engine.declare.catalogue import declared
from grading.engine.marimo_adapter import canonical
from grading.publish.paths import exercise_file

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
PATTERNS = (
    "home.py",
    "modules/*.py",
    "exercises/*.py",
    "grading/content/*/solution.py",
)
NOTEBOOKS = [path for pattern in PATTERNS for path in sorted(ROOT.glob(pattern))]
DASHBOARD = ROOT / "grading" / "instructor" / "dashboard" / "app.py"

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.relative_to(ROOT).as_posix())


def run(*arguments):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
    )


def test_marimo_check_is_clean():
    done = run("-m", "marimo", "check", "--strict", *NOTEBOOKS)
    assert done.returncode == 0, done.stdout + done.stderr


@each
def test_saving_it_in_marimo_changes_nothing(path):
    source = path.read_text(encoding="utf-8")
    assert canonical(source) == source, f"run `python -m grading.engine.marimo_adapter {path.name}`"


@pytest.mark.parametrize("path", [*NOTEBOOKS, DASHBOARD], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_beside_it_takes_the_name_of_a_library(path):
    """marimo puts the folder of a notebook first in the places that imports are looked for."""
    names = {one.stem for one in path.parent.iterdir() if one.suffix == ".py" or one.is_dir()}
    libraries = sys.stdlib_module_names | {
        name
        for name in importlib.metadata.packages_distributions()
        if name not in ("course", "grading", "course_app")
    }
    assert names & libraries == set()


@each
def test_it_runs_as_a_script(path):
    done = run(path)
    assert done.returncode == 0, done.stderr[-3000:]
    module = module_of_file(path)
    if module:
        exercises = declared(module)
        status = "not attempted" if path == exercise_file(module) else "passed"
        for one in exercises:
            assert f"{one.id} {one.title}: {of_exercise(status, one.is_prose).words} (" in done.stdout


@each
def test_it_exports_to_html(path, tmp_path):
    out = tmp_path / "page.html"
    done = run("-m", "marimo", "export", "html", path, "-o", out, "--no-sandbox")
    assert done.returncode == 0, done.stderr[-3000:]
    page = out.read_text(encoding="utf-8")
    assert len(page) > 10_000
    assert "Traceback" not in page

"""Every notebook: clean for `marimo check --strict`, canonical, runs as a script, exports to HTML."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grading.engine.marimo_adapter import canonical

ROOT = Path(__file__).parents[1]
PATTERNS = ("home.py", "modules/*.py", "exercises/*.py", "grading/content/*/solution.py")
NOTEBOOKS = [path for pattern in PATTERNS for path in sorted(ROOT.glob(pattern))]


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


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_saving_it_in_marimo_changes_nothing(path):
    source = path.read_text(encoding="utf-8")
    assert canonical(source) == source, f"run `python -m grading.engine.marimo_adapter {path.name}`"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_as_a_script(path):
    done = run(path)
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_exports_to_html(path, tmp_path):
    out = tmp_path / "page.html"
    done = run("-m", "marimo", "export", "html", path, "-o", out, "--no-sandbox")
    assert done.returncode == 0, done.stderr[-3000:]
    page = out.read_text(encoding="utf-8")
    assert len(page) > 10_000
    assert "Traceback" not in page


def test_an_exercise_notebook_run_as_a_script_prints_its_verdicts():
    done = run(ROOT / "exercises" / "exercises_01.py")
    assert "E1.1 " in done.stdout and "Not attempted yet" in done.stdout
    solved = run(ROOT / "grading" / "content" / "module_01" / "solution.py")
    assert solved.stdout.count("Passed (") == 12

"""Whatever decides a score changes the digest of the graders, so that no old score stands after it was edited."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course import ROOT

MODULE = "0"
CONTENT = Path("grading/content/module_00")
FOLDERS = (
    "course", "grading/wire", "grading/engine", "grading/publish", "grading/sandbox", "grading/instructor/cohort",
    f"{CONTENT}/public", f"{CONTENT}/hidden", f"{CONTENT}/misconceptions",
)  # fmt: skip
NAMED = (
    "course/brief.py", "grading/content/hidden_data.py", f"{CONTENT}/solution.py",
    f"{CONTENT}/exercises.py", "requirements.lock",
    "data/pokemon_cards_with_prices.csv",
)  # fmt: skip
DECIDES_NOTHING = (
    "README.md", "grading/content/module_01/hidden/test_streams.py", f"{CONTENT}/right_answers/e0_1.py",
    "grading/instructor/gradebook/book.py", "course_app/cli.py",
)  # fmt: skip
EDIT = """
import json, sys
from pathlib import Path
from grading.instructor.cohort.fingerprint import graders_digest

def digest():
    graders_digest.cache_clear()
    return graders_digest(sys.argv[1])

before, changed = digest(), {}
for name in json.load(sys.stdin):
    path = Path(name)
    content = path.read_bytes() if path.exists() else None
    path.write_bytes((content or b"") + b"\\n# edited\\n")
    changed[name] = digest() != before
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    assert digest() == before, f"{name}: written back, and still another digest"
print(json.dumps(changed))
"""


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """For each file that is edited or added in a copy of the course, whether the digest of module 0 changes."""
    copy = tmp_path_factory.mktemp("copy") / "course"
    ignore = shutil.ignore_patterns("__pycache__", "__marimo__")
    for name in ("course", "course_app", "grading", "data"):
        shutil.copytree(ROOT / name, copy / name, ignore=ignore)
    for name in ("requirements.lock", "README.md"):
        shutil.copy(ROOT / name, copy)
    edited = [path.relative_to(copy) for folder in FOLDERS for path in (copy / folder).rglob("*.py")]
    added = [Path(folder, "a_new_file.py") for folder in FOLDERS] + [CONTENT / "a_new_file.py"]
    names = [*map(Path.as_posix, [*edited, *added]), *NAMED, *DECIDES_NOTHING]
    done = subprocess.run(
        [sys.executable, "-c", EDIT, MODULE], input=json.dumps(names), cwd=copy, capture_output=True, text=True,
        env={"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_of_a_deciding_folder_counts_and_so_does_a_new_one(changed, folder):
    inside = {name: counts for name, counts in changed.items() if name.startswith(f"{folder}/")}
    assert len(inside) >= 3 and f"{folder}/a_new_file.py" in inside
    assert [name for name, counts in inside.items() if not counts] == []


@pytest.mark.parametrize("name", [*NAMED, f"{CONTENT}/a_new_file.py"])
def test_a_single_file_that_decides_counts(changed, name):
    assert changed[name]


@pytest.mark.parametrize("name", DECIDES_NOTHING)
def test_what_decides_nothing_in_this_module_lets_its_scores_stand(changed, name):
    assert not changed[name]

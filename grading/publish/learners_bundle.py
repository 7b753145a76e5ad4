"""Make the learners' bundle: the course without what an instructor alone should have.

An allow list says what goes in, so that a new file stays out until somebody decides about it. No solutions but
locked ones (recognise/locked_solution.py), no hidden graders, no code of misconceptions (recordings take its place), no
tests; the instructors' commands are there by name and say in one line that they need the whole course.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from course import ROOT
from course.module_ids import exercises_name, folder_name
from grading.engine.declare.catalogue import CONTENT, exercises_of, modules_in
from grading.engine.declare.exercise import Exercise
from grading.engine.recognise.locked_solution import file_name as locked_name
from grading.engine.recognise.recording import file_name
from grading.publish.as_handed_out import ARCHIVE, archive
from grading.publish.lock_solutions import locked_solution
from grading.publish.paths import solution_files
from grading.publish.record_misconceptions import record
from grading.publish.strip_solutions import strip_solutions

MARKER = ".course-bundle.json"
"""Lists the files of a bundle with their SHA-256, so that a later bundle can take the place of this one."""

NEEDED = ("home.py", "pyproject.toml", "requirements.lock", "README.md", "LICENSE")
WHERE_THERE = (".gitignore", "COURSE_OUTLINE.md", "ml_cheatsheet.md", "progress_tracker.md")
TREES = (
    "modules", "data", "capstone", "course", "course_app", "grading/__init__.py", "grading/engine",
    "grading/learner", "grading/wire", "grading/content/__init__.py", "grading/content/conftest.py",
    "grading/publish/__init__.py", "grading/publish/as_handed_out.py", "grading/publish/paths.py",
    "grading/publish/reset.py", "grading/publish/strip_solutions.py", "grading/publish/worked.py",
)  # fmt: skip
"""Folders, and single files, that go in whole."""
TEMPLATES = {
    ".devcontainer/devcontainer.json": "grading/publish/for_learners/devcontainer.json",
    ".github/workflows/classroom.yml": "grading/publish/for_learners/classroom.yml",
}
"""What only a bundle has, and where it is made from."""
OF_A_MODULE = ("__init__.py", "exercises.py", "topics.toml", "public")
"""What goes in of a module's folder of content."""
COMMANDS = "course_app/commands/instructor"
"""Commands that need what a bundle does not have: their shells go in."""
SUFFIXES = {".py", ".md", ".csv", ".css", ".html", ".j2", ".js", ".json", ".svg", ".toml"}
_NOTEBOOK = re.compile(r"home\.py|(modules|exercises)/\w+\.py")
ONLY_THERE = re.compile(r"<!-- instructors -->.*?<!-- end of instructors -->\n*", re.DOTALL)
"""What of a text file is about things that a bundle does not have."""


class BundleError(Exception):
    """The bundle can't be written; the message is one line that says why, and how to mend it."""


def write_bundle(target: Path, solutions_too: bool = True) -> list[str]:
    """Write the learners' bundle into a folder and return its files, as paths from there.

    The folder must be empty, or hold an earlier bundle that nobody worked in. The same course gives the same
    bytes.

    Args:
        solutions_too: whether it has the worked solutions, each locked until an answer passes.

    Raises:
        BundleError: the folder can't be used, or the course it is made from is not complete.
    """
    target = Path(target).resolve()
    if target.is_relative_to(ROOT):
        raise BundleError(f"{target} is inside the course itself; name a folder somewhere else")
    earlier = _earlier(target)
    files = contents(solutions_too)
    try:
        for name in earlier:
            (target / name).unlink(missing_ok=True)
        for name, data in files.items():
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        (target / MARKER).write_text(json.dumps(hashes, indent=1) + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise BundleError(f"the bundle could not be written: {error}") from None
    return list(files)


def contents(solutions_too: bool = True) -> dict[str, bytes]:
    """Every file of the bundle by its path from the bundle's folder, sorted.

    Raises:
        BundleError: the course is not complete, or a solution marker has no partner.
    """
    missing = [name for name in NEEDED if not (ROOT / name).is_file()]
    solutions = solution_files()
    unsolved = [
        f"{folder_name(module)}/solution.py" for module in modules_in(CONTENT) if module not in solutions
    ]
    if missing or unsolved or not solutions:
        lacking = ", ".join(missing + unsolved) or "grading/content/"
        raise BundleError(f"{lacking} is missing in {ROOT}: a bundle is made from the whole course")
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in _public_files(solutions)}
    for name in [name for name in files if name.startswith(COMMANDS) and not name.endswith("__init__.py")]:
        source, command = files.pop(name).decode(), Path(name).stem
        if re.search(rf"^def {command}\(", source, re.MULTILINE):  # the others only serve commands
            files[name] = shell(source, command).encode()
    files["README.md"] = ONLY_THERE.sub("", files["README.md"].decode()).encode()
    for module, solution in solutions.items():
        try:
            exercises = strip_solutions(solution.read_text(encoding="utf-8"))
        except ValueError as error:
            raise BundleError(f"{solution.parent.name}/{solution.name}: {error}") from None
        files[f"exercises/{exercises_name(module)}"] = exercises.encode()
        for exercise in exercises_of(module):
            name = f"grading/content/{folder_name(module)}/misconceptions/{file_name(exercise.id)}"
            files[name] = record(exercise)
            if solutions_too:
                locked = f"grading/content/{folder_name(module)}/solutions/{locked_name(exercise.id)}"
                files[locked] = _locked(exercise)
    files.update((name, (ROOT / source).read_bytes()) for name, source in TEMPLATES.items())
    files[ARCHIVE] = archive({name: data for name, data in files.items() if _NOTEBOOK.fullmatch(name)})
    return dict(sorted(files.items()))


def _locked(exercise: Exercise) -> bytes:
    try:
        return locked_solution(exercise)
    except ValueError as error:
        raise BundleError(str(error)) from None


def _public_files(modules: Iterable[str]) -> Iterator[Path]:
    """The files that go in as they are."""
    trees = [*NEEDED, *WHERE_THERE, *TREES]
    trees += [f"grading/content/{folder_name(module)}/{name}" for module in modules for name in OF_A_MODULE]
    for tree in trees:
        place = ROOT / tree
        for path in [place] if place.is_file() else place.rglob("*"):
            inside = path.relative_to(ROOT).parts[:-1]
            kept_away = any(part.startswith((".", "__")) for part in inside) or path.is_symlink()
            if path.is_file() and not kept_away and (path == place or path.suffix in SUFFIXES):
                yield path


def shell(source: str, command: str) -> str:
    """A command's module with its options and help, and a body that only says whom it is for."""
    tree = ast.parse(source)
    kept: list[ast.stmt] = []
    for part in tree.body:
        if isinstance(part, ast.FunctionDef):
            if part.name.startswith("_"):
                continue
            help_text = part.body[:1] if ast.get_docstring(part) else []
            part.body = [*help_text, *ast.parse(_REFUSAL.format(command=command)).body]
        if not isinstance(part, ast.If):  # imports for type checking
            kept.append(part)
    at = next(i for i, part in enumerate(kept) if i and not _is_future(part))
    kept.insert(at, ast.parse("from course_app.console import CommandError").body[0])
    return ast.unparse(ast.Module(kept, [])) + "\n"


_REFUSAL = (
    'raise CommandError("`course {command}` is for instructors: it needs the whole course, and this is the '
    'copy for learners")'
)


def _is_future(part: ast.stmt) -> bool:
    return isinstance(part, ast.ImportFrom) and part.module == "__future__"


def _earlier(target: Path) -> list[str]:
    """The files of the bundle that is there, none in an empty folder; BundleError for any other folder."""
    if not target.exists():
        return []
    if not target.is_dir():
        raise BundleError(f"{target} is a file; name a folder")
    if not any(target.iterdir()):
        return []
    try:
        hashes = json.loads((target / MARKER).read_text(encoding="utf-8"))
        there = {name: target / name for name in hashes if (target / name).is_file()}
        inside = all(path.resolve().is_relative_to(target) for path in there.values())
        changed = [
            n for n, path in there.items() if hashlib.sha256(path.read_bytes()).hexdigest() != hashes[n]
        ]
    except (OSError, ValueError, TypeError, AttributeError):
        inside, changed, there = False, [], {}
    if not inside or not there:
        raise BundleError(f"{target} is not empty and holds no earlier bundle; name a new folder")
    if changed:
        raise BundleError(f"somebody worked in {target}: {changed[0]} was changed; name a new folder")
    return list(there)

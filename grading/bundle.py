"""Make the learners' bundle: the course without what an instructor alone should have.

An allow list says what goes in, so that a new file stays out until somebody decides about it. No solutions, no
hidden graders, no code of misconceptions (recordings take its place), no tests; the instructors' commands are
there by name and say in one line that they need the whole course.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from pathlib import Path

from grading.exercise import GRADING, exercises_of, modules
from grading.recordings import file_name, record
from grading.release import SOLUTIONS, strip_solutions

MARKER = ".course-bundle.json"
"""Lists the files of a bundle with their SHA-256, so that a later bundle can take the place of this one."""

NEEDED = ("home.py", "pyproject.toml", "requirements.lock", "README.md", "LICENSE")
WHERE_THERE = (".gitignore", "COURSE_OUTLINE.md", "ml_cheatsheet.md", "progress_tracker.md")
TREES = ("modules", "data", "course", "capstone", "grading/graders", "grading/wire")
SUFFIXES = {".py", ".md", ".csv", ".css", ".html", ".j2", ".js", ".json", ".svg", ".toml", ".yaml", ".yml"}
LIVE = (
    *("__init__", "answer", "canonical", "check", "checker", "checking", "exercise", "mistakes", "panel"),
    *("recordings", "release", "remote", "rubric", "runner"),
    *("submission", "timelimit", "values", "verdict"),
)
"""The modules of grading that a verdict in a notebook needs."""
INSTRUCTORS = ("dashboard", "feedback", "grade", "gradebook", "release", "test")
"""Commands that need what a bundle does not have."""
ONLY_THERE = re.compile(r"<!-- instructors -->.*?<!-- end of instructors -->\n*", re.DOTALL)
"""What of a text file is about things that a bundle does not have."""


class BundleError(Exception):
    """The bundle can't be written; the message is one line that says why, and how to mend it."""


def write_bundle(target: Path) -> list[str]:
    """Write the learners' bundle into a folder and return its files, as paths from there.

    The folder must be empty, or hold an earlier bundle that nobody worked in. The same course gives the same
    bytes.

    Raises:
        BundleError: the folder can't be used, or the course it is made from is not complete.
    """
    target = Path(target).resolve()
    root = GRADING.parent.resolve()
    if target.is_relative_to(root):
        raise BundleError(f"{target} is inside the course itself; name a folder somewhere else")
    earlier = _earlier(target)
    files = contents()
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


def contents() -> dict[str, bytes]:
    """Every file of the bundle by its path from the bundle's folder, sorted.

    Raises:
        BundleError: the course is not complete, or a solution marker has no partner.
    """
    root = GRADING.parent
    missing = [name for name in NEEDED if not (root / name).is_file()]
    if missing or not SOLUTIONS.is_dir():
        lacking = ", ".join(missing) or "grading/solutions/"
        raise BundleError(f"{lacking} is missing in {root}: a bundle is made from the whole course")
    paths = [root / name for name in (*NEEDED, *WHERE_THERE)]
    paths += [GRADING / f"{name}.py" for name in LIVE]
    for tree in TREES:
        paths += [path for path in (root / tree).rglob("*") if path.suffix in SUFFIXES]
    files = {}
    for path in paths:
        name = path.relative_to(root)
        kept_away = any(part.startswith((".", "__")) for part in name.parts[:-1])
        if path.is_file() and not path.is_symlink() and not kept_away:
            files[name.as_posix()] = path.read_bytes()
    for name in INSTRUCTORS:
        command = f"course/commands/{name}.py"
        if command in files:
            files[command] = shell(files[command].decode(), name).encode()
    files["README.md"] = ONLY_THERE.sub("", files["README.md"].decode()).encode()
    for solution in SOLUTIONS.glob("exercises_*.py"):
        try:
            exercises = strip_solutions(solution.read_text(encoding="utf-8"))
        except ValueError as error:
            raise BundleError(f"{solution.name}: {error}") from None
        files[f"exercises/{solution.name}"] = exercises.encode()
    for module in modules():
        for exercise in exercises_of(module):
            files[f"grading/misconceptions/{file_name(exercise.id)}"] = record(exercise)
    return dict(sorted(files.items()))


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
    kept.insert(at, ast.parse("from course.commands.common import CommandError").body[0])
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

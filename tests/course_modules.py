"""The modules of the course as its folders have them, and what one of them still lacks."""

from __future__ import annotations

import re
from pathlib import Path

from course import ROOT
from course.lesson_headings import headings
from course.module_ids import (
    exercise_stem,
    exercises_name,
    folder_name,
    in_order,
    module_id,
    module_of_file,
    padded,
)
from grading.engine.declare import catalogue


def begun(root: Path = ROOT) -> list[str]:
    """The modules of which anything is there: a lesson, exercises, or a folder of content or of a lesson's parts."""
    found = {lesson_module(path) for path in (root / "modules").glob("*.py")}
    found |= {module_of_file(path) for path in (root / "exercises").glob("exercises_*.py")}
    for folder in ("grading/content", "course/lessons"):
        found |= {
            module_of_file(path / "any.py") for path in (root / folder).glob("module_*") if path.is_dir()
        }
    return in_order(found - {None})


def lesson_module(path: Path) -> str | None:
    """The module of a lesson's file, ``01_data_engineering.py`` -> ``"1"``; None for another file."""
    found = re.match(r"(\d\db?)_", path.name)
    return module_id(found[1]) if found else None


def missing(module: str, root: Path = ROOT) -> list[str]:
    """What a module still lacks, step by step; nothing when it is whole. The catalogue has its declarations."""
    lessons = sorted((root / "modules").glob(f"{padded(module)}_*.py"))
    content = Path("grading/content", folder_name(module))
    parts = Path("course/lessons", folder_name(module), "__init__.py")
    said = [] if lessons else [f"write the lesson modules/{padded(module)}_….py"]
    if not (root / parts).is_file():
        said.append(f"write {parts}, the package of what the lesson shows")
    if not list((root / "tests").glob(f"test_lesson{padded(module)}*.py")):
        said.append(f"test what the lesson shows in tests/test_lesson{padded(module)}.py")
    for name in (
        "__init__.py", "exercises.py", "public/__init__.py", "misconceptions/__init__.py", "right_answers/__init__.py",
        "solution.py", "topics.toml",
    ):  # fmt: skip
        if not (root / content / name).is_file():
            said.append(f"write {content}/{name}")
    if not (root / content / "exercises.py").is_file():
        return said
    notebook = Path("exercises", exercises_name(module))
    if not (root / notebook).is_file():
        said.append(f"make {notebook} by `python -m course release`")
    exercises = catalogue.load_hidden(module)
    points = sum(one.points for one in exercises)
    if points != 100:
        said.append(f"make the points of its exercises sum to 100: they are {points:g}")
    sections = headings(lessons[0]) if lessons else {}
    for one in exercises:
        stem = exercise_stem(one.id)
        if module_id(module) != one.module:
            said.append(f"{one.id}: declare it in the exercises.py of its own module")
        if not one.checks:
            said.append(f"{one.id}: write public checks in {content}/public/test_….py")
        if not one.hidden_checks and not one.only_public:
            said.append(
                f"{one.id}: write hidden checks in {content}/hidden/test_….py, or declare it only_public"
            )
        for kind in ("misconceptions", "right_answers"):
            if not (root / content / kind / f"{stem}.py").is_file():
                said.append(f"{one.id}: write {content}/{kind}/{stem}.py")
        if sections and one.section not in sections:
            said.append(f"{one.id}: its section {one.section} is no heading of {lessons[0].name}")
    return said

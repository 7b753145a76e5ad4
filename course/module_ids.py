"""Module, exercise and question ids, and the names of files and folders made from them: the one place that knows."""

from __future__ import annotations

import re
from pathlib import Path

_MODULE = re.compile(r"0*(\d{1,2})(b?)", re.ASCII)
_ITEM = re.compile(r"([EQ])(\d{1,2}b?)\.[0-9A-Z]\w*", re.ASCII)
_SECTION = re.compile(r"(\d{1,2}b?)(\.\d+)*", re.ASCII)
_FILE = re.compile(r"exercises_(\d\d)(b?)\w*$")
_FOLDER = re.compile(r"module_(\d\d)(b?)", re.ASCII)


def module_id(written: str | int) -> str:
    """A module as ids write it, however a person wrote it: 1, ``"01"`` -> ``"1"``, ``" 4B "`` -> ``"4b"``.

    Raises LookupError for what is no module.
    """
    found = _MODULE.fullmatch(str(written).strip().lower())
    if not found:
        raise LookupError(f"{written!r} is no module: write a number like 1")
    return f"{int(found[1])}{found[2]}"


def padded(module: str | int) -> str:
    """A module as file names write it: ``"1"`` -> ``"01"``, ``"4b"`` -> ``"04b"``.

    Raises LookupError for what is no module.
    """
    known = module_id(module)
    return known.zfill(3 if known.endswith("b") else 2)


def is_exercise_id(text: str) -> bool:
    """Whether a text is written like E1.2 or E4b.1."""
    found = _ITEM.fullmatch(text)
    return bool(found) and found[1] == "E"


def module_of_id(item_id: str) -> str:
    """The module of an exercise or question: ``"E1.2b"`` -> ``"1"``, ``"Q4b.1a"`` -> ``"4b"``.

    Raises LookupError for what is no id.
    """
    found = _ITEM.fullmatch(item_id)
    if not found:
        raise LookupError(f"{item_id!r} is no exercise: write an id like E1.2")
    return found[2]


def module_of_section(section: str) -> str:
    """The module of a numbered heading: ``"1.2"`` and ``"1.2.1"`` -> ``"1"``, ``"4b"`` -> ``"4b"``.

    Raises LookupError for what is no such number.
    """
    found = _SECTION.fullmatch(section)
    if not found:
        raise LookupError(f"{section!r} is no section: write a number like 1.2")
    return found[1]


def module_of_file(path: str | Path) -> str | None:
    """The module that a file's name or folder says: ``exercises_01.py`` and ``module_01/solution.py`` -> ``"1"``."""
    path = Path(path)
    found = _FILE.search(path.stem)
    for folder in path.parts[-2::-1]:
        found = found or _FOLDER.fullmatch(folder)
    return module_id(f"{found[1]}{found[2]}") if found else None


def exercises_name(module: str | int) -> str:
    """The file name of a module's exercise notebook: ``"4b"`` -> ``"exercises_04b.py"``."""
    return f"exercises_{padded(module)}.py"


def folder_name(module: str | int) -> str:
    """The name of a module's folders in ``grading/content`` and ``course/lessons``: ``"1"`` -> ``"module_01"``."""
    return f"module_{padded(module)}"


def in_order(modules: set[str] | list[str]) -> list[str]:
    """Module ids in the order of the course: 4, 4b, 5, 10."""
    return sorted(modules, key=lambda module: (int(module.rstrip("b")), module))


def exercise_stem(exercise_id: str) -> str:
    """The file name of what belongs to one exercise, without its ending: ``"E1.2b"`` -> ``"e1_2b"``."""
    return exercise_id.lower().replace(".", "_")

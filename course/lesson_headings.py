"""The numbered headings of a lesson, read without running it."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

from course import ROOT, links

_HEADING = re.compile(r"^[ \t]*#{1,6} (\d+b?(?:\.\d+)*)\.?[ \t]+(\S.*?)[ \t]*$", re.MULTILINE)


def headings(path: str | Path) -> dict[str, str]:
    """The numbered headings of a lesson: "1.2" -> "Ingestion and contracts in CI"; the title's number is the module's.

    Raises OSError, UnicodeDecodeError and SyntaxError for a file that can't be read.
    """
    path = Path(path)
    return _headings(path, path.stat().st_mtime_ns)


def module_title(module: str) -> str:
    """ "1" -> "Module 1: Data engineering"; "Module 9" where the course has no such lesson."""
    title = _of_module(module).get(module)
    return f"Module {module}: {title}" if title else f"Module {module}"


def section_words(module: str, section: str) -> str:
    """The section to re-read: "section 1.2 of modules/01_data_engineering.py: Ingestion and contracts in CI"."""
    path = _lesson(module)
    where = f"section {section} of {path.as_posix()}" if path else f"section {section} of the lesson"
    title = _of_module(module).get(section)
    return f"{where}: {title}" if title else where


def _lesson(module: str) -> Path | None:
    try:
        return links.module_path(module)
    except LookupError:  # a gradebook may say anything
        return None


def _of_module(module: str) -> dict[str, str]:
    path = _lesson(module)
    try:
        return headings(ROOT / path) if path else {}
    except (OSError, SyntaxError, UnicodeDecodeError):
        return {}


@cache
def _headings(path: Path, changed: int) -> dict[str, str]:
    """`changed` makes a saved file be read again."""
    found: dict[str, str] = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for number, title in _HEADING.findall(node.value):
                found.setdefault(number, title)
    return found

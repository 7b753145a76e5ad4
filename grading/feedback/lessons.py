"""What the modules and their sections are called, as their lessons write it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from course import ROOT, links

_MODULE = re.compile(r"\d{1,2}b?")
_HEADING = re.compile(r"^\s*#{1,2} (\d+b?(?:\.\d+)?)\.? (\S.*?)\s*$", re.MULTILINE)


def module_title(module: str) -> str:
    """ "1" -> "Module 1: Data engineering"; "Module 9" where the course has no such lesson."""
    title = _headings(module).get(module)
    return f"Module {module}: {title}" if title else f"Module {module}"


def section_words(module: str, section: str) -> str:
    """The section to re-read: "section 1.2 of modules/01_data_engineering.py: Ingestion and contracts in CI"."""
    path = _path(module)
    where = f"section {section} of {path.as_posix()}" if path else f"section {section} of the lesson"
    title = _headings(module).get(section)
    return f"{where}: {title}" if title else where


def _path(module: str) -> Path | None:
    return links.module_path(module) if _MODULE.fullmatch(module) else None


@cache
def _headings(module: str) -> dict[str, str]:
    """The numbered headings of a module's lesson, by their number; the title's number is the module's."""
    path = _path(module)
    if path is None:
        return {}
    try:
        source = (ROOT / path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    found: dict[str, str] = {}
    for number, title in _HEADING.findall(source):
        found.setdefault(number, title)
    return found

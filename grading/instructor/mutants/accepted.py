"""The mutants that may survive, each with its reason: ``mutants.toml`` in a module's folder of content.

    [[accepted]]
    exercise = "E1.4b"
    where = "Broker.publish"
    operator = "number"
    line = "return len(self.logs[topic]) - 1"
    change = "1 -> 2"
    reason = "why nobody could see a difference"

``nth = 2`` is added where the same change can be made to several such lines.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from grading.instructor.mutants.mutant import Key

NAME = "mutants.toml"
_TEXTS = ("exercise", "where", "operator", "line", "change")


class AcceptedError(Exception):
    """A list of accepted mutants can't be used; the message is one line that says where and why."""


def accepted_in(folder: Path) -> dict[Key, str]:
    """The reason for each accepted mutant of a module; empty where the module has no list.

    Raises:
        AcceptedError: the list is not as it should be.
    """
    path = folder / NAME
    if not path.is_file():
        return {}
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("accepted")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AcceptedError(f"{path}: {error}") from None
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise AcceptedError(f"{path}: it needs entries [[accepted]]")
    found: dict[Key, str] = {}
    for number, entry in enumerate(entries, 1):
        key, reason = _read(entry, f"{path}, entry {number}")
        if key in found:
            raise AcceptedError(f"{path}, entry {number}: this mutant is accepted twice")
        found[key] = reason
    return found


def _read(entry: dict, where: str) -> tuple[Key, str]:
    nth = entry.get("nth", 1)
    unknown = set(entry) - {*_TEXTS, "nth", "reason"}
    texts = [entry.get(name) for name in (*_TEXTS, "reason")]
    if unknown:
        raise AcceptedError(f"{where}: {min(unknown)!r} is unknown")
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise AcceptedError(f"{where}: it needs texts for {', '.join(_TEXTS)} and reason")
    if type(nth) is not int or nth < 1:
        raise AcceptedError(f"{where}: nth is a number from 1")
    *named, reason = texts
    return Key(*named, nth), reason

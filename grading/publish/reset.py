"""Bring a notebook back to how it was handed out, with what its learner wrote."""

from __future__ import annotations

import os
import re
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from course import ROOT
from grading.engine.answer.handed_out import defined, find_setup, straightened, whole_setup
from grading.engine.marimo_adapter import (
    cells,
    is_setup,
    is_unparsable,
    new_cell,
    new_setup,
    saved_name,
    with_cells,
)

KEPT = ROOT / ".course" / "kept"
"""Where copies of notebooks are kept before they are changed."""
_CHECKED = re.compile(r"""\bcheck\(\s*["'](E[\w.]+)["']""")
_HEADING = re.compile(r"^\s*#{1,4} (\S.*?)\s*$", re.MULTILINE)
_ALIKE = 0.7
"""How many of the lines of a cell must be as it was handed out for it to count as that cell."""


class ResetError(Exception):
    """The notebook can't be brought back; the message says why, and what can be done."""


class UnreadableError(ResetError):
    """No cell can be found in the notebook."""


def put_back(source: str, pristine: str, answers: tuple[str, ...]) -> str:
    """The notebook with everything that is not its learner's own as it was handed out.

    What defines an answer stays, and where nothing does, its empty cell comes back. The setup cell keeps what was
    added to it. Cells of the learner's own stay behind the cell that they stood behind.

    Args:
        source: the notebook as it is.
        pristine: as it was handed out.
        answers: the names that learners write; none in a lesson.

    Raises:
        UnreadableError: no cell can be found in it.
    """
    there, given = _cells(source), cells(pristine, "the notebook as it was handed out")
    place_of = _places(there, given, set(answers))
    written: dict[int, list[Any]] = defaultdict(list)
    behind: dict[int, list[Any]] = defaultdict(list)
    place = -1
    for number, cell in enumerate(there):
        at = place_of.get(number)
        if at is None:
            behind[place].append(_straight(cell))
            continue
        place = at
        if defined(given[at].code) & set(answers):
            written[at].append(_straight(cell))
    wanted = list(behind[-1])
    for at, cell in enumerate(given):
        if is_setup(cell):
            found = find_setup(there, cell.code)
            wanted.insert(0, new_setup(whole_setup(cell.code, found.code if found else None), cell))
        else:
            wanted += written[at] or [cell]
        wanted += behind[at]
    return with_cells(pristine, _without_doubles(wanted, answers))


def start_anew(source: str, pristine: str, names: tuple[str, ...], answers: tuple[str, ...]) -> str:
    """The notebook with the empty cells of one exercise in the place of what defines its answer.

    Args:
        names: the names that this exercise asks for.
        answers: those of all exercises of the notebook.

    Raises:
        UnreadableError: no cell can be found in it.
        ResetError: an answer's cell holds one of another exercise too.
    """
    there, given = _cells(source), cells(pristine, "the notebook as it was handed out")
    wanted = set(names)
    stubs = [cell for cell in given if defined(cell.code) & wanted]
    old = [cell for cell in there if _names(cell) & wanted]
    for cell in old:
        others = sorted(_names(cell) & (set(answers) - wanted))
        if others:
            raise ResetError(
                f"the cell of {', '.join(sorted(_names(cell) & wanted))} also holds {others[0]}, which is of another "
                "exercise: move that into a cell of its own first"
            )
    if not old:
        before = next(at for at, cell in enumerate(given) if cell is stubs[0])
        place_of = _places(there, given, set(answers))
        place = max([number + 1 for number, at in place_of.items() if at < before], default=len(there))
        return with_cells(_whole(source, pristine), [*there[:place], *stubs, *there[place:]])
    result: list[Any] = []
    for cell in there:
        if cell is old[0]:
            result += stubs
        elif cell not in old:
            result.append(cell)
    return with_cells(_whole(source, pristine), result)


def keep(data: bytes, stem: str) -> Path:
    """Write a copy of a notebook before it is changed, and return where it is."""
    KEPT.mkdir(parents=True, exist_ok=True)
    moment = time.strftime("%Y-%m-%dT%H-%M-%S")
    for number in range(1, 1000):
        path = KEPT / f"{stem}.{moment}{f'-{number}' if number > 1 else ''}.py"
        try:
            with path.open("xb") as file:
                file.write(data)
            return path
        except FileExistsError:
            continue
    raise ResetError(f"{KEPT} holds too many copies: delete those you no longer need")


def write(path: Path, source: str) -> None:
    """Put a notebook in the place of the one that is there, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_text(source, encoding="utf-8", newline="\n")
    os.replace(new, path)


def _cells(source: str) -> list[Any]:
    try:
        return cells(source, "the notebook")
    except ValueError:
        raise UnreadableError("it can't be read as a notebook any more") from None


def _whole(source: str, pristine: str) -> str:
    """The source to take a notebook's own head from: the one as it was handed out where its own is gone."""
    try:
        with_cells(source, [])
        return source
    except ValueError:
        return pristine


def _places(there: list[Any], given: list[Any], answers: set[str]) -> dict[int, int]:
    """Which handed-out cell each cell is, by their numbers; the learner's own are none."""
    found: dict[int, int] = {}
    setup = next((cell for cell in given if is_setup(cell)), None)
    own_setup = find_setup(there, setup.code) if setup else None
    left = {at: cell for at, cell in enumerate(given) if cell is not setup}
    for number, cell in enumerate(there):
        if cell is own_setup:
            found[number] = given.index(setup)
    for same in (_same_answer(answers), _same_text, _same_mark(answers), _same_names, _alike(answers)):
        for number, cell in enumerate(there):
            if number in found:
                continue
            at = next((at for at, one in left.items() if same(cell, one)), None)
            if at is None:
                continue
            found[number] = at
            if not defined(given[at].code) & answers:  # an answer may be there twice: both are the learner's
                del left[at]
    return found


def _same_answer(answers: set[str]) -> Any:
    return lambda cell, given: bool(_names(cell) & defined(given.code) & answers)


def _same_text(cell: Any, given: Any) -> bool:
    return "".join(cell.code.split()) == "".join(given.code.split())


def _same_mark(answers: set[str]) -> Any:
    """The same check, the same heading or the same name, in a cell that is no answer."""

    def same(cell: Any, given: Any) -> bool:
        if defined(given.code) & answers or _names(cell) & answers:
            return False
        name = saved_name(given)
        checked = _CHECKED.findall(given.code)
        if checked or _CHECKED.search(cell.code):
            return checked == _CHECKED.findall(cell.code)
        heading = _HEADING.search(given.code)
        own = _HEADING.search(cell.code)
        return (name not in ("_", "*") and name == saved_name(cell)) or bool(
            heading and own and heading[1] == own[1]
        )

    return same


def _same_names(cell: Any, given: Any) -> bool:
    return bool(_names(cell) & defined(given.code))


def _alike(answers: set[str]) -> Any:
    """Nearly the same text; for an answer only where it is too broken to say what it defines."""

    def same(cell: Any, given: Any) -> bool:
        one, other = (
            {line.strip() for line in code.splitlines() if line.strip()} for code in (cell.code, given.code)
        )
        if len(one & other) <= _ALIKE * max(len(one), len(other)):
            return False
        return not defined(given.code) & answers or (is_unparsable(cell) and not straightened(cell.code))

    return same


def _straight(cell: Any) -> Any:
    """The cell, put straight where only its indentation was broken."""
    straight = straightened(cell.code)
    if straight is None or (straight == cell.code and not is_unparsable(cell)):
        return cell
    return new_cell(straight, cell)


def _names(cell: Any) -> set[str]:
    """The names that a cell defines, or defined before it was broken: marimo keeps the name of a function's cell."""
    return defined(cell.code) | {saved_name(cell)} - {"_", "*", "setup"}


def _without_doubles(wanted: list[Any], answers: tuple[str, ...]) -> list[Any]:
    """The cells without empty ones and without a second one of the same text."""
    seen: set[str] = set()
    result = []
    for cell in wanted:
        text = cell.code.strip()
        if not text or (text in seen and defined(cell.code)):
            continue
        seen.add(text)
        result.append(cell)
    return result or [new_cell("")]

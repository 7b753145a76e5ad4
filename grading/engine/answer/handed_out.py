"""What of an exercise notebook is not the learner's own, and a notebook in which that is whole again.

One press of Tab can break the setup cell, and every answer needs it. So a check and a grade put back what came with
the notebook: the setup cell, with what the learner added to it, and the cells that define names nobody asked for.
Text and syntax trees alone are looked at here; nothing is run.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import lru_cache
from textwrap import indent
from typing import Any

from grading.engine.marimo_adapter import cells, is_setup, new_cell, new_setup

_INDENTED_IMPORT = re.compile(r"^[ \t]+(?=(?:import|from)\b)", re.MULTILINE)
_DEFINITION = re.compile(r"(?:@.*\n)*\s*(?:async\s+)?(?:def|class)\s+(\w+)")
_ASSIGNMENT = re.compile(r"^(\w+)\s*(?::[^=\n]*)?=(?!=)", re.MULTILINE)


@dataclass(frozen=True)
class HandedOut:
    """What came with an exercise notebook and every answer may rely on.

    Attributes:
        setup: code of the setup cell.
        cells: code of each further cell that defines something and is no answer.
    """

    setup: str
    cells: tuple[str, ...] = ()

    @classmethod
    def of(cls, source: str, answers: tuple[str, ...]) -> HandedOut:
        """What a notebook brings, as it was handed out or with its solutions.

        Args:
            answers: the names that learners write.
        """
        own = set(answers)
        setup, others = "", []
        for cell in cells(source, "the notebook as it was handed out"):
            if is_setup(cell):
                setup = cell.code
            elif (names := defined(cell.code)) and not names & own and "### BEGIN" not in cell.code:
                others.append(cell.code)
        return cls(setup, tuple(others))

    def is_whole_in(self, source: str) -> bool:
        """Whether it is all there, letter by letter, in a notebook that marimo saved: costs no parsing."""
        before, found, after = source.partition(f"\n{_as_saved(self.setup)}")
        alone = before[before.rfind("\n") + 1 :].startswith("with app.setup") and after.startswith("\n\n")
        return bool(found) and alone and all(f"\n{_as_saved(code)}" in source for code in self.cells)


def mended(found: list[Any], handed_out: HandedOut) -> tuple[list[Any], bool]:
    """The cells of a notebook with what was handed out in its place, and whether anything was amiss.

    A setup cell that parses and still defines all that it did is left as it is, whatever was added to it.
    """
    setup = find_setup(found, handed_out.setup)
    code = whole_setup(handed_out.setup, setup.code if setup else None)
    changed = setup is None or code != setup.code
    rest = [cell for cell in found if cell is not setup]
    if changed:
        setup = new_setup(code, setup or new_cell(""))
    for given in handed_out.cells:
        if any(cell.code.strip() == given.strip() for cell in rest):
            continue
        changed = True
        rest = [cell for cell in rest if not defined(cell.code) & defined(given)]
        rest.insert(0, new_cell(given))
    return [setup, *rest], changed


def find_setup(found: list[Any], handed_out: str) -> Any | None:
    """The setup cell among cells, also one that was broken or became an ordinary cell; None where it is gone."""
    for cell in found:
        if is_setup(cell):
            return cell
    lines = _lines(handed_out)
    alike = [cell for cell in found if len(_lines(cell.code) & lines) * 2 > len(lines)]
    return alike[0] if alike else None


def whole_setup(handed_out: str, found: str | None) -> str:
    """The code of a setup cell in which nothing is missing: as found, or as handed out with what was added to it."""
    if found is None:
        return handed_out
    tree = _parsed(found)
    if tree and _bound(tree) >= _bound(ast.parse(handed_out)):
        return found
    added = _additions(handed_out, found)
    return "\n".join([handed_out.rstrip(), *added]) if added else handed_out


@lru_cache(maxsize=1_000)
def defined(code: str) -> frozenset[str]:
    """The public names a cell defines; of a broken one, those that its lines look like defining."""
    tree = _parsed(straightened(code) or code)
    if tree:
        names = _bound(tree)
    else:
        definition = _DEFINITION.match(code.strip())
        names = {definition[1]} if definition else set(_ASSIGNMENT.findall(code))
    return frozenset(name for name in names if not name.startswith("_"))


def straightened(code: str) -> str | None:
    """The code of a cell whose first line was indented, as it was before; the code itself where it parses; else None.

    marimo shifts the other lines by as much when it saves and reads a broken cell.
    """
    first, _, rest = code.strip().partition("\n")
    for attempt in (code, f"{first}\n{indent(rest, '    ')}", f"{first}\n{re.sub('(?m)^    ', '', rest)}"):
        if _parsed(attempt):
            return attempt
    return None


def _additions(handed_out: str, found: str) -> list[str]:
    """The statements that were added to a setup cell; of one that can't be mended, its imports of one line."""
    known = {ast.dump(statement) for statement in ast.parse(handed_out).body}
    straight = straightened(found) or _INDENTED_IMPORT.sub("", found)
    tree = _parsed(straight)
    if tree:
        pairs = [(ast.get_source_segment(straight, one) or "", one) for one in tree.body]
        return [text for text, one in pairs if ast.dump(one) not in known]
    added = []
    for line in map(str.strip, straight.splitlines()):
        tree = _parsed(line) if line.startswith(("import ", "from ")) else None
        if tree and ast.dump(tree.body[0]) not in known:
            added.append(line)
    return added


def _parsed(code: str) -> ast.Module | None:
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _bound(tree: ast.Module) -> set[str]:
    """The names that the statements of a cell give a value."""
    names: set[str] = set()
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(statement.name)
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            names |= {(one.asname or one.name).partition(".")[0] for one in statement.names}
        else:
            names |= {
                part.id
                for part in ast.walk(statement)
                if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
            }
    return names


def _as_saved(code: str) -> str:
    """A line of code at a time, as it stands in a cell's body: the first line alone may be at the margin."""
    first, *rest = code.strip().splitlines()
    indent = "" if re.match(r"@|(async )?def |class ", first) else "    "
    return "\n".join(f"{indent}{line}" if line else "" for line in (first, *rest)) + "\n"


def _lines(code: str) -> set[str]:
    return {line.strip() for line in code.splitlines() if line.strip()}

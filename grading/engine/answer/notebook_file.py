"""Find the answers in a notebook file, whatever shape marimo saved it in and whatever else is broken."""

from __future__ import annotations

import ast
import linecache
from pathlib import Path
from typing import Any

from grading.engine.answer.handed_out import HandedOut, mended, straightened
from grading.engine.answer.learner_error import explain
from grading.engine.marimo_adapter import DirectedGraph, cells, compile_cell, is_unparsable, topological_sort
from grading.engine.outcome import MissingAnswerError, Problem

MAX_BYTES = 5_000_000


class Notebook:
    """A submission's notebook, run cell by cell and only as far as an answer needs.

    marimo's own ``App.run`` stops at the first broken cell, and its import sees only top-level functions.
    This runs the defining cell of a name and its ancestors, so that one broken cell costs only the
    exercises that depend on it.

    Args:
        source: text of the notebook; without it the file is read.
        handed_out: what came with the notebook; where it is broken, it is taken from here. `was_mended` says so.

    Raises:
        ValueError: the file can't be read as a marimo notebook; the message says why.
    """

    def __init__(
        self, path: str | Path, source: str | None = None, handed_out: HandedOut | None = None
    ) -> None:
        self.path = Path(path)
        self.was_mended = False
        self.globals: dict[str, Any] = {"__name__": "submission", "__file__": str(self.path)}
        self.graph = DirectedGraph()
        self._outcome: dict[str, Problem | None] = {}
        self._broken: list[tuple[str, Problem]] = []
        source = _read(self.path) if source is None else source
        found = cells(source, self.path)
        if handed_out and not handed_out.is_whole_in(source):
            found, self.was_mended = mended(found, handed_out)
        for number, cell in enumerate(found):
            self._register(str(number), cell)

    def _register(self, cell_id: str, cell: Any) -> None:
        code = cell.code
        try:
            if is_unparsable(cell):
                code = straightened(code) or code  # a first line that was indented by a press of Tab
                compile(code, "<cell>", "exec")
            if not _can_define(ast.parse(code)):  # text and checks: most of a notebook
                return
            self.graph.register_cell(cell_id, compile_cell(code, cell_id=cell_id))
        except SyntaxError as error:
            line = (error.text or "").strip() or None
            self._broken.append((cell.code, Problem("SyntaxError", error.msg, line, error.lineno)))

    def lookup(self, name: str) -> Any:
        """The learner's object of this public name.

        Raises:
            MissingAnswerError: it is not there; the problem names the reason and the learner's line.
        """
        cells = self.graph.get_defining_cells(name)
        if not cells:
            raise MissingAnswerError(self._why_missing(name))
        if len(cells) > 1:
            raise MissingAnswerError(
                Problem("defined twice", f"`{name}` is defined in {len(cells)} cells: keep one of them.")
            )
        wanted = next(iter(cells))
        needed = {*self.graph.ancestors(wanted), wanted}
        if any(cell_id in needed for loop in self.graph.cycles for edge in loop for cell_id in edge):
            raise MissingAnswerError(
                Problem("cycle", "Two cells need each other: give each name one place where it is made.")
            )
        for cell_id in topological_sort(self.graph, needed):
            problem = self._run(cell_id)
            if problem:
                raise MissingAnswerError(problem)
        if name not in self.globals:
            raise MissingAnswerError(
                Problem("missing", f"The cell of `{name}` ran without giving it a value.")
            )
        return self.globals[name]

    def _why_missing(self, name: str) -> Problem:
        for code, problem in self._broken:
            if name in code:
                return problem
        return missing(name)

    def _run(self, cell_id: str) -> Problem | None:
        if cell_id not in self._outcome:
            self._outcome[cell_id] = self._execute(cell_id)
        return self._outcome[cell_id]

    def _execute(self, cell_id: str) -> Problem | None:
        cell = self.graph.cells[cell_id]
        linecache.cache.setdefault(
            cell.body.co_filename if cell.body else "",
            (len(cell.code), None, cell.code.splitlines(keepends=True), ""),
        )
        try:
            if cell.body is not None:
                exec(cell.body, self.globals)
            if cell.last_expr is not None:
                eval(cell.last_expr, self.globals)
        except Exception as error:
            return explain(error)
        except SystemExit:
            return Problem("SystemExit", "The cell ends the program: take the exit out.")
        return None


def _can_define(cell: ast.Module) -> bool:
    """Whether a cell may give a name to something: more than expressions, or one with ``:=`` in it."""
    return any(
        not isinstance(statement, ast.Expr)
        or any(isinstance(part, ast.NamedExpr) for part in ast.walk(statement))
        for statement in cell.body
    )


def missing(name: str) -> Problem:
    """What to tell a learner whose answer has no such name."""
    return Problem(
        "missing", f"`{name}` isn't defined. Keep its name, and mend the error in its cell if there is one."
    )


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ValueError(f"{path}: larger than {MAX_BYTES // 1_000_000} MB, this is no exercise notebook")
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ValueError(f"{path}: there is no such file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: can't be read as text ({error.__class__.__name__})") from None

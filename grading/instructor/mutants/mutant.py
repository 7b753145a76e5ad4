"""Find the solutions in a notebook of solutions, and make the mutants of each."""

from __future__ import annotations

import ast
import copy
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from grading.engine.declare.exercise import Exercise
from grading.instructor.mutants.operators import Change, changes

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


@dataclass(frozen=True)
class Key:
    """What a mutant is called, whatever else changes in the file: nothing in it is a line number.

    Attributes:
        where: the definition it is in, such as ``Broker.poll``.
        line: the source line that the change begins on, with single spaces.
        change: what is changed there.
        nth: from 1; which one it is, where the same change can be made to several such lines.
    """

    exercise: str
    where: str
    operator: str
    line: str
    change: str
    nth: int = 1


@dataclass(frozen=True)
class Mutant:
    """A solution with one change.

    Attributes:
        line_number: where the change is in the file of solutions.
        after: the changed line, where the change lies within one line; else what is changed, in words.
    """

    key: Key
    line_number: int
    after: str
    definition: ast.stmt = field(repr=False, compare=False)
    change: Change = field(repr=False, compare=False)

    def tree(self) -> ast.Module:
        """The changed definition, ready to be compiled."""
        changed = with_change(self.definition, self.change)
        return ast.fix_missing_locations(ast.Module([changed], []))


def with_change(tree: ast.AST, change: Change) -> ast.AST:
    """A copy of the tree with the change made."""
    # What deepcopy finds in its memo it takes for copied: so the replacement gets into the node's place.
    return copy.deepcopy(tree, {id(change.node): change.replacement})


def mutants_of(exercise: Exercise, path: Path) -> list[Mutant]:
    """Every mutant of an exercise's solution, in the order of the source.

    Args:
        path: the notebook of solutions.

    Raises:
        ValueError: the notebook has no solution of this exercise.
    """
    source = path.read_text(encoding="utf-8")
    solved = _solved_lines(source)
    definitions = [one for one in _definitions(source) if _name(one) in (exercise.answer, *exercise.also)]
    if not any(node.lineno in solved for one in definitions for node in _located(one)):
        raise ValueError(f"{path}: there is no solution of {exercise.id} between {BEGIN} and {END}")
    times: Counter[Key] = Counter()
    found = []
    libraries = _imported(source)
    for definition in definitions:
        for change in _different(definition, solved):
            if change.operator == "method" and ast.unparse(change.replacement) in libraries:
                continue  # a function of a library is no method: what is left makes no sense
            key = _key(exercise, definition, change, source)
            times[key] += 1
            found.append(
                Mutant(
                    replace(key, nth=times[key]),
                    change.node.lineno,
                    _after(change, source),
                    definition,
                    change,
                )
            )
    return found


def sample(mutants: list[Mutant], count: int, seed: int) -> list[Mutant]:
    """So many of the mutants, drawn by the seed and in their order; all where there are fewer."""
    drawn = random.Random(seed).sample(range(len(mutants)), min(count, len(mutants)))
    return [mutants[position] for position in sorted(drawn)]


def _solved_lines(source: str) -> set[int]:
    """The numbers of the lines between the markers."""
    inside, found = False, set()
    for number, line in enumerate(source.splitlines(), 1):
        inside = line.strip() == BEGIN or (inside and line.strip() != END)
        if inside:
            found.add(number)
    return found


def _imported(source: str) -> set[str]:
    """The names that imports make."""
    imports = (one for one in ast.walk(ast.parse(source)) if isinstance(one, ast.Import | ast.ImportFrom))
    return {name.asname or name.name.partition(".")[0] for one in imports for name in one.names}


def _definitions(source: str) -> Iterator[ast.stmt]:
    """What a notebook defines: functions and classes without marimo's decorator, and assignments in cells."""
    for statement in ast.parse(source).body:
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef):
            continue
        marks = [ast.unparse(one) for one in statement.decorator_list]
        if any(mark.startswith("app.cell") for mark in marks):
            yield from (one for one in statement.body if isinstance(one, ast.Assign))
        elif any(mark.startswith(("app.function", "app.class_definition")) for mark in marks):
            kept = zip(statement.decorator_list, marks, strict=True)
            statement.decorator_list = [one for one, mark in kept if not mark.startswith("app.")]
            yield statement


def _name(definition: ast.stmt) -> str:
    if isinstance(definition, ast.Assign):
        return ast.unparse(definition.targets[0])
    return definition.name


def _different(definition: ast.stmt, solved: set[int]) -> Iterator[Change]:
    """The changes to what stands between the markers, and to defaults above it; each other code only once."""
    seen = {ast.dump(definition)}
    signature = {id(part) for part in _defaults(definition)}
    for change in changes(definition):
        if not isinstance(change.node, ast.expr | ast.stmt):
            continue
        above = id(change.node) in signature or change.operator == "default"
        if change.node.lineno not in solved and not above:
            continue
        if isinstance(change.node, ast.stmt) and change.node is definition and change.operator == "statement":
            continue  # without the answer itself there is nothing to check
        code = ast.dump(with_change(definition, change))
        if code not in seen:
            seen.add(code)
            yield change


def _defaults(definition: ast.stmt) -> Iterator[ast.AST]:
    for one in ast.walk(definition):
        if isinstance(one, ast.FunctionDef):
            for value in [*one.args.defaults, *one.args.kw_defaults]:
                yield from ast.walk(value) if value else ()


def _located(tree: ast.AST) -> Iterable[ast.AST]:
    return (node for node in ast.walk(tree) if hasattr(node, "lineno"))


def _key(exercise: Exercise, definition: ast.stmt, change: Change, source: str) -> Key:
    line = " ".join(source.splitlines()[change.node.lineno - 1].split())
    where = [_name(definition)]
    if isinstance(definition, ast.ClassDef):
        inside = (one for one in definition.body if isinstance(one, ast.FunctionDef))
        where += [one.name for one in inside if one.lineno <= change.node.lineno <= one.end_lineno]
    return Key(exercise.id, ".".join(where), change.operator, line, change.text)


def _after(change: Change, source: str) -> str:
    node = change.node
    line = source.splitlines()[node.lineno - 1].encode()  # columns count bytes
    if node.lineno != node.end_lineno or isinstance(node, ast.FunctionDef):
        return change.text
    changed = ast.unparse(ast.fix_missing_locations(change.replacement)).encode()
    return (line[: node.col_offset] + changed + line[node.end_col_offset :]).decode().strip()

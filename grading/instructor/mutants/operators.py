"""The small changes that are made to a solution: each operator takes a node and says what could stand there."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

_COMPARED = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_CALCULATED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_SIGNS = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
    ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.BitAnd: "&", ast.BitOr: "|", ast.And: "and", ast.Or: "or",
}  # fmt: skip
_REMOVED = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Return, ast.Raise, ast.Delete, ast.If)
_REMOVED += (ast.For, ast.While, ast.Assert, ast.Break, ast.Continue)
_SHOWN = 70


@dataclass(frozen=True)
class Change:
    """One change of a tree: ``replacement`` stands where ``node`` stood.

    Attributes:
        text: what is changed, in a few words.
    """

    operator: str
    node: ast.AST
    replacement: ast.AST
    text: str


def changes(tree: ast.AST) -> Iterator[Change]:
    """Every change that the operators make to a tree, in the order of the source; the tree stays as it is."""
    for node in _nodes(tree):
        for name, operator in OPERATORS.items():
            for replacement, text in operator(node):
                yield Change(name, node, ast.copy_location(replacement, node), text)


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes whose change means something: no annotations, no docstrings, no parts of an f-string."""
    yield node
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "format_spec"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _is_text(child):
                continue
            if not (isinstance(node, ast.JoinedStr) and isinstance(child, ast.Constant)):
                yield from _nodes(child)


def _is_text(node: ast.AST) -> bool:
    """Whether a statement is only a text, such as a docstring."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


Found = Iterator[tuple[ast.AST, str]]


def compare(node: ast.AST) -> Found:
    """``a < b`` -> ``a <= b`` and ``a >= b``; ``a == b`` -> ``a != b``."""
    for position, operator in enumerate(node.ops if isinstance(node, ast.Compare) else []):
        right = shown(node.comparators[position])
        for other in _COMPARED[type(operator)]:
            ops = [*node.ops[:position], other(), *node.ops[position + 1 :]]
            text = f"{_SIGNS[type(operator)]} {right} -> {_SIGNS[other]} {right}"
            yield ast.Compare(node.left, ops, node.comparators), text


def number(node: ast.AST) -> Found:
    """A number one more and one less in its last digit, and 0: ``0.92`` -> ``0.93``, ``0.91`` and ``0``."""
    if not isinstance(node, ast.Constant) or type(node.value) not in (int, float):
        return
    step = Decimal(1).scaleb(Decimal(repr(node.value)).as_tuple().exponent)
    kind = type(node.value)
    others = [kind(Decimal(repr(node.value)) + step), kind(Decimal(repr(node.value)) - step), kind(0)]
    for other in dict.fromkeys(others):
        if other != node.value:
            yield ast.Constant(other), f"{node.value!r} -> {other!r}"


def flag(node: ast.AST) -> Found:
    """``True`` -> ``False`` and back."""
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value), f"{node.value} -> {not node.value}"


def string(node: ast.AST) -> Found:
    """A text with one letter more, and emptied; in an f-string each part that is written out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        for other in _other_texts(node.value):
            yield ast.Constant(other), f"{_short(repr(node.value))} -> {_short(repr(other), tail=True)}"
    for position, part in enumerate(node.values if isinstance(node, ast.JoinedStr) else []):
        if isinstance(part, ast.Constant):
            for other in _other_texts(part.value):
                values = [*node.values[:position], ast.Constant(other), *node.values[position + 1 :]]
                yield ast.JoinedStr(values), f"{part.value!r} -> {other!r}"


def _other_texts(text: str) -> list[str]:
    return [f"{text}x", ""] if text else ["x"]


def boolean(node: ast.AST) -> Found:
    """``a and b`` -> ``a or b``, ``a`` and ``b``; ``not a`` -> ``a``."""
    if isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        sign, others = _SIGNS[type(node.op)], _SIGNS[other]
        yield ast.BoolOp(other(), node.values), f"{sign} -> {others}"
        for position, value in enumerate(node.values):
            kept = [*node.values[:position], *node.values[position + 1 :]]
            smaller = ast.BoolOp(node.op, kept) if len(kept) > 1 else kept[0]
            yield _copy(smaller), f"dropped: {shown(value)}"
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield _copy(node.operand), f"dropped: not before {shown(node.operand)}"


def condition(node: ast.AST) -> Found:
    """``if a`` -> ``if not a``, also in loops and expressions; the filter of a comprehension is left out."""
    if isinstance(node, ast.If | ast.While | ast.IfExp):
        changed = _copy(node)
        changed.test = ast.UnaryOp(ast.Not(), node.test)
        yield changed, f"{shown(node.test)} -> its opposite"
    if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        for position, loop in enumerate(node.generators):
            if loop.ifs:
                changed, loops = _copy(node), list(node.generators)
                loops[position] = ast.comprehension(loop.target, loop.iter, [], loop.is_async)
                changed.generators = loops
                yield changed, f"dropped: if {shown(loop.ifs[0])}"


def arithmetic(node: ast.AST) -> Found:
    """``+`` <-> ``-``, ``*`` <-> ``/``, ``**`` -> ``*``, ``&`` <-> ``|``; ``-a`` and ``~a`` -> ``a``."""
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _CALCULATED:
        changed, other = _copy(node), _CALCULATED[type(node.op)]
        changed.op = other()
        right = shown(node.right if isinstance(node, ast.BinOp) else node.value)
        yield changed, f"{_SIGNS[type(node.op)]} {right} -> {_SIGNS[other]} {right}"
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Invert):
        sign = "-" if isinstance(node.op, ast.USub) else "~"
        yield _copy(node.operand), f"dropped: {sign} before {shown(node.operand)}"


def statement(node: ast.AST) -> Found:
    """A statement is left out."""
    if isinstance(node, _REMOVED):
        yield ast.Pass(), f"left out: {shown(node)}"
    if isinstance(node, ast.Break | ast.Continue):
        other = ast.Continue() if isinstance(node, ast.Break) else ast.Break()
        yield other, f"{shown(node)} -> {shown(other)}"


def returned(node: ast.AST) -> Found:
    """``return a`` -> ``return None``."""
    if isinstance(node, ast.Return) and not _is_none(node.value):
        yield ast.Return(ast.Constant(None)), f"{shown(node)} -> return None"


def argument(node: ast.AST) -> Found:
    """Two neighbouring arguments of a call change places."""
    if isinstance(node, ast.Call):
        for position, (one, other) in enumerate(zip(node.args, node.args[1:], strict=False)):
            if not isinstance(one, ast.Starred) and not isinstance(other, ast.Starred):
                swapped = [*node.args[:position], other, one, *node.args[position + 2 :]]
                yield ast.Call(node.func, swapped, node.keywords), f"{shown(one)} <-> {shown(other)}"


def keyword(node: ast.AST) -> Found:
    """A keyword of a call is left out."""
    for position, left_out in enumerate(node.keywords if isinstance(node, ast.Call) else []):
        if left_out.arg:
            kept = [*node.keywords[:position], *node.keywords[position + 1 :]]
            text = f"left out: {left_out.arg}={shown(left_out.value)}"
            yield ast.Call(node.func, node.args, kept), text


def method(node: ast.AST) -> Found:
    """``a.strip()`` -> ``a``."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        kept = node.func.value
        yield _copy(kept), f"left out: .{node.func.attr}() of {shown(kept)}"


def default(node: ast.AST) -> Found:
    """A parameter loses its default: whoever relies on it is refused."""
    if isinstance(node, ast.FunctionDef | ast.Lambda) and node.args.defaults:
        given, changed = node.args, _copy(node)
        changed.args = ast.arguments(
            given.posonlyargs, given.args, given.vararg, given.kwonlyargs, given.kw_defaults, given.kwarg,
            given.defaults[1:],
        )  # fmt: skip
        name = [*given.posonlyargs, *given.args][-len(given.defaults)].arg
        yield changed, f"left out: default of {name}"


def decorator(node: ast.AST) -> Found:
    """A decorator of a function or class is left out."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        for position, left_out in enumerate(node.decorator_list):
            changed = _copy(node)
            changed.decorator_list = [*node.decorator_list[:position], *node.decorator_list[position + 1 :]]
            yield changed, f"left out: @{shown(left_out)}"


OPERATORS: dict[str, Callable[[ast.AST], Found]] = {
    one.__name__: one
    for one in (
        compare, number, flag, string, boolean, condition, arithmetic, statement, returned, argument, keyword,
        method, default, decorator,
    )
}  # fmt: skip
"""The operators by name."""


def shown(node: ast.AST) -> str:
    """A node as short source text."""
    return _short(ast.unparse(node))


def _short(text: str, tail: bool = False) -> str:
    text = " ".join(text.split())
    if len(text) <= _SHOWN:
        return text
    return f"…{text[1 - _SHOWN :]}" if tail else f"{text[: _SHOWN - 1]}…"


def _copy(node: ast.AST) -> ast.AST:
    """A copy of the node itself; its parts are the same objects."""
    return type(node)(**{name: value for name, value in ast.iter_fields(node)})


def _is_none(node: ast.AST | None) -> bool:
    return node is None or (isinstance(node, ast.Constant) and node.value is None)

"""The questions of a lesson, found in its source without running it."""

import ast
from pathlib import Path

POINTS = 1.0
"""What a question is worth."""

KINDS = ("choice", "number", "pick", "match", "order")
"""The functions of `predict` that ask a question."""


def questions_in(path: str | Path) -> dict[str, str]:
    """The questions a lesson's file asks, without running it: id -> prompt, in the order of the file.

    Raises OSError and SyntaxError for a file that can't be read.
    """
    found: list[tuple[int, str, str]] = []
    for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
        if _asks(node):
            name, prompt = map(_text, node.args[:2])
            if name is not None and prompt is not None:
                found.append((node.lineno, name, prompt))
    return {name: prompt for _, name, prompt in sorted(found)}


def _asks(node: ast.AST) -> bool:
    """Whether this is a call such as `predict.choice(id, prompt, …)`."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "predict"
        and node.func.attr in KINDS
        and len(node.args) >= 2
    )


def _text(node: ast.expr) -> str | None:
    """The text of a string; what an f-string puts in is known only when it runs, and becomes "…"."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "…" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None

"""The questions of a lesson, found in the files that ask them without running those."""

import ast
import re
from pathlib import Path

from course import ROOT
from course.module_ids import folder_name

POINTS = 1.0
"""What an answer to a question is worth, right or wrong."""

KINDS = ("choice", "number", "pick", "match", "order")
"""The functions of `predict` that ask a question."""


def question_files(module: str | int) -> list[Path]:
    """The files that ask a module's questions, in the order of its sections: `…/questions/section_1.py` and so on."""
    folder = ROOT / "course" / "lessons" / folder_name(module) / "questions"
    return sorted(folder.glob("section_*.py"), key=lambda path: int(re.sub(r"\D", "", path.stem) or 0))


def questions_of(module: str | int) -> dict[str, str]:
    """The questions of a module's lesson: id -> prompt, in order.

    Raises OSError and SyntaxError for a file that can't be read.
    """
    return {name: prompt for path in question_files(module) for name, prompt in questions_in(path).items()}


def questions_in(path: str | Path) -> dict[str, str]:
    """The questions a file asks, without running it: id -> prompt, in the order of the file.

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

"""How long a module takes: its words, what is answered and moved in it, and what each task says it takes."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from course import ROOT, links
from course.lesson_questions import KINDS, question_files, questions_in

WORDS_A_MINUTE = 200
"""How fast prose is read that one has to think about."""

CONTROLS = (
    "button", "checkbox", "dropdown", "matrix", "multiselect", "number", "radio", "range_slider", "slider", "switch",
)  # fmt: skip
"""The elements of `mo.ui` that a learner moves, each worth a minute."""

_PROSE = ("md", "accordion", "callout")
_HEADING = re.compile(r"^[ \t]*## (\d+b?\.\d+) ", re.MULTILINE)
_TASK = re.compile(r"^\s*### (E\d+b?\.\w+) |^\s*\*.*\babout (\d+) minutes\b", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class LessonTime:
    """What a lesson, or a section of it, consists of."""

    words: int = 0
    questions: int = 0
    controls: int = 0

    def __add__(self, other: LessonTime) -> LessonTime:
        return LessonTime(
            self.words + other.words, self.questions + other.questions, self.controls + other.controls
        )

    @property
    def minutes(self) -> int:
        """Minutes to read, answer and try: a minute a question and a control."""
        return round(self.words / WORDS_A_MINUTE) + self.questions + self.controls


def of_lesson(module: str | int) -> LessonTime:
    """The time of a whole lesson (see `of_sections`)."""
    return sum(of_sections(module).values(), LessonTime())


def of_sections(module: str | int) -> dict[str, LessonTime]:
    """The time of each section, "1.2" and so on; what stands above the first heading belongs to the first section.

    Raises LookupError when the course has no such lesson, OSError and SyntaxError when a file can't be read.
    """
    lesson = links.module_path(module)
    if lesson is None:
        raise LookupError(f"the course has no lesson notebook for module {module}")
    tree = _tree(ROOT / lesson)
    starts = sorted(_headings(tree))
    times = {section: LessonTime() for _, section in starts} or {str(module): LessonTime()}
    names = list(times)

    def section_of(call: ast.Call) -> str:
        return names[max(0, sum(line <= call.end_lineno for line, _ in starts) - 1)]

    for call in _calls(tree, "mo", _PROSE):
        times[section_of(call)] += LessonTime(words=_words(call))
    for call in _calls(tree, "ui", CONTROLS):
        times[section_of(call)] += LessonTime(controls=1)
    for path in question_files(module):
        named = f"{module}.{re.sub(r'[^0-9]', '', path.stem)}"
        words = sum(_words(call) for call in _calls(_tree(path), "predict", KINDS))
        section = named if named in times else names[-1]
        times[section] += LessonTime(words=words, questions=len(questions_in(path)))
    return times


def of_exercises(module: str | int) -> dict[str, int]:
    """The minutes that each task of a module says it takes: "E1.2" -> 20."""
    path = links.exercises_path(module)
    minutes: dict[str, int] = {}
    task = None
    for name, said in _TASK.findall((ROOT / path).read_text(encoding="utf-8")) if path else ():
        task = name or task
        if said and task:
            minutes[task] = int(said)
    return minutes


def sentence(module: str | int) -> str:
    """The line under a lesson's title: "About 1½ hours for this page, and 2½ hours for the exercises." """
    exercises = sum(of_exercises(module).values())
    then = f", and {in_words(exercises)} for the exercises" if exercises else ""
    return f"About {in_words(of_lesson(module).minutes)} for this page{then}."


def in_words(minutes: int) -> str:
    """Minutes as one says them, to the half hour: 40 -> "40 minutes", 95 -> "1½ hours"."""
    if minutes < 53:
        return f"{max(5, 5 * round(minutes / 5))} minutes"
    halves = round(minutes / 30)
    words = f"{halves // 2}{'½' if halves % 2 else ''}"
    return f"{words} hour{'' if halves == 2 else 's'}"


def _headings(tree: ast.Module) -> Iterable[tuple[int, str]]:
    """The line and the number of each section's heading."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for section in _HEADING.findall(node.value):
                yield node.lineno, section


def _calls(tree: ast.AST, owner: str, names: Collection[str]) -> list[ast.Call]:
    """Calls such as `mo.md(…)` or `mo.ui.slider(…)`; what stands within one of them belongs to it."""
    found: list[ast.Call] = []
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if _is_call(node, owner, names):
            found.append(node)
        else:
            waiting += ast.iter_child_nodes(node)
    return found


def _is_call(node: ast.AST, owner: str, names: Collection[str]) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in names
        and _name(node.func.value) == owner
    )


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _words(call: ast.Call) -> int:
    """How many words the texts in a call have: what has a letter or a digit in it."""
    texts = [
        one.value for one in ast.walk(call) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]
    return sum(any(letter.isalnum() for letter in word) for text in texts for word in text.split())


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))

"""What the course in this folder consists of: modules, their questions and exercises, and what comes next."""

import ast
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from course import ROOT, links
from course.lesson_questions import POINTS, questions_in
from course.module_ids import in_order, module_id, module_of_file
from course.progress import Latest
from grading.engine.declare.catalogue import declared


@dataclass(frozen=True)
class Item:
    """One thing that earns points: an exercise, or a question in a lesson."""

    id: str
    kind: str  # "exercise" or "question"
    title: str
    worth: float
    link: str


@dataclass(frozen=True)
class Module:
    """One module that is in the folder; `lesson` and `exercises` are links, None where the notebook is missing."""

    number: str
    title: str
    lesson: str | None
    exercises: str | None
    items: tuple[Item, ...]

    @property
    def worth(self) -> float:
        """All the points of the module."""
        return sum(item.worth for item in self.items)

    def points(self, known: dict[str, Latest]) -> float:
        """The points earned so far."""
        return round(sum(known[item.id].score for item in self.items if item.id in known), 2)

    def of_kind(self, kind: str) -> list[Item]:
        """The items of one kind."""
        return [item for item in self.items if item.kind == kind]


@dataclass(frozen=True)
class Step:
    """What to do next, and the link that opens it."""

    id: str
    text: str
    link: str


def modules() -> list[Module]:
    """The modules that are in the folder, in order: those with a lesson or an exercise notebook."""
    found = {module_of_file(path) for path in (ROOT / "exercises").glob("exercises_*.py")}
    for path in (ROOT / "modules").glob("*_*.py"):
        with suppress(LookupError):  # something of a learner's own
            found.add(module_id(path.name.split("_")[0]))
    return [_module(number) for number in in_order(found - {None})]


def next_step(modules: list[Module], known: dict[str, Latest]) -> Step | None:
    """The first thing that is not done: a lesson's question, then an exercise, module by module.

    None when all is done. A question counts as done when it was answered, right or wrong.
    """
    for module in modules:
        questions = module.of_kind("question")
        for item in questions:
            if item.id not in known:
                begun = any(one.id in known for one in questions)
                text = f"{'go on reading' if begun else 'read'} module {module.number}, {module.title}"
                return Step(item.id, text, item.link)
        for item in module.of_kind("exercise"):
            if item.id not in known or known[item.id].status != "passed":
                return Step(item.id, f"exercise {item.id}, {item.title}", item.link)
    return None


def _module(number: str) -> Module:
    lesson, exercises = links.module_path(number), links.exercises_path(number)
    items: list[Item] = []
    if lesson is not None:
        link = links.file_link(lesson)
        items += [
            Item(name, "question", prompt, POINTS, link)
            for name, prompt in questions_in_file(ROOT / lesson).items()
        ]
    if exercises is not None:
        link = links.file_link(exercises)
        items += [Item(one.id, "exercise", one.title, one.points, link) for one in _exercises(number)]
    title = _title(ROOT / lesson) if lesson is not None else ""
    return Module(
        number,
        title or f"Module {number}",
        links.file_link(lesson) if lesson else None,
        links.file_link(exercises) if exercises else None,
        tuple(items),
    )


def questions_in_file(path: Path) -> dict[str, str]:
    """The questions of a lesson; none where a learner's edit left the file unreadable for the moment."""
    return _parsed(path, path.stat().st_mtime_ns)[1]


def _title(path: Path) -> str:
    """The title a notebook gives itself, without the module's number: "1. Data engineering" -> "Data engineering"."""
    title = re.sub(r"^\D{0,8}\d+b?[\s.:-]*", "", _parsed(path, path.stat().st_mtime_ns)[0])
    return title or path.stem.split("_", 1)[1].replace("_", " ").capitalize()


@cache
def _parsed(path: Path, changed: int) -> tuple[str, dict[str, str]]:
    """The title and questions of a notebook. `changed` is part of the key, so a saved file is read again."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        return _app_title(tree), questions_in(path)
    except (OSError, SyntaxError, ValueError):
        return "", {}


def _app_title(tree: ast.Module) -> str:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "App":
            for keyword in node.keywords:
                if keyword.arg == "app_title" and isinstance(keyword.value, ast.Constant):
                    return str(keyword.value.value)
    return ""


def _exercises(number: str) -> list:
    try:
        return declared(number)
    except LookupError:
        return []

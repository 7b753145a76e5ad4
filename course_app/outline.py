"""What the course in this folder consists of: modules, their questions and exercises, and what comes next."""

import ast
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from course import ROOT, lesson_time, links
from course.lesson_questions import POINTS, question_files, questions_of
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
    lesson_minutes: int = 0
    exercises_minutes: int = 0

    @property
    def worth(self) -> float:
        """All the points of the exercises; questions are counted on their own."""
        return sum(item.worth for item in self.of_kind("exercise"))

    def points(self, known: dict[str, Latest]) -> float:
        """The exercises' points earned so far."""
        return round(sum(known[item.id].score for item in self.of_kind("exercise") if item.id in known), 2)

    def answered(self, known: dict[str, Latest]) -> int:
        """How many questions were answered, right or wrong."""
        return sum(item.id in known for item in self.of_kind("question"))

    def of_kind(self, kind: str) -> list[Item]:
        """The items of one kind."""
        return [item for item in self.items if item.kind == kind]


def totals(modules: list[Module], known: dict[str, Latest]) -> str:
    """Both numbers in words, which are never added: "Exercises 62 of 100 points · Questions 9 of 17 answered"."""
    worth, asked = sum(one.worth for one in modules), sum(len(one.of_kind("question")) for one in modules)
    earned, answered = sum(one.points(known) for one in modules), sum(one.answered(known) for one in modules)
    parts = [f"Exercises {round(earned, 2):.10g} of {worth:.10g} points"] if worth else []
    return " · ".join(parts + ([f"Questions {answered} of {asked} answered"] if asked else []))


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
    """What is not done yet, from where the learner was last; None when all is done.

    That is first the rest of what they were at, the questions or the exercises, then the rest of that module, then the
    modules after it, then those before. A question is done when it was answered, right or wrong.
    """
    last = last_worked_on(modules, known)
    items = [(module, item) for module in modules for item in module.items]
    at = next((i for i, (_, item) in enumerate(items) if item.id == last), 0)
    here, was = items[at] if items else (None, None)
    going_on = sorted(  # which keeps the order of what has the same key
        items[at:] + items[:at],
        key=lambda it: (it[0] is not here, it[0] is here and it[1].kind != was.kind),
    )
    for module, item in going_on if last else items:
        if item.kind == "question" and item.id not in known:
            begun = any(one.id in known for one in module.of_kind("question"))
            text = f"{'go on reading' if begun else 'read'} module {module.number}, {module.title}"
            return Step(item.id, text, item.link if begun else str(module.lesson))
        if item.kind == "exercise" and (item.id not in known or known[item.id].status != "passed"):
            return Step(item.id, f"exercise {item.id}, {item.title}", item.link)
    return None


def last_worked_on(modules: list[Module], known: dict[str, Latest]) -> str | None:
    """The question or exercise the learner did something at last; that a notebook was opened is nothing yet."""
    ids = {item.id for module in modules for item in module.items}
    done = [one for name, one in known.items() if name in ids and one.status != "not attempted"]
    newest = max(done, key=lambda one: one.at, default=None)
    return newest.id if newest else None


def _module(number: str) -> Module:
    lesson, exercises = links.module_path(number), links.exercises_path(number)
    items: list[Item] = []
    if lesson is not None:
        items += [
            Item(name, "question", prompt, POINTS, _question_link(name, number))
            for name, prompt in _questions(number).items()
        ]
    if exercises is not None:
        link = links.file_link(exercises)
        items += [
            Item(one.id, "exercise", one.title, one.points, f"{link}#scrollTo={links.task_cell(one.id)}")
            for one in _exercises(number, ROOT / exercises)
        ]
    title = _title(ROOT / lesson) if lesson is not None else ""
    return Module(
        number,
        title or f"Module {number}",
        links.module_link(number) if lesson else None,
        links.file_link(exercises) if exercises else None,
        tuple(items),
        *_minutes(number, _changed(number)),
    )


def _question_link(name: str, number: str) -> str:
    """The link to the section a question stands in: "Q1.3a" stands in 1.3."""
    section = re.match(r"Q(\w+\.\d+)", name)
    return links.section_link(section[1]) if section else links.module_link(number)


def _changed(number: str) -> tuple[int, ...]:
    """When the files that a module's questions and times come from were changed."""
    files = [links.module_path(number), links.exercises_path(number)]
    paths = [*(ROOT / file for file in files if file), *question_files(number)]
    return tuple(path.stat().st_mtime_ns for path in paths if path.exists())


@cache
def _minutes(number: str, changed: tuple[int, ...]) -> tuple[int, int]:
    """The minutes of the lesson and of the exercises; 0 for what is not there or can't be read for the moment."""
    lesson = exercises = 0
    with suppress(LookupError, OSError, SyntaxError, ValueError):
        exercises = sum(lesson_time.of_exercises(number).values())
        lesson = lesson_time.of_lesson(number).minutes
    return lesson, exercises


def _questions(number: str) -> dict[str, str]:
    """The questions of a lesson; none where an edit left a file unreadable for the moment."""
    try:
        return _questions_now(number, _changed(number))
    except (OSError, SyntaxError, ValueError):
        return {}


@cache
def _questions_now(number: str, changed: tuple[int, ...]) -> dict[str, str]:
    """`changed` is part of the key, so a saved file is read again."""
    return questions_of(number)


def _title(path: Path) -> str:
    """The title a notebook gives itself, without the module's number: "1. Data engineering" -> "Data engineering"."""
    title = re.sub(r"^\D{0,8}\d+b?[\s.:-]*", "", _app_title(path, path.stat().st_mtime_ns))
    return title or path.stem.split("_", 1)[1].replace("_", " ").capitalize()


@cache
def _app_title(path: Path, changed: int) -> str:
    """The title of a notebook. `changed` is part of the key, so a saved file is read again."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError):
        return ""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "App":
            for keyword in node.keywords:
                if keyword.arg == "app_title" and isinstance(keyword.value, ast.Constant):
                    return str(keyword.value.value)
    return ""


def _exercises(number: str, notebook: Path) -> list:
    """The exercises of a module, in the order in which its notebook has them."""
    try:
        text = notebook.read_text(encoding="utf-8")
        return sorted(declared(number), key=lambda one: text.find(f'check("{one.id}"'))
    except (LookupError, OSError, ValueError):
        return []

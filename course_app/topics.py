"""Which topic is taught in which section, and what grades it: the table in each module's `topics.toml`.

A topic's section is the number its heading begins with ("1.2"; "1" is a whole module). What grades it are ids of
exercises and of questions in the lesson.
"""

import tomllib
from collections import Counter
from pathlib import Path

import msgspec

from course import ROOT, links
from course.lesson_headings import headings
from grading.engine.declare.catalogue import declared, module_folder, modules


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One topic: `section` is the number of a heading of a lesson, `graded` are ids such as "E1.2" or "Q1.2a"."""

    id: str
    title: str
    section: str
    graded: tuple[str, ...]

    @property
    def module(self) -> str:
        """The module of the section: "1.2" -> "1"."""
        return self.section.split(".")[0]


def all_topics() -> list[Topic]:
    """The topics of every module, in order."""
    return [topic for module in modules() for topic in topics(module_folder(module) / "topics.toml")]


def topics(path: Path) -> list[Topic]:
    """The topics of one file, in its order.

    Raises ValueError, in one line, for a file that is no such table.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{path.name}: {error}") from None
    rows = table.pop("topic", [])
    if table or not isinstance(rows, list):
        raise ValueError(
            f"{path.name}: only [[topic]] tables belong here, not {', '.join(table) or 'topic = …'}"
        )
    return [_topic(path, number, row) for number, row in enumerate(rows, 1)]


def problems(topics: list[Topic]) -> list[str]:
    """What is wrong with the topics, one line each: a section or a graded thing that the course doesn't have."""
    found = [f"{name}: is there {count} times" for name, count in _counted(topics) if count > 1]
    for topic in topics:
        found += [f"{topic.id}: {what}" for what in _problems(topic)]
    return found


def _topic(path: Path, number: int, row: object) -> Topic:
    name = row.get("id", f"topic {number}") if isinstance(row, dict) else f"topic {number}"
    try:
        topic = msgspec.convert(row, Topic)
    except msgspec.ValidationError as error:
        raise ValueError(f"{path.name}, {name}: {error}") from None
    empty = [field for field in Topic.__struct_fields__ if not getattr(topic, field)]
    if empty:
        raise ValueError(f"{path.name}, {name}: {empty[0]} is empty")
    return topic


def _counted(topics: list[Topic]) -> list[tuple[str, int]]:
    return list(Counter(topic.id for topic in topics).items())


def _problems(topic: Topic) -> list[str]:
    from course.lesson_questions import questions_of

    lesson = links.module_path(topic.module)
    if lesson is None:
        return [f"module {topic.module} has no lesson yet"]
    found = []
    if topic.section not in headings(ROOT / lesson):
        found.append(f"no heading of {lesson.name} begins with {topic.section}")
    try:
        known = {exercise.id for exercise in declared(topic.module)}
    except LookupError:
        known = set()
    known |= questions_of(topic.module).keys()
    found += [
        f"{name} is no exercise or question of module {topic.module}"
        for name in topic.graded
        if name not in known
    ]
    if len(set(topic.graded)) < len(topic.graded):
        found.append("names one graded thing twice")
    return found

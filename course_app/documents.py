"""The documents that are made from the course itself: COURSE_OUTLINE.md and progress_tracker.md.

``python -m course_app.documents`` writes them again; `course release` does so too.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from course import ROOT, lesson_time, links
from course.lesson_headings import headings
from course.module_ids import in_order
from course_app import topics
from grading.engine.declare.catalogue import declared
from grading.engine.declare.exercise import Exercise

DOCUMENTS = {"COURSE_OUTLINE.md": "course_outline.md.j2", "progress_tracker.md": "progress_tracker.md.j2"}

WEEKS = {1: ("0", "1"), 2: ("2", "3"), 3: ("4", "4b", "5"), 4: ("6", "7", "8")}
"""Which modules belong to which week."""

HOUR = 70
"""At most so many minutes are one sitting of about an hour."""


@dataclass(frozen=True)
class Step:
    """Something to do in one go: a section to read, or a task to solve."""

    what: str
    minutes: int


@dataclass(frozen=True)
class Section:
    """A section of a lesson, the minutes it takes, and the exercises that belong to it."""

    number: str
    title: str
    minutes: int
    exercises: tuple[Exercise, ...]


@dataclass(frozen=True)
class Module:
    """What the documents say of a module."""

    number: str
    title: str
    lesson: Path
    exercises: Path
    sections: tuple[Section, ...]
    task_minutes: dict[str, int]
    abilities: tuple[str, ...]
    questions: int

    @property
    def lesson_minutes(self) -> int:
        """Minutes for the lesson."""
        return sum(section.minutes for section in self.sections)

    @property
    def exercise_minutes(self) -> int:
        """Minutes for all exercises."""
        return sum(self.task_minutes.values())

    @property
    def points(self) -> str:
        """What the exercises are worth: "100", or "100, and 20 by hand"."""
        exercises = [one for section in self.sections for one in section.exercises]
        automatic = sum(one.points for one in exercises)
        by_hand = sum(one.rubric_points for one in exercises)
        return f"{automatic:g}, and {by_hand:g} by hand" if by_hand else f"{automatic:g}"

    @property
    def sittings(self) -> list[list[Step]]:
        """The module in sittings of about an hour: each section, then its exercises."""
        steps = []
        for section in self.sections:
            steps.append(Step(f"{section.number} {section.title}", section.minutes))
            steps += [Step(f"{one.id} {one.title}", self.task_minutes[one.id]) for one in section.exercises]
        found: list[list[Step]] = [[]]
        for step in steps:
            if found[-1] and sum(one.minutes for one in found[-1]) + step.minutes > HOUR:
                found.append([])
            found[-1].append(step)
        return found


def text(name: str) -> str:
    """The text of a document, by its file name."""
    modules = {number: _module(number) for number in _numbers()}
    weeks = {week: [modules[one] for one in number if one in modules] for week, number in WEEKS.items()}
    return (
        _environment()
        .get_template(DOCUMENTS[name])
        .render(
            modules=list(modules.values()),
            weeks={week: there for week, there in weeks.items() if there},
            topics=topics.all_topics(),
            in_words=lesson_time.in_words,
            worth=_worth,
        )
    )


def out_of_date() -> list[Path]:
    """The documents in the folder that don't say what the course has."""
    return [ROOT / name for name in DOCUMENTS if _read(ROOT / name) != text(name)]


def write() -> list[Path]:
    """Write the documents that are out of date; return them."""
    changed = out_of_date()
    for path in changed:
        path.write_text(text(path.name), encoding="utf-8", newline="\n")
    return changed


def _numbers() -> list[str]:
    lessons = (re.match(r"(\d\d)(b?)_", path.name) for path in (ROOT / "modules").glob("*.py"))
    return in_order([f"{int(found[1])}{found[2]}" for found in lessons if found])


def _module(number: str) -> Module:
    lesson = links.module_path(number)
    named = headings(ROOT / lesson)
    exercises = declared(number)
    sections = [
        Section(section, named[section], time.minutes, tuple(_of_section(exercises, section)))
        for section, time in lesson_time.of_sections(number).items()
    ]
    last = sections[-1]
    rest = tuple(one for one in exercises if one.section == number)  # the checkpoint of the whole module
    sections[-1] = Section(last.number, last.title, last.minutes, last.exercises + rest)
    return Module(
        number,
        named[number],
        lesson,
        links.exercises_path(number),
        tuple(sections),
        lesson_time.of_exercises(number),
        _abilities(ROOT / lesson),
        lesson_time.of_lesson(number).questions,
    )


def _of_section(exercises: list[Exercise], section: str) -> list[Exercise]:
    return [one for one in exercises if one.section == section or one.section.startswith(f"{section}.")]


def _worth(exercise: Exercise) -> str:
    """What an exercise is worth, its points by hand included: "12 points, and 8 by hand"."""
    kinds = [(exercise.points, "points"), (exercise.rubric_points, "by hand")]
    return ", and ".join(f"{points:g} {kind}" for points, kind in kinds if points)


def _abilities(lesson: Path) -> tuple[str, ...]:
    """The list under "What you can do now", at the end of a lesson."""
    for node in ast.walk(ast.parse(lesson.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            _, heading, after = node.value.partition("## What you can do now")
            if heading:
                return tuple(re.findall(r"^\s*- (.*\S)", after, re.MULTILINE))
    return ()


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # Markdown: nothing to escape


if __name__ == "__main__":
    for written in write():
        print(f"written: {written.name}")

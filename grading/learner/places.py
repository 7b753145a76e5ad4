"""Where a verdict sends a learner: the paragraph that explains, and the next exercise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from course import links
from grading.engine.declare.catalogue import declared, modules
from grading.engine.declare.exercise import Exercise


@dataclass(frozen=True)
class Place:
    """The words for a place, and the link to it; None where this copy of the course has no such notebook."""

    words: str
    link: str | None


def section(number: str) -> Place:
    """A section of a lesson, "1.2", or one of its parts, "1.2.1"."""
    return Place(f"Section {number} of the lesson", _link(links.section_link, number))


def next_exercise(exercise: Exercise) -> Place | None:
    """The exercise after this one, in the order of the course; None after the last."""
    every = [one for module in modules() for one in declared(module)]
    ids = [one.id for one in every]
    place = ids.index(exercise.id) + 1 if exercise.id in ids else len(ids)
    if place == len(ids):
        return None
    coming = every[place]
    return Place(f"{coming.id} {coming.title}", _link(links.exercise_link, coming.id))


def _link(make: Callable[[str], str], what: str) -> str | None:
    try:
        return make(what)
    except LookupError:
        return None

"""What modules are worth here and in a learning system, and points scaled from the one to the other."""

from __future__ import annotations

from course.module_ids import in_order
from grading.instructor.gradebook.totals import Total


def modules_in(totals: list[Total]) -> list[str]:
    """The modules of some totals, in the order of the course."""
    return in_order({one.module for one in totals})


def worth_of_modules(totals: list[Total]) -> dict[str, float]:
    """What each module is worth in points: the most that any learner could have had."""
    worth: dict[str, float] = {}
    for one in totals:
        worth[one.module] = max(worth.get(one.module, 0.0), one.total_max)
    return worth


def scaled_points(one: Total, ours: float, theirs: float) -> str:
    """The points as a cell, scaled from what the module is worth here to what it is worth there."""
    return f"{one.total * theirs / ours if ours else 0.0:.2f}"


def scaling_notes(module: str, ours: float, theirs: float, lms: str) -> list[str]:
    """What an instructor should know where points are scaled; nothing where they are not."""
    if round(ours, 2) == round(theirs, 2):
        return []
    return [f"module {module} is worth {ours:g} points here and {theirs:g} in {lms}: points are scaled"]


def incomplete_marks_notes(totals: list[Total]) -> list[str]:
    """Learners with fewer marks by hand than others: their percentage would be too low."""
    notes = []
    for module in modules_in(totals):
        of_module = [one for one in totals if one.module == module]
        most = max(one.manual_max for one in of_module)
        fewer = [one.learner for one in of_module if one.manual_max < most]
        if fewer:
            names = ", ".join(fewer[:5]) + (" …" if len(fewer) > 5 else "")
            notes.append(f"module {module}: {learners_words(len(fewer))} not fully marked by hand ({names})")
    return notes


def learners_words(count: int) -> str:
    """A number of learners in words."""
    return "1 learner" if count == 1 else f"{count} learners"

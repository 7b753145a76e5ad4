"""Wrong answers that look right, by exercise: every one must lose points to the public checks alone.

A file an exercise, `e1_2.py`. Each public function or class in it is a whole wrong answer, and its docstring is the
line of the contract that it breaks, and nothing else. Misconceptions are what many people get wrong, and are explained;
these are what somebody could get wrong, and are only caught.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from course import ROOT
from course.module_ids import exercise_stem


def stands_for(name: str) -> Callable[[Any], Any]:
    """This wrong answer stands for a further name of the exercise; the others are the solution's."""

    def mark(wrong: Any) -> Any:
        wrong.stands_for = name
        return wrong

    return mark


def gives_value(wrong: Callable[[], Any]) -> Callable[[], Any]:
    """This function returns the wrong answer, which is a value."""
    wrong.gives_value = True
    return wrong


def wrong_answers(one: Any) -> dict[str, Any]:
    """What a file says of an exercise, name -> function or class; nothing without a file."""
    stem = exercise_stem(one.id)
    if not (ROOT / "tests" / "wrong_answers" / f"{stem}.py").is_file():
        return {}
    module = importlib.import_module(f"{__name__}.{stem}")
    own = {
        name: value for name, value in vars(module).items() if not name.startswith("_") and callable(value)
    }
    return {name: value for name, value in own.items() if value.__module__ == module.__name__}


def replaced(one: Any, wrong: Any) -> dict[str, Any]:
    """The names that a wrong answer replaces, each with what stands there instead."""
    return {getattr(wrong, "stands_for", one.answer): wrong() if hasattr(wrong, "gives_value") else wrong}

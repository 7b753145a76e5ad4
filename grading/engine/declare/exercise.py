"""Exercises and the checks that grade them.

``grading/content/module_01/exercises.py`` declares the exercises of a module and imports nothing heavy; the files
beside it decorate pytest functions with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from course.module_ids import is_exercise_id, module_of_id
from grading.engine.declare.criterion import Criterion


@dataclass(frozen=True)
class Check:
    """One named test function of an exercise: a row in the learner's panel."""

    exercise_id: str
    name: str
    title: str
    function: Callable[..., None]
    weight: float = 1.0
    hidden: bool = False


@dataclass
class Exercise:
    """One task with an id, points, and one thing to write.

    Attributes:
        points: what the checks can give; 0 for prose, where a check only says what is missing.
        answer: public name of what the learner writes.
        also: further public names the checks read through ``submission``.
        section: numbered heading of the lesson that teaches it.
        hints: texts that unfold one after the other.
        rubric: what an instructor marks by hand.
        only_public: there is nothing to vary in it, so it has no hidden checks.
        changes_inputs: the answer may change what it is given; otherwise that fails a check.
        self_marks: public name of the learner's own marks for the rubric: a dict, criterion id -> 0, 50 or 100.
        checks: public checks; the catalogue fills them when it loads the module's check files.
        hidden_checks: checks that only instructors have; filled in the same way.
    """

    id: str
    title: str
    points: float
    answer: str
    section: str
    hints: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    rubric: tuple[Criterion, ...] = ()
    self_marks: str | None = None
    only_public: bool = False
    changes_inputs: bool = False
    checks: list[Check] = field(default_factory=list, repr=False)
    hidden_checks: list[Check] = field(default_factory=list, repr=False)

    def __call__(self, function: Callable[..., None] | None = None, *, weight: float = 1.0) -> Any:
        """Make a pytest function a public check: ``@E1_2`` or ``@E1_2(weight=2)``."""
        if function is None:
            return lambda f: self(f, weight=weight)
        return self._mark(function, weight, hidden=False)

    def hidden(self, function: Callable[..., None] | None = None, *, weight: float = 1.0) -> Any:
        """Make a pytest function a hidden check: ``@E1_2.hidden`` or ``@E1_2.hidden(weight=2)``."""
        if function is None:
            return lambda f: self.hidden(f, weight=weight)
        return self._mark(function, weight, hidden=True)

    def _mark(self, function: Callable[..., None], weight: float, *, hidden: bool) -> Callable[..., None]:
        title = (function.__doc__ or function.__name__).strip().splitlines()[0]
        function.check_of = (self, Check(self.id, function.__name__, title, function, weight, hidden))
        return function

    def collect(self, values: Iterable[Any], *, hidden: bool = False) -> None:
        """Take the public, or the hidden, checks of this exercise from among what a file of checks holds."""
        marks = [check_of(value) for value in values if callable(value)]
        own = [check for one, check in filter(None, marks) if one is self and check.hidden is hidden]
        (self.hidden_checks if hidden else self.checks)[:] = own

    @property
    def names(self) -> tuple[str, ...]:
        """Every public name the learner writes: the answer first, their own marks last."""
        own = (self.self_marks,) if self.self_marks else ()
        return (self.answer, *self.also, *own)

    @property
    def is_prose(self) -> bool:
        """Whether only a person can judge it: the checks give no points, and say what is missing."""
        return self.points == 0

    @property
    def rubric_points(self) -> float:
        """Points that an instructor can give."""
        return sum(criterion.points for criterion in self.rubric)

    @property
    def module(self) -> str:
        """Module the exercise belongs to: ``"1"``, or ``"4b"``."""
        return module_of_id(self.id)


def check_of(function: Callable[..., None]) -> tuple[Exercise, Check] | None:
    """The exercise a pytest function checks, and the check it is; None for another function."""
    return getattr(function, "check_of", None)


def exercise(
    id: str,
    *,
    title: str,
    points: float,
    answer: str,
    section: str,
    hints: tuple[str, ...] = (),
    also: tuple[str, ...] = (),
    rubric: tuple[Criterion, ...] = (),
    self_marks: str | None = None,
    only_public: bool = False,
    changes_inputs: bool = False,
) -> Exercise:
    """Declare an exercise; decorate its pytest functions with the result.

    Raises:
        ValueError: the id, the points or the rubric can't be used.
    """
    if not is_exercise_id(id):
        raise ValueError(f"exercise id {id!r}: write it like E1.2 or E4b.1")
    rubric = tuple(rubric)
    _validate_rubric(id, points, rubric, self_marks)
    also = tuple(name for name in also if name != self_marks)
    return Exercise(
        id,
        title,
        points,
        answer,
        section,
        tuple(hints),
        also,
        rubric,
        self_marks,
        only_public,
        changes_inputs,
    )


def _validate_rubric(id: str, points: float, rubric: tuple[Criterion, ...], self_marks: str | None) -> None:
    if points < 0:
        raise ValueError(f"exercise {id}: points {points:g} are below 0")
    if points == 0 and not rubric:
        raise ValueError(f"exercise {id}: without points it needs a rubric")
    if not all(isinstance(one, Criterion) for one in rubric):
        raise ValueError(f"exercise {id}: the rubric is a tuple of Criterion")
    ids = [one.id for one in rubric]
    if len(set(ids)) < len(ids):
        raise ValueError(f"exercise {id}: two criteria have the same id")
    if self_marks is not None and not rubric:
        raise ValueError(f"exercise {id}: self_marks {self_marks!r} need a rubric")
    if self_marks is not None and (not self_marks.isidentifier() or self_marks.startswith("_")):
        raise ValueError(f"exercise {id}: self_marks {self_marks!r} is no public name")

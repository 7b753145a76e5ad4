"""Exercises, the checks that grade them, and the misconceptions they recognise.

A grader file (``grading/graders/test_exercises_01.py``) declares exercises and decorates pytest
functions with them; a misconception file (``grading/misconceptions/e1_2.py``) holds known wrong answers.
"""

from __future__ import annotations

import importlib
import importlib.util
import math
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

GRADING = Path(__file__).parent
_ID = re.compile(r"E(\d+b?)\.\w+")
_FILE = re.compile(r"exercises_(\d\d)(b?)\w*$")
_CRITERION = re.compile(r"[a-z][a-z0-9_]*")
ANCHORS = (0, 50, 100)
"""Percentages at which every criterion of a rubric says what work is like."""


@dataclass(frozen=True)
class Check:
    """One named test function of an exercise: a row in the learner's panel."""

    name: str
    title: str
    function: Callable[..., None]
    weight: float = 1.0
    hidden: bool = False


@dataclass(frozen=True)
class Criterion:
    """One line of a rubric, for what no program can judge: the learner marks it first, then an instructor.

    Attributes:
        id: what a file of marks and the learner's own marks call it: lower case, digits, ``_``.
        points: what an instructor can give.
        anchors: what work is like that earns 0, 50 and 100 percent of them.

    Raises:
        ValueError: one of them is not as it should be.
    """

    id: str
    title: str
    points: float
    anchors: dict[int, str]

    def __post_init__(self) -> None:
        if not isinstance(self.id, str) or not _CRITERION.fullmatch(self.id):
            raise ValueError(f"criterion id {self.id!r}: write it like plain_words")
        if not isinstance(self.title, str) or not self.title.strip():
            raise ValueError(f"criterion {self.id}: it needs a title")
        number = isinstance(self.points, int | float) and not isinstance(self.points, bool)
        if not number or not math.isfinite(self.points) or self.points <= 0:
            raise ValueError(f"criterion {self.id}: points {self.points!r} are not a number above 0")
        if not isinstance(self.anchors, dict) or set(self.anchors) != set(ANCHORS):
            raise ValueError(f"criterion {self.id}: it needs anchors for 0, 50 and 100")
        if not all(isinstance(text, str) and text.strip() for text in self.anchors.values()):
            raise ValueError(f"criterion {self.id}: each anchor is a sentence")


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
        self_marks: public name of the learner's own marks for the rubric: a dict, criterion id -> 0, 50 or 100.
        checks: public checks, filled by decorating test functions with the exercise.
        hidden_checks: checks that only instructors have; `load_hidden` fills them.
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
    checks: list[Check] = field(default_factory=list, repr=False)
    hidden_checks: list[Check] = field(default_factory=list, repr=False)

    def __call__(self, function: Callable[..., None] | None = None, *, weight: float = 1.0) -> Any:
        """Register a pytest function as a public check: ``@E1_2`` or ``@E1_2(weight=2)``."""
        if function is None:
            return lambda f: self(f, weight=weight)
        return self._register(self.checks, function, weight, hidden=False)

    def hidden(self, function: Callable[..., None] | None = None, *, weight: float = 1.0) -> Any:
        """Register a pytest function as a hidden check: ``@E1_2.hidden`` or ``@E1_2.hidden(weight=2)``."""
        if function is None:
            return lambda f: self.hidden(f, weight=weight)
        return self._register(self.hidden_checks, function, weight, hidden=True)

    def _register(
        self, checks: list[Check], function: Callable[..., None], weight: float, *, hidden: bool
    ) -> Callable[..., None]:
        title = (function.__doc__ or function.__name__).strip().splitlines()[0]
        checks.append(Check(function.__name__, title, function, weight, hidden))
        function.exercise = self  # the pytest fixtures find the answer by it
        return function

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


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that people really give, as code, with the explanation it deserves."""

    exercise_id: str
    title: str
    explanation: str
    section: str
    replaces: str | None
    answer: Any


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
) -> Exercise:
    """Declare an exercise; decorate its pytest functions with the result.

    Raises:
        ValueError: the id, the points or the rubric can't be used.
    """
    if not _ID.fullmatch(id):
        raise ValueError(f"exercise id {id!r}: write it like E1.2 or E4b.1")
    rubric = tuple(rubric)
    _check_rubric(id, points, rubric, self_marks)
    also = tuple(name for name in also if name != self_marks)
    return Exercise(id, title, points, answer, section, tuple(hints), also, rubric, self_marks, only_public)


def _check_rubric(id: str, points: float, rubric: tuple[Criterion, ...], self_marks: str | None) -> None:
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


def misconception(
    exercise_id: str,
    title: str,
    *,
    explanation: str,
    section: str,
    replaces: str | None = None,
    value: bool = False,
) -> Callable[[Any], Any]:
    """Declare a known wrong answer.

    Args:
        title: what the code does, to be read after "It looks as if your code …".
        replaces: the name it stands for, where an exercise asks for several; by default the answer.
        value: the decorated function returns the wrong value, where the answer is a value.
    """

    def declare(wrong: Any) -> Any:
        answer = wrong() if value else wrong
        wrong.misconception = Misconception(exercise_id, title, explanation, section, replaces, answer)
        return wrong

    return declare


def module_of_id(exercise_id: str) -> str:
    """``"E1.2b"`` -> ``"1"``, ``"E4b.1"`` -> ``"4b"``."""
    found = _ID.fullmatch(exercise_id)
    if not found:
        raise LookupError(f"{exercise_id!r} is no exercise: write an id like E1.2")
    return found[1]


def module_of_file(path: str | Path) -> str | None:
    """``exercises_01.py`` -> ``"1"``; None when the name says no module."""
    found = _FILE.search(Path(path).stem)
    return f"{int(found[1])}{found[2]}" if found else None


def file_stem(module: str | int) -> str:
    """``"1"`` -> ``"exercises_01"``, ``"4b"`` -> ``"exercises_04b"``."""
    found = re.fullmatch(r"(\d+)(b?)", str(module))
    if not found:
        raise LookupError(f"{module!r} is no module: write a number like 1")
    return f"exercises_{int(found[1]):02d}{found[2]}"


def add_folder(path: str | Path) -> None:
    """Also use the exercises of a folder with ``graders/``, ``hidden/`` and ``misconceptions/`` of its own.

    Raises:
        LookupError: the folder holds no grader, or a module that there is already.
    """
    folder = Path(path).resolve()
    found = _graded_in(folder)
    if not found:
        raise LookupError(f"{path}: there is no graders/test_exercises_NN.py in this folder")
    for module in found:
        if module in modules() and folder not in _folders:
            raise LookupError(f"{path}: module {module} is there already; give yours another number")
    if folder not in _folders:
        _folders.append(folder)


def folders() -> list[Path]:
    """The course's own folder of graders, and those that were added."""
    return list(_folders)


def modules() -> list[str]:
    """Modules that have a grader, in order."""
    return list(dict.fromkeys(module for folder in _folders for module in _graded_in(folder)))


def exercises_of(module: str | int) -> list[Exercise]:
    """The exercises a module's grader declares, in the order of the file."""
    stem = f"test_{file_stem(module)}"
    found: list[Exercise] = []
    for grader in _load("graders", stem):
        found += [value for value in vars(grader).values() if isinstance(value, Exercise)]
    if not found:
        raise LookupError(f"there is no module {module}: the graded modules are {', '.join(modules())}")
    return found


def load_hidden(module: str | int) -> list[Exercise]:
    """The exercises of a module with their hidden checks, where this copy of the course has them."""
    found = exercises_of(module)
    _load("hidden", f"test_{file_stem(module)}")
    return found


def find(exercise_id: str) -> Exercise:
    """The exercise with this id; LookupError names the ones that exist."""
    known = exercises_of(module_of_id(exercise_id))
    for one in known:
        if one.id == exercise_id:
            return one
    raise LookupError(f"there is no exercise {exercise_id}: the module has {', '.join(e.id for e in known)}")


def misconceptions_of(exercise_id: str) -> list[Misconception]:
    """The known wrong answers of an exercise; empty when it has no file."""
    stem = exercise_id.lower().replace(".", "_")
    declared = (
        getattr(value, "misconception", None)
        for module in _load("misconceptions", stem)
        for value in vars(module).values()
    )
    return [one for one in declared if isinstance(one, Misconception)]


_folders: list[Path] = [GRADING]


def _graded_in(folder: Path) -> list[str]:
    found = (module_of_file(path) for path in sorted((folder / "graders").glob("test_exercises_*.py")))
    return [module for module in found if module]


def _load(kind: str, stem: str) -> list[ModuleType]:
    """Import ``kind/stem.py`` from every folder that has it."""
    return [_import(folder, kind, stem) for folder in _folders if (folder / kind / f"{stem}.py").is_file()]


def _import(folder: Path, kind: str, stem: str) -> ModuleType:
    if folder == GRADING:
        return importlib.import_module(f"grading.{kind}.{stem}")
    name = f"{folder.name}_{kind}_{stem}"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, folder / kind / f"{stem}.py")
        module = sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return sys.modules[name]

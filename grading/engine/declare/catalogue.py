"""Which modules, exercises, checks and misconceptions there are: what lies in the folders of content.

A module is a folder ``module_NN`` with ``exercises.py`` (declarations), ``public/test_*.py``, ``hidden/test_*.py``
and ``misconceptions/e*.py``. Declarations are cheap to read; checks bring pandas and more, and are loaded when
somebody asks for them.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

from course import ROOT
from course.module_ids import exercise_stem, folder_name, in_order, module_id, module_of_file, module_of_id
from grading.engine.declare.exercise import Exercise
from grading.engine.declare.misconception import Misconception

CONTENT = ROOT / "grading" / "content"
"""The course's own modules."""

_folders: list[Path] = [CONTENT]
_loaded: set[tuple[str, str]] = set()


def add_folder(path: str | Path) -> None:
    """Also use the modules in a folder of one's own.

    Raises:
        LookupError: the folder holds no module, or one that there is already.
    """
    folder = Path(path).resolve()
    if folder in _folders:
        return
    found = modules_in(folder)
    if not found:
        raise LookupError(f"{path}: there is no module_NN/exercises.py in this folder")
    for module in found:
        if module in modules():
            raise LookupError(f"{path}: module {module} is there already; give yours another number")
    _folders.append(folder)
    sys.path.append(str(folder))  # its modules import each other as `module_NN.…`


def remove_added_folders() -> None:
    """Forget the folders that were added, and what was loaded from them."""
    for folder in _folders[1:]:
        for module in modules_in(folder):
            package = folder_name(module)
            for name in [n for n in sys.modules if n == package or n.startswith(f"{package}.")]:
                del sys.modules[name]
            _loaded.difference_update({(module, "public"), (module, "hidden")})
        sys.path.remove(str(folder))
    del _folders[1:]


def folders() -> list[Path]:
    """The course's own folder of content, and those that were added."""
    return list(_folders)


def modules() -> list[str]:
    """Modules that have exercises, in order."""
    return in_order([module for folder in _folders for module in modules_in(folder)])


def module_folder(module: str | int) -> Path:
    """The folder of a module's content. Raises LookupError when there is none."""
    known = module_id(module)
    for folder in _folders:
        if known in modules_in(folder):
            return folder / folder_name(known)
    raise LookupError(f"there is no module {known}: the graded modules are {', '.join(modules())}")


def declared(module: str | int) -> list[Exercise]:
    """The exercises a module declares, in the order of its file; their checks are not loaded by this."""
    found = [one for one in vars(_import(module, "exercises")).values() if isinstance(one, Exercise)]
    if not found:
        raise LookupError(f"{module_folder(module)}: exercises.py declares no exercise")
    return found


def exercises_of(module: str | int) -> list[Exercise]:
    """The exercises of a module with their public checks."""
    return _with_checks(module_id(module), "public")


def load_hidden(module: str | int) -> list[Exercise]:
    """The exercises of a module with their hidden checks too, where this copy of the course has them."""
    exercises_of(module)
    return _with_checks(module_id(module), "hidden")


def find(exercise_id: str) -> Exercise:
    """The exercise with this id, its public checks loaded; LookupError names the ones that exist."""
    return _named(exercise_id, exercises_of(module_of_id(exercise_id)))


def find_declared(exercise_id: str) -> Exercise:
    """The exercise with this id, written in any case; LookupError names the ones that exist."""
    written = exercise_id.strip()
    module, dot, item = written.partition(".")  # as ids have them: E4b.1, E0.C
    return _named(written, declared(module_of_id(f"{module.capitalize()}{dot}{item.upper()}")))


def misconceptions_of(exercise_id: str) -> list[Misconception]:
    """The known wrong answers of an exercise; empty when it has no file."""
    module = module_of_id(exercise_id)
    stem = exercise_stem(exercise_id)
    if not (module_folder(module) / "misconceptions" / f"{stem}.py").is_file():
        return []
    values = vars(_import(module, f"misconceptions.{stem}")).values()
    declared_ones = (getattr(value, "misconception", None) for value in values)
    return [one for one in declared_ones if isinstance(one, Misconception)]


def modules_in(folder: Path) -> list[str]:
    """The modules in one folder of content."""
    found = (module_of_file(path) for path in folder.glob("module_*/exercises.py"))
    return [module for module in found if module]


def _named(exercise_id: str, known: list[Exercise]) -> Exercise:
    for one in known:
        if one.id.casefold() == exercise_id.casefold():
            return one
    raise LookupError(f"there is no exercise {exercise_id}: the module has {', '.join(e.id for e in known)}")


def _with_checks(module: str, kind: str) -> list[Exercise]:
    """The exercises with the checks of one kind, which are collected once every file of them was imported."""
    exercises = declared(module)
    if (module, kind) not in _loaded:
        paths = sorted((module_folder(module) / kind).glob("test_*.py"))
        values = [value for path in paths for value in vars(_import(module, f"{kind}.{path.stem}")).values()]
        for exercise in exercises:
            exercise.collect(values, hidden=kind == "hidden")
        _loaded.add((module, kind))
    return exercises


def _import(module: str | int, name: str) -> ModuleType:
    folder = module_folder(module)
    package = f"grading.content.{folder.name}" if folder.parent == CONTENT else folder.name
    return importlib.import_module(f"{package}.{name}")

"""Links from one notebook of the course to another.

marimo opens a notebook of the folder it serves at `?file=<path from the course's folder>`. Such a link keeps
working on any port and behind any prefix, because it replaces only the query of the page's address.
"""

from pathlib import Path
from urllib.parse import quote

from course import ROOT
from course.module_ids import exercises_name, module_of_id, padded

HOME = "home.py"


def file_link(path: str | Path) -> str:
    """The link that opens the notebook at `path`, which counts from the course's folder."""
    return "?file=" + quote(Path(path).as_posix())


def home_link() -> str:
    """The link that opens the course home."""
    return file_link(HOME)


def module_path(number: int | str) -> Path | None:
    """The lesson notebook of a module, from the course's folder; None where there is none yet."""
    found = sorted((ROOT / "modules").glob(f"{padded(number)}_*.py"))
    return found[0].relative_to(ROOT) if found else None


def exercises_path(number: int | str) -> Path | None:
    """The exercise notebook of a module, from the course's folder; None where there is none yet."""
    path = Path("exercises", exercises_name(number))
    return path if (ROOT / path).is_file() else None


def module_link(number: int | str) -> str:
    """The link that opens a module's lesson.

    Raises LookupError when the course has no such module.
    """
    path = module_path(number)
    if path is None:
        raise LookupError(f"the course has no lesson notebook for module {number}")
    return file_link(path)


def exercises_link(number: int | str) -> str:
    """The link that opens a module's exercise notebook.

    Raises LookupError when the course has no such notebook.
    """
    path = exercises_path(number)
    if path is None:
        raise LookupError(f"the course has no exercise notebook for module {number}")
    return file_link(path)


def exercise_link(exercise_id: str) -> str:
    """The link that opens the notebook an exercise is in: `exercise_link("E1.2")`.

    Raises LookupError for something that is no exercise id, and when there is no such notebook.
    """
    return exercises_link(module_of_id(exercise_id))

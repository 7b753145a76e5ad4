"""Links from one notebook of the course to another, and to a place in it.

marimo opens a notebook of the folder it serves at `?file=<path from the course's folder>`. Such a link keeps
working on any port and behind any prefix, because it replaces only the query of the page's address. Home and lessons
open in the reading view, exercises in the editor.
"""

from pathlib import Path
from urllib.parse import quote

from course import ROOT
from course.module_ids import exercise_stem, exercises_name, module_of_id, module_of_section, padded

HOME = "home.py"

READING = "&view-as=present"
"""What a link adds so that marimo shows a notebook without its code."""


def file_link(path: str | Path) -> str:
    """The link that opens the notebook at `path`, which counts from the course's folder, in the editor."""
    return "?file=" + quote(Path(path).as_posix())


def home_link() -> str:
    """The link that opens the course home."""
    return file_link(HOME) + READING


def module_path(number: int | str) -> Path | None:
    """The lesson notebook of a module, from the course's folder; None where there is none yet."""
    found = sorted((ROOT / "modules").glob(f"{padded(number)}_*.py"))
    return found[0].relative_to(ROOT) if found else None


def exercises_path(number: int | str) -> Path | None:
    """The exercise notebook of a module, from the course's folder; None where there is none yet."""
    path = Path("exercises", exercises_name(number))
    return path if (ROOT / path).is_file() else None


def module_link(number: int | str) -> str:
    """The link that opens a module's lesson in the reading view.

    Raises LookupError when the course has no such module.
    """
    return file_link(_lesson(number)) + READING


def edit_link(number: int | str) -> str:
    """The link that opens a module's lesson in the editor.

    Raises LookupError when the course has no such module.
    """
    return file_link(_lesson(number))


def section_link(section: str) -> str:
    """The link that opens a lesson at one of its headings: `section_link("1.2")`, `section_link("1.2.1")`.

    A section that is a whole module ("1") opens at the top.
    Raises LookupError for what is no section, and when the course has no such module.
    """
    link = module_link(module_of_section(section))
    return f"{link}#scrollTo={section_cell(section)}" if "." in section else link


def section_cell(section: str) -> str:
    """The name of the cell with a section's heading: "1.2.1" -> "section_1_2_1"."""
    return "section_" + section.replace(".", "_")


def exercises_link(number: int | str) -> str:
    """The link that opens a module's exercise notebook.

    Raises LookupError when the course has no such notebook.
    """
    path = exercises_path(number)
    if path is None:
        raise LookupError(f"the course has no exercise notebook for module {number}")
    return file_link(path)


def exercise_link(exercise_id: str) -> str:
    """The link that opens the notebook an exercise is in, at its task: `exercise_link("E1.2")`.

    Raises LookupError for something that is no exercise id, and when there is no such notebook.
    """
    return f"{exercises_link(module_of_id(exercise_id))}#scrollTo={task_cell(exercise_id)}"


def task_cell(exercise_id: str) -> str:
    """The name of the cell with an exercise's task: "E1.2b" -> "e1_2b".

    In lower case: marimo's field for a cell's name writes it so as soon as somebody clicks there.
    """
    return exercise_stem(exercise_id)


def _lesson(number: int | str) -> Path:
    path = module_path(number)
    if path is None:
        raise LookupError(f"the course has no lesson notebook for module {number}")
    return path

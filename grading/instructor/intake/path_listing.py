"""List the files of what an instructor names: a notebook, a folder at any depth, or a zip."""

from __future__ import annotations

import zipfile
from pathlib import Path

from course.safe_text import for_terminal
from grading.instructor.intake.file_names import is_plain_word
from grading.instructor.intake.folder_listing import list_folder
from grading.instructor.intake.packed_submissions import with_packed
from grading.instructor.intake.problems import IntakeError, Notice, UnreadableFileError
from grading.instructor.intake.stored_file import ListedFile, StoredFile, open_regular
from grading.instructor.intake.zip_listing import list_zip

JUPYTER = "a Jupyter notebook; this course's notebooks are marimo .py files"


def list_path(given: Path) -> tuple[list[ListedFile], list[Notice]]:
    """The files of a PATH. Their `parts` start with the name of the folder or zip itself.

    Raises:
        IntakeError: it doesn't exist, can't be read at all, or is of a kind that holds no notebooks.
    """
    shown = for_terminal(str(given))
    try:
        # PATH itself may be a link: an instructor gave it on purpose
        path = given.resolve(strict=True)
    except (FileNotFoundError, NotADirectoryError):
        raise IntakeError(f"{shown}: there is no such file or folder") from None
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links, a NUL, no permission
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())
        raise IntakeError(f"{shown}: can't be opened ({for_terminal(reason)})") from None
    if path.is_dir():
        found, notices = with_packed(*list_folder(path, given))
        return [one._replace(parts=(_owner(path), *one.parts)) for one in found], notices
    suffix = path.suffix.lower()
    try:
        with open_regular(path) as file:
            is_zip = suffix == ".zip" or (suffix != ".py" and zipfile.is_zipfile(file))
    except UnreadableFileError as error:
        raise IntakeError(f"{shown}: {str(error)[0].lower()}{str(error)[1:].rstrip('.')}") from None
    if suffix == ".py":
        status = path.stat()
        stored = StoredFile(path, status.st_size, status.st_mtime_ns)
        return [ListedFile((_owner(path.parent), path.name), status.st_mtime, stored, shown)], []
    if is_zip:
        found, notices = with_packed(*list_zip(path, shown))
        return [one._replace(parts=(path.stem, *_inside(path, one.parts))) for one in found], notices
    raise IntakeError(
        f"{shown}: {JUPYTER if suffix == '.ipynb' else 'not a .py notebook, a folder or a zip'}"
    )


def _inside(path: Path, parts: tuple[str, ...]) -> tuple[str, ...]:
    """The names without the folder that only repeats the zip's: cohort.zip often holds cohort/…."""
    return parts[1:] if len(parts) > 1 and parts[0] == path.stem else parts


def _owner(folder: Path) -> str:
    """The name of a folder, or of the one above it where it is numbered like "module1"."""
    numbered = is_plain_word(folder.name) and any(one.isdigit() for one in folder.name)
    return folder.parent.name if numbered and folder.parent.name else folder.name

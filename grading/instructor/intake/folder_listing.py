"""List the files of a folder at any depth; links and special files become notices."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from course.safe_text import for_terminal
from grading.instructor.intake.file_names import is_junk
from grading.instructor.intake.problems import IntakeError, Notice
from grading.instructor.intake.stored_file import MAX_FILES, ListedFile, StoredFile


def list_folder(folder: Path, shown: Path) -> tuple[list[ListedFile], list[Notice]]:
    """The ordinary files in a folder.

    Args:
        shown: the folder's path as it stands in notices.

    Raises:
        IntakeError: the folder itself can't be listed, or holds over 20,000 files and folders.
    """
    found: list[ListedFile] = []
    notices: list[Notice] = []
    waiting: list[tuple[str, ...]] = [()]
    seen = 0
    while waiting:
        parts = waiting.pop()
        try:
            names = os.listdir(folder.joinpath(*parts))
        except OSError as error:
            if not parts:
                raise IntakeError(f"{shown}: the folder can't be opened ({error.strerror})") from None
            reason = f"the folder can't be opened ({error.strerror})"
            notices.append(Notice(for_terminal(str(shown.joinpath(*parts))), reason))
            continue
        for name in names:
            if is_junk(name):
                continue
            seen += 1
            if seen > MAX_FILES:
                raise IntakeError(
                    f"{shown}: over {MAX_FILES:,} files; name the folder that holds only the submissions"
                )
            here = (*parts, name)
            path, shown_here = folder.joinpath(*here), for_terminal(str(shown.joinpath(*here)))
            reason = None
            try:
                status = os.lstat(path)  # also decides about folders: a link to one is never entered
            except OSError as error:
                reason = f"it can't be opened ({error.strerror})"
            else:
                if stat.S_ISDIR(status.st_mode):
                    waiting.append(here)
                elif stat.S_ISREG(status.st_mode):
                    stored = StoredFile(path, status.st_size, status.st_mtime_ns)
                    found.append(ListedFile(here, status.st_mtime, stored, shown_here))
                elif stat.S_ISLNK(status.st_mode):
                    reason = "a symbolic link: links are never followed"
                else:
                    reason = "not an ordinary file (a pipe, a socket or a device): it is not opened"
            if reason:
                notices.append(Notice(shown_here, reason))
    return found, notices

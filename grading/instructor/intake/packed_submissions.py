"""The notebooks in the files that `course submit` makes, where these lie in a folder or a download."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO

from grading.instructor.intake.file_names import LONGEST_PATH
from grading.instructor.intake.problems import Notice, UnreadableFileError
from grading.instructor.intake.stored_file import ListedFile, ZipMember
from grading.instructor.intake.zip_listing import BROKEN

MAX_PACKED_BYTES = 2_000_000
"""Of one such file: the notebooks of a whole course take a tenth of it, and its list of files stays short."""
_MAX_NOTEBOOKS = 30
# An LMS puts its own words before the name and a number behind it: ada_101_9001_course-submission-01-2.zip
_NAME = re.compile(
    r"(?P<before>(?:.{0,300}_)?)course-submission(?:-\d\db?)?(?P<behind>.{0,60})\.zip", re.I | re.S
)
_NOTEBOOK = re.compile(r"(?:(?P<folder>[^/\\.][^/\\]{0,199})/)?(?P<stem>exercises_\d\db?)\.py")


def with_packed(listed: list[ListedFile], notices: list[Notice]) -> tuple[list[ListedFile], list[Notice]]:
    """The files with the notebooks of such a file in its place, named as if they had been handed in alone."""
    found: list[ListedFile] = []
    more = list(notices)
    for one in listed:
        name = _NAME.fullmatch(one.parts[-1])
        if name is None:
            found.append(one)
            continue
        try:
            notebooks = _notebooks(one, name)
        except UnreadableFileError as error:
            more.append(Notice(one.shown, str(error)))
            continue
        found += notebooks
    return found, more


def _notebooks(listed: ListedFile, name: re.Match[str]) -> list[ListedFile]:
    data = listed.stored.read()
    if len(data) > MAX_PACKED_BYTES:
        raise UnreadableFileError(
            f"larger than {MAX_PACKED_BYTES // 1_000_000} MB: hand in the notebooks alone"
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = [(_NOTEBOOK.fullmatch(info.orig_filename), info) for info in archive.infolist()]
    except BROKEN:
        raise UnreadableFileError("damaged: upload it again, or hand in the notebooks alone") from None
    notebooks = [(inside, info) for inside, info in members if inside]
    if not 0 < len(notebooks) <= _MAX_NOTEBOOKS:
        raise UnreadableFileError("it holds no notebook that `course submit` would have packed")
    found = []
    for inside, info in notebooks:
        file = f"{name['before']}{inside['stem']}{name['behind']}.py"
        alone = len(listed.parts) == 1 and not name["before"] and inside["folder"]
        parts = (*listed.parts[:-1], *([inside["folder"]] if alone else []), file)
        deflated = info.compress_type == zipfile.ZIP_DEFLATED
        if not deflated and info.compress_type != zipfile.ZIP_STORED:
            raise UnreadableFileError("compressed in an unusual way: make it again with `course submit`")
        inner = ZipMember(info.header_offset, info.compress_size, info.file_size, deflated, info.CRC)
        shown = f"{listed.shown}: {inside['stem']}.py"[:LONGEST_PATH]
        found.append(ListedFile(parts, listed.seconds, replace(listed.stored, inner=inner), shown))
    return found

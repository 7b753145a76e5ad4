"""List the files of a zip without unpacking it; what leads out of it or is no ordinary file becomes a notice."""

from __future__ import annotations

import calendar
import os
import re
import stat
import struct
import zipfile
from io import BufferedReader, FileIO
from pathlib import Path
from typing import cast

from course.safe_text import for_terminal
from grading.instructor.intake.file_names import LONGEST_PATH, is_junk
from grading.instructor.intake.problems import IntakeError, Notice, UnreadableFileError
from grading.instructor.intake.stored_file import MAX_FILES, ListedFile, StoredFile, ZipMember, open_regular

_MAX_DIRECTORY = 16_000_000  # bytes; the list of 20,000 members with long names takes less than 6 MB
_UTF8 = 0x800
_ENCRYPTED = 0x1
BROKEN = (
    zipfile.BadZipFile,
    OSError,
    ValueError,
    NotImplementedError,
    EOFError,
    OverflowError,
    struct.error,
)
"""What zipfile raises for what is no zip, or a forged one."""


class _Bounded(BufferedReader):
    """Gives zipfile no more than a directory may have, so that a forged length can't fill the memory."""

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = _MAX_DIRECTORY + 1 if size is None or size < 0 else min(size, _MAX_DIRECTORY + 1)
        data = super().read(wanted)
        if len(data) > _MAX_DIRECTORY:
            raise zipfile.BadZipFile("its list of files is too long")
        return data


def list_zip(path: Path, shown: str) -> tuple[list[ListedFile], list[Notice]]:
    """The files in a zip.

    Args:
        shown: the zip's path as it stands in notices.

    Raises:
        IntakeError: it can't be read as a zip, has over 20,000 entries, or entries that overlap.
    """
    try:
        with open_regular(path) as file:
            size, mtime_ns = (now := os.fstat(file.fileno())).st_size, now.st_mtime_ns
            bounded = _Bounded(cast(FileIO, file.raw))
            try:
                with zipfile.ZipFile(bounded) as archive:
                    members = archive.infolist()
            finally:
                bounded.detach()  # else it closes the file when it is forgotten
    except UnreadableFileError as error:
        raise IntakeError(f"{shown}: {error}") from None
    except BROKEN as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise IntakeError(
            f"{shown}: not a readable zip ({for_terminal(reason)}); download it again"
        ) from None
    if len(members) > MAX_FILES:
        raise IntakeError(
            f"{shown}: {len(members):,} entries, and {MAX_FILES:,} are the limit; grade it in smaller parts"
        )
    if _overlap(members):
        raise IntakeError(
            f"{shown}: its entries overlap, so the zip is damaged or hostile; download it again"
        )

    found: dict[tuple[str, ...], ListedFile] = {}
    notices: list[Notice] = []
    for info in members:
        name = _name(info)
        parts = tuple(part for part in name.split("/") if part not in ("", "."))
        shown_here = for_terminal(f"{shown}: {name if len(name) <= LONGEST_PATH else name[:100] + '…'}")
        reason = _refused(info, name, parts)
        if reason:
            notices.append(Notice(shown_here, reason))
        elif not info.is_dir() and not any(map(is_junk, parts)):
            deflated = info.compress_type == zipfile.ZIP_DEFLATED
            member = ZipMember(info.header_offset, info.compress_size, info.file_size, deflated, info.CRC)
            if parts in found:
                notices.append(Notice(shown_here, "in the zip more than once: the last one counts"))
            stored = StoredFile(path, size, mtime_ns, member)
            found[parts] = ListedFile(parts, _seconds(info), stored, shown_here)
    return list(found.values()), notices


def _overlap(members: list[zipfile.ZipInfo]) -> bool:
    """Members that share bytes: how a small zip claims to hold petabytes."""
    end = 0
    for info in sorted(members, key=lambda info: info.header_offset):
        if info.header_offset < end:
            return True
        end = info.header_offset + 30 + info.compress_size  # a local header has at least 30 bytes
    return False


def _name(info: zipfile.ZipInfo) -> str:
    """The whole name: zipfile cuts it at a NUL, and takes UTF-8 without its flag (macOS) for cp437."""
    name = info.orig_filename
    if info.flag_bits & _UTF8:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _refused(info: zipfile.ZipInfo, name: str, parts: tuple[str, ...]) -> str | None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "a symbolic link: links are never followed"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "not an ordinary file"
    if "\0" in name or "\\" in name or name.startswith("/") or ".." in parts or re.match("[A-Za-z]:", name):
        return "its name leads out of the zip, or is not portable: it is not opened"
    if not parts:
        return "it has no name"
    if info.is_dir() or any(map(is_junk, parts)):
        return None
    if len(name) > LONGEST_PATH:
        return f"its name is longer than {LONGEST_PATH:,} characters: make the zip again with shorter names"
    if info.flag_bits & _ENCRYPTED:
        return "encrypted: make the zip again without a password"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # zipfile unpacks the others (bzip2, LZMA) without a bound on memory
        return "compressed in an unusual way: make the zip again with the usual settings"
    return None


def _seconds(info: zipfile.ZipInfo) -> float:
    try:
        return float(calendar.timegm((*info.date_time, 0, 1, -1)))
    except (ValueError, OverflowError):
        return 0.0

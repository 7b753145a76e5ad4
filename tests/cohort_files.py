"""Builds the folders and zips that the tests of finding submissions look into."""

import os
import stat
import zipfile
from pathlib import Path

from grading.instructor.intake.submissions import find_submissions

NOTEBOOK = b'import marimo\ncheck("E1.1", lambda: parse_price)\n'


def write(path: Path, content: bytes = NOTEBOOK, mtime: int | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if mtime is not None:
        os.utime(path, (mtime, mtime))
    return path


def folder_of(path: Path, *names: str) -> Path:
    for name in names:
        write(path / name)
    return path


def zip_of(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, NOTEBOOK)
    return path


def special(path: Path, name: str, mode: int = stat.S_IFREG | 0o644, content: bytes = NOTEBOOK) -> Path:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(info, content)
    return path


def found(*paths: Path, module: str | None = None) -> dict[tuple[str, str], str]:
    """Learner and module of each entry -> its file, below the first PATH."""
    entries, _ = find_submissions(list(paths), module)
    for entry in entries:
        if entry.problem is None:
            assert entry.read() == NOTEBOOK
    return {(one.learner, one.module): Path(one.notebook.split(": ")[-1]).name for one in entries}


def learners(*paths: Path) -> list[tuple[str, str]]:
    return list(found(*paths))


def reasons(*paths: Path) -> dict[str, str]:
    _, notices = find_submissions(list(paths))
    return {notice.path: notice.reason for notice in notices}

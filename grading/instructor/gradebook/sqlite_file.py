"""The file under a gradebook: made, recognised and opened, and its errors turned into one line each."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from course.safe_text import for_terminal
from grading.instructor.gradebook.schema import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    bring_up_to_date,
    show_as_newest,
    version_of,
)

_BUSY_SECONDS = 30.0
_NO_TEXT = "a text in it is not UTF-8"


class GradebookError(Exception):
    """The gradebook can't be used; the message is one line that says why, and how to mend it."""


def open_to_write(path: Path) -> sqlite3.Connection:
    """A connection to the gradebook, made with its folder where there is none; only you can read it (0600).

    A gradebook of an earlier course is brought up to date.

    Raises GradebookError, or what `one_line` turns into one.
    """
    _refuse_folder(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        _refuse_others(path)
    for place in (path, path.parent):
        if not os.access(place, os.W_OK):
            raise GradebookError(
                f"{place} is write-protected: copy the gradebook to a folder you can write in"
            )
    db = _connect(path, "rw")
    try:
        try:
            version = version_of(db)
        except sqlite3.OperationalError as error:
            if _is_busy(error):
                raise
            _leave_log(db)
            version = version_of(db)
        if version < SCHEMA_VERSION:
            # before the log is chosen: so the first bytes of a new file say what it is
            bring_up_to_date(db)
        _choose_journal(db)
    except BaseException:
        db.close()
        raise
    return db


def open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that can't change the gradebook, which must be there. Raises as `open_to_write` does.

    A gradebook of an earlier course is read as if it were up to date, and left as it is.
    """
    _refuse_folder(path)
    if not path.exists():
        raise GradebookError(f"there is no gradebook {path}: `course grade` makes one")
    _refuse_others(path)
    if path.stat().st_size == 0:
        raise GradebookError(f"{path} holds nothing yet: `course grade` fills it")
    db = _connect(path, "ro")
    try:
        version_of(db)
    except sqlite3.OperationalError as error:
        db.close()
        log = Path(f"{path}-wal")
        if _is_busy(error) or (log.exists() and log.stat().st_size):
            raise
        # Not even the file through which readers coordinate can be written here: so nobody else writes here either.
        db = _connect(path, "ro&immutable=1")
    show_as_newest(db)
    return db


def damaged(path: Path, reason: str) -> GradebookError:
    """What to raise where the content of the file is not what a gradebook holds."""
    return GradebookError(f"{path}: {_mend_damage(reason)}")


@contextmanager
def one_line(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system raise about the file into a GradebookError."""
    try:
        yield
    except sqlite3.Error as error:
        raise GradebookError(f"{path}: {_mend(error)}") from None
    except UnicodeDecodeError:  # SQLite quotes a damaged name as it is
        raise damaged(path, _NO_TEXT) from None
    except OSError as error:
        raise GradebookError(
            f"{path} can't be opened ({error.strerror or error}): name a file in a folder you can write in"
        ) from None


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)


def _choose_journal(db: sqlite3.Connection) -> None:
    """A write-ahead log where the file system can; else the rollback journal, which network shares can too."""
    try:
        mode = db.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    except sqlite3.OperationalError as error:
        if not _is_busy(error):
            _leave_log(db)
        mode = "delete"  # where it is busy, whoever opens the file next changes it
    db.execute(f"PRAGMA synchronous = {'FULL' if mode == 'wal' else 'EXTRA'}")


def _leave_log(db: sqlite3.Connection) -> None:
    """Give up the log of a book that was moved to a share: only a connection that has the file to itself can."""
    db.execute("PRAGMA locking_mode = EXCLUSIVE")
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("PRAGMA locking_mode = NORMAL")
    version_of(db)  # lets the lock go


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise GradebookError(f"{path} is a folder: name the file in it, {path / 'gradebook.db'}")


def _refuse_others(path: Path) -> None:
    """Raise unless the file is empty or a gradebook of a version we know: before SQLite touches it."""
    with path.open("rb") as file:
        header = file.read(100)
    if not header:
        return
    if not header.startswith(b"SQLite format 3\0"):
        raise GradebookError(f"{path} is no gradebook: name another file, or move this one away")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise GradebookError(f"{path} is the database of another program: name another file")
    if int.from_bytes(header[60:64], "big") > SCHEMA_VERSION:
        raise GradebookError(f"{path} was made by a newer version of the course: update this one")


def _mend(error: sqlite3.Error) -> str:
    """What went wrong and what to do about it, in one line."""
    name = getattr(error, "sqlite_errorname", "") or ""
    reason = for_terminal(" ".join(str(error).split()))
    if _is_busy(error):
        return f"another program was writing for {_BUSY_SECONDS:g} s: try again when it is done"
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return "can't be opened or written here: copy it to a folder you can write in"
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return f"could not be written ({reason}): make room on the disk, then try again"
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return _mend_damage(reason)
    if not name and "UTF-8" in reason:  # Python's own message, which quotes the whole text
        return _mend_damage(_NO_TEXT)
    return f"could not be used ({reason})"


def _mend_damage(reason: str) -> str:
    return f"is damaged ({reason}): put a copy back, or grade again into another folder with --out"


def _is_busy(error: sqlite3.Error) -> bool:
    return (getattr(error, "sqlite_errorname", "") or "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))

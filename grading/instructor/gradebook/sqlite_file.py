"""The file under a gradebook: opened, made, recognised, and its errors said in one line."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA_VERSION = 1

_APPLICATION = 0x47426B31  # "GBk1": tells a gradebook from every other SQLite file
_BUSY_SECONDS = 30.0
_URI_OPTIONS = ""  # tests put a file system without shared memory here

_SCHEMA = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
INSERT INTO meta VALUES ('revision', 0);
CREATE TABLE reports (
    learner TEXT NOT NULL,
    module TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status TEXT NOT NULL,
    score REAL NOT NULL,
    max_score REAL NOT NULL,
    late INTEGER NOT NULL,
    graded_at TEXT NOT NULL,
    lms TEXT NOT NULL,
    report TEXT NOT NULL,
    PRIMARY KEY (learner, module)
);
CREATE TABLE marks (
    learner TEXT NOT NULL,
    module TEXT NOT NULL,
    exercise TEXT NOT NULL,
    criterion TEXT NOT NULL,
    points REAL NOT NULL,
    max_points REAL NOT NULL,
    comment TEXT NOT NULL,
    marker TEXT NOT NULL,
    PRIMARY KEY (learner, module, exercise, criterion)
);
CREATE TABLE notices (number INTEGER PRIMARY KEY, path TEXT NOT NULL, reason TEXT NOT NULL);
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {SCHEMA_VERSION};
"""


class GradebookError(Exception):
    """The gradebook can't be used; the message is one line that says why, and how to mend it."""


def open_to_write(path: Path) -> sqlite3.Connection:
    """A connection to the gradebook, made with its folder where there is none; only you can read it (0600).

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
            version = _version(db)
        except sqlite3.OperationalError as error:
            if _is_busy(error):
                raise
            _leave_log(db)
            version = _version(db)
        if version == 0:
            _make(db)
        _choose_journal(db)
    except BaseException:
        db.close()
        raise
    return db


def open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that can't change the gradebook, which must be there. Raises as `open_to_write` does."""
    _refuse_folder(path)
    if not path.exists():
        raise GradebookError(f"there is no gradebook {path}: `course grade` makes one")
    _refuse_others(path)
    if path.stat().st_size == 0:
        raise GradebookError(f"{path} holds nothing yet: `course grade` fills it")
    db = _connect(path, "ro")
    try:
        _version(db)
    except sqlite3.OperationalError as error:
        db.close()
        log = Path(f"{path}-wal")
        if _is_busy(error) or (log.exists() and log.stat().st_size):
            raise
        # A place where not even the file that readers agree by can be written: nobody else writes there either.
        db = _connect(path, "ro&immutable=1")
    return db


@contextmanager
def one_line(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system raise about the file into a GradebookError."""
    try:
        yield
    except sqlite3.Error as error:
        raise GradebookError(f"{path}: {_mend(error)}") from None
    except OSError as error:
        raise GradebookError(
            f"{path} can't be opened ({error.strerror or error}): name a file in a folder you can write in"
        ) from None


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}{_URI_OPTIONS}"
    return sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)


def _version(db: sqlite3.Connection) -> int:
    return db.execute("PRAGMA user_version").fetchone()[0]


def _make(db: sqlite3.Connection) -> None:
    """Fill a new file in one transaction, not as a log yet: so its first bytes say what it is from the start."""
    db.execute("BEGIN IMMEDIATE")
    if _version(db) == 0:  # another process may have been faster
        for statement in _SCHEMA.split(";"):
            db.execute(statement)
    db.execute("COMMIT")


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
    """Turn a book with a log, moved to a share, back: only a connection that has it alone can do that."""
    db.execute("PRAGMA locking_mode = EXCLUSIVE")
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("PRAGMA locking_mode = NORMAL")
    _version(db)  # lets the lock go


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
    if int.from_bytes(header[68:72], "big") != _APPLICATION:
        raise GradebookError(f"{path} is the database of another program: name another file")
    if int.from_bytes(header[60:64], "big") > SCHEMA_VERSION:
        raise GradebookError(f"{path} was made by a newer version of the course: update this one")


def _mend(error: sqlite3.Error) -> str:
    """What went wrong and what to do about it, in one line."""
    name = getattr(error, "sqlite_errorname", "") or ""
    reason = " ".join(str(error).split())
    if _is_busy(error):
        return f"another program was writing for {_BUSY_SECONDS:g} s: try again when it is done"
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return "can't be opened or written here: copy it to a folder you can write in"
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return f"could not be written ({reason}): make room on the disk, then try again"
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return f"is damaged ({reason}): put a copy back, or grade again into another folder with --out"
    return f"could not be used ({reason})"


def _is_busy(error: sqlite3.Error) -> bool:
    return (getattr(error, "sqlite_errorname", "") or "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))

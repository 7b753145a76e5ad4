"""What a learner has done, kept in one SQLite file.

Every verdict, answer and hint is appended as an event; nothing is ever changed or removed, so several notebooks
and commands can write at the same time and none loses what another wrote. SQLite's rollback journal (not WAL)
is used on purpose: each commit then touches the file itself, which is what the course home watches.

A store that can't be written or was damaged must never stop a learner: the functions here warn in one line and
go on.
"""

import json
import os
import sqlite3
import time
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from course import ROOT

STATUSES = ("not attempted", "failed", "nearly", "passed", "error")

_BUSY_SECONDS = 30.0
_REPAIR_SECONDS = 10.0

_SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('verdict', 'answer', 'hint')),
    id TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS events_of_id ON events (kind, id, number);
"""


class ProgressWarning(UserWarning):
    """The progress store could not be used as it should."""


@dataclass(frozen=True)
class Latest:
    """The newest that is known of one exercise, or the first answer to one question.

    `kind` is "verdict" or "answer"; `at` is ISO 8601 in UTC. `status` is one of STATUSES (a question is "passed"
    or "failed"). `best` is the highest score an exercise ever had, `passed_once` whether it was ever passed.
    `answer` is what was answered to a question and None for an exercise.
    """

    id: str
    kind: str
    at: str
    status: str
    score: float
    max_score: float
    checks_passed: int = 0
    checks_total: int = 0
    best: float = 0.0
    passed_once: bool = False
    answer: Any = None


def path() -> Path:
    """Where progress is kept: the file COURSE_PROGRESS names, or `.course/progress.sqlite` in the course."""
    chosen = os.environ.get("COURSE_PROGRESS")
    return Path(chosen).expanduser() if chosen else ROOT / ".course" / "progress.sqlite"


def record_verdict(
    exercise_id: str,
    status: str,
    score: float,
    max_score: float,
    checks_passed: int,
    checks_total: int,
) -> None:
    """Append the verdict on an exercise, unless it says what the one before said.

    Notebooks run their checks again whenever they are opened; leaving repeats out keeps the store small and the
    time of the newest event meaningful. Raises ValueError for an unknown status.
    """
    if status not in STATUSES:
        raise ValueError(f"unknown status {status!r}; one of {', '.join(STATUSES)}")
    body = {
        "status": status,
        "score": float(score),
        "max_score": float(max_score),
        "checks_passed": int(checks_passed),
        "checks_total": int(checks_total),
    }
    _append("verdict", exercise_id, body, unless_repeated=True)


def record_answer(question_id: str, answer: Any, correct: bool, points: float) -> None:
    """Append an answer to a question of a lesson, which earns its points right or wrong.

    `answer` must be data that JSON can hold.
    Later answers are kept too, but `stored_answer` and `snapshot` go by the first.
    """
    body = {
        "answer": answer,
        "correct": bool(correct),
        "score": float(points),
        "max_score": float(points),
    }
    _append("answer", question_id, body)


def record_hint(exercise_id: str, number: int) -> None:
    """Append that hint `number` (from 1) of an exercise was shown."""
    _append("hint", exercise_id, {"number": int(number)})


def stored_answer(question_id: str) -> Any | None:
    """The first answer given to a question, or None."""
    for _, _, _, body in _events("answer", question_id):
        return body["answer"]
    return None


def hints_shown(exercise_id: str) -> int:
    """How many hints of an exercise were shown so far."""
    return max((body["number"] for _, _, _, body in _events("hint", exercise_id)), default=0)


def snapshot() -> dict[str, Latest]:
    """Everything done so far: the id of each exercise or question seen -> what is known of it."""
    known: dict[str, Latest] = {}
    for at, kind, name, body in _events():
        before = known.get(name)
        if kind == "answer" and before is None:
            known[name] = Latest(
                name,
                kind,
                at,
                "passed" if body["correct"] else "failed",
                body["max_score"],  # older stores say 0 for a wrong answer
                body["max_score"],
                best=body["max_score"],
                passed_once=body["correct"],
                answer=body["answer"],
            )
        elif kind == "verdict":
            passed = body["status"] == "passed"
            known[name] = Latest(
                name,
                kind,
                at,
                **body,
                best=max(body["score"], before.best if before else 0.0),
                passed_once=passed or (before is not None and before.passed_once),
            )
    return known


def _append(kind: str, name: str, body: dict[str, Any], unless_repeated: bool = False) -> None:
    text = json.dumps(body, sort_keys=True)
    at = datetime.now(UTC).isoformat(timespec="milliseconds")

    def write(store: sqlite3.Connection) -> None:
        # The write lock is taken before the read, so that two processes can't both find no repeat.
        store.execute("BEGIN IMMEDIATE")
        last = store.execute(
            "SELECT body FROM events WHERE kind = ? AND id = ? ORDER BY number DESC LIMIT 1", (kind, name)
        ).fetchone()
        if not (unless_repeated and last and last[0] == text):
            store.execute(
                "INSERT INTO events (at, kind, id, body) VALUES (?, ?, ?, ?)", (at, kind, name, text)
            )
        store.commit()

    _with_store(write, create=True)


def _events(kind: str | None = None, name: str | None = None) -> list[tuple[str, str, str, dict[str, Any]]]:
    def read(store: sqlite3.Connection) -> list[tuple[str, str, str, str]]:
        return store.execute(
            "SELECT at, kind, id, body FROM events"
            " WHERE (?1 IS NULL OR kind = ?1) AND (?2 IS NULL OR id = ?2) ORDER BY number",
            (kind, name),
        ).fetchall()

    rows = _with_store(read, create=False) or []
    return [(at, what, which, json.loads(body)) for at, what, which, body in rows]


def _with_store(use, create: bool):
    """Call `use` with an open store; None where there is no store (and `create` is false) or it can't be used."""
    file = path()
    for last_try in (False, True):
        try:
            if not create and not file.exists():
                return None
            with _open(file) as store:
                return use(store)
        except sqlite3.OperationalError as error:
            return _warn(
                f"Your progress could not be saved or read ({error}) in {file}. Your answers still work."
            )
        except sqlite3.DatabaseError as error:
            if last_try:
                return _warn(f"Your progress could not be used ({error}) in {file}. Your answers still work.")
            _move_aside(file)
        except OSError as error:
            return _warn(
                f"Your progress could not be saved ({error.strerror}) in {file}. Your answers still work."
            )
    return None


@contextmanager
def _open(file: Path) -> Iterator[sqlite3.Connection]:
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file, timeout=_BUSY_SECONDS, isolation_level=None)) as store:
        store.execute("PRAGMA synchronous = NORMAL")
        if not store.execute("SELECT 1 FROM sqlite_master WHERE name = 'events_of_id'").fetchone():
            # One transaction: a process killed half way must not leave a table without its index.
            store.executescript("BEGIN IMMEDIATE;" + _SCHEMA + "COMMIT;")
        yield store


def _move_aside(file: Path) -> None:
    """Rename a damaged store, keeping it for whoever wants to rescue it; one process at a time."""
    lock = file.with_name(file.name + ".repair")
    deadline = time.monotonic() + _REPAIR_SECONDS
    while True:
        try:
            lock.mkdir()
            break
        except FileExistsError:
            if time.monotonic() > deadline:
                break  # whoever held it was killed: go on without it
            time.sleep(0.05)
    try:
        if _is_damaged(file):
            aside = file.with_name(f"{file.stem}.damaged-{time.time_ns()}{file.suffix}")
            os.replace(file, aside)
            _warn(
                f"The file with your progress was damaged. It was kept as {aside}, and a new one was started."
            )
    finally:
        if lock.is_dir():
            lock.rmdir()


def _is_damaged(file: Path) -> bool:
    """Whether the file is still unreadable: another process may have replaced it by now."""
    try:
        with _open(file) as store:
            return store.execute("PRAGMA quick_check").fetchone()[0] != "ok"
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:
        return True


def _warn(text: str) -> None:
    warnings.warn(text, ProgressWarning, stacklevel=2)

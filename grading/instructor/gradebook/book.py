"""The gradebook: every report and every mark of a cohort, in one SQLite file that survives a crash.

Each `save` is one transaction that is on the disk when it returns. The journal is a write-ahead log, so a
dashboard reads while a run writes; on network shares, where that does not work, it is SQLite's rollback journal.
Reports and marks are kept apart: grading again replaces a report and never touches a mark. Where another notebook takes
points away, the report that it replaces is kept, and can be put back: whose a notebook is was read from names that
people chose.

A book belongs to the thread that opened it; open one for each thread.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec

from course.safe_text import for_database, visible_name
from grading.instructor.gradebook.marks_file import Mark
from grading.instructor.gradebook.report import Report, read_report
from grading.instructor.gradebook.schema import REPORT_COLUMNS
from grading.instructor.gradebook.sqlite_file import (
    GradebookError,
    damaged,
    one_line,
    open_to_read,
    open_to_write,
)
from grading.instructor.gradebook.totals import Total
from grading.instructor.intake.problems import Notice

# Modules in the order of the course: 2 before 10, 4 before 4b.
_ORDER = "learner, CAST(module AS INTEGER), module"
_Module = Annotated[str, msgspec.Meta(pattern="^[0-9]{1,3}b?$")]
_Points = Annotated[float, msgspec.Meta(ge=0, le=1e12)]
_Row = TypeVar("_Row")


@dataclass(frozen=True)
class MarksChange:
    """How many marks `add_marks` added, changed, took away, or found as they were."""

    new: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0


@dataclass(frozen=True)
class Replaced:
    """A report that another one took the place of. `notebook` is empty where the report can't be read any more."""

    number: int
    learner: str
    module: str
    score: float
    max_score: float
    graded_at: str
    notebook: str


class Gradebook:
    """The reports, marks and notices of a cohort.

    Args:
        path: the file; made, with its folder, where there is none yet. Only you can read it (mode 0600).
        readonly: look and never touch. The file must be there.

    Raises:
        GradebookError: the file is no gradebook, is newer than this course, or can't be read or written.
    """

    def __init__(self, path: Path | str, readonly: bool = False):
        self.path = Path(path)
        self.readonly = readonly
        with one_line(self.path):
            self._db = open_to_read(self.path) if readonly else open_to_write(self.path)

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. What was saved is on the disk already."""
        self._db.close()

    # -- reports

    def fingerprint(self, learner: str, module: str) -> str | None:
        """What the stored report was made from, or None where there is no report."""
        found = self._rows(
            tuple[str],
            "SELECT fingerprint FROM reports WHERE learner = ? AND module = ?",
            for_database(learner),
            module,
        )
        return found[0][0] if found else None

    def save(self, report: Report, fingerprint: str) -> str | None:
        """Store a report in place of the one before. It is on the disk when this returns.

        Returns:
            What an instructor should know, in one line: that another notebook took points away, and how to put
            the report back; or that the report was too large. Else None.
        """
        with self._writing():
            said = self._keep_better(report)
            try:
                self._store(report, fingerprint)
            except (sqlite3.DataError, OverflowError):  # longer than SQLite takes
                why = "its report is too large for the gradebook: what each check says is left out"
                self._store(report.without_checks(why), fingerprint)
                said = said or f"{report.learner}, module {report.module}: {why}"
        return said

    def _store(self, report: Report, fingerprint: str) -> None:
        row = (
            report.learner,
            report.module,
            fingerprint,
            report.status,
            report.score,
            report.max_score,
            report.late,
            report.graded_at,
            _json(report.lms),
            _json(report.as_dict()),
            report.has_rubric,
        )
        self._db.execute(
            f"INSERT OR REPLACE INTO reports ({REPORT_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?)", _texts(row)
        )

    def _keep_better(self, report: Report) -> str | None:
        """Keep the stored report where a notebook of another name earned more; returns the line that says so."""
        key = _texts((report.learner, report.module))
        found = self._rows(
            tuple[_Points, _Points, str],
            "SELECT score, max_score, report FROM reports WHERE learner = ? AND module = ?",
            *key,
        )
        if not found:
            return None
        [(score, max_score, text)] = found
        if score <= report.score:
            return None
        notebook = _notebook_in(text)
        if notebook in ("", for_database(report.notebook)):
            return None
        number = self._copy_to_replaced(key)
        return (
            f"{report.learner}, module {report.module}: {report.score:g} of {report.max_score:g} from"
            f" {report.notebook} takes the place of {score:g} of {max_score:g} from {notebook};"
            f" to put that back: course gradebook {self.path} --put-back {number}"
        )

    def _copy_to_replaced(self, key: tuple) -> int:
        """Copy the stored report of a learner and module to the replaced ones; returns its number there."""
        return self._db.execute(
            f"INSERT OR REPLACE INTO replaced ({REPORT_COLUMNS})"
            f" SELECT {REPORT_COLUMNS} FROM reports WHERE learner = ? AND module = ?",
            key,
        ).lastrowid

    def replaced(self) -> list[Replaced]:
        """Every report that was replaced by one with fewer points from another notebook, and kept."""
        rows = self._rows(
            tuple[int, str, _Module, _Points, _Points, str, str],
            "SELECT number, learner, module, score, max_score, graded_at, report FROM replaced"
            f" ORDER BY {_ORDER}, number",
        )
        return [Replaced(*row[:-1], _notebook_in(row[-1])) for row in rows]

    def put_back(self, number: int) -> Replaced:
        """Put a replaced report back; the one in its place becomes a replaced one, so that this can be undone.

        Raises:
            GradebookError: there is no replaced report of this number.
        """
        with self._writing():
            found = next((one for one in self.replaced() if one.number == number), None)
            if found is None:
                raise GradebookError(
                    f"{self.path} keeps no replaced report {number}: course gradebook {self.path} --replaced"
                )
            self._copy_to_replaced(_texts((found.learner, found.module)))
            self._db.execute(
                f"INSERT OR REPLACE INTO reports ({REPORT_COLUMNS})"
                f" SELECT {REPORT_COLUMNS} FROM replaced WHERE number = ?",
                (number,),
            )
            self._db.execute("DELETE FROM replaced WHERE number = ?", (number,))
        return found

    def report(self, learner: str, module: str) -> Report | None:
        """The report of one learner in one module, or None."""
        found = self._rows(
            tuple[str],
            "SELECT report FROM reports WHERE learner = ? AND module = ?",
            for_database(learner),
            module,
        )
        if not found:
            return None
        try:
            report = read_report(found[0][0])
            if (for_database(report.learner), report.module) != (for_database(learner), module):
                raise ValueError("it is of somebody else")
            return report
        except ValueError:
            raise GradebookError(
                f"the report of {visible_name(learner)} in module {module} in {self.path} can't be read:"
                " grade it again with `course grade … --regrade`"
            ) from None

    def reports(self, module: str | None = None) -> Iterator[Report]:
        """Every report, by learner and module, one at a time: a cohort need not fit into memory."""
        keys = self._rows(
            tuple[str, _Module],
            f"SELECT learner, module FROM reports WHERE ?1 IS NULL OR module = ?1 ORDER BY {_ORDER}",
            module,
        )
        for learner, of_module in keys:
            # One query each: a reader that stops halfway holds nothing open.
            found = self.report(learner, of_module)
            if found is not None:
                yield found

    def revision(self) -> int:
        """A number that grows with every change; cheap to ask."""
        found = self._rows(tuple[int], "SELECT value FROM meta WHERE name = 'revision'")
        if not found:
            raise damaged(self.path, "it has no revision")
        return found[0][0]

    # -- what was not graded

    def save_notices(self, notices: list[Notice]) -> None:
        """Store what the newest run found and did not grade, in place of what the run before said."""
        with self._writing():
            self._db.execute("DELETE FROM notices")
            self._db.executemany(
                "INSERT INTO notices (path, reason) VALUES (?, ?)",
                [_texts((str(notice.path), notice.reason)) for notice in notices],
            )

    def notices(self) -> list[Notice]:
        """What the newest run found and did not grade, in its order."""
        return [
            Notice(*row)
            for row in self._rows(tuple[str, str], "SELECT path, reason FROM notices ORDER BY number")
        ]

    # -- marks

    def add_marks(self, marks: list[Mark]) -> MarksChange:
        """Store marks, all or none of them; one whose points are None is taken away.

        A mark replaces the one of the same learner, module, exercise and criterion.
        """
        counts = {"new": 0, "changed": 0, "removed": 0, "same": 0}
        with self._writing():
            for mark in marks:
                counts[self._add_mark(mark)] += 1
        return MarksChange(**counts)

    def _add_mark(self, mark: Mark) -> str:
        key = _texts((mark.learner, mark.module, mark.exercise, mark.criterion))
        value = _texts((mark.points, mark.max_points, mark.comment, mark.marker))
        where = "WHERE learner = ? AND module = ? AND exercise = ? AND criterion = ?"
        before = self._db.execute(
            f"SELECT points, max_points, comment, marker FROM marks {where}", key
        ).fetchone()
        if mark.points is None:
            self._db.execute(f"DELETE FROM marks {where}", key)
            return "removed" if before else "same"
        if before == value:
            return "same"
        self._db.execute("INSERT OR REPLACE INTO marks VALUES (?,?,?,?,?,?,?,?)", key + value)
        return "changed" if before else "new"

    def marks(self, learner: str | None = None, module: str | None = None) -> list[Mark]:
        """The marks of a learner, of a module, of both, or all; also of learners who have submitted nothing yet."""
        rows = self._rows(
            tuple[str, _Module, str, str, _Points, _Points, str, str],
            "SELECT learner, module, exercise, criterion, points, max_points, comment, marker FROM marks"
            " WHERE (?1 IS NULL OR learner = ?1) AND (?2 IS NULL OR module = ?2)"
            f" ORDER BY {_ORDER}, exercise, criterion",
            None if learner is None else for_database(learner),
            module,
        )
        return [Mark(*row) for row in rows]

    def totals(self) -> list[Total]:
        """What every learner has in every module with a report; marks without a report wait until there is one."""
        rows = self._rows(
            tuple[str, _Module, _Points, _Points, int, str, str, str, int, _Points, _Points],
            "SELECT learner, module, score, max_score, late, lms, status, graded_at, has_rubric,"
            " TOTAL(marks.points), TOTAL(marks.max_points)"
            " FROM reports LEFT JOIN marks USING (learner, module)"
            f" GROUP BY learner, module ORDER BY {_ORDER}",
        )
        marked = set(
            self._rows(tuple[str, str, str, str], "SELECT learner, module, exercise, criterion FROM marks")
        )
        return [self._total(row, marked) for row in rows]

    def _total(self, row: tuple, marked: set[tuple]) -> Total:
        learner, module, score, max_score, late, lms, status, graded_at, has_rubric, points, max_points = row
        automatic, automatic_max = round(score, 2), round(max_score, 2)
        manual, manual_max = round(points, 2), round(max_points, 2)
        unmarked = self._unmarked(learner, module, marked) if has_rubric else []
        return Total(
            learner,
            module,
            automatic,
            automatic_max,
            manual,
            manual_max,
            round(automatic + manual, 2),
            round(automatic_max + manual_max, 2),
            bool(late),
            self._lms(lms),
            status,
            graded_at,
            bool(has_rubric),
            len(unmarked),
            round(sum(unmarked), 2),
        )

    def _lms(self, text: str) -> dict[str, str]:
        try:
            return msgspec.json.decode(text, type=dict[str, str])
        except msgspec.DecodeError as error:
            raise damaged(self.path, str(error)) from None

    def _unmarked(self, learner: str, module: str, marked: set[tuple]) -> list[float]:
        """The most points of each criterion that nobody has marked yet."""
        report = self.report(learner, module)
        return [
            criterion.max_points
            for exercise in (report.exercises if report else [])
            for criterion in exercise.rubric
            if (learner, module, exercise.id, criterion.id) not in marked
        ]

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction: all of it or nothing, and the next revision with it."""
        if self.readonly:
            raise GradebookError(f"{self.path} was opened for reading only")
        with one_line(self.path):
            # The write lock is taken first: two writers wait for each other, and neither has to start again.
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("UPDATE meta SET value = value + 1 WHERE name = 'revision'")
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def _rows(self, of: type[_Row], question: str, *values: Any) -> list[_Row]:
        """The rows that answer a question, each of the types in `of`: in a damaged file a column can hold anything."""
        with one_line(self.path):
            rows = self._db.execute(question, values).fetchall()
        try:
            return msgspec.convert(rows, list[of])
        except msgspec.ValidationError as error:
            raise damaged(self.path, str(error)) from None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _texts(row: tuple) -> tuple:
    return tuple(for_database(value) if isinstance(value, str) else value for value in row)


def _notebook_in(report: str) -> str:
    """The notebook that a stored report was made from, or "" where the report can't be read."""
    try:
        return for_database(read_report(report).notebook)
    except ValueError:
        return ""

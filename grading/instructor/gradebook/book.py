"""The gradebook: every report and every mark of a cohort, in one SQLite file that a crash can't spoil.

Each `save` is one transaction that is on the disk when it returns. The journal is a write-ahead log, so a
dashboard reads while a run writes; on network shares, where that does not work, it is SQLite's rollback journal.
Reports and marks are kept apart: grading again replaces a report and never touches a mark.

A book belongs to the thread that opened it; open one for each thread.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grading.instructor.gradebook.marks_file import Mark
from grading.instructor.gradebook.report import Report
from grading.instructor.gradebook.sqlite_file import GradebookError, one_line, open_to_read, open_to_write

if TYPE_CHECKING:
    from grading.instructor.intake.problems import Notice

# Modules in the order of the course: 2 before 10, 4 before 4b.
_ORDER = "learner, CAST(module AS INTEGER), module"


@dataclass(frozen=True)
class Total:
    """What one learner has in one module; points are rounded to 2 decimals.

    `automatic` is the score of the report, `manual` the sum of the marks, `total` both together; each has the
    most one could have had beside it. `status` and `graded_at` (ISO 8601, UTC) are those of the report.

    `unmarked` criteria of its rubrics, worth `unmarked_max`, wait for an instructor: no other number counts them.
    """

    learner: str
    module: str
    automatic: float
    automatic_max: float
    manual: float
    manual_max: float
    total: float
    total_max: float
    late: bool
    lms: dict[str, str] = field(default_factory=dict)
    status: str = "graded"
    graded_at: str = ""
    has_rubric: bool = False
    unmarked: int = 0
    unmarked_max: float = 0.0


@dataclass(frozen=True)
class MarksChange:
    """How many marks `add_marks` found new, changed, taken away, or as they were."""

    new: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0


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
        """Let go of the file. What was saved is safe without it."""
        self._db.close()

    # -- reports

    def fingerprint(self, learner: str, module: str) -> str | None:
        """What the stored report was made from, or None where there is no report."""
        row = self._row(
            "SELECT fingerprint FROM reports WHERE learner = ? AND module = ?", _text(learner), module
        )
        return row[0] if row else None

    def save(self, report: Report, fingerprint: str) -> None:
        """Store a report in place of the one before. It is on the disk when this returns."""
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
        )
        with self._writing():
            self._db.execute("INSERT OR REPLACE INTO reports VALUES (?,?,?,?,?,?,?,?,?,?)", _texts(row))

    def report(self, learner: str, module: str) -> Report | None:
        """The report of one learner in one module, or None."""
        row = self._row("SELECT report FROM reports WHERE learner = ? AND module = ?", _text(learner), module)
        if row is None:
            return None
        try:
            return Report.from_dict(json.loads(row[0]))
        except (ValueError, TypeError, KeyError, AttributeError):
            raise GradebookError(
                f"the report of {learner} in module {module} in {self.path} can't be read:"
                " grade it again with `course grade … --regrade`"
            ) from None

    def reports(self, module: str | None = None) -> Iterator[Report]:
        """Every report, by learner and module, one at a time: a cohort need not fit into memory."""
        keys = self._rows(
            f"SELECT learner, module FROM reports WHERE ?1 IS NULL OR module = ?1 ORDER BY {_ORDER}", module
        )
        for learner, of_module in keys:
            # One question each: a reader that stops half way holds nothing open.
            found = self.report(learner, of_module)
            if found is not None:
                yield found

    def revision(self) -> int:
        """A number that grows with every change; cheap to ask."""
        return self._rows("SELECT value FROM meta WHERE name = 'revision'")[0][0]

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
        from grading.instructor.intake.problems import Notice

        return [Notice(*row) for row in self._rows("SELECT path, reason FROM notices ORDER BY number")]

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
        """The marks of a learner, of a module, of both, or all; also of learners who handed in nothing yet."""
        rows = self._rows(
            "SELECT learner, module, exercise, criterion, points, max_points, comment, marker FROM marks"
            " WHERE (?1 IS NULL OR learner = ?1) AND (?2 IS NULL OR module = ?2)"
            f" ORDER BY {_ORDER}, exercise, criterion",
            None if learner is None else _text(learner),
            module,
        )
        return [Mark(*row) for row in rows]

    def totals(self) -> list[Total]:
        """What every learner has in every module with a report; marks without a report wait until there is one."""
        rows = self._rows(
            "SELECT learner, module, score, max_score, late, lms, status, graded_at,"
            " TOTAL(marks.points), TOTAL(marks.max_points)"
            " FROM reports LEFT JOIN marks USING (learner, module)"
            f" GROUP BY learner, module ORDER BY {_ORDER}"
        )
        waiting = self._waiting()
        return [
            replace(total, **waiting.get((total.learner, total.module), {})) for total in map(_total, rows)
        ]

    def _waiting(self) -> dict[tuple[str, str], dict[str, Any]]:
        """What of the rubrics nobody marked yet, by learner and module of every report that has a rubric."""
        marked = set(self._rows("SELECT learner, module, exercise, criterion FROM marks"))
        found = {}
        # the text that `_json` writes: a report without a rubric need not be read
        question = "SELECT learner, module FROM reports WHERE instr(report, '\"rubric\":[{') > 0"
        for learner, module in self._rows(question):
            report = self.report(learner, module)
            rubric = [(one.id, line) for one in report.exercises for line in one.rubric] if report else []
            open_ones = [
                line for exercise, line in rubric if (learner, module, exercise, line.id) not in marked
            ]
            found[learner, module] = {
                "has_rubric": bool(rubric),
                "unmarked": len(open_ones),
                "unmarked_max": round(sum(line.max_points for line in open_ones), 2),
            }
        return found

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction: all of it or nothing, and the next revision with it."""
        if self.readonly:
            raise GradebookError(f"{self.path} was opened to read only")
        with one_line(self.path):
            # The write lock is taken first: two writers wait for one another and neither has to start again.
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("UPDATE meta SET value = value + 1 WHERE name = 'revision'")
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def _rows(self, question: str, *values: Any) -> list[tuple]:
        with one_line(self.path):
            return self._db.execute(question, values).fetchall()

    def _row(self, question: str, *values: Any) -> tuple | None:
        rows = self._rows(question, *values)
        return rows[0] if rows else None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _text(value: str) -> str:
    """Text that SQLite can hold: file names that are no valid UTF-8 reach us with half characters in them."""
    return value.encode("utf-8", "backslashreplace").decode("utf-8")


def _texts(row: tuple) -> tuple:
    return tuple(_text(value) if isinstance(value, str) else value for value in row)


def _total(row: tuple) -> Total:
    learner, module, score, max_score, late, lms, status, graded_at, points, max_points = row
    automatic, automatic_max = round(score, 2), round(max_score, 2)
    manual, manual_max = round(points, 2), round(max_points, 2)
    total, total_max = round(automatic + manual, 2), round(automatic_max + manual_max, 2)
    parts = (automatic, automatic_max, manual, manual_max, total, total_max)
    return Total(learner, module, *parts, bool(late), json.loads(lms), status, graded_at)

"""The tables of a gradebook: made in a new file, and brought up to date in one that an earlier course made.

Version 2 says in a column which reports have a rubric. In version 1 only the text of the report says it. Version 3
keeps reports that were replaced.
"""

from __future__ import annotations

import sqlite3

SCHEMA_VERSION = 3
APPLICATION_ID = 0x47426B31  # "GBk1": tells a gradebook from every other SQLite file

_REPORT = """
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
    has_rubric INTEGER NOT NULL DEFAULT 0
"""
REPORT_COLUMNS = ", ".join(line.split()[0] for line in _REPORT.strip().splitlines())
"""What the tables "reports" and "replaced" both have."""
_REPLACED = f"""
CREATE TABLE replaced (number INTEGER PRIMARY KEY, {_REPORT.strip()}, UNIQUE (learner, module, fingerprint));
"""
_TABLES = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
INSERT INTO meta VALUES ('revision', 0);
CREATE TABLE reports ({_REPORT.strip()}, PRIMARY KEY (learner, module));
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
{_REPLACED}
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {SCHEMA_VERSION};
"""

# Version 1 stored compact JSON. Within a JSON string every quote has a backslash, so only a rubric matches.
_HAS_RUBRIC_IN_VERSION_1 = "instr(report, '\"rubric\":[{') > 0"
_FROM_VERSION_2 = f"""
{_REPLACED}
PRAGMA user_version = {SCHEMA_VERSION};
"""
_FROM_VERSION_1 = f"""
ALTER TABLE reports ADD COLUMN has_rubric INTEGER NOT NULL DEFAULT 0;
UPDATE reports SET has_rubric = {_HAS_RUBRIC_IN_VERSION_1};
{_FROM_VERSION_2}
"""


def version_of(db: sqlite3.Connection) -> int:
    """The version of the tables; 0 where there are none yet."""
    return db.execute("PRAGMA user_version").fetchone()[0]


def bring_up_to_date(db: sqlite3.Connection) -> None:
    """Make the tables, or change those of an earlier version: in one transaction, so all of it is done or nothing."""
    db.execute("BEGIN IMMEDIATE")
    found = version_of(db)  # another process may have been faster
    statements = {0: _TABLES, 1: _FROM_VERSION_1, 2: _FROM_VERSION_2}.get(found, "")
    for statement in statements.split(";"):
        db.execute(statement)
    db.execute("COMMIT")


def show_as_newest(db: sqlite3.Connection) -> None:
    """Let a connection that can't write read tables of an earlier version like the newest. The file stays as it is."""
    version = version_of(db)
    if version < SCHEMA_VERSION:
        db.execute("PRAGMA temp_store = MEMORY")
        db.execute("CREATE TEMP VIEW replaced AS SELECT 0 AS number, * FROM main.reports WHERE FALSE")
    if version == 1:
        db.execute(
            "CREATE TEMP VIEW reports AS"
            f" SELECT *, {_HAS_RUBRIC_IN_VERSION_1} AS has_rubric FROM main.reports"
        )

"""Marks that a person gives by hand: rubric points, read from a CSV file.

Its columns:

    learner     as the gradebook names them
    module      1, or 4b
    exercise    E8.1, or any word for what was marked
    criterion   the line of the rubric: its id, where the exercise has a rubric
    points      0 to max_points; empty means "no mark (yet)", and takes away one that was given before
    max_points  what the criterion is worth
    comment     may be left out: what the learner is told
    marker      may be left out: who marked

Further columns may be there and are not read: own_mark, written, title, anchors, notebook. `course gradebook
--marks-template` writes them for whoever fills the file in.

The file is UTF-8, with or without a byte order mark. Spreadsheet programs in much of Europe write `;` between cells
and a comma in numbers; such a file is read as it is:

    learner,module,exercise,criterion,points,max_points,comment,marker
    ada,8,E8.1,Reasons for the metric,7.5,10,"Clear, and short.",grace
"""

from __future__ import annotations

import csv
import io
import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from course.module_ids import module_id, module_of_id
from course.safe_text import for_csv_cell

NEEDED = ("learner", "module", "exercise", "criterion", "points", "max_points")
COLUMNS = (*NEEDED, "comment", "marker")
FOR_PEOPLE = ("own_mark", "written", "title", "anchors", "notebook")
"""Columns of a template that are for whoever fills it in: they are not read."""
MAX_BYTES = 5_000_000

Rubric = Callable[[str, str, str], Mapping[str, float]]
"""Most points by criterion id for a learner, a module and an exercise; empty where there is no rubric."""

_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,12})?", re.ASCII)


class MarksError(ValueError):
    """The file can't be used; the message is one line with the file, the line, and how to mend it."""


@dataclass(frozen=True)
class Mark:
    """What a person gave for one criterion. `points` None takes a mark away; marks in the gradebook have points."""

    learner: str
    module: str
    exercise: str
    criterion: str
    points: float | None
    max_points: float
    comment: str = ""
    marker: str = ""


def read_marks(path: Path | str, rubric: Rubric | None = None) -> list[Mark]:
    """The marks in a CSV file (.csv or .txt) of at most 5 MB.

    Args:
        rubric: marks of an exercise with a rubric must be for one of its criteria, and worth what it says.

    Raises:
        MarksError: the file can't be read, or one of its lines is wrong: then none of it is used.
    """
    path = Path(path)
    text = _text_of(path)
    if path.suffix.lower() not in (".csv", ".txt"):
        raise MarksError(
            f"{path}: marks are read from CSV: save them as a .csv file with the columns {', '.join(NEEDED)}"
        )
    rows, decimal_comma = _rows(path, text)
    marks: list[Mark] = []
    first_lines: dict[tuple, int] = {}
    for line, row in rows:
        mark = _mark(_Place(path, line), row, decimal_comma)
        key = (mark.learner, mark.module, mark.exercise, mark.criterion)
        if key in first_lines:
            raise MarksError(
                f"{path}, line {line}: {mark.learner}, {mark.exercise}, {mark.criterion!r} was already marked in"
                f" line {first_lines[key]}; keep one of the two"
            )
        first_lines[key] = line
        if rubric and mark.points is not None:
            _must_fit_rubric(_Place(path, line), mark, rubric(mark.learner, mark.module, mark.exercise))
        marks.append(mark)
    return marks


def undoably_guarded(text: str) -> str:
    """`for_csv_cell`, so that it can be undone: text that has the apostrophe already gets one more."""
    bare = text.lstrip("'")
    return "'" + text if for_csv_cell(bare) != bare else text


@dataclass(frozen=True)
class _Place:
    path: Path
    line: int

    def error(self, text: str) -> MarksError:
        return MarksError(f"{self.path}, line {self.line}: {text}")


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise MarksError(f"{path} can't be read: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        raise MarksError(f"{path} is larger than {MAX_BYTES // 1_000_000} MB: split it into several files")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise MarksError(f"{path}, line {line}: not UTF-8; save the file as 'CSV UTF-8'") from None


def _mark(place: _Place, row: dict[str, str], decimal_comma: bool) -> Mark:
    for name in ("learner", "module", "exercise", "criterion"):
        if not row[name]:
            raise place.error(f"{name} is empty")
    try:
        module = module_id(row["module"])
    except LookupError:
        raise place.error(f"module {row['module']!r}: write it like 1 or 4b") from None
    try:
        other = module_of_id(row["exercise"])
    except LookupError:
        other = module  # a name of the instructor's own
    if other != module:
        raise place.error(f"{row['exercise']} belongs to module {other}, not to module {module}")
    points = None if not row["points"] else _number(place, "points", row["points"], decimal_comma)
    max_points = 0.0
    if points is not None or row["max_points"]:
        max_points = _number(place, "max_points", row["max_points"], decimal_comma)
    if points is not None and points > max_points:
        raise place.error(f"points {points:g} are more than max_points {max_points:g}")
    comment, marker = row.get("comment", ""), row.get("marker", "")
    return Mark(
        row["learner"], module, row["exercise"], row["criterion"], points, max_points, comment, marker
    )


def _must_fit_rubric(place: _Place, mark: Mark, worth: Mapping[str, float]) -> None:
    if not worth:
        return
    if mark.criterion not in worth:
        raise place.error(
            f"{mark.exercise} has no criterion {mark.criterion!r}; its rubric has {', '.join(worth)}"
        )
    if not math.isclose(mark.max_points, worth[mark.criterion]):
        raise place.error(
            f"max_points {mark.max_points:g} of {mark.exercise}, {mark.criterion}: the rubric says"
            f" {worth[mark.criterion]:g}"
        )


def _number(place: _Place, name: str, text: str, decimal_comma: bool) -> float:
    written = text.replace(",", ".") if decimal_comma else text
    if not _NUMBER.fullmatch(written):
        example = "7,5 or 7.5" if decimal_comma else "7.5"
        raise place.error(f"{name} {text!r} is not a number; write it like {example}")
    number = float(written)
    if number < 0 or not math.isfinite(number):
        raise place.error(f"{name} {text} is negative; give 0 or more")
    return number


def _must_be_the_columns(place: _Place, names: list[str]) -> None:
    for name in names:
        if name not in COLUMNS and name not in FOR_PEOPLE:
            raise place.error(f"unknown column {name!r}; the columns are {', '.join(COLUMNS)}")
        if names.count(name) > 1:
            raise place.error(f"the column {name} is there twice")
    for name in NEEDED:
        if name not in names:
            raise place.error(f"the column {name} is missing; needed are {', '.join(NEEDED)}")


def _unguarded(text: str) -> str:
    """What `undoably_guarded` was given."""
    return text[1:] if text.startswith("'") and undoably_guarded(text[1:]) == text else text


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _rows(path: Path, text: str) -> tuple[list[tuple[int, dict[str, str]]], bool]:
    """The rows with their lines, and whether numbers may have a decimal comma."""
    skipped = 0
    if re.match(r"sep=.\r?\n", text, re.IGNORECASE):  # Excel's own first line
        text, skipped = text.split("\n", 1)[1], 1
    header = text.lstrip().split("\n", 1)[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    records = _records(path, text, delimiter, skipped)
    line, names = next(records, (1, []))
    names = [_clean(name).lower() for name in names]
    while names and not names[-1]:
        names.pop()  # a spreadsheet program adds empty columns at the end
    _must_be_the_columns(_Place(path, line), names)
    from_template = any(name in FOR_PEOPLE for name in names)
    rows = []
    for line, cells in records:
        if any(cells[len(names) :]):
            raise _Place(path, line).error(
                f"{len(cells)} cells for {len(names)} columns; quote cells with {delimiter!r}"
            )
        if len(cells) < len(names):
            raise _Place(path, line).error(f"{len(cells)} cells for {len(names)} columns; one is missing")
        if from_template:
            cells = [_unguarded(cell) for cell in cells]
        rows.append((line, dict(zip(names, map(_clean, cells), strict=False))))
    return rows, delimiter == ";"


def _records(path: Path, text: str, delimiter: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Each record that is not blank, with the line it starts in."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line + skipped, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise _Place(path, line + skipped).error(f"not CSV ({error}); check the quotes") from None

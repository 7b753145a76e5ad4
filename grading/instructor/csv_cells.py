"""CSV files that learning systems exchange: read cell by cell as written, changed where asked, written safely."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

MAX_BYTES = 20_000_000

_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)
_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')


class SheetError(ValueError):
    """A sheet can't be used; the message is one line with the file, what is wrong, and how to mend it."""


class Sheet:
    """A CSV file as a learning system wrote it: UTF-8, `,` or `;` between cells.

    `rows` are lists of cells as written, quotes included; `text()` is the file again, byte for byte the same
    where no cell was set.
    """

    def __init__(self, path: Path | str):
        self.path = Path(path)
        text = self._read()
        self._mark = "\ufeff" if text.startswith("\ufeff") else ""
        text = text.removeprefix("\ufeff")
        first = text.split("\n", 1)[0]
        self.delimiter = ";" if first.count(";") > first.count(",") else ","
        self.rows: list[list[str]] = []
        self._ends: list[str] = []
        self._parse(text)
        self.header = [self.value(0, column).strip() for column in range(len(self.rows[0]))]

    def value(self, row: int, column: int) -> str:
        """The text of a cell, without its quotes; empty where the row is shorter."""
        cells = self.rows[row]
        cell = cells[column] if column < len(cells) else ""
        return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell

    def set(self, row: int, column: int, text: str) -> None:
        """Put text into a cell, quoted where it must be or was."""
        cells = self.rows[row]
        cells.extend([""] * (column + 1 - len(cells)))
        needs = cells[column].startswith('"') or any(one in text for one in (self.delimiter, '"', "\r", "\n"))
        cells[column] = '"' + text.replace('"', '""') + '"' if needs else text

    def text(self) -> str:
        """The whole file."""
        lines = (self.delimiter.join(cells) + end for cells, end in zip(self.rows, self._ends, strict=True))
        return self._mark + "".join(lines)

    def _read(self) -> str:
        try:
            with self.path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise SheetError(f"{self.path} can't be read: {error.strerror}") from None
        if len(data) > MAX_BYTES:
            raise SheetError(f"{self.path} is larger than {MAX_BYTES // 1_000_000} MB: is it the right file?")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise SheetError(
                f"{self.path} is not UTF-8: download it again, or save it as 'CSV UTF-8'"
            ) from None
        if not text.removeprefix("\ufeff").strip():
            raise SheetError(f"{self.path} is empty: download it again")
        return text

    def _parse(self, text: str) -> None:
        cell = re.compile(rf"({_QUOTED.pattern}|[^{self.delimiter}\r\n]*)({self.delimiter}|\r\n|\n|\r|\Z)")
        position, cells = 0, []
        while position < len(text) or cells:
            found = cell.match(text, position)
            if found[1].startswith('"') and not _QUOTED.fullmatch(found[1]):
                line = text.count("\n", 0, position) + 1
                raise SheetError(f"{self.path}, line {line}: a quote does not close; download the file again")
            cells.append(found[1])
            position = found.end()
            if found[2] != self.delimiter:
                self.rows.append(cells)
                self._ends.append(found[2])
                cells = []


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Rows as CSV (RFC 4180: commas, lines that end in CR LF)."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def number(text: str) -> float | None:
    """A number with a decimal point or comma, or None."""
    text = text.strip()
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None

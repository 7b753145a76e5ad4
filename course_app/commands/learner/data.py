"""`course data build`: the data set again, or the same market at any size."""

import hashlib
import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from course import ROOT
from course_app.console import CommandError, console, one_line

app = typer.Typer(help="Build the data set of card sales.")


class Format(StrEnum):
    """The file formats data can be built in."""

    csv = "csv"
    parquet = "parquet"


@app.callback()
def data() -> None:
    """Build the data set of card sales."""


@app.command()
def build(
    sales: Annotated[
        str | None,
        typer.Option(
            help="How many sales, such as 10_000_000, and about 1% duplicates; without it the course's own file."
        ),
    ] = None,
    format: Annotated[
        Format | None, typer.Option(help="The format of a file of --sales; that of --out when left out.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="The file to write.")] = None,
) -> None:
    """Build the course's data set again, byte for byte, or the same market with any number of sales.

    Examples:

        course data build

        course data build --sales 10_000_000 --format parquet --out market.parquet
    """
    started = time.perf_counter()
    try:
        rows, target = _own(out) if sales is None else _scaled(_count(sales), _format(format, out), out)
    except OSError as error:
        raise CommandError(f"can't write {out or 'the file'}: {error.strerror or error}") from None
    except ValueError as error:
        raise CommandError(one_line(error)) from None
    seconds = time.perf_counter() - started
    megabytes = target.stat().st_size / 1e6
    console.print(f"{rows:,} sales, {megabytes:,.1f} MB, {seconds:.1f} s: {target}", soft_wrap=True)


def _count(text: str) -> int:
    try:
        return int(text.replace(",", "_"))
    except ValueError:
        raise CommandError(f"--sales takes a whole number such as 10_000_000, not {text!r}") from None


def _format(named: Format | None, out: Path | None) -> str:
    """The format that is named, or that the ending of the file says; Parquet where neither does."""
    ending = out.suffix.removeprefix(".").lower() if out else ""
    if ending not in list(Format):
        return (named or Format.parquet).value
    if named and named != ending:
        raise CommandError(f"--format {named.value} and --out {out} don't agree: leave --format out")
    return ending


def _own(out: Path | None) -> tuple[int, Path]:
    from course.market import build_csv

    target = out or ROOT / "data" / "pokemon_cards_with_prices.csv"
    before = _digest(target)
    with console.status("Building …"):
        rows = build_csv(target)
    if before is not None:
        same = _digest(target) == before
        console.print("The file is the same as before, byte for byte." if same else "The file has changed.")
    return rows, target


def _scaled(sales: int, format: str, out: Path | None) -> tuple[int, Path]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from course.market import scale

    target = out or Path(f"sales.{format}")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        task = bars.add_task("Building", total=sales)
        rows = scale.build(
            target, sales, format=format, progress=lambda done, total: bars.update(task, completed=done)
        )
    return rows, target


def _digest(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None

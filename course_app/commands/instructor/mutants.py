"""`course mutants`: whether the checks notice small changes of the reference solutions."""

from __future__ import annotations

import json
import os
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from course_app.console import FELL_SHORT, OK, CommandError, console, cores, find_exercises, one_line, stop

if TYPE_CHECKING:
    from rich.progress import Progress

    from grading.instructor.mutants.proof import Proof


def mutants(
    what: Annotated[
        list[str] | None, typer.Argument(help="Exercises (E1.2) or modules (1); all when left out.")
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="Ask the public checks alone: what only hidden checks catch.")
    ] = False,
    count: Annotated[
        int | None, typer.Option("--sample", min=1, help="So many mutants of each module, drawn by the seed.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Draws the sample, and makes the hidden data.")] = 0,
    jobs: Annotated[
        int | None, typer.Option(min=1, max=64, help="Mutants run at the same time; one a core.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Change the reference solutions in small ways, and say which changes no check notices.

    A change that survives is a wrong answer with full marks, or makes no difference. The second kind is listed
    with its reason in grading/content/module_NN/mutants.toml, and is not counted.

    Exits 0 when at least 95% of the others are killed, 1 when fewer are, 2 when the call is wrong.

    Examples:

        course mutants                           every exercise

        course mutants 1 --sample 60             a sample of module 1

        course mutants E1.2 --public             what only the hidden checks of E1.2 catch
    """
    if not hasattr(os, "fork"):
        raise CommandError("mutants run in forked processes, which Windows does not have: use Linux or macOS")
    from grading.instructor.mutants.accepted import AcceptedError
    from grading.instructor.mutants.proof import ENOUGH, prove
    from grading.instructor.mutants.run import SolutionError

    exercises = find_exercises(what or [])
    bar = _bar() if console.is_terminal and not as_json else None
    try:
        with bar or nullcontext():
            proof = prove(
                exercises,
                public_only=public,
                count=count,
                seed=seed,
                jobs=jobs or cores(),
                told=lambda _, total: bar and _advance(bar, total),
            )
    except (AcceptedError, SolutionError, ValueError) as error:
        raise CommandError(one_line(error)) from None
    if as_json:
        print(json.dumps(proof.as_dict(), indent=2, ensure_ascii=False))
    else:
        _print(proof)
    stop(OK if proof.share >= ENOUGH else FELL_SHORT)


def _bar() -> Progress:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Running …"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # No thread of its own: this process forks.
    return Progress(*columns, console=console, transient=True, auto_refresh=False)


def _advance(bar: Progress, total: int) -> None:
    if not bar.tasks:
        bar.add_task("", total=total)
    bar.advance(bar.task_ids[0])
    bar.refresh()


def _print(proof: Proof) -> None:
    for one in proof.survivors:
        key = one.mutant.key
        place = f"{key.exercise} {key.where}, line {one.mutant.line_number}, {key.operator}: {key.change}"
        console.print(f"[bold]{escape(place)}[/]", soft_wrap=True)
        console.print(f"  [red]- {escape(key.line)}[/]", soft_wrap=True)
        console.print(f"  [green]+ {escape(one.mutant.after)}[/]\n", soft_wrap=True)
    for key, happened in proof.stale.items():
        console.print(
            f"[yellow]stale:[/] {escape(f'{key.exercise} {key.where}, {key.operator}, {key.change}: {key.line}')}"
            f"\n  {happened}: take it off the list of accepted mutants",
            soft_wrap=True,
        )
    console.print(_table(proof))
    console.print(
        f"{len(proof.counted) - len(proof.survivors)} of {len(proof.counted)} mutants killed "
        f"({proof.share:.1%}), {len(proof.outcomes) - len(proof.counted)} more accepted.",
        soft_wrap=True,
    )


def _table(proof: Proof) -> Table:
    heads = {
        "made": "Mutants", "public": "Public checks", "hidden": "Hidden checks", "time limit": "Time limit",
        "crashed": "Crashed", "survived": "Survived", "accepted": "Accepted",
    }  # fmt: skip
    table = Table(box=None, pad_edge=False)
    table.add_column("Operator")
    for head in heads.values():
        table.add_column(head, justify="right")
    for operator, counts in proof.by_operator().items():
        table.add_row(operator, *(str(counts[name] or "") for name in heads))
    return table

"""`course progress`: what is done."""

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from course import progress as store
from course.safe_text import for_rich
from course_app import outline
from course_app.console import console, exercise_words, points_words

_WIDTH = 40


def progress(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of bars.")] = False,
) -> None:
    """Show what you have done so far.

    Examples:

        course progress

        course progress --json > progress.json
    """
    modules = outline.modules()
    known = store.snapshot()
    step = outline.next_step(modules, known)
    if as_json:
        print(json.dumps(_as_data(step, modules, known), indent=2, ensure_ascii=False))
        return
    for module in modules:
        points = module.points(known)
        console.print(f"\n[bold]Module {module.number}  {for_rich(module.title)}[/]")
        filled = round(_WIDTH * points / max(module.worth, 1))
        bar = f"[green]{'━' * filled}[/][dim]{'─' * (_WIDTH - filled)}[/]"
        console.print(f"{bar if module.worth else 'by hand'}  {outline.totals([module], known)}")
        console.print(_table(module, known))
    console.print(f"\nNext: {for_rich(step.text)}" if step else "\nEverything here is done.")


def _table(module: outline.Module, known: dict[str, store.Latest]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    questions = module.of_kind("question")
    if questions:
        answered = module.answered(known)
        table.add_row(
            "  Lesson",
            "Questions to predict by",
            "",
            f"{answered} of {len(questions)} answered",
        )
    for item in module.of_kind("exercise"):
        latest = known.get(item.id)
        table.add_row(
            "  " + item.id,
            for_rich(item.title),
            points_words(latest.score if latest else 0, item.worth),
            exercise_words(latest.status if latest else "not attempted", item.worth),
        )
    return table


def _as_data(
    step: outline.Step | None, modules: list[outline.Module], known: dict[str, store.Latest]
) -> dict:
    return {
        "points": sum(module.points(known) for module in modules),
        "max_points": sum(module.worth for module in modules),
        "next": step.id if step else None,
        "modules": [
            {
                "module": module.number,
                "title": module.title,
                "points": module.points(known),
                "max_points": module.worth,
                "answered": module.answered(known),
                "questions": len(module.of_kind("question")),
                "items": [
                    {
                        "id": item.id,
                        "kind": item.kind,
                        "title": item.title,
                        "max_points": item.worth,
                        "latest": asdict(known[item.id]) if item.id in known else None,
                    }
                    for item in module.items
                ],
            }
            for module in modules
        ],
    }

"""What `course grade` and `course gradebook` show: tables on the screen, and messages beside them."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from course.safe_text import for_database, for_rich
from course_app.console import submission_words
from grading.instructor.gradebook.book import Replaced
from grading.instructor.gradebook.report import Report
from grading.instructor.gradebook.totals import Total

messages = Console(stderr=True, highlight=False)
"""Where messages go: what is printed can then be piped on."""


def say(text: str) -> None:
    """Show one message, as one line however long it is."""
    messages.print(for_rich(text), soft_wrap=True)


def totals_table(totals: list[Total]) -> Table:
    """One row a learner and module."""
    table = Table(box=None, pad_edge=False)
    table.add_column("Learner", overflow="fold")
    table.add_column("Module")
    for name in ("Checks", "By hand", "Total"):
        table.add_column(name, justify="right")
    table.add_column("")
    for one in totals:
        remarks = [submission_words(one.status)] * (one.status != "graded") + ["late"] * one.late
        table.add_row(
            for_rich(one.learner),
            one.module,
            f"{one.automatic:g}/{one.automatic_max:g}",
            one.words_by_hand,
            f"{one.total:g}/{one.total_max:g}",
            ", ".join(remarks),
        )
    return table


def replaced_table(replaced: list[Replaced]) -> Table:
    """One row a report that was replaced and kept."""
    table = Table(box=None, pad_edge=False)
    table.add_column("Number", justify="right")
    table.add_column("Learner", overflow="fold")
    table.add_column("Module")
    table.add_column("Points", justify="right")
    table.add_column("Graded")
    table.add_column("From", overflow="fold")
    for one in replaced:
        points = f"{one.score:g}/{one.max_score:g}"
        texts = map(for_rich, (one.learner, one.module, points, one.graded_at, one.notebook))
        table.add_row(str(one.number), *texts)
    return table


def as_text(table: Table) -> str:
    """The table as it is written to a file, 160 characters wide."""
    console = Console(width=160, highlight=False, color_system=None)
    with console.capture() as captured:
        console.print(table)
    return captured.get()


def reports_table(reports: list[Report], totals: list[Total]) -> Table:
    """One row a report, with the points by hand of its learner."""
    words = {(one.learner, one.module): one.words_by_hand for one in totals}
    by_hand = [words[for_database(report.learner), report.module] for report in reports]
    table = Table(box=None, pad_edge=False)
    table.add_column("Learner")
    table.add_column("Module", justify="right")
    table.add_column("Points", justify="right")
    table.add_column("By hand" if any(by_hand) else "", justify="right")
    table.add_column("Passed", justify="right")
    table.add_column("")
    table.add_column("")
    for report, given in zip(reports, by_hand, strict=True):
        passed = sum(one.status == "passed" for one in report.exercises)
        table.add_row(
            for_rich(report.learner),
            report.module,
            f"{report.score:g}/{report.max_score:g}",
            given,
            f"{passed}/{len(report.exercises)}",
            submission_words(report.status) + (" [yellow]late[/]" if report.late else ""),
            for_rich(report.detail),
        )
    return table

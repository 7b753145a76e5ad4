"""A verdict as plain text, for a terminal."""

from __future__ import annotations

from course.states import CHECK
from grading.engine.declare.criterion import ANCHORS
from grading.engine.grade.verdict import Verdict
from grading.engine.outcome import Problem
from grading.learner import places
from grading.learner import verdict_words as words
from grading.learner.verdict_rows import Row, rows
from grading.learner.worked_solution import has_solution


def as_text(verdict: Verdict) -> str:
    """The verdict: one row a check, the misconception explained, the rubric, and what the code printed."""
    exercise = verdict.exercise
    lines = [
        f"{exercise.id} {exercise.title}: {words.state(verdict).words} ({words.points(verdict)})",
        f"  {words.summary(verdict)}",
    ]
    if verdict.problem:
        lines += _problem(verdict.problem, "  ")
    for sentence, mistake in zip(words.looks_as_if(verdict), verdict.misconceptions, strict=True):
        lines += [
            f"  {sentence}",
            f"    {mistake.explanation}",
            f"    {places.section(mistake.section).words} explains it.",
        ]
    if verdict.begin_with:
        lines.append(f"  Begin with this check: “{verdict.begin_with.title}”. {verdict.begin_with.why}")
    for row in rows(verdict.checks):
        lines += _row(row)
    if exercise.rubric:
        lines += _rubric(verdict)
    if verdict.prints:
        lines += ["  Your code printed:", *(f"    {line}" for line in verdict.prints.splitlines())]
    if verdict.status == "passed":
        lines += _after(verdict)
    return "\n".join(lines)


def _row(row: Row) -> list[str]:
    lines = [f"  {CHECK[row.passed].mark} {row.title}"]
    for message in row.messages:
        lines += [f"      {message.why}"] if message.why else []
        lines += _facts({"for:": message.call, "given:": message.given, "expected:": message.expected})
    if row.problem:
        lines += _problem(row.problem, "      ")
    return lines + [f"      stops: {title}" for title in row.stopped]


def _after(verdict: Verdict) -> list[str]:
    lines = []
    if has_solution(verdict.exercise.id):
        lines.append(f"  One way to write it: python -m course solution {verdict.exercise.id}")
    coming = places.next_exercise(verdict.exercise)
    return [*lines, f"  Next exercise: {coming.words}"] if coming else lines


def _facts(named: dict[str, str | None]) -> list[str]:
    given = {name: text.replace("\n", "\n" + " " * 16) for name, text in named.items() if text is not None}
    return [f"      {name:10}{text}" for name, text in given.items()]


def _rubric(verdict: Verdict) -> list[str]:
    lines = [f"  Rubric. {words.MARKED_BY_A_PERSON}"]
    for criterion in verdict.exercise.rubric:
        own = verdict.self_marks.percent.get(criterion.id)
        lines.append(f"    {criterion.title} ({criterion.id}, {criterion.points:g} points)")
        for percent in ANCHORS:
            mine = "●" if percent == own else " "
            lines.append(f"      {mine} {percent:>3} %  {criterion.anchors[percent]}")
    if verdict.self_marks.percent:
        lines.append("    ● is your own mark.")
    return lines + [f"  ○ {text}" for text in verdict.self_marks.missing]


def _problem(problem: Problem, indent: str) -> list[str]:
    lines = [f"{indent}{problem.text}"]
    if problem.line:
        number = f"line {problem.line_number}: " if problem.line_number else ""
        lines.append(f"{indent}  {number}{problem.line}")
    return lines + _facts({"for:": problem.call})

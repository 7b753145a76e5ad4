"""A verdict as plain text, for a terminal."""

from __future__ import annotations

from course.states import CHECK
from grading.engine.declare.criterion import ANCHORS
from grading.engine.grade.verdict import Verdict
from grading.engine.outcome import CheckResult, Message, Problem
from grading.learner import verdict_words as words


def as_text(verdict: Verdict) -> str:
    """The verdict: one row a check, the misconception explained, the rubric, and what the code printed."""
    exercise = verdict.exercise
    lines = [
        f"{exercise.id} {exercise.title}: {words.state(verdict).words} ({words.points(verdict)})",
        f"  {words.summary(verdict)}",
    ]
    if verdict.problem:
        lines += _problem(verdict.problem, "  ")
    for mistake in verdict.misconceptions:
        lines += [
            f"  It looks as if your {words.work(verdict)} {mistake.title}.",
            f"    {mistake.explanation}",
            f"    Section {mistake.section} of the lesson explains it.",
        ]
    for check in verdict.checks:
        lines += _check(check)
    if exercise.rubric:
        lines += _rubric(verdict)
    if verdict.prints:
        lines += ["  Your code printed:", *(f"    {line}" for line in verdict.prints.splitlines())]
    return "\n".join(lines)


def _check(check: CheckResult) -> list[str]:
    lines = [f"  {CHECK[check.passed].mark} {check.title}"]
    reason = None
    for message in check.messages:
        if message.why != reason:  # a reason is given once
            lines.append(f"      {message.why}")
        reason = message.why
        lines += _facts(message)
    return lines + (_problem(check.problem, "      ") if check.problem else [])


def _facts(message: Message) -> list[str]:
    named = {"for:": message.call, "given:": message.given, "expected:": message.expected}
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
    lines = [f"{indent}{problem.kind}: {problem.message}"]
    if problem.line:
        number = f"line {problem.line_number}: " if problem.line_number else ""
        lines.append(f"{indent}  {number}{problem.line}")
    return lines

"""A plausible cohort: reports as grading makes them, for the exercises of a real module, with some hostile text."""

from __future__ import annotations

import random

from grading.engine.declare.catalogue import exercises_of, misconceptions_of
from grading.engine.grade.verdict import earned
from grading.instructor.gradebook.report import CheckReport, ExerciseReport, Report

FIRST = (
    "Ada",
    "Grace",
    "Katherine",
    "Radia",
    "Barbara",
    "Frances",
    "Hedy",
    "Annie",
    "Joan",
    "Mary",
    "Linus",
    "Ken",
)
LAST = [
    "Lovelace",
    "Hopper",
    "Johnson",
    "Perlman",
    "Liskov",
    "Allen",
    "Lamarr",
    "Easley",
    "Clarke",
    "Jackson",
]
HIDDEN = ("Works on other ordinary data", "Empty input", "Missing values", "Large input in reasonable time")

HOSTILE = {
    "script": "<script>alert('learner')</script>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "closing": "</pre></code></dd></title></style><img src=x onerror=alert(2)>",
    "address": "javascript:alert(3)",
    "picture": "http://127.0.0.1:9/beacon.png",
    "data": "data:image/svg+xml,<svg onload=alert(4)>",
    "markdown": "[click](javascript:alert(5)) ![x](http://127.0.0.1:9/beacon.gif) **bold** $x^2$",
    "mime": '{"mimetype": "text/html", "data": "<img src=x onerror=alert(6)>"}',
    "template": "{{ 7*7 }}{% raw %} ${7*7} #{7*7}",
    "ansi": "\x1b[31mred\x1b[0m \x07bell \x9b2J",
    "bidi": "user\u202egnp.exe\u2066\u200b\ufeff",
    "nul": "a\x00b\x7f\uffff",
    "surrogate": "lone \ud800 and \udfff",
    "path": "../../../../etc/passwd",
    "huge": "x" * 100_000,
    "tall": "row\n" * 25_000,
}
"""Text that a submission or an LMS could bring, each trying something else."""


def cohort(size: int, module: str = "1", seed: int = 0, hostile: int = 0) -> list[Report]:
    """`size` reports on a module; the first `hostile` of them bring hostile text in every field they can."""
    names = [f"{first} {last}" for last in LAST for first in FIRST]
    reports = [one_report(names[i % len(names)] + _again(i, names), module, seed + i) for i in range(size)]
    texts = list(HOSTILE.values())
    return [hostile_report(texts[i % len(texts)], module) for i in range(hostile)] + reports[hostile:]


def _again(number: int, names: list[str]) -> str:
    return f" {number // len(names) + 1}" if number >= len(names) else ""


def one_report(learner: str, module: str = "1", seed: int = 0) -> Report:
    """One learner's report; how good they are, and what goes wrong, follows from the seed."""
    chance = random.Random(seed)
    notebook = f"cohort/{learner.lower().replace(' ', '_')}/exercises_{int(module[:1]):02d}.py"
    fate = chance.random()
    skill = min(max(chance.gauss(0.72, 0.22), 0.02), 1.0)
    exercises = [exercise_report(one, skill, chance) for one in exercises_of(module)]
    worth = sum(one.max_score for one in exercises)
    status, detail = "graded", ""
    if fate < 0.03:
        status, detail, exercises = "unreadable", "the file is no text in UTF-8", []
    elif fate < 0.06:
        status, detail, exercises = "crashed", "it asked for more than 2 GB of memory", []
    elif fate < 0.09:
        status, detail, exercises = "timeout", "stopped after 60 seconds", []
    score = round(sum(one.score for one in exercises), 2)
    return Report(
        learner, notebook, module, status, detail, score, worth, round(0.05 + chance.random() / 10, 3), exercises,
        late=chance.random() < 0.1, graded_at=f"2026-11-21T05:{seed // 60 % 60:02d}:{seed % 60:02d}+00:00",
        seed=7, sandbox="landlock+seccomp", lms={"lms": "moodle", "name": learner},
    )  # fmt: skip


def exercise_report(exercise, skill: float, chance: random.Random) -> ExerciseReport:
    """One exercise by somebody who gets this share of things right."""
    hidden = [(f"test_hidden_{i}", title) for i, title in enumerate(HIDDEN[: 2 + len(exercise.id) % 3])]
    fate = chance.random()
    if fate > 0.55 + skill / 2:
        checks = [CheckReport(c.name, c.title, None) for c in exercise.checks]
        checks += [CheckReport(name, title, None, hidden=True) for name, title in hidden]
        return _exercise(exercise, "not attempted", checks)
    if fate < 0.04:
        checks = [
            CheckReport(c.name, c.title, False, "TypeError: unsupported operand") for c in exercise.checks
        ]
        checks += [CheckReport(name, title, False, hidden=True) for name, title in hidden]
        return _exercise(
            exercise, "error", checks, problem="TypeError: unsupported operand (at `return text + 1`)"
        )
    if fate < 0.06:
        checks = [CheckReport(c.name, c.title, None) for c in exercise.checks]
        return _exercise(exercise, "timeout", checks, problem="time limit: stopped after 5 seconds")
    right = chance.random() < skill * skill
    checks = [_check(c.name, c.title, right or chance.random() < skill, c.weight) for c in exercise.checks]
    checks += [
        CheckReport(name, title, right or chance.random() < skill, hidden=True) for name, title in hidden
    ]
    if all(check.passed for check in checks):
        return _exercise(exercise, "passed", checks)
    known = misconceptions_of(exercise.id)
    public_fails = any(check.passed is False and not check.hidden for check in checks)
    mistake = chance.choice(known) if known and public_fails and chance.random() < 0.7 else None
    return _exercise(exercise, "failed", checks, mistake)


def _exercise(exercise, status, checks, mistake=None, problem=None) -> ExerciseReport:
    score = earned(exercise.points, checks)
    return ExerciseReport(
        exercise.id, exercise.title, exercise.section, status, score, exercise.points,
        mistake.title if mistake else None, mistake.explanation if mistake else None,
        mistake.section if mistake else None, problem, checks,
    )  # fmt: skip


TABLE = "   row column              problem\n0    1  price  a price is above zero\n1    2     hp   HP is from 10 to 400"


def _check(name: str, title: str, passed: bool, weight: float) -> CheckReport:
    if passed:
        return CheckReport(name, title, True, weight=weight)
    if len(title) % 3 == 0:
        return CheckReport(
            name, title, False, "every broken cell is one row", False, weight, "validate(batch)", TABLE, TABLE
        )
    return CheckReport(
        name, title, False, "a comma groups thousands", False, weight,
        'parse_price("$1,250.00")', "1.25", "1250.0",
    )  # fmt: skip


def hostile_report(text: str, module: str = "1") -> Report:
    """A report with the same text wherever a submission, a file name or an LMS could put it."""
    checks = [CheckReport("test_a", "A public check", False, text, False, 1.0, text, text, text)]
    checks += [
        CheckReport("test_b", "Another", True),
        CheckReport("test_c", "Edge cases", False, hidden=True),
    ]
    exercises = [
        ExerciseReport("E1.1", "Parse a price", "1.1", "error", 1.0, 6.0, text, text, "1.1", text, checks),
        ExerciseReport("E1.2", "A contract", "1.2", "passed", 12.0, 12.0, checks=checks[1:2]),
    ]
    return Report(
        text, f"cohort/{text}/exercises_01.py", module, "graded", text, 13.0, 18.0, 0.1, exercises,
        True, text[:40], 7, text[:40], {"name": text},
    )  # fmt: skip

"""A verdict as the panel under an exercise, and as plain text."""

from __future__ import annotations

from html import escape

from course import links
from grading.engine.declare.criterion import ANCHORS, Criterion
from grading.engine.grade.verdict import Verdict
from grading.engine.outcome import CheckResult, Message, Problem

STATES = {
    "not attempted": ("Not attempted yet", "#808890"),
    "failed": ("Not yet", "#d9480f"),
    "nearly": ("Nearly there", "#b8860b"),
    "passed": ("Passed", "#2b8a3e"),
}
PROSE_STATES = {
    "not attempted": ("Not written yet", "#808890"),
    "failed": ("Something is missing", "#d9480f"),
    "nearly": ("Your own marks are missing", "#b8860b"),
    "passed": ("Complete", "#2b8a3e"),
}
"""The states of an exercise that only a person can judge: the checks only say what is missing."""
MARKED_BY_A_PERSON = "An instructor marks this too, with the same rubric. Only their marks are points."
_MARKS = {
    True: ("✓", "#2b8a3e", "passed"),
    False: ("✗", "#d9480f", "failed"),
    None: ("○", "#808890", "not run"),
}

# Colours carry an alpha and text inherits, so that one style serves the light and the dark theme.
_STYLE = """
<style>
.verdict {border:1px solid color-mix(in srgb,var(--tone) 55%,transparent);border-left:5px solid var(--tone);
  border-radius:8px;padding:.7rem 1rem;background:color-mix(in srgb,var(--tone) 8%,transparent);
  font-size:.93rem;line-height:1.5}
.verdict header {display:flex;flex-wrap:wrap;gap:.2rem .8rem;align-items:baseline}
.verdict header b {font-size:1.02rem}
.verdict .state {color:var(--tone);font-weight:650}
.verdict .points {margin-left:auto;font-variant-numeric:tabular-nums}
.verdict .sum, .verdict .quiet {opacity:.78;margin:.1rem 0 .35rem}
.verdict ul {list-style:none;margin:.3rem 0;padding:0}
.verdict li {padding:.22rem 0 .22rem 1.6rem;position:relative}
.verdict .mark {position:absolute;left:.15rem;font-weight:700}
.verdict .why {margin:.1rem 0}
.verdict dl {display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem;margin:.25rem 0 .5rem}
.verdict dt {opacity:.7}
.verdict dd {margin:0;min-width:0}
.verdict code, .verdict pre {font-family:var(--marimo-monospace-font,monospace);font-size:.85em;
  background:color-mix(in srgb,currentColor 7%,transparent);border-radius:4px;padding:.05rem .3rem;
  white-space:pre-wrap;overflow-wrap:anywhere}
.verdict pre {margin:.1rem 0;padding:.35rem .5rem;max-height:14rem;overflow:auto}
.verdict .mistake {border-radius:6px;padding:.5rem .8rem;margin:.5rem 0;
  background:color-mix(in srgb,#4263eb 13%,transparent)}
.verdict .mistake p {margin:.15rem 0}
.verdict-prints {margin:.5rem 0 0;font-size:.88rem}
.verdict-prints pre {max-height:14rem;overflow:auto;margin:.2rem 0;padding:.35rem .5rem;border-radius:4px;
  white-space:pre-wrap;overflow-wrap:anywhere;background:color-mix(in srgb,currentColor 7%,transparent)}
.verdict details {margin:.35rem 0}
.verdict details details {margin-left:1rem}
.verdict summary {cursor:pointer}
.verdict .rubric {margin:.6rem 0 .2rem;border-top:1px solid color-mix(in srgb,currentColor 18%,transparent)}
.verdict .rubric table {width:100%;border-collapse:collapse;font-size:.95em;table-layout:fixed}
.verdict .rubric caption {text-align:left;font-weight:650;padding:.45rem 0 .2rem}
.verdict .rubric th, .verdict .rubric td {text-align:left;vertical-align:top;padding:.35rem .55rem;font-weight:inherit;
  border:1px solid color-mix(in srgb,currentColor 18%,transparent)}
.verdict .rubric thead th {opacity:.8;padding-top:.15rem;padding-bottom:.15rem}
.verdict .rubric th small {display:block;opacity:.78;font-size:.92em}
.verdict .rubric td .percent {display:none}
.verdict .rubric td.own {background:color-mix(in srgb,#4263eb 16%,transparent);outline:2px solid #4c6ef5;
  outline-offset:-2px}
.verdict .rubric td.own b {display:block;font-size:.88em}
@media (max-width:640px) {
  .verdict .rubric thead {display:none}
  .verdict .rubric tr, .verdict .rubric th, .verdict .rubric td {display:block}
  .verdict .rubric tbody th {border-bottom:0;font-weight:650}
  .verdict .rubric td .percent {display:inline;opacity:.78}
}
.verdict .sr {position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
</style>
"""


def state(verdict: Verdict) -> tuple[str, str]:
    """The words and the colour of its state."""
    return (PROSE_STATES if verdict.exercise.is_prose else STATES)[verdict.status]


def points(verdict: Verdict) -> str:
    """What the checks gave, and what an instructor can give."""
    by_hand = f"up to {verdict.exercise.rubric_points:g} points by hand"
    if verdict.exercise.is_prose:
        return by_hand
    automatic = f"{verdict.score:g} of {verdict.max_score:g} points"
    return f"{automatic}, and {by_hand}" if verdict.exercise.rubric else automatic


def summary(verdict: Verdict) -> str:
    """One sentence: how many checks passed, and whether hidden ones exist; for prose, what checks are for."""
    total = len(verdict.checks)
    if verdict.exercise.is_prose:
        return _prose_summary(verdict)
    if verdict.status == "not attempted":
        return f"{total} checks are waiting for your answer."
    counted = f"{verdict.passed_count} of {total} checks pass."
    if verdict.exercise.only_public:
        return counted
    return f"{counted} Your instructor's grading adds hidden checks on other data."


def _prose_summary(verdict: Verdict) -> str:
    missing = len(verdict.checks) - verdict.passed_count
    if verdict.status == "not attempted":
        return "No program judges these words: the checks will only say what is missing."
    if verdict.problem:
        return "Your answer could not be read."
    if missing:
        things = "1 thing is" if missing == 1 else f"{missing} things are"
        return f"{things} missing. No program judges the words themselves."
    return "Nothing that a check can find is missing. No program judges the words themselves."


def as_html(verdict: Verdict) -> str:
    """The panel as HTML: one row a check, the misconception explained, the rubric, hints that unfold one by one."""
    exercise = verdict.exercise
    label, tone = state(verdict)
    work = "text" if exercise.is_prose else "code"
    parts = [
        f'<section class="verdict" data-exercise="{exercise.id}" data-status="{verdict.status}" '
        f'style="--tone:{tone}" aria-label="Verdict on {exercise.id}">{_STYLE}',
        f'<header role="status"><b>{exercise.id} {escape(exercise.title)}</b>'
        f'<span class="state">{label}</span>'
        f'<span class="points">{points(verdict)}</span></header>',
        f'<p class="sum">{escape(summary(verdict))}</p>',
    ]
    if verdict.problem:
        parts.append(_problem(verdict.problem))
    for mistake in verdict.misconceptions:
        parts.append(
            f'<div class="mistake"><p><b>It looks as if your {work} {escape(mistake.title)}.</b></p>'
            f"<p>{escape(mistake.explanation)}</p>"
            f'<p class="quiet">{_section(verdict.exercise.module, mistake.section)} explains it.</p></div>'
        )
    if verdict.checks:
        parts.append(f"<ul>{''.join(_row(check) for check in verdict.checks)}</ul>")
    if exercise.rubric:
        parts.append(_rubric(verdict))
    if verdict.status != "passed":
        parts.append(_hints(exercise.hints))
    return "".join(parts) + "</section>" + _prints(verdict.prints)


def _prints(text: str) -> str:
    """What the code printed, under the panel: it is the learner's output, not a part of the verdict."""
    if not text:
        return ""
    return (
        '<details class="verdict-prints" open><summary>What your code printed</summary>'
        f"<pre>{escape(text)}</pre></details>"
    )


def _section(module: str, section: str) -> str:
    text = f"Section {escape(section)} of the lesson"
    try:
        return f'<a href="{escape(links.module_link(module))}" target="_blank">{text}</a>'
    except LookupError:  # a bundle may come without the lesson
        return text


def _row(check: CheckResult) -> str:
    mark, colour, word = _MARKS[check.passed]
    body = "".join(_message(message, repeated) for message, repeated in _marked(check))
    if check.problem:
        body += _problem(check.problem)
    return (
        f'<li><span class="mark" style="color:{colour}" aria-hidden="true">{mark}</span>'
        f'{escape(check.title)}<span class="sr"> ({word})</span>{body}</li>'
    )


def _marked(check: CheckResult) -> list[tuple[Message, bool]]:
    """Each message, and whether the one before gave the same reason: a reason is said once."""
    whys = [None, *(message.why for message in check.messages)]
    return [(message, message.why == before) for message, before in zip(check.messages, whys, strict=False)]


def _message(message: Message, repeated: bool) -> str:
    listed = "".join(f"<dt>{name}</dt><dd>{_code(text)}</dd>" for name, text in _facts(message))
    why = "" if repeated else f'<p class="why">{escape(message.why)}</p>'
    return f"{why}<dl>{listed}</dl>"


def _facts(message: Message) -> list[tuple[str, str]]:
    named = [("for", message.call), ("given", message.given), ("expected", message.expected)]
    return [(name, text) for name, text in named if text is not None]


def _code(text: str) -> str:
    tag = "pre" if "\n" in text else "code"
    return f"<{tag}>{escape(text)}</{tag}>"


def _problem(problem: Problem) -> str:
    where = ""
    if problem.line:
        number = f"line {problem.line_number} of your cell" if problem.line_number else "at"
        where = f"<dl><dt>{number}</dt><dd>{_code(problem.line)}</dd></dl>"
    return f'<p class="why"><b>{escape(problem.kind)}</b>: {_ticks(problem.message)}</p>{where}'


def _ticks(text: str) -> str:
    """Escape, and show what stands between backticks as code."""
    parts = escape(text).split("`")
    return "".join(f"<code>{part}</code>" if i % 2 else part for i, part in enumerate(parts))


def _rubric(verdict: Verdict) -> str:
    """Each criterion with what work is like at 0, 50 and 100 %, and the learner's own mark on it."""
    heads = "".join(f'<th scope="col">{percent} %</th>' for percent in ANCHORS)
    rows = "".join(
        _criterion(criterion, verdict.self_marks.percent.get(criterion.id))
        for criterion in verdict.exercise.rubric
    )
    missing = "".join(
        f'<li><span class="mark" style="color:#808890" aria-hidden="true">○</span>{_ticks(text)}</li>'
        for text in verdict.self_marks.missing
    )
    return (
        '<div class="rubric"><table><caption>Rubric</caption>'
        f'<thead><tr><th scope="col">Criterion</th>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        f'{f"<ul>{missing}</ul>" if missing else ""}<p class="quiet">{MARKED_BY_A_PERSON}</p></div>'
    )


def _criterion(criterion: Criterion, own: int | None) -> str:
    cells = "".join(
        f"<td{' class=own' if percent == own else ''}>{'<b>Your mark</b>' if percent == own else ''}"
        f'<span class="percent">{percent} %: </span>{_ticks(criterion.anchors[percent])}</td>'
        for percent in ANCHORS
    )
    return (
        f'<tr data-criterion="{criterion.id}"><th scope="row">{_ticks(criterion.title)} '
        f"<small><code>{criterion.id}</code>, {criterion.points:g} points</small></th>{cells}</tr>"
    )


def _hints(hints: tuple[str, ...]) -> str:
    unfolded = ""
    for number, hint in reversed(list(enumerate(hints, 1))):
        unfolded = (
            f"<details><summary>Hint {number} of {len(hints)}</summary>"
            f'<p class="why">{_ticks(hint)}</p>{unfolded}</details>'
        )
    return unfolded


def as_text(verdict: Verdict) -> str:
    """The same verdict for a terminal."""
    exercise = verdict.exercise
    label, _ = state(verdict)
    work = "text" if exercise.is_prose else "code"
    lines = [
        f"{exercise.id} {exercise.title}: {label} ({points(verdict)})",
        f"  {summary(verdict)}",
    ]
    if verdict.problem:
        lines += _problem_lines(verdict.problem, "  ")
    for mistake in verdict.misconceptions:
        lines += [f"  It looks as if your {work} {mistake.title}.", f"    {mistake.explanation}"]
        lines.append(f"    Section {mistake.section} of the lesson explains it.")
    for check in verdict.checks:
        lines.append(f"  {_MARKS[check.passed][0]} {check.title}")
        for message, repeated in _marked(check):
            lines += [] if repeated else [f"      {message.why}"]
            for name, text in (
                ("for", message.call),
                ("given", message.given),
                ("expected", message.expected),
            ):
                if text is not None:
                    lines.append(f"      {name + ':':10}{text.replace(chr(10), chr(10) + ' ' * 16)}")
        if check.problem:
            lines += _problem_lines(check.problem, "      ")
    if exercise.rubric:
        lines += _rubric_lines(verdict)
    if verdict.prints:
        lines += ["  Your code printed:", *(f"    {line}" for line in verdict.prints.splitlines())]
    return "\n".join(lines)


def _rubric_lines(verdict: Verdict) -> list[str]:
    lines = [f"  Rubric. {MARKED_BY_A_PERSON}"]
    for criterion in verdict.exercise.rubric:
        own = verdict.self_marks.percent.get(criterion.id)
        lines.append(f"    {criterion.title} ({criterion.id}, {criterion.points:g} points)")
        for percent in ANCHORS:
            mine = "●" if percent == own else " "
            lines.append(f"      {mine} {percent:>3} %  {criterion.anchors[percent]}")
    if verdict.self_marks.percent:
        lines.append("    ● is your own mark.")
    return lines + [f"  ○ {text}" for text in verdict.self_marks.missing]


def _problem_lines(problem: Problem, indent: str) -> list[str]:
    lines = [f"{indent}{problem.kind}: {problem.message}"]
    if problem.line:
        number = f"line {problem.line_number}: " if problem.line_number else ""
        lines.append(f"{indent}  {number}{problem.line}")
    return lines

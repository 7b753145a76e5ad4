"""A verdict as the panel under an exercise, and as plain text."""

from __future__ import annotations

from html import escape

from course import links
from grading.verdict import CheckResult, Message, Problem, Verdict

STATES = {
    "not attempted": ("Not attempted yet", "#808890"),
    "failed": ("Not yet", "#d9480f"),
    "nearly": ("Nearly there", "#b8860b"),
    "passed": ("Passed", "#2b8a3e"),
}
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
.verdict .sr {position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
</style>
"""


def summary(verdict: Verdict) -> str:
    """One sentence: how many checks passed, and that hidden ones exist."""
    total = len(verdict.checks)
    if verdict.status == "not attempted":
        return f"{total} checks are waiting for your answer."
    counted = f"{verdict.passed_count} of {total} checks pass."
    return f"{counted} Your instructor's grading adds hidden checks on other data."


def as_html(verdict: Verdict) -> str:
    """The panel as HTML: one row a check, the misconception explained, hints that unfold one by one."""
    exercise = verdict.exercise
    label, tone = STATES[verdict.status]
    parts = [
        f'<section class="verdict" data-exercise="{exercise.id}" data-status="{verdict.status}" '
        f'style="--tone:{tone}" aria-label="Verdict on {exercise.id}">{_STYLE}',
        f'<header role="status"><b>{exercise.id} {escape(exercise.title)}</b>'
        f'<span class="state">{label}</span>'
        f'<span class="points">{verdict.score:g} of {verdict.max_score:g} points</span></header>',
        f'<p class="sum">{escape(summary(verdict))}</p>',
    ]
    if verdict.problem:
        parts.append(_problem(verdict.problem))
    for mistake in verdict.misconceptions:
        parts.append(
            f'<div class="mistake"><p><b>It looks as if your code {escape(mistake.title)}.</b></p>'
            f"<p>{escape(mistake.explanation)}</p>"
            f'<p class="quiet">{_section(verdict.exercise.module, mistake.section)} explains it.</p></div>'
        )
    parts.append(f"<ul>{''.join(_row(check) for check in verdict.checks)}</ul>")
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
    label, _ = STATES[verdict.status]
    lines = [
        f"{exercise.id} {exercise.title}: {label} ({verdict.score:g} of {verdict.max_score:g} points)",
        f"  {summary(verdict)}",
    ]
    if verdict.problem:
        lines += _problem_lines(verdict.problem, "  ")
    for mistake in verdict.misconceptions:
        lines += [f"  It looks as if your code {mistake.title}.", f"    {mistake.explanation}"]
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
    if verdict.prints:
        lines += ["  Your code printed:", *(f"    {line}" for line in verdict.prints.splitlines())]
    return "\n".join(lines)


def _problem_lines(problem: Problem, indent: str) -> list[str]:
    lines = [f"{indent}{problem.kind}: {problem.message}"]
    if problem.line:
        number = f"line {problem.line_number}: " if problem.line_number else ""
        lines.append(f"{indent}  {number}{problem.line}")
    return lines

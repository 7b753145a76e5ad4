"""The page that `home.py` shows: where the learner is, what is next, and a link to every notebook."""

from html import escape

from course import progress
from course.theme import COLORS
from course_app import outline

_MARKS = {
    "passed": ("✓", "good", "passed"),
    "nearly": ("◐", "guess", "nearly there"),
    "failed": ("✗", "bad", "not yet"),
    "error": ("✗", "bad", "error"),
    "not attempted": ("○", "muted", "not attempted"),
}
_PROSE_MARKS = _MARKS | {
    "passed": ("✓", "good", "complete"),
    "nearly": ("◐", "guess", "own marks missing"),
    "failed": ("◐", "guess", "something missing"),
    "not attempted": ("○", "muted", "not written"),
}
"""For what only a person can judge: whether everything is there."""

# Text inherits its colour and surfaces are tints of it, so that one style serves the light and the dark page.
_STYLE = """
<style>
.home {line-height:1.5}
.home a {color:inherit;text-decoration:underline;text-underline-offset:3px;text-decoration-thickness:1px}
.home a:hover {text-decoration-thickness:2px}
.home .next {border:1px solid color-mix(in srgb,TRUTH 50%,transparent);border-left:5px solid TRUTH;border-radius:8px;
  background:color-mix(in srgb,TRUTH 9%,transparent);padding:.8rem 1.1rem;margin:.2rem 0 1.6rem;
  display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;align-items:center}
.home .next p {margin:0}
.home .next .go {margin-left:auto;font-weight:650}
.home .where {flex-basis:100%;opacity:.75;font-size:.92em}
.home .module {border:1px solid color-mix(in srgb,currentColor 18%,transparent);border-radius:10px;
  padding:.9rem 1.1rem;margin:0 0 1.1rem}
.home .head {display:flex;flex-wrap:wrap;align-items:baseline;gap:.2rem 1rem}
.home h2 {font-size:1.15rem;margin:0;padding:0;border:0}
.home .points {margin-left:auto;font-variant-numeric:tabular-nums}
.home .bar {height:.5rem;border-radius:.25rem;background:color-mix(in srgb,currentColor 13%,transparent);
  overflow:hidden;margin:.55rem 0 .7rem}
.home .bar span {display:block;height:100%;background:GOOD}
.home .links {display:flex;flex-wrap:wrap;gap:.2rem 1.6rem;margin:0 0 .4rem}
.home .links small {opacity:.75}
.home table {width:100%;border-collapse:collapse;font-size:.93em}
.home td {padding:.24rem .5rem .24rem 0;border-top:1px solid color-mix(in srgb,currentColor 10%,transparent);
  text-align:left;vertical-align:baseline}
.home td.id {white-space:nowrap;width:4.2rem}
.home td.state {white-space:nowrap;width:9rem}
.home td.score {text-align:right;white-space:nowrap;padding-right:0;width:4.5rem;font-variant-numeric:tabular-nums}
</style>
""".replace("TRUTH", COLORS["truth"]).replace("GOOD", COLORS["good"])


def page() -> str:
    """The whole page as HTML, from what is in the folder and what is in the progress store now."""
    modules = outline.modules()
    known = progress.snapshot()
    cards = "".join(_module(module, known) for module in modules)
    return f'{_STYLE}<div class="home">{_next(modules, known)}{cards}</div>'


def _next(modules: list[outline.Module], known: dict[str, progress.Latest]) -> str:
    points = sum(module.points(known) for module in modules)
    worth = sum(module.worth for module in modules)
    where = f"{points:g} of {worth:g} points so far" if worth else "all of it is marked by hand"
    newest = max(known.values(), key=lambda latest: latest.at, default=None)
    if newest is not None:
        where += f", last at {escape(newest.id)}"
    step = outline.next_step(modules, known)
    if step is None:
        text, go = "<b>Everything here is done.</b>", ""
    else:
        text = f"<b>{'Next' if known else 'Start here'}:</b> {escape(step.text)}"
        go = f'<a class="go" href="{escape(step.link)}">Open it</a>'
    return f'<div class="next" role="status"><p>{text}</p>{go}<p class="where">{where}</p></div>'


def _module(module: outline.Module, known: dict[str, progress.Latest]) -> str:
    points = module.points(known)
    share = 100 * points / module.worth if module.worth else 0
    words = f"{points:g} of {module.worth:g} points" if module.worth else "marked by hand"
    exercises = module.of_kind("exercise")
    return (
        f'<section class="module" data-module="{module.number}"><div class="head">'
        f"<h2>Module {module.number}: {escape(module.title)}</h2>"
        f'<span class="points">{words}</span></div>'
        f'<div class="bar" role="progressbar" aria-label="Module {module.number}" aria-valuemin="0" '
        f'aria-valuemax="100" aria-valuenow="{share:.0f}"><span style="width:{share:.1f}%"></span></div>'
        f'<p class="links">{_lesson(module, known)}{_exercises(module, known)}</p>'
        f"<table><tbody>{''.join(_row(item, known.get(item.id)) for item in exercises)}</tbody></table></section>"
    )


def _lesson(module: outline.Module, known: dict[str, progress.Latest]) -> str:
    if module.lesson is None:
        return ""
    questions = module.of_kind("question")
    answered = sum(item.id in known for item in questions)
    count = f" <small>{answered} of {len(questions)} questions answered</small>" if questions else ""
    return f'<span><a href="{escape(module.lesson)}">Read the lesson</a>{count}</span>'


def _exercises(module: outline.Module, known: dict[str, progress.Latest]) -> str:
    if module.exercises is None:
        return ""
    items = module.of_kind("exercise")
    passed = sum(item.id in known and known[item.id].status == "passed" for item in items)
    words = "passed" if all(item.worth for item in items) else "passed or complete"
    count = f" <small>{passed} of {len(items)} {words}</small>" if items else ""
    return f'<span><a href="{escape(module.exercises)}">Do the exercises</a>{count}</span>'


def _row(item: outline.Item, latest: progress.Latest | None) -> str:
    status = latest.status if latest else "not attempted"
    mark, color, word = (_MARKS if item.worth else _PROSE_MARKS)[status]
    score = f"{latest.score if latest else 0:g} / {item.worth:g}" if item.worth else "by hand"
    return (
        f'<tr data-exercise="{item.id}" data-status="{status}"><td class="id">{item.id}</td>'
        f'<td><a href="{escape(item.link)}">{escape(item.title)}</a></td>'
        f'<td class="state"><span style="color:{COLORS[color]}" aria-hidden="true">{mark}</span> {word}</td>'
        f'<td class="score">{score}</td></tr>'
    )

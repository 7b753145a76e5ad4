"""How questions and their answers look: text beside a line, marked lists, folded parts."""

import html
from collections.abc import Iterable, Mapping
from typing import Any

import marimo as mo

from course.theme import COLORS

GOOD = f'<span style="color:{COLORS["good"]};font-weight:700">✓</span>'
BAD = f'<span style="color:{COLORS["bad"]};font-weight:700">✗</span>'


def note(markdown: str, color: str) -> mo.Html:
    """Text beside a coloured line: no background of its own, so it reads on a light and on a dark page."""
    body = mo.md(markdown).text
    style = f"border-left: 4px solid {COLORS[color]}; padding: 0.1rem 0 0.1rem 1rem; margin: 0.25rem 0"
    return mo.Html(f'<div class="course-note" style="{style}">{body}</div>')


def folded(title: str, markdown: str) -> str:
    """Markdown that opens when its title is clicked."""
    return f"<details><summary>{html.escape(title)}</summary>{mo.md(markdown).text}</details>"


def marked(lines: Iterable[tuple[bool, str]]) -> str:
    """A list of Markdown lines, each with the mark of a right or a wrong part."""
    row = "display:grid;grid-template-columns:1.2rem minmax(0,1fr);margin:.2rem 0;padding:0"
    items = (
        f'<li style="{row}">{GOOD if right else BAD}<div>{mo.md(text).text}</div></li>'
        for right, text in lines
    )
    return f'<ul style="list-style:none;padding-left:0;margin:.5rem 0">{"".join(items)}</ul>'


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends a sentence already."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def fields(label: str, parts: Mapping[str, tuple[Any, str]]) -> mo.ui.batch:
    """One element made of several, one a line: `parts` is name -> (element, Markdown after it, or "").

    Names must be plain identifiers, because they are fields of a template.
    """
    lines = [f'<div style="margin-bottom:.5rem">{_plain(label)}</div>']
    for name, (_, text) in parts.items():
        after = f"<span>{_plain(text)}</span>" if text else ""
        columns = "5rem minmax(0,1fr)" if text else "minmax(0,1fr)"
        style = f"display:grid;grid-template-columns:{columns};gap:.75rem;align-items:center;margin:.35rem 0"
        lines.append(f'<div style="{style}">{{{name}}}{after}</div>')
    return mo.ui.batch(mo.Html("".join(lines)), {name: element for name, (element, _) in parts.items()})


def _plain(markdown: str) -> str:
    """Markdown as HTML that a template leaves as it is."""
    return mo.md(markdown).text.replace("{", "{{").replace("}", "}}")


def only(chosen: Any) -> str | None:
    """What a dropdown says: its value in Python is a text or None, its value in the browser a list of at most one."""
    if isinstance(chosen, list):
        return chosen[0] if chosen else None
    return chosen

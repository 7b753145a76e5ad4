"""How questions and their answers look: text beside a line, marked lists, folded parts."""

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import marimo as mo
from markupsafe import Markup

from course import html
from course.states import CHECK
from course.theme import COLORS

_render = partial(html.render_macro, Path(__file__).with_name("look.html.j2"))


def note(markdown: str, color: str) -> mo.Html:
    """Text beside a coloured line: no background of its own, so it reads on a light and on a dark page."""
    return mo.Html(_render("note", body=_html(markdown), color=COLORS[color]))


def folded(title: str, markdown: str) -> str:
    """Markdown that opens when its title is clicked."""
    return _render("folded", title=title, body=_html(markdown))


def mark(right: bool) -> str:
    """The mark of a right or a wrong part, to stand in Markdown."""
    return _render("mark", state=CHECK[right])


def marked(lines: Iterable[tuple[bool, str]]) -> str:
    """A list of Markdown lines, each with the mark of a right or a wrong part."""
    return _render("marked", lines=[(CHECK[right], _html(text)) for right, text in lines])


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends a sentence already."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def fields(label: str, parts: Mapping[str, tuple[Any, str]]) -> mo.ui.batch:
    """One element made of several, one a line: `parts` is name -> (element, Markdown after it, or "").

    Names must be plain identifiers, because they are fields of a template.
    """
    shown = [(name, text and _without_fields(text)) for name, (_, text) in parts.items()]
    template = _render("fields", label=_without_fields(label), parts=shown)
    return mo.ui.batch(mo.Html(template), {name: element for name, (element, _) in parts.items()})


def _html(markdown: str) -> Markup:
    """Markdown of the course's own as HTML."""
    return Markup(mo.md(markdown).text)


def _without_fields(markdown: str) -> Markup:
    """Markdown as HTML in which no brace opens a field of a template."""
    return Markup(_html(markdown).replace("{", "{{").replace("}", "}}"))


def only(chosen: Any) -> str | None:
    """What a dropdown says: its value in Python is a text or None, its value in the browser a list of at most one."""
    if isinstance(chosen, list):
        return chosen[0] if chosen else None
    return chosen

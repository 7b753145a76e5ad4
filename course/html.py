"""HTML from Jinja templates, which escape all they are given. The one place that makes their environment."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from course import ROOT, theme
from course.safe_text import visible, visible_name

_CODE = re.compile(r"`([^`\s](?:[^`\n]*[^`\s])?)`")


def render(template: Path, **values: Any) -> str:
    """The HTML of a template, which is a file of the course, with these values.

    Raises jinja2.UndefinedError when the template uses a value that was not given.
    """
    return _template(template).render(values)


def render_macro(template: Path, macro: str, **values: Any) -> str:
    """The HTML of one macro of a template."""
    return str(getattr(_template(template).module, macro)(**values))


def ticks(text: str) -> Markup:
    """The text escaped, and what stands between backticks as code.

    Code is on one line and begins and ends without a space; every other backtick stays a backtick.
    """
    parts = _CODE.split(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if i % 2 else escape(part) for i, part in enumerate(parts)
    )


def points(number: float) -> str:
    """Points as people write them: 8, 7.5, 6.67."""
    return f"{round(number, 2):.10g}"


@cache
def _template(path: Path) -> Template:
    return _environment().get_template(path.resolve().relative_to(ROOT).as_posix())


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(ROOT, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "ticks": ticks,
        "points": points,
        "visible": visible,
        "visible_name": visible_name,
    }
    environment.globals |= {"palette": theme.PALETTE, "print_palette": theme.PRINT_PALETTE}
    return environment

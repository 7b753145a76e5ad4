"""marimo's reading view, in which cells show what they give and not their code."""

import inspect
import textwrap
from collections.abc import Callable

import marimo as mo


def is_on() -> bool:
    """Whether the page was opened without code: by a link to the reading view, or by `marimo run`."""
    return mo.app_meta().mode == "run" or mo.query_params().get("view-as") == "present"


def show(*functions: Callable) -> mo.Html | None:
    """The source of functions that are meant to be read, for the cell after theirs.

    In the editor the functions' own cells show it, so there is nothing to add: None.
    """
    if not is_on():
        return None
    code = "\n\n\n".join(textwrap.dedent(inspect.getsource(one)).strip() for one in functions)
    return mo.md(f"```python\n{code}\n```")

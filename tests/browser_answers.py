"""Answers to the elements of a notebook, as a browser sends them."""

from typing import Any


def send(element: Any, value: Any) -> None:
    """Give an element the value that a browser would; marimo has no public way to do so without one."""
    element._update(value)

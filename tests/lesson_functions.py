"""The functions that a lesson shows its readers, for tests that call them."""

import importlib.util
from functools import cache
from types import ModuleType

from course import ROOT, links


@cache
def lesson(module: str) -> ModuleType:
    """The lesson of a module, imported: its `@app.function`s are there, and none of its cells has run."""
    spec = importlib.util.spec_from_file_location(f"lesson_{module}", ROOT / links.module_path(module))
    notebook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(notebook)
    return notebook

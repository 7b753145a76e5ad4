"""Cut the worked solution of one exercise out of the notebook of solutions."""

from __future__ import annotations

from grading.engine.answer.handed_out import defined
from grading.engine.marimo_adapter import cell_sources


def worked(source: str, names: tuple[str, ...]) -> str:
    """The cells of a notebook that define these names, without the markers of a solution."""
    found = [code for code in cell_sources(source, "solution.py") if defined(code) & set(names)]
    lines = "\n\n\n".join(found).splitlines()
    return "\n".join(line for line in lines if not line.strip().startswith("### "))

"""Write notebooks the way marimo itself would save them: ``python -m grading.canonical FILE…``."""

from __future__ import annotations

import sys
from pathlib import Path

from marimo._convert.converters import MarimoConvert


def canonical(source: str) -> str:
    """The source as marimo saves it; opening a canonical notebook changes nothing on disk."""
    return MarimoConvert.from_py(source).to_py()


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(canonical(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")

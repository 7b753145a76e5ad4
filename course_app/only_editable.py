"""What pip builds the course with: setuptools, for an editable install alone.

Installed as a copy the course would not work, because it lives in its folder: notebooks, data, exercises, progress.
And a wheel of the whole course would hold solutions and hidden checks. So there is no such wheel.
"""

import sys

from setuptools.build_meta import (
    build_editable,
    get_requires_for_build_editable,
    prepare_metadata_for_build_editable,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
]

REFUSAL = (
    "The course can't be installed as a copy: it works in its own folder. Run `python -m course` there, which "
    "sets everything up, or `pip install -e .`"
)


def get_requires_for_build_wheel(config_settings: dict | None = None) -> list[str]:
    """Refuse, before anything is built."""
    sys.exit(REFUSAL)


def build_wheel(*_: object) -> str:
    """Refuse: a wheel would hold the solutions."""
    sys.exit(REFUSAL)


def build_sdist(*_: object) -> str:
    """Refuse: a source archive would hold the solutions."""
    sys.exit(REFUSAL)

"""What a notebook of the course may import, and the `course` command."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The folder of the course: where `home.py`, `modules/` and `exercises/` live."""

__version__ = "0.1.0"

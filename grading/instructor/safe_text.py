"""The name by which the gradebook still calls `course.safe_text`."""

from course.safe_text import for_database as stored

__all__ = ["stored"]

"""Grades for other programs: a spreadsheet, Canvas, Moodle."""

"""Run one check, within its time."""

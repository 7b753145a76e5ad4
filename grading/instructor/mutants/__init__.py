"""Prove the checks: change a reference solution in one place, and see whether some check notices."""

"""Declare exercises, use an answer, compare it, run checks, grade, and recognise mistakes."""

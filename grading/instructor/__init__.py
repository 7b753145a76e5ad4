"""What instructors use: a cohort's way from files to grades."""

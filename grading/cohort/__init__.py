"""Grade a cohort: find the submissions, grade each one on its own, keep what came out."""
